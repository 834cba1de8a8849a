from typing import Any

import pytest

from tests.bot.demo.bot_api.desk import Desk
from tests.bot.demo.waiting import until


def command(name: str = "new", description: str = "New order") -> dict[str, str]:
    return {"command": name, "description": description}


async def menu(desk: Desk) -> list[str]:
    return [entry["description"] for entry in (await desk.chat())["commands"]]


async def test_a_person_sees_the_narrowest_menu_in_their_language(desk: Desk) -> None:
    person = {"type": "chat", "chat_id": desk.person}
    for description, scope, language in (
        ("default", None, ""),
        ("private", {"type": "all_private_chats"}, ""),
        ("private, English", {"type": "all_private_chats"}, "en"),
        ("private, Indonesian", {"type": "all_private_chats"}, "id"),
        ("own", person, ""),
    ):
        await desk.result(
            "setMyCommands", commands=[command(description=description)], scope=scope, language_code=language
        )
    assert await menu(desk) == ["own"]
    await desk.result("deleteMyCommands", scope=person)
    assert await menu(desk) == ["private, English"]
    await desk.result("deleteMyCommands", scope={"type": "all_private_chats"}, language_code="en")
    assert await menu(desk) == ["private"]
    assert await desk.result("getMyCommands") == [command(description="default")]
    assert await desk.result("getMyCommands", scope=person) == []


async def test_an_open_page_hears_of_a_new_menu(desk: Desk) -> None:
    async with desk.events() as events:
        await desk.result("setMyCommands", commands=[command()])
        await until(lambda: events)
    assert events == [{"type": "commands", "commands": [command()]}]


@pytest.mark.parametrize(
    "commands",
    [
        [],
        [command("a")],
        [command("a" * 32, "d" * 256)],
        [command("new_2")],
        [command(f"c{number}") for number in range(100)],
    ],
)
async def test_commands_within_the_limits_are_accepted(desk: Desk, commands: list[Any]) -> None:
    await desk.result("setMyCommands", commands=commands)
    assert await desk.result("getMyCommands") == commands


@pytest.mark.parametrize(
    ("commands", "refusal"),
    [
        ([command("New")], "BOT_COMMAND_INVALID"),
        ([command("/new")], "BOT_COMMAND_INVALID"),
        ([command("")], "BOT_COMMAND_INVALID"),
        ([command("a" * 33)], "BOT_COMMAND_INVALID"),
        ([command(description="")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([command(description="d" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([command(f"c{number}") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
        (["new"], "can't parse BotCommand: expected an Object"),
        ("new", "can't parse commands JSON object"),
    ],
)
async def test_commands_beyond_the_limits_are_refused(desk: Desk, commands: Any, refusal: str) -> None:
    assert await desk.refusal("setMyCommands", commands=commands) == f"Bad Request: {refusal}"
    assert await desk.broken_rules() == ["commands"]


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"scope": {"type": "world"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat", "chat_id": 4}}, "chat not found"),
        ({"language_code": "english"}, "invalid language code specified"),
    ],
)
async def test_a_scope_and_a_language_must_exist(desk: Desk, parameters: Any, refusal: str) -> None:
    assert await desk.refusal("getMyCommands", **parameters) == f"Bad Request: {refusal}"


async def test_no_commands_at_all_empty_the_menu(desk: Desk) -> None:
    await desk.result("setMyCommands", commands=[command()])
    await desk.result("setMyCommands")
    assert await desk.result("getMyCommands") == []


async def test_descriptions_have_their_limits(desk: Desk) -> None:
    await desk.result("setMyDescription", description="d" * 512)
    await desk.result("setMyShortDescription", short_description="d" * 120, language_code="id")
    await desk.refusal("setMyDescription", description="d" * 513)
    await desk.refusal("setMyShortDescription", short_description="d" * 121)
    assert await desk.broken_rules() == ["description", "description"]


@pytest.mark.parametrize("action", ["", "thinking"])
async def test_an_unknown_chat_action_is_refused(desk: Desk, action: str) -> None:
    refusal = await desk.refusal("sendChatAction", chat_id=desk.person, action=action)
    assert refusal == "Bad Request: wrong parameter action in request"
