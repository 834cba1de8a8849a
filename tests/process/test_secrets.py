"""Every command with settings that are wrong in every way: clear lines, without token, key, phone or name."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.chat import Chat
from tests.process.desk import KEY, PASTE, SECRETS, TOKEN, Desk
from tests.process.running import Running, environment

NOWHERE = "http://127.0.0.1:1"
SETTINGS = {
    "TELEGRAM_TOKEN": TOKEN,
    "TELEGRAM_API_URL": NOWHERE,
    "ORDERS_API_URL": NOWHERE,
    "ORDERS_API_KEY": KEY,
    "DATA_DIR": "data",
}
SECRET = TOKEN.partition(":")[2]
COMMANDS = {
    "run": ("run",),
    "sync": ("catalogue", "sync"),
    "import": ("catalogue", "import", "products.json"),
    "search": ("catalogue", "search", "Ratnasari"),
    "status": ("status",),
    "forget": ("people", "forget", "0812-7654-3219"),
    "forget nobody": ("people", "forget", "Ratnasari 7654-3219"),
    "demo": ("demo", "--no-browser", "--port", "99999"),
}
# What is wrong, and which commands look at it: `run` alone would go on for ever where nothing stops it.
ODD = {
    "key of two lines": ({"ORDERS_API_KEY": f"{KEY}\nx: {KEY}"}, {"run"}),
    "key with a quote": ({"ORDERS_API_KEY": f"{KEY}\u2019"}, {"run"}),
    "header of two lines": ({"ORDERS_API_KEY_HEADER": f"x\n{KEY}"}, {"run"}),
    "token of two lines": ({"TELEGRAM_TOKEN": f"{TOKEN}\n{SECRET}"}, {"run"}),
    "half a token": ({"TELEGRAM_TOKEN": SECRET}, {"run"}),
    "token with odd digits": ({"TELEGRAM_TOKEN": f"\u0663\u0664:{SECRET}"}, {"run"}),
    "password in an address": ({"TELEGRAM_API_URL": f"http://bot:{SECRET}@127.0.0.1:1"}, {"run"}),
    "key in an address": ({"ORDERS_API_URL": f"http://{KEY}@127.0.0.1:1"}, {"run"}),
    "key in a query": ({"ORDERS_API_URL": f"{NOWHERE}/?key={KEY}"}, {"run"}),
    "no port": ({"TELEGRAM_API_URL": "http://127.0.0.1:99999", "ORDERS_API_URL": f"http://[{KEY}"}, {"run"}),
    "owners": ({"OWNERS": f"{TOKEN},{'9' * 5_000}"}, {"run"}),
    "a huge owner": ({"OWNERS": "9" * 30}, {"run"}),
    "numbers": ({"QUIET_SECONDS": KEY, "KEEP_DRAFTS_DAYS": "nan", "UPDATES_PER_MINUTE": SECRET}, {"run"}),
    "words": ({"REGION": KEY, "LANGUAGE": SECRET, "CURRENCY": "\udcff"}, set(COMMANDS) - {"demo"}),
    "a folder that can't be": ({"DATA_DIR": "x" * 5_000}, {"run", "status", "forget"}),
    "a folder under a file": ({"DATA_DIR": "products.json/data"}, {"run", "sync", "import", "status", "forget"}),
    "an unreachable shop": ({}, set(COMMANDS) - {"run"}),
}
CASES = [(what, command) for what, (_, commands) in ODD.items() for command in COMMANDS if command in commands]


def lines_of(folder: Path, command: str, settings: dict[str, str]) -> tuple[int, str]:
    (folder / "products.json").write_text(json.dumps({"currency": "IDR", "variants": []}))
    wanted = {f"ORDERDESK_{name}": value for name, value in {**SETTINGS, **settings}.items()}
    process = Running(*COMMANDS[command], settings=wanted, folder=folder)
    return process.ended(), process.output


def leaked(printed: str) -> list[str]:
    return [secret for secret in (*SECRETS, "Traceback", '.py"') if secret in printed]


@pytest.mark.parametrize(("what", "command"), CASES)
def test_no_command_tells_a_secret_whatever_is_wrong(tmp_path: Path, what: str, command: str) -> None:
    code, printed = lines_of(tmp_path, command, ODD[what][0])
    assert leaked(printed) == []
    assert code in (0, 1, 2)
    if what != "an unreachable shop":
        assert code > 0
        assert printed.strip(), "it says nothing"


@pytest.mark.parametrize("content", [b"ORDERDESK_ORDERS_API_KEY=bbb_test_canary_Qp44_key\xff\n", b"\x00\xff\xfe", None])
def test_a_settings_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        (tmp_path / ".env").mkdir()
    else:
        (tmp_path / ".env").write_bytes(content)
    code, printed = lines_of(tmp_path, "run", {"ORDERS_API_KEY": ""})
    assert code == 2
    assert leaked(printed) == []
    assert printed.count("\n") == 1


def test_the_list_of_processes_shows_neither_token_nor_key(desk: Desk, chat: Chat) -> None:
    process = desk.starts()
    chat.says(PASTE)
    chat.sees("Is everything right?")
    about = Path(f"/proc/{process.number}")
    for file in (about / "cmdline", about / "comm", *about.glob("task/*/comm")):
        shown = file.read_text()
        assert [secret for secret in SECRETS if secret in shown] == []


BROKEN = """
import sys, threading
import bot.cli, bot.desk_cli

def fails(*_, **__):
    name = "Ratnasari"
    def later():
        raise ValueError(name)
    thread = threading.Thread(target=later)
    thread.start()
    thread.join()
    raise ExceptionGroup(name, [KeyError(f"{name} 0812-7654-3219")]) from OSError(name)

bot.desk_cli.run_status = fails
sys.argv = ["orderdesk", "status"]
bot.cli.main()
"""


def test_what_nobody_expected_is_told_without_its_words(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN],
        env=environment({"ORDERDESK_DATA_DIR": str(tmp_path)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "error=ValueError" in done.stderr
    assert "error=KeyError" in done.stderr
    assert "fails" in done.stderr
    assert leaked(done.stdout + done.stderr) == []
