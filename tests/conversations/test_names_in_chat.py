"""Several people in one message: the agent says which of them gets it."""

from conversations.order import Name
from tests.chat import Chat

PASTE = "croissant 2, kirim ke Rina Wati, Jl. Merdeka 10 Bandung 40111, 081234567890\nyang terima Pak Slamet"


def test_the_people_of_a_message_are_buttons(chat: Chat) -> None:
    chat.says(PASTE)
    chat.sees("Who gets the parcel?")
    assert {"Rina Wati", "Slamet"} <= set(chat.last.labels)
    chat.taps("Slamet")
    assert chat.draft.name == Name("Slamet")
    assert "Create order" in chat.last.labels


def test_another_name_may_be_typed(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("Bambang Susilo")
    assert chat.draft.name == Name("Bambang", "Susilo")
    assert chat.draft.names == ()


def test_a_corrected_message_asks_no_more(chat: Chat) -> None:
    chat.says(PASTE)
    chat.edits(PASTE, PASTE.replace("\nyang terima Pak Slamet", ""))
    assert chat.draft.name == Name("Rina", "Wati")
    assert chat.draft.names == ()
