"""The Bot API's methods a bot like ours uses, with every parameter their pages name."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.demo.bot_api.methods import messages, profile, receiving
from bot.demo.bot_api.methods.call import Call

__all__ = ["JSON_SERIALISED", "METHODS", "Call", "Method"]

JSON_SERIALISED = frozenset(
    [
        "entities",
        "caption_entities",
        "reply_markup",
        "reply_parameters",
        "link_preview_options",
        "suggested_post_parameters",
        "allowed_updates",
        "commands",
        "scope",
    ]
)

_SENDING = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification "
    "protect_content allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup"
)
_EDITING = "business_connection_id chat_id message_id inline_message_id reply_markup"
_FORMATTED = "text parse_mode entities link_preview_options"
_CAPTION = "caption parse_mode caption_entities"


Handler = Callable[[Call], Coroutine[Any, Any, Any]]


@dataclass(frozen=True)
class Method:
    """`name` as Telegram spells it; calls may spell it in any case. `waits`: the answer may take long."""

    name: str
    handler: Handler
    parameters: frozenset[str]
    waits: bool = False


def _method(name: str, handler: Handler, parameters: str = "", *, waits: bool = False) -> Method:
    return Method(name, handler, frozenset(parameters.split()), waits)


METHODS: dict[str, Method] = {
    method.name.lower(): method
    for method in (
        _method("getMe", profile.get_me),
        _method("logOut", profile.log_out),
        _method("close", profile.log_out),
        _method("getUpdates", receiving.get_updates, "offset limit timeout allowed_updates", waits=True),
        _method(
            "setWebhook",
            receiving.set_webhook,
            "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
        ),
        _method("deleteWebhook", receiving.delete_webhook, "drop_pending_updates"),
        _method("getWebhookInfo", receiving.get_webhook_info),
        _method("sendMessage", messages.send_message, f"{_SENDING} {_FORMATTED}"),
        _method(
            "sendDocument",
            messages.send_document,
            f"{_SENDING} {_CAPTION} document thumbnail disable_content_type_detection",
        ),
        _method(
            "sendPhoto",
            messages.send_photo,
            f"{_SENDING} {_CAPTION} photo has_spoiler show_caption_above_media",
        ),
        _method("editMessageText", messages.edit_message_text, f"{_EDITING} {_FORMATTED}"),
        _method("editMessageReplyMarkup", messages.edit_message_reply_markup, _EDITING),
        _method("deleteMessage", messages.delete_message, "chat_id message_id"),
        _method(
            "sendChatAction",
            messages.send_chat_action,
            "business_connection_id chat_id message_thread_id action",
        ),
        _method(
            "answerCallbackQuery",
            receiving.answer_callback_query,
            "callback_query_id text show_alert url cache_time",
        ),
        _method("getFile", receiving.get_file, "file_id"),
        _method("getChat", profile.get_chat, "chat_id"),
        _method("setMyCommands", profile.set_my_commands, "commands scope language_code"),
        _method("getMyCommands", profile.get_my_commands, "scope language_code"),
        _method("deleteMyCommands", profile.delete_my_commands, "scope language_code"),
        _method("setMyDescription", profile.set_my_description, "description language_code"),
        _method("setMyShortDescription", profile.set_my_short_description, "short_description language_code"),
    )
}
