"""Entries come in, in any order, and what the ledger knows goes out: the state, and where every id leads."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.resources import files

from sitrep.ledger.board import Board, Item, Kind
from sitrep.ledger.decisions import Decisions, decide
from sitrep.ledger.entries import (
    Corrected,
    Entry,
    Erased,
    Filed,
    Judged,
    Logged,
    Retracted,
    Undone,
    digest_entry,
    from_row,
    subject,
    to_payload,
)
from sitrep.ledger.history import acts_of, named_in
from sitrep.ledger.pages import drop_pages
from sitrep.ledger.projection import read_state
from sitrep.ledger.readings import carry, latest_reading, traced
from sitrep.ledger.settle_actors import settle_actors
from sitrep.ledger.settle_events import link_event, settle_events
from sitrep.ledger.settle_reports import keys_of_report, link_report, settle_reports
from sitrep.ledger.settle_series import rows_hung_on, settle_series
from sitrep.ledger.settle_statements import link_statement, settle_statements
from sitrep.ledger.state import State
from sitrep.ledger.work import Work, standing_of
from sitrep.merge.blocks import blocks
from sitrep.merge.near import MINHASH
from sitrep.merge.statements import statement_keys
from sitrep.merge.told import Telling, Told, ToldReport, ToldStatement, condense
from sitrep.record import Record
from sitrep.record.codec import amended, encode

__all__ = [
    "FORM",
    "Lead",
    "Projection",
    "advance",
    "copy_row",
    "empty_memory",
    "erase_readings",
    "fold",
    "insert",
    "rebuild",
]

_FORM = 4  # to be raised with every change to what the tables hold
#: What the tables were made by; those that another program made are made anew.
FORM = f"{version('sitrep')} {_FORM} {MINHASH}"

_FILE = "INSERT INTO entries (filed_at, kind, id, payload, digest) VALUES (?, ?, ?, ?, ?)"
_READINGS = """
SELECT sequence, filed_at, kind, id, payload, digest FROM entries WHERE kind = 'filed' AND id = ?
"""
_LEADS = """
SELECT id, kind, leads_to, report FROM leads
UNION SELECT 'n-' || substr(id, 3), 'series', leads_to, report FROM told
  WHERE kind = 'figure' AND leads_to IS NOT NULL
ORDER BY 1
"""
_UNSAY = """
INSERT INTO statement_search (statement_search, rowid, speaker, content) VALUES ('delete', ?, ?, ?)
"""
_ERASED = "SELECT 1 FROM entries WHERE kind = 'erased' AND id = ?"
_FORGET = "DELETE FROM touched WHERE n <= (SELECT max(n) FROM touched) - ?"
_REMEMBERED = 10_000  # changes of events that a desk can catch up on; beyond them it reads all anew
_MADE = (
    "told",
    "keys",
    "links",
    "carried",
    "reports",
    "events",
    "series",
    "statements",
    "actors",
    "conflicts",
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an id leads: its ``kind``, the row it is part of, and the report it was read from."""

    id: str
    kind: str
    leads_to: str
    report: str


@dataclass(frozen=True, slots=True)
class Projection:
    """A state with the leads of all ids, sorted by id."""

    state: State
    leads: tuple[Lead, ...]


def fold(entries: Iterable[Entry | Logged]) -> Projection:
    """All that ``entries`` come to. Neither their order nor their grouping changes the outcome.

    Entries that could not be read, or are of a kind unknown here, change nothing.
    """
    connection = empty_memory()
    for entry in entries:
        logged = entry if isinstance(entry, Logged) else Logged(0, "", entry)
        insert(connection, logged.entry, logged.filed_at)
    rebuild(connection)
    leads = tuple(Lead(*row) for row in connection.execute(_LEADS))
    return Projection(read_state(connection), leads)


def empty_memory() -> sqlite3.Connection:
    """A ledger without entries, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript((files("sitrep.ledger") / "schema.sql").read_text("utf-8"))
    return connection


def insert(connection: sqlite3.Connection, entry: Entry, filed_at: str) -> Logged:
    """Add ``entry`` to the log, and nothing else."""
    kind, payload = to_payload(entry)
    name = subject(entry)
    digest = digest_entry(filed_at, kind, name, payload)
    sequence = connection.execute(_FILE, (filed_at, kind, name, payload, digest)).lastrowid
    assert sequence is not None
    return Logged(sequence, filed_at, entry, digest)


def copy_row(memory: sqlite3.Connection, row: tuple[object, ...]) -> None:
    """Put a row of another ledger's log into one in memory, cell for cell."""
    memory.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", row)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make every table anew from the log, inside the caller's transaction."""
    for table in _MADE:
        connection.execute(f"DELETE FROM {table}")
    for index in ("report_search", "statement_search"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    connection.execute("INSERT OR REPLACE INTO about VALUES ('made_by', ?)", (FORM,))
    folding = _Folding(connection)
    for (report,) in connection.execute("SELECT DISTINCT id FROM entries WHERE kind = 'filed'").fetchall():
        folding.read_anew(report)
    folding.settle()


def advance(connection: sqlite3.Connection, new: Sequence[Logged]) -> None:
    """Bring the tables up to date with ``new`` entries of the log, inside the caller's transaction."""
    folding = _Folding(connection)
    reports = [logged.entry.record.report.id for logged in new if isinstance(logged.entry, Filed)]
    named = {name for logged in new for name in folding.named_by(logged.entry)}
    erased = [logged.entry.report for logged in new if isinstance(logged.entry, Erased)]
    for report in dict.fromkeys([*reports, *erased, *folding.reports_among(named)]):
        named |= folding.read_anew(report)
    folding.touch(named)
    folding.settle()


def erase_readings(connection: sqlite3.Connection, reports: Collection[str]) -> None:
    """Delete the readings of reports that were taken out of the tables, inside the caller's transaction.

    The log itself refuses where no entry says that they were erased.
    """
    connection.execute("PRAGMA secure_delete = ON")
    for report in reports:
        connection.execute("DELETE FROM entries WHERE kind = 'filed' AND id = ?", (report,))
    drop_pages(connection, reports)


class _Folding:
    """One transaction's way from new entries to settled tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.board = Board(connection)
        self.acts = acts_of(connection)
        self.work = Work(connection, self.board, self._decide())
        self.fresh: list[int] = []
        self.texts: dict[int, str] = {}

    def named_by(self, entry: Entry) -> Iterator[str]:
        """The ids that an act is about; of an undoing those of what it takes back."""
        if isinstance(entry, Judged | Corrected | Retracted):  # a note changes no row
            yield from named_in(entry)
        elif isinstance(entry, Undone):
            for logged in self.acts:
                if logged.digest == entry.entry:
                    yield from self.named_by(logged.entry)

    def reports_among(self, names: Collection[str]) -> list[str]:
        """Those of ``names`` that are ids of filed reports."""
        sql = (
            "SELECT DISTINCT id FROM entries WHERE kind = 'filed' AND id IN (SELECT value FROM json_each(?))"
        )
        return [row[0] for row in self.connection.execute(sql, (encode(sorted(names)),))]

    # -- readings -------------------------------------------------------------------------------

    def read_anew(self, report: str) -> set[str]:
        """Take what is kept of ``report`` out, and put its latest reading in.

        The ids come back that people's acts name together with an item of an earlier reading.
        """
        before = self.board.told_in(report)
        self._withdraw(report, before)
        readings = [from_row(*row) for row in self.connection.execute(_READINGS, (report,))]
        self.connection.execute("DELETE FROM carried WHERE report = ?", (report,))
        is_erased = self.connection.execute(_ERASED, (report,)).fetchone() is not None
        if not readings or is_erased or report in self.work.decisions.retracted:
            return self._named_beside({item.id for item in before})
        latest = latest_reading(readings)
        self._place(latest)
        if len(readings) == 1:
            return self._named_beside({item.id for item in before}) if before else set()
        self._carry(report, readings, latest)
        self.work.decisions = self._decide()
        earlier = self.connection.execute("SELECT old FROM carried WHERE report = ?", (report,))
        return self._named_beside({item.id for item in before} | {row[0] for row in earlier})

    def _named_beside(self, ids: set[str]) -> set[str]:
        acts = (set(self.named_by(logged.entry)) for logged in self.acts)
        return {name for named in acts if not named.isdisjoint(ids) for name in named}

    def _carry(self, report: str, readings: Sequence[Logged], latest: Logged) -> None:
        today = list(traced(_record(latest)))
        for logged in readings:
            if logged is not latest:
                rows = ((i.id, new, i.kind, report) for i, new in carry(traced(_record(logged)), today))
                self.connection.executemany("INSERT OR REPLACE INTO carried VALUES (?, ?, ?, ?)", rows)

    def _decide(self) -> Decisions:
        if not self.acts:
            return Decisions()
        carried = dict(self.connection.execute("SELECT old, new FROM carried WHERE new IS NOT NULL"))
        return decide(self.acts, lambda name: carried.get(name, name))

    def _withdraw(self, report: str, items: Sequence[Item]) -> None:
        work = self.work
        numbers = {item.n for item in items}
        beside = {n for link in self.board.links(numbers) for n in (link.a, link.b)} - numbers
        for other in self.board.items(beside):
            work.touched[other.kind].add(other.n)
        for item in items:
            if item.kind in ("event", "statement", "report"):
                work.gone[item.kind].add(item.leads_to or item.id)
                for other in self.board.part_of(item.leads_to or ""):
                    if other.n not in numbers:
                        work.touched[item.kind].add(other.n)
            elif item.kind == "actor" and item.owner is not None:
                work.gone["namesake"].add(item.owner)
            elif item.kind == "figure" and item.owner is not None:
                work.owners.update(rows_hung_on(work, item.owner))
            self._unfile(item)
        self.board.take(numbers)
        for kind in work.touched:
            work.touched[kind] -= numbers

    def _unfile(self, item: Item) -> None:
        """Take an item out of keys and full text."""
        if item.kind == "report":
            text = self.work.text(item.id)
            value = self.board.value(item.n, ToldReport)
            self.board.drop_keys(item.n, "report", keys_of_report(value, text))
            sql = "INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', ?, ?, ?)"
            self.connection.execute(sql, (int(item.owner or 0), value.title, text))
        elif item.kind == "event":
            self.board.drop_keys(item.n, "event", blocks(self.board.value(item.n, Telling)))
        elif item.kind == "statement":
            told = self.board.value(item.n, ToldStatement)
            self.board.drop_keys(item.n, "statement", statement_keys(told))
            speaker = told.speaker.name if told.speaker else None
            self.connection.execute(_UNSAY, (item.n, speaker, told.content))

    def _place(self, latest: Logged) -> None:
        record = _record(latest)
        cells = self.work.decisions.corrected([record.report.id])
        told = condense(replace(record, report=amended(record.report, cells)) if cells else record)
        report = told.report
        board = self.board
        number = board.put(
            report.id, "report", report.id, standing_of(report.order), report, owner=str(latest.sequence)
        )
        self._touch("report", number)
        text = record.report.text
        board.file_keys(number, "report", keys_of_report(report, text))
        sql = "INSERT INTO report_search (rowid, title, text) VALUES (?, ?, ?)"
        self.connection.execute(sql, (latest.sequence, record.report.title, text))
        self._place_items(told)

    def _place_items(self, told: Told) -> None:
        board = self.board
        for place in told.places:
            board.put(place, "place", told.id, standing_of(told.report.order), None)
        for actor in told.actors:
            self._touch("actor", board.put(actor.id, "actor", told.id, standing_of(actor.order), actor))
        for event in told.events:
            number = board.put(event.id, "event", told.id, standing_of(event.order), event)
            board.file_keys(number, "event", blocks(event))
            self._touch("event", number)
        for said in told.statements:
            number = board.put(said.id, "statement", told.id, standing_of(said.order), said)
            board.file_keys(number, "statement", statement_keys(said))
            sql = "INSERT INTO statement_search (rowid, speaker, content) VALUES (?, ?, ?)"
            self.connection.execute(sql, (number, said.speaker.name if said.speaker else None, said.content))
            self._touch("statement", number)
        for figure in told.figures:
            speaker = figure.speaker.actor if figure.speaker else None
            standing = standing_of(figure.order)
            number = board.put(figure.id, "figure", told.id, standing, figure, speaker=speaker)
            self.work.touched["figure"].add(number)

    def _touch(self, kind: Kind, number: int) -> None:
        self.work.touched[kind].add(number)
        self.fresh.append(number)

    # -- settling -------------------------------------------------------------------------------

    def touch(self, names: Collection[str]) -> None:
        """Touch the items of these ids, and what hangs on them."""
        carried = (
            dict(self.connection.execute("SELECT old, new FROM carried WHERE new IS NOT NULL"))
            if names
            else {}
        )
        wanted = {carried.get(name, name) for name in names}
        # A series is corrected under the id of its first figure.
        wanted |= {f"f-{name.partition('-')[2]}" for name in wanted if name.startswith("n-")}
        for item in self.board.named(wanted):
            self.work.touched[item.kind].add(item.n)
            if item.kind == "event":
                self.work.owners.update(rows_hung_on(self.work, item.id))

    def settle(self) -> None:
        """Judge what is new, and write every row that may have changed, each kind after those it hangs on."""
        work = self.work
        items = self.board.items(self.fresh)
        for item in items:
            if item.kind == "report":
                link_report(work, item.n, work.text(item.id))
        settle_reports(work)
        settle_actors(work)
        for item in items:
            if item.kind == "event":
                link_event(work, item.n)
            elif item.kind == "statement":
                link_statement(work, item.n)
        settle_events(work)
        settle_statements(work)
        settle_series(work)
        self._write_conflicts()
        self.connection.execute(_FORGET, (_REMEMBERED,))

    def _write_conflicts(self) -> None:
        if self.acts:
            self.connection.execute("DELETE FROM conflicts")
            rows = ((encode(conflict.items), conflict.reason) for conflict in self.work.decisions.conflicts)
            self.connection.executemany("INSERT INTO conflicts VALUES (?, ?)", rows)


def _record(logged: Logged) -> Record:
    assert isinstance(logged.entry, Filed)
    return logged.entry.record
