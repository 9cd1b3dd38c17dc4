"""A task and then shards come in on standard input, and how each ended goes out on standard output.

Run by :mod:`sitrep.engine.pool` as a process of its own, so that what kills it kills nothing else. All are
lines of JSON: first a :class:`~sitrep.engine.task.Task`, then one :class:`~sitrep.engine.reading.Order` after
another; the answers are :class:`Answer`, the first when all is loaded.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread, Timer
from typing import BinaryIO

from sitrep import errors
from sitrep.engine.reading import Ending, Order, read_shard
from sitrep.engine.task import Task
from sitrep.errors import ResourceError, SitrepError
from sitrep.record.codec import decode, encode

__all__ = ["GRACE_S", "Answer", "main"]

GRACE_S = 5.0
"""How long a report that is in hand may take when the driver is gone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a shard ended, or the ``fault`` that ends the run, in words, and the ``kind`` of it."""

    ending: Ending = "done"
    kind: str | None = None
    fault: str | None = None

    @classmethod
    def to(cls, work: Callable[[], Ending]) -> Answer:
        """What ``work`` comes to."""
        try:
            return cls(work())
        except SitrepError as fault:
            return cls(kind=type(fault).__name__, fault=str(fault))
        except OSError as fault:
            return cls(kind="ResourceError", fault=f"the work of a run cannot be written: {fault}")
        except Exception as fault:
            return cls(kind="ResourceError", fault=f"a worker failed: {type(fault).__name__}: {fault}")

    def result(self) -> Ending:
        """The ending; the fault is raised."""
        if self.fault is not None:
            raise getattr(errors, self.kind or "", ResourceError)(self.fault)
        return self.ending


class _Orders:
    """What is still to be done; ends the process, with the report in hand done, when the driver is gone."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines
        self._waiting: SimpleQueue[bytes] = SimpleQueue()
        self._stopped = Event()
        Thread(target=self._listen, daemon=True).start()

    def next(self) -> Order | None:
        line = self._waiting.get()
        return decode(line, Order) if line else None

    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def _listen(self) -> None:
        for line in self._lines:
            self._waiting.put(line)
        self._stopped.set()
        self._waiting.put(b"")
        # A report that takes longer than this is as good as one that kills.
        timer = Timer(GRACE_S, os._exit, (1,))
        timer.daemon = True
        timer.start()


def main() -> None:
    """Read shards until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the driver's matter
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    task = decode(sys.stdin.buffer.readline(), Task)
    orders = _Orders(sys.stdin.buffer)
    _send(answers, Answer.to(lambda: _prepared(task)))
    while (order := orders.next()) is not None:
        _send(answers, Answer.to(partial(read_shard, order, task, is_stopped=orders.is_stopped)))


def _prepared(task: Task) -> Ending:
    task.prepare()
    return "done"


def _send(answers: BinaryIO, answer: Answer) -> None:
    try:
        answers.write(encode(answer).encode() + b"\n")
    except BrokenPipeError:  # the driver is gone, and what was done is on the disk
        sys.exit(0)


if __name__ == "__main__":
    main()
