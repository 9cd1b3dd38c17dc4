"""Shards come in and are read one after another in this process: the engine that others are measured by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sitrep.engine.engine import Finished, Work
from sitrep.engine.reading import read_shard
from sitrep.engine.shard import Shard
from sitrep.engine.task import Task
from sitrep.errors import ResourceError

__all__ = ["LocalEngine"]


class LocalEngine:
    """Reads in this process; a report that kills it is left out by the second run after it."""

    def __init__(self, task: Task, folder: Path) -> None:
        self._work = Work.of(task, folder)

    def run(self, shards: Iterable[Shard]) -> Iterator[Finished]:
        """Each of ``shards``, read when it is asked for."""
        self._work.task.prepare()
        for shard in shards:
            try:
                ending = read_shard(self._work.order(shard), self._work.task)
            except OSError as fault:
                raise ResourceError(f"the work of a run cannot be written: {fault}") from None
            yield self._work.finished(shard, ending)
