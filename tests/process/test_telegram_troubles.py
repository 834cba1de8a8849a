"""Telegram has troubles of every kind: nothing is dropped, and nothing stands still."""

from itertools import pairwise
from typing import Any

import pytest

from tests.process.chat import Chat
from tests.process.desk import OWNER, PASTE, Desk
from tests.process.waiting import eventually

CREATED = "Order 1001 created. Total Rp50.000"


FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 429, "retry_after": 1},
    {"status": 502},
    {"status": 500, "times": 2},
    {"status": 400, "description": "Bad Request: can't parse entities: unsupported start tag at byte offset 3"},
    {"how": "reset"},
    {"how": "cut"},
)


def test_messages_that_failed_are_sent_again(desk: Desk) -> None:
    chats = [desk.person(number=OWNER + count) for count in range(len(FAULTS))]  # one would be slowed down for its many
    desk.starts(owners=",".join(str(chat.person) for chat in chats))
    for count, (chat, fault) in enumerate(zip(chats, FAULTS, strict=True), start=1):
        created = f"Order {1000 + count} created. Total"
        desk.telegram_fails("sendMessage", **fault)
        chat.says(PASTE.replace("2 croissant", f"{count} croissant"))
        chat.sees("Is everything right?")
        desk.telegram_fails("editMessageText", **fault)
        chat.taps("Create order")
        chat.sees(created)
        chat.is_up_to_date()
        assert chat.has_seen(created) >= 2  # the card, and the message below it
        assert len(desk.orders) == count, fault


@pytest.mark.parametrize("fault", [{"status": 502, "times": 2}, {"how": "reset"}, {"how": "cut", "when": "after"}])
def test_updates_come_in_after_polling_has_failed(desk: Desk, chat: Chat, fault: dict[str, Any]) -> None:
    desk.telegram_fails("getUpdates", **fault)
    chat.says(PASTE)
    desk.starts()
    chat.taps("Create order")
    chat.sees(CREATED)
    assert chat.has_seen("Order for") == 1


def test_a_429_while_polling_is_waited_out(desk: Desk, chat: Chat) -> None:
    desk.telegram_fails("getUpdates", status=429, retry_after=1)
    desk.starts()
    chat.says("/help")
    chat.sees("How it works")


def test_a_wait_that_telegram_asked_for_outlives_the_process(desk: Desk, chat: Chat) -> None:
    desk.telegram_fails("sendMessage", status=429, retry_after=3)
    desk.starts()
    chat.says("/help")
    desk.process.logs("why=flood")
    desk.has_stored()
    desk.restarts_after_kill()
    chat.sees("How it works")
    first, second = desk.calls_of("sendMessage", chat)
    assert second["at"] - first["at"] >= 3, "it wasn't tried before its time"


def test_a_failed_answer_to_a_tap_doesnt_unmake_the_tap(desk: Desk, chat: Chat) -> None:
    desk.telegram_fails(
        "answerCallbackQuery",
        status=400,
        description="Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees(CREATED)


def test_the_card_that_says_it_already_is_as_good_as_edited(desk: Desk, chat: Chat) -> None:
    words = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    desk.starts()
    chat.says(PASTE)
    desk.telegram_fails("editMessageText", status=400, description=words, times=3)
    chat.taps("Create order")
    chat.sees(CREATED)
    assert len([shown for shown in chat.messages if "Order for" in shown.text]) == 1


def test_a_card_that_its_person_has_deleted_comes_anew(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    chat.sees("Is everything right?")
    desk.telegram_fails("editMessageText", status=400, description="Bad Request: message to edit not found")
    chat.taps("Change")
    chat.sees("What should be changed?")
    cards = [shown for shown in chat.messages if "Order for" in shown.text]
    assert len(cards) == 2
    eventually(lambda: not chat.messages[0].buttons, chat.screen)
    chat.taps("Back")
    chat.taps("Create order")
    chat.sees(CREATED)


def test_a_card_whose_edit_is_refused_whatever_it_says_comes_anew(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    chat.sees("Is everything right?")
    words = "Bad Request: can't parse entities: unsupported start tag"
    desk.telegram_fails("editMessageText", status=400, description=words, times=2)
    chat.taps("Change")
    chat.sees("What should be changed?")
    assert len([shown for shown in chat.messages if "Order for" in shown.text]) == 2


def test_what_came_of_an_order_reaches_a_person_who_had_blocked_the_bot_meanwhile(desk: Desk, chat: Chat) -> None:
    desk.shop_holds_the_post("before")
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    desk.has_posts(1)
    chat.blocks()
    desk.shop_releases_it()

    def refused() -> list[str]:
        calls = [call for call in desk.calls if call.get("error_code") == 403]
        return [call["params"]["text"] for call in calls]

    # What it says of the order, and that it noticed: what the card was to show before may be refused, too.
    eventually(lambda: any(words.startswith(CREATED) for words in refused()), lambda: str(refused()))
    desk.process.logs("a chat is unreachable", times=len(refused()))
    desk.has_stored()
    desk.restarts_after_kill()
    chat.blocks(blocked=False)
    chat.sees(CREATED)
    chat.is_up_to_date()
    assert sum(shown.text.startswith(CREATED) for shown in chat.messages) == 1
    assert len(desk.posts) == len(desk.orders) == 1


def test_another_chat_goes_on_while_one_is_blocked(desk: Desk, chat: Chat) -> None:
    desk.starts(owners="7001,7002")
    other = desk.person("Dewi", number=7002)
    desk.telegram_fails("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    chat.says("/help")
    desk.process.logs("a chat is unreachable")
    other.says("/help")
    other.sees("How it works")
    chat.says("/drafts")  # who writes has let the bot in again
    chat.sees("There are no open orders.")
    assert chat.has_seen("How it works") == 1


UNREADABLE: tuple[dict[str, Any], ...] = (
    {"message": "not an object"},
    {"message": {"message_id": 1}},
    {"callback_query": {"id": "1", "data": 5}},
    {"some_day": {"new": True}},
    {"update_id": "seven", "message": {}},
)


def test_updates_that_cant_be_read_block_nothing(desk: Desk, chat: Chat) -> None:
    desk.starts()
    for update in UNREADABLE:
        desk.controls("update", **update)
        chat.is_up_to_date()


def test_an_update_without_a_number_doesnt_make_it_go_round_and_round(desk: Desk, chat: Chat) -> None:
    desk.starts()
    desk.has_calls("getUpdates")
    before = len(desk.calls_of("getUpdates"))
    desk.controls("update", update_id="seven", message={})
    desk.has_calls("getUpdates", before + 2)
    began = [call["at"] for call in desk.calls_of("getUpdates")[before:]]
    # Each is answered at once, with what no poll confirms, so their distance is the bot's own pause of a second.
    assert all(later - earlier > 0.9 for earlier, later in pairwise(began))
    chat.is_up_to_date()
    assert desk.process.output.count("put aside") == 1


def test_anything_people_send_gets_a_polite_sentence(desk: Desk, chat: Chat) -> None:
    desk.starts()
    for kind, answer in (("sticker", "I can only read text"), ("voice", "voice messages"), ("photo", "read photos")):
        chat.sends(kind)
        chat.sees(answer)
    chat.says("/nosuchcommand")
    chat.sees("I don't know /nosuchcommand")
    chat.says("<b>*_[x](tg://user?id=1)`" * 400)
    chat.is_up_to_date()
    assert "an event failed" not in desk.process.output
