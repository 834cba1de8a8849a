"""The tables of the main database. Times are unix seconds (REAL), money is text in major units, bodies are JSON."""

import sqlite_utils
from sqlite_utils.migrations import Migrations

migrations = Migrations("orderdesk")


@migrations()
def first_tables(db: sqlite_utils.Database) -> None:
    _create(
        db,
        # Everything that came in, in the order it is to be handled: state new, done or dead.
        """CREATE TABLE inbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL, id TEXT NOT NULL,
            chat INTEGER, state TEXT NOT NULL DEFAULT 'new', body TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', received REAL NOT NULL,
            UNIQUE (source, id))""",
        "CREATE INDEX inbox_new ON inbox (chat, seq) WHERE state = 'new'",
        # What is over, for `retention`: first its body goes, later the row itself.
        "CREATE INDEX inbox_full ON inbox (received) WHERE state <> 'new' AND body <> ''",
        "CREATE INDEX inbox_emptied ON inbox (received) WHERE state <> 'new' AND body = ''",
        # Everybody who ever wrote: role is owner, agent or empty; draft is the one on the table.
        """CREATE TABLE people (
            id INTEGER PRIMARY KEY, role TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '',
            draft TEXT NOT NULL DEFAULT '', reachable INTEGER NOT NULL DEFAULT 1, since REAL NOT NULL,
            name TEXT NOT NULL DEFAULT '')""",
        # Invitations by the SHA-256 of their token, which is stored nowhere.
        """CREATE TABLE invitations (
            hash TEXT PRIMARY KEY, role TEXT NOT NULL, by INTEGER, expires REAL NOT NULL,
            used_by INTEGER, used REAL)""",
        # Who did what: people and what it was about, by their ids alone.
        """CREATE TABLE audit (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, person INTEGER NOT NULL,
            what TEXT NOT NULL, about TEXT NOT NULL)""",
        """CREATE TABLE drafts (
            id TEXT PRIMARY KEY, chat INTEGER NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL,
            body TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL)""",
        # A chat's drafts are many after a year, and few of them are open.
        "CREATE INDEX drafts_open ON drafts (chat, created, id) WHERE state NOT IN ('created', 'closed', 'discarded')",
        "CREATE INDEX drafts_ended ON drafts (updated) WHERE state IN ('created', 'closed', 'discarded')",
        # The messages of a chat that a draft was read from.
        """CREATE TABLE sources (
            draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
            chat INTEGER NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (draft, message))""",
        "CREATE INDEX sources_of_message ON sources (chat, message)",
        # The live card of a draft: the message that edits go to.
        """CREATE TABLE cards (
            draft TEXT PRIMARY KEY REFERENCES drafts (id) ON DELETE CASCADE,
            chat INTEGER NOT NULL, message INTEGER NOT NULL)""",
        """CREATE TABLE submissions (
            id TEXT PRIMARY KEY, draft TEXT NOT NULL, chat INTEGER NOT NULL, state TEXT NOT NULL, step INTEGER NOT NULL,
            tag TEXT NOT NULL UNIQUE, next REAL, body TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL)""",
        # At most one submission of a draft is alive or has succeeded.
        """CREATE UNIQUE INDEX submissions_alive ON submissions (draft)
            WHERE state NOT IN ('rejected', 'withdrawn', 'closed')""",
        "CREATE INDEX submissions_of_draft ON submissions (draft, created)",
        """CREATE INDEX submissions_ended ON submissions (updated)
            WHERE next IS NULL AND state IN ('created', 'rejected', 'withdrawn', 'closed')""",
        "CREATE INDEX submissions_of_phone ON submissions (json_extract(body, '$.request.phone.e164'), created)",
        "CREATE INDEX submissions_due ON submissions (next) WHERE next IS NOT NULL",
        # What is still to be sent to a chat, in order; a row with a slot replaces the undelivered one before it.
        """CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            chat INTEGER NOT NULL, slot TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'new', body TEXT NOT NULL,
            due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
            created REAL NOT NULL)""",
        "CREATE INDEX outbox_new ON outbox (chat, seq) WHERE state = 'new'",
        "CREATE INDEX outbox_over ON outbox (state, created) WHERE state <> 'new'",
        # Remote look-ups that were asked for and not answered yet; issued again at start.
        """CREATE TABLE lookups (
            id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, draft TEXT NOT NULL, body TEXT NOT NULL,
            asked REAL NOT NULL)""",
        # Orders this desk created: for "same as last time", frequent products and the warning about a second one.
        """CREATE TABLE orders (
            draft TEXT PRIMARY KEY, chat INTEGER NOT NULL, order_id TEXT NOT NULL, number TEXT NOT NULL,
            name TEXT NOT NULL, phone TEXT NOT NULL, total TEXT, currency TEXT, body TEXT NOT NULL,
            created REAL NOT NULL)""",
        "CREATE INDEX orders_of_phone ON orders (phone, created)",
        "CREATE INDEX orders_of_chat ON orders (chat, created)",
        "CREATE INDEX orders_by_time ON orders (created)",
        """CREATE TABLE order_items (
            draft TEXT NOT NULL REFERENCES orders (draft) ON DELETE CASCADE,
            chat INTEGER NOT NULL, variant TEXT NOT NULL, quantity INTEGER NOT NULL, created REAL NOT NULL)""",
        "CREATE INDEX order_items_of_chat ON order_items (chat, variant)",
        "CREATE INDEX order_items_of_variant ON order_items (variant, created, chat)",
        # What people chose for words that the catalogue had nothing for, folded; `person` did so last.
        """CREATE TABLE taught (
            id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT NOT NULL, variant TEXT NOT NULL, product TEXT NOT NULL,
            person INTEGER NOT NULL, times INTEGER NOT NULL, last REAL NOT NULL, UNIQUE (words, variant))""",
        "CREATE INDEX taught_by_time ON taught (last)",
        # Notices that owners are told once, by what they are about.
        "CREATE TABLE notices (about TEXT PRIMARY KEY, told REAL NOT NULL)",
    )


def _create(db: sqlite_utils.Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)
