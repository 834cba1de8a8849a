"""The commands `orderdesk status` and `orderdesk people forget`, which the running bot answers where one runs."""

import sys
from pathlib import Path
from typing import TextIO

from bot.control import ask
from conversations.order import Phone
from conversations.phones import parse_phone

DONE, FAILED, UNUSABLE = 0, 1, 2

STATUS = {
    "drafts_open": "orders being written",
    "orders_sending": "orders being sent",
    "orders_paused": "orders waiting for the shop",
    "orders_uncertain": "orders being looked for",
    "orders_asking": "orders waiting for a person",
    "orders_created": "orders created",
    "events_waiting": "events waiting to be handled",
    "events_dead": "events put aside, because handling them failed",
    "messages_waiting": "messages waiting to be delivered",
    "messages_refused": "messages that Telegram refused",
    "messages_unreachable": "messages for people who have blocked the bot",
}
TROUBLE = ("events_dead", "messages_refused")
"""What somebody should look at: the log says when it happened and why."""


def run_status(data_dir: Path, *, out: TextIO | None = None) -> int:
    """Says how much of everything there is. FAILED where the bot doesn't run, or something has gone wrong."""
    out = out or sys.stdout
    answer = ask(data_dir, "status")
    print(f"running: {'yes' if answer.running else 'no'}", file=out)
    for name, words in STATUS.items():
        print(counted(answer.done[name], words, width=8), file=out)
    return DONE if answer.running and not any(answer.done[name] for name in TROUBLE) else FAILED


def counted(count: int, words: str, *, width: int = 0) -> str:
    """So many of what `words`, in the plural, begins with."""
    things, *rest = words.split(" ", 1)
    return " ".join((f"{count:>{width}}", things.removesuffix("s") if count == 1 else things, *rest))


def run_forget(
    data_dir: Path,
    typed: str | None,
    region: str,
    *,
    lines: TextIO | None = None,
    out: TextIO | None = None,
    errors: TextIO | None = None,
) -> int:
    """Deletes what is known of a customer, and says how much it was. Without `typed` the phone is read from `lines`."""
    out, errors = out or sys.stdout, errors or sys.stderr
    if typed is None:
        print("The customer's phone number:", file=errors, flush=True)
        typed = (lines or sys.stdin).readline()
    phone = parse_phone(typed, region)
    if not isinstance(phone, Phone):
        print(
            f"orderdesk: That isn't a phone number in {region}. Write one of elsewhere with + and country.", file=errors
        )
        return UNUSABLE
    done = ask(data_dir, "people.forget", phone=phone.e164).done
    print(
        f"Forgotten. {counted(done['orders'], 'orders')} without a customer now; deleted:"
        f" {counted(done['drafts'], 'drafts')}, {counted(done['submissions'], 'requests')},"
        f" {counted(done['messages'], 'messages')}. The shop itself keeps its orders and customers:"
        " delete them there.",
        file=out,
    )
    return DONE
