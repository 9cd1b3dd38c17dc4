"""A connection to a ledger comes in, and what it holds, in whole or in part, goes out; nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sitrep.errors import LedgerError
from sitrep.ledger.check import find_faults
from sitrep.ledger.entries import Filed, Logged, from_payload, from_row
from sitrep.ledger.fold import Lead
from sitrep.ledger.history import Past, acts_of, past_of
from sitrep.ledger.offices import Office, offices_of
from sitrep.ledger.pairs import Waiting, ties_of, waiting_pairs
from sitrep.ledger.projection import read_state
from sitrep.ledger.search import Hit, search
from sitrep.ledger.snapshot import copy_of_log, state_about
from sitrep.ledger.state import State
from sitrep.record import Record

__all__ = ["LedgerView"]

_LOG = """
SELECT sequence, filed_at, kind, id, payload, digest FROM entries WHERE sequence > ? ORDER BY sequence LIMIT ?
"""
_PAGE = 500  # entries held in memory at a time
_RECORD = """
SELECT e.payload FROM told t JOIN entries e ON e.sequence = CAST(t.owner AS INTEGER)
WHERE t.kind = 'report' AND t.id = ?
"""
_LEAD = "SELECT id, kind, leads_to, report FROM leads WHERE id = ?"
_CARRIED = "SELECT new FROM carried WHERE old = ? AND new IS NOT NULL"


class LedgerView:
    """What a ledger holds: the file itself, as it stood on a day, or of some days alone."""

    def __init__(self, reader: sqlite3.Connection, name: str) -> None:
        self._reader = reader
        self._name = name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Nothing is lost if this is never called."""
        self._reader.close()

    def state(self) -> State:
        """What the entries come to, read from the tables."""
        with self._reading() as connection:
            return read_state(connection)

    def state_about(self, name: str) -> State | None:
        """That part of the state that showing ``name`` asks for; None where nothing here has that id.

        Around an actor or a place it holds the latest 300 events and statements.
        """
        lead = self.locate(name)
        if lead is None:
            return None
        row = lead.leads_to
        if lead.kind == "place":
            record = self.record(lead.report)
            places = record.places if record else ()
            row = next((place.name for place in places if place.id == name), row)
        with self._reading() as connection:
            return state_about(connection, lead.kind, row, lead.report)

    def record(self, report_id: str) -> Record | None:
        """The record of a filed report, as read last; None where there is none of that id."""
        with self._reading() as connection:
            row = connection.execute(_RECORD, (report_id,)).fetchone()
        return _record(report_id, row[0]) if row else None

    def records(self) -> Iterator[Record]:
        """The record of every report, in the order of the state's reports."""
        with self._reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM reports ORDER BY standing, id")]
        found = (self.record(report_id) for report_id in ids)
        return (record for record in found if record is not None)

    def entries(self) -> Iterator[Logged]:
        """Every entry in the order filed; one of a kind unknown here comes as it is."""
        last = 0
        while True:
            with self._reading() as connection:
                rows = connection.execute(_LOG, (last, _PAGE)).fetchall()
            for row in rows:
                yield from_row(*row)
                last = row[0]
            if len(rows) < _PAGE:
                return

    def acts(self) -> list[Logged]:
        """Every entry that is no report and no failure, in the order filed."""
        with self._reading() as connection:
            return acts_of(connection)

    def history(self, name: str) -> list[Past]:
        """What people did to ``name``, or to anything that is one with it now, in the order filed."""
        with self._reading() as connection:
            return list(past_of(connection, name))

    def waiting(self, row: str | None = None, *, limit: int = 100) -> list[Waiting]:
        """Pairs of rows that no machine could decide and nobody judged yet, the likeliest first.

        Only those of one row, where its id is given.
        """
        with self._reading() as connection:
            return list(waiting_pairs(connection, limit=limit, row=row))

    def ties(self, row: str) -> list[Waiting]:
        """What holds the items of a row together: of each but the first its strongest tie to an earlier."""
        with self._reading() as connection:
            return list(ties_of(connection, row))

    def offices(self, row: str) -> list[Office]:
        """The offices that reports give an actor, each with the days of the first and last that do."""
        with self._reading() as connection:
            return offices_of(connection, row)

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
        to its series, an item of an earlier reading to what today's reading has in its place.
        """
        with self._reading() as connection:
            asked = f"f-{name.partition('-')[2]}" if name.startswith("n-") else name
            carried = connection.execute(_CARRIED, (asked,)).fetchone()
            row = connection.execute(_LEAD, (carried[0] if carried else asked,)).fetchone()
        if row is None:
            return None
        _, kind, leads_to, report = row
        if name.startswith("n-"):
            return Lead(name, "series", leads_to, report) if leads_to.startswith("n-") else None
        return Lead(name, kind, leads_to, report)

    def as_of(self, time: str | None, *, since: str | None = None) -> LedgerView:
        """The ledger as it stood at ``time`` (ISO 8601, UTC where it names no zone), by filing.

        With ``since``, of reports published from then on alone. Neither can be written.
        """
        with self._reading() as connection:
            return LedgerView(copy_of_log(connection, as_of=time, since=since), self._name)

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
            raise LedgerError(f"{self._name}: the ledger cannot be read: {fault}") from None
        finally:
            if self._reader.in_transaction:
                self._reader.execute("ROLLBACK")


def _record(report_id: str, payload: str) -> Record:
    entry = from_payload("filed", report_id, payload)
    assert isinstance(entry, Filed)
    return entry.record
