"""A projection comes in and table rows go out, and back: the one place that knows how the state is stored."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sitrep.ledger.fold import Projection
from sitrep.ledger.state import STATE_SCHEMA, State
from sitrep.record.codec import decode, encode

__all__ = ["TABLES", "Table", "read_state", "stored_rows", "table_rows", "write_projection"]

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A list of the state as a table.

    Columns bear the names of the fields. Those in ``lists`` hold JSON; those in ``flags`` 0 or 1.
    A list inside a row that has a table of its own is ``parts``: its field, table and key column.
    """

    name: str
    columns: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    parts: tuple[str, str, str] | None = None


_EVENTS = (
    *("id", "type", "mode", "actors", "recipients", "place", "earliest", "latest", "reality"),
    *("reports", "independent", "disputed", "status", "series"),
)
_SERIES = ("id", "event", "measure", "counted", "unit", "part_of", "low", "best", "high", "disputed")
_VERSIONS = ("report", "figure", "published", "speaker", "low", "high", "bound", "quote", "relation")

TABLES = (
    Table("reports", ("id", "title", "publisher", "published", "url", "reprint_of", "version_of")),
    Table(
        "events",
        _EVENTS,
        lists=frozenset({"actors", "recipients", "place", "reports", "series"}),
        flags=frozenset({"disputed"}),
        parts=("items", "items", "event_id"),
    ),
    Table("series", _SERIES, flags=frozenset({"disputed"}), parts=("versions", "versions", "series_id")),
    Table(
        "statements",
        ("id", "speaker", "content", "replies_to"),
        parts=("appearances", "appearances", "statement_id"),
    ),
    Table("actors", ("id", "name", "names", "country", "sectors"), lists=frozenset({"names", "sectors"})),
    Table("conflicts", ("items", "reason"), lists=frozenset({"items"})),
)
_PARTS = {
    "items": ("report", "event", "quote"),
    "versions": _VERSIONS,
    "appearances": ("report", "statement"),
}


def write_projection(connection: sqlite3.Connection, projection: Projection) -> None:
    """Put ``projection`` in place of what the tables hold, inside the caller's transaction."""
    for name, (columns, rows) in table_rows(projection).items():
        marks = ", ".join("?" * len(columns))
        connection.execute(f"DELETE FROM {name}")
        connection.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", rows)
    connection.execute("INSERT INTO statement_search (statement_search) VALUES ('rebuild')")


def table_rows(projection: Projection) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """For each table its columns and the rows that ``projection`` puts there."""
    tables: dict[str, tuple[tuple[str, ...], list[Row]]] = {}
    for table in TABLES:
        rows = list(getattr(projection.state, table.name))
        cells = ([_cell(getattr(row, column), column, table) for column in table.columns] for row in rows)
        tables[table.name] = (("position", *table.columns), _numbered(cells))
        if table.parts:
            field, name, key = table.parts
            told = ((row.id, part) for row in rows for part in getattr(row, field))
            parts = ((holder, *(getattr(part, column) for column in _PARTS[name])) for holder, part in told)
            tables[name] = (("position", key, *_PARTS[name]), _numbered(parts))
    leads = [(lead.id, lead.kind, lead.leads_to, lead.report) for lead in projection.leads]
    tables["leads"] = (("id", "kind", "leads_to", "report"), leads)
    return tables


def stored_rows(connection: sqlite3.Connection, name: str, columns: Iterable[str]) -> Iterator[Row]:
    """The rows of a table in order, as they are stored."""
    yield from connection.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY 1")


def read_state(connection: sqlite3.Connection) -> State:
    """The state that the tables hold."""
    lists = {table.name: _read_table(connection, table) for table in TABLES}
    return decode(encode({"schema": STATE_SCHEMA, **lists}), State)


def _numbered(rows: Iterable[Iterable[object]]) -> list[Row]:
    return [(position, *row) for position, row in enumerate(rows, 1)]


def _cell(value: object, column: str, table: Table) -> object:
    if column in table.lists:
        return None if value is None else encode(value)
    return int(bool(value)) if column in table.flags else value


def _read_table(connection: sqlite3.Connection, table: Table) -> list[dict[str, object]]:
    parts = _read_parts(connection, table)
    rows = []
    for cells in stored_rows(connection, table.name, ("position", *table.columns)):
        row = {c: _value(cell, c, table) for c, cell in zip(table.columns, cells[1:], strict=True)}
        if table.parts:
            row[table.parts[0]] = parts.get(row["id"], [])
        rows.append(row)
    return rows


def _read_parts(connection: sqlite3.Connection, table: Table) -> Mapping[object, list[dict[str, object]]]:
    parts: dict[object, list[dict[str, object]]] = defaultdict(list)
    if table.parts:
        _, name, key = table.parts
        for _, holder, *cells in stored_rows(connection, name, ("position", key, *_PARTS[name])):
            parts[holder].append(dict(zip(_PARTS[name], cells, strict=True)))
    return parts


def _value(cell: Any, column: str, table: Table) -> object:
    if column in table.lists:
        return None if cell is None else decode(cell, object)
    return bool(cell) if column in table.flags else cell
