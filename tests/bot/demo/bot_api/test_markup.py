import json
from pathlib import Path
from typing import Any

import pytest

from bot.demo.bot_api.errors import ApiError
from bot.demo.bot_api.formatting import as_people_type
from bot.demo.bot_api.html import parse_html
from bot.demo.bot_api.markdown import parse_markdown

_SHARED = Path(__file__).parents[5] / "shared/data/open"
_PROBLEM = "Bad Request: can't parse entities: "


def shared(name: str) -> list[dict[str, Any]]:
    path = _SHARED / name
    if not path.exists():
        pytest.skip(f"{name}: the public data is not next to this checkout")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_html_is_accepted_and_refused_as_telegram_does() -> None:
    for case in shared("telegram_html.jsonl"):
        try:
            found: dict[str, Any] = {"ok": True, "plain": parse_html(case["text"])[0]}
        except ApiError as error:
            found = {"ok": False, "error": error.description.removeprefix(_PROBLEM)}
        assert found == case["expected"], case["id"]


def test_commands_are_found_as_telegram_does() -> None:
    for case in shared("telegram_entities.jsonl"):
        if case["kind"] == "bot_command":
            typed = as_people_type(case["text"])
            found = [typed.text[e["offset"] : e["offset"] + e["length"]] for e in typed.entities]
            assert found == case["expected"], case["id"]


@pytest.mark.parametrize(
    ("markup", "plain", "entities"),
    [
        ("<b>😀</b>x<i>y</i>", "😀xy", [("bold", 0, 2), ("italic", 3, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<u>a</u><s>b</s><code>c</code>", "abc", [("underline", 0, 1), ("strikethrough", 1, 1), ("code", 2, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("a &lt; b &amp; c &#8364; &#x20ac;", "a < b & c € €", []),
        ("<b></b>a", "a", []),
    ],
)
def test_html_becomes_text_and_entities(markup: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    text, found = parse_html(markup)
    assert text == plain
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_html_tags_carry_their_details() -> None:
    assert parse_html('<a href="https://example.com/?a=1&amp;b=2">x</a>')[1][0]["url"] == "https://example.com/?a=1&b=2"
    assert parse_html("<a>example.com</a>")[1][0]["url"] == "example.com"
    assert parse_html('<pre><code class="language-py">x</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "py"}
    ]
    assert parse_html('<tg-emoji emoji-id="5">👍</tg-emoji>')[1][0]["custom_emoji_id"] == "5"


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("😀<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
def test_html_that_cannot_be_parsed_is_refused(markup: str, problem: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(markup)
    assert refused.value.description == _PROBLEM + problem
    assert refused.value.rule == "markup"


@pytest.mark.parametrize(
    ("markup", "plain", "entities"),
    [
        ("*😀* _y_", "😀 y", [("bold", 0, 2), ("italic", 3, 1)]),
        ("__u__ ~s~ ||p||", "u s p", [("underline", 0, 1), ("strikethrough", 2, 1), ("spoiler", 4, 1)]),
        (r"1\.5 \- \*", "1.5 - *", []),
        ("`a*b`", "a*b", [("code", 0, 3)]),
        ("```py\nx = 1\n```", "x = 1\n", [("pre", 0, 6)]),
        ("[x](https://example.com)", "x", [("text_link", 0, 1)]),
        ("![👍](tg://emoji?id=5)", "👍", [("custom_emoji", 0, 2)]),
        (">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 4)]),
    ],
)
def test_markdown_becomes_text_and_entities(markup: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    text, found = parse_markdown(markup)
    assert text == plain
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
        ("a]", "Character ']' is reserved and must be escaped with the preceding '\\'"),
        ("😀*x", "Can't find end of Bold entity at byte offset 4"),
        ("*a _b*", "Can't find end of Italic entity at byte offset 3"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("[x](y", "Can't find end of TextUrl entity at byte offset 0"),
        ("![x](y)", "Custom emoji URL must have an emoji identifier"),
    ],
)
def test_markdown_that_cannot_be_parsed_is_refused(markup: str, problem: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_markdown(markup)
    assert refused.value.description == _PROBLEM + problem


def test_what_people_type_is_never_markup() -> None:
    assert as_people_type("<b>2 * kopi_susu</b>").entities == ()


def test_control_characters_do_not_survive() -> None:
    assert as_people_type("a\tb\rc\x00d\u202ee").text == "a bc de"
