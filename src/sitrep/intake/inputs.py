"""Files, folders, addresses, standard input come in, and their reports, or why one was not read, go out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitrep.intake.draft import Defaults
from sitrep.intake.failure import Failure
from sitrep.intake.following import LINKED, Intake, follow, read_address, read_apart
from sitrep.intake.kinds import SUFFIXES
from sitrep.intake.plugged import added_suffixes, read_added
from sitrep.intake.reading import Arrival, arrived, read
from sitrep.record.report import Report

if TYPE_CHECKING:
    from sitrep.intake.fetch import Fetcher
    from sitrep.intake.page import Page

__all__ = ["Failure", "reports"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://|(?:javascript|data|mailto):", re.IGNORECASE)
_SUFFIXES = tuple(SUFFIXES)


def reports(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    fetcher: Fetcher | None = None,
    keep: Callable[[Page], None] | None = None,
) -> Iterator[Report | Failure]:
    """Every report in ``inputs``, in order, and a :class:`Failure` for each item that could not be read.

    An input is a file, a folder (read in path order with all folders in it; hidden files and kinds
    not known are passed over), an address, or ``-`` for standard input. What it holds is told by its
    content: text, Markdown, HTML, JSON, a message, a PDF, a Word document, a web archive, a feed, or a
    list of addresses. Those of a feed or list are fetched where it is named by itself, not in a folder.

    The options fill what a report lacks; :class:`~sitrep.errors.InputError` at once where
    ``published`` is no date. ``fetcher`` fetches, with a memory of what it has fetched; pages that have
    not changed since are passed over. ``keep`` is called with each fetched page that became a report,
    just before that is given.
    """
    defaults = Defaults.of(published=published, publisher=publisher, url=url)
    intake = Intake(defaults, (lambda: fetcher) if fetcher else cache(_fetcher), keep)
    return (found for item in inputs for found in _read_input(item, intake))


def _fetcher() -> Fetcher:
    # Brings the libraries that open connections, which most runs do not need.
    from sitrep.intake.fetch import Fetcher

    return Fetcher()


def _read_input(item: str | Path, intake: Intake) -> Iterator[Report | Failure]:
    if item == "-":
        yield from _read_arrival(arrived(sys.stdin.buffer, "standard input", ""), intake)
    elif isinstance(item, str) and _ADDRESS.match(item):
        yield from read_address(item, intake)
    elif Path(item).is_dir():
        yield from _read_folder(Path(item), intake)
    else:
        yield from _read_file(Path(item), intake, is_named=True)


def _read_folder(folder: Path, intake: Intake) -> Iterator[Report | Failure]:
    faults: list[OSError] = []
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=faults.append):
        # The walk goes on to what is left in this very list.
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths.extend(Path(parent, name) for name in names if _is_read(name))
    for path in sorted(paths):
        yield from _read_file(path, intake, is_named=False)
    yield from (Failure(str(fault.filename), _why(fault)) for fault in faults)
    if not paths and not faults:
        yield Failure(str(folder), "the folder holds no file of a kind that is read")


def _is_read(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith((*_SUFFIXES, *added_suffixes()))


def _read_file(path: Path, intake: Intake, *, is_named: bool) -> Iterator[Report | Failure]:
    if path.exists() and not path.is_file():
        # A pipe would be waited for without end.
        yield Failure(str(path), "cannot be read: is no regular file")
        return
    if path.suffix.lower() in added_suffixes() and path.exists():
        yield from read_added(path)
        return
    try:
        with path.open("rb") as stream:
            arrival = arrived(stream, str(path), path.suffix.lower())
            yield from _read_arrival(arrival, intake, is_named=is_named)
    except OSError as fault:
        yield Failure(str(path), _why(fault))


def _read_arrival(arrival: Arrival, intake: Intake, *, is_named: bool = True) -> Iterator[Report | Failure]:
    if arrival.kind not in LINKED:
        yield from read(arrival, intake.defaults)
    elif is_named:
        yield from follow(arrival, intake)
    else:
        yield from read_apart(arrival, intake.defaults)


def _why(fault: OSError) -> str:
    return f"cannot be read: {(fault.strerror or str(fault)).lower()}"
