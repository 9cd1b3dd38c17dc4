"""Shards come in and are read by processes of this machine, which are replaced when they die."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from sitrep.engine.engine import Finished, Work, cores, in_order, limits
from sitrep.engine.reading import Ending, Order
from sitrep.engine.shard import Shard
from sitrep.engine.task import Task
from sitrep.engine.worker import GRACE_S, Answer
from sitrep.errors import ResourceError
from sitrep.record.codec import decode, encode

__all__ = ["PoolEngine"]

_STILLBORN = 3  # processes in succession that die before they can read anything


class PoolEngine:
    """Reads in ``jobs`` processes (one a core if None), each started for itself: nothing is forked."""

    def __init__(self, task: Task, folder: Path, *, jobs: int | None = None) -> None:
        self._work = Work.of(task, folder)
        self._jobs = jobs or cores()

    def run(self, shards: Iterable[Shard]) -> Iterator[Finished]:
        """Each of ``shards`` in its order; processes are started as they are needed."""
        with _Threads(self._jobs) as threads, closing(_Crew(self._work.task, self._jobs)) as crew:

            def submit(shard: Shard) -> Future[Ending]:
                return threads.submit(crew.read, self._work.order(shard))

            for shard, ending in in_order(shards, submit, jobs=self._jobs):
                yield self._work.finished(shard, ending)


class _Threads(ThreadPoolExecutor):
    """Threads that wait for workers; what is not begun when they are left is not begun any more."""

    def __exit__(self, *_: object) -> None:
        self.shutdown(cancel_futures=True)


class _Crew:
    """The workers of a run, each with one shard at a time."""

    def __init__(self, task: Task, jobs: int) -> None:
        self._workers = [_Worker(task, limits(jobs)) for _ in range(jobs)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def read(self, order: Order) -> Ending:
        worker = self._idle.get()
        try:
            return worker.read(order)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        for worker in self._workers:
            worker.dismiss()
        for worker in self._workers:
            worker.close()


class _Worker:
    """One process at a time that reads shards."""

    def __init__(self, task: Task, settings: dict[str, str]) -> None:
        self._task = task
        # What is importable here is importable there.
        path = os.pathsep.join(filter(None, sys.path))
        self._environment = {**os.environ, **settings, "PYTHONPATH": path}
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._is_dismissed = False

    def read(self, order: Order) -> Ending:
        """How ``order`` ends, by as many processes as die over it."""
        while (process := self._running()) is not None:
            answer = _ask(process, encode(order))
            if answer is not None:
                return answer.result()
        return "stopped"

    def dismiss(self) -> None:
        """Let the process end when it has done the report that it has in hand."""
        with self._lock:
            self._is_dismissed = True
            if self._process is not None and self._process.stdin is not None:
                _close(self._process.stdin)

    def close(self) -> None:
        """Wait until the process has ended; it is killed if that takes long."""
        process = self._process
        if process is not None:
            try:
                process.wait(2 * GRACE_S)
            except subprocess.TimeoutExpired:
                process.kill()
            _bury(process)

    def _running(self) -> subprocess.Popen[bytes] | None:
        """The process, started anew where the last one died; None when none is wanted any more."""
        for _ in range(_STILLBORN):
            if self._is_dismissed or (self._process is not None and self._process.poll() is None):
                return None if self._is_dismissed else self._process
            process = self._start()
            if process is None:
                return None
            answer = _ask(process, encode(self._task))
            if answer is not None:
                answer.result()
                return process
        raise ResourceError(f"{_STILLBORN} workers in succession died before they could read anything")

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._is_dismissed:
                return None
            if self._process is not None:
                _bury(self._process)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "sitrep.engine.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
            )
            return self._process


def _ask(process: subprocess.Popen[bytes], question: str) -> Answer | None:
    """The answer of a worker; None where it died over it."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(question.encode() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except (OSError, ValueError):  # died, or dismissed: its pipe is closed
        line = b""
    if line.endswith(b"\n"):
        return decode(line, Answer)
    process.wait()
    return None


def _bury(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that has ended, and close its pipes."""
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            _close(pipe)


def _close(pipe: object) -> None:
    # What was still to be written has no reader any more.
    with suppress(OSError):
        pipe.close()  # type: ignore[attr-defined]
