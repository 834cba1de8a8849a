"""Who may use the desk, as owners see and change it; and other people's orders, which owners see too.

Everything here is for owners: who isn't one gets a sentence. What a button says is checked against the team as it is.
"""

from dataclasses import replace

from conversations.buttons import Tap
from conversations.cards import card, summary
from conversations.context import Context, Guest, Member, Role
from conversations.effects import INVITATION_HOURS, ChangeRole, Invite, Say, TakeOver, TellPerson
from conversations.order import State
from conversations.screens import Button, Row, Screen, Text, page_of, rows, shortened, text, verbatim
from conversations.session import Session, Turn
from conversations.steps.step import Moved
from conversations.turns import carried

ACTIONS = ("team", "team_member", "team_role", "team_remove", "team_removed", "team_invite")
ROLES: tuple[Role, ...] = ("agent", "owner")
OWNERS_ONLY = text("problem.owners_only")


def shown(session: Session, context: Context, page: int = 0, note: Text | None = None) -> Turn:
    """The team, with a button for everybody else in it."""
    if not context.owner:
        return _says(session, OWNERS_ONLY)
    members = context.history.team()
    lines = [_line(one, own=one.id == session.person.id) for one in members]
    others = [
        Button(verbatim(_name(one)), "team_member", str(one.id), draft="")
        for one in members
        if one.id != session.person.id
    ]
    choices, more = page_of(others, page)
    onward = tuple(replace(button, action="team", arg=str((page + 1) % 1000), draft="") for button in more)
    invite = tuple(Button(text(f"button.invite_{role}"), "team_invite", role, draft="") for role in ROLES)
    body = (text("team.title", "title"), *lines[:50], *((note,) if note else ()))
    return _says(session, *body, keyboard=(*rows(choices, 2), onward, invite))


def tapped(session: Session, tap: Tap, context: Context) -> Turn:
    if not context.owner:
        return _says(session, OWNERS_ONLY)
    match tap.action:
        case "team":
            return shown(session, context, int(tap.arg) if tap.arg.isdecimal() else 0)
        case "team_invite" if role := _role(tap.arg):
            return _invited(session, role, context)
    number, _, wanted = tap.arg.partition(".")
    member = next((one for one in context.history.team() if str(one.id) == number), None)
    if member is None or member.id == session.person.id:
        return shown(session, context, note=text("team.gone"))
    match tap.action:
        case "team_member":
            return _member(session, member)
        case "team_role" if (role := _role(wanted)) and role != member.role:
            told = TellPerson(member.id, Screen((text(f"team.now_{role}"),)))
            turn = _says(session, text("team.changed", name=_name(member), role=text(f"role.{role}")))
            return replace(turn, effects=(ChangeRole(member.id, role), told, *turn.effects))
        case "team_remove":
            yes = Button(text("button.remove_yes"), "team_removed", str(member.id), draft="")
            return _says(session, text("team.remove", name=_name(member)), keyboard=((yes, _back()),))
        case "team_removed":
            told = TellPerson(member.id, Screen((text("team.removed_you"),)))
            handed_over = text("team.handed_over", count=member.open_drafts)
            body = (text("team.removed", name=_name(member)), *((handed_over,) if member.open_drafts else ()))
            turn = _says(session, *body)
            return replace(turn, effects=(ChangeRole(member.id, None), told, *turn.effects))
        case _:
            return shown(session, context)


def _role(words: str) -> Role | None:
    return next((role for role in ROLES if role == words), None)


def _member(session: Session, member: Member) -> Turn:
    other: Role = "agent" if member.role == "owner" else "owner"
    buttons = (
        Button(text(f"button.make_{other}"), "team_role", f"{member.id}.{other}", draft=""),
        Button(text("button.remove"), "team_remove", str(member.id), draft=""),
    )
    return _says(
        session,
        _line(member),
        text("drafts.title", count=member.open_drafts) if member.open_drafts else text("drafts.none"),
        keyboard=(buttons, (_back(),)),
    )


def _back() -> Button:
    return Button(text("button.back"), "team", draft="")


def _invited(session: Session, role: Role, context: Context) -> Turn:
    token = context.ids.invitation()
    link = invitation_link(context.bot, token)
    words = text("team.invitation" if context.bot else "team.invitation_code", link=link, hours=INVITATION_HOURS)
    screen = Screen((text(f"team.invites_{role}", "title"), words))
    return Turn(session, (Invite(token, role), Say(screen, secret=True)))


def invitation_link(bot: str, token: str) -> str:
    """What the invited person taps; where the bot's user name isn't known, what they send to it."""
    return f"https://t.me/{bot}?start={token}" if bot else f"/start {token}"


def _line(member: Member, *, own: bool = False) -> Text:
    role = text(f"role.{member.role}")
    return (
        text("team.you", name=_name(member), role=role) if own else text("team.member", name=_name(member), role=role)
    )


def _name(member: Member) -> str:
    return shortened(member.name or str(member.id), 30)


def _says(session: Session, *body: Text, keyboard: tuple[Row, ...] = ()) -> Turn:
    return Turn(session, (Say(Screen(body, tuple(row for row in keyboard if row))),))


# --- other people's orders


def guest_tapped(session: Session, guest: Guest, tap: Tap, context: Context) -> Turn | None:
    """An owner's tap about somebody else's order: it's looked at, or taken over. None for any other tap."""
    draft = guest.draft
    name = shortened(guest.name or str(guest.person), 30)
    match tap.action:
        case "open":
            take = Button(text("button.take_over"), "take_over", draft=draft.id)
            if draft.state.ended:
                return _says(session, *card(draft, context).body)
            on_its_way = () if draft.state is State.OPEN else (text(f"short.{draft.state}"),)
            body = (*summary(draft, context), text("guest.of", "quiet", name=name), *on_its_way)
            return _says(session, *body, keyboard=((take,),))
        case "take_over" if not draft.state.ended:
            told = TellPerson(guest.person, Screen((text("guest.taken", order=_called(guest)),)))
            moved = replace(session.put(draft), guest=None).lay(draft.id)
            taken = carried(moved, Moved(draft, text("guest.yours", name=name)), context, "new")
            return replace(taken, effects=(TakeOver(draft.id, draft.revision), *taken.effects, told))
        case _:
            return None


def _called(guest: Guest) -> str | Text:
    draft = guest.draft
    return shortened(draft.name.full, 30) if draft.name else text("draft.nameless")
