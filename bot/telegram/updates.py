"""A raw Telegram update as an event, and whose it is."""

from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Message, Update

from bot.telegram.documents import Document, may_hold_words
from conversations.events import Edited, Event, Pressed, Said, SharedContact, SharedLocation, Unreadable

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an update says.

    `chat` is the chat it came from, `person` the Telegram user who made it. `event` is None where there is nothing
    to decide. `tap` is the id of the callback query, to be answered. `reachable` is set when the person has blocked
    the bot, or let it in again. `name` is how Telegram calls the person. `document` is a file whose words belong to
    the event.
    """

    chat: int
    person: int
    language: str | None
    private: bool
    event: Event | None
    tap: str = ""
    reachable: bool | None = None
    command: bool = False
    name: str = ""
    document: Document | None = None

    @property
    def begins(self) -> bool:
        """Whether the person has just opened the chat."""
        return isinstance(self.event, Said) and self.event.text.startswith("/start")


def read(raw: JSON) -> Incoming | None:
    """What a raw update says; None for one that nobody here asked for.

    Raises whatever the library raises when the update isn't of Telegram's shape.
    """
    update = Update.de_json(raw)
    if query := update.callback_query:
        return _tap(query)
    if message := update.message:
        return _message(message, _event(message))
    if message := update.edited_message:
        words = message.text or message.caption
        return _message(message, Edited(words, message.message_id) if words else None)
    if member := update.my_chat_member:
        reachable = member.new_chat_member.status not in ("kicked", "left")
        person = member.from_user
        return Incoming(
            member.chat.id,
            person.id,
            person.language_code,
            member.chat.type == "private",
            None,
            reachable=reachable,
            name=person.full_name,
        )
    return None


def _message(message: Message, event: Event | None) -> Incoming | None:
    person = message.from_user
    if person is None:
        return None
    private = message.chat.type == "private"
    command = (message.text or "").startswith("/")
    document = message.document if event is not None else None
    return Incoming(
        message.chat.id,
        person.id,
        person.language_code,
        private,
        event,
        command=command,
        name=person.full_name,
        document=Document(document.file_id, message.message_id, document.file_size or 0)
        if document and may_hold_words(document.file_name, document.mime_type)
        else None,
    )


def _tap(query: CallbackQuery) -> Incoming:
    person, message = query.from_user, query.message
    chat = message.chat if message else None
    event = Pressed(query.data or "", message.message_id if message else None)
    private = chat is None or chat.type == "private"
    number = chat.id if chat else person.id
    name = person.full_name
    return Incoming(number, person.id, person.language_code, private, event, tap=query.id, name=name)


def _event(message: Message) -> Event | None:
    number = message.message_id
    if message.text is not None:
        return Said(message.text, number)
    if message.caption is not None:
        return Said(message.caption, number)
    if contact := message.contact:
        return SharedContact(contact.phone_number, contact.first_name, contact.last_name or "", number)
    if location := message.location:
        return SharedLocation(location.latitude, location.longitude, number)
    if message.sticker or message.dice or message.animation:
        return Unreadable("sticker")
    if message.voice or message.audio or message.video_note:
        return Unreadable("voice")
    if message.photo or message.video:
        return Unreadable("photo")
    if message.document:
        return Unreadable("file")
    if _is_service(message):
        return None
    return Unreadable("other")


def _is_service(message: Message) -> bool:
    """Whether the message only tells of something that happened in the chat."""
    return bool(
        message.new_chat_members
        or message.left_chat_member
        or message.new_chat_title
        or message.pinned_message
        or message.group_chat_created
        or message.message_auto_delete_timer_changed
        or message.migrate_to_chat_id
        or message.migrate_from_chat_id
    )
