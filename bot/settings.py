"""The settings, read from the environment and `.env` and checked at start."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import httpx
from babel.numbers import list_currencies
from phonenumbers import SUPPORTED_REGIONS
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as SettingsErrorOfPydantic

from conversations.texts import LANGUAGES

PREFIX = "ORDERDESK_"
HIGHEST_PORT = 65_535


class SettingsError(Exception):
    """Settings that can't be used: one clear line for each mistake."""


class DeskSettings(BaseSettings):
    """What every command needs."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Path("./data")
    region: str = "ID"
    currency: str = "IDR"
    language: str = "en"

    @field_validator("region")
    @classmethod
    def _known_region(cls, value: str) -> str:
        value = value.upper()
        if value not in SUPPORTED_REGIONS:
            raise ValueError("must be a country's two-letter code, for example ID")
        return value

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, value: str) -> str:
        value = value.upper()
        if value not in list_currencies():
            raise ValueError("must be a currency's three-letter code, for example IDR")
        return value

    @field_validator("language")
    @classmethod
    def _spoken_language(cls, value: str) -> str:
        if value.lower() not in LANGUAGES:
            raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
        return value.lower()


class ShopSettings(DeskSettings):
    """What commands that speak to the shop's API need."""

    orders_api_url: str = "https://api.bitbybit.studio/customer/open/v1"
    orders_api_key: SecretStr
    orders_api_key_header: str = "x-api-key"

    @field_validator("orders_api_url", mode="after")
    @classmethod
    def _is_address(cls, value: str) -> str:
        return _address(value)

    @field_validator("orders_api_key")
    @classmethod
    def _one_printable_line(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[\x21-\x7e]+", value.get_secret_value()):
            raise ValueError("must be one line of printable characters without spaces")
        return value

    @field_validator("orders_api_key_header")
    @classmethod
    def _header_name(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", value):
            raise ValueError("must be the name of an HTTP header, for example x-api-key")
        return value


class InviteSettings(DeskSettings):
    """What `orderdesk invite` needs: beside a running bot, no more than where its data is."""

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"

    @field_validator("telegram_api_url")
    @classmethod
    def _is_telegram_address(cls, value: str) -> str:
        return _address(value)


class Settings(ShopSettings):
    """What the running bot needs. Seconds, minutes and days as the names say."""

    telegram_token: SecretStr
    telegram_api_url: str = "https://api.telegram.org"
    owners: Annotated[tuple[int, ...], NoDecode] = ()
    single_name_last: str = Field(default="-", max_length=50)
    quiet_seconds: float = Field(default=120, ge=0, le=86_400)
    pause_minutes: float = Field(default=15, ge=0, le=1_440)
    updates_per_minute: int = Field(default=120, ge=10, le=10_000)
    keep_messages_days: float = Field(default=7, ge=1, le=3_650)
    keep_drafts_days: float = Field(default=30, ge=1, le=3_650)

    @field_validator("telegram_api_url")
    @classmethod
    def _is_telegram_address(cls, value: str) -> str:
        return _address(value)

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_token(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError("must look like 123456789:AAH…, as BotFather gives it")
        return value

    @field_validator("owners", mode="before")
    @classmethod
    def _user_ids(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        if not all(re.fullmatch(r"[0-9]{1,15}", part) for part in ids):
            raise ValueError("must be Telegram user ids, numbers separated by commas")
        return tuple(int(part) for part in ids)

    @field_validator("single_name_last")
    @classmethod
    def _not_blank(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("must not be blank: the shop's API needs a last name")
        return value.strip()


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise ValueError("must be an address that begins with http:// or https://, without ? or #")
    try:
        url = httpx.URL(value)
    except httpx.InvalidURL:
        raise ValueError("must be an address whose host and port can be read") from None
    if url.userinfo:
        raise ValueError("must be an address without a user name or password")  # it stands in logs
    if not re.fullmatch(r"[^%\[\]]+", url.host) or (url.port or 0) > HIGHEST_PORT:
        raise ValueError("must be an address whose host and port can be read")
    return value.rstrip("/")


Kind = TypeVar("Kind", bound=DeskSettings)

MISSING = {
    "telegram_token": "the bot's token, as BotFather gives it",
    "orders_api_key": "the key of the shop's Open API, from Settings > Developer",
}


def load(kind: type[Kind]) -> Kind:
    """The settings of that kind. Raises SettingsError with one line a mistake; no line holds a value."""
    try:
        return kind()
    except ValidationError as error:
        lines = [_line(str(mistake["loc"][0]), mistake["type"], mistake["msg"]) for mistake in error.errors()]
    except SettingsErrorOfPydantic as error:
        lines = [f"The settings can't be read: {error}"]
    except (OSError, ValueError):
        lines = ["The file .env can't be read: it must be text in UTF-8."]
    # Not from the error: that one quotes values.
    raise SettingsError("\n".join(lines)) from None


def unknown_names(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Names in the environment that look like settings of ours but aren't: typing mistakes, most likely."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {"ORDERDESK_BROWSER_TEST"}
    return tuple(sorted(name for name in environment if name.startswith(PREFIX) and name not in known))


def _line(field: str, kind: str, message: str) -> str:
    name = f"{PREFIX}{field}".upper()
    if kind == "missing":
        return f"{name} is missing: set it to {MISSING.get(field, 'a value')}."
    said = message.removeprefix("Value error, ").replace("Input should be", "must be").partition(", unable to")[0]
    return f"{name} {said}."
