"""Several people in one message: the agent says which of them gets it."""

from conversations.events import CustomersFound
from conversations.order import Customer, Name, Phone
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


SOMEBODY_ELSE = (Customer("c1", Name("Budi", "Santoso"), Phone("+6281234567890"), ()),)


def test_who_is_known_to_have_the_phone_is_not_taken_for_any_of_them(chat: Chat) -> None:
    chat.says(PASTE)
    chat.shop_knows(CustomersFound(chat.draft.id, "+6281234567890", SOMEBODY_ELSE))
    assert chat.draft.name is None
    assert {"Rina Wati", "Slamet"} <= set(chat.last.labels)


def test_a_name_that_came_with_the_phone_gives_way_to_the_people_of_a_message(chat: Chat) -> None:
    chat.says("081234567890")
    chat.shop_knows(CustomersFound(chat.draft.id, "+6281234567890", SOMEBODY_ELSE))
    assert chat.draft.name == Name("Budi", "Santoso")
    chat.says(PASTE)
    assert chat.draft.name is None
    assert {"Rina Wati", "Slamet"} <= set(chat.last.labels)


def test_the_known_customer_among_them_is_the_one(chat: Chat) -> None:
    chat.says(PASTE)
    chat.shop_knows(
        CustomersFound(
            chat.draft.id,
            "+6281234567890",
            (Customer("c2", Name("Slamet"), Phone("+6281234567890"), ()),),
        )
    )
    assert chat.draft.name == Name("Slamet")
    assert "Create order" in chat.last.labels
