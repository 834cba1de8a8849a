"""/delete_me: asked once, nothing that is on its way is cut off, and the desk is never left without an owner."""

from conversations.order import State
from storage import history, inbox, people
from tests.chat import Chat

from .conftest import Open

PASTE = "2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"


def rows(chat: Chat, table: str) -> int:
    return chat._db.call(lambda db: int(db[table].count))


def test_it_says_what_goes_and_what_stays_and_asks_once(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("/delete_me")
    chat.sees("can't be undone", "1 open order will be discarded.", "stay in the shop")
    chat.taps("Leave as it is")
    chat.sees("Order for Budi Santoso", "Is everything right?")
    assert rows(chat, "people") == 1


def test_whoever_stays_without_an_order_on_the_table_is_told_that_nothing_changed(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Save for later")
    chat.says("/delete_me")
    chat.taps("Leave as it is")
    chat.sees("Nothing was deleted")
    chat.says("/drafts")
    chat.sees("1 open order")


def test_everything_of_the_person_goes_and_their_orders_are_nobodys(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    chat.shop_creates("1001", 50_000)
    chat.says("3 croissant")
    chat.says("/delete_me")
    chat.taps("Yes, delete it all")
    chat.sees("What was kept about you is deleted.")
    assert [rows(chat, table) for table in ("people", "drafts", "cards", "sources", "submissions", "lookups")] == [
        0
    ] * 6
    assert rows(chat, "outbox") == 1  # these very words
    assert chat._db.call(lambda db: {row["body"] for row in db["inbox"].rows}) == {""}
    assert chat._db.call(inbox.waiting_chats) == ()
    assert chat._db.call(lambda db: history.orders_of(db, chat.person, 5)) == ()
    (known,) = chat._db.call(lambda db: history.customers_with(db, "+6281234567890"))
    assert known.orders == 1


def test_an_order_on_its_way_finishes_first(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("/delete_me")
    asked = chat.last
    chat.says("/drafts")
    chat.taps("Budi Santoso · Croissant Butter")
    chat.taps("Create order")
    chat.taps("Yes, delete it all", on=asked)
    chat.sees("1 order of yours is still on its way, and finishes first")
    chat.shop_creates("1001", 50_000)
    assert chat.submitted.state is State.CREATED
    chat.taps("Yes, delete it all", on=asked)
    chat.sees("What was kept about you is deleted.")


def test_the_last_owner_stays(opened: Open) -> None:
    chat = opened(role="owner")
    chat.says("/delete_me")
    chat.sees("You are the only owner")
    assert chat.last.labels == []
    chat.presses(":0:delete_me_yes:")
    chat.sees("You are the only owner")
    chat._db.call(lambda db: people.enrol(db, 7002, "owner", 0.0))
    chat.says("/delete_me")
    chat.taps("Yes, delete it all")
    chat.sees("What was kept about you is deleted.")
    assert [owner.id for owner in chat._db.call(people.owners)] == [7002]


def test_in_indonesian_too(opened: Open) -> None:
    chat = opened(language="id")
    chat.says("2 croissant")
    chat.says("/delete_me")
    chat.sees("1 pesanan terbuka dibuang.")
    chat.taps("Ya, hapus semua")
    chat.sees("Data tentang Anda sudah dihapus.")
