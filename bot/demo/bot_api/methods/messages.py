"""Messages a bot sends, edits and deletes."""

from typing import Any

from bot.demo.bot_api.errors import bad_request
from bot.demo.bot_api.formatting import FormattedText, checked_caption, checked_text, formatted
from bot.demo.bot_api.keyboards import checked_inline_markup, checked_markup
from bot.demo.bot_api.local_telegram import TYPING_SECONDS
from bot.demo.bot_api.methods.call import Call
from bot.demo.bot_api.parameters import Upload, as_integer
from bot.demo.bot_api.people import Chat, ChatMessage

Json = dict[str, Any]

_DELETABLE_SECONDS = 48 * 3600  # deleteMessage's page
_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "record_audio",
        "upload_audio",
    ]
)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def send_message(call: Call) -> Json:
    chat = call.writable_chat()
    text = checked_text(formatted(call.get("text"), call.get("parse_mode"), call.get("entities")))
    return _send(call, chat, _content("text", text))


async def send_document(call: Call) -> Json:
    chat = call.writable_chat()
    document, caption = call.get("document"), _caption(call)
    if isinstance(document, Upload):
        file = call.telegram.store("documents", document.content, document.mime_type, document.file_name)
        size = {"file_size": len(document.content)}
        described = {"file_name": document.file_name, "mime_type": document.mime_type, **size}
    elif call.text("document") in call.telegram.files:
        file, described = call.telegram.files[call.text("document")], {}
    else:
        raise bad_request("there is no document in the request", "no-file")
    ids = {"file_id": file.id, "file_unique_id": file.unique_id}
    return _send(call, chat, {"document": {**described, **ids}, **caption})


async def send_photo(call: Call) -> Json:
    chat = call.writable_chat()
    photo, caption = call.get("photo"), _caption(call)
    if isinstance(photo, Upload):
        file = call.telegram.store("photos", photo.content, photo.mime_type, photo.file_name)
    elif call.text("photo") in call.telegram.files:
        file = call.telegram.files[call.text("photo")]
    else:
        raise bad_request("there is no photo in the request", "no-file")
    size = {"file_id": file.id, "file_unique_id": file.unique_id, "width": 320, "height": 320}
    return _send(call, chat, {"photo": [size], **caption})


async def edit_message_text(call: Call) -> Json:
    chat, message = _own_message(call)
    text = checked_text(formatted(call.get("text"), call.get("parse_mode"), call.get("entities")))
    markup = checked_inline_markup(call.get("reply_markup"))
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    unmarked = {name: value for name, value in message.body.items() if name not in ("text", "entities")}
    return _edit(call, chat, message, ChatMessage(unmarked | _content("text", text), False, markup))  # noqa: FBT003


async def edit_message_reply_markup(call: Call) -> Json:
    chat, message = _own_message(call)
    markup = checked_inline_markup(call.get("reply_markup"))
    return _edit(call, chat, message, ChatMessage(message.body, False, markup))  # noqa: FBT003


async def delete_message(call: Call) -> bool:
    chat = call.chat()
    message = call.message(chat, "message to delete not found")
    if call.telegram.clock() - message.body["date"] > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    call.telegram.remove(chat, message.id)
    return True


async def send_chat_action(call: Call) -> bool:
    chat = call.writable_chat()
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request", "action")
    chat.typing_until = call.telegram.clock() + TYPING_SECONDS
    call.telegram.tell(chat.id, {"type": "typing"})
    return True


def _send(call: Call, chat: Chat, content: Json) -> Json:
    markup = checked_markup(call.get("reply_markup"))
    reply = _replied(call, chat)
    call.count_message(chat)
    return call.telegram.post(chat, call.bot.as_user(), {**reply, **content}, markup).for_bot()


def _replied(call: Call, chat: Chat) -> Json:
    wanted = call.get("reply_parameters")
    if wanted is None:
        return {}
    if not isinstance(wanted, dict):
        raise bad_request("can't parse reply parameters JSON object", "reply-parameters")
    number = as_integer(wanted.get("message_id"))
    if number in chat.messages:
        original = chat.messages[number].for_bot()
        return {"reply_to_message": {n: v for n, v in original.items() if n != "reply_to_message"}}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _own_message(call: Call) -> tuple[Chat, ChatMessage]:
    chat = call.chat()
    message = call.message(chat, "message to edit not found")
    if message.from_person:
        raise bad_request("message can't be edited", "not-own-message")
    return call.writable_chat(), message


def _edit(call: Call, chat: Chat, old: ChatMessage, new: ChatMessage) -> Json:
    if (_shown(old), old.markup) == (_shown(new), new.markup):
        raise bad_request(_NOT_MODIFIED)
    call.count_message(chat)
    edited = ChatMessage(new.body | {"edit_date": call.telegram.now()}, new.from_person, new.markup)
    return call.telegram.replace(chat, edited).for_bot()


def _shown(message: ChatMessage) -> tuple[object, object]:
    return message.body.get("text"), message.body.get("entities")


def _caption(call: Call) -> Json:
    marked = formatted(call.get("caption"), call.get("parse_mode"), call.get("caption_entities"))
    return _content("caption", checked_caption(marked)) if marked.text else {}


def _content(name: str, text: FormattedText) -> Json:
    """`name` is "text" or "caption"; their entities' names differ too."""
    entities = "entities" if name == "text" else "caption_entities"
    return {name: text.text} | ({entities: list(text.entities)} if text.entities else {})
