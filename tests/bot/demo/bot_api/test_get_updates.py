import asyncio
from typing import Any

import pytest

from bot.demo.bot_api import LocalTelegram, serving_telegram
from tests.bot.demo.bot_api.desk import TOKEN, Desk
from tests.bot.demo.waiting import http_client, until


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_an_offset_confirms_them(desk: Desk) -> None:
    for text in ("a", "b", "c"):
        await desk.does("send", text=text)
    first = await desk.result("getUpdates")
    assert texts(first) == ["a", "b", "c"]
    assert await desk.result("getUpdates") == first
    again = await desk.result("getUpdates", offset=first[0]["update_id"] + 1)
    assert texts(again) == ["b", "c"]
    assert texts(await desk.result("getUpdates", limit=1)) == ["b"]
    assert texts(await desk.result("getUpdates", offset=-1)) == ["c"]
    assert texts(await desk.result("getUpdates")) == ["c"]


async def test_update_ids_and_message_ids_rise(desk: Desk) -> None:
    said = [await desk.does("send", text=text) for text in "abc"]
    assert [message["message_id"] for message in said] == [2, 3, 4]
    first, second, third = [update["update_id"] for update in await desk.updates()]
    assert (second, third) == (first + 1, first + 2)


async def test_update_ids_may_start_anywhere() -> None:
    async with (
        serving_telegram(LocalTelegram(tokens=[TOKEN], first_update_id=5)) as url,
        http_client(url) as http,
    ):
        person = (await http.post("/people", json={"first_name": "Ani"})).json()["id"]
        await http.post(f"/people/{person}/send", json={"text": "hi"})
        (update,) = (await http.get(f"/bot{TOKEN}/getUpdates")).json()["result"]
        assert update["update_id"] == 5


async def test_a_poll_waits_for_what_comes(desk: Desk) -> None:
    poll = asyncio.create_task(desk.result("getUpdates", timeout=20))
    await desk.polling()
    await desk.does("send", text="now")
    assert texts(await poll) == ["now"]


async def test_a_poll_ends_empty_when_nothing_comes(desk: Desk) -> None:
    assert await desk.result("getUpdates", timeout=1) == []


async def test_a_newer_poller_ends_the_older(desk: Desk) -> None:
    older = asyncio.create_task(desk.call("getUpdates", timeout=20))
    await desk.polling()
    assert await desk.result("getUpdates") == []
    assert await older == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    assert await desk.broken_rules() == []


async def test_a_poller_that_hung_up_takes_nothing_with_it(desk: Desk) -> None:
    await desk.does("send", text="first")
    ((update),) = await desk.updates()
    async with http_client(desk.url) as other:
        poll = asyncio.create_task(other.get(f"/bot{TOKEN}/getUpdates?timeout=20"))
        await desk.polling()
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)

    async def noticed() -> bool:
        return (await desk.calls("getUpdates"))[-1]["ok"] is False

    await until(noticed)
    await desk.control("redeliver", update_ids=[update["update_id"]])
    assert texts(await desk.result("getUpdates")) == ["first"]


async def test_only_wanted_updates_come_and_the_wish_is_remembered(desk: Desk) -> None:
    await desk.result("getUpdates", allowed_updates=["callback_query"])
    await desk.result("getUpdates")
    await desk.does("send", text="unwanted")
    await desk.does("press", message_id=1, data="wanted")
    assert [update["callback_query"]["data"] for update in await desk.updates()] == ["wanted"]
    await desk.result("getUpdates", allowed_updates=[])
    await desk.does("send", text="wanted")
    assert texts(await desk.updates()) == ["wanted"]


@pytest.mark.parametrize("token", ["abc", "123:short", "123456789", ":aaaaaaaaaaaaaaaaaaaaaaaaaa"])
async def test_what_is_no_token_is_not_found(desk: Desk, token: str) -> None:
    answer = await desk.http.get(f"/bot{token}/getMe")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_token_that_was_not_given_is_unauthorized() -> None:
    async with (
        serving_telegram(LocalTelegram(tokens=[TOKEN])) as url,
        http_client(url) as http,
    ):
        answer = await http.get("/bot987654321:a-token-of-somebody-else/getMe")
        assert answer.status_code == 401
        assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert (await http.get(f"/bot{TOKEN}/getMe")).status_code == 200


async def test_each_bot_has_its_own_chats(desk: Desk) -> None:
    await desk.http.get("/bot987654321:a-second-bot-of-this-test/getMe")
    await desk.does("send", text="to the second")
    assert await desk.updates() == []
    assert [m["text"] for m in (await desk.chat())["messages"]] == ["/start"]  # the first one polled last
