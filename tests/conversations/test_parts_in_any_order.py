"""Any part of an order is taken while any other is asked for."""

from collections.abc import Callable

import pytest

from conversations.order import Draft, Phone
from tests.chat import Chat

PHONE = Phone("+6281234567890")
ASKED = {
    "items": ["/new"],
    "another item": ["2 croissant", "[Add another]"],
    "variant": ["kopi susu"],
    "quantity": ["croissant"],
    "more items": ["2 croissant"],
    "phone": ["2 croissant", "[Next: customer]"],
    "name": ["2 croissant", "081311112222"],
    "address": ["2 croissant", "081311112222", "Siti"],
    "street": ["2 croissant", "081311112222", "Siti", "Surabaya 60111", "[Street]"],
    "city": ["2 croissant", "081311112222", "Siti", "Jl. Melati 5"],
    "postcode": ["2 croissant", "081311112222", "Siti", "Jl. Melati 5, Surabaya"],
    "review": ["2 croissant", "081311112222", "Siti", "Jl. Melati 5, Surabaya 60111"],
    "change": ["2 croissant", "081311112222", "Siti", "Jl. Melati 5, Surabaya 60111", "[Change]"],
    "changed items": ["2 croissant", "081311112222", "Siti", "Jl. Melati 5, Surabaya 60111", "[Change]", "[Items]"],
}


def led(chat: Chat, steps: list[str]) -> None:
    for step in steps:
        if not step.startswith("["):
            chat.says(step)
        elif step.strip("[]") in chat.last.labels:
            chat.taps(step.strip("[]"))


def has_tea(draft: Draft) -> bool:
    asked_about = any(item.quantity == 3 and "teh tarik" in item.text for item in draft.open_items)
    return asked_about or any(line.variant.product_name == "Teh Tarik" and line.quantity == 3 for line in draft.lines)


def has_address(draft: Draft) -> bool:
    return (draft.address.street, draft.address.city, draft.address.postcode) == ("Jl. Merdeka 10", "Bandung", "40111")


@pytest.mark.parametrize("asked", ASKED)
def test_items_with_a_quantity_are_taken_whatever_is_asked(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    chat.says("3 teh tarik")
    assert has_tea(chat.draft)
    assert chat.draft.name is None or chat.draft.name.full == "Siti"
    assert "teh" not in chat.draft.address.one_line


@pytest.mark.parametrize("asked", ASKED)
def test_an_address_is_taken_whatever_is_asked(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    chat.says("Jl. Merdeka 10, Bandung 40111")
    assert has_address(chat.draft)
    assert chat.draft.name is None or chat.draft.name.full == "Siti"


@pytest.mark.parametrize("asked", [name for name, steps in ASKED.items() if "081311112222" not in steps])
def test_a_phone_is_taken_whatever_is_asked(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    chat.says("0812-3456-7890")
    assert chat.draft.phone == PHONE


@pytest.mark.parametrize("asked", [name for name, steps in ASKED.items() if "081311112222" in steps])
def test_another_phone_replaces_the_first_and_nothing_else(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    before = chat.draft
    chat.says("0812-3456-7890")
    led(chat, ["[Change this one]"])
    now = chat.draft
    assert now.phone == PHONE
    assert (now.lines, now.name, now.address) == (before.lines, before.name, before.address)


@pytest.mark.parametrize("asked", ASKED)
def test_a_labelled_extra_is_taken_whatever_is_asked(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    chat.says("catatan: pagar hijau")
    assert chat.draft.extras.note == "pagar hijau"
    assert chat.draft.name is None or chat.draft.name.full == "Siti"


@pytest.mark.parametrize("asked", ASKED)
def test_a_location_is_kept_as_a_note_whatever_is_asked(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    before = chat.draft.question
    chat.shares_location(-6.9, 107.6)
    assert chat.draft.extras.note.startswith("https://maps.google.com/")
    assert chat.draft.question == before


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "file", "other"])
def test_what_holds_no_words_gets_a_sentence_and_the_card(chat: Chat, asked: str, kind: str) -> None:
    led(chat, ASKED[asked])
    before = chat.draft
    chat.sends(kind)
    assert chat.draft == before
    assert "type it" in chat.last.text or "paste the text" in chat.last.text or "type what" in chat.last.text


@pytest.mark.parametrize("asked", ASKED)
def test_back_leads_somewhere_from_everywhere_and_loses_nothing(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    before = chat.draft
    for _ in range(8):
        chat.says("back")
        now = chat.draft
        assert (now.lines, now.phone, now.name, now.address) == (
            before.lines, before.phone, before.name, before.address,
        )  # fmt: skip
        chat.sees_no("I don't know")


@pytest.mark.parametrize("asked", ASKED)
def test_two_failed_answers_bring_an_example_and_a_way_out(chat: Chat, asked: str) -> None:
    led(chat, ASKED[asked])
    for words in ("1,5", "-7", "2,5"):
        chat.says(words)
    if asked != "street":
        chat.sees_buttons("Save for later", "Discard")


@pytest.mark.parametrize("typed", ["0812", "12345", "081 23"])
def test_a_phone_with_too_few_digits_is_no_postcode_that_is_known_already(chat: Chat, typed: str) -> None:
    led(chat, [*ASKED["change"], "[Phone]"])
    before = chat.draft
    chat.says(typed)
    chat.sees("Please check it")
    assert (chat.draft.phone, chat.draft.address) == (before.phone, before.address)


def test_a_missing_postcode_is_taken_where_a_phone_was_asked(chat: Chat) -> None:
    led(chat, ["2 croissant", "Jl. Melati 5, Surabaya", "60111"])
    assert chat.draft.address.postcode == "60111"


def test_a_name_is_taken_where_a_phone_was_asked(chat: Chat) -> None:
    led(chat, ASKED["phone"])
    chat.says("Budi Santoso")
    chat.sees("Order for Budi Santoso", "phone number?")


CHECKS: list[tuple[str, Callable[[Draft], bool]]] = [
    ("0812-3456-7890", lambda draft: draft.phone == PHONE),
    ("Jl. Merdeka 10, Bandung 40111", has_address),
    ("2 croissant", lambda draft: draft.lines[0].quantity == 2),
]


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_the_parts_may_come_in_any_order(chat: Chat, order: tuple[int, ...]) -> None:
    for at in order:
        chat.says(CHECKS[at][0])
        assert CHECKS[at][1](chat.draft)
    if "name?" not in chat.last.text:
        chat.taps("Next: customer")
    chat.says("Budi")
    chat.sees_buttons("Create order")
