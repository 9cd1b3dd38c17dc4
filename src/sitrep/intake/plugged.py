"""A file comes in, and reports go out by the reader that another package adds for its suffix.

Such a package has an entry point of the group ``sitrep.intake``; its name is the suffix without the dot, its
value a function from the path of a file to the reports in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from sitrep.errors import SitrepError
from sitrep.intake.failure import Failure
from sitrep.record.report import Report

__all__ = ["added_suffixes", "read_added"]

GROUP = "sitrep.intake"


@cache
def added_suffixes() -> frozenset[str]:
    """The suffixes, with their dots, that other packages read."""
    return frozenset(f".{point.name.lower()}" for point in entry_points(group=GROUP))


def read_added(path: Path) -> Iterator[Report | Failure]:
    """The reports in ``path`` by the package that reads its suffix, a failure where that fails."""
    try:
        yield from _reader(path.suffix.lower())(path)
    except SitrepError as fault:
        yield Failure(str(path), str(fault))
    except Exception as fault:  # a stranger's code may raise what it likes; the other files go on
        yield Failure(str(path), f"the reader for {path.suffix} failed: {type(fault).__name__}: {fault}")


@cache
def _reader(suffix: str) -> Callable[[Path], Iterable[Report]]:
    (point, *_) = (p for p in entry_points(group=GROUP) if f".{p.name.lower()}" == suffix)
    reader: Callable[[Path], Iterable[Report]] = point.load()
    return reader
