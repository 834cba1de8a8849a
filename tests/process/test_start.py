"""What stops the bot from starting: one clear line, an exit code, and nothing overwritten."""

import shutil
import time
from pathlib import Path

import pytest

from bot.telegram.polling import IN_PEACE
from storage.database import Database
from storage.migrations import migrations
from tests.process.chat import Chat
from tests.process.desk import KEY, PASTE, SECRETS, TOKEN, Desk, opened_desk
from tests.process.waiting import eventually

DATABASE = "orderdesk.db"


def refusal(desk: Desk, **settings: str | None) -> str:
    """What it says when it doesn't start."""
    process = desk.tries_to_start(**settings)
    assert process.ended() not in (0, None)
    return process.output


def test_what_is_missing_is_named_line_by_line(desk: Desk) -> None:
    said = refusal(desk, telegram_token=None, orders_api_key=None)
    assert "ORDERDESK_TELEGRAM_TOKEN is missing" in said
    assert "ORDERDESK_ORDERS_API_KEY is missing" in said
    assert said.count("\n") == 2


def test_every_wrong_setting_has_its_own_line(desk: Desk) -> None:
    wrong = {
        "telegram_token": SECRETS[0],  # its second half
        "telegram_api_url": "telegram.example",
        "orders_api_url": "ftp://shop.example",
        "orders_api_key": f"{KEY}\n{KEY}",
        "orders_api_key_header": "x api key",
        "owners": "@sari",
        "region": "XX",
        "currency": "RUPIAH",
        "language": "xx",
        "single_name_last": "   ",
        "quiet_seconds": "a while",
        "pause_minutes": "-1",
        "updates_per_minute": "9",
        "keep_messages_days": "0",
        "keep_drafts_days": "for ever",
    }
    said = refusal(desk, **wrong)
    for name in wrong:
        assert f"ORDERDESK_{name.upper()} " in said, name
    assert said.count("\n") == len(wrong)
    assert not (desk.data / DATABASE).exists()


def test_a_typing_mistake_in_a_settings_name_is_pointed_out(desk: Desk) -> None:
    desk.starts(quiet_secs="5")
    assert "ORDERDESK_QUIET_SECS is no setting" in desk.process.output


def test_a_token_that_telegram_doesnt_know(desk: Desk) -> None:
    said = refusal(desk, telegram_token=TOKEN.replace("AA", "BB"))
    assert "Telegram doesn't know this token" in said


def test_a_data_folder_that_cant_be_made(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    said = refusal(desk, data_dir=str(file / "data"))
    assert "can't be used as data folder" in said
    assert said.count("\n") == 1
    assert file.read_text() == "not a folder"


def test_a_second_bot_on_the_same_data_folder_ends_and_the_first_goes_on(desk: Desk, chat: Chat) -> None:
    first = desk.starts()
    said = refusal(desk)
    assert "Another orderdesk is running in" in said
    assert said.count("\n") == 1
    assert first.runs
    chat.says("/help")
    chat.sees("How it works")


def newcomers_end(desk: Desk, folder: Path) -> str:
    """What a second bot says at its end.

    Who was first is told by who polled in peace for a second: a newcomer does too when the machine stands still just
    then. Such a one is no newcomer, as its pauses show, and the next one is.
    """
    was_first = f"why=conflict seconds={IN_PEACE / 4:g}"
    for _ in range(10):
        newcomer = desk.tries_to_start(data_dir=str(folder))
        eventually(
            lambda process=newcomer: not process.runs or was_first in process.output, lambda: "no end, and no conflict"
        )
        if not newcomer.runs:
            assert newcomer.ended() not in (0, None)
            return newcomer.output
        newcomer.killed()
    raise AssertionError("every newcomer believes that it was first")


@pytest.mark.parametrize("had", ["updates", "nothing to do yet"])
def test_a_second_bot_on_the_same_token_ends_and_the_first_goes_on(
    desk: Desk, chat: Chat, tmp_path: Path, had: str
) -> None:
    first = desk.starts()
    desk.has_calls("getUpdates")
    if had == "updates":
        chat.says("/help")
        chat.sees("How it works")
    else:
        (poll,) = [call for call in desk.calls if call["method"] == "getUpdates"]
        eventually(lambda: time.time() - poll["at"] > 1.5, lambda: "the clock stands still")
    said = newcomers_end(desk, tmp_path / "other")
    assert "Another bot is running with this token: stop it first." in said
    assert first.runs
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("Order 1001 created")


def broken(file: Path, how: str) -> dict[Path, bytes]:
    """Breaks the database; the files that hold its data, as they are then."""
    whole = file.read_bytes()
    middle = len(whole) // 2
    match how:
        case "garbage":
            file.write_bytes(b"All work and no play makes a dull database. " * 500)
        case "cut in half":
            file.write_bytes(whole[:middle])
        case "garbage in the middle":
            file.write_bytes(whole[:middle] + b"\xa5" * 8192 + whole[middle + 8192 :])
    return {path: path.read_bytes() for path in (file, file.with_name(f"{DATABASE}-wal")) if path.exists()}


def is_refused_and_left_alone(desk: Desk, folder: Path, how: str, *, files: int) -> None:
    before = broken(folder / DATABASE, how)
    assert len(before) == files
    said = refusal(desk, data_dir=str(folder))
    assert "restore a backup" in said, how
    assert said.count("\n") == 1
    assert {path: path.read_bytes() for path in before} == before, how


def test_a_database_that_is_broken_after_a_kill_is_refused_and_left_as_it_is(
    desk: Desk, chat: Chat, tmp_path: Path
) -> None:
    Database.open(desk.data / DATABASE, migrations).close()
    desk.starts()
    chat.says(PASTE)
    chat.sees("Is everything right?")
    desk.process.killed()  # the newest pages are in its log only
    for how in ("garbage", "cut in half", "garbage in the middle"):
        folder = shutil.copytree(desk.data, tmp_path / how, ignore=shutil.ignore_patterns("*.sock"))
        is_refused_and_left_alone(desk, folder, how, files=2)


def test_a_database_that_is_broken_after_a_stop_is_refused_and_left_as_it_is(desk: Desk) -> None:
    Database.open(desk.data / DATABASE, migrations).close()
    is_refused_and_left_alone(desk, desk.data, "cut in half", files=1)


def test_an_owner_of_an_empty_catalogue_fetches_it_in_the_chat(tmp_path: Path) -> None:
    with opened_desk(tmp_path, catalogue=False) as desk:
        chat = desk.person()
        desk.starts()
        chat.says("/new")
        chat.taps("Sync now")
        chat.sees_any("products with")
        chat.says(PASTE)
        chat.taps("Create order")
        chat.sees("Order 1001 created")
