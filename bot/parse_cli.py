"""The command `orderdesk parse`: reads order messages as the chat does, for owners to try before they trust it."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, TextIO

from pydantic import BaseModel, StringConstraints, ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from conversations.context import Catalogue
from conversations.intake import Reading, read
from conversations.intake.reading import ReadItem
from storage.catalogue import CatalogueFileError, CatalogueReader, build, read_catalogue
from storage.places import Regions

Reads = Callable[[str, str | None], Reading]

DONE, FAILED, UNUSABLE = 0, 1, 2
EMPTY = (
    "The catalogue is empty. Fill it with: orderdesk catalogue sync, or: orderdesk catalogue import FILE,"
    " or name a file: --catalogue FILE"
)
HINT = 'Type JSON lines like {"text": "2 croissant"}, and end with Ctrl-D; or give the text: orderdesk parse "…"'


class Asked(BaseModel):
    """A line to be read. `region` is ISO 3166-1 alpha-2; without it, the desk's own."""

    id: str | int | None = None
    text: str
    region: Annotated[str, StringConstraints(pattern="^[A-Za-z]{2}$")] | None = None


def run_parse(
    data_dir: Path,
    text: str | None,
    *,
    region: str,
    catalogue: Path | None = None,
    out: TextIO | None = None,
    errors: TextIO | None = None,
    lines: TextIO | None = None,
) -> int:
    """Shows what is read from `text`, as a table.

    Without `text`: reads a JSON object as `Asked` from each of `lines` and answers each with a line of JSON, as
    `as_plain` makes it. `catalogue` is a file to use in place of the desk's products, which stay as they are.
    Returns 0; 1 where there are no products; 2 for a file or a line that can't be used.
    """
    out, errors = out or sys.stdout, errors or sys.stderr
    try:
        with _catalogue(data_dir, catalogue) as products, closing(Regions.load(data_dir)) as places:
            if not products.size():
                return _say(errors, EMPTY, FAILED)

            def read_one(words: str, country: str | None) -> Reading:
                return read(words, catalogue=products, places=places, region=country or region)

            if text is not None:
                _show(read_one(text, None), products, Console(file=out))
                return DONE
            lines = lines or sys.stdin
            if lines.isatty():
                _say(errors, HINT, DONE)
            return _answer_lines(read_one, lines, out, errors)
    except CatalogueFileError as error:
        return _say(errors, str(error), UNUSABLE)


@contextmanager
def _catalogue(data_dir: Path, file: Path | None) -> Iterator[CatalogueReader]:
    """The desk's products, or a file's in a folder that is gone afterwards. Raises CatalogueFileError."""
    with TemporaryDirectory(prefix="orderdesk-") as aside:
        folder = data_dir
        if file is not None:
            folder = Path(aside)
            build(folder, read_catalogue(file))
        products = CatalogueReader(folder)
        try:
            yield products
        finally:
            products.close()


def _answer_lines(read_one: Reads, lines: TextIO, out: TextIO, errors: TextIO) -> int:
    outcome = DONE
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = Asked.model_validate_json(line)
        except ValidationError:
            outcome = _say(errors, f'Line {number}: expected {{"id": …, "text": "…", "region": "ID"}}.', UNUSABLE)
            continue
        reading = read_one(asked.text, asked.region)
        _say(out, json.dumps({"id": asked.id, **as_plain(reading)}, ensure_ascii=False), DONE)
    return outcome


def as_plain(reading: Reading) -> dict[str, Any]:
    """A reading as JSON can hold it.

    `items` are certain enough for a draft: `variant_id` and `quantity`. `questions` are what a person would be asked
    to choose or to count: `text` as written, with variant ids as `candidates`. `phones` has several where the message
    doesn't say which is the customer's; `phone` is the only one. So have `names`, and
    `name`. `missing` are the parts that must be asked for.
    """
    address, extras = reading.address, reading.extras
    phone = reading.phones[0].e164 if len(reading.phones) == 1 else None
    parts = {
        "phone": phone,
        "address1": address.street or None,
        "city": address.city or None,
        "province": address.province or None,
        "zip": address.postcode or None,
    }
    notes = ", ".join(filter(None, (extras.courier, extras.payment, extras.note, *extras.tags)))
    return {
        "items": [{"variant_id": it.candidates[0], "quantity": it.quantity} for it in reading.items if _settled(it)],
        "questions": [
            {"text": it.text, "quantity": it.quantity, "candidates": list(it.candidates)}
            for it in reading.items
            if not _settled(it)
        ],
        "name": reading.name.full if reading.name else None,
        "names": [each.full for each in ((reading.name,) if reading.name else reading.names)],
        "phones": [each.e164 for each in reading.phones],
        **parts,
        "address2": address.area or None,
        "country": address.country or None,
        "filled": list(address.filled),
        "notes": notes or None,
        "stated_total": f"{reading.stated_total:f}" if reading.stated_total is not None else None,
        "unused": list(reading.unused),
        "missing": [part for part, value in parts.items() if value is None],
    }


def _settled(item: ReadItem) -> bool:
    return item.certain and item.quantity is not None


def _show(reading: Reading, catalogue: Catalogue, console: Console) -> None:
    plain = as_plain(reading)
    table = Table("Part", "Read", "How sure")
    for item in reading.items:
        names = [variant.label for variant in catalogue.variants(item.candidates[:5]) if variant]
        more = len(item.candidates) - len(names)
        choices = " / ".join(names) + (f" and {more} more" if more > 0 else "")
        sure = "certain" if _settled(item) else _doubt(item)
        _row(table, "item", f"{item.quantity or '?'} × {choices or item.text}", sure)
    for part in ("name", "phone", "address1", "address2", "city", "province", "zip", "notes", "stated_total"):
        if plain[part]:
            filled = {"zip": "postcode"}.get(part, part) in reading.address.filled
            _row(table, part.replace("_", " "), plain[part], "filled in" if filled else "read")
    if reading.names:
        _row(table, "name", " / ".join(plain["names"]), "asked: which one?")
    if len(reading.phones) > 1:
        _row(table, "phone", " / ".join(plain["phones"]), "asked: which one?")
    for part in plain["missing"]:
        if part != "phone" or not reading.phones:
            _row(table, part, "", "asked: missing")
    for words in reading.unused:
        _row(table, "not used", words, "")
    console.print(table)


def _doubt(item: ReadItem) -> str:
    if not item.candidates:
        return "asked: not in the catalogue"
    return "asked: how many?" if item.certain else "asked: which one?"


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text("".join(letter if letter.isprintable() else " " for letter in cell)) for cell in cells))


def _say(where: TextIO, text: str, outcome: int) -> int:
    print(text, file=where)
    return outcome
