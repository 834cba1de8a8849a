"""What works everywhere: commands, and the lists they show."""

from dataclasses import dataclass, replace

from conversations import leaving, settings, team
from conversations.context import Context, EarlierOrder
from conversations.effects import Say
from conversations.order import Address, Draft, Money, State
from conversations.questions import ConfirmDiscard
from conversations.screens import MOST_CHOICES, Button, Screen, Text, page_of, rows, shortened, text, verbatim
from conversations.session import Session
from conversations.texts import LANGUAGES

COMMANDS = ("new", "drafts", "orders", "find", "cancel", "help", "language", "delete_me")
"""The commands of the menu, in its order; each has its words under `command.<name>`."""
OF_OWNERS = ("team", "settings")
"""The commands that owners have besides."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command does: a session, what is said, and the draft to be shown, as the command leaves it."""

    session: Session
    says: tuple[Say, ...] = ()
    card: Draft | None = None
    note: Text | None = None


def command_of(words: str) -> tuple[str, str] | None:
    """The command and its argument in "/find budi" or "/find@shop_bot budi"; None when it isn't a command."""
    if not words.startswith("/") or len(words) < 2 or not words[1].isalpha():
        return None
    name, _, argument = words[1:].partition(" ")
    return name.partition("@")[0].partition("\n")[0].casefold(), argument.strip()


def run(session: Session, name: str, argument: str, context: Context) -> Answer:
    match name:
        case "start":
            return _start(session, context)
        case "new":
            return new_draft(session, context)
        case "drafts":
            return Answer(session, (Say(_drafts(session, page_number(argument), context)),))
        case "orders":
            return Answer(session, (Say(_orders(context.history.orders(MOST_CHOICES), context)),))
        case "find" if argument:
            found = context.history.orders(MOST_CHOICES, argument[:100])
            return Answer(session, (Say(_orders(found, context, searched=argument)),))
        case "find":
            return Answer(session, (_say("find.how"),))
        case "cancel":
            return cancel(session)
        case "help":
            return Answer(session, (Say(help_screen(owner=context.owner)),), card=_begun(session))
        case "team":
            turn = team.shown(session, context)
            return Answer(turn.session, tuple(effect for effect in turn.effects if isinstance(effect, Say)))
        case "settings":
            turn = settings.shown(session, context)
            return Answer(turn.session, tuple(effect for effect in turn.effects if isinstance(effect, Say)))
        case "language":
            return _language(session, argument.casefold())
        case "delete_me":
            return Answer(session, (leaving.asks(session),))
        case _:
            return Answer(session, (_say("problem.unknown_command", command=shortened(name, 30)),))


def page_number(argument: str) -> int:
    """The page that *More* asks for; the first for anything else."""
    return int(argument) if argument.isdecimal() and len(argument) <= 3 else 0


def _say(key: str, **args: str | int) -> Say:
    return Say(Screen((text(key, **args),)))


def _begun(session: Session) -> Draft | None:
    """The draft on the table, if there is anything in it that a person may want to go on with."""
    draft = session.on_table
    return draft if draft is not None and draft.state is State.OPEN and not draft.empty else None


def _start(session: Session, context: Context) -> Answer:
    greeting = Say(Screen((text("start.title", "title"), text("start.how"))))
    newest = next((draft for draft in reversed(session.open_drafts) if draft.state is State.OPEN), None)
    if draft := _begun(session) or newest:
        note = text("start.open_order", name=name_of(draft))
        return Answer(session.lay(draft.id), (greeting,), draft, note)
    answer = new_draft(session, context)
    return replace(answer, says=(greeting,))


def name_of(draft: Draft) -> str | Text:
    """How a draft is called in a list: its customer, its first item, or that it has neither."""
    if draft.name:
        return shortened(draft.name.full, 30)
    if draft.lines:
        return shortened(draft.lines[0].variant.label, 30)
    return text("draft.nameless")


def _told_apart(draft: Draft) -> str | Text:
    """What tells a draft from the customer's others: what is ordered, or how far it is."""
    things = [line.variant.product_name for line in draft.lines] + [item.text for item in draft.open_items]
    if draft.state is not State.OPEN or not draft.name or not things:
        return text(f"short.{draft.state}")
    return f"{shortened(things[0], 24)} +{len(things) - 1}" if len(things) > 1 else shortened(things[0], 26)


def new_draft(session: Session, context: Context, **known: object) -> Answer:
    """A new draft on the table. An empty one that lies there already will do; any other is kept."""
    old = session.on_table
    if old and old.state is State.OPEN and old.empty:
        blank = Draft(old.id, old.revision, address=Address(country=context.region))
        return Answer(session, card=blank.with_(**known))
    session, draft = begun(session, context, **known)
    note = text("note.kept", name=name_of(old)) if old and old.state is State.OPEN else None
    return Answer(session, card=draft, note=note)


def begun(session: Session, context: Context, **known: object) -> tuple[Session, Draft]:
    """The session with a new draft on the table, and that draft: one that was left empty, if there is any."""
    left = next((draft for draft in session.drafts if draft.state is State.OPEN and draft.empty), None)
    number, revision = (left.id, left.revision) if left else (context.ids.draft(), 0)
    draft = Draft(number, revision, address=Address(country=context.region)).with_(**known)
    return session.put(draft).lay(draft.id), draft


def cancel(session: Session) -> Answer:
    """Discards the draft on the table, asking first where something would be lost."""
    draft = session.on_table
    if draft is None or draft.state is not State.OPEN:
        return Answer(session, (_say("cancel.nothing"),))
    if draft.empty:
        gone = draft.with_(state=State.DISCARDED, question=None, revision=draft.revision + 1)
        return Answer(session.put(gone).lay(""), (_say("cancel.done"),))
    return Answer(session, card=draft.with_(question=ConfirmDiscard()))


def _drafts(session: Session, page: int, context: Context) -> Screen:
    """The person's own drafts, the newest first; then everybody else's, for owners."""
    new = Button(text("button.new"), "new", draft="")
    buttons = [
        Button(text("drafts.entry", name=name_of(draft), what=_told_apart(draft)), "open", draft=draft.id)
        for draft in reversed(session.open_drafts)
    ]
    for guest in reversed(context.history.others_drafts()):
        who = shortened(guest.name or str(guest.person), 20)
        entry = text("drafts.others_entry", name=name_of(guest.draft), what=_told_apart(guest.draft), who=who)
        buttons.append(Button(entry, "open", draft=guest.draft.id))
    if not buttons:
        return Screen((text("drafts.none"),), ((new,),))
    shown, more = page_of(buttons, page)
    onward = tuple(replace(button, action="drafts", arg=str((page + 1) % 1000), draft="") for button in more)
    return Screen((text("drafts.title", "title", count=len(buttons)),), (*rows(shown, 1), (*onward, new)))


def _orders(orders: tuple[EarlierOrder, ...], context: Context, searched: str = "") -> Screen:
    if not orders:
        return Screen((text("find.nothing", words=shortened(searched, 60)) if searched else text("orders.none"),))
    body = [text("orders.title", "title", count=len(orders))]
    for order in orders:
        total = Money(order.total, order.currency or context.currency) if order.total is not None else "–"
        day = order.created.date()
        body.append(text("orders.entry", number=order.number or "–", name=order.name or "–", total=total, day=day))
        if items := _items_of(order, context):
            body.append(verbatim(f"     {items}"))
        if order.by:
            body.append(text("orders.by", "quiet", name=shortened(order.by, 30)))
    repeat = [
        Button(text("orders.repeat", number=order.number or "–"), "repeat", draft=order.draft) for order in orders
    ]
    return Screen(tuple(body), rows(repeat, 2))


def _items_of(order: EarlierOrder, context: Context) -> str:
    """What was ordered, as far as the catalogue still knows it."""
    variants = context.catalogue.variants(tuple(variant for variant, _ in order.items))
    known = zip(order.items, variants, strict=True)
    return shortened(", ".join(f"{quantity} × {variant.label}" for (_, quantity), variant in known if variant), 120)


def help_screen(*, owner: bool = False) -> Screen:
    names = (*COMMANDS, *OF_OWNERS) if owner else COMMANDS
    commands = tuple(text("help.command", command=f"/{name}", what=text(f"command.{name}")) for name in names)
    return Screen((text("help.title", "title"), text("help.how"), *commands))


def _language(session: Session, wanted: str) -> Answer:
    if wanted in LANGUAGES:
        return Answer(session.speaking(wanted), (_say("language.changed"),), card=_begun(session))
    buttons = [Button(verbatim(name), "language", code, draft="") for code, name in LANGUAGES.items()]
    return Answer(session, (Say(Screen((text("language.which"),), rows(buttons))),))
