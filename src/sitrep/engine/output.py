"""What was read of the reports of a shard comes in, and one file that is whole or not there goes out.

While it is written it is a draft beside its place, to which each report adds a line, and a journal, to
which the number of each report is written before it is read. After a death both tell how far the work
had come and what was in hand. Only the kernel must outlive a death, so that lines are not synced one by
one; the whole file is, before it takes its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from sitrep.errors import InputError
from sitrep.intake.failure import Failure
from sitrep.record import Record
from sitrep.record.codec import decode, encode

__all__ = ["Draft", "is_whole", "outcomes_in"]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of an output: a record or a failure; the last, with the digest of the others, has neither."""

    record: Record | None = None
    failure: Failure | None = None

    @property
    def outcome(self) -> Record | Failure | None:
        return self.record or self.failure


def outcomes_in(out: Path) -> Iterator[Record | Failure]:
    """What a whole output holds, in the order of the shard."""
    with out.open("rb") as lines:
        for line in lines:
            outcome = decode(line, _Line).outcome
            if outcome is not None:
                yield outcome


def is_whole(out: Path) -> bool:
    """Whether an output is there, with all that was written to it."""
    try:
        data = out.read_bytes()
    except FileNotFoundError:
        return False
    end = data.rfind(b"\n", 0, -1) + 1
    return data[end:] == _last_line(blake2b(data[:end], digest_size=16).hexdigest())


class Draft:
    """An output while it is written; whole lines that an earlier attempt left are kept.

    ``count`` is how many reports it holds. Who opens it must hold a lock on the output.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._path = out.with_suffix(".part")
        self._digest = blake2b(digest_size=16)
        self.count = size = 0
        for line in _whole_lines(self._path):
            self._digest.update(line)
            self.count, size = self.count + 1, size + len(line)
        self._file = _opened(self._path, size)
        self._journal = _Journal(out.with_suffix(".journal"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._journal.close()

    def deaths(self) -> int:
        """How many attempts ended with a process that was reading the next report."""
        return self._journal.deaths(self.count)

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """Note that the next report is being read; a fault that is raised takes the note back."""
        with self._journal.noted(self.count):
            yield

    def add(self, outcome: Record | Failure) -> None:
        """Write what came of the next report."""
        line = _Line(record=outcome) if isinstance(outcome, Record) else _Line(failure=outcome)
        data = encode(line).encode() + b"\n"
        _write_all(self._file, data)
        self._digest.update(data)
        self.count += 1

    def finish(self) -> None:
        """Put the output in its place, on the disk."""
        _write_all(self._file, _last_line(self._digest.hexdigest()))
        os.fsync(self._file.fileno())
        self._file.close()
        self._path.replace(self._out)
        _sync_folder(self._out.parent)
        self._journal.remove()


class _Journal:
    """The numbers of the reports that were taken in hand, one a line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        kept = path.read_bytes().rpartition(b"\n")[0].split() if path.exists() else []
        self._numbers = [int(number) for number in kept]
        self._size = sum(len(number) + 1 for number in kept)
        self._file = _opened(path, self._size)

    def deaths(self, number: int) -> int:
        return self._numbers.count(number)

    @contextmanager
    def noted(self, number: int) -> Iterator[None]:
        data = b"%d\n" % number
        try:
            _write_all(self._file, data)
            yield
        except BaseException:
            # Cutting off needs no room, which a full disk would not have.
            self._file.truncate(self._size)
            raise
        self._size += len(data)

    def close(self) -> None:
        self._file.close()

    def remove(self) -> None:
        self.close()
        self._path.unlink(missing_ok=True)


def _whole_lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as lines:
            for line in lines:
                if not _is_outcome(line):
                    return
                yield line


def _is_outcome(line: bytes) -> bool:
    try:
        return line.endswith(b"\n") and decode(line, _Line).outcome is not None
    except InputError:  # cut off in the middle, or lost with the power
        return False


def _last_line(digest: str) -> bytes:
    return f'{{"end":"{digest}"}}\n'.encode()


def _opened(path: Path, size: int) -> FileIO:
    """The file at ``path`` for adding to it behind its first ``size`` bytes."""
    file = path.open("ab", buffering=0)
    file.truncate(size)
    return file


def _write_all(file: FileIO, data: bytes) -> None:
    # Without a buffer nothing is written late, when a fault of it would be nobody's.
    while data:
        data = data[file.write(data) :]


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
