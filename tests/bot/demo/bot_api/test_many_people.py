import asyncio

import httpx

from bot.demo.bot_api import LocalTelegram, serving_telegram
from tests.bot.demo.bot_api.desk import TOKEN
from tests.bot.demo.waiting import http_client

PEOPLE = 100
MESSAGES = 2


async def test_a_hundred_people_chat_at_once_and_nothing_is_mixed_up() -> None:
    telegram = LocalTelegram(tokens=[TOKEN])
    people = [telegram.add_person(f"P{number}").id for number in range(PEOPLE)]
    limits = httpx.Limits(max_connections=30)
    async with (
        serving_telegram(telegram) as url,
        http_client(url, limits=limits) as http,
    ):
        await http.post("/control/flood", json={"per_second": 100_000})

        async def bot() -> None:
            offset = answered = 0
            while answered < PEOPLE * MESSAGES:
                poll = await http.get(f"/bot{TOKEN}/getUpdates", params={"offset": offset, "timeout": 20})
                updates = poll.json()["result"]
                offset = updates[-1]["update_id"] + 1
                answered += len(updates)
                await asyncio.gather(*(answer(update["message"]) for update in updates))

        async def answer(message: dict[str, dict[str, int]]) -> None:
            body = {"chat_id": message["chat"]["id"], "text": f"to {message['text']}"}
            assert (await http.post(f"/bot{TOKEN}/sendMessage", json=body)).json()["ok"]

        async def person(person_id: int) -> None:
            for number in range(MESSAGES):
                await http.post(f"/people/{person_id}/send", json={"text": f"{person_id}/{number}"})

        await asyncio.gather(bot(), *(person(person_id) for person_id in people))

        for person_id in people:
            chat = (await http.get(f"/people/{person_id}/chat")).json()
            answers = sorted(m["text"] for m in chat["messages"] if not m["outgoing"])
            assert answers == [f"to {person_id}/{number}" for number in range(MESSAGES)]
        assert (await http.get("/control/violations")).json() == []
