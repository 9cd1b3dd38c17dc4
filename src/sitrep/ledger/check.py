"""An open ledger comes in, and every fault of it in words goes out; none means that it is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from sitrep.errors import LedgerError
from sitrep.ledger.entries import Entry, Filed, digest_entry, from_payload, subject
from sitrep.ledger.fold import fold
from sitrep.ledger.projection import stored_rows, table_rows
from sitrep.ledger.telling import to_told

__all__ = ["find_faults"]

_TOLD = "SELECT told FROM told WHERE sequence = ?"
_LOG = "SELECT sequence, filed_at, kind, id, payload, digest FROM entries ORDER BY sequence"


def find_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Whether the file is sound, each entry as it was filed, each quote in its text, and each table proved.

    The tables are proved by folding the log anew and comparing every row.
    """
    damage = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    yield from (f"the file is damaged: {fault}" for fault in damage)
    entries: list[Entry] = []
    for sequence, filed_at, kind, name, payload, digest in connection.execute(_LOG):
        if digest_entry(filed_at, kind, name, payload) != digest:
            yield f"entry {sequence} was changed after it was filed"
        try:
            entry = from_payload(kind, name, payload)
        except LedgerError as fault:
            yield f"entry {sequence}: {fault}"
            continue
        if subject(entry) != name:
            yield f"entry {sequence} is filed under {name}, but is about {subject(entry)}"
        entries.append(entry)
        if isinstance(entry, Filed):
            stored = connection.execute(_TOLD, (sequence,)).fetchone()
            if stored is None or stored[0] != to_told(entry):
                yield f"table told is not what entry {sequence} comes to"
    yield from _unproved(connection, entries)
    yield from _unindexed(connection)


def _unproved(connection: sqlite3.Connection, entries: list[Entry]) -> Iterator[str]:
    for name, (columns, expected) in table_rows(fold(entries)).items():
        stored = stored_rows(connection, name, columns)
        for row, proved in zip_longest(stored, expected):
            if row != proved:
                yield f"table {name} is not what the entries come to: {_difference(row, proved)}"
                break


def _difference(row: tuple[object, ...] | None, proved: tuple[object, ...] | None) -> str:
    if row is None or proved is None:
        return "a row is missing" if row is None else "there is a row too many"
    pairs = next(pair for pair in zip(row, proved, strict=True) if pair[0] != pair[1])
    return f"{pairs[0]!r} where {pairs[1]!r} was expected"


def _unindexed(connection: sqlite3.Connection) -> Iterator[str]:
    for index, table in (("report_search", "report_texts"), ("statement_search", "statements")):
        (indexed,) = connection.execute(f"SELECT count(*) FROM {index}_docsize").fetchone()
        (held,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if indexed != held:
            yield f"{index} covers {indexed} rows of {held}"
