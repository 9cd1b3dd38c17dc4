"""An id of an open ledger comes in, and all that people ever did to it goes out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.ledger.decisions import standing_digests
from sitrep.ledger.entries import Corrected, Entry, Erased, Judged, Logged, Noted, Retracted, from_row

__all__ = ["Past", "acts_of", "named_in", "past_of"]

_ACTS = """
SELECT sequence, filed_at, kind, id, payload, digest FROM entries
WHERE kind NOT IN ('filed', 'failed') ORDER BY sequence
"""
_ONE = """
WITH row AS (SELECT leads_to AS id FROM leads WHERE id = ?1), found AS (
  SELECT t.id FROM told t JOIN row ON t.leads_to = row.id WHERE t.kind <> 'namesake'
  UNION SELECT a.id FROM told o JOIN row ON o.leads_to = row.id
    JOIN told a ON a.owner = o.id AND a.kind = 'actor'
  UNION SELECT id FROM row
  UNION SELECT ?1
)
SELECT id FROM found UNION SELECT c.old FROM carried c JOIN found ON c.new = found.id
"""


@dataclass(frozen=True, slots=True)
class Past:
    """An act as it stands in the log, and whether it still holds or was undone."""

    logged: Logged
    stands: bool


def acts_of(connection: sqlite3.Connection) -> list[Logged]:
    """Every entry of the log that is no report and no failure, in the order filed here."""
    return [from_row(*row) for row in connection.execute(_ACTS)]


def named_in(entry: Entry) -> tuple[str, ...]:
    """The ids that an act is about."""
    match entry:
        case Judged(a, b):
            return (*a, *b)
        case Corrected(ids) | Retracted(ids):
            return ids
        case Noted(name) | Erased(name):
            return (name,)
    return ()


def past_of(connection: sqlite3.Connection, name: str) -> Iterator[Past]:
    """The acts on ``name``, or on anything that is one with it now, in the order filed."""
    acts = acts_of(connection)
    if not acts:
        return
    ids = {row[0] for row in connection.execute(_ONE, (name,))}
    standing = standing_digests(acts)
    yield from (
        Past(logged, logged.digest in standing)
        for logged in acts
        if not ids.isdisjoint(named_in(logged.entry))
    )
