"""Reads news reports and keeps a sourced record of what happened, who says so, how many, where and when.

>>> from sitrep import read
>>> record = read("LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers.")
>>> [(figure.measure, figure.low) for figure in record.figures]
[('killed', 34)]
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitrep.ledger import Ledger
    from sitrep.readers import ReaderName
    from sitrep.record import Record, Report

__all__ = ["Ledger", "read"]


def read(
    report: str | Path | Report,
    *,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    reader: ReaderName = "model",
    min_confidence: float = 0.0,
) -> Record:
    """The record of one report: its text, the path of its file, or a report made already.

    ``published`` is an ISO 8601 date; like the other options it fills what the report lacks.
    ``reader`` is "model", the shipped model beside the rules, or "rules", the rules alone.
    Events of less than ``min_confidence`` (0 to 1) are left out.
    :class:`~sitrep.errors.InputError` where there is nothing that could be read.
    """
    from sitrep.errors import InputError
    from sitrep.intake import Failure, from_text, reports
    from sitrep.readers.reader import read_report

    if isinstance(report, Path):
        found = next(reports([report], published=published, publisher=publisher, url=url))
        if isinstance(found, Failure):
            raise InputError(f"{found.where}: {found.reason}")
        return read_report(found, reader=reader, min_confidence=min_confidence)
    if isinstance(report, str):
        report = from_text(report, title=title, published=published, publisher=publisher, url=url)
    return read_report(report, reader=reader, min_confidence=min_confidence)


def __getattr__(name: str) -> Any:
    # The ledger brings SQLite and the codec along, which one who only reads does not need.
    if name == "Ledger":
        from sitrep.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'sitrep' has no attribute {name!r}")
