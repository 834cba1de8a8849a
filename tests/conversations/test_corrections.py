"""Short corrections of an order that is open."""

import pytest

from tests.chat import Chat

from .conftest import Open

PASTE = "2 croissant, 1 teh tarik panas, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"
ALONE = PASTE.replace(" 1 teh tarik panas,", "")


def items(chat: Chat) -> dict[str, int]:
    return {line.variant.product_name: line.quantity for line in chat.draft.lines}


@pytest.mark.parametrize(
    "words",
    [
        *("remove the croissant", "hapus croissant", "batal croissantnya", "croissantnya ga jadi ya"),
        *("please remove croissants", "Cancel the croissant.", "croissant batal kak"),
    ],
)
def test_an_item_is_taken_out_by_words_and_comes_back(chat: Chat, words: str) -> None:
    chat.says(PASTE)
    before = items(chat)
    chat.says(words)
    chat.sees("Croissant Butter is taken out.", "Is everything right?")
    assert len(items(chat)) == len(before) - 1
    chat.taps("Undo")
    assert items(chat) == before
    assert "Undo" not in chat.last.labels


def test_the_last_item_is_taken_out_too(opened: Open) -> None:
    chat = opened(language="id")
    chat.says(ALONE)
    chat.says("hapus croissant")
    chat.sees("Croissant Butter dihapus.")
    chat.taps("Urungkan")
    assert items(chat) == {"Croissant Butter": 2}


@pytest.mark.parametrize(
    "words", ["ganti jadi 5", "jadi 5", "make it 5", "eh jadi 5 ya", "change it to 5", "ubah jadi 5"]
)
def test_the_only_item_gets_another_quantity(chat: Chat, words: str) -> None:
    chat.says(ALONE)
    chat.says(words)
    chat.sees("Croissant Butter: 2 → 5.", "5 ×", "Is everything right?")


def test_the_named_item_gets_another_quantity(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("croissantnya jadi 7")
    assert items(chat)["Croissant Butter"] == 7


@pytest.mark.parametrize("words", ["croissantnya kurangin 1", "kurangi 1 croissantnya ya", "croissant 1 aja cukup"])
def test_there_are_fewer_of_the_named_item(chat: Chat, words: str) -> None:
    chat.says(PASTE)
    chat.says(words)
    assert items(chat) == {"Croissant Butter": 1, "Teh Tarik": 1}


def test_none_would_be_left_and_nothing_changes(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("croissantnya kurangin 2")
    assert items(chat)["Croissant Butter"] == 2


def test_the_only_item_is_only_one(chat: Chat) -> None:
    chat.says(ALONE)
    chat.says("satu aja dulu")
    assert items(chat) == {"Croissant Butter": 1}


def test_the_item_touched_last_gets_another_quantity(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Change")
    chat.taps("Items")
    chat.taps("2 × Croissant Butter")
    chat.says("make it 5")
    assert items(chat)["Croissant Butter"] == 5


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("change the address", "Where should it go?"),
        ("ganti alamat", "Where should it go?"),
        ("mau ubah alamatnya ya kak", "Where should it go?"),
        ("change the phone number", "phone number?"),
        ("ganti nama", "What is the customer's name?"),
        ("edit the note", "What should the order's note say?"),
    ],
)
def test_a_part_is_asked_for_anew(chat: Chat, words: str, asked: str) -> None:
    chat.says(PASTE)
    before = chat.draft
    chat.says(words)
    chat.sees(asked)
    assert (chat.draft.address, chat.draft.name, chat.draft.unused) == (before.address, before.name, ())


def test_while_something_else_is_asked(opened: Open) -> None:
    chat = opened(language="id")
    chat.says("2 croissant, 1 teh tarik panas")
    chat.says("081234567890")
    chat.says("hapus croissant")
    chat.sees("Croissant Butter dihapus.", "Siapa nama")
    chat.says("jadi 4")
    assert list(items(chat).values()) == [4]


def test_an_item_that_is_still_to_be_chosen_is_taken_out(chat: Chat) -> None:
    chat.says("2 croissant, 1 kaos senja")
    chat.says("hapus kaos senja")
    chat.sees("kaos senja is taken out.")
    assert items(chat) == {"Croissant Butter": 2}


def test_a_note_may_say_what_a_correction_would(chat: Chat) -> None:
    chat.says(ALONE)
    chat.says("edit the note")
    chat.says("croissant jadi 3 potong")
    chat.sees("Note: croissant jadi 3 potong", "2 ×")


def test_a_number_is_that_of_the_card(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("x5 teh tarik")
    second = chat.draft.lines[1].variant.product_name
    chat.says("hapus no 2")
    assert second not in items(chat)
