"""Addresses: reading one from what people type, and saying what an order still needs."""

from dataclasses import dataclass, replace

from conversations.address_parts import MOST_CHARACTERS, take_address
from conversations.address_words import POSTCODE_LABEL
from conversations.characters import level
from conversations.context import Places
from conversations.countries import postcode_example, postcode_patterns
from conversations.order import Address
from conversations.phones import without_phones
from conversations.questions import AddressPart

# What `POST /orders` requires, in the order in which it is asked for.
REQUIRED_PARTS: tuple[AddressPart, ...] = ("street", "city", "province", "postcode")
_LONGEST_SHOWN = 60
_LONGEST_POSTCODE = 10


@dataclass(frozen=True, slots=True)
class PostcodeProblem:
    """`typed` is no postcode of `country`; `example` is one, empty where none is known."""

    typed: str
    country: str
    example: str


def missing_parts(address: Address) -> tuple[AddressPart, ...]:
    """The parts that an order needs and the address lacks, in the order in which to ask for them."""
    return tuple(part for part in REQUIRED_PARTS if not getattr(address, part))


def check_postcode(text: str, country: str) -> str | PostcodeProblem:
    """The postcode as the country writes it. Where its form isn't known, up to ten characters are accepted."""
    typed = text.strip()
    code = POSTCODE_LABEL.sub("", level(typed[:_LONGEST_SHOWN]), count=1).strip(" .,:;").upper()
    patterns = postcode_patterns(country)
    for spelling in (code, code.replace(" ", "")):
        if patterns and any(pattern.fullmatch(spelling) for pattern in patterns):
            return spelling
    if not patterns and 0 < len(code) <= _LONGEST_POSTCODE and code.replace(" ", "").replace("-", "").isalnum():
        return code
    shown = typed if len(typed) <= _LONGEST_SHOWN else typed[: _LONGEST_SHOWN - 1] + "…"
    return PostcodeProblem(shown, country.upper(), postcode_example(country))


def with_part(address: Address, part: AddressPart, value: str) -> Address:
    """`address` with a part that a person gave."""
    filled = tuple(name for name in address.filled if name != part)
    changed: dict[str, str] = {part: value}
    return replace(address, **changed, filled=filled)


def read_address(text: str, places: Places, region: str, known: Address) -> Address:
    """Reads an address, or some of its parts, and returns `known` with them.

    What isn't understood changes nothing. `filled` names the parts that follow from others: the province of a city that
    lies in one province only, and both in a city-state.
    """
    country = known.country or region
    return with_parts(
        known,
        take_address(without_phones(text[:MOST_CHARACTERS], country), places, country, whole=True).address,
        region,
    )


def with_parts(known: Address, read: Address, region: str) -> Address:
    """`known` with the parts that `read` has. A province that was filled from a city goes when the city changes."""
    country = known.country or region.upper()
    if read == Address():
        return known
    typed = {
        part: value
        for part in ("street", "area", "city", "province", "postcode")
        if (value := getattr(read, part)) and part not in read.filled
    }
    filled = {part: getattr(read, part) for part in read.filled}
    merged = replace(known, country=country, **typed)
    still = [part for part in known.filled if part not in typed]
    if "city" in typed and typed["city"] != known.city and "province" in still:
        merged, still = replace(merged, province=""), [part for part in still if part != "province"]
    # A province that a person typed outlives a part that would only follow.
    new = {part: value for part, value in filled.items() if not getattr(merged, part)}
    return replace(merged, filled=(*still, *new), **new)
