"""The state of the local Telegram. Everything happens on one event loop; nothing is global."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection
from typing import Any, Self

from bot.demo.bot_api.bots import Bot
from bot.demo.bot_api.errors import PersonError
from bot.demo.bot_api.faults import Faults
from bot.demo.bot_api.flood import FloodControl
from bot.demo.bot_api.people import CallbackQuery, Chat, ChatMessage, Person, StoredFile
from bot.demo.bot_api.updates import UpdateQueue

Json = dict[str, Any]

TYPING_SECONDS = 5.0  # how long sendChatAction's status lasts
_FIRST_PERSON = 7_000_000_001  # over 32 bits, as real ids are
_CALLS_KEPT = 200_000
_EVENTS_KEPT = 10_000  # for one page that does not read; then it has to load the chat again


class LocalTelegram:
    """People, bots and what passed between them.

    `clock` gives unix seconds: messages' dates, the age of taps and flood control follow it; waiting (long
    polls, webhook retries) takes real time. `tokens`, when given, are the only ones accepted, and the first
    one's bot is there from the start, so that people can write before it runs.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        *,
        tokens: Collection[str] = (),
        first_update_id: int = 700_000_001,
    ) -> None:
        self.clock = clock
        self.tokens = tuple(tokens)
        self._first_update_id = first_update_id
        self._last_number = 0
        self._begin()

    def _begin(self) -> None:
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.files: dict[str, StoredFile] = {}
        self.calls: deque[Json] = deque(maxlen=_CALLS_KEPT)
        self.violations: deque[Json] = deque(maxlen=_CALLS_KEPT)
        self.flood = FloodControl()
        self.faults = Faults()
        self.closing = asyncio.Event()  # answers that hang end with it
        self.current: Bot | None = None
        self._listeners: dict[int, set[asyncio.Queue[Json | None]]] = {}
        if self.tokens:
            self.use(self.bot(int(self.tokens[0].partition(":")[0])))

    async def forget_everything(self) -> None:
        """As new, but update_ids and tap ids go on rising, as Telegram's do."""
        await self.aclose()
        next_ids = [bot.updates.next_id for bot in self.bots.values()]
        self._first_update_id = max([self._first_update_id, *next_ids])
        self._begin()

    async def aclose(self) -> None:
        """Ends webhooks, waiting pollers, event streams, hanging answers and held ones."""
        self.closing.set()
        self.faults.release()
        for bot in self.bots.values():
            bot.updates.end_poller()
            if bot.webhook:
                await bot.webhook.stop()
                bot.webhook = None
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.put_nowait(None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def number(self) -> int:
        """A number never given before: for files, taps and the like."""
        self._last_number += 1
        return self._last_number

    def now(self) -> int:
        """Unix seconds, as Telegram dates things."""
        return int(self.clock())

    # Who is there

    def bot(self, bot_id: int) -> Bot:
        return self.bots.setdefault(bot_id, Bot(bot_id, UpdateQueue(self._first_update_id)))

    def use(self, bot: Bot) -> None:
        """People chat with this bot from now on."""
        if bot is self.current:
            return
        self.current = bot
        for person_id in self._listeners:
            self.tell(person_id, {"type": "bot", "bot": bot.as_user()})
        self.tell_commands(bot)

    def add_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str = "en",
        phone: str | None = None,
        id: int | None = None,  # noqa: A002  # Telegram's own name for it
    ) -> Person:
        """Raises PersonError when the id is taken."""
        number = len(self.people)
        person_id = id if id is not None else max([_FIRST_PERSON - 1, *self.people]) + 1
        if person_id in self.people:
            raise PersonError(409, f"There is already a person with the id {person_id}.")
        person = Person(
            id=person_id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            phone=phone or f"62812{number + 1:08d}",
        )
        self.people[person_id] = person
        return person

    def person(self, person_id: int) -> Person:
        """Raises PersonError when there is none."""
        if person_id not in self.people:
            raise PersonError(404, f"There is no person with the id {person_id}.")
        return self.people[person_id]

    # What happens in a chat

    def post(self, chat: Chat, author: Json, content: Json, markup: Json | None = None) -> ChatMessage:
        """A new message in the chat, with the next id and the clock's date; its person's pages see it."""
        body = {
            "message_id": chat.next_message_id(),
            "from": author,
            "chat": chat.as_json,
            "date": self.now(),
            **content,
        }
        message = ChatMessage(body, from_person=not author["is_bot"], markup=markup)
        chat.messages[message.id] = message
        chat.typing_until = 0.0
        self.tell(chat.id, {"type": "message", "message": message.for_person()})
        return message

    def replace(self, chat: Chat, message: ChatMessage) -> ChatMessage:
        chat.messages[message.id] = message
        self.tell(chat.id, {"type": "edited", "message": message.for_person()})
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        self.tell(chat.id, {"type": "deleted", "message_id": message_id})

    def store(self, folder: str, content: bytes | None, mime_type: str, file_name: str | None = None) -> StoredFile:
        number = self.number()
        suffix = f".{file_name.rpartition('.')[2]}" if file_name and "." in file_name else ""
        file = StoredFile(f"AgAC{number:010d}", f"{folder}/file_{number}{suffix}", content, mime_type)
        self.files[file.id] = file
        return file

    # What a bot gets to know

    def queue_by_hand(self, bot: Bot, update: Json) -> None:
        """A hand-made update. Chats and taps it names exist from now on, so that the bot can answer them."""
        if "update_id" not in update:
            update = {"update_id": bot.updates.next_id, **update}
        match update:
            case {"callback_query": {"id": str(query_id), "from": {"id": int(person_id)}}}:
                bot.callback_queries[query_id] = CallbackQuery(query_id, person_id, 0, self.clock())
        for content in update.values():
            match content:
                case {"chat": {"id": int(chat_id)} as chat} | {"message": {"chat": {"id": int(chat_id)} as chat}}:
                    if chat_id in self.people:
                        bot.chat_with(self.people[chat_id]).started = True
                    elif chat.get("type") in ("group", "supergroup", "channel"):
                        bot.chats.setdefault(chat_id, Chat(chat, None, started=True))
        bot.updates.add_by_hand(update)

    # What a person's pages get to know

    def listen(self, person_id: int) -> asyncio.Queue[Json | None]:
        """Events of this person's chat as they happen; None ends them. Give it back with `stop_listening`."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.setdefault(person_id, set()).add(queue)
        return queue

    def stop_listening(self, person_id: int, queue: asyncio.Queue[Json | None]) -> None:
        self._listeners.get(person_id, set()).discard(queue)

    def tell(self, person_id: int, event: Json) -> None:
        for queue in list(self._listeners.get(person_id, ())):
            if queue.qsize() >= _EVENTS_KEPT:
                self.stop_listening(person_id, queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    def tell_commands(self, bot: Bot) -> None:
        if bot is self.current:
            for person_id in self._listeners:
                if person := self.people.get(person_id):
                    self.tell(person_id, {"type": "commands", "commands": bot.commands_for(person)})
