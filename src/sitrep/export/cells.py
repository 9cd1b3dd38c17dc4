"""Values come in, and the cells of a table that a spreadsheet opens without harm go out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Cell", "disarmed", "printable", "to_csv", "to_tsv"]

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What no table and no XML 1.0 can hold, tabs and ends of lines apart; it stays visible as U+FFFD.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """``text`` with what UTF-8, CSV and XML 1.0 cannot hold, such as NUL, as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def disarmed(cell: Cell) -> Cell:
    """``cell`` with a leading apostrophe where a spreadsheet would run its text; numbers as they are.

    >>> disarmed("=1+1"), disarmed(-3.5)
    ("'=1+1", -3.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Comma-separated text of ``columns`` (RFC 4180, lines end in LF), every text disarmed."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(row[name]) for name in columns])
    return stream.getvalue()


def to_tsv(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Tab-separated text of ``columns``, each row on one line; nothing is disarmed but what is no text.

    White space within a cell becomes one blank, so that no reader takes it for a cell or a row.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_one_line(row[name]) for name in columns])
    return stream.getvalue()


def _safe(cell: Cell) -> Cell:
    return disarmed(printable(cell)) if isinstance(cell, str) else cell


def _one_line(cell: Cell) -> Cell:
    return " ".join(printable(cell).split()) if isinstance(cell, str) else cell
