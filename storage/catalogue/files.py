"""Reads a catalogue from a JSON or CSV file, all of it or nothing."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from conversations.characters import HALVES
from conversations.order import Variant
from storage.catalogue.options import complete

REQUIRED = ("id", "product_id", "product_name")
COLUMNS = (*REQUIRED, "variant_title", "sku", "price")
# "18.000" may be eighteen thousand or eighteen; no currency has more decimals than three, and shops write two.
MOST_DECIMALS = 2


class CatalogueFileError(Exception):
    """The file can't be used. `mistakes` are whole sentences, one a line, with row numbers; so is the message."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def read_catalogue(path: Path) -> tuple[Variant, ...]:
    """The variants of a file in their order, the variants of a product side by side.

    JSON: a list of objects, or an object with the list as `variants`; CSV: a header line, then a line for each variant,
    with commas, semicolons or tabs between. Columns: id, product_id, product_name, variant_title, sku, price (major
    units); the last three may be absent or empty. Row numbers count variants in JSON and lines in CSV, from 1.

    Raises CatalogueFileError with every mistake that was found.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise CatalogueFileError(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CatalogueFileError(f"{path} isn't UTF-8 text. Save it as UTF-8 and try again.") from error
    mistakes: list[str] = []
    read = _csv_rows if path.suffix.lower() in (".csv", ".tsv", ".txt") else _json_rows
    rows = list(read(path, text, mistakes))
    variants = [_variant(number, row, mistakes) for number, row in rows]
    mistakes += _disagreements(rows)
    if mistakes:
        raise CatalogueFileError(*mistakes)
    if not rows:
        raise CatalogueFileError(f"{path} holds no variants.")
    return _together(variants)


def _json_rows(path: Path, text: str, mistakes: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        body = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError) as error:
        raise CatalogueFileError(f"{path} isn't JSON: {error}.") from error
    rows = body.get("variants") if isinstance(body, dict) else body
    if not isinstance(rows, list):
        raise CatalogueFileError(f'{path} holds no list of variants (expected {{"variants": [...]}}).')
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict):
            yield number, row
        else:
            mistakes.append(f"Row {number}: expected an object with {', '.join(COLUMNS)}.")


def _csv_rows(path: Path, text: str, mistakes: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        if missing := [name for name in REQUIRED if name not in names]:
            raise CatalogueFileError(f"{path}: the first line has no column {', '.join(missing)}.")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) == len(names):
                yield reader.line_num, dict(zip(names, cells, strict=True))
            else:
                mistakes.append(f"Row {reader.line_num}: {len(cells)} columns, but the first line names {len(names)}.")
    except csv.Error as error:
        raise CatalogueFileError(f"Row {reader.line_num}: not CSV ({error}).") from error


def _variant(number: int, row: dict[str, Any], mistakes: list[str]) -> Variant:
    texts: dict[str, str] = {}
    for name in COLUMNS[:-1]:
        value = row.get(name)
        if isinstance(value, Decimal) and name != "product_name":
            value = str(value)
        if not isinstance(value, str | None):
            mistakes.append(f"Row {number}: {name} isn't text.")
        if isinstance(value, str) and HALVES.search(value):
            mistakes.append(f"Row {number}: {name} holds broken characters.")
        texts[name] = " ".join(value.split()) if isinstance(value, str) else ""
        if name in REQUIRED and (value is None or isinstance(value, str)) and not texts[name]:
            mistakes.append(f"Row {number}: {name} is missing.")
    return Variant(
        id=texts["id"],
        product_id=texts["product_id"],
        product_name=texts["product_name"],
        key=texts["variant_title"],
        sku=texts["sku"],
        price=_price(number, row.get("price"), mistakes),
    )


def _price(number: int, value: object, mistakes: list[str]) -> Decimal | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        price = Decimal(value.strip() if isinstance(value, str) else str(value))
    except InvalidOperation:
        mistakes.append(f'Row {number}: price "{value}" isn\'t a number (write 18000 or 18000.50).')
        return None
    exponent = price.as_tuple().exponent
    if not isinstance(exponent, int) or price < 0:
        mistakes.append(f'Row {number}: price "{value}" isn\'t an amount of money.')
        return None
    if exponent < -MOST_DECIMALS:
        mistakes.append(f'Row {number}: price "{value}" isn\'t clear. For eighteen thousand write 18000.')
        return None
    return price


def _disagreements(rows: list[tuple[int, dict[str, Any]]]) -> Iterator[str]:
    """Ids that occur twice, and products with two names."""
    first: dict[str, int] = {}
    names: dict[str, tuple[str, int]] = {}
    for number, row in rows:
        variant, product, name = (str(row.get(column) or "").strip() for column in REQUIRED)
        if variant and first.setdefault(variant, number) != number:
            yield f'Row {number}: id "{variant}" is in row {first[variant]} already.'
        known, since = names.setdefault(product, (name, number))
        if product and name and known != name:
            yield f'Row {number}: product "{product}" is "{name}" here but "{known}" in row {since}.'


def _together(variants: list[Variant]) -> tuple[Variant, ...]:
    products: dict[str, list[Variant]] = {}
    for variant in variants:
        products.setdefault(variant.product_id, []).append(variant)
    return tuple(variant for product in products.values() for variant in complete(product))
