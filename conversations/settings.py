"""/settings: what owners look after besides the team. For now the words that the shop has taught the desk."""

from dataclasses import replace

from conversations.buttons import Tap
from conversations.context import Context, Lesson
from conversations.effects import Say, Unteach
from conversations.screens import Button, Row, Screen, Text, page_of, rows, shortened, text, verbatim
from conversations.session import Session, Turn
from conversations.team import OWNERS_ONLY

ACTIONS = ("settings", "lesson", "lesson_forget")


def shown(session: Session, context: Context, page: int = 0, note: Text | None = None) -> Turn:
    """What was taught, with a button for each."""
    if not context.owner:
        return _says(session, OWNERS_ONLY)
    lessons = context.history.lessons()
    notes = (note,) if note else ()
    if not lessons:
        return _says(session, text("settings.title", "title"), *notes, text("settings.nothing_taught"))
    buttons = [Button(verbatim(shortened(each.words, 30)), "lesson", str(each.id), draft="") for each in lessons]
    choices, more = page_of(buttons, page)
    onward = tuple(replace(button, action="settings", arg=str((page + 1) % 1000), draft="") for button in more)
    body = (text("settings.title", "title"), *notes, text("settings.taught", count=len(lessons)))
    return _says(session, *body, keyboard=(*rows(choices, 2), onward))


def tapped(session: Session, tap: Tap, context: Context) -> Turn:
    if not context.owner:
        return _says(session, OWNERS_ONLY)
    if tap.action == "settings":
        return shown(session, context, int(tap.arg) if tap.arg.isdecimal() and len(tap.arg) <= 3 else 0)
    lesson = next((each for each in context.history.lessons() if str(each.id) == tap.arg), None)
    if lesson is None:
        return shown(session, context, note=text("settings.gone"))
    if tap.action == "lesson":
        return _lesson(session, lesson, context)
    back = ((_back(),),)
    turn = _says(session, text("settings.forgotten", words=shortened(lesson.words, 60)), keyboard=back)
    return replace(turn, effects=(Unteach(lesson.id), *turn.effects))


def _lesson(session: Session, lesson: Lesson, context: Context) -> Turn:
    (variant,) = context.catalogue.variants((lesson.variant,))
    meant = shortened(variant.label, 60) if variant else text("settings.not_sold")
    last = text("settings.last", "quiet", name=shortened(lesson.by, 30) or "–", day=lesson.last.date())
    return _says(
        session,
        text("settings.lesson", words=shortened(lesson.words, 60), item=meant),
        text("settings.times", "quiet", count=lesson.times),
        last,
        keyboard=((Button(text("button.forget_lesson"), "lesson_forget", str(lesson.id), draft=""), _back()),),
    )


def _back() -> Button:
    return Button(text("button.back"), "settings", draft="")


def _says(session: Session, *body: Text, keyboard: tuple[Row, ...] = ()) -> Turn:
    return Turn(session, (Say(Screen(body, tuple(row for row in keyboard if row))),))
