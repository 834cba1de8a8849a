import pytest

from tests.bot.demo.bot_api.desk import TOKEN, Desk


@pytest.mark.parametrize("text", ["a", "a" * 4096, "😀" * 2048, "  x  "])
async def test_text_of_1_to_4096_utf16_units_is_sent(desk: Desk, text: str) -> None:
    assert (await desk.send(text))["text"] == text.strip()
    assert await desk.broken_rules() == []


@pytest.mark.parametrize("text", ["a" * 4097, "😀" * 2049])
async def test_longer_text_is_refused_and_a_violation(desk: Desk, text: str) -> None:
    refusal = await desk.refusal("sendMessage", chat_id=desk.person, text=text)
    assert refusal == "Bad Request: message is too long"
    assert await desk.broken_rules() == ["text-too-long"]


async def test_the_length_is_that_of_the_text_without_its_markup(desk: Desk) -> None:
    sent = await desk.send(f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
    assert sent["text"] == "&" * 4096


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "<b> </b>"])
async def test_text_with_nothing_to_see_is_refused(desk: Desk, text: str) -> None:
    refusal = await desk.refusal("sendMessage", chat_id=desk.person, text=text, parse_mode="HTML")
    assert refusal == "Bad Request: message text is empty"
    assert await desk.broken_rules() == ["text-empty"]


async def test_half_of_a_surrogate_pair_is_refused(desk: Desk) -> None:
    answer = await desk.http.post(
        f"/bot{TOKEN}/sendMessage",
        content=b'{"chat_id": %d, "text": "half \\ud83d"}' % desk.person,
        headers={"content-type": "application/json"},
    )
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"
    assert await desk.broken_rules() == ["not-utf-8"]


async def test_bytes_that_are_not_utf8_are_refused(desk: Desk) -> None:
    answer = await desk.http.post(
        f"/bot{TOKEN}/sendMessage",
        content=b"chat_id=%d&text=%%ff" % desk.person,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_entities_count_utf16_units(desk: Desk) -> None:
    bold = {"type": "bold", "offset": 3, "length": 4}
    sent = await desk.send("😀 kopi", entities=[bold])
    assert sent["entities"] == [bold]


async def test_entities_move_along_when_the_text_is_trimmed(desk: Desk) -> None:
    sent = await desk.send("  😀\r kopi  ", entities=[{"type": "bold", "offset": 5, "length": 7}])
    assert sent["text"] == "😀 kopi"
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 5}]


@pytest.mark.parametrize(
    ("entity", "refusal"),
    [
        (
            {"type": "bold", "offset": 3, "length": 5},
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 7",
        ),
        (
            {"type": "bold", "offset": 1, "length": 2},
            "entity beginning at UTF-16 offset 1 begins in a middle of a UTF-16 symbol",
        ),
        (
            {"type": "bold", "offset": 0, "length": 1},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol",
        ),
        (
            {"type": "bold", "offset": -1, "length": 2},
            "entity has a negative offset or length: -1, 2",
        ),
        (
            {"type": "bolder", "offset": 0, "length": 2},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 2},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            {"type": "bold", "offset": "0"},
            'can\'t parse MessageEntity: Field "offset" and "length" must be of type Number',
        ),
        ("bold", "can't parse MessageEntity: expected an Object"),
    ],
)
async def test_an_entity_must_be_known_and_within_the_text(desk: Desk, entity: object, refusal: str) -> None:
    answer = await desk.refusal("sendMessage", chat_id=desk.person, text="😀 kopi", entities=[entity])
    assert answer == f"Bad Request: {refusal}"
    assert await desk.broken_rules() == ["entities"]


async def test_an_unknown_parse_mode_is_refused(desk: Desk) -> None:
    refusal = await desk.refusal("sendMessage", chat_id=desk.person, text="x", parse_mode="rtf")
    assert refusal == "Bad Request: unsupported parse_mode"


async def test_a_caption_has_its_own_limit(desk: Desk) -> None:
    async def sending(caption: str) -> str:
        answer = await desk.http.post(
            f"/bot{TOKEN}/sendDocument",
            data={"chat_id": str(desk.person), "caption": caption},
            files={"document": ("a.txt", b"x", "text/plain")},
        )
        return str(answer.json().get("description", "sent"))

    assert await sending("a" * 1024) == "sent"
    assert await sending("a" * 1025) == "Bad Request: message caption is too long"
    assert await desk.broken_rules() == ["caption-too-long"]


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"text": "x"}, "Bad Request: chat_id is empty"),
        ({"text": "x", "chat_id": 4}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@someone"}, "Bad Request: chat not found"),
    ],
)
async def test_a_message_needs_a_chat_that_exists(desk: Desk, parameters: dict[str, object], refusal: str) -> None:
    assert await desk.refusal("sendMessage", **parameters) == refusal


async def test_an_unknown_parameter_is_ignored_and_a_violation(desk: Desk) -> None:
    await desk.send(colour="red")
    (violation,) = (await desk.http.get("/control/violations")).json()
    assert violation == {
        "method": "sendMessage",
        "rule": "unknown-parameter",
        "detail": "sendMessage has no parameter colour",
        "params": {"chat_id": desk.person, "text": "Hello", "colour": "red"},
    }


async def test_an_unknown_method_is_not_found_and_a_violation(desk: Desk) -> None:
    answer = await desk.call("sendTelegram", chat_id=desk.person)
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert await desk.broken_rules() == ["unknown-method"]


async def test_methods_are_known_in_any_case(desk: Desk) -> None:
    assert (await desk.result("GETME"))["is_bot"] is True
    assert (await desk.calls("getMe"))[-1]["ok"] is True
