"""An open ledger comes in, and a part of it goes out: as it stood, of some days, or what surrounds one id."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime

from sitrep.errors import InputError
from sitrep.ledger.fold import copy_row, empty_memory, rebuild
from sitrep.ledger.projection import Rows
from sitrep.ledger.state import STATE_SCHEMA, State
from sitrep.merge.days import moment
from sitrep.record.codec import encode

__all__ = ["copy_of_log", "last_moment", "state_about", "state_of"]

_LOG = "SELECT sequence, filed_at, kind, id, payload, digest FROM entries"
_PUBLISHED = "json_extract(payload, '$.record.report.published')"
_MOST = 300  # rows around an actor, a place or a report, the latest ones; a page of more is not read
_IN_REPORT = (
    "SELECT DISTINCT leads_to FROM told WHERE report = ? AND kind = 'event' AND leads_to IS NOT NULL LIMIT ?"
)
_OF_ACTOR = """
SELECT DISTINCT t.kind, t.leads_to FROM told o
JOIN told a ON a.owner = o.id AND a.kind = 'actor'
JOIN told t ON t.report = a.report AND t.kind IN ('event', 'statement') AND instr(t.data, a.id)
WHERE o.leads_to = ? AND t.leads_to IS NOT NULL ORDER BY t.standing DESC LIMIT ?
"""
_AT_PLACE = "SELECT id FROM events WHERE place_name = ? ORDER BY standing DESC LIMIT ?"
_ANSWERS = (
    "SELECT id FROM statements WHERE replies_to IN (SELECT id FROM told WHERE leads_to = ?) ORDER BY id"
)
_KIN = "SELECT id FROM reports WHERE reprint_of = ?1 UNION SELECT id FROM reports WHERE version_of = ?1"


def copy_of_log(
    connection: sqlite3.Connection, *, as_of: str | None = None, since: str | None = None
) -> sqlite3.Connection:
    """A ledger in memory of the entries filed by ``as_of``, with reports published from ``since`` on alone.

    Either is an ISO 8601 date or time; a day without an hour is all of that day.
    """
    memory = empty_memory()
    clauses, values = ["1"], []
    if as_of is not None:
        clauses.append("filed_at <= ?")
        values.append(last_moment(as_of))
    for row in connection.execute(f"{_LOG} WHERE {' AND '.join(clauses)} ORDER BY sequence", values):
        copy_row(memory, row)
    if since is not None:
        _check_time(since)
        sql = f"SELECT sequence, {_PUBLISHED} FROM entries WHERE kind = 'filed'"
        early = [
            n
            for n, published in memory.execute(sql)
            if published is None or moment(published) < moment(since)
        ]
        memory.execute("DROP TRIGGER entries_are_never_deleted")
        memory.execute(
            "DELETE FROM entries WHERE sequence IN (SELECT value FROM json_each(?))", (encode(early),)
        )
    rebuild(memory)
    return memory


def state_about(connection: sqlite3.Connection, kind: str, row: str, report: str) -> State:
    """The rows that surround the row ``row`` of ``kind``: all that showing it asks for."""
    rows = Rows(connection)
    events: set[str] = set()
    series: set[str] = set()
    statements: set[str] = set()
    actors: set[str] = set()
    if kind == "report":
        events |= _first(connection.execute(_IN_REPORT, (row, _MOST)))
    elif kind == "event":
        events.add(row)
    elif kind in ("figure", "series"):
        series.add(row)
        events |= {one.event for one in rows.series([row]) if one.event is not None}
    elif kind == "statement":
        statements |= {row, *_first(connection.execute(_ANSWERS, (row,)))}
        statements |= {one.replies_to for one in rows.statements([row]) if one.replies_to is not None}
    elif kind == "actor":
        actors.add(row)
        for what, found in connection.execute(_OF_ACTOR, (row, _MOST)):
            (events if what == "event" else statements).add(found)
    elif kind == "place":
        events |= _first(connection.execute(_AT_PLACE, (row, _MOST)))
    reports = {report}
    if kind == "report":
        reports |= _first(connection.execute(_KIN, (row,)))
        reports |= {name for one in rows.reports([row]) for name in (one.reprint_of, one.version_of) if name}
    return state_of(
        connection, events=events, series=series, statements=statements, actors=actors, reports=reports
    )


def state_of(
    connection: sqlite3.Connection,
    *,
    events: Collection[str] = (),
    series: Collection[str] = (),
    statements: Collection[str] = (),
    actors: Collection[str] = (),
    reports: Collection[str] = (),
) -> State:
    """The rows of these ids, with the series of the events and every report that tells any of it."""
    rows = Rows(connection)
    shown_events = tuple(rows.events(events))
    shown_series = tuple(rows.series({*series, *(name for event in shown_events for name in event.series)}))
    said = tuple(rows.statements(statements))
    told_in = {
        *reports,
        *(name for event in shown_events for name in event.reports),
        *(version.report for one in shown_series for version in one.versions),
        *(appearance.report for one in said for appearance in one.appearances),
    }
    return State(
        schema=STATE_SCHEMA,
        reports=tuple(rows.reports(told_in)),
        events=shown_events,
        series=shown_series,
        statements=said,
        actors=tuple(rows.actors(actors)),
        conflicts=tuple(rows.conflicts()),
    )


def _first(rows: Iterable[tuple[str, ...]]) -> set[str]:
    return {row[0] for row in rows}


def last_moment(time: str) -> str:
    """The last moment that ``time`` may mean, to compare with when entries were filed (UTC)."""
    _check_time(time)
    if len(time) == 10:
        return f"{time}T23:59:59.999999+00:00"
    at = moment(time)
    return f"{at}.999999+00:00" if "." not in at else f"{at}+00:00"


def _check_time(time: str) -> None:
    try:
        datetime.fromisoformat(time)
    except ValueError:
        raise InputError(f"an ISO 8601 date or time was expected, not {time!r}") from None
