"""An open ledger comes in, and every fault of it in words goes out; none means that it is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from sitrep.errors import LedgerError
from sitrep.ledger.entries import digest_entry, from_payload, subject
from sitrep.ledger.fold import copy_row, empty_memory, rebuild

__all__ = ["PROVED", "find_faults"]

_LOG = "SELECT sequence, filed_at, kind, id, payload, digest FROM entries ORDER BY sequence"
#: Every table that is made from the log, by columns that do not hang on the order of filing.
PROVED = {
    "told": """SELECT t.id, t.kind, t.report, t.standing, t.leads_to, coalesce(e.digest, t.owner), t.speaker,
        t.data FROM told t LEFT JOIN entries e ON t.kind = 'report' AND e.sequence = CAST(t.owner AS INTEGER)
        ORDER BY t.id""",
    "leads": "SELECT id, kind, leads_to, report FROM leads ORDER BY id",
    "keys": "SELECT t.id, k.key FROM keys k JOIN told t ON t.n = k.n ORDER BY 1, 2",
    "links": """SELECT min(a.id, b.id) AS one, max(a.id, b.id) AS other, verdict, weight FROM links
        JOIN told a ON a.n = links.a JOIN told b ON b.n = links.b ORDER BY 1, 2, 3""",
    "carried": "SELECT old, new, kind, report FROM carried ORDER BY old",
    "reports": "SELECT * FROM reports ORDER BY id",
    "events": "SELECT * FROM events ORDER BY id",
    "series": "SELECT * FROM series ORDER BY id",
    "statements": "SELECT * FROM statements ORDER BY id",
    "actors": "SELECT * FROM actors ORDER BY id",
    "conflicts": "SELECT items, reason FROM conflicts ORDER BY 1, 2",
}
_INDEXED = {"report_search": "report", "statement_search": "statement"}


def find_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Whether the file is sound, each entry as it was filed, each quote in its text, and each table proved.

    The tables are proved by folding the log anew, in memory, and comparing every row.
    """
    damage = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    yield from (f"the file is damaged: {fault}" for fault in damage)
    memory = empty_memory()
    for row in connection.execute(_LOG):
        sequence, filed_at, kind, name, payload, digest = row
        if digest_entry(filed_at, kind, name, payload) != digest:
            yield f"entry {sequence} was changed after it was filed"
        try:
            entry = from_payload(kind, name, payload)
        except LedgerError as fault:
            yield f"entry {sequence}: {fault}"
            continue
        if subject(entry) != name:
            yield f"entry {sequence} is filed under {name}, but is about {subject(entry)}"
        copy_row(memory, row)
    rebuild(memory)
    for table, sql in PROVED.items():
        yield from _unproved(table, connection.execute(sql), memory.execute(sql))
    yield from _unindexed(connection)


def _unproved(table: str, stored: sqlite3.Cursor, proved: sqlite3.Cursor) -> Iterator[str]:
    for row, expected in zip_longest(stored, proved):
        if row != expected:
            yield f"table {table} is not what the entries come to: {_difference(row, expected)}"
            return


def _difference(row: tuple[object, ...] | None, proved: tuple[object, ...] | None) -> str:
    if row is None or proved is None:
        return "a row is missing" if row is None else "there is a row too many"
    pairs = next(pair for pair in zip(row, proved, strict=True) if pair[0] != pair[1])
    return f"{pairs[0]!r} where {pairs[1]!r} was expected"


def _unindexed(connection: sqlite3.Connection) -> Iterator[str]:
    for index, kind in _INDEXED.items():
        (indexed,) = connection.execute(f"SELECT count(*) FROM {index}_docsize").fetchone()
        (held,) = connection.execute("SELECT count(*) FROM told WHERE kind = ?", (kind,)).fetchone()
        if indexed != held:
            yield f"{index} covers {indexed} rows of {held}"
