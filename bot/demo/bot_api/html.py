"""parse_mode HTML, with the tags, the tolerance and the refusals Telegram's own parser shows."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.demo.bot_api.errors import ApiError, bad_request
from bot.demo.bot_api.utf16 import utf16_length

Json = dict[str, Any]

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,10})|(lt|gt|amp|quot));?")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]+")
_DATE_FORMAT = re.compile(r"r|[tTdDwW]*", re.ASCII)
_LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True)
class _Tag:
    name: str
    begin: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(markup: str) -> tuple[str, list[Json]]:
    """The plain text and its entities. Raises ApiError "can't parse entities: …"."""
    return _Parser(markup).parse()


class _Parser:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._plain: list[str] = []
        self._length = 0  # UTF-16 code units in _plain
        self._open: list[_Tag] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self._at < len(self._markup):
            match self._markup[self._at]:
                case "<" if self._markup.startswith("</", self._at):
                    self._end_tag()
                case "<":
                    self._start_tag()
                case _:
                    self._text()
        if self._open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        self._entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self._plain), self._entities

    def _text(self) -> None:
        end = self._markup.find("<", self._at)
        end = len(self._markup) if end < 0 else end
        self._put(_decoded(self._markup[self._at : end]))
        self._at = end

    def _put(self, text: str) -> None:
        self._plain.append(text)
        self._length += utf16_length(text)

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        name = self._word("> \t\r\n\f\v").lower()
        if self._at >= len(self._markup):
            raise _cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in _STYLES:
            raise _cannot_parse(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._here() == ">":
                break
            attribute, value = self._attribute(name, begin)
            attributes[attribute] = value
        self._at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self._open.append(_Tag(name, self._length, attributes))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        unclosed = _cannot_parse(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        name = self._word("=> \t\r\n\f\v").lower()
        if self._at >= len(self._markup):
            raise unclosed
        if not name:
            raise _cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self._skip_space()
        if self._here() != "=":
            return name, ""
        self._at += 1
        self._skip_space()
        quote = self._here()
        if not quote:
            raise unclosed
        if quote in "\"'":
            end = self._markup.find(quote, self._at + 1)
            if end < 0:
                raise _cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")
            value = _decoded(self._markup[self._at + 1 : end])
            self._at = end + 1
            return name, value
        value_begin = self._at
        found = _BARE_VALUE.match(self._markup, self._at)
        value = found.group() if found else ""
        self._at += len(value)
        if not (self._here() == ">" or self._here().isspace()):
            raise _cannot_parse(f"Unexpected end of name token at byte offset {self._byte(value_begin)}")
        return name, value.lower()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self._at += 2
        name = self._word("> \t\r\n\f\v").lower()
        self._skip_space()
        if self._here() != ">":
            raise _cannot_parse(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self._at += 1
        tag = self._open.pop()
        if name and name != tag.name:
            raise _cannot_parse(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{tag.name}>", found "</{name}>"'
            )
        self._close(tag)

    def _close(self, tag: _Tag) -> None:
        details = _details(tag, "".join(self._plain), self._open)
        if details is not None and self._length > tag.begin:
            size = self._length - tag.begin
            self._entities.append({"type": _STYLES[tag.name], "offset": tag.begin, "length": size} | details)

    def _word(self, ends: str) -> str:
        begin = self._at
        while self._at < len(self._markup) and self._markup[self._at] not in ends:
            self._at += 1
        return self._markup[begin : self._at]

    def _skip_space(self) -> None:
        while self._here().isspace():
            self._at += 1

    def _here(self) -> str:
        return self._markup[self._at : self._at + 1]

    def _byte(self, index: int) -> int:
        return len(self._markup[:index].encode())


def _details(tag: _Tag, plain: str, around: list[_Tag]) -> Json | None:
    """What the entity carries besides its place; None when Telegram makes no entity of the tag."""
    attributes = tag.attributes
    match tag.name:
        case "a":
            inside = plain.encode("utf-16-le")[tag.begin * 2 :].decode("utf-16-le")
            url = attributes.get("href") or inside
            return {"url": url.strip()} if "." in url or "://" in url else None
        case "blockquote" if "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        case "code" if around and around[-1].name == "pre" and around[-1].begin == tag.begin:
            language = attributes.get("class", "").removeprefix("language-")
            if language:
                around[-1].attributes["language"] = language
            return None
        case "pre" if "language" in attributes:
            return {"language": attributes["language"]}
        case "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            if not emoji.isdecimal() or int(emoji) == 0:
                raise _cannot_parse("Invalid custom emoji identifier specified")
            return {"custom_emoji_id": emoji}
        case "tg-time":
            return _date_time(attributes)
        case _:
            return {}


def _date_time(attributes: dict[str, str]) -> Json:
    unix, shape = attributes.get("unix", ""), attributes.get("format", "")
    if not unix.isdecimal():
        raise _cannot_parse("Invalid Unix time specified")
    if not _DATE_FORMAT.fullmatch(shape):
        raise _cannot_parse("Invalid date format used")
    return {"unix_time": int(unix)} | ({"date_time_format": shape} if shape else {})


def _decoded(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    hexadecimal, decimal, named = reference.groups()
    if named:
        return _NAMED[named]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < code <= _LAST_CODE_POINT and not 0xD800 <= code <= 0xDFFF  # surrogates
    return chr(code) if is_character else reference.group()


def _cannot_parse(problem: str) -> ApiError:
    return bad_request(f"can't parse entities: {problem}", "markup")
