"""The command `orderdesk regions import`: Indonesia's districts, villages and postcodes, from a file."""

import sys
from collections import Counter
from pathlib import Path
from typing import TextIO

from storage.database import StorageError
from storage.places import RegionsFileError, build_regions, read_regions

DONE, FAILED, UNUSABLE = 0, 1, 2
_KINDS = ("provinces", "cities and regencies", "districts", "villages")


def run_import(data_dir: Path, file: Path, *, out: TextIO | None = None, errors: TextIO | None = None) -> int:
    """Replaces the table of regions by a file's, if the whole file is right; a running bot takes it up by itself.

    Returns 0; 1 where it can't be written; 2 for a file that can't be used. What went wrong is said on `errors`.
    """
    out, errors = out or sys.stdout, errors or sys.stderr
    try:
        rows = read_regions(file)
        build_regions(data_dir, rows)
    except RegionsFileError as error:
        return _say(errors, f"{error}\nNothing was imported.", UNUSABLE)
    except StorageError as error:
        return _say(errors, str(error), FAILED)
    counts = Counter(row.level for row in rows)
    known = ", ".join(f"{counts[level]} {kind}" for level, kind in enumerate(_KINDS, start=1))
    return _say(out, f"The desk knows {known}.", DONE)


def _say(where: TextIO, text: str, outcome: int) -> int:
    print(text, file=where)
    return outcome
