"""parse_mode MarkdownV2: every reserved character is markup or must be escaped."""

import re
from dataclasses import dataclass
from typing import Any

from bot.demo.bot_api.errors import ApiError, bad_request
from bot.demo.bot_api.utf16 import utf16_length

Json = dict[str, Any]

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")  # as the Bot API's page lists them
_STYLES = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
_STYLE = re.compile(r"__|\|\||[*_~]")
_CODE = re.compile(r"```(?:([^\s`\\]+)\n|\n)?|`")
_TITLES = {"text_link": "TextUrl", "custom_emoji": "CustomEmoji"}


@dataclass(frozen=True)
class _Open:
    mark: str
    kind: str
    offset: int  # in the plain text, UTF-16
    at: int  # in the markup


def parse_markdown(markup: str) -> tuple[str, list[Json]]:
    """The plain text and its entities. Raises ApiError "can't parse entities: …"."""
    return _Parser(markup).parse()


class _Parser:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._plain: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self._at < len(self._markup):
            character = self._markup[self._at]
            if character == "\\" and self._at + 1 < len(self._markup) and self._markup[self._at + 1].isascii():
                self._put(self._markup[self._at + 1])
                self._at += 2
            elif character == "`":
                self._code()
            elif character in "[]" or self._markup.startswith("![", self._at):
                self._link()
            elif character == ">" and self._starts_line():
                self._quote()
            elif style := _STYLE.match(self._markup, self._at):
                self._style(style.group())
            elif character in _RESERVED:
                raise _cannot_parse(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
            else:
                self._put(character)
                self._at += 1
                if character == "\n":
                    self._end_quote_unless_it_goes_on()
        if self._open and self._open[-1].kind == "blockquote":
            self._end(self._open.pop())
        if self._open:
            raise self._without_end(self._open[-1])
        self._entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self._plain), self._entities

    def _put(self, text: str) -> None:
        self._plain.append(text)
        self._length += utf16_length(text)

    def _style(self, mark: str) -> None:
        self._at += len(mark)
        if self._open and self._open[-1].mark == mark:
            self._end(self._open.pop())
            return
        if any(opened.mark == mark for opened in self._open):
            raise self._without_end(self._open[-1])
        self._open.append(_Open(mark, _STYLES[mark], self._length, self._at - len(mark)))

    def _code(self) -> None:
        begin = self._at
        fence = _CODE.match(self._markup, begin)
        is_block = self._markup.startswith("```", begin)
        mark = "```" if is_block else "`"
        opened = _Open(mark, "pre" if is_block else "code", self._length, begin)
        self._at = fence.end() if fence else begin + len(mark)
        while not self._markup.startswith(mark, self._at):
            if self._at >= len(self._markup):
                raise self._without_end(opened)
            if self._markup[self._at] == "\\" and self._at + 1 < len(self._markup):
                self._at += 1
            self._put(self._markup[self._at])
            self._at += 1
        self._at += len(mark)
        language = fence.group(1) if fence else None
        self._end(opened, **({"language": language} if language else {}))

    def _link(self) -> None:
        if self._markup[self._at] != "]":
            is_emoji = self._markup[self._at] == "!"
            kind = "custom_emoji" if is_emoji else "text_link"
            self._open.append(_Open("[", kind, self._length, self._at))
            self._at += 1 + is_emoji
            return
        if not self._open or self._open[-1].mark != "[":
            raise _cannot_parse("Character ']' is reserved and must be escaped with the preceding '\\'")
        opened = self._open.pop()
        target = re.compile(r"\]\(((?:\\.|[^)\\])*)\)").match(self._markup, self._at)
        if target is None:
            raise self._without_end(opened)
        url = re.sub(r"\\(.)", r"\1", target.group(1))
        self._at = target.end()
        if opened.kind == "custom_emoji":
            number = url.removeprefix("tg://emoji?id=")
            if not number.isdecimal():
                raise _cannot_parse("Custom emoji URL must have an emoji identifier")
            self._end(opened, custom_emoji_id=number)
        elif "." in url or "://" in url:
            self._end(opened, url=url)

    def _starts_line(self) -> bool:
        return self._at == 0 or self._markup[self._at - 1] == "\n"

    def _quote(self) -> None:
        if not any(opened.kind == "blockquote" for opened in self._open):
            self._open.append(_Open(">", "blockquote", self._length, self._at))
        self._at += 1

    def _end_quote_unless_it_goes_on(self) -> None:
        if self._open and self._open[-1].kind == "blockquote" and self._markup[self._at : self._at + 1] != ">":
            self._end(self._open.pop())

    def _end(self, opened: _Open, **details: str) -> None:
        if self._length > opened.offset:
            size = self._length - opened.offset
            self._entities.append({"type": opened.kind, "offset": opened.offset, "length": size} | details)

    def _without_end(self, opened: _Open) -> ApiError:
        title = _TITLES.get(opened.kind, opened.kind.title())
        offset = len(self._markup[: opened.at].encode())
        return _cannot_parse(f"Can't find end of {title} entity at byte offset {offset}")


def _cannot_parse(problem: str) -> ApiError:
    return bad_request(f"can't parse entities: {problem}", "markup")
