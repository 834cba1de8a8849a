"""The words, one file per language, and how a screen becomes plain text with buttons."""

from conversations.texts import en
from conversations.texts import id as indonesian
from conversations.texts.words import Words

LANGUAGES: dict[str, str] = {"en": "English", "id": "Bahasa Indonesia"}
"""The languages spoken here, with their own names."""

WORDS: dict[str, Words] = {"en": en.WORDS, "id": indonesian.WORDS}


def language_of(code: str | None, default: str) -> str:
    """The language to speak with somebody whose client says `code` ("id", "en-GB", None)."""
    spoken = (code or "").partition("-")[0].casefold()
    return spoken if spoken in LANGUAGES else default
