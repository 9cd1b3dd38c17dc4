"""Reports and failures of intake come in, and the record of each or why there is none goes out, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sitrep.engine import EngineName
from sitrep.engine.engine import Engine
from sitrep.engine.local import LocalEngine
from sitrep.engine.pool import PoolEngine
from sitrep.engine.shard import SHARD_SIZE, cut_shards
from sitrep.engine.task import Task
from sitrep.engine.workplace import workplace
from sitrep.intake.failure import Failure
from sitrep.record import Record, Report

__all__ = ["engine_named", "reading"]


def engine_named(name: EngineName, task: Task, folder: Path, *, jobs: int | None = None) -> Engine:
    """The engine of that name, with its outputs in ``folder``.

    :class:`~sitrep.errors.MissingExtra` for ``ray`` where Ray is not installed.
    """
    if name == "local":
        return LocalEngine(task, folder)
    if name == "pool":
        return PoolEngine(task, folder, jobs=jobs)
    from sitrep.engine.ray import RayEngine

    return RayEngine(task, folder, jobs=jobs)


@contextmanager
def reading(
    found: Iterable[Report | Failure],
    task: Task,
    *,
    engine: EngineName,
    jobs: int | None = None,
    ledger: Path | None = None,
    size: int = SHARD_SIZE,
) -> Iterator[Iterator[Record | Failure]]:
    """What is read of each report, in their order; a failure of intake is given on when it is met.

    ``found`` is taken as it is needed, in shards of ``size`` reports. The work lies beside ``ledger``
    until the context is left: without a fault it is removed, else a later call with the same reports
    goes on from it.
    """
    with workplace(ledger) as folder:
        at_work = engine_named(engine, task, folder / "outputs", jobs=jobs)
        with closing(_outcomes(found, at_work, folder / "shards", size)) as outcomes:
            yield outcomes


def _outcomes(
    found: Iterable[Report | Failure], engine: Engine, folder: Path, size: int
) -> Generator[Record | Failure, None, None]:
    failures: deque[Failure] = deque()
    shards = cut_shards(_reports(found, failures), folder, size=size)
    for finished in engine.run(shards):
        yield from _taken(failures)
        yield from finished.outcomes()
    yield from _taken(failures)


def _reports(found: Iterable[Report | Failure], failures: deque[Failure]) -> Iterator[Report]:
    """The reports of ``found``; the failures among them go to ``failures``."""
    for item in found:
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield item


def _taken(failures: deque[Failure]) -> Iterator[Failure]:
    while failures:
        yield failures.popleft()
