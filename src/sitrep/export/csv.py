"""A ledger comes in, and tables for spreadsheets go out, each row with its words and their report."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from sitrep.export.cells import disarmed, printable
from sitrep.export.tables import TABLES, Row, Table, pieces
from sitrep.ledger.spreadsheet import FINGERPRINT
from sitrep.ledger.written import Cell, fingerprint, written

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export", "header_of", "lines_of"]


def export(ledger: LedgerView, *, tables: Collection[str] | None = None) -> Exported:
    """A file each for reports, events, items, series, versions, statements and actors, or some of them.

    RFC 4180 in UTF-8, without a byte-order mark; lines end in LF.

    Lists stand in one cell with "; " between. Text that a spreadsheet would run as a formula gets a
    leading apostrophe; numbers are left as they are. ``link`` opens the report's page at the words, and
    ``as_exported`` lets ``sitrep correct --from`` tell which cells a person changed.
    """
    wanted = [table for table in TABLES.values() if tables is None or table.name in tables]
    files = {table.name: io.StringIO() for table in wanted}
    for table in wanted:
        files[table.name].write(header_of(table))
    for table, rows in pieces(ledger, tables):
        files[table.name].write(lines_of(table, rows))
    return {f"{name}.csv": file.getvalue() for name, file in files.items()}


def header_of(table: Table) -> str:
    """The first line of a table."""
    return _written([(*table.names(), FINGERPRINT)])


def lines_of(table: Table, rows: Iterable[Row]) -> str:
    """The lines of some rows of a table."""
    return _written(_lines(table, rows))


def _written(lines: Iterable[Iterable[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(lines)
    return file.getvalue()


def _lines(table: Table, rows: Iterable[Row]) -> Iterator[list[str]]:
    for row in rows:
        cells = list(map(written, row))
        yield [*map(_safe, cells, row), fingerprint(table.compared(cells))]


def _safe(cell: str, value: Cell) -> str:
    """Text that is free of harm; what is a number needs no care."""
    return str(disarmed(printable(cell))) if isinstance(value, (str, tuple)) else cell
