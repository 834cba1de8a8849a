"""How a bot gets its updates, answers taps and fetches files."""

from typing import Any
from urllib.parse import urlsplit

from bot.demo.bot_api.errors import bad_request
from bot.demo.bot_api.methods.call import Call
from bot.demo.bot_api.updates import conflict
from bot.demo.bot_api.utf16 import utf16_length
from bot.demo.bot_api.webhook import WebhookDelivery, WebhookSettings

Json = dict[str, Any]

_MOST_UPDATES = 100  # a getUpdates answer
_LONGEST_POLL = 50  # seconds
_MOST_CONNECTIONS = 100
_SECRET_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_SECRET_LIMIT = 256
_TAP_SECONDS = 15  # how long a tap can be answered
_ANSWER_LIMIT = 200
_LARGEST_FILE = 20 * 1024 * 1024  # bytes; getFile's page
_WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(call: Call) -> list[Json]:
    call.telegram.use(call.bot)
    if call.bot.webhook is not None:
        raise conflict(_WEBHOOK_IS_ACTIVE)
    _remember_allowed(call)
    limit = call.integer("limit", _MOST_UPDATES)
    return await call.bot.updates.poll(
        offset=call.integer("offset", 0),
        limit=limit if 1 <= limit <= _MOST_UPDATES else _MOST_UPDATES,
        wait=max(0, min(_LONGEST_POLL, call.integer("timeout", 0))),
    )


async def set_webhook(call: Call) -> bool:
    call.telegram.use(call.bot)
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return await delete_webhook(call)
    if not _is_allowed(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook", "webhook")
    if not (set(secret) <= _SECRET_CHARACTERS and len(secret) <= _SECRET_LIMIT):
        raise bad_request("secret token contains unallowed characters", "webhook")
    connections = call.integer("max_connections", WebhookSettings.max_connections)
    settings = WebhookSettings(url, secret, max(1, min(_MOST_CONNECTIONS, connections)))
    await _end_webhook(call)
    _remember_allowed(call)
    call.bot.updates.end_poller(conflict("terminated by setWebhook request"))
    call.bot.webhook = WebhookDelivery(settings, call.bot.updates)
    return True


async def delete_webhook(call: Call) -> bool:
    await _end_webhook(call)
    return True


async def get_webhook_info(call: Call) -> Json:
    webhook, updates = call.bot.webhook, call.bot.updates
    info: Json = {
        "url": webhook.settings.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if webhook:
        info["max_connections"] = webhook.settings.max_connections
        if webhook.last_error:
            info["last_error_message"] = webhook.last_error
            info["last_error_date"] = call.telegram.now()
    if updates.allowed:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


async def answer_callback_query(call: Call) -> bool:
    text = call.text("text")
    if utf16_length(text) > _ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG", "answer-too-long")
    query = call.bot.callback_queries.get(call.text("callback_query_id"))
    if query is None or query.answered or call.telegram.clock() - query.at > _TAP_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    answered = {"type": "answered", "callback_query_id": query.id, "message_id": query.message_id}
    shown = {"text": text} if text else {}
    call.telegram.tell(query.chat_id, {**answered, **shown, "show_alert": call.flag("show_alert")})
    return True


async def get_file(call: Call) -> Json:
    file = call.telegram.files.get(call.text("file_id"))
    if file is None or file.content is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > _LARGEST_FILE:
        raise bad_request("file is too big")
    return file.as_json()


def _remember_allowed(call: Call) -> None:
    allowed = call.get("allowed_updates")
    if isinstance(allowed, list):
        call.bot.updates.allowed = frozenset(map(str, allowed))
    elif allowed is not None:
        raise bad_request("can't parse allowed updates JSON object", "allowed-updates")


async def _end_webhook(call: Call) -> None:
    if call.bot.webhook:
        await call.bot.webhook.stop()
        call.bot.webhook = None
    if call.flag("drop_pending_updates"):
        call.bot.updates.drop_pending()


def _is_allowed(url: str) -> bool:
    """HTTPS as Telegram demands; plain HTTP to this machine only, which is where tests run."""
    parts = urlsplit(url)
    is_here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_here))
