"""Files that people send, over real HTTP."""

import pytest

from tests.process.chat import Chat
from tests.process.desk import NAME, PASTE, PHONE, Desk

CARD = f"BEGIN:VCARD\nVERSION:3.0\nFN:{NAME}\nTEL:{PHONE}\nEND:VCARD\n"


def test_a_text_file_is_an_order_like_any_other(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.sends("document", file_name="chat.txt", mime_type="text/plain", content=PASTE)
    chat.taps("Create order")
    chat.sees("Order 1001 created.")


def test_a_files_caption_and_its_words_belong_together(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.sends("document", file_name="budi.vcf", mime_type="text/x-vcard", content=CARD, caption="3 teh tarik")
    chat.sees("teh tarik", NAME)


def test_a_file_that_was_being_fetched_when_the_bot_was_killed_is_fetched_again(desk: Desk, chat: Chat) -> None:
    desk.starts()
    desk.telegram_holds("getFile")
    chat.sends("document", file_name="chat.txt", mime_type="text/plain", content=PASTE)
    desk.has_calls("getFile")
    desk.process.killed()
    desk.telegram_releases_it()
    desk.starts()
    chat.taps("Create order")
    chat.sees("Order 1001 created.")
    assert len(desk.orders) == 1


def test_another_chat_goes_on_while_a_file_is_fetched(desk: Desk, chat: Chat) -> None:
    desk.starts(owners="7001,7002")
    other = desk.person("Dewi", number=7002)
    desk.telegram_holds("getFile")
    chat.sends("document", file_name="chat.txt", mime_type="text/plain", content=PASTE)
    desk.has_calls("getFile")
    other.says("2 croissant")
    other.sees("Croissant Butter")
    desk.telegram_releases_it()
    chat.sees("Croissant Butter")


def test_trouble_in_between_is_tried_again(desk: Desk, chat: Chat) -> None:
    desk.starts()
    desk.telegram_fails("getFile", status=500, description="Internal Server Error")
    chat.sends("document", file_name="chat.txt", mime_type="text/plain", content=PASTE)
    chat.sees("Croissant Butter")


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({"file_name": "a.pdf", "mime_type": "application/pdf", "content": "x"}, "I can't read this kind of file."),
        ({"file_name": "a.txt", "mime_type": "text/plain", "content": "x" * 40_000}, "This file is too long"),
        ({"file_name": "a.txt", "mime_type": "text/plain", "content": "a\0b"}, "I can't read this kind of file."),
        ({"file_name": "a.txt", "mime_type": "text/plain", "content": " "}, "This file is empty."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(desk: Desk, chat: Chat, body: dict[str, str], answer: str) -> None:
    desk.starts()
    chat.sends("document", **body)
    chat.sees(answer)
