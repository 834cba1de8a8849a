"""Address-book entries (vCard 2.1 to 4.0, RFC 6350) as the order message that they amount to."""

import quopri
import re
from collections.abc import Iterator

_FOLDED = re.compile(r"\r?\n[ \t]")
_SOFT_BREAK = re.compile(r"=\r?\n")
_LINE = re.compile(r"(?:[\w-]+\.)?(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:]*)?):(?P<value>.*)")
_ESCAPED = re.compile(r"\\(.)")
_PART = re.compile(r"(?<!\\);")
_END = re.compile(r"^END:VCARD\s*$", re.IGNORECASE | re.MULTILINE)
# Of RFC 6350, 6.3.1, behind the post office box.
_ADDRESS = ("", "Address", "Address", "City", "Province", "Postcode")


def is_vcard(text: str) -> bool:
    return text.lstrip().upper().startswith("BEGIN:VCARD")


def as_message(text: str) -> str:
    """The entries as labelled lines ("Name: …"), one behind the other; what has no place in an order is left out."""
    return "\n\n".join(filter(None, ("\n".join(_lines(card)) for card in _END.split(text))))


def _lines(card: str) -> Iterator[str]:
    plain = _SOFT_BREAK.sub("", card) if "QUOTED-PRINTABLE" in card.upper() else card
    found = [match for line in _FOLDED.sub("", plain).splitlines() if (match := _LINE.fullmatch(line.strip()))]
    values = [(match["name"].upper(), _value(match)) for match in found]
    names = [_plain(value) for name, value in values if name == "FN"]
    parts = [reversed([_plain(part) for part in _PART.split(value)[:2]]) for name, value in values if name == "N"]
    for name in (names or [" ".join(each) for each in parts])[:1]:
        yield f"Name: {name.strip()}"
    for name, value in values:
        match name:
            case "TEL":
                yield f"Phone: {value.removeprefix('tel:')}"
            case "ADR":
                yield from _address(value)
            case "NOTE":
                yield f"Note: {_plain(value)}"
            case _:
                pass


def _address(value: str) -> Iterator[str]:
    street: list[str] = []
    others: list[str] = []
    for label, part in zip(_ADDRESS, _PART.split(value), strict=False):
        written = _plain(part)
        if written and label == "Address":
            street.append(written)
        elif written and label:
            others.append(f"{label}: {written}")
    if street:
        yield f"Address: {', '.join(reversed(street))}"
    yield from others


def _value(match: re.Match[str]) -> str:
    if "QUOTED-PRINTABLE" not in match["parameters"].upper():
        return match["value"]
    return quopri.decodestring(match["value"].encode()).decode(errors="replace")


def _plain(value: str) -> str:
    unescaped = _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], value)
    return " ".join(unescaped.split())
