"""Documents that may break a parser come in on standard input, and what each holds goes out.

Run by :mod:`sitrep.intake.apart` as a process of its own, which can be killed and whose memory is
limited. A question is a line of JSON (``kind``, ``size`` and what the kind needs) and ``size`` bytes;
an answer, on standard output, is a line of JSON with ``found``, or with ``fault`` in words.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from sitrep.errors import InputError, MissingExtra

__all__ = ["main"]

_MEMORY = 2 << 30  # bytes of address space; the largest page that is read, 20 MB, takes about half of it


def main() -> None:
    """Answer until standard input ends; the first line says that everything needed is loaded."""
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _limit()
    warm = sys.argv[1:]
    for kind in warm:
        _parser(kind)
    _write(answers, {"found": "ready"})
    while line := sys.stdin.buffer.readline():
        question = json.loads(line)
        _write(answers, _answer(question, sys.stdin.buffer.read(question["size"])))


def _limit() -> None:
    """Let the memory end before the machine's does, and an interrupt be the parent's matter alone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(question: dict[str, Any], data: bytes) -> dict[str, object]:
    _outlive(question["seconds"])
    try:
        return {"found": _parser(question["kind"])(data, **question["options"])}
    except MissingExtra as fault:
        return {"missing": str(fault)}
    except InputError as fault:
        return {"fault": str(fault)}
    except MemoryError:
        return {"fault": f"needs more than {_MEMORY >> 30} GB of memory to be taken apart"}
    except Exception as fault:  # whatever a document made to break parsers brings up, the rest go on
        return {"fault": f"could not be taken apart ({type(fault).__name__})"}
    finally:
        _outlive(0)


def _outlive(seconds: float) -> None:
    """End this process in twice ``seconds``, in case the one that would kill it is gone; 0 calls that off."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _parser(kind: str) -> Callable[..., object]:
    # Each brings libraries of its own, and one process seldom meets all kinds.
    if kind == "html":
        from sitrep.intake.extraction import article

        return article
    if kind == "feed":
        from sitrep.intake.feedparsing import feed

        return feed
    if kind == "mail":
        from sitrep.intake.mail import message

        return message
    if kind == "pdf":
        from sitrep.intake.pdf import pages

        return pages
    from sitrep.intake.docx import document

    return document


def _write(answers: BinaryIO, answer: dict[str, object]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
