"""Records and failures come in, and a folder of Parquet files that is whole after every part goes out.

A dataset has a folder for each table, and in each a file for each part of a thousand reports. A part is
there when its manifest is, which is written last; what a run that was killed left of another part is
removed by the next. So each report is in the dataset once or not at all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sitrep.batch.tables import KINDS, NAMES, Row, merging_rows, record_rows
from sitrep.errors import InputError, MissingExtra, ResourceError
from sitrep.export import write_file
from sitrep.intake.failure import Failure
from sitrep.record import Record
from sitrep.record.ids import number_of

__all__ = ["PART", "Dataset", "Part", "require_arrow", "write_rows"]

PART = 1000
"""Reports a part: files of some megabytes, and as many records in memory."""
_FORMAT = "sitrep.dataset/1"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is whole: its name, and how many reports and failures it holds."""

    name: str
    reports: int
    failures: int


class Dataset:
    """A folder of Parquet tables, open for one writer; :meth:`open` it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arrow = require_arrow()
        self._known: set[int] | None = None

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Dataset]:
        """The dataset in ``folder``, which is made if it is missing, closed to other writers.

        :class:`InputError` where the folder holds something else or another run writes to it,
        :class:`~sitrep.errors.MissingExtra` where pyarrow is not installed.
        """
        dataset = cls(folder)
        head = folder / "dataset.json"
        if folder.exists() and not head.exists() and any(folder.iterdir()):
            raise InputError(f"{folder}: the folder holds something else than a dataset")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / ".lock", timeout=0):
                if not head.exists():
                    write_file(head, json.dumps({"format": _FORMAT}) + "\n")
                elif json.loads(head.read_text("utf-8")).get("format") != _FORMAT:
                    raise InputError(f"{folder}: a dataset of another layout than {_FORMAT}")
                dataset.sweep()
                yield dataset
        except Timeout:
            raise InputError(f"{folder}: another run writes to the dataset") from None
        except OSError as fault:
            raise ResourceError(f"{folder}: the dataset cannot be written: {fault}") from None

    def parts(self) -> list[Part]:
        """The parts that are whole, by name."""
        found = sorted((self.folder / "parts").glob("*.json"))
        return [Part(**json.loads(path.read_text("utf-8"))) for path in found]

    def files(self, table: str) -> list[Path]:
        """The files of ``table`` that belong to whole parts."""
        paths = (self._path(table, part.name) for part in self.parts())
        return [path for path in paths if path.exists()]

    def sweep(self) -> None:
        """Remove what belongs to no whole part."""
        known = {part.name for part in self.parts()}
        for table in NAMES:
            for path in (self.folder / table).glob("*"):
                if path.stem not in known or path.suffix != ".parquet":
                    path.unlink()

    def known(self) -> set[int]:
        """The reports that the dataset holds, as numbers of their ids; read once, and kept up to date."""
        if self._known is None:
            self._known = set()
            for path in self.files("reports"):
                ids = self._arrow.parquet.read_table(path, columns=["id"]).column(0)
                self._known.update(number_of(one) for one in ids.to_pylist())
        return self._known

    def add(self, outcomes: Iterable[Record | Failure]) -> Iterator[Part]:
        """Write ``outcomes``, a part at a time; each part is on the disk when it is given out.

        A report that is known already, or came before, is left out.
        """
        known = self.known()
        rows = iter(outcomes)
        while batch := list(islice(rows, PART)):
            fresh: list[Record | Failure] = []
            for outcome in batch:
                if isinstance(outcome, Record):
                    number = number_of(outcome.report.id)
                    if number in known:
                        continue
                    known.add(number)
                fresh.append(outcome)
            if fresh:
                yield self._write(fresh)

    def write(self, name: str, rows: Iterable[tuple[str, Row]], *, reports: int, failures: int) -> Part:
        """Write the rows of a part, each with the name of its table, then its manifest."""
        tables: dict[str, list[Row]] = defaultdict(list)
        for table, row in rows:
            tables[table].append(row)
        for table, listed in tables.items():
            write_rows(self._path(table, name), NAMES[table], KINDS[table], listed)
        part = Part(name, reports, failures)
        manifest = self._path("parts", name).with_suffix(".json")
        manifest.parent.mkdir(exist_ok=True)
        write_file(manifest, json.dumps(asdict(part)) + "\n")
        return part

    def _write(self, outcomes: list[Record | Failure]) -> Part:
        records = [outcome for outcome in outcomes if isinstance(outcome, Record)]
        failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
        named = [record.report.id for record in records] or [failure.where for failure in failures]
        name = blake2b("\n".join(named).encode(), digest_size=8).hexdigest()

        def rows() -> Iterator[tuple[str, Row]]:
            for record in records:
                yield from record_rows(record)
                yield from merging_rows(record)
            for failure in failures:
                yield "failures", (failure.where, failure.reason)

        return self.write(name, rows(), reports=len(records), failures=len(failures))

    def _path(self, table: str, part: str) -> Path:
        return self.folder / table / f"{part}.parquet"


def require_arrow() -> Any:
    """pyarrow with its Parquet; :class:`MissingExtra` where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("datasets need pyarrow: pip install 'sitrep[batch]'") from None
    return pyarrow


def write_rows(path: Path, names: Sequence[str], kinds: Sequence[str], rows: Sequence[Row]) -> None:
    """Write a file of ``rows``, whole or not at all; ``kinds`` as in :data:`~sitrep.batch.tables.KINDS`."""
    arrow = require_arrow()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = [arrow.array(cells, _type(arrow, kind)) for cells, kind in zip(columns, kinds, strict=True)]
    stream = arrow.BufferOutputStream()
    arrow.parquet.write_table(arrow.Table.from_arrays(arrays, names=list(names)), stream, compression="zstd")
    path.parent.mkdir(exist_ok=True)
    write_file(path, stream.getvalue().to_pybytes())


def _type(arrow: Any, kind: str) -> Any:
    return arrow.list_(arrow.string()) if kind == "list" else arrow.type_for_alias(kind)
