"""The local socket: how a command on the same machine reaches the data that the running bot has open.

One line of JSON goes in, {"do": NAME, "with": {…}}, and one comes back, {"done": {…}, "bot": NAME} or
{"refused": "a clear line"}.
Where no bot runs, the command opens the database itself, under the folder's lock.
"""

import asyncio
import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from bot.folder import DATABASE, SOCKET, TakenError, only_one
from bot.operations import OPERATIONS, Operation, RefusedError
from bot.telegram.polling import FatalError
from storage.database import Database, StorageError
from storage.migrations import migrations

LONGEST_ADDRESS = 100  # bytes; the system takes 108 on Linux, 104 elsewhere
LONGEST_LINE = 65_536  # bytes
WRITTEN_WITHIN = 5.0  # seconds
ANSWERED_WITHIN = 120.0  # seconds: a large database that is written anew takes some

WIPED_LATER = (
    "It is deleted, but traces may be on the disk until the database is written anew; a running bot tries every hour."
)

log = structlog.get_logger()


# --- the bot's side


class Control:
    """Answers commands of the same user, until cancelled."""

    def __init__(
        self,
        db: Database,
        data_dir: Path,
        operations: Mapping[str, Operation] = OPERATIONS,
        *,
        erased: Callable[[], None],
        bot_name: Callable[[], str] = lambda: "",
    ) -> None:
        """`erased` is called when traces are left on the disk of what an operation deleted.

        `bot_name` gives the bot's user name, as far as it is known.
        """
        self._bot_name = bot_name
        self._db = db
        self._data_dir = data_dir
        self._erased = erased
        self._operations = operations

    async def run(self) -> None:
        try:
            listening = _bound(self._data_dir)
        except OSError as error:
            log.warning("commands can't reach this bot while it runs", reason=error.strerror)
            return
        try:
            server = await asyncio.start_unix_server(self._serve, sock=listening, limit=LONGEST_LINE)
            async with server:
                await server.serve_forever()
        finally:
            (self._data_dir / SOCKET).unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(WRITTEN_WITHIN):
                line = await reader.readline()
            writer.write(json.dumps(await self._answer(line)).encode() + b"\n")
            await writer.drain()
        except (TimeoutError, OSError, ValueError) as error:
            log.info("a command went away", why=type(error).__name__)
        finally:
            writer.close()

    async def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            operation, given = _asked(line, self._operations)
            done = await self._db.run(lambda tables: operation.work(tables, given))
            if operation.erases:
                await self._wipe()
        except (RefusedError, StorageError) as error:
            return {"refused": str(error)}
        except Exception as error:  # noqa: BLE001  # one command must not end the bot
            log.error("a command failed", error=type(error).__name__)  # noqa: TRY400  # its text may hold what people wrote
            return {"refused": "That failed; nothing was changed."}
        return {"done": done, "bot": self._bot_name()}

    async def _wipe(self) -> None:
        try:
            await asyncio.to_thread(self._db.compact)
        except StorageError as error:
            self._erased()
            raise RefusedError(f"{WIPED_LATER} {error}") from error


def _bound(data_dir: Path) -> socket.socket:
    """A socket in the data folder, for its owner only. One that is there already was left behind: we hold the lock."""
    (data_dir / SOCKET).unlink(missing_ok=True)
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _address(data_dir) as address:
            bound.bind(address)
        (data_dir / SOCKET).chmod(0o600)  # nobody can connect before it listens
    except BaseException:
        bound.close()
        raise
    return bound


def _asked(line: bytes, operations: Mapping[str, Operation]) -> tuple[Operation, dict[str, Any]]:
    try:
        asked = json.loads(line)
        name, given = asked["do"], asked["with"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise RefusedError("That isn't a request.") from None
    if not isinstance(name, str) or name not in operations or not isinstance(given, dict):
        raise RefusedError("The running bot doesn't know that: is it of another version?")
    return operations[name], given


# --- the command's side


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation told. `running`: the running bot did it, whose user name is `bot` where it knows it."""

    done: dict[str, Any]
    running: bool
    bot: str = ""


def ask(data_dir: Path, name: str, **given: Any) -> Answer:
    """Has an operation done, by the running bot or here.

    Raises RefusedError, StorageError or FatalError with one clear line.
    """
    line = json.dumps({"do": name, "with": given}).encode() + b"\n"
    answer = _told_by_bot(data_dir, line)
    if answer is None:
        return Answer(_done_here(data_dir, OPERATIONS[name], given), running=False)
    if "refused" in answer:
        raise RefusedError(answer["refused"])
    return Answer(answer["done"], running=True, bot=answer.get("bot", ""))


def _told_by_bot(data_dir: Path, line: bytes) -> dict[str, Any] | None:
    """The running bot's answer; None when none runs."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line_to_bot, _address(data_dir) as address:
            line_to_bot.settimeout(ANSWERED_WITHIN)
            line_to_bot.connect(address)
            line_to_bot.sendall(line)
            with line_to_bot.makefile("rb") as answers:
                told = answers.readline(LONGEST_LINE)
    except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
        return None
    except PermissionError as error:
        raise FatalError(f"The bot in {data_dir} is another user's: run this as that user.") from error
    except OSError as error:
        raise FatalError(f"The bot in {data_dir} doesn't answer. Try again in a moment.") from error
    if not told.endswith(b"\n"):
        raise FatalError(f"The bot in {data_dir} has ended meanwhile. Try again.")
    answer: dict[str, Any] = json.loads(told)
    return answer


def _done_here(data_dir: Path, operation: Operation, given: Mapping[str, Any]) -> dict[str, Any]:
    if not operation.first and not os.path.exists(data_dir / DATABASE):  # noqa: PTH110  # Path.exists raises for odd paths
        raise FatalError(f"There is no desk in {data_dir}: check ORDERDESK_DATA_DIR.")
    try:
        with only_one(data_dir):
            db = Database.open(data_dir / DATABASE, migrations)
            try:
                done = db.call(lambda tables: operation.work(tables, given))
                if operation.erases:
                    _wipe_here(db)
            finally:
                db.close()
    except TakenError as error:
        raise FatalError(f"The bot in {data_dir} is just starting or stopping. Try again in a moment.") from error
    return done


def _wipe_here(db: Database) -> None:
    try:
        db.compact()
    except StorageError as error:
        raise RefusedError(f"{WIPED_LATER} {error}") from error


@contextmanager
def _address(data_dir: Path) -> Iterator[str]:
    """The socket's address, short enough however long the folder's path is. Raises OSError."""
    path = data_dir.absolute() / SOCKET
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(data_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{SOCKET}"
    finally:
        os.close(folder)
