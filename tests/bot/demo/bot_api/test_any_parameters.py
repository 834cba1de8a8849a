"""Whatever a bot sends, it gets an answer in Telegram's words and never a crash of the server."""

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.bot_api import LocalTelegram
from bot.demo.bot_api.errors import ApiError
from bot.demo.bot_api.methods import METHODS, Call
from bot.demo.bot_api.person_side import PersonSide

KEYS = st.sampled_from(
    [
        "type",
        "offset",
        "length",
        "url",
        "user",
        "text",
        "callback_data",
        "inline_keyboard",
        "keyboard",
        "remove_keyboard",
        "force_reply",
        "message_id",
        "chat_id",
        "command",
        "description",
        "copy_text",
    ]
) | st.text(max_size=3)
WORDS = st.sampled_from(["bold", "HTML", "MarkdownV2", "chat", "default", "typing", "<b>", "*", "1", "7000000001"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
# What gets most calls past the first check, so that the later ones are met too.
USUAL = {"chat_id": st.just(7_000_000_001), "text": st.text() | WORDS, "message_id": st.integers(1, 4)}


async def answer(telegram: LocalTelegram, name: str, parameters: dict[str, Any]) -> ApiError | None:
    assert telegram.current is not None
    try:
        await METHODS[name].handler(Call(telegram, telegram.current, parameters))
    except ApiError as refusal:
        return refusal
    return None


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_parameters_crash_a_method(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(METHODS.keys() - {"setwebhook"})))  # that one starts delivering
    parameters = {
        parameter: data.draw(USUAL.get(parameter, VALUES) | VALUES)
        for parameter in sorted(METHODS[name].parameters - {"timeout"})
    }
    telegram = LocalTelegram()
    telegram.use(telegram.bot(1))
    PersonSide(telegram, telegram.add_person("Budi")).say("/start")
    refusal = asyncio.run(answer(telegram, name, parameters))
    assert refusal is None or (refusal.code in (400, 403, 429) and refusal.description)
