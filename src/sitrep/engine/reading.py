"""A shard comes in, and its output, every report of it read once or named as failed, goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from sitrep.engine.output import Draft, is_whole
from sitrep.engine.shard import load_reports
from sitrep.engine.task import Task, name_of
from sitrep.intake.failure import Failure

__all__ = ["QUARANTINED", "Ending", "Order", "read_shard"]

Ending = Literal["done", "lost", "stopped"]
"""The output is whole; the shard is gone or another than it was; the work was called off."""
QUARANTINED = "it ended the process that read it, twice, and was left out"
"""Why a report that kills its reader has failed."""
_DEATHS = 2
_LOOK_S = 0.2  # how often one who waits for another run looks whether it is called off


@dataclass(frozen=True, slots=True)
class Order:
    """A shard to read, by the path and digest of its file, and the path of its output."""

    shard: str
    digest: str
    out: str


def read_shard(order: Order, task: Task, *, is_stopped: Callable[[], bool] = lambda: False) -> Ending:
    """Read the reports of a shard by ``task`` and write what came of each to its output.

    Nothing is done where the output is whole. What an attempt that died has left is taken up, and a
    report in whose reading two attempts died is not tried again. Of two who read one shard at a time
    the second waits for the first. ``is_stopped`` is asked before each report. ``OSError`` where the
    output cannot be written.
    """
    out = Path(order.out)
    if is_whole(out):
        return "done"
    with _held(out, is_stopped) as is_held:
        if not is_held:
            return "stopped"
        return "done" if is_whole(out) else _read_on(order, task, is_stopped)


def _read_on(order: Order, task: Task, is_stopped: Callable[[], bool]) -> Ending:
    reports = load_reports(Path(order.shard), order.digest)
    if reports is None:
        return "lost"
    with Draft(Path(order.out)) as draft:
        for report in reports[draft.count :]:
            if is_stopped():
                return "stopped"
            if draft.deaths() >= _DEATHS:
                draft.add(Failure(name_of(report), QUARANTINED))
                continue
            with draft.in_hand():
                draft.add(task.attempt(report))
        draft.finish()
    return "done"


@contextmanager
def _held(out: Path, is_stopped: Callable[[], bool]) -> Iterator[bool]:
    """The lock on an output, which the system drops when its holder dies; False where it was called off."""
    lock = FileLock(f"{out}.lock")
    while not is_stopped():
        try:
            lock.acquire(timeout=_LOOK_S)
        except Timeout:
            continue
        try:
            yield True
        finally:
            lock.release()
        return
    yield False
