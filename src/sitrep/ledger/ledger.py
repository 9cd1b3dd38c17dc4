"""Records come in and are filed for good; the state they come to, and every entry of it, goes out."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from sitrep.errors import LedgerError
from sitrep.ledger.check import find_faults
from sitrep.ledger.entries import (
    Failed,
    Filed,
    Logged,
    digest_entry,
    from_payload,
    subject,
    to_payload,
)
from sitrep.ledger.fold import Lead, assemble
from sitrep.ledger.projection import read_state, write_projection
from sitrep.ledger.search import Hit, search
from sitrep.ledger.state import State
from sitrep.ledger.store import Store
from sitrep.ledger.telling import keep_told, kept_told
from sitrep.record import Record

__all__ = ["Added", "Ledger"]

_BATCH = 1000  # entries a transaction; a run that is cut off starts again after the last whole one
_LOG = "SELECT sequence, filed_at, kind, id, payload FROM entries ORDER BY sequence"
_KNOWN = "SELECT 1 FROM entries WHERE kind = ? AND id = ?"
_FILE = "INSERT INTO entries (filed_at, kind, id, payload, digest) VALUES (?, ?, ?, ?, ?)"
_INDEX = "INSERT INTO report_search (rowid, title, text) VALUES (?, ?, ?)"
_RECORD = "SELECT payload FROM entries WHERE kind = 'filed' AND id = ? ORDER BY sequence DESC LIMIT 1"
_LEAD = "SELECT id, kind, leads_to, report FROM leads WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Added:
    """How a call of :meth:`Ledger.add` went: ``read`` is the sum of ``new``, ``reprints`` and ``known``.

    ``new`` reports were filed and brought a text of their own, ``reprints`` were filed and brought one
    that another report has too, ``known`` were in the ledger already; ``failed`` could not be read.
    """

    read: int
    new: int
    reprints: int
    known: int
    failed: int


class Ledger:
    """A ledger file: an append-only log of what was filed, and the state it comes to.

    Reading goes on while another process writes, and sees whole batches only.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Ledger.open(f"{folder}/a.ledger", create=True) as ledger:
    ...         ledger.state().reports
    ()
    """

    def __init__(self, store: Store, reader: sqlite3.Connection) -> None:
        self._store = store
        self._reader = reader

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        report_wait: Callable[[str], None] | None = None,
        wait_s: float = 600.0,
    ) -> Self:
        """The ledger at ``path``, made first if it is missing and ``create`` is set.

        ``report_wait`` is called with a line of words before the first wait for another writer (by
        default it is logged); after ``wait_s`` seconds the wait is given up. :class:`LedgerError`
        where the file is no ledger, is of a newer schema, or cannot be opened; it is not touched.
        """
        path = Path(path)
        wait = report_wait or logging.getLogger(__name__).warning
        store = Store(path, report_wait=wait, wait_s=wait_s)
        if create and not path.exists():
            store.make()
        store.verify()
        return cls(store, store.reader())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Nothing is lost if this is never called."""
        self._reader.close()

    @property
    def path(self) -> Path:
        """Where the ledger is."""
        return self._store.path

    def add(self, records: Iterable[Record], failures: Iterable[Failed] = ()) -> Added:
        """File ``records``, and the ``failures`` met on the way; a report filed before files nothing.

        ``failures`` is looked at once ``records`` has come to its end. The lock on the ledger is held
        while a batch is written, not while records are being read.
        """
        entries: Iterator[Filed | Failed] = chain(map(Filed, records), failures)
        read = failed = filed = 0
        before = self._count_reprints()
        while batch := list(islice(entries, _BATCH)):
            in_batch = sum(isinstance(entry, Filed) for entry in batch)
            read, failed = read + in_batch, failed + len(batch) - in_batch
            filed += self._file(batch)
        # An original filed after its reprint brings no new text either, so the rows are not asked one by one.
        reprints = min(filed, max(0, self._count_reprints() - before))
        return Added(read, filed - reprints, reprints, read - filed, failed)

    def state(self) -> State:
        """What the entries come to, read from the tables."""
        with self._reading() as connection:
            return read_state(connection)

    def record(self, report_id: str) -> Record | None:
        """The record of a filed report; None where there is none of that id."""
        with self._reading() as connection:
            row = connection.execute(_RECORD, (report_id,)).fetchone()
        return _record(report_id, row[0]) if row else None

    def records(self) -> Iterator[Record]:
        """The record of every report, in the order of the state's reports."""
        with self._reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM reports ORDER BY position")]
        found = (self.record(report_id) for report_id in ids)
        return (record for record in found if record is not None)

    def entries(self) -> Iterator[Logged]:
        """Every entry in the order filed; one of a kind unknown here comes as it is."""
        with self._reading() as connection:
            rows = connection.execute(_LOG).fetchall()
        return (Logged(n, at, from_payload(kind, name, payload)) for n, at, kind, name, payload in rows)

    def search(self, query: str, *, limit: int = 20, marks: tuple[str, str] = ("[", "]")) -> list[Hit]:
        """Reports, then statements, that hold every word of ``query``, the best first.

        At most ``limit`` of either. Words are matched without regard to case, accents and English
        endings, and stand between ``marks`` in the snippet. No query is an error.
        """
        with self._reading() as connection:
            return search(connection, query, limit=limit, marks=marks)

    def locate(self, name: str) -> Lead | None:
        """What the id ``name`` is, and the row it leads to; None where nothing here has that id.

        An item that was merged leads to the event, actor or statement it became part of, a figure
        to its series.
        """
        with self._reading() as connection:
            row = connection.execute(_LEAD, (name,)).fetchone()
        return Lead(*row) if row else None

    def check(self) -> list[str]:
        """Every fault of the ledger in words; none means that it is whole and its tables are proved."""
        faults: list[str] = []
        try:
            with self._reading() as connection:
                faults.extend(find_faults(connection))
        except LedgerError as fault:
            faults.append(str(fault))
        return faults

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The reading connection, in one snapshot."""
        try:
            self._reader.execute("BEGIN")
            yield self._reader
        except sqlite3.Error as fault:
            raise LedgerError(f"{self.path}: the ledger cannot be read: {fault}") from None
        finally:
            if self._reader.in_transaction:
                self._reader.execute("ROLLBACK")

    def _file(self, batch: Sequence[Filed | Failed]) -> int:
        """Write what of ``batch`` is new, with the state it comes to; how many reports were filed."""
        with self._store.writer() as connection:
            filed_at = datetime.now(UTC).isoformat(timespec="microseconds")
            new = [entry for entry in batch if _insert(connection, entry, filed_at)]
            filed = sum(isinstance(entry, Filed) for entry in new)
            if filed:
                keep_told(connection)
                write_projection(connection, assemble(kept_told(connection)))
        return filed

    def _count_reprints(self) -> int:
        with self._reading() as connection:
            (count,) = connection.execute("SELECT count(reprint_of) FROM reports").fetchone()
        return int(count)


def _insert(connection: sqlite3.Connection, entry: Filed | Failed, filed_at: str) -> bool:
    kind, payload = to_payload(entry)
    name = subject(entry)
    if connection.execute(_KNOWN, (kind, name)).fetchone():
        return False
    digest = digest_entry(filed_at, kind, name, payload)
    sequence = connection.execute(_FILE, (filed_at, kind, name, payload, digest)).lastrowid
    if isinstance(entry, Filed):
        report = entry.record.report
        connection.execute(_INDEX, (sequence, report.title, report.text))
    return True


def _record(report_id: str, payload: str) -> Record:
    entry = from_payload("filed", report_id, payload)
    assert isinstance(entry, Filed)
    return entry.record
