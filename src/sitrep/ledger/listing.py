"""An open ledger comes in, and pages of its rows, in order or found by words, go out as ids."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sitrep.record.codec import encode

__all__ = [
    "RowPage",
    "Told",
    "actors_named",
    "events_of_actors",
    "events_with_words",
    "page_of",
    "precisions",
]

Told = Literal["reports", "statements", "series"]
_AFTER_ALL = "\uffff"
_MOST_REPORTS = 1000  # that hold the words asked for; of more the latest filed
_MOST_ACTORS = 200
_WITH_WORDS = """
SELECT DISTINCT t.leads_to FROM report_search s
JOIN told r INDEXED BY told_reports_by_entry ON r.kind = 'report' AND r.owner = CAST(s.rowid AS TEXT)
JOIN told t ON t.report = r.id AND t.kind = 'event' AND t.leads_to IS NOT NULL
WHERE s.rowid IN (SELECT rowid FROM report_search WHERE report_search MATCH ? ORDER BY rowid DESC LIMIT ?)
"""
_OF_ACTORS = r"""
SELECT DISTINCT t.leads_to FROM (
  SELECT id FROM actors WHERE names LIKE ? ESCAPE '\' LIMIT ?
) n JOIN told o ON o.leads_to = n.id JOIN told a ON a.owner = o.id AND a.kind = 'actor'
JOIN told t ON t.report = a.report AND t.kind = 'event' AND t.leads_to IS NOT NULL AND instr(t.data, a.id)
"""
_NAMED = r"SELECT id FROM actors WHERE names LIKE ? ESCAPE '\' LIMIT ?"
_PRECISIONS = """
SELECT e.id, (
  SELECT json_extract(t.data, '$.place.precision') FROM told t
  WHERE t.leads_to = e.id AND json_extract(t.data, '$.place.name') = e.place_name LIMIT 1
) AS known FROM events e WHERE e.id IN (SELECT value FROM json_each(?)) AND known IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class RowPage:
    """Ids of some rows in order, of how many there are in all."""

    ids: tuple[str, ...]
    total: int


def page_of(
    connection: sqlite3.Connection,
    kind: Told,
    *,
    offset: int = 0,
    limit: int = 100,
    since: str | None = None,
    until: str | None = None,
    newest_first: bool = False,
) -> RowPage:
    """Reports or statements by publication, or series of no event: ``limit`` of them from ``offset`` on.

    ``since`` and ``until`` are ISO 8601 days of publication, both included.
    """
    where = "standing >= ? AND standing < ?" + (" AND event IS NULL" if kind == "series" else "")
    bounds = (since or "", f"{until}{_AFTER_ALL}" if until else _AFTER_ALL)
    (total,) = connection.execute(f"SELECT count(*) FROM {kind} WHERE {where}", bounds).fetchone()
    way = "DESC" if newest_first else "ASC"
    sql = f"SELECT id FROM {kind} WHERE {where} ORDER BY standing {way}, id {way} LIMIT ? OFFSET ?"
    return RowPage(tuple(row[0] for row in connection.execute(sql, (*bounds, limit, offset))), total)


def events_with_words(connection: sqlite3.Connection, match: str) -> set[str]:
    """The events told in reports that hold all words of an FTS5 query."""
    return {row[0] for row in connection.execute(_WITH_WORDS, (match, _MOST_REPORTS))}


def events_of_actors(connection: sqlite3.Connection, name: str) -> set[str]:
    """The events that an actor with ``name`` in one of its names had a part in."""
    return {row[0] for row in connection.execute(_OF_ACTORS, (f"%{_plain(name)}%", _MOST_ACTORS))}


def actors_named(connection: sqlite3.Connection, name: str, *, limit: int) -> list[str]:
    """The ids of actors with ``name`` in one of their names."""
    return [row[0] for row in connection.execute(_NAMED, (f"%{_plain(name)}%", limit))]


def _plain(name: str) -> str:
    """``name`` for LIKE, nothing in it a wildcard."""
    return re.sub(r"([\\%_])", r"\\\1", name)


def precisions(connection: sqlite3.Connection, events: Sequence[str]) -> dict[str, str]:
    """How precise the place of each of ``events`` is, as far as a telling says: point to country."""
    return dict(connection.execute(_PRECISIONS, (encode(list(events)),)))
