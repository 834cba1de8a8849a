"""One person in front of the chat: `chat.says(…)`, `chat.taps(…)`, `chat.sees(…)`, through the local Bot API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.process.waiting import eventually

HELP = "How it works"


@dataclass(frozen=True)
class Shown:
    """A message of the bot as it looks now; `buttons` are labels and what they carry."""

    message: int
    text: str
    buttons: tuple[tuple[str, str], ...]

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.buttons]

    def data(self, label: str) -> str:
        return next(data for shown, data in self.buttons if shown == label)

    @property
    def looks(self) -> tuple[str, list[str]]:
        return self.text, self.labels


Holds = Callable[[Shown], bool]


class Chat:
    """A person's chat with the bot. What is looked for is waited for."""

    def __init__(self, client: httpx.Client, url: str, person: int) -> None:
        self.person = person
        self._client = client
        self._url = f"{url}/people/{person}"

    # --- what the person does

    def says(self, text: str) -> int:
        return int(self._does("send", text=text)["message_id"])

    def corrects(self, message: int, text: str) -> None:
        self._does("edit", message_id=message, text=text)

    def sends(self, kind: str, **body: Any) -> None:
        self._does(kind, **body)

    def taps(self, label: str) -> None:
        """Taps that button of the newest message, as soon as it's there."""
        shown = self._newest_when(lambda newest: label in newest.labels, f"no button {label!r}")
        self.presses(shown, label)

    def taps_any(self, label: str) -> None:
        """Taps that button of the newest message that has it."""
        shown = self._any_when(lambda any_shown: label in any_shown.labels, f"no button {label!r}")
        self.presses(shown, label)

    def presses(self, shown: Shown, label: str) -> None:
        """Taps a button of any message, however old."""
        self.forges(shown.message, shown.data(label))

    def forges(self, message: int, data: str) -> None:
        """A tap whose data no keyboard need have held."""
        self._does("press", message_id=message, data=data)

    def blocks(self, *, blocked: bool = True) -> None:
        self._does("block", blocked=blocked)

    # --- what the person sees

    @property
    def messages(self) -> tuple[Shown, ...]:
        """All that the bot has sent, as it looks now."""
        answer = self._client.get(f"{self._url}/chat").raise_for_status().json()
        return tuple(_shown(message) for message in answer["messages"] if not message["outgoing"])

    @property
    def newest(self) -> Shown:
        return self.messages[-1]

    def sees(self, *words: str) -> Shown:
        """The newest message holds all of these, now or soon."""
        return self._newest_when(lambda newest: all(part in newest.text for part in words), f"not seen: {words}")

    def sees_any_of(self, *words: str) -> Shown:
        """The newest message holds one of these, now or soon."""
        return self._newest_when(lambda newest: any(part in newest.text for part in words), f"none seen: {words}")

    def sees_any(self, words: str) -> Shown:
        """Some message holds this, now or soon; the newest of them."""
        return self._any_when(lambda shown: words in shown.text, f"not seen: {words!r}")

    def sees_button(self, label: str) -> Shown:
        return self._newest_when(lambda newest: label in newest.labels, f"no button {label!r}")

    def has_seen(self, words: str) -> int:
        """How many of the bot's messages hold these words now."""
        return sum(words in shown.text for shown in self.messages)

    def is_up_to_date(self) -> None:
        """Asks for help, and waits for it: what was sent before has been answered, for a chat is served in order."""
        before = self.has_seen(HELP)
        self.says("/help")
        eventually(lambda: self.has_seen(HELP) > before, self.screen)

    def screen(self, most: int = 4) -> str:
        return "\n---\n".join(f"{shown.text}\n{shown.labels}" for shown in self.messages[-most:])

    def _newest_when(self, holds: Holds, what: str) -> Shown:
        return self._when(lambda: [shown for shown in self.messages[-1:] if holds(shown)], what)

    def _any_when(self, holds: Holds, what: str) -> Shown:
        return self._when(lambda: [shown for shown in self.messages if holds(shown)], what)

    def _when(self, look: Callable[[], list[Shown]], what: str) -> Shown:
        return eventually(look, lambda: f"{what}; the chat is:\n{self.screen()}")[-1]

    def _does(self, name: str, **body: Any) -> Any:
        return self._client.post(f"{self._url}/{name}", json=body).raise_for_status().json()


def _shown(message: dict[str, Any]) -> Shown:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = tuple((button["text"], button["callback_data"]) for row in rows for button in row)
    return Shown(message["message_id"], message.get("text", ""), buttons)
