"""Rows as a person saw them come in as digests, and which of them are no longer so goes out."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping

from sitrep.ledger.projection import Rows
from sitrep.record.codec import encode

__all__ = ["Seen", "changed_rows", "digests"]

Seen = Mapping[str, str]
"""Ids of rows and the digests of what they showed."""


def digests(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """A digest of all that each row shows; an id that is no row now is left out."""
    wanted = sorted(set(names))
    rows = Rows(connection)
    kinds = (rows.events, rows.series, rows.statements, rows.actors, rows.reports)
    return {row.id: _digest(encode(row)) for kind in kinds for row in kind(wanted)}


def changed_rows(connection: sqlite3.Connection, seen: Seen) -> list[str]:
    """Those of the rows seen that show something else now, or are gone."""
    now = digests(connection, seen)
    return [name for name, digest in seen.items() if now.get(name) != digest]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
