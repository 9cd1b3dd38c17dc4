"""A ledger comes in, and tables for spreadsheets go out, each row with its words and their report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from sitrep.ledger.state import EventRow, ReportRow, State

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export"]

Cell = str | int | float | None
Row = dict[str, Cell]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(ledger: LedgerView) -> Exported:
    """A file each for reports, events, items, series, versions, statements and actors (RFC 4180, UTF-8).

    Lists stand in one cell with "; " between. Text that a spreadsheet would run as a formula gets a
    leading apostrophe; numbers are left as they are.
    """
    state = ledger.state()
    tables = _Tables(state, {row.id: row for row in state.reports}, dict(_told_in(ledger, state)))
    return {f"{name}.csv": _to_csv(columns, rows) for name, columns, rows in tables.listed()}


@dataclass(frozen=True, slots=True)
class _Tables:
    """The state with its reports by id, and the report in which each actor was first told of."""

    state: State
    reports: Mapping[str, ReportRow]
    told_in: Mapping[str, str]
    provenance: tuple[str, ...] = field(default=("report", "published", "publisher", "url"))

    def listed(self) -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
        """Name, columns and rows of every table."""
        from_report = ("quote", *self.provenance)
        yield "reports", _REPORTS, (_cells(asdict(row)) for row in self.state.reports)
        yield "events", (*_EVENTS, *from_report), map(self.event, self.state.events)
        yield "items", ("event", "item", *from_report), self.items()
        yield "series", (*_SERIES, *from_report), self.series()
        yield "versions", ("series", *_VERSIONS, *from_report), self.versions()
        yield "statements", (*_STATEMENTS, *from_report), self.statements()
        yield "actors", (*_ACTORS, *from_report), self.actors()

    def event(self, event: EventRow) -> Row:
        place = event.place
        cells = _cells({name: getattr(event, name) for name in _EVENTS if hasattr(event, name)})
        cells["place"] = place.name if place else None
        cells |= {name: getattr(place, name) if place else None for name in ("country", "lat", "lon")}
        cells["reports"] = len(event.reports)
        return {**cells, **self.words(event.items[0].quote, event.items[0].report)}

    def items(self) -> Iterator[Row]:
        for event in self.state.events:
            for item in event.items:
                yield {"event": event.id, "item": item.event, **self.words(item.quote, item.report)}

    def series(self) -> Iterator[Row]:
        for series in self.state.series:
            cells = _cells({name: getattr(series, name) for name in _SERIES if name != "versions"})
            cells["versions"] = len(series.versions)
            last = series.versions[-1]
            yield {**cells, **self.words(last.quote, last.report)}

    def versions(self) -> Iterator[Row]:
        for series in self.state.series:
            for version in series.versions:
                cells = _cells({name: getattr(version, name) for name in _VERSIONS})
                yield {"series": series.id, **cells, **self.words(version.quote, version.report)}

    def statements(self) -> Iterator[Row]:
        for statement in self.state.statements:
            cells: Row = {
                "id": statement.id,
                "speaker": statement.speaker,
                "replies_to": statement.replies_to,
            }
            cells["appearances"] = len(statement.appearances)
            yield {**cells, **self.words(statement.content, statement.appearances[0].report)}

    def actors(self) -> Iterator[Row]:
        for actor in self.state.actors:
            yield {**_cells(asdict(actor)), **self.words(actor.name, self.told_in[actor.id])}

    def words(self, quote: str, report_id: str) -> Row:
        """The cells that lead a row back to its words."""
        report = self.reports[report_id]
        told = (report.id, report.published, report.publisher, report.url)
        return {"quote": quote, **dict(zip(self.provenance, told, strict=True))}


_REPORTS = ("id", "title", "publisher", "published", "url", "reprint_of", "version_of")
_EVENTS = (
    *("id", "type", "mode", "actors", "recipients", "place", "country", "lat", "lon", "earliest", "latest"),
    *("reality", "reports", "independent", "disputed", "status", "series"),
)
_SERIES = (
    *("id", "event", "measure", "counted", "unit", "part_of", "low", "best", "high", "disputed"),
    "versions",
)
_VERSIONS = ("figure", "speaker", "low", "high", "bound", "relation")
_STATEMENTS = ("id", "speaker", "replies_to", "appearances")
_ACTORS = ("id", "name", "names", "country", "sectors")


def _told_in(ledger: LedgerView, state: State) -> Iterator[tuple[str, str]]:
    for actor in state.actors:
        lead = ledger.locate(actor.id)
        if lead is not None:
            yield actor.id, lead.report


def _cells(values: Mapping[str, object]) -> Row:
    return {name: _cell(value) for name, value in values.items()}


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return value if isinstance(value, (str, int, float)) else None


def _to_csv(columns: tuple[str, ...], rows: Iterable[Row]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _plain(row[name]) for name in columns})
    return stream.getvalue()


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
