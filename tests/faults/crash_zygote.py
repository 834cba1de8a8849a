"""Has everything imported already, and forks the processes that are to be killed: a start takes 0.1 s, not 2 s.

What a fork runs is `orderdesk run` as the command line runs it. One JSON request a line comes in on standard input,
one JSON answer a line goes out on standard output.
"""

import ctypes
import functools
import gc
import importlib
import json
import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import httpx._transports.default

import bot.app
import bot.cli
import storage.database

Json = dict[str, Any]

PR_SET_PDEATHSIG = 1
PR_SET_PTRACER = 0x59616D61
PTRACER_ANY = ctypes.c_ulong(-1)
# A setting of the worker that the product has no setting for: how soon it looks a second time.
SCAN_SECONDS = 0.25


# The log is carried into the database every so many pages: else one order isn't long enough to see it.
CHECKPOINT_PAGES = 12


def with_pragmas(*pragmas: str) -> None:
    """As if the product set these besides its own, or instead of them."""
    connect = storage.database._connect

    def connect_otherwise(path: Path, migrations: Any) -> Any:
        db = connect(path, migrations)
        for pragma in pragmas:
            db.conn.execute(f"PRAGMA {pragma}").fetchall()
        return db

    storage.database._connect = connect_otherwise


MUTATIONS: dict[str, tuple[str, ...]] = {
    "": (),
    "checkpoints": (f"wal_autocheckpoint={CHECKPOINT_PAGES}",),
    # A commit is no longer on the disk when it returns.
    "normal": ("synchronous=NORMAL",),
}


def child(request: Json) -> None:
    """Never returns. With `waits` it stops itself first, so that whoever traces it misses nothing."""
    os.setsid()
    output = os.open(request["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.closerange(3, 256)
    prctl = ctypes.CDLL(None).prctl
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # no bot outlives an interrupted sweep
    prctl(PR_SET_PTRACER, PTRACER_ANY, 0, 0, 0)  # where only a parent may trace (ptrace_scope=1), everybody may here
    os.chdir(request["folder"])
    os.environ.update(request["settings"])
    sys.argv = ["orderdesk", "run"]
    bot.app.Patience = functools.partial(bot.app.Patience, scan_seconds=SCAN_SECONDS)  # type: ignore[misc,assignment]
    with_pragmas(*MUTATIONS[request["mutation"]])
    if request["waits"]:
        os.kill(os.getpid(), signal.SIGSTOP)
    code = 70
    try:
        bot.cli.main()
    except SystemExit as exit_:
        code = exit_.code if isinstance(exit_.code, int) else 1
    finally:
        sys.stderr.flush()
        os._exit(code)


# What the product's libraries import only when they need it.
LATER = (
    "anyio._backends._asyncio", "anyio.to_thread", "encodings.utf_16_le", "encodings.utf_8_sig", "httpcore",
    "phonenumbers.data.region_ID",
)  # fmt: skip


def authorities_read_once() -> None:
    """Each of five HTTP clients reads the certificate authorities, half of a start's time; nothing here uses TLS."""
    transports = httpx._transports.default
    transports.create_ssl_context = functools.cache(transports.create_ssl_context)  # type: ignore[attr-defined]
    transports.create_ssl_context(verify=True, cert=None, trust_env=True)  # type: ignore[attr-defined]
    transports.create_ssl_context(verify=True, cert=None, trust_env=False)  # type: ignore[attr-defined]


def serve() -> None:
    for name in LATER:
        importlib.import_module(name)
    authorities_read_once()
    for name in [name for name in os.environ if name.startswith("ORDERDESK_")]:
        del os.environ[name]
    sqlite3.connect(":memory:").execute("SELECT 1").fetchall()
    gc.freeze()
    for line in sys.stdin:
        request = json.loads(line)
        if "reap" in request:
            _, status = os.waitpid(request["reap"], 0)
            answer = {"code": os.waitstatus_to_exitcode(status)}
        else:
            number = os.fork()
            if number == 0:
                child(request)
            answer = {"number": number}
        print(json.dumps(answer), flush=True)  # noqa: T201  # the protocol


if __name__ == "__main__":
    serve()
