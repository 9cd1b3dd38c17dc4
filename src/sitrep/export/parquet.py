"""A ledger comes in, and its tables as Apache Parquet files, typed and compressed, go out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sitrep.errors import MissingExtra
from sitrep.export.tables import TABLES, Row, Table, pieces

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export"]

_GROUP = 50_000  # rows of a row group, and so the most that are held in memory of a table


def export(ledger: LedgerView, *, tables: Collection[str] | None = None) -> Exported:
    """A file a table, or only those named in ``tables``; the same columns as in ``csv``.

    Dates are text (ISO 8601), as in the ledger, lists are lists of text, counts 64-bit integers, and numbers
    that may have a fraction 64-bit floats. :class:`MissingExtra` where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("Parquet needs pyarrow: pip install 'sitrep[tables]'") from None
    files = {
        name: _File(pyarrow, table) for name, table in TABLES.items() if tables is None or name in tables
    }
    for table, rows in pieces(ledger, tables):
        files[table.name].write(rows)
    return {f"{name}.parquet": file.content() for name, file in files.items()}


@dataclass
class _File:
    """A file in the making: rows wait until they fill a row group."""

    arrow: Any
    table: Table
    waiting: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._schema = _schema(self.arrow, self.table)
        self._stream = self.arrow.BufferOutputStream()
        self._writer = self.arrow.parquet.ParquetWriter(self._stream, self._schema, compression="zstd")

    def write(self, rows: Sequence[Row]) -> None:
        self.waiting += rows
        if len(self.waiting) >= _GROUP:
            self._flush()

    def content(self) -> bytes:
        """The whole file; nothing can be written after this."""
        self._flush()
        self._writer.close()
        content: bytes = self._stream.getvalue().to_pybytes()
        return content

    def _flush(self) -> None:
        if not self.waiting:
            return
        columns = zip(*self.waiting, strict=True)
        arrays = [
            self.arrow.array(cells, kind) for cells, kind in zip(columns, self._schema.types, strict=True)
        ]
        self._writer.write_table(self.arrow.Table.from_arrays(arrays, schema=self._schema))
        self.waiting.clear()


def _schema(arrow: Any, table: Table) -> Any:
    kinds = {
        "text": arrow.string(),
        "date": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "flag": arrow.bool_(),
        "list": arrow.list_(arrow.string()),
    }
    return arrow.schema([(column.name, kinds[column.kind]) for column in table.columns])
