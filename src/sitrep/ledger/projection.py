"""An open ledger comes in, and rows of its view, all of them or those asked for, go out."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sitrep.ledger.state import (
    STATE_SCHEMA,
    ActorRow,
    Appearance,
    Conflict,
    EventRow,
    Item,
    PlaceRow,
    ReportRow,
    Series,
    State,
    StatementRow,
    Version,
)
from sitrep.record.codec import decode, encode

__all__ = ["Rows", "read_state"]

Party = tuple[str, str, str | None]
_EVENTS = """id, type, mode, actors, recipients, place, earliest, latest, reality, reports, independent,
    items, status"""
_SERIES = "id, event, measure, counted, unit, part_of, low, best, high, disputed, versions"
_AMONG = "IN (SELECT value FROM json_each(?))"
_NAMES = f"""
SELECT t.id, coalesce(o.leads_to, t.id), a.name FROM told t LEFT JOIN told o ON o.id = t.owner
LEFT JOIN actors a ON a.id = o.leads_to WHERE t.id {_AMONG}
"""


def read_state(connection: sqlite3.Connection) -> State:
    """Everything that the tables hold."""
    rows = Rows(connection)
    return State(
        schema=STATE_SCHEMA,
        reports=tuple(rows.reports()),
        events=tuple(rows.events()),
        series=tuple(rows.series()),
        statements=tuple(rows.statements()),
        actors=tuple(rows.actors()),
        conflicts=tuple(rows.conflicts()),
    )


class Rows:
    """Rows of the view: each method yields all of a kind in order, or only those of some ids.

    Names of actors, and where a statement or part leads, are looked up as the rows are read, so that one
    actor renamed does not change a row of every event it had a part in.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def reports(self, ids: Collection[str] | None = None) -> Iterator[ReportRow]:
        """Reports by publication."""
        columns = "id, title, publisher, published, url, reprint_of, version_of"
        for row in self._select("reports", columns, ids):
            yield ReportRow(*row)

    def events(self, ids: Collection[str] | None = None) -> Iterator[EventRow]:
        """Events by the day they began, or where that is unknown by first publication."""
        found = [(row, _parties(row[3]), _parties(row[4])) for row in self._select("events", _EVENTS, ids)]
        names = self._names(p for _, *sides in found for side in sides for p in side)
        series = self._series_of(None if ids is None else [row[0] for row, *_ in found])
        for row, actors, recipients in found:
            mine = series.get(row[0], [])
            yield EventRow(
                id=row[0],
                type=row[1],
                mode=row[2],
                actors=_shown(actors, names),
                recipients=_shown(recipients, names),
                place=decode(row[5], PlaceRow) if row[5] is not None else None,
                earliest=row[6],
                latest=row[7],
                reality=row[8],
                reports=decode(row[9], tuple[str, ...]),
                independent=row[10],
                items=decode(row[11], tuple[Item, ...]),
                disputed=any(disputed for _, disputed in mine),
                status=row[12],
                series=tuple(name for name, _ in mine),
            )

    def series(self, ids: Collection[str] | None = None) -> Iterator[Series]:
        """Series of figures by first publication."""
        rows = list(self._select("series", _SERIES, ids))
        found = [(row, decode(row[10], tuple[tuple[Version, str | None], ...])) for row in rows]
        told = (("", "", actor) for _, versions in found for _, actor in versions)
        names = self._names(told)
        wholes = self._leads(row[5] for row, _ in found)
        for row, versions in found:
            shown = tuple(_spoken(version, names.get(actor or "")) for version, actor in versions)
            whole = wholes.get(row[5], row[5])
            part_of = whole if whole is not None and whole.startswith("n-") and whole != row[0] else None
            name, event, measure, counted, unit = row[:5]
            low, best, high, disputed = row[6:10]
            yield Series(name, event, measure, counted, unit, part_of, low, best, high, bool(disputed), shown)

    def statements(self, ids: Collection[str] | None = None) -> Iterator[StatementRow]:
        """Statements by first publication."""
        rows = list(self._select("statements", "id, speaker, content, appearances, replies_to", ids))
        speakers = [_party(row[1]) for row in rows]
        names = self._names(party for party in speakers if party is not None)
        leads = self._leads(row[4] for row in rows)
        for (name, _, content, appearances, answered), party in zip(rows, speakers, strict=True):
            speaker = None if party is None else _shown([party], names)[0]
            listed = decode(appearances, tuple[Appearance, ...])
            yield StatementRow(name, speaker, content, listed, leads.get(answered))

    def actors(self, ids: Collection[str] | None = None) -> Iterator[ActorRow]:
        """Actors by first publication."""
        for row in self._select("actors", "id, name, names, country, sectors", ids):
            names, sectors = (decode(row[n], tuple[str, ...]) for n in (2, 4))
            yield ActorRow(row[0], row[1], names, row[3], sectors)

    def conflicts(self) -> Iterator[Conflict]:
        """Judgements that cannot all hold."""
        for items, reason in self._connection.execute("SELECT items, reason FROM conflicts ORDER BY 1, 2"):
            yield Conflict(decode(items, tuple[str, ...]), reason)

    def _select(self, table: str, columns: str, ids: Collection[str] | None) -> Iterator[tuple[Any, ...]]:
        if ids is None:
            yield from self._connection.execute(f"SELECT {columns} FROM {table} ORDER BY standing, id")
            return
        sql = f"SELECT {columns} FROM {table} WHERE id {_AMONG} ORDER BY standing, id"
        yield from self._connection.execute(sql, (encode(sorted(set(ids))),))

    def _names(self, parties: Iterable[Party]) -> dict[str, tuple[str, str]]:
        """For each actor of ``parties`` the actor across reports that it is, and its name."""
        ids = sorted({actor for _, _, actor in parties if actor is not None})
        rows = self._connection.execute(_NAMES, (encode(ids),))
        return {name: (row, shown) for name, row, shown in rows if shown is not None}

    def _leads(self, ids: Iterable[str | None]) -> dict[str | None, str]:
        wanted = sorted({name for name in ids if name is not None})
        sql = f"SELECT id, leads_to FROM leads WHERE id {_AMONG}"
        return dict(self._connection.execute(sql, (encode(wanted),)))

    def _series_of(self, events: Collection[str] | None) -> Mapping[str, list[tuple[str, bool]]]:
        sql = "SELECT owner, id, disputed FROM series WHERE event IS NOT NULL"
        if events is None:
            rows = self._connection.execute(f"{sql} ORDER BY standing, id")
        else:
            rows = self._connection.execute(
                f"{sql} AND owner {_AMONG} ORDER BY standing, id", (encode(events),)
            )
        found: dict[str, list[tuple[str, bool]]] = {}
        for owner, name, disputed in rows:
            found.setdefault(owner, []).append((name, bool(disputed)))
        return found


def _party(cell: str | None) -> Party | None:
    return None if cell is None else decode(cell, tuple[str, str, str | None])


def _parties(cell: str) -> list[Party]:
    return decode(cell, list[Party])


def _shown(parties: Iterable[Party], names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """The names of ``parties``, one for each actor across reports."""
    shown: dict[str, str] = {}
    for key, name, actor in parties:
        row, known = names.get(actor or "", (key, name))
        shown.setdefault(row, known)
    return tuple(shown.values())


def _spoken(version: Version, known: tuple[str, str] | None) -> Version:
    if known is None or known[1] == version.speaker:
        return version
    cells = {name: getattr(version, name) for name in Version.__dataclass_fields__}
    return Version(**{**cells, "speaker": known[1]})
