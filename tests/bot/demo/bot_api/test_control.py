import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.bot.demo.bot_api.desk import TOKEN, Desk
from tests.bot.demo.waiting import hangs_up, http_client, until


async def chat_texts(desk: Desk) -> list[str]:
    return [message["text"] for message in (await desk.chat())["messages"]]


async def sending(desk: Desk) -> httpx.Response:
    """On a connection of its own, as this one may be lost."""
    async with http_client(desk.url) as http:
        return await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": desk.person, "text": "hi"})


async def test_calls_are_listed_in_order_with_what_became_of_them(desk: Desk) -> None:
    await desk.http.post(
        f"/bot{TOKEN}/sendMessage",
        data={"chat_id": str(desk.person), "text": "x", "reply_markup": '{"remove_keyboard": true}'},
    )
    await desk.call("sendMessage", chat_id=4, text="x")
    assert await desk.calls("sendMessage") == [
        {
            "method": "sendMessage",
            "params": {"chat_id": str(desk.person), "text": "x", "reply_markup": {"remove_keyboard": True}},
            "ok": True,
            "at": desk.clock.now,
        },
        {
            "method": "sendMessage",
            "params": {"chat_id": 4, "text": "x"},
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: chat not found",
            "at": desk.clock.now,
        },
    ]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 500, 502, 504])
async def test_a_method_fails_as_often_as_asked(desk: Desk, status: int) -> None:
    await desk.control("fail", method="sendMessage", times=2, status=status, description="Because")
    for _ in range(2):
        answer = await desk.call("sendMessage", chat_id=desk.person, text="x")
        assert answer == {"ok": False, "error_code": status, "description": "Because"}
    await desk.send("through")
    assert await chat_texts(desk) == ["/start", "through"]
    assert await desk.broken_rules() == []


async def test_any_method_can_be_made_to_wait(desk: Desk) -> None:
    await desk.control("fail", method="*", times=1, status=429, retry_after=7)
    answer = await desk.call("getMe")
    assert answer["parameters"] == {"retry_after": 7}
    assert answer["description"] == "Too Many Requests: retry after 7"


async def test_an_error_has_the_words_it_was_given(desk: Desk) -> None:
    await desk.control("fail", method="getMe", status=429, retry_after=7, description="Later")
    answer = await desk.call("getMe")
    assert (answer["description"], answer["parameters"]) == ("Later", {"retry_after": 7})


async def test_an_error_may_come_after_the_deed(desk: Desk) -> None:
    await desk.control("fail", method="sendMessage", times=1, status=502, when="after")
    answer = await desk.call("sendMessage", chat_id=desk.person, text="done")
    assert answer["description"] == "Bad Gateway"
    assert await chat_texts(desk) == ["/start", "done"]


async def has_calls(desk: Desk, *methods: str) -> bool:
    return all([await desk.calls(method) for method in methods])


async def sent(desk: Desk, texts: list[str]) -> bool:
    """Whether the call to sendMessage has come, and what it does, if anything, is done."""
    return bool(await desk.calls("sendMessage")) and await chat_texts(desk) == texts


@pytest.mark.parametrize(("when", "texts"), [("before", ["/start"]), ("after", ["/start", "hi"])])
async def test_a_connection_can_be_reset(desk: Desk, when: str, texts: list[str]) -> None:
    await desk.control("fail", method="sendMessage", times=1, how="reset", when=when)
    with pytest.raises(httpx.ReadError):
        await sending(desk)
    assert await chat_texts(desk) == texts


@pytest.mark.parametrize(("when", "texts"), [("before", ["/start"]), ("after", ["/start", "hi"])])
async def test_an_answer_can_be_cut(desk: Desk, when: str, texts: list[str]) -> None:
    await desk.control("fail", method="sendMessage", times=1, how="cut", when=when)
    with pytest.raises(httpx.RemoteProtocolError):
        await sending(desk)
    assert await chat_texts(desk) == texts


@pytest.mark.parametrize(("when", "texts"), [("before", ["/start"]), ("after", ["/start", "hi"])])
async def test_an_answer_may_never_come(desk: Desk, when: str, texts: list[str]) -> None:
    await desk.control("fail", method="sendMessage", times=1, how="hang", when=when)
    call = asyncio.create_task(sending(desk))
    await until(lambda: sent(desk, texts))
    await hangs_up(call)
    assert await chat_texts(desk) == texts


@pytest.mark.parametrize(("when", "texts"), [("before", ["/start"]), ("after", ["/start", "hi"])])
async def test_an_answer_can_be_held_until_it_is_released(desk: Desk, when: str, texts: list[str]) -> None:
    await desk.control("fail", method="sendMessage", times=2, how="hold", when=when)
    call = asyncio.create_task(sending(desk))
    await until(lambda: sent(desk, texts))
    await desk.result("getMe")  # others aren't held
    assert not call.done()
    await desk.control("release")
    assert (await call).json()["result"]["text"] == "hi"
    await desk.send("what is left of a hold ends with it")
    assert (await chat_texts(desk))[:2] == ["/start", "hi"]


async def test_updates_can_be_delivered_again(desk: Desk) -> None:
    await desk.does("send", text="a")
    (first,) = await desk.updates()
    await desk.does("send", text="b")
    await desk.control("redeliver", update_ids=[first["update_id"]])
    both = await desk.result("getUpdates", offset=first["update_id"] + 1)
    assert [update["message"]["text"] for update in both] == ["a", "b"]
    unknown = await desk.http.post("/control/redeliver", json={"update_ids": [1]})
    assert unknown.status_code == 404


@pytest.mark.parametrize("update", [{"message": {"date": "yesterday"}}, {"surprise": ["\ud83d"]}, {"update_id": "x"}])
async def test_a_hand_made_update_goes_out_as_it_is(desk: Desk, update: dict[str, Any]) -> None:
    posted = await desk.http.post("/control/update", content=json.dumps(update))
    assert posted.status_code == 200
    await desk.does("send", text="next")
    strange, regular = await desk.result("getUpdates")
    assert {name: strange[name] for name in update} == update
    assert regular["message"]["text"] == "next"
    assert await desk.result("getUpdates", offset=regular["update_id"] + 1) == []


async def test_ids_rise_on_from_a_hand_made_one(desk: Desk) -> None:
    await desk.control("update", update_id=2_000_000_000, message={})
    await desk.does("send", text="next")
    assert [update["update_id"] for update in await desk.updates()] == [2_000_000_000, 2_000_000_001]


async def test_a_group_named_in_a_hand_made_update_can_be_answered(desk: Desk) -> None:
    group = {"id": -100123, "type": "supergroup", "title": "Sales"}
    await desk.control("update", message={"message_id": 5, "date": 1, "chat": group, "text": "/start"})
    sent = await desk.result("sendMessage", chat_id=-100123, text="Please write to me alone.")
    assert sent["chat"] == group


async def test_a_tap_in_a_hand_made_update_can_be_answered(desk: Desk) -> None:
    query = {"id": "77", "from": {"id": desk.person, "is_bot": False, "first_name": "B"}, "chat_instance": "1"}
    await desk.control("update", callback_query=query)
    await desk.result("answerCallbackQuery", callback_query_id="77")


async def test_everything_can_be_forgotten_but_ids_rise_on(desk: Desk) -> None:
    await desk.does("send", text="a")
    (before,) = await desk.updates()
    poll = asyncio.create_task(desk.http.get(f"/bot{TOKEN}/getUpdates?timeout=20"))
    await desk.polling()
    await desk.control("fail", method="*", times=5)
    assert (await desk.http.delete("/control")).status_code == 200
    await poll
    assert (await desk.http.get("/people")).json() == []
    assert (await desk.http.get("/control/violations")).json() == []

    desk.person = (await desk.http.post("/people", json={"first_name": "Ani"})).json()["id"]
    await desk.result("getMe")
    await desk.does("send", text="b")
    (after,) = await desk.updates()
    assert after["update_id"] > before["update_id"]


async def test_stopping_does_not_wait_for_what_hangs(desk: Desk) -> None:
    await desk.control("fail", method="getMe", times=1, how="hang")
    await desk.control("fail", method="getChat", times=1, how="hold")
    hanging = [
        asyncio.create_task(desk.http.get(f"/bot{TOKEN}/getMe")),
        asyncio.create_task(desk.http.get(f"/bot{TOKEN}/getChat?chat_id={desk.person}")),
        asyncio.create_task(desk.http.get(f"/people/{desk.person}/events")),
    ]
    poll = asyncio.create_task(desk.http.get(f"/bot{TOKEN}/getUpdates?timeout=50"))
    await desk.polling()
    await until(lambda: has_calls(desk, "getMe", "getChat"))
    await desk.http.delete("/control")
    await asyncio.gather(*hanging)  # none of which ends by itself
    await asyncio.wait_for(poll, 40)  # less than it would wait by itself


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("fail", {"method": "getMe", "status": 418}),
        ("fail", {"method": "getMe", "times": 0}),
        ("flood", {"burst": 0}),
        ("redeliver", {}),
        ("update", []),
    ],
)
async def test_control_says_what_it_does_not_understand(desk: Desk, path: str, body: Any) -> None:
    answer = await desk.http.post(f"/control/{path}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
