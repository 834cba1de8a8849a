"""Text as Telegram keeps it: cleaned, trimmed, measured and marked up in UTF-16 code units."""

import re
from dataclasses import dataclass
from typing import Any

from bot.demo.bot_api.errors import bad_request
from bot.demo.bot_api.html import parse_html
from bot.demo.bot_api.markdown import parse_markdown
from bot.demo.bot_api.utf16 import utf16_length

Json = dict[str, Any]

TEXT_LIMIT = 4096  # UTF-16 code units after entities parsing, as sendMessage documents
CAPTION_LIMIT = 1024

ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_ENTITY_DETAILS = ("url", "user", "language", "custom_emoji_id", "unix_time", "date_time_format")
_NO_COMMANDS_INSIDE = frozenset({"code", "pre", "text_link", "text_mention"})

_DROPPED = re.compile("[\r\u2028-\u202e]")
_TO_SPACE = re.compile("[\x00-\x09\x0b-\x1f]")
# What shows nothing at all: a text of these alone counts as empty.
_BLANK = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff]*")
_COMMAND = re.compile(r"(?<![\w/<>@#])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")


@dataclass(frozen=True)
class FormattedText:
    """`entities` are Telegram's MessageEntity objects in the order of their offsets."""

    text: str
    entities: tuple[Json, ...] = ()


def as_people_type(text: str) -> FormattedText:
    """What Telegram makes of a text typed into a client: cleaned, its commands found."""
    cleaned = _clean(text).strip()
    return FormattedText(cleaned, tuple(_commands(cleaned, ())))


def is_blank(text: str) -> bool:
    return _BLANK.fullmatch(text) is not None


def formatted(text: object, parse_mode: object, entities: object) -> FormattedText:
    """A bot's text with its markup. Raises ApiError for markup Telegram can't parse."""
    if text is None:
        text = ""
    if not isinstance(text, str):
        text = str(text)
    marked = _marked_up(text, parse_mode, entities)
    if marked is None:
        return as_people_type(text)
    plain, given = marked
    cleaned, kept = _clean_with_entities(plain, given)
    found = _commands(cleaned, kept)
    return FormattedText(cleaned, tuple(sorted([*kept, *found], key=lambda e: (e["offset"], -e["length"]))))


def checked_text(formatted_text: FormattedText) -> FormattedText:
    """Raises ApiError unless it is 1 to 4,096 UTF-16 code units long with something to see."""
    if is_blank(formatted_text.text):
        raise bad_request("message text is empty", "text-empty")
    if utf16_length(formatted_text.text) > TEXT_LIMIT:
        raise bad_request("message is too long", "text-too-long")
    return formatted_text


def checked_caption(formatted_text: FormattedText) -> FormattedText:
    """Raises ApiError when it is longer than 1,024 UTF-16 code units; it may be empty."""
    if utf16_length(formatted_text.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long", "caption-too-long")
    return formatted_text


def _marked_up(text: str, parse_mode: object, entities: object) -> tuple[str, list[Json]] | None:
    match str(parse_mode or "").lower():
        case "html":
            return parse_html(text)
        case "markdownv2":
            return parse_markdown(text)
        case "":
            given = _given_entities(entities)
            return (text, given) if given else None
        case _:
            raise bad_request("unsupported parse_mode", "parse-mode")


def _given_entities(entities: object) -> list[Json]:
    if entities is None or entities == "":
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities JSON object", "entities")
    return [_given_entity(entity) for entity in entities]


def _given_entity(entity: object) -> Json:
    problem = "can't parse MessageEntity"
    if not isinstance(entity, dict):
        raise bad_request(f"{problem}: expected an Object", "entities")
    offset, length, kind = entity.get("offset"), entity.get("length"), entity.get("type")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request(f'{problem}: Field "offset" and "length" must be of type Number', "entities")
    if not isinstance(kind, str) or kind not in ENTITY_TYPES:
        raise bad_request(f"{problem}: Unsupported type specified", "entities")
    for needing, detail in (
        ("text_link", "url"),
        ("text_mention", "user"),
        ("custom_emoji", "custom_emoji_id"),
    ):
        if kind == needing and not entity.get(detail):
            raise bad_request(f'{problem}: Can\'t find field "{detail}"', "entities")
    return {"type": kind, "offset": offset, "length": length} | {
        detail: entity[detail] for detail in _ENTITY_DETAILS if detail in entity
    }


def _clean(text: str) -> str:
    return _TO_SPACE.sub(" ", _DROPPED.sub("", text))


def _clean_with_entities(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cleans and trims the text and moves the entities along; those left with nothing are dropped."""
    starts: dict[int, int] = {}  # UTF-16 offset of every character -> its index
    offset = 0
    for index, character in enumerate(text):
        starts[offset] = index
        offset += utf16_length(character)
    starts[offset] = len(text)

    cleaned = _clean(text)
    first = len(cleaned) - len(cleaned.lstrip())
    trimmed = cleaned.strip()
    size = utf16_length(trimmed)

    def moved(at: int) -> int:
        return min(size, max(0, utf16_length(_clean(text[: starts[at]])) - first))

    kept = []
    for entity in entities:
        begin, length = entity["offset"], entity["length"]
        _check_range(begin, length, starts, offset)
        new_begin, new_end = moved(begin), moved(begin + length)
        if new_end > new_begin:
            kept.append(entity | {"offset": new_begin, "length": new_end - new_begin})
    return trimmed, kept


def _check_range(begin: int, length: int, starts: dict[int, int], size: int) -> None:
    if begin < 0 or length < 0:
        raise bad_request(f"entity has a negative offset or length: {begin}, {length}", "entities")
    if begin + length > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {size}",
            "entities",
        )
    for at, verb in ((begin, "begins"), (begin + length, "ends")):
        if at not in starts:
            raise bad_request(
                f"entity beginning at UTF-16 offset {begin} {verb} in a middle of a UTF-16 symbol", "entities"
            )


def _commands(text: str, taken: list[Json] | tuple[Json, ...]) -> list[Json]:
    if "/" not in text:
        return []
    blocked = [range(e["offset"], e["offset"] + e["length"]) for e in taken if e["type"] in _NO_COMMANDS_INSIDE]
    found = []
    for match in _COMMAND.finditer(text):
        offset = utf16_length(text[: match.start()])
        if not any(offset in span for span in blocked):
            found.append({"type": "bot_command", "offset": offset, "length": len(match.group())})
    return found
