"""The data folder: what lies where in it, and that one process at a time uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.telegram.polling import FatalError

DATABASE = "orderdesk.db"
SOCKET = "orderdesk.sock"


class TakenError(FatalError):
    """Another process uses the folder."""


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Holds the data folder: two bots on one database would undo each other's work. Raises FatalError."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(data_dir / "lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise TakenError(f"Another orderdesk is running in {data_dir}: stop it, or set ORDERDESK_DATA_DIR.") from error
    except OSError as error:
        raise FatalError(f"{data_dir} can't be used as data folder ({error.strerror}).") from error
    try:
        yield
    finally:
        lock.release()
