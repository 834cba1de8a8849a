"""A Bot API on loopback: Telegram's methods, updates and rules, for the demo and the tests."""

from bot.demo.bot_api.app import create_app, serving_telegram
from bot.demo.bot_api.local_telegram import LocalTelegram

__all__ = ["LocalTelegram", "create_app", "serving_telegram"]
