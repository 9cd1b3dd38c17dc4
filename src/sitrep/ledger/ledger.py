"""Records and people's acts come in and are filed for good; the state they come to goes out."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Self

from sitrep.errors import LedgerError, StaleError
from sitrep.intake.page import Page
from sitrep.ledger import reviewing
from sitrep.ledger.decisions import standing_acts
from sitrep.ledger.entries import (
    Act,
    Entry,
    Erased,
    Failed,
    Filed,
    Logged,
    Undone,
    Value,
    from_payload,
    subject,
)
from sitrep.ledger.fold import FORM, advance, erase_readings, insert, rebuild
from sitrep.ledger.history import acts_of, named_in
from sitrep.ledger.pages import copy_pages, kept_pages
from sitrep.ledger.seen import Seen, changed_rows
from sitrep.ledger.store import Store
from sitrep.ledger.view import LedgerView
from sitrep.merge.judgement import Verdict
from sitrep.record import Record

__all__ = ["Added", "Joined", "Ledger"]

_AT_ONCE = 50  # records a transaction: while they are filed, workers read the next
_BATCH = 1000  # entries a transaction; a run that is cut off starts again after the last whole one
_KNOWN = "SELECT 1 FROM entries WHERE kind = ? AND id = ?"
_ERASED = "SELECT 1 FROM entries WHERE kind = 'erased' AND id = ?"
_DIGEST = "SELECT 1 FROM entries WHERE digest = ?"
_READINGS = "SELECT payload FROM entries WHERE kind = 'filed' AND id = ?"
_TEXT = """
SELECT json_extract(payload, '$.record.report.text') FROM entries WHERE kind = 'filed' AND id = ? LIMIT 1
"""
_Sieve = Callable[[sqlite3.Connection, "Filed | Failed"], "Filed | Failed | None"]


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


@dataclass(frozen=True, slots=True)
class Joined:
    """How a call of :meth:`Ledger.join` went: new ``reports`` and ``acts``, and entries ``known`` before."""

    reports: int
    acts: int
    known: int


class Ledger(LedgerView):
    """A ledger file: an append-only log of what was filed, and the state it comes to.

    Reading goes on while another process writes, and sees whole batches only.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Ledger.open(f"{folder}/a.ledger", create=True) as ledger:
    ...         ledger.state().reports
    ()
    """

    def __init__(self, store: Store, reader: sqlite3.Connection) -> None:
        super().__init__(reader, str(store.path))
        self._store = store

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
        One that an older sitrep made is brought up to date.
        """
        path = Path(path)
        wait = report_wait or logging.getLogger(__name__).warning
        store = Store(path, report_wait=wait, wait_s=wait_s)
        if create and not path.exists():
            store.make()
        store.verify()
        if store.is_old():
            with store.writer() as connection:
                if store.upgrade(connection):
                    rebuild(connection)
        return cls(store, store.reader())

    @property
    def path(self) -> Path:
        """Where the ledger is."""
        return self._store.path

    # -- filing reports -------------------------------------------------------------------------

    def add(self, records: Iterable[Record], failures: Iterable[Failed] = ()) -> Added:
        """File ``records``, and the ``failures`` met on the way; a report filed before files nothing.

        Nor does one that was erased. ``failures`` is looked at once ``records`` has come to its end. The lock
        on the ledger is held while a batch is written, not while records are being read.
        """
        entries: Iterator[Filed | Failed] = chain(map(Filed, records), failures)
        read = failed = filed = 0
        before = self._count_reprints()
        while batch := list(islice(entries, _AT_ONCE)):
            new, claimed = self._file(batch, _unless_known)
            in_batch = sum(isinstance(entry, Filed) for entry in batch) - claimed
            read, failed = read + in_batch, failed + len(batch) - in_batch
            filed += new
        # An original filed after its reprint brings no new text either, so the rows are not asked one by one.
        reprints = min(filed, max(0, self._count_reprints() - before))
        return Added(read, filed - reprints, reprints, read - filed, failed)

    def keep(self, pages: Mapping[str, Page]) -> None:
        """Keep pages as they were fetched, by the id of the report that was read from each.

        A page of a report that was erased, or never filed, is not kept.
        """
        with self._writing() as connection:
            copy_pages(connection, iter(pages.items()))

    def refile(self, records: Iterable[Record]) -> int:
        """File new readings of reports filed before, in place of the old; how many differ from these.

        What people decided is carried over to the item of the same kind that overlaps most.
        """
        filed = 0
        entries = map(Filed, records)
        while batch := list(islice(entries, _BATCH)):
            filed += self._file(batch, _unless_same_reading)[0]
        return filed

    def lost_decisions(self) -> list[Logged]:
        """The acts that still stand, but name something that no reading of today has."""
        return [
            logged
            for logged in standing_acts(self.acts())
            if any(self.locate(name) is None and not self._is_hidden(name) for name in named_in(logged.entry))
        ]

    # -- people's acts --------------------------------------------------------------------------

    # Each takes ``seen``, the digests (``LedgerView.digests``) of the rows that the person had in view:
    # :class:`StaleError` where one of them is not what it was, and nothing is filed.

    def judge(
        self,
        a: str,
        b: str,
        verdict: Verdict,
        *,
        reason: str | None = None,
        by: str | None = None,
        seen: Seen | None = None,
    ) -> Logged:
        """File that two events, actors, statements or reports are the same, different, or that it is unsure.

        What is said of a row is said of everything that is one with it. :class:`LedgerError` where an id is
        not here, or the two are of different kinds.
        """
        return self._act(
            lambda items, _: reviewing.judgement(items, a, b, verdict, reason=reason, by=by), seen
        )

    def split(
        self, item: str, *, reason: str | None = None, by: str | None = None, seen: Seen | None = None
    ) -> Logged:
        """File that one item is different from all that it is one with now.

        :class:`LedgerError` where it stands alone.
        """
        return self._act(lambda items, _: reviewing.splitting(items, item, reason=reason, by=by), seen)

    def correct(
        self,
        name: str,
        fields: Mapping[str, Value],
        *,
        reason: str | None = None,
        by: str | None = None,
        seen: Seen | None = None,
    ) -> Logged:
        """File other values for cells of ``name``; what was read stays in the log.

        :class:`LedgerError` for a cell that ``name`` has not, or a value that the cell cannot hold.
        """
        return self._act(
            lambda items, _: reviewing.correction(items, name, fields, reason=reason, by=by), seen
        )

    def retract(
        self, name: str, *, reason: str | None = None, by: str | None = None, seen: Seen | None = None
    ) -> Logged:
        """File that ``name`` is out of every view: an item, a whole row with its items, or a report."""
        return self._act(lambda items, _: reviewing.retraction(items, name, reason=reason, by=by), seen)

    def note(self, name: str, text: str, *, reason: str | None = None, by: str | None = None) -> Logged:
        """File a remark on ``name``."""
        return self._act(lambda items, _: reviewing.note(items, name, text, reason=reason, by=by))

    def undo(
        self,
        entry: str | None = None,
        *,
        own: bool = False,
        reason: str | None = None,
        by: str | None = None,
    ) -> Logged:
        """Take back the last act that stands, or the one whose digest begins with ``entry``.

        With ``own`` the last act that ``by`` did.
        """
        return self._act(lambda _, log: reviewing.undoing(log, entry, own=own, reason=reason, by=by))

    def erase(self, report: str, *, reason: str | None = None, by: str | None = None) -> Logged:
        """Destroy the text of a report and every quote of it for good, and file that it was done.

        Nothing brings it back, and it cannot be filed again. :class:`LedgerError` for one that is not here.
        """
        with self._writing() as connection:
            if not connection.execute(_KNOWN, ("filed", report)).fetchone():
                raise LedgerError(f"there is no report {report} to erase")
            logged = insert(connection, Erased(report, reason, by), _now())
            advance(connection, [logged])
            erase_readings(connection, [report])
        self._store.scrub()
        return logged

    # -- whole files ----------------------------------------------------------------------------

    def join(self, others: Iterable[str | Path]) -> Joined:
        """File everything that other ledgers hold and this one does not.

        Each entry keeps the time at which it was filed there.
        What was erased in one of them is erased here, and what was erased here stays so.
        """
        reports = acts = known = 0
        for path in others:
            with Ledger.open(path) as other:
                entries = other.entries()
                while batch := list(islice(entries, _BATCH)):
                    new = self._join(batch)
                    filed = sum(isinstance(logged.entry, Filed) for logged in new)
                    reports, acts = reports + filed, acts + len(new) - filed
                    known += len(batch) - len(new)
                self._copy_pages(other)
        return Joined(reports, acts, known)

    def backup(self, path: str | Path) -> None:
        """Write a consistent copy of the ledger to ``path``, while it is in use; whole or not at all."""
        target = Path(path)
        if target.exists():
            raise LedgerError(f"{target}: there is a file of that name already")
        draft = target.with_name(f".{target.name}.new")
        try:
            with closing(sqlite3.connect(draft)) as copy:
                self._reader.backup(copy)
            draft.replace(target)
        except (sqlite3.Error, OSError) as fault:
            raise LedgerError(f"{target}: a copy cannot be written here: {fault}") from None
        finally:
            draft.unlink(missing_ok=True)

    # -- writing --------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The writing connection in one transaction, over tables that this version made."""
        with self._store.writer() as connection:
            row = connection.execute("SELECT value FROM about WHERE key = 'made_by'").fetchone()
            if row is None or row[0] != FORM:
                rebuild(connection)
            yield connection

    def _file(self, batch: Sequence[Filed | Failed], sift: _Sieve) -> tuple[int, int]:
        """Write what ``sift`` leaves of ``batch``, with the state it comes to.

        How many reports were filed, and how many only as having failed.
        """
        with self._writing() as connection:
            at = _now()
            new, claimed = [], 0
            for entry in batch:
                # One by one: of two copies in a batch the second is known once the first is in.
                kept = sift(connection, entry)
                claimed += isinstance(kept, Failed) and isinstance(entry, Filed)
                if kept is not None and not (isinstance(kept, Failed) and _is_known(connection, kept)):
                    new.append(insert(connection, kept, at))
            advance(connection, new)
        return sum(isinstance(logged.entry, Filed) for logged in new), claimed

    def _act(
        self, make: Callable[[reviewing.Items, Sequence[Logged]], Act | Undone], seen: Seen | None = None
    ) -> Logged:
        """File the act that ``make`` comes to over the ledger as it is while nobody else writes."""
        with self._writing() as connection:
            changed = changed_rows(connection, seen or {})
            if changed:
                raise StaleError(f"{', '.join(changed)} changed since it was shown; nothing was filed")
            entry = make(reviewing.Items(connection), acts_of(connection))
            logged = insert(connection, entry, _now())
            advance(connection, [logged])
        return logged

    def _join(self, batch: Sequence[Logged]) -> list[Logged]:
        with self._writing() as connection:
            new = [
                insert(connection, logged.entry, logged.filed_at)
                for logged in batch
                if not _is_held(connection, logged)
            ]
            advance(connection, new)
            erased = [logged.entry.report for logged in new if isinstance(logged.entry, Erased)]
            erase_readings(connection, erased)
        if erased:
            self._store.scrub()
        return new

    def _copy_pages(self, other: Ledger) -> None:
        with other._reading() as theirs:
            pages = kept_pages(theirs)
            while batch := dict(islice(pages, _BATCH)):
                with self._writing() as connection:
                    copy_pages(connection, iter(batch.items()))

    def _is_hidden(self, name: str) -> bool:
        """Whether ``name`` is a report that is filed, but retracted."""
        with self._reading() as connection:
            return connection.execute(_KNOWN, ("filed", name)).fetchone() is not None

    def _count_reprints(self) -> int:
        with self._reading() as connection:
            (count,) = connection.execute("SELECT count(reprint_of) FROM reports").fetchone()
        return int(count)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _unless_known(connection: sqlite3.Connection, entry: Filed | Failed) -> Filed | Failed | None:
    """``entry``, if what it is about is new here and not erased; a failure where it claims another's id."""
    if isinstance(entry, Filed):
        report = entry.record.report
        held = connection.execute(_TEXT, (report.id,)).fetchone()
        if held is not None and held[0] != report.text:
            where = report.title or report.url or report.id
            return Failed(where, f"it claims the id {report.id}, which another report has")
    return None if _is_known(connection, entry) else entry


def _unless_same_reading(connection: sqlite3.Connection, entry: Filed | Failed) -> Filed | Failed | None:
    return None if _is_same_reading(connection, entry) else entry


def _is_known(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Whether what ``entry`` is about was filed before, in whatever reading, or erased."""
    kind = type(entry).__name__.lower()
    is_filed = connection.execute(_KNOWN, (kind, subject(entry))).fetchone() is not None
    return is_filed or _is_erased(connection, entry)


def _is_erased(connection: sqlite3.Connection, entry: Entry) -> bool:
    return isinstance(entry, Filed) and connection.execute(_ERASED, (subject(entry),)).fetchone() is not None


def _is_same_reading(connection: sqlite3.Connection, entry: Entry) -> bool:
    if not isinstance(entry, Filed) or _is_erased(connection, entry):
        return True
    rows = connection.execute(_READINGS, (subject(entry),))
    return any(from_payload("filed", subject(entry), row[0]) == entry for row in rows)


def _is_held(connection: sqlite3.Connection, logged: Logged) -> bool:
    """Whether an entry of another ledger is here: itself, or a report's reading, or a failure's words."""
    entry = logged.entry
    if connection.execute(_DIGEST, (logged.digest,)).fetchone() is not None:
        return True
    if isinstance(entry, Filed):
        return _is_same_reading(connection, entry)
    return isinstance(entry, Failed) and _is_known(connection, entry)
