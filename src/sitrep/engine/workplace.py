"""The path of a ledger comes in, and a folder beside it, which one run has for itself, goes out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

__all__ = ["workplace"]


@contextmanager
def workplace(ledger: Path | None) -> Iterator[Path]:
    """A folder for the shards and outputs of a run; nobody else works in it while it is open.

    It stands beside ``ledger``, and is removed when the run came to its end. One that was cut off leaves
    it to the next, which finds there what was done. Without a ledger it is temporary.
    """
    if ledger is None:
        with TemporaryDirectory(prefix="sitrep-") as folder:
            yield Path(folder)
        return
    place, lock = _free_place(ledger)
    try:
        yield place
        shutil.rmtree(place, ignore_errors=True)
    finally:
        lock.release()


def _free_place(ledger: Path) -> tuple[Path, FileLock]:
    """The first place beside ``ledger`` at which no run is at work, and the lock on it."""
    for number in count(1):
        place = ledger.with_name(f"{ledger.name}-work-{number}")
        lock = FileLock(f"{place}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        place.mkdir(exist_ok=True)
        return place, lock
    raise AssertionError("the numbers came to an end")
