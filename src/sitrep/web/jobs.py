"""Texts and files dropped on the desk come in and are read in the background; how it went goes out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

__all__ = ["Item", "Job", "Jobs", "Outcome"]

_KEPT = 20  # jobs that a person can still look at


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be read: its name, and its bytes as they came."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one item went: the reports it brought, how many of them new, or why it failed."""

    item: Item
    reports: tuple[str, ...] = ()
    new: int = 0
    reason: str | None = None


@dataclass
class Job:
    """Some items on their way into the ledger."""

    id: str
    items: Sequence[Item]
    outcomes: list[Outcome] = field(default_factory=list)
    fault: str | None = None

    @property
    def is_done(self) -> bool:
        return self.fault is not None or len(self.outcomes) == len(self.items)

    @property
    def failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.reason is not None]


class Jobs:
    """The jobs of a desk, worked off one after another in a thread of their own."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="adding")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(self, items: Sequence[Item], read: Callable[[Item], Outcome]) -> Job:
        """Begin to read ``items``; ``read`` says of each how it went."""
        job = Job(secrets.token_hex(4), tuple(items))
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.pop(next(iter(self._jobs)))
        self._pool.submit(_work, job, read)
        return job

    def find(self, name: str) -> Job | None:
        """The job of an id; None where it is not known, or known no longer."""
        with self._lock:
            return self._jobs.get(name)

    def close(self) -> None:
        """Finish what is being read, and begin nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _work(job: Job, read: Callable[[Item], Outcome]) -> None:
    try:
        for item in job.items:
            job.outcomes.append(read(item))
    except Exception as fault:  # whatever broke is told to the person who waits for it
        job.fault = f"{type(fault).__name__}: {fault}"
