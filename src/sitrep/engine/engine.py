"""Shards come in, and in their order the outputs of all go out: what every engine promises."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sitrep.engine.output import outcomes_in
from sitrep.engine.reading import Ending, Order
from sitrep.engine.shard import Shard
from sitrep.engine.task import Task
from sitrep.intake.failure import Failure
from sitrep.record import Record

__all__ = ["LOST", "Engine", "Finished", "Work", "cores", "in_order", "limits", "use_one_thread"]

LOST = "the shard that it was in was removed or changed while the run went on"
_AHEAD = 2  # shards given out for each worker, so that none waits while the oldest is awaited
# What the libraries of arithmetic ask for the number of their threads. Their products are small here: more
# threads than one wait for each other, and wait by working.
_ARITHMETIC = (
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"),
    "RAYON_NUM_THREADS",
)


@dataclass(frozen=True, slots=True)
class Finished:
    """A shard that is done with, and its output, or None where the shard was lost."""

    shard: Shard
    out: Path | None

    def outcomes(self) -> Iterator[Record | Failure]:
        """What came of each report, in the order of the shard."""
        if self.out is None:
            return (Failure(name, LOST) for name in self.shard.names)
        return outcomes_in(self.out)


class Engine(Protocol):
    """Something that reads shards: each to an output of its own, whatever dies on the way."""

    def run(self, shards: Iterable[Shard]) -> Iterator[Finished]:
        """Read ``shards``, taking them as they are needed, and give each in its order when it is done.

        :class:`~sitrep.errors.ResourceError` where none can be read or no output be written. Closing the
        iterator ends the work; what is not done is taken up by a later run over the same folder.
        """
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """What one run works at: its task and the folder of its outputs."""

    task: Task
    folder: Path
    digest: str

    @classmethod
    def of(cls, task: Task, folder: Path) -> Work:
        """The work in ``folder``, which is made if it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(task, folder, task.digest())

    def order(self, shard: Shard) -> Order:
        """What a worker is told to do for ``shard``."""
        return Order(
            str(shard.path.resolve()), shard.digest, str(shard.output(self.folder, self.digest).resolve())
        )

    def finished(self, shard: Shard, ending: Ending) -> Finished:
        """``shard``, after a worker came to ``ending``."""
        return Finished(shard, shard.output(self.folder, self.digest) if ending == "done" else None)


def in_order(
    shards: Iterable[Shard], submit: Callable[[Shard], Future[Ending]], *, jobs: int
) -> Iterator[tuple[Shard, Ending]]:
    """Submit ``shards``, a few ahead of the one that is awaited, and give how each ended, in their order."""
    waiting: deque[tuple[Shard, Future[Ending]]] = deque()
    for shard in shards:
        waiting.append((shard, submit(shard)))
        while waiting and (len(waiting) >= _AHEAD * jobs or waiting[0][1].done()):
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def use_one_thread() -> None:
    """Let the arithmetic of this process have one thread, unless its environment says otherwise.

    To be called before numpy is loaded, which asks only then.
    """
    for name in _ARITHMETIC:
        os.environ.setdefault(name, "1")


def limits(jobs: int) -> dict[str, str]:
    """Settings of the environment by which ``jobs`` workers have no more threads than there are cores.

    What ``SITREP_THREADS`` says already stands.
    """
    threads = os.environ.get("SITREP_THREADS") or str(max(1, cores() // jobs))
    return {**dict.fromkeys(_ARITHMETIC, "1"), "SITREP_THREADS": threads}
