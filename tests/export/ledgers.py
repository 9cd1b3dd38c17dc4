"""Made-up reports come in as words, and a ledger that tries every corner of a format goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ledger.builder import BEIRUT, LAGOS, LEBANON, SIDON, Body, Count, Said, Told, build
from ledger.crisis import crisis
from sitrep.ledger import Ledger
from sitrep.record import Record

HOSTILE_QUOTE = '=SUM(1;2)\t"Fire!" – قال الرجل ‮كلمة‬ 🙂 <script>alert(1)</script> & \x00 ends'
SEA = ("2020-09-01", "2020-09-30")


def raid() -> Record:
    """State forces and rebels, with the dead told of a part and of the whole."""
    return build(
        "Army troops shot at rebels in Sidon on 9 September. "
        "The army said 12 people died, 5 civilians among them.",
        published="2020-09-10",
        publisher="Harbour Gazette",
        url="https://gazette.example/raid",
        title="Raid",
        events=(
            Told(
                "shot",
                "ASSAULT",
                "firearms",
                SIDON,
                ("2020-09-09", "2020-09-09"),
                ("Army troops",),
                ("rebels",),
            ),
        ),
        figures=(
            Count("12", 12, 12, counted="people", speaker="The army"),
            Count("5", 5, 5, counted="civilians", part_of=0, speaker="The army"),
        ),
        bodies={
            "Army troops": Body("organization", "LBN", ("MIL",)),
            "rebels": Body("group", "LBN", ("REB",), named=False),
            "The army": Body("organization", "LBN", ("MIL",)),
        },
    )


def march() -> Record:
    """A march of some day in a month and country, a strike only planned, and one that is claimed."""
    record = build(
        "Students marched across Lebanon in September. Unions will strike. A minister said teachers struck.",
        published="2020-09-20T08:30:00",
        publisher="Cedar Post",
        url="https://cedar.example/march",
        title="March",
        events=(
            Told("marched", "PROTEST", "demo", LEBANON, SEA, ("Students",)),
            Told("strike", "PROTEST", "strike", None, (None, "2020-10-05"), ("Unions",), reality="planned"),
            Told("struck", "PROTEST", "strike", None, (None, None), ("teachers",)),
        ),
        figures=(Count("Students", 300, None, "participants", "at_least", counted="Students"),),
        statements=(Said(("teachers struck",), "A minister"),),
        bodies={
            "Students": Body("group", "LBN", ("EDU",), named=False),
            "Unions": Body("group", "LBN", ("LAB",), named=False),
            "teachers": Body("group", "LBN", ("EDU",), named=False),
            "A minister": Body("person", "LBN", ("GOV",), named=False),
        },
    )
    *others, told = record.events
    return replace(record, events=(*others, replace(told, said_in=record.statements[0].id)))


def storm() -> Record:
    return build(
        "A storm sank boats near Lagos.",
        published="2020-08-01",
        publisher="-Coast",
        events=(Told("storm", "DISASTER", "storm", LAGOS, ("2020-08-01", "2020-08-01")),),
    )


def mistake() -> Record:
    """An event that a person takes out again."""
    return build(
        "Zorgon robots bombed Beirut, a parody said.",
        published="2020-09-01",
        publisher="Daily Parody",
        url="https://parody.example/zorgon",
        events=(
            Told("bombed", "ASSAULT", "aerial", BEIRUT, ("2020-09-01", "2020-09-01"), ("Zorgon robots",)),
        ),
        bodies={"Zorgon robots": Body("organization", None, ("UAF",))},
    )


def hostile() -> Record:
    text = f"@Mayor of Lagos said:\n{HOSTILE_QUOTE}\nand then +Crowd attacked =Villa in Lagos, killing 7."
    return build(
        text,
        published="2020-08-07",
        publisher='=cmd|"/c calc"!A1',
        url='javascript:alert("x")',
        title="-" + "Très long 標題 " * 900 + "\x0b\x00",
        events=(
            Told(
                "attacked",
                "ASSAULT",
                "primitive",
                LAGOS,
                ("2020-08-07", "2020-08-07"),
                ("+Crowd",),
                ("=Villa",),
            ),
        ),
        figures=(Count("7", 7, 7),),
        statements=(Said((HOSTILE_QUOTE,), "@Mayor of Lagos"),),
        bodies={
            "+Crowd": Body("group", "NGA", ("CVL",), named=False),
            "=Villa": Body("organization", "NGA", ("GOV",)),
            "@Mayor of Lagos": Body("person", "NGA", ("GOV",)),
        },
    )


def records() -> list[Record]:
    return [*crisis(), raid(), march(), storm(), mistake(), hostile()]


def fill(path: Path, filed: Sequence[Record]) -> None:
    """A ledger of ``filed`` in which somebody rejected the mistake and corrected a place and a mode."""
    with Ledger.open(path, create=True) as ledger:
        ledger.add(filed)
        names = {event.type + str(event.mode): event.id for event in ledger.state().events}
        ledger.retract(names["ASSAULTaerial"], reason="a parody", by="Nour")
        place = {"name": "Jos", "country": "NGA", "lat": 9.92, "lon": 8.89}
        ledger.correct(names["DISASTERstorm"], {"place": place, "actors": ["Nobody"]}, by="Nour")
        ledger.note(names["ASSAULTfirearms"], "asked the desk", by="Sam")
