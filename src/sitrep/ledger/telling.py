"""Filed entries come in, and what each tells, kept beside the log, goes out to be folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.metadata import version

from sitrep.ledger.entries import Filed, from_payload
from sitrep.merge.told import Told, condense
from sitrep.record.codec import decode, encode

__all__ = ["keep_told", "kept_told", "to_told"]

_FORM = 1  # to be raised with every change to what condensing yields
_KEEP = "INSERT INTO told (sequence, told) VALUES (?, ?)"
_FILED = """
SELECT sequence, id, payload FROM entries
WHERE kind = 'filed' AND sequence NOT IN (SELECT sequence FROM told)
"""


def to_told(entry: Filed) -> str:
    """What the report of ``entry`` tells, as JSON; the same on every machine."""
    return encode(condense(entry.record))


def keep_told(connection: sqlite3.Connection) -> None:
    """Keep what every filed report tells that is not kept yet, or was kept by another version."""
    made_by = f"{version('sitrep')} {_FORM}"
    row = connection.execute("SELECT value FROM about WHERE key = 'told_by'").fetchone()
    if row is None or row[0] != made_by:
        connection.execute("DELETE FROM told")
        connection.execute("INSERT OR REPLACE INTO about VALUES ('told_by', ?)", (made_by,))
    for sequence, name, payload in connection.execute(_FILED).fetchall():
        entry = from_payload("filed", name, payload)
        if isinstance(entry, Filed):
            connection.execute(_KEEP, (sequence, to_told(entry)))


def kept_told(connection: sqlite3.Connection) -> Iterator[Told]:
    """What every filed report tells."""
    for (told,) in connection.execute("SELECT told FROM told ORDER BY sequence"):
        yield decode(told, Told)
