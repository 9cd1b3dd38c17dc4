"""Reports come in, and files of a few of them each go out, named by a digest of what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from sitrep.engine.task import name_of
from sitrep.errors import InputError, ResourceError
from sitrep.record.codec import decode, encode
from sitrep.record.report import Report

__all__ = ["SHARD_SIZE", "Shard", "cut_shards", "load_reports"]

SHARD_SIZE = 10
"""Reports a shard: few enough that workers end together, so many that two syncs of a disk weigh nothing."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of reports, one a line as JSON, as it was when the run began.

    ``digest`` is that of its bytes; ``names`` are what its reports are called when they fail.
    """

    path: Path
    digest: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> Shard:
        """The shard that a file is; :class:`InputError` where a line is no report."""
        data = path.read_bytes()
        try:
            return cls(path, _digest(data), tuple(map(name_of, _reports(data))))
        except InputError as fault:
            raise InputError(f"{path}: {fault}") from None

    def output(self, folder: Path, task: str) -> Path:
        """Where what is read of it is written: for other reports or another digest of the task elsewhere."""
        name = blake2b(f"{self.digest} {task}".encode(), digest_size=16).hexdigest()
        return folder / f"{name}.jsonl"


def cut_shards(reports: Iterable[Report], folder: Path, *, size: int = SHARD_SIZE) -> Iterator[Shard]:
    """Write ``reports`` to files of ``size`` in ``folder``, as they are asked for.

    The same reports are cut into the same shards, so that a run that was cut off finds what it has done.
    :class:`ResourceError` where they cannot be written.
    """
    rows = iter(reports)
    while batch := list(islice(rows, size)):
        data = b"".join(encode(report).encode() + b"\n" for report in batch)
        digest = _digest(data)
        path = folder / f"{digest}.jsonl"
        _put(path, data)
        yield Shard(path, digest, tuple(map(name_of, batch)))


def load_reports(path: Path, digest: str) -> list[Report] | None:
    """The reports of a shard, or None where the file is gone, or is not what it was when it was cut."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return list(_reports(data)) if _digest(data) == digest else None


def _put(path: Path, data: bytes) -> None:
    # Whole at once, as another run may cut the same shard. It is not synced: its digest tells what is broken.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    except OSError as fault:
        raise ResourceError(f"the work of a run cannot be written: {fault}") from None


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _reports(data: bytes) -> Iterator[Report]:
    return (decode(line, Report) for line in data.split(b"\n") if line.strip())
