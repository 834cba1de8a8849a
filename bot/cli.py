"""The command `orderdesk`."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from bot import app, catalogue_cli, crashes, desk_cli, invite_cli, logs, parse_cli, regions_cli
from bot.operations import RefusedError
from bot.settings import DeskSettings, InviteSettings, Settings, SettingsError, ShopSettings, load, unknown_names
from bot.telegram.polling import FatalError
from storage.database import StorageError

MISUSED = 2
FAILED = 1
HIGHEST_PORT = 65_535


def main() -> NoReturn:
    """Runs the command and exits: 0 done, 1 it couldn't be done now, 2 it was asked for wrongly."""
    # Else the library warns whenever Telegram asks us to wait.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    logs.set_up()
    crashes.set_up()
    arguments = parser().parse_args()
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        code = command(arguments)
    except SettingsError as error:
        code = _say(str(error), MISUSED)
    except (FatalError, RefusedError, StorageError) as error:
        code = _say(str(error), FAILED)
    except BaseExceptionGroup as group:
        expected, others = group.split((FatalError, StorageError))
        if others is not None:
            crashes.tell(others)
        code = _say(str(_first(expected)), FAILED) if expected is not None else FAILED
    except KeyboardInterrupt:
        code = 130
    except Exception as error:  # noqa: BLE001  # the last resort: its text may hold anything
        crashes.tell(error)
        code = FAILED
    sys.exit(code)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


def _say(words: str, code: int) -> int:
    print(f"orderdesk: {words}" if "\n" not in words else words, file=sys.stderr)  # noqa: T201  # a command's output
    return code


def _port(words: str) -> int:
    if words.isascii() and words.isdecimal() and int(words[:6]) <= HIGHEST_PORT:
        return int(words)
    raise argparse.ArgumentTypeError(f"must be a number from 0 to {HIGHEST_PORT}")


def _region(words: str) -> str:
    if words.isascii() and words.isalpha() and len(words) == len("ID"):
        return words.upper()
    raise argparse.ArgumentTypeError("must be a country's two letters, as ID or MY")


def parser() -> argparse.ArgumentParser:
    desk = argparse.ArgumentParser(prog="orderdesk", description="An order desk that fits in a Telegram chat.")
    commands = desk.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="run the bot, with the settings in the environment or .env")
    run.set_defaults(command=_run)

    show = commands.add_parser("demo", help="try everything in the browser, no account needed")
    show.add_argument("--port", type=_port, default=8380, help="the chat page's port (default: 8380, 0: any free one)")
    show.add_argument("--no-browser", action="store_true", help="only print the address")
    show.set_defaults(command=_demo)

    catalogue = commands.add_parser("catalogue", help="the shop's products").add_subparsers(
        required=True, metavar="ACTION"
    )
    sync = catalogue.add_parser("sync", help="fetch all products from the shop")
    sync.set_defaults(command=_sync)
    read = catalogue.add_parser("import", help="take the products from a JSON or CSV file")
    read.add_argument("file", type=Path)
    read.set_defaults(command=_import)
    search = catalogue.add_parser("search", help="find products as the chat does")
    search.add_argument("text", nargs="?", help="without it, JSON lines with id and text are read from standard input")
    search.add_argument("--json", action="store_true", help="print JSON")
    search.add_argument("--limit", type=int, default=10)
    search.set_defaults(command=_search)

    regions = commands.add_parser("regions", help="Indonesia's districts, villages and postcodes").add_subparsers(
        required=True, metavar="ACTION"
    )
    take = regions.add_parser("import", help="take them from a CSV file, plain or packed with gzip")
    take.add_argument("file", type=Path)
    take.set_defaults(command=_import_regions)

    parse = commands.add_parser("parse", help="read an order message as the chat does, and show what is read")
    parse.add_argument(
        "text", nargs="?", help="without it, JSON lines with id, text and region are read from standard input"
    )
    parse.add_argument(
        "--catalogue", type=Path, metavar="FILE", help="a JSON or CSV file, in place of the desk's products"
    )
    parse.add_argument(
        "--region", type=_region, help="where phones and addresses are, as ID or MY (default: the desk's)"
    )
    parse.set_defaults(command=_parse)

    invite = commands.add_parser("invite", help="let one person in: prints a link that works once, within a day")
    invite.add_argument("--role", choices=("owner", "agent"), default="agent")
    invite.set_defaults(command=_invite)

    status = commands.add_parser("status", help="how much waits and what has failed; exit code 1 if anything has")
    status.set_defaults(command=_status)

    people = commands.add_parser("people", help="people's data").add_subparsers(required=True, metavar="ACTION")
    forget = people.add_parser("forget", help="delete what is known of a customer; their orders stay, as nobody's")
    forget.add_argument("phone", nargs="?", help="in any spelling; without it, it's read from standard input")
    forget.set_defaults(command=_forget)
    return desk


def _run(arguments: argparse.Namespace) -> int:
    del arguments
    settings = load(Settings)
    for name in unknown_names(os.environ):
        _say(f"{name} is no setting of orderdesk's, and is ignored.", 0)
    asyncio.run(app.run(settings))
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    from bot.demo import demo  # noqa: PLC0415  # its servers are a seventh of the time that any other command starts in

    return asyncio.run(demo.run(arguments.port, open_browser=not arguments.no_browser))


def _sync(arguments: argparse.Namespace) -> int:
    del arguments
    settings = load(ShopSettings)
    return catalogue_cli.run_sync(settings.data_dir, lambda: app.open_api(settings))


def _import(arguments: argparse.Namespace) -> int:
    return catalogue_cli.run_import(load(DeskSettings).data_dir, arguments.file)


def _import_regions(arguments: argparse.Namespace) -> int:
    return regions_cli.run_import(load(DeskSettings).data_dir, arguments.file)


def _search(arguments: argparse.Namespace) -> int:
    logs.only_warnings()
    settings = load(DeskSettings)
    return catalogue_cli.run_search(
        settings.data_dir,
        arguments.text,
        as_json=arguments.json,
        limit=arguments.limit,
        currency=settings.currency,
        region=settings.region,
    )


def _parse(arguments: argparse.Namespace) -> int:
    logs.only_warnings()
    settings = load(DeskSettings)
    return parse_cli.run_parse(
        settings.data_dir, arguments.text, region=arguments.region or settings.region, catalogue=arguments.catalogue
    )


def _invite(arguments: argparse.Namespace) -> int:
    settings = load(InviteSettings)
    return invite_cli.run_invite(settings.data_dir, arguments.role, lambda: asyncio.run(invite_cli.bot_name(settings)))


def _status(arguments: argparse.Namespace) -> int:
    del arguments
    return desk_cli.run_status(load(DeskSettings).data_dir)


def _forget(arguments: argparse.Namespace) -> int:
    settings = load(DeskSettings)
    return desk_cli.run_forget(settings.data_dir, arguments.phone, settings.region)


if __name__ == "__main__":
    main()
