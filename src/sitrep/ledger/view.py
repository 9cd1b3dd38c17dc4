"""A connection to a ledger comes in, and what it holds, in whole or in part, goes out; nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from types import TracebackType
from typing import Literal, Self, get_args

from sitrep.errors import LedgerError
from sitrep.intake.page import Page
from sitrep.ledger.check import find_faults
from sitrep.ledger.decisions import standing_digests
from sitrep.ledger.entries import Filed, Logged, from_payload, from_row
from sitrep.ledger.filters import Filter
from sitrep.ledger.fold import Lead
from sitrep.ledger.history import Past, acts_of, past_of
from sitrep.ledger.listing import (
    RowPage,
    Told,
    actors_named,
    events_of_actors,
    events_with_words,
    page_of,
    precisions,
)
from sitrep.ledger.offices import Office, offices_of
from sitrep.ledger.overview import Overview
from sitrep.ledger.pages import kept_pages
from sitrep.ledger.pairs import Waiting, ties_of, waiting_pairs
from sitrep.ledger.projection import Rows, read_state
from sitrep.ledger.search import Hit, quoted, search
from sitrep.ledger.seen import digests
from sitrep.ledger.snapshot import copy_of_log, state_about, state_of
from sitrep.ledger.state import STATE_SCHEMA, ActorRow, Conflict, ReportRow, State
from sitrep.record import Record
from sitrep.record.codec import encode

__all__ = ["LedgerView", "RowKind"]

RowKind = Literal["report", "event", "series", "statement", "actor"]
"""The kinds of rows that :meth:`LedgerView.parts` reads."""

_LOG = """
SELECT sequence, filed_at, kind, id, payload, digest FROM entries WHERE sequence > ? ORDER BY sequence LIMIT ?
"""
_LOG_OF = """
SELECT sequence, filed_at, kind, id, payload, digest FROM entries WHERE kind = '{kind}' ORDER BY sequence
"""
_PAGE = 500  # entries held in memory at a time
_PART = 2000  # rows of the view held in memory at a time
_RECORD = """
SELECT e.payload FROM told t JOIN entries e ON e.sequence = CAST(t.owner AS INTEGER)
WHERE t.kind = 'report' AND t.id = ?
"""
_LEAD = "SELECT id, kind, leads_to, report FROM leads WHERE id = ?"
_TOLD_IN = "SELECT report FROM told WHERE id IN (SELECT value FROM json_each(?))"
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

    def parts(self, *kinds: RowKind, size: int = _PART) -> Iterator[tuple[RowKind, State]]:
        """The rows of all ``kinds`` (by default of every kind), at most ``size`` of one kind at a time.

        Each part is a state of its own: the rows of the kind named beside it, in the order of the whole
        state, with the reports that they name or were read from and, around series, their events. All
        parts are of one moment, whatever is filed meanwhile, and so is all else that this view is asked
        before the last of them.
        """
        with self._reading() as connection:
            for kind in kinds or get_args(RowKind):
                table = kind if kind == "series" else f"{kind}s"
                ids = connection.execute(f"SELECT id FROM {table} ORDER BY standing, id")
                while names := [row[0] for row in islice(ids, size)]:
                    yield kind, _part(connection, kind, names)

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

    def pasts(self) -> list[Past]:
        """Every act in the order filed, and whether it stands."""
        acts = self.acts()
        standing = standing_digests(acts)
        return [Past(logged, logged.digest in standing) for logged in acts]

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

    # -- pages of many rows ---------------------------------------------------------------------

    def overview(self, before: Overview | None = None) -> Overview:
        """All events as columns in memory, to count and filter; ``before`` brought up to date, if given."""
        with self._reading() as connection:
            return Overview.read(connection) if before is None else before.refreshed(connection)

    def events_told(self, wanted: Filter) -> set[str] | None:
        """The events in reports with the words of ``wanted``, or of its actor; None if it has neither."""
        found: list[set[str]] = []
        with self._reading() as connection:
            if wanted.words is not None:
                match = quoted(wanted.words)
                found.append(events_with_words(connection, match) if match else set())
            if wanted.actor is not None:
                found.append(events_of_actors(connection, wanted.actor))
        return set.intersection(*found) if found else None

    def part(
        self,
        *,
        events: Collection[str] = (),
        series: Collection[str] = (),
        statements: Collection[str] = (),
        reports: Collection[str] = (),
    ) -> State:
        """The state of some rows alone, with the series of these events and the reports that tell them."""
        with self._reading() as connection:
            return state_of(connection, events=events, series=series, statements=statements, reports=reports)

    def page(
        self,
        kind: Told,
        *,
        offset: int = 0,
        limit: int = 100,
        since: str | None = None,
        until: str | None = None,
        newest_first: bool = False,
    ) -> RowPage:
        """Ids of reports or statements by publication, or of the series that hang on no event."""
        with self._reading() as connection:
            return page_of(
                connection,
                kind,
                offset=offset,
                limit=limit,
                since=since,
                until=until,
                newest_first=newest_first,
            )

    def reports(self, ids: Collection[str]) -> tuple[ReportRow, ...]:
        """Some reports, by publication."""
        with self._reading() as connection:
            return tuple(Rows(connection).reports(ids))

    def actors(self, ids: Collection[str]) -> tuple[ActorRow, ...]:
        """Some actors, by first publication."""
        with self._reading() as connection:
            return tuple(Rows(connection).actors(ids))

    def actors_named(self, name: str, *, limit: int = 20) -> tuple[ActorRow, ...]:
        """Actors with ``name`` somewhere in one of their names, in any case."""
        with self._reading() as connection:
            return tuple(Rows(connection).actors(actors_named(connection, name, limit=limit)))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Judgements of people that cannot all hold."""
        with self._reading() as connection:
            return tuple(Rows(connection).conflicts())

    def precisions(self, events: Sequence[str]) -> dict[str, str]:
        """How precise the places of some events are, from ``point`` to ``country``, where that is told."""
        with self._reading() as connection:
            return precisions(connection, events)

    def digests(self, names: Collection[str]) -> dict[str, str]:
        """A digest of what each row shows now, to file a decision only where it still does."""
        with self._reading() as connection:
            return digests(connection, names)

    def pages(self, report: str | None = None, *, with_body: bool = True) -> list[tuple[str, Page]]:
        """The pages kept as they were fetched, each with its report's id; of one report if it is given.

        Without bodies for who only asks what was fetched when.
        """
        with self._reading() as connection:
            return list(kept_pages(connection, report=report, with_body=with_body))

    def failures(self) -> list[Logged]:
        """What could not be read, in the order met."""
        with self._reading() as connection:
            sql = _LOG_OF.format(kind="failed")
            return [from_row(*row) for row in connection.execute(sql)]

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
        """The reading connection, in one snapshot; within another reading, in that one's."""
        is_within = self._reader.in_transaction
        try:
            if not is_within:
                self._reader.execute("BEGIN")
            yield self._reader
        except sqlite3.Error as fault:
            raise LedgerError(f"{self._name}: the ledger cannot be read: {fault}") from None
        finally:
            if not is_within and self._reader.in_transaction:
                self._reader.execute("ROLLBACK")


def _part(connection: sqlite3.Connection, kind: RowKind, names: Collection[str]) -> State:
    """The rows ``names`` of a kind, with the reports that they name and the events that series hang on."""
    rows = Rows(connection)
    series = tuple(rows.series(names)) if kind == "series" else ()
    hung_on = {one.event for one in series if one.event is not None}
    events = tuple(rows.events(names if kind == "event" else hung_on)) if kind in ("event", "series") else ()
    statements = tuple(rows.statements(names)) if kind == "statement" else ()
    actors = tuple(rows.actors(names)) if kind == "actor" else ()
    reports = {*names} if kind == "report" else {item.report for event in events for item in event.items}
    reports.update(version.report for one in series for version in one.versions)
    reports.update(appearance.report for one in statements for appearance in one.appearances)
    if actors:
        reports.update(row[0] for row in connection.execute(_TOLD_IN, (encode(list(names)),)))
    return State(STATE_SCHEMA, tuple(rows.reports(reports)), events, series, statements, actors, ())


def _record(report_id: str, payload: str) -> Record:
    entry = from_payload("filed", report_id, payload)
    assert isinstance(entry, Filed)
    return entry.record
