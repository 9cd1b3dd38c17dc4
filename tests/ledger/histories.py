"""Made-up histories of a ledger: reports that overlap in what they tell, and people's acts on them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from random import Random

from ledger.builder import BEIRUT, SIDON, TRIPOLI, Body, Count, Said, Told, build
from sitrep.ledger import Corrected, Erased, Filed, Judged, Noted, Retracted, Undone
from sitrep.ledger.check import PROVED
from sitrep.ledger.entries import Entry, Logged
from sitrep.ledger.fold import advance, empty_memory, erase_readings, insert
from sitrep.ledger.projection import read_state
from sitrep.ledger.state import State
from sitrep.record import Record

_PLACES = (BEIRUT, BEIRUT, BEIRUT, TRIPOLI, SIDON, None)
_TYPES = (("ACCIDENT", "explosion"), ("ACCIDENT", "explosion"), ("ACCIDENT", None), ("PROTEST", None))
_NAMES = (
    "Samir Haddad",
    "Haddad",
    "Sameer Haddad",
    "Lina Khoury",
    "Red Crescent",
    "Crescent of the Red",
    "police",
)
_COUNTRIES = ("LBN", "NGA", None)
_SAYINGS = (
    "the harbour will be open again by the end of the week",
    "the harbour will be open again by the end of the week if nothing more happens",
    "nobody told us anything about the ships that lay there",
    "we are sorry",
)


def make_reports(random: Random, count: int) -> list[Record]:
    """So many reports, some of them copies of others, some read twice by two readers."""
    found: list[Record] = []
    for n in range(count):
        if found and random.random() < 0.2:
            found.append(_copy(random, random.choice(found), n))
        else:
            found.append(_report(random, n))
    return found


def _report(random: Random, n: int, version: str = "1") -> Record:
    place = random.choice(_PLACES)
    kind, mode = random.choice(_TYPES)
    day = f"2020-08-{random.randint(3, 4):02}"
    names = random.sample(_NAMES, 3)
    number = random.choice((12, 30, 31, 78))
    saying = random.choice(_SAYINGS)
    there = f" in {place.name}" if place else ""
    text = (
        f"Desk {n}: an incident{there} killed {number} people, {names[0]} said. A second incident with "
        f"{names[1]} followed. “{saying},” {names[2]} said. Nothing else is known of it at the desk of paper "
        f"{n % 3} today, and what was told before midnight was told again after it, word for word, to "
        f"whoever asked for it."
    )
    days = (day, day) if random.random() < 0.8 else (None, None)
    events = (
        Told("incident", kind, mode, place, days, actors=(names[1],) if random.random() < 0.5 else ()),
        Told("followed", *random.choice(_TYPES), place, days, recipients=(names[1],)),
    )
    bodies = {
        name: Body("person" if " " in name else "group", random.choice(_COUNTRIES), named=name != "police")
        for name in names
    }
    return build(
        text,
        published=None if random.random() < 0.1 else f"2020-08-{random.randint(4, 8):02}",
        publisher=f"Paper {n % 3}",
        url=f"https://desk.example/{n % 4}" if random.random() < 0.3 else None,
        events=events,
        figures=(
            Count(
                str(number),
                number,
                number,
                counted="people",
                speaker=names[0],
                event=random.choice((0, 0, 1, None)),
            ),
        ),
        statements=(Said((saying,), names[2]),),
        bodies=bodies,
        version=version,
    )


def reread(random: Random, record: Record, version: str) -> Record:
    """Another reading of the text of ``record``, by a later reader."""
    report = record.report
    trigger = random.choice(("incident", "followed", "second incident"))
    saying = next(s for s in _SAYINGS if f"“{s}," in report.text)
    return build(
        report.text,
        published=report.published,
        publisher=report.publisher,
        url=report.url,
        events=(Told(trigger, *random.choice(_TYPES), days=("2020-08-03", "2020-08-03")),),
        statements=(
            Said((saying,), random.choice((None, *(name for name in _NAMES if name in report.text)))),
        ),
        version=version,
    )


def _copy(random: Random, original: Record, n: int) -> Record:
    """The same text by another paper, read anew and perhaps otherwise."""
    text = original.report.text
    if random.random() < 0.5:
        text = text.replace("Nothing else", "Nothing more")
    saying = next(s for s in _SAYINGS if f"“{s},”" in text)
    trigger = random.choice(("incident", "followed"))
    return build(
        text,
        published="2020-08-09",
        publisher=f"Paper {n % 3} abroad" if random.random() < 0.7 else original.report.publisher,
        events=(Told(trigger, *random.choice(_TYPES), days=("2020-08-02", "2020-08-02")),),
        statements=(Said((saying,)),),
    )


@dataclass
class History:
    """A ledger in memory and all that was filed in it."""

    connection: sqlite3.Connection = field(default_factory=empty_memory)
    log: list[Logged] = field(default_factory=list)
    erased: int = 0

    def file(self, *entries: Entry) -> list[Logged]:
        """File entries together, each a second after the one before."""
        new = []
        for entry in entries:
            seconds = len(self.log) + self.erased
            logged = insert(self.connection, entry, f"2020-09-01T00:{seconds // 60:02}:{seconds % 60:02}")
            self.log.append(logged)
            new.append(logged)
        advance(self.connection, new)
        return new

    def erase(self, report: str) -> None:
        """Erase a report, as a ledger does."""
        self.file(Erased(report))
        erase_readings(self.connection, [report])
        self.log = [
            logged
            for logged in self.log
            if not (isinstance(logged.entry, Filed) and logged.entry.record.report.id == report)
        ]
        self.erased += 1

    def state(self) -> State:
        """What it comes to."""
        return read_state(self.connection)

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        """All that was made of the log, but for what hangs on the order of filing."""
        return {name: self.connection.execute(sql).fetchall() for name, sql in PROVED.items()}


def make_act(random: Random, history: History) -> Entry | None:
    """Something that a person might do next; None where there is nothing to do it to."""
    ids: dict[str, list[str]] = {}
    for name, kind in history.connection.execute(
        "SELECT id, kind FROM told WHERE kind <> 'namesake' ORDER BY id"
    ):
        ids.setdefault(kind, []).append(name)
    kind = random.choice(("event", "event", "actor", "statement", "report", "figure"))
    if not ids.get(kind):
        return None
    name = random.choice(ids[kind])
    acts = [logged for logged in history.log if not isinstance(logged.entry, Filed)]
    choice = random.random()
    if choice < 0.25 and acts:
        return Undone(random.choice(acts).digest)
    if choice < 0.6 and kind != "figure" and len(ids[kind]) > 1:
        a, b = random.sample(ids[kind], 2)
        return Judged(
            (a,), (b,), random.choice(("same", "same", "different", "different", "unsure")), None, "Ana"
        )
    if choice < 0.8:
        return Retracted((name,))
    if choice < 0.85:
        return Noted(name, "seen")
    cells = {
        "event": {"mode": "fire", "place": {"name": "Tyre", "country": "LBN", "lat": 33.27, "lon": 35.2}},
        "actor": {"name": "Somebody Else", "country": "FRA"},
        "statement": {"speaker": "a passer-by"},
        "report": {"published": f"2020-08-{random.randint(1, 9):02}"},
        "figure": {"low": 50, "high": 50},
    }
    return Corrected((name,), cells[kind])
