"""Reads a table of Indonesia's regions from a CSV file, all of it or nothing."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conversations.characters import HALVES

COLUMNS = ("code", "level", "name", "zip")
PROVINCE, CITY, DISTRICT, VILLAGE = 1, 2, 3, 4
MOST_BYTES = 64_000_000  # unpacked; the whole country takes four million
MOST_MISTAKES = 20  # that are shown; a file of another kind has one in each line
LONGEST_NAME = 100
_CODES = {
    PROVINCE: re.compile(r"\d\d", re.ASCII),
    CITY: re.compile(r"\d\d\.\d\d", re.ASCII),
    DISTRICT: re.compile(r"\d\d\.\d\d\.\d\d", re.ASCII),
    VILLAGE: re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}", re.ASCII),
}
_POSTCODE = re.compile(r"[1-9]\d{4}", re.ASCII)
_GZIP = b"\x1f\x8b"


class RegionsFileError(Exception):
    """The file can't be used. `mistakes` are whole sentences, one a line, with line numbers; so is the message."""

    def __init__(self, *mistakes: str) -> None:
        more = len(mistakes) - MOST_MISTAKES
        shown = (*mistakes[:MOST_MISTAKES], *((f"And {more} more mistakes.",) if more > 0 else ()))
        super().__init__("\n".join(shown))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A province, city or regency, district, or village by its `level`, 1 to 4. `code` begins with its parent's."""

    code: str
    level: int
    name: str
    postcode: str = ""

    @property
    def parent(self) -> str:
        return self.code.rpartition(".")[0]


def read_regions(path: Path) -> tuple[RegionRow, ...]:
    """The regions of a file, in its order.

    CSV, plain or packed with gzip: a header line that names code, level, name and zip, then a line for each region,
    with commas, semicolons or tabs between. `code` is the ministry's ("32.73.02.1002"), `level` 1 to 4, and `zip` five
    digits or empty. Lines count from 1. Raises RegionsFileError with the mistakes that were found.
    """
    mistakes: list[str] = []
    numbered = list(_rows(path, _text(path), mistakes))
    mistakes += _contradictions(numbered)
    if mistakes:
        raise RegionsFileError(*mistakes)
    if not any(row.level == DISTRICT for _, row in numbered):
        raise RegionsFileError(f"{path} holds no districts (level {DISTRICT}).")
    return tuple(row for _, row in numbered)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
            file.seek(0)
            if packed:
                with gzip.open(file) as unpacked:
                    content = unpacked.read(MOST_BYTES + 1)
            else:
                content = file.read(MOST_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise RegionsFileError(f"{path} is packed with gzip, and damaged.") from error
    except OSError as error:
        raise RegionsFileError(f"{path} can't be read: {error.strerror}.") from error
    if len(content) > MOST_BYTES:
        raise RegionsFileError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: no table of regions is.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegionsFileError(f"{path} isn't UTF-8 text. Save it as UTF-8 and try again.") from error


def _rows(path: Path, text: str, mistakes: list[str]) -> Iterator[tuple[int, RegionRow]]:
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        if missing := [name for name in COLUMNS if name not in names]:
            raise RegionsFileError(f"{path}: the first line has no column {', '.join(missing)}.")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                mistakes.append(f"Line {reader.line_num}: {len(cells)} columns, but the first line names {len(names)}.")
            elif row := _row(reader.line_num, dict(zip(names, cells, strict=True)), mistakes):
                yield reader.line_num, row
    except csv.Error as error:
        raise RegionsFileError(f"Line {reader.line_num}: not CSV ({error}).") from error


def _row(number: int, cells: dict[str, str], mistakes: list[str]) -> RegionRow | None:
    code, level, name, postcode = (" ".join(cells[column].split()) for column in COLUMNS)
    before = len(mistakes)
    kind = next((kind for kind in _CODES if level == str(kind)), None)
    if kind is None:
        mistakes.append(f'Line {number}: level "{level[:LONGEST_NAME]}" isn\'t 1, 2, 3 or 4.')
    elif not _CODES[kind].fullmatch(code):
        mistakes.append(f'Line {number}: "{code[:LONGEST_NAME]}" is no code of level {kind}.')
    if not any(map(str.isalnum, name)) or len(name) > LONGEST_NAME or HALVES.search(name):
        mistakes.append(f"Line {number}: name is missing, too long or broken.")
    if postcode and not _POSTCODE.fullmatch(postcode):
        mistakes.append(f'Line {number}: zip "{postcode[:LONGEST_NAME]}" isn\'t five digits.')
    return RegionRow(code, kind, name, postcode) if kind is not None and len(mistakes) == before else None


def _contradictions(numbered: list[tuple[int, RegionRow]]) -> Iterator[str]:
    """Codes that occur twice, and regions that lie in none."""
    first: dict[str, int] = {}
    for number, row in numbered:
        if first.setdefault(row.code, number) != number:
            yield f'Line {number}: code "{row.code}" is in line {first[row.code]} already.'
    for number, row in numbered:
        if row.level > PROVINCE and row.parent not in first:
            yield f'Line {number}: "{row.code}" lies in "{row.parent}", which the file doesn\'t have.'
