"""What people do in their chat, and the updates Telegram makes of it."""

from typing import Any

from bot.demo.bot_api.bots import Bot
from bot.demo.bot_api.errors import PersonError
from bot.demo.bot_api.formatting import TEXT_LIMIT, FormattedText, as_people_type, is_blank
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.bot_api.people import CallbackQuery, Chat, ChatMessage, Person
from bot.demo.bot_api.utf16 import cut_at

Json = dict[str, Any]

_EDITABLE_SECONDS = 48 * 3600
_PHOTO_SIDES = (90, 320, 1280)


class PersonSide:
    """One person in the chat with the bot that runs at the moment. Methods raise PersonError."""

    def __init__(self, telegram: LocalTelegram, person: Person) -> None:
        if telegram.current is None:
            raise PersonError(409, "There is no bot yet: none has called getMe or getUpdates.")
        self._telegram = telegram
        self._person = person
        self._bot: Bot = telegram.current
        self._chat: Chat = self._bot.chat_with(person)

    def say(self, text: str, *, reply_to: int | None = None, forward_from: str | None = None) -> ChatMessage:
        """Sends it, in several messages when it is longer than one may be; returns the last."""
        context: Json = {}
        if forward_from:
            origin = {"type": "hidden_user", "sender_user_name": forward_from, "date": self._telegram.now()}
            context["forward_origin"] = origin
        if reply_to is not None:
            context["reply_to_message"] = self._message(reply_to).for_bot()
        *first, last = [as_people_type(part) for part in _split(text)] or [FormattedText("")]
        if is_blank(last.text):
            raise PersonError(400, "A message can't be empty.")
        for part in first:
            self.send({**context, **_text(part)})
        return self.send({**context, **_text(last)})

    def send(self, content: Json) -> ChatMessage:
        """Any other content: the part of a Message that says what it holds."""
        self._must_not_block()
        self._chat.started = True
        message = self._telegram.post(self._chat, self._person.as_user(), content)
        self._bot.updates.add("message", message.for_bot())
        return message

    def edit(self, message_id: int, text: str) -> ChatMessage:
        self._must_not_block()
        message = self._message(message_id)
        is_forwarded = "forward_origin" in message.body
        if not message.from_person or is_forwarded or "text" not in message.body:
            raise PersonError(403, "Only your own text messages can be edited.")
        if self._telegram.clock() - message.body["date"] > _EDITABLE_SECONDS:
            raise PersonError(403, "A message can be edited for 48 hours only.")
        new = as_people_type(text)
        if is_blank(new.text) or cut_at(new.text, TEXT_LIMIT) < len(new.text):
            raise PersonError(400, "A message has 1 to 4,096 characters.")
        unmarked = {name: value for name, value in message.body.items() if name not in ("text", "entities")}
        body = unmarked | _text(new) | {"edit_date": self._telegram.now()}
        edited = self._telegram.replace(self._chat, ChatMessage(body, from_person=True))
        self._bot.updates.add("edited_message", edited.for_bot())
        return edited

    def press(self, message_id: int, data: str) -> CallbackQuery:
        """Taps a button, whether or not the message still has it, or is still there."""
        self._must_not_block()
        message = self._chat.messages.get(message_id)
        query = CallbackQuery(
            str(self._person.id * 10**6 + self._telegram.number()),
            self._chat.id,
            message_id,
            self._telegram.clock(),
        )
        self._bot.callback_queries[query.id] = query
        gone = {"chat": self._chat.as_json, "message_id": message_id, "date": 0}  # InaccessibleMessage
        self._bot.updates.add(
            "callback_query",
            {
                "id": query.id,
                "from": self._person.as_user(),
                "message": message.for_bot() if message else gone,
                "chat_instance": str(self._bot.id * 31 + self._chat.id),
                "data": data,
            },
        )
        return query

    def send_photo(self, caption: str | None) -> ChatMessage:
        sizes = []
        for side in _PHOTO_SIDES:
            file = self._telegram.store("photos", None, "image/jpeg", "photo.jpg")
            size = {"width": side, "height": side, "file_size": side * side // 8}
            sizes.append({"file_id": file.id, "file_unique_id": file.unique_id, **size})
        return self.send({"photo": sizes, **_caption(caption)})

    def send_sticker(self) -> ChatMessage:
        file = self._telegram.store("stickers", None, "image/webp", "sticker.webp")
        ids = {"file_id": file.id, "file_unique_id": file.unique_id}
        size = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.send({"sticker": {**ids, **size, "emoji": "👍"}})

    def send_voice(self) -> ChatMessage:
        file = self._telegram.store("voice", None, "audio/ogg", "voice.oga")
        ids = {"file_id": file.id, "file_unique_id": file.unique_id}
        return self.send({"voice": {**ids, "duration": 3, "mime_type": "audio/ogg", "file_size": 12_000}})

    def send_document(self, file_name: str, mime_type: str, content: bytes, caption: str | None) -> ChatMessage:
        file = self._telegram.store("documents", content, mime_type, file_name)
        ids = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(content)}
        return self.send({"document": {"file_name": file_name, "mime_type": mime_type, **ids}, **_caption(caption)})

    def block(self, *, blocked: bool) -> None:
        """Blocks or unblocks the bot, which is told when that changes anything."""
        if self._chat.blocked == blocked:
            return
        self._chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self._bot.updates.add(
            "my_chat_member",
            {
                "chat": self._chat.as_json,
                "from": self._person.as_user(),
                "date": self._telegram.now(),
                "old_chat_member": self._membership(old),
                "new_chat_member": self._membership(new),
            },
        )

    def _membership(self, status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": self._bot.as_user(), "status": status, **until}

    def _message(self, message_id: int) -> ChatMessage:
        if message_id not in self._chat.messages:
            raise PersonError(404, f"There is no message {message_id} in this chat.")
        return self._chat.messages[message_id]

    def _must_not_block(self) -> None:
        if self._chat.blocked:
            raise PersonError(403, "You have blocked this bot; unblock it first.")


def _text(text: FormattedText) -> Json:
    return {"text": text.text} | ({"entities": list(text.entities)} if text.entities else {})


def _caption(caption: str | None) -> Json:
    if not caption:
        return {}
    typed = as_people_type(caption)
    return {"caption": typed.text} | ({"caption_entities": list(typed.entities)} if typed.entities else {})


def _split(text: str) -> list[str]:
    """Parts of at most 4,096 UTF-16 code units, cut at the end of a line or a word where there is one."""
    parts = []
    rest = text.strip()
    while rest:
        end = cut_at(rest, TEXT_LIMIT)
        if end < len(rest):
            space = max(rest.rfind("\n", 0, end + 1), rest.rfind(" ", 0, end + 1))
            end = space if space > 0 else end
        parts.append(rest[:end])
        rest = rest[end:].lstrip()
    return parts
