"""The words: both languages say the same things, nothing is missing and nothing is left over."""

import ast
import string
from pathlib import Path

import pytest

from conversations.buttons import decode
from conversations.order import State
from conversations.screens import Button, Screen, text, verbatim
from conversations.texts import LANGUAGES, WORDS, language_of
from conversations.texts.render import LONGEST_LABEL, render

ROOT = Path(__file__).parents[2]
# What stands in the braces of a key such as f"problem.{kind}".
FILLED_IN = {
    "state.": [state for state in State if state not in (State.OPEN, State.CREATED)],
    "short.": [state for state in State if not state.ended],
    "region.": ["ID"],
    "card.filled.": [
        *("city", "province", "postcode", "city_province", "city_postcode", "province_postcode"),
        "city_province_postcode",
    ],
}


def forms(language: str, key: str) -> list[str]:
    words = WORDS[language][key]
    return [words] if isinstance(words, str) else list(words.values())


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def said() -> tuple[set[str], set[str]]:
    """Every string of the sources that may be a key, and every beginning of a key that is filled in."""
    keys: set[str] = set()
    beginnings: set[str] = set()
    for file in (*(ROOT / "conversations").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        if file.parent.name == "texts":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str() as value):
                    keys.add(value)
                case ast.JoinedStr(values=[ast.Constant(value=str() as value), *_]):
                    beginnings.add(value)
    return keys, beginnings


def calls_of_text() -> list[tuple[str, set[str]]]:
    """Every text("key", name=…) of the sources, with the names of its arguments."""
    found = []
    for file in (*(ROOT / "conversations").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="text"), args=[ast.Constant(value=str() as key), *_], keywords=keywords):
                    found.append((key, {keyword.arg or "" for keyword in keywords}))
    return found


def test_the_languages_have_the_same_keys() -> None:
    assert all(set(WORDS[language]) == set(WORDS["en"]) for language in LANGUAGES)


@pytest.mark.parametrize("key", sorted(WORDS["en"]))
def test_the_languages_fill_the_same_gaps(key: str) -> None:
    gaps = {frozenset().union(*map(placeholders, forms(language, key))) for language in LANGUAGES}
    assert len(gaps) == 1
    plural = {isinstance(WORDS[language][key], dict) for language in LANGUAGES}
    assert len(plural) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_says_something(language: str) -> None:
    assert all(words.strip() == words != "" for key in WORDS[language] for words in forms(language, key))


@pytest.mark.parametrize(("key", "names"), calls_of_text())
def test_every_text_that_is_shown_has_words_and_all_that_they_need(key: str, names: set[str]) -> None:
    gaps = {name for words in forms("en", key) for name in placeholders(words)}
    assert gaps <= names
    if isinstance(WORDS["en"][key], dict):
        assert "count" in names


def test_no_words_are_left_over() -> None:
    keys, beginnings = said()
    prefixes = tuple(begin for begin in beginnings if begin.endswith((".", "_")))
    suffixes = (".after_all",)
    unused = {
        key
        for key in WORDS["en"]
        if key not in keys and not key.startswith(prefixes) and not (key.endswith(suffixes) and key in WORDS["en"])
    }
    assert unused == set()


@pytest.mark.parametrize(("beginning", "ends"), FILLED_IN.items())
def test_keys_that_are_filled_in_have_words(beginning: str, ends: list[str]) -> None:
    assert all(f"{beginning}{end}" in WORDS["en"] for end in ends)
    assert {key for key in WORDS["en"] if key.startswith(beginning)} == {f"{beginning}{end}" for end in ends}


@pytest.mark.parametrize(
    ("code", "spoken"), [("id", "id"), ("en-GB", "en"), ("ID-id", "id"), ("zh", "en"), (None, "en")]
)
def test_the_language_is_the_clients_where_it_is_spoken_here(code: str | None, spoken: str) -> None:
    assert language_of(code, "en") == spoken


def test_a_message_that_is_too_long_keeps_its_question_and_counts_as_telegram_does() -> None:
    long = [verbatim("😀" * 3_000), verbatim("b" * 3_000, "quiet"), text("ask.review", "quiet")]
    shown = render(Screen(tuple(long)), "en", "ID")
    assert len(shown.text.encode("utf-16-le")) // 2 <= 4_096
    assert shown.text.endswith("Is everything right?")
    last = shown.styled[-1]
    assert shown.text[last.start : last.end] == "Is everything right?"


def test_a_single_paragraph_that_is_too_long_is_cut_in_the_middle() -> None:
    shown = render(Screen((verbatim("begin " + "x" * 9_000 + " end"),)), "en", "ID")
    assert shown.text.startswith("begin x")
    assert shown.text.endswith("x end")


@pytest.mark.parametrize("words", ["", " ", "\n\t", "x" * 100, "two\nlines"])
def test_a_label_is_one_line_of_one_to_sixty_characters(words: str) -> None:
    shown = render(Screen((verbatim("?"),), ((Button(verbatim(words), "create"),),)), "en", "ID", draft="d", revision=3)
    ((label, data),) = shown.buttons[0]
    assert 1 <= len(label.strip()) <= LONGEST_LABEL
    assert "\n" not in label
    assert decode(data) is not None


def test_what_people_write_is_never_filled_in_or_markup() -> None:
    words = "{name} {0} %s *a* _b_ <b>c</b> [d](e) `f`"
    shown = render(Screen((text("problem.not_understood", typed=words),)), "en", "ID")
    assert words in shown.text
    assert shown.styled == ()
