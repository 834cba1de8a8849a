"""/delete_me: a person wants the desk to forget them. It's asked once, and nothing that is on its way is cut off."""

from conversations.effects import ForgetMe, Say
from conversations.screens import Button, Screen, Text, text
from conversations.session import Session, Turn


def asks(session: Session) -> Say:
    """What would go and what stays, with the button that does it; or why it can't be."""
    if problem := _not_yet(session):
        return Say(Screen((problem,)))
    body = [text("delete_me.ask", "title")]
    if session.open_drafts:
        body.append(text("delete_me.open", count=len(session.open_drafts)))
    body.append(text("delete_me.stays"))
    yes = Button(text("button.delete_me"), "delete_me_yes", draft="")
    return Say(Screen(tuple(body), ((yes,), (Button(text("button.keep"), "stay", draft=""),))))


def confirmed(session: Session) -> Turn:
    if problem := _not_yet(session):
        return Turn(session, (Say(Screen((problem,))),))
    return Turn(session.lay(""), (ForgetMe(), Say(Screen((text("delete_me.done"),)))))


def _not_yet(session: Session) -> Text | None:
    if session.person.only_owner:
        return text("delete_me.last_owner")
    if on_their_way := [draft for draft in session.drafts if draft.state.frozen]:
        return text("delete_me.on_its_way", count=len(on_their_way))
    return None
