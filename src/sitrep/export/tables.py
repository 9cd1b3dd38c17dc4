"""A ledger comes in, and the rows of its tables, each with its words and their report, go out in pieces.

Every format of tables writes these. A piece is a few thousand rows, so that a ledger of millions is
never held whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sitrep.ledger.spreadsheet import Present
from sitrep.ledger.written import Cell, written
from sitrep.views.live_page import link_to

if TYPE_CHECKING:
    from sitrep.ledger import LedgerView
    from sitrep.ledger.state import EventRow, ReportRow, Series, State, Version
    from sitrep.ledger.view import RowKind

__all__ = ["TABLES", "Cell", "Column", "Row", "Table", "pieces", "present_rows", "rows_of"]

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``list`` cells hold names or ids, ``date`` cells ISO 8601 text, all else what it says."""

    name: str
    kind: Literal["text", "date", "integer", "number", "flag", "list"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the kind of row that it is made of, its columns, and which of these is a row's id."""

    name: str
    kind: RowKind
    columns: tuple[Column, ...]
    rows: Callable[[_Part], Iterator[Row]]
    id: str = "id"

    @property
    def of(self) -> str:
        """What the ids of its rows are of."""
        return self.kind if self.id == "id" else self.id

    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def compared(self, cells: Sequence[str]) -> dict[str, str]:
        """The ``cells`` of a row, in the order of the columns, all of them but its link."""
        return {name: cell for name, cell in zip(self.names(), cells, strict=True) if name != "link"}


def pieces(ledger: LedgerView, tables: Collection[str] | None = None) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of ``tables``, by default of all, in the ledger's order, a few thousand at a time.

    All are of one moment. A table without rows yields none. The pieces of two tables that are made of
    the same rows, such as events and their items, take turns.
    """
    wanted = [table for table in TABLES.values() if tables is None or table.name in tables]
    for kind, part in ledger.parts(*dict.fromkeys(table.kind for table in wanted)):
        known = _Part.of(ledger, part)
        yield from ((table, list(table.rows(known))) for table in wanted if table.kind == kind)


def rows_of(ledger: LedgerView, table: Table, part: State) -> Iterator[Row]:
    """The rows of one table over a part of the state, with the reports that are in it."""
    return table.rows(_Part.of(ledger, part))


def present_rows(ledger: LedgerView, ids: Collection[tuple[str, str]]) -> dict[tuple[str, str], Present]:
    """The rows of some ids as they are now, by the column of the id and the id itself."""
    wanted = {column for column, _ in ids}
    tables = [table.name for table in TABLES.values() if table.id in wanted]
    return {
        (table.id, name): Present(table.of, table.compared(list(map(written, row))))
        for table, rows in pieces(ledger, tables)
        for row in rows
        if (table.id, name := str(row[table.names().index(table.id)])) in ids
    }


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the state with its reports and events by id, and the report each actor was first told in."""

    state: State
    reports: Mapping[str, ReportRow]
    events: Mapping[str, EventRow]
    told_in: Mapping[str, str]

    @classmethod
    def of(cls, ledger: LedgerView, state: State) -> _Part:
        leads = (ledger.locate(actor.id) for actor in state.actors)
        told_in = {lead.id: lead.report for lead in leads if lead is not None}
        reports = {row.id: row for row in state.reports}
        return cls(state, reports, {row.id: row for row in state.events}, told_in)

    def report_rows(self) -> Iterator[Row]:
        for row in self.state.reports:
            cells = (row.id, row.title, row.publisher, row.published, row.url, row.reprint_of)
            yield (*cells, row.version_of, link_to(row.url, ""))

    def event_rows(self) -> Iterator[Row]:
        for row in self.state.events:
            place = row.place
            where = (place.name, place.country, place.lat, place.lon) if place else (None,) * 4
            what = (row.id, row.type, row.mode, row.actors, row.recipients, *where, row.earliest, row.latest)
            counts = (row.reality, len(row.reports), row.independent, row.disputed, row.status, row.series)
            yield (*what, *counts, *self.words(row.items[0].quote, row.items[0].report))

    def item_rows(self) -> Iterator[Row]:
        for row in self.state.events:
            for item in row.items:
                yield (row.id, item.event, *self.words(item.quote, item.report))

    def series_rows(self) -> Iterator[Row]:
        for row in self.state.series:
            what = (row.id, row.event, row.measure, row.counted, row.unit, row.part_of)
            numbers = (row.low, row.best, row.high, row.disputed, len(row.versions))
            yield (*what, *numbers, *self.number(row, row.versions[-1]))

    def version_rows(self) -> Iterator[Row]:
        for row in self.state.series:
            for one in row.versions:
                cells = (row.id, one.figure, one.speaker, one.low, one.high, one.bound, one.relation)
                yield (*cells, *self.number(row, one))

    def statement_rows(self) -> Iterator[Row]:
        for row in self.state.statements:
            cells = (row.id, row.speaker, row.replies_to, len(row.appearances))
            yield (*cells, *self.words(row.content, row.appearances[0].report))

    def actor_rows(self) -> Iterator[Row]:
        for row in self.state.actors:
            cells = (row.id, row.name, row.names, row.country, row.sectors)
            yield (*cells, *self.words(row.name, self.told_in[row.id]))

    def words(self, words: str, report_id: str) -> Row:
        """The cells that lead a row back to its words."""
        report = self.reports[report_id]
        return (words, report.id, report.published, report.publisher, report.url, link_to(report.url, words))

    def number(self, row: Series, version: Version) -> Row:
        """The same for a number, with a link to the sentence: no page is found by the word "two"."""
        event = self.events.get(row.event or "")
        told = (item.quote for item in (event.items if event else ()) if item.report == version.report)
        sentence = next((words for words in told if version.quote in words), "")
        *cells, _ = self.words(version.quote, version.report)
        return (*cells, link_to(self.reports[version.report].url, sentence))


def _columns(names: str) -> tuple[Column, ...]:
    """Columns as they are written down below, each that is not text with its kind after a colon."""
    return tuple(Column(*name.split(":")) for name in names.split())  # type: ignore[arg-type]


_WORDS = "quote report published:date publisher url link"
_ALL = (
    Table(
        "reports",
        "report",
        _columns("id title publisher published:date url reprint_of version_of link"),
        _Part.report_rows,
    ),
    Table(
        "events",
        "event",
        _columns(
            "id type mode actors:list recipients:list place country lat:number lon:number earliest:date"
            " latest:date reality reports:integer independent:integer disputed:flag status series:list "
            f"{_WORDS}"
        ),
        _Part.event_rows,
    ),
    Table("items", "event", _columns(f"event item {_WORDS}"), _Part.item_rows, id="item"),
    Table(
        "series",
        "series",
        _columns(
            "id event measure counted unit part_of low:number best:number high:number disputed:flag"
            f" versions:integer {_WORDS}"
        ),
        _Part.series_rows,
    ),
    Table(
        "versions",
        "series",
        _columns(f"series figure speaker low:number high:number bound relation {_WORDS}"),
        _Part.version_rows,
        id="figure",
    ),
    Table(
        "statements",
        "statement",
        _columns(f"id speaker replies_to appearances:integer {_WORDS}"),
        _Part.statement_rows,
    ),
    Table("actors", "actor", _columns(f"id name names:list country sectors:list {_WORDS}"), _Part.actor_rows),
)
TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
"""The tables by name, in the order in which they are written."""
