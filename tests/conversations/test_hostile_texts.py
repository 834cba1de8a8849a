"""Texts that break programs, said wherever the bot asks something."""

import pytest

from conversations.events import Edited, Pressed, Said
from conversations.machine import advance
from conversations.order import State
from conversations.screens import Screen
from conversations.session import Person, Session, Turn
from conversations.texts import LANGUAGES
from conversations.texts.render import Rendered, render
from storage.codec import dump_draft, load_draft

from .bad_text import naughty
from .memory import World
from .test_any_conversation import PASTE

LONG = [
    "a" * 10_000,
    "kopi susu 2, " * 800,
    "0812-3456-7890 " * 700,
    "Jl. Merdeka 10 Bandung 40111\n" * 350,
    "😀" * 5_000,
]
WAYS: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "variant": ("kopi susu",),
    "option": ("kaos polos",),
    "quantity": ("croissant",),
    "unknown": ("3 asdfgh",),
    "more": ("2 croissant",),
    "phone": ("2 croissant", "[next]"),
    "which phone": ("2 croissant", "0812-3456-7890 atau 0813-1111-2222"),
    "name": ("2 croissant", "081234567890"),
    "address": ("2 croissant", "081234567890", "Budi"),
    "street": ("2 croissant", "081234567890", "Budi", "Bandung 40111"),
    "city": ("2 croissant", "081234567890", "Budi", "Jl. Merdeka 10"),
    "postcode": ("2 croissant", "081234567890", "Budi", "Jl. Merdeka 10 Bandung"),
    "review": (PASTE,),
    "discard": (PASTE, "/cancel"),
    "change": (PASTE, "[change]"),
    "items": (PASTE, "[change]", "[part:items]"),
    "note": (PASTE, "[change]", "[part:note]"),
    "tags": (PASTE, "[change]", "[part:tags]"),
    "which order": (PASTE, "0813-1111-2222"),
    "sent": (PASTE, "[create]"),
}


def shown(turn: Turn, language: str) -> list[Rendered]:
    screens = [
        (screen, getattr(effect, "draft", ""), getattr(effect, "revision", 0))
        for effect in turn.effects
        if isinstance(screen := getattr(effect, "screen", None), Screen)
    ]
    return [render(screen, language, "ID", draft=draft, revision=revision) for screen, draft, revision in screens]


def led(world: World, steps: tuple[str, ...]) -> Session:
    session, buttons = Session(Person(7, "agent")), [""]
    for number, step in enumerate(steps, start=1):
        wanted = step.strip("[]")
        tapped = [data for data in buttons if f":{wanted.partition(':')[0]}:{wanted.partition(':')[2]}" in data]
        event = Pressed(tapped[0]) if step.startswith("[") else Said(step, number)
        turn = advance(session, event, world.context())
        session = turn.session
        buttons = [data for each in shown(turn, "en") for row in each.buttons for _, data in row] or buttons
    return session


def check(session: Session, event: Said | Edited, world: World, *languages: str) -> None:
    turn = advance(session, event, world.context())
    assert turn.effects
    for message in (message for language in languages for message in shown(turn, language)):
        assert message.text.strip()
        assert len(message.text.encode("utf-16-le", "surrogatepass")) // 2 <= 4_096
        assert all(0 < len(label.strip()) <= len(label) <= 60 for row in message.buttons for label, _ in row)
    for draft in turn.session.drafts:
        assert load_draft(dump_draft(draft)) == draft
        if (before := session.draft(draft.id)) and before.state is not State.OPEN:
            assert draft == before


@pytest.mark.parametrize("asked", WAYS)
def test_no_text_breaks_a_question(asked: str) -> None:
    world = World()
    session = led(world, WAYS[asked])
    for at, words in enumerate(naughty()):
        check(session, Said(words, 900), world, [*LANGUAGES][at % len(LANGUAGES)])


@pytest.mark.parametrize("asked", WAYS)
def test_no_long_paste_breaks_a_question(asked: str) -> None:
    world = World()
    session = led(world, WAYS[asked])
    for words in LONG:
        check(session, Said(words, 900), world, *LANGUAGES)


def test_no_text_breaks_an_order_by_correcting_its_message() -> None:
    world = World()
    session = led(world, WAYS["review"])
    for words in (*naughty(), *LONG):
        check(session, Edited(words, 1), world, *LANGUAGES)


def test_the_ways_lead_to_different_questions() -> None:
    drafts = [led(World(), steps).on_table for steps in WAYS.values()]
    asked = {
        (type(draft.question).__name__, getattr(draft.question, "part", ""), draft.state) for draft in drafts if draft
    }
    assert len(asked) >= len(WAYS) - 3
