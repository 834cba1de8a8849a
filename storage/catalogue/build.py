"""Writes a whole catalogue aside and renames it into place, so that readers see the old one or the new one."""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from conversations.order import Variant
from storage.catalogue.words import cut, joined, joined_phrases, spaced, terms
from storage.database import StorageFullError

FILE = "catalogue.db"
# A file of another format is read as an empty catalogue, and the next sync replaces it.
FORMAT = 1

_SCHEMA = f"""
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA user_version = {FORMAT};
    CREATE TABLE variants (
        row INTEGER PRIMARY KEY, position INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, product_id TEXT NOT NULL,
        product_name TEXT NOT NULL, key TEXT NOT NULL, sku TEXT NOT NULL, price TEXT, options TEXT NOT NULL,
        name_words INTEGER NOT NULL, terms TEXT NOT NULL);
    -- `joined` words are two of a name written as one: they're found when they're asked for, but nothing is
    -- completed or corrected to them.
    CREATE TABLE words (word TEXT PRIMARY KEY, variants INTEGER NOT NULL, joined INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE products (product INTEGER PRIMARY KEY, product_id TEXT NOT NULL, name TEXT NOT NULL);
    -- The words are cut before they come here; the tokenizer only has to part them at spaces.
    CREATE VIRTUAL TABLE word_index USING fts5 (
        terms, content = '', detail = none, columnsize = 0,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'");
    CREATE VIRTUAL TABLE word_trigrams USING fts5 (word, detail = none, tokenize = trigram);
    CREATE VIRTUAL TABLE name_trigrams USING fts5 (name, content = '', detail = none, tokenize = trigram);
"""
_INDEXES = """
    CREATE INDEX variants_of_product ON variants (product_id, position);
"""


def build(folder: Path, variants: Sequence[Variant]) -> None:
    """Makes `folder`/catalogue.db hold exactly `variants`, in their order; durable once it returns.

    Of variants with the same id the last counts. Takes seconds for 100,000 variants: not for an event loop.
    Raises StorageFullError where it can't be written; the catalogue that was there stays.
    """
    new = folder / f"{FILE}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        with closing(sqlite3.connect(new, isolation_level=None)) as db:
            db.executescript(_SCHEMA)
            db.execute("BEGIN")
            _fill(db, tuple({variant.id: variant for variant in variants}.values()))
            db.execute("COMMIT")
        _sync(new)
        new.replace(folder / FILE)
        _sync(folder)
    except (sqlite3.OperationalError, OSError) as error:
        with suppress(OSError):  # the next build removes it; why this one failed is the news
            new.unlink()
        raise StorageFullError(
            f"The catalogue can't be written to {folder} ({error}). Make room, or check the folder's permissions. "
            "The catalogue that was there is still in use."
        ) from error


def framed(word: str) -> str:
    """`word` with its ends marked, so that trigrams know beginnings and endings and words of one letter have one."""
    return f"^{word}$"


def _fill(db: sqlite3.Connection, variants: Sequence[Variant]) -> None:
    found = [
        terms(variant.product_name, variant.key, tuple(value for _, value in variant.options), variant.sku)
        for variant in variants
    ]
    pairs = [
        tuple(dict.fromkeys((*joined(variant.product_name), *joined_phrases(variant.product_name, variant.key))))
        for variant in variants
    ]
    # Rows are read in their order when a word has very many: short labels first, they are the likeliest answers.
    order = sorted(range(len(variants)), key=lambda position: (len(found[position]), position))
    counts: Counter[str] = Counter()
    counts_joined: Counter[str] = Counter()
    for row, position in enumerate(order, start=1):
        variant = variants[position]
        counts.update(found[position])
        counts_joined.update(pairs[position])
        text = " ".join((*found[position], *pairs[position]))
        db.execute(
            "INSERT INTO variants VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row,
                position,
                variant.id,
                variant.product_id,
                variant.product_name,
                variant.key,
                variant.sku,
                None if variant.price is None else str(variant.price),
                json.dumps(variant.options, ensure_ascii=False),
                len(set(cut(variant.product_name))),
                text,
            ),
        )
        db.execute("INSERT INTO word_index (rowid, terms) VALUES (?, ?)", (row, text))
    db.executemany("INSERT INTO words VALUES (?, ?, 0)", sorted(counts.items()))
    db.executemany("INSERT OR IGNORE INTO words VALUES (?, ?, 1)", sorted(counts_joined.items()))
    db.executemany(
        "INSERT INTO word_trigrams (word) VALUES (?)", ((framed(word),) for word in sorted(counts) if word.isalpha())
    )
    names = {variant.product_id: spaced(variant.product_name) for variant in variants}
    for product, (product_id, name) in enumerate(names.items(), start=1):
        db.execute("INSERT INTO products VALUES (?, ?, ?)", (product, product_id, name))
        db.execute("INSERT INTO name_trigrams (rowid, name) VALUES (?, ?)", (product, framed(name)))
    for table in ("word_index", "word_trigrams", "name_trigrams"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608  # our own three names
    for statement in _INDEXES.strip().split(";"):
        db.execute(statement)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
