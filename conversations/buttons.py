"""Button data: draft id, revision, action and argument in at most 64 bytes."""

import re
from dataclasses import dataclass

from conversations.screens import Button

MOST_BYTES = 64  # Telegram's limit of callback data

_SHAPE = re.compile(r"([0-9a-z]{0,12}):([0-9]{1,9}):([a-z_]{1,16}):([0-9A-Za-z_.-]{0,24})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tap:
    draft: str
    revision: int
    action: str
    arg: str

    @property
    def index(self) -> int:
        """The argument as a place in a list; -1 when it isn't one."""
        return int(self.arg) if self.arg.isdecimal() and len(self.arg) <= 6 else -1


def encode(button: Button, draft: str, revision: int) -> str:
    owner = draft if button.draft is None else button.draft
    return f"{owner}:{revision if owner == draft else 0}:{button.action}:{button.arg}"


def decode(data: str) -> Tap | None:
    """The tap that `data` stands for; None for anything this program never made."""
    if not (shape := _SHAPE.fullmatch(data)):
        return None
    draft, revision, action, arg = shape.groups()
    return Tap(draft, int(revision), action, arg)
