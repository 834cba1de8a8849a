from pathlib import Path
from typing import Any

import pytest

from bot.demo.bot_api import LocalTelegram, serving_telegram
from tests.bot.demo.bot_api.desk import Desk
from tests.bot.demo.waiting import http_client, until


async def only_message(desk: Desk) -> dict[str, Any]:
    (update,) = await desk.updates()
    message: dict[str, Any] = update["message"]
    return message


async def test_people_are_listed_with_what_telegram_knows_of_them(desk: Desk) -> None:
    given = {"first_name": "Ani", "last_name": "Putri", "username": "ani", "language_code": "id", "id": 42}
    added = await desk.http.post("/people", json={**given, "phone": "628111"})
    assert added.status_code == 201
    assert added.json() == {**given, "phone": "628111"}
    assert [person["id"] for person in (await desk.http.get("/people")).json()] == [desk.person, 42]
    again = await desk.http.post("/people", json=given)
    assert (again.status_code, again.json()) == (409, {"error": "There is already a person with the id 42."})


@pytest.mark.parametrize("body", [{}, {"first_name": ""}, {"first_name": "A", "age": 3}, {"first_name": "A", "id": 0}])
async def test_a_body_that_does_not_fit_is_refused_in_a_sentence(desk: Desk, body: dict[str, Any]) -> None:
    answer = await desk.http.post("/people", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


async def test_nobody_there_is_not_found(desk: Desk) -> None:
    for path in ("chat", "events"):
        answer = await desk.http.get(f"/people/4/{path}")
        assert (answer.status_code, answer.json()) == (404, {"error": "There is no person with the id 4."})


async def test_people_wait_for_a_bot() -> None:
    async with serving_telegram(LocalTelegram()) as url, http_client(url) as http:
        person = (await http.post("/people", json={"first_name": "Ani"})).json()
        chat = (await http.get(f"/people/{person['id']}/chat")).json()
        assert chat == {
            "person": person,
            "bot": None,
            "commands": [],
            "messages": [],
            "typing": False,
            "blocked": False,
        }
        refused = await http.post(f"/people/{person['id']}/send", json={"text": "hi"})
        assert refused.status_code == 409


async def test_a_chat_shows_both_sides(desk: Desk) -> None:
    await desk.send("Hello", reply_markup={"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]})
    chat = await desk.chat()
    assert chat["bot"]["is_bot"] is True
    assert [(m["message_id"], m["text"], m["outgoing"]) for m in chat["messages"]] == [
        (1, "/start", True),
        (2, "Hello", False),
    ]
    assert chat["messages"][0]["date"] == int(desk.clock.now)


async def test_text_comes_with_its_commands(desk: Desk) -> None:
    await desk.does("send", text="  😀 /find 2 ")
    message = await only_message(desk)
    assert message["text"] == "😀 /find 2"
    assert message["entities"] == [{"type": "bot_command", "offset": 3, "length": 5}]
    assert message["from"] == {"id": desk.person, "is_bot": False, "first_name": "Budi", "language_code": "en"}
    assert message["chat"] == {"id": desk.person, "first_name": "Budi", "type": "private"}


async def test_long_text_is_split_where_words_end(desk: Desk) -> None:
    words = "kopi " * 1000
    last = await desk.does("send", text=words)
    parts = [update["message"]["text"] for update in await desk.updates()]
    assert [len(part) for part in parts] == [4094, 904]
    assert " ".join(parts) == words.strip()
    assert last["text"] == parts[-1]


async def test_long_text_without_spaces_is_cut_between_characters(desk: Desk) -> None:
    await desk.does("send", text="a" + "😀" * 4000)
    parts = [update["message"]["text"] for update in await desk.updates()]
    assert [len(part.encode("utf-16-le")) // 2 for part in parts] == [4095, 3906]
    assert "".join(parts) == "a" + "😀" * 4000


async def test_an_empty_message_cannot_be_sent(desk: Desk) -> None:
    assert await desk.cannot("send", text=" \n") == (400, "A message can't be empty.")


async def test_a_message_can_answer_another_or_be_forwarded(desk: Desk) -> None:
    sent = await desk.send()
    await desk.does("send", text="this", reply_to_message_id=sent["message_id"], forward_from="Customer")
    message = await only_message(desk)
    assert message["reply_to_message"]["text"] == "Hello"
    assert message["forward_origin"] == {
        "type": "hidden_user",
        "sender_user_name": "Customer",
        "date": int(desk.clock.now),
    }
    assert (await desk.cannot("edit", message_id=message["message_id"], text="x"))[0] == 403
    assert (await desk.cannot("send", text="x", reply_to_message_id=99))[0] == 404


async def test_an_edited_message_comes_as_one(desk: Desk) -> None:
    said = await desk.does("send", text="/find 1")
    await desk.updates()
    desk.clock.now += 48 * 3600
    await desk.does("edit", message_id=said["message_id"], text="find 2")
    (update,) = await desk.updates()
    edited = update["edited_message"]
    assert (edited["message_id"], edited["text"]) == (said["message_id"], "find 2")
    assert edited["edit_date"] == edited["date"] + 48 * 3600
    assert "entities" not in edited

    desk.clock.now += 1
    assert (await desk.cannot("edit", message_id=said["message_id"], text="find 3"))[0] == 403


async def test_only_own_messages_can_be_edited_and_not_to_nothing(desk: Desk) -> None:
    sent = await desk.send()
    assert (await desk.cannot("edit", message_id=sent["message_id"], text="x"))[0] == 403
    assert (await desk.cannot("edit", message_id=1, text=" "))[0] == 400
    assert (await desk.cannot("edit", message_id=1, text="a" * 4097))[0] == 400
    assert (await desk.cannot("edit", message_id=99, text="x"))[0] == 404


async def test_every_kind_of_message_comes_as_telegram_sends_it(desk: Desk) -> None:
    contact = {"phone_number": "6281", "first_name": "Ani", "user_id": desk.person, "vcard": "BEGIN:VCARD"}
    await desk.does("contact", **contact)
    await desk.does("location", latitude=-6.9, longitude=107.6)
    await desk.does("photo", caption="order /new")
    await desk.does("sticker")
    await desk.does("voice")
    await desk.does("document", file_name="o.csv", mime_type="text/csv", content="ö", caption="c")
    received = [update["message"] for update in await desk.updates()]

    assert received[0]["contact"] == contact
    assert received[1]["location"] == {"latitude": -6.9, "longitude": 107.6}
    assert [size["width"] for size in received[2]["photo"]] == [90, 320, 1280]
    assert received[2]["caption"] == "order /new"
    assert received[2]["caption_entities"] == [{"type": "bot_command", "offset": 6, "length": 4}]
    assert received[3]["sticker"]["type"] == "regular"
    assert received[4]["voice"]["duration"] == 3
    document = received[5]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("o.csv", "text/csv", 2)
    assert all("outgoing" not in message for message in received)


async def test_a_page_sees_what_happens_as_it_happens(desk: Desk) -> None:
    async with desk.events() as events:
        said = await desk.does("send", text="hi")
        await desk.result("sendChatAction", chat_id=desk.person, action="typing")
        assert (await desk.chat())["typing"] is True
        sent = await desk.send("one")
        assert (await desk.chat())["typing"] is False
        place = {"chat_id": desk.person, "message_id": sent["message_id"]}
        await desk.result("editMessageText", **place, text="two")
        tap = await desk.does("press", message_id=sent["message_id"], data="x")
        await desk.result("answerCallbackQuery", **tap, text="ok", show_alert=True)
        await desk.result("deleteMessage", **place)
        await until(lambda: len(events) == 6)

    assert [event["type"] for event in events] == ["message", "typing", "message", "edited", "answered", "deleted"]
    assert events[0]["message"] == said
    assert events[3]["message"]["text"] == "two"
    assert events[4] == {
        "type": "answered",
        "callback_query_id": tap["callback_query_id"],
        "message_id": sent["message_id"],
        "text": "ok",
        "show_alert": True,
    }
    assert events[5] == {"type": "deleted", "message_id": sent["message_id"]}


async def test_a_page_hears_of_another_bot(desk: Desk) -> None:
    async with desk.events() as events:
        second = await desk.http.get("/bot987654321:a-second-bot-of-this-test/getMe")
        await until(lambda: len(events) == 2)
    assert [event["type"] for event in events] == ["bot", "commands"]
    assert events[0]["bot"]["id"] == second.json()["result"]["id"] == 987654321


async def test_typing_lasts_five_seconds(desk: Desk) -> None:
    await desk.result("sendChatAction", chat_id=desk.person, action="typing")
    desk.clock.now += 4.9
    assert (await desk.chat())["typing"] is True
    desk.clock.now += 0.2
    assert (await desk.chat())["typing"] is False


async def test_the_chat_page_is_served_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Chat</h1>")
    (tmp_path / "page.js").write_text("1")
    async with serving_telegram(LocalTelegram(), tmp_path) as url, http_client(url) as http:
        assert (await http.get("/")).text == "<h1>Chat</h1>"
        assert (await http.get("/static/page.js")).text == "1"
        assert (await http.get("/static/../secret")).status_code == 404
