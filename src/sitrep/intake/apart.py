"""A document that may break a parser comes in, and what a process of its own found in it goes out.

lxml, trafilatura and others take minutes or all memory over documents made for that, and nothing in
Python can interrupt them: so they run in one process that lives on from document to document, is
killed at the time limit, and started anew for the next.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from functools import cache
from typing import Any

from sitrep.errors import InputError, MissingExtra, ResourceError

__all__ = ["TIMEOUT_S", "Apart", "ask"]

TIMEOUT_S = 20.0
_START_S = 60.0  # to start Python and load trafilatura, on a machine that has much else to do


def ask(kind: str, data: bytes, *, timeout_s: float = TIMEOUT_S, **options: str | None) -> Any:
    """What a document of ``kind`` holds, as the parser of that kind tells it.

    :class:`InputError`, in words that follow the name of the document, where it could not be taken
    apart, ended its process, or took longer than ``timeout_s`` seconds.
    """
    return _apart(os.getpid()).ask(kind, data, timeout_s, options)


@cache
def _apart(owner: int) -> Apart:
    # One for each process: after a fork, two would talk over the same pipes.
    apart = Apart()
    atexit.register(apart.close)
    return apart


class Apart:
    """One process at a time that takes documents apart; safe to share among threads."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, kind: str, data: bytes, timeout_s: float, options: dict[str, str | None]) -> Any:
        """The answer of the process, which is started where none runs."""
        question = {"kind": kind, "size": len(data), "seconds": timeout_s, "options": options}
        with self._lock:
            process = self._running(kind)
            answer, is_late = _exchange(process, json.dumps(question).encode() + b"\n" + data, timeout_s)
            if answer is None:
                self._stop()
        if is_late and answer is None:
            raise InputError(f"could not be taken apart within {timeout_s:g} s")
        if answer is None:
            raise InputError("could not be taken apart: it ended the process that tried")
        return _found(answer)

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._stop()

    def _running(self, kind: str) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sitrep.intake.worker", kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if _exchange(self._process, b"", _START_S)[0] is None:
            self._stop()
            raise ResourceError("the process that takes documents apart does not start")
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)


def _exchange(
    process: subprocess.Popen[bytes], question: bytes, timeout_s: float
) -> tuple[bytes | None, bool]:
    """The line that answers ``question``, None where the process ended first; and whether it was killed."""
    assert process.stdin is not None
    assert process.stdout is not None
    late = threading.Event()
    # Killed from a thread of its own, as a pipe cannot be waited on with a limit on every system.
    timer = threading.Timer(timeout_s, _kill, (process, late))
    timer.start()
    try:
        process.stdin.write(question)
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        line = b""
    finally:
        timer.cancel()
        timer.join()
    return (line if line.endswith(b"\n") else None), late.is_set()


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _found(answer: bytes) -> Any:
    told = json.loads(answer)
    if "missing" in told:
        raise MissingExtra(told["missing"])
    if "fault" in told:
        raise InputError(told["fault"])
    return told["found"]


def _close(pipe: Any) -> None:
    # What was still to be written has no reader any more.
    with contextlib.suppress(OSError):
        pipe.close()
