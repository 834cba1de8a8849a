"""Whole conversations, word for word. After a wanted change, write them anew and read the difference:

ORDERDESK_WRITE_TRANSCRIPTS=1 make test ARGS=tests/transcripts
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversations.events import CustomersFound
from conversations.order import Address, Customer, Name, Phone
from tests.chat import PERSON, Chat

HERE = Path(__file__).parent
INPUTS = {"says", "taps", "edits", "to", "shop", "waits", "contact", "restarts", "sends", "chat"}
WIDTH = 8


def parts(script: str) -> Iterator[tuple[str, str]]:
    """The parts of a transcript: a word in the margin, and the lines beside it."""
    word, lines = "", []
    for line in script.splitlines():
        margin, beside = line[:WIDTH].strip(), line[WIDTH:]
        if margin:
            if word:
                yield word, "\n".join(lines)
            word, lines = margin, [beside]
        elif word and line.strip():
            lines.append(beside)
    if word:
        yield word, "\n".join(lines)


def replayed(script: str, folder: Path) -> str:
    """The transcript that the inputs of this one give now. Its first lines may name language and role.

    `chat` goes over to another person's chat, by name; whoever hasn't been there yet comes in as an agent.
    """
    settings = dict(part for part in parts(script) if part[0] in ("lang", "role"))
    chat = Chat(folder, language=settings.get("lang", "en"), role=settings.get("role", "agent"))
    chats = {chat.name: chat}
    written = [(word, [text]) for word, text in settings.items()]
    edited = ""
    for word, text in parts(script):
        if word not in INPUTS:
            continue
        chat.log.clear()
        match word:
            case "says":
                chat.says(text)
            case "taps":
                chat.taps(text)
            case "edits":
                edited = text
            case "to":
                chat.edits(edited, text)
            case "waits":
                count, unit = text.split()
                chat.waits(**{unit: float(count)})
            case "contact":
                phone, _, name = text.partition(" ")
                chat.shares_contact(phone, name)
            case "restarts":
                chat.restarts()
            case "sends":
                chat.sends(text)
            case "chat":
                if text not in chats:
                    chats[text] = Chat(folder, language=chat.language, person=PERSON + len(chats), name=text)
                chat = chats[text]
                chat.log.clear()
                chat.looks()
            case "shop":
                shop(chat, text)
        written += [(word, text.splitlines()), *chat.log]
    for each in chats.values():
        each.close()
    return "".join(shown(word, lines) for word, lines in written)


def shop(chat: Chat, text: str) -> None:
    what, *args = text.split(maxsplit=1)
    match what:
        case "sends":
            chat.shop_sends()
        case "creates" | "finds":
            number, total = args[0].split()
            chat.shop_creates(number, int(total), found=what == "finds")
        case "rejects":
            chat.shop_rejects(args[0])
        case "unreachable":
            chat.shop_is_unreachable()
        case "silent":
            chat.shop_does_not_answer()
        case "missing":
            chat.shop_does_not_find_it()
        case "knows":
            name, street = args[0].split(" | ")
            first, _, last = name.partition(" ")
            phone = chat.draft.phone or Phone("")
            address = Address(street, "", "Bandung", "Jawa Barat", "40111", "ID")
            customer = Customer("cus_1", Name(first, last), phone, (address,))
            chat.shop_knows(CustomersFound(chat.draft.id, phone.e164, (customer,)))
        case _:
            raise ValueError(text)


def shown(word: str, lines: list[str]) -> str:
    margin = f"{word:<{WIDTH}}"
    return "".join(f"{margin if at == 0 else ' ' * WIDTH}{line}".rstrip() + "\n" for at, line in enumerate(lines))


@pytest.mark.parametrize("file", sorted(HERE.glob("*.txt")), ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path, tmp_path: Path) -> None:
    written = file.read_text(encoding="utf-8")
    now = replayed(written, tmp_path)
    if os.environ.get("ORDERDESK_WRITE_TRANSCRIPTS"):
        file.write_text(now, encoding="utf-8")
    assert now == written
