"""The folder of a merging run comes in, and rows of its DuckDB file, tellings above all, go out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from sitrep.errors import MissingExtra, ResourceError
from sitrep.merge.background import Background
from sitrep.merge.told import Telling
from sitrep.record.codec import decode

__all__ = ["Bench", "require_duckdb"]

_FILE = "bench.duckdb"


class Bench:
    """The tables of a merging run; many may read them, while nobody writes."""

    def __init__(self, connection: Any, folder: Path) -> None:
        self.connection = connection
        self.folder = folder

    @classmethod
    @contextmanager
    def open(cls, folder: Path, *, is_written: bool = False, threads: int = 1) -> Iterator[Bench]:
        """The tables in ``folder``; beyond a gigabyte (half of one for readers) work is put on the disk."""
        duckdb = require_duckdb()
        settings = {
            "memory_limit": "1GB" if is_written else "500MB",
            "threads": threads,
            "temp_directory": str(folder / "spilled"),
            "preserve_insertion_order": False,
        }
        try:
            connection = duckdb.connect(str(folder / _FILE), read_only=not is_written, config=settings)
        except duckdb.Error as fault:
            raise ResourceError(f"{folder}: the tables of merging cannot be opened: {fault}") from None
        try:
            yield cls(connection, folder)
        except duckdb.Error as fault:
            raise ResourceError(f"{folder}: merging failed: {fault}") from None
        finally:
            connection.close()

    def run(self, sql: str, *values: object) -> None:
        """Run a statement that gives nothing back."""
        self.connection.execute(sql, list(values))

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows that a query gives."""
        found: list[tuple[Any, ...]] = self.connection.execute(sql, list(values)).fetchall()
        return found

    def one(self, sql: str, *values: object) -> int:
        """The only number that a query gives."""
        ((found,),) = self.rows(sql, *values)
        return int(found)

    def tellings(self, numbers: Collection[int]) -> dict[int, Telling]:
        """The tellings of these numbers, each with the background of its report."""
        if not numbers:
            return {}
        found = self._among("SELECT n, r, data FROM tellings", "n", sorted(numbers))
        reports = sorted({report for _, report, _ in found})
        backgrounds = {
            report: decode(data, Background)
            for report, data in self._among("SELECT r, data FROM backgrounds", "r", reports)
        }
        return {
            number: replace(decode(data, Telling), background=backgrounds[report])
            for number, report, data in found
        }

    def _among(self, select: str, column: str, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
        # The rows lie in order: between the bounds few blocks of the file are looked at.
        sql = f"{select} WHERE {column} BETWEEN ? AND ? AND {column} IN (SELECT unnest(?))"
        return self.rows(sql, numbers[0], numbers[-1], list(numbers))


def require_duckdb() -> Any:
    """DuckDB; :class:`MissingExtra` where it is not installed."""
    try:
        return import_module("duckdb")
    except ImportError:
        raise MissingExtra("merging a dataset needs DuckDB and SciPy: pip install 'sitrep[batch]'") from None
