"""A ledger comes in, and its tables as an Excel workbook, a sheet each, go out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sitrep.errors import MissingExtra
from sitrep.export.cells import printable
from sitrep.export.tables import TABLES, Row, Table, pieces
from sitrep.ledger.spreadsheet import FINGERPRINT
from sitrep.ledger.written import CUT, Cell, fingerprint, written

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export"]

_LONGEST = 32_767  # UTF-16 units that a cell of Excel holds
_ROWS = 1_048_576  # rows that a sheet of Excel holds
_LONG_AGO = datetime(1980, 1, 1)  # the first moment that a ZIP archive can name
_WIDE = {"quote": 70, "title": 50, "names": 40, "actors": 30, "recipients": 30, "url": 30, "link": 30}
_WIDTH, _ID_WIDTH, _NARROW = 16, 20, 12


def export(ledger: LedgerView) -> Exported:
    """One workbook with the sheets that ``csv`` has as files.

    Everything but numbers is text, so that no formula runs and no id is taken for a number; text over 32,767
    characters is cut, which shows at its end. A table too long for a sheet goes on in another.
    :class:`MissingExtra` where XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("a workbook needs XlsxWriter: pip install 'sitrep[tables]'") from None
    stream = io.BytesIO()
    # Row by row each sheet goes to a file of its own, so that a long table is not held in memory.
    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "sitrep", "created": _LONG_AGO})
    head = book.add_format({"bold": True, "bg_color": "#E8ECF0", "bottom": 1})
    sheets = {name: _Sheet(book, table, head) for name, table in TABLES.items()}
    for table, rows in pieces(ledger):
        for row in rows:
            sheets[table.name].write(row)
    for sheet in sheets.values():
        sheet.close()
    book.close()
    return {"ledger.xlsx": stream.getvalue()}


@dataclass
class _Sheet:
    """A table's sheet in the making, or the latest of its sheets."""

    book: Any
    table: Table
    head: Any
    number: int = 0

    def __post_init__(self) -> None:
        self._open()

    def write(self, row: Row) -> None:
        if self._row == _ROWS:
            self.close()
            self._open()
        cells = list(map(written, row))
        for column, (cell, text) in enumerate(zip(row, cells, strict=True)):
            self._put(column, cell, text)
        self._sheet.write_string(self._row, len(row), fingerprint(self.table.compared(cells)))
        self._row += 1

    def close(self) -> None:
        """Let the rows so far be filtered by their heads."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self.table.columns))

    def _open(self) -> None:
        self.number += 1
        name = self.table.name if self.number == 1 else f"{self.table.name} {self.number}"
        self._sheet = self.book.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        for column, head in enumerate((*self.table.names(), FINGERPRINT)):
            # Nobody reads a fingerprint; hidden, it is neither changed nor lost.
            hidden = {"hidden": head == FINGERPRINT}
            self._sheet.set_column(column, column, _width(self.table, head), None, hidden)
            self._sheet.write_string(0, column, head, self.head)
        self._row = 1

    def _put(self, column: int, cell: Cell, text: str) -> None:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            self._sheet.write_number(self._row, column, cell)
        elif text:
            self._sheet.write_string(self._row, column, _fitting(text))


def _width(table: Table, name: str) -> int:
    """The width of a column in characters."""
    if name in _WIDE:
        return _WIDE[name]
    kinds: Mapping[str, str] = {column.name: column.kind for column in table.columns}
    if kinds.get(name) in ("integer", "number", "flag"):
        return _NARROW
    return _ID_WIDTH if name in ("id", "event", "item", "figure", "report", "series") else _WIDTH


def _fitting(text: str) -> str:
    """``text`` without what XML cannot hold, cut where a cell cannot hold it."""
    plain = printable(text)
    if len(plain) * 2 <= _LONGEST:
        return plain
    units = plain.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return plain
    return units[: 2 * (_LONGEST - len(CUT))].decode("utf-16-le", errors="ignore") + CUT
