from typing import Any

from tests.bot.demo.bot_api.desk import Desk


async def sent_until_refused(desk: Desk, chat_id: int) -> tuple[int, dict[str, Any]]:
    for count in range(100):
        answer = await desk.call("sendMessage", chat_id=chat_id, text=str(count))
        if not answer["ok"]:
            return count, answer
    raise AssertionError("never refused")


async def test_a_chat_takes_a_burst_of_20_and_then_one_a_second(desk: Desk) -> None:
    count, refused = await sent_until_refused(desk, desk.person)
    assert count == 20
    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    desk.clock.now += 1
    assert (await sent_until_refused(desk, desk.person))[0] == 1
    desk.clock.now += 3
    assert (await sent_until_refused(desk, desk.person))[0] == 3
    assert await desk.broken_rules() == []


async def test_a_bot_sends_30_a_second_in_all(desk: Desk) -> None:
    people = [(await desk.http.post("/people", json={"first_name": "P"})).json()["id"] for _ in range(31)]
    answers = []
    for person in people:
        await desk.http.post(f"/people/{person}/send", json={"text": "hi"})
        answers.append(await desk.call("sendMessage", chat_id=person, text="hi"))
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]
    desk.clock.now += 1
    await desk.result("sendMessage", chat_id=people[-1], text="hi")


async def test_edits_count_and_answers_to_taps_do_not(desk: Desk) -> None:
    sent = await desk.send()
    for number in range(19):
        await desk.result("editMessageText", chat_id=desk.person, message_id=sent["message_id"], text=str(number))
    assert (await desk.call("sendMessage", chat_id=desk.person, text="x"))["error_code"] == 429
    tap = await desk.does("press", message_id=sent["message_id"], data="x")
    await desk.result("answerCallbackQuery", **tap)


async def test_the_limits_can_be_changed_even_for_a_chat_that_used_them_up(desk: Desk) -> None:
    await sent_until_refused(desk, desk.person)
    await desk.control("flood", per_chat_per_second=0.25, burst=2, per_second=100)
    count, refused = await sent_until_refused(desk, desk.person)
    assert (count, refused["parameters"]) == (2, {"retry_after": 4})


async def test_a_bot_cannot_write_first(desk: Desk) -> None:
    stranger = (await desk.http.post("/people", json={"first_name": "Ani"})).json()["id"]
    answer = await desk.call("sendMessage", chat_id=stranger, text="x")
    assert answer == {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot can't initiate conversation with a user",
    }
    await desk.http.post(f"/people/{stranger}/sticker")
    await desk.result("sendMessage", chat_id=stranger, text="x")


async def test_a_blocked_bot_is_told_and_refused_until_it_is_unblocked(desk: Desk) -> None:
    assert await desk.does("block", blocked=True) == {"blocked": True}
    await desk.does("block", blocked=True)
    answer = await desk.call("sendMessage", chat_id=desk.person, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    assert (await desk.call("sendChatAction", chat_id=desk.person, action="typing"))["error_code"] == 403
    assert (await desk.cannot("send", text="x"))[0] == 403
    assert (await desk.chat())["blocked"] is True

    await desk.does("block", blocked=False)
    await desk.send()
    changes = [update["my_chat_member"] for update in await desk.updates()]
    assert [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert await desk.broken_rules() == []
