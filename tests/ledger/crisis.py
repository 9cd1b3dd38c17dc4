"""A made-up week in one harbour town: the records that tests of whole ledgers file."""

from __future__ import annotations

from ledger.builder import BEIRUT, LAGOS, Body, Count, Said, Told, build
from sitrep.record import Record

BLAST = Told("explosion", "ACCIDENT", "explosion", BEIRUT, ("2020-08-04", "2020-08-04"))
FERRY = Told("capsized", "ACCIDENT", "water", LAGOS, ("2020-08-04", "2020-08-04"))
BODIES = {
    "Health Ministry": Body(country="LBN", sectors=("GOV",)),
    "Hassan Diab": Body("person", "LBN", ("GOV",)),
    "protesters": Body("group", named=False),
}
FIRST_TEXT = (
    "An explosion shook Beirut and killed at least 30 people, the Health Ministry said. "
    "“We will find those responsible,” Hassan Diab said."
)


def first(**changes: object) -> Record:
    cells = {"published": "2020-08-04", "publisher": "Harbour Gazette", "title": "Blast shakes the port"}
    return build(
        FIRST_TEXT,
        events=(BLAST,),
        figures=(Count("30", 30, None, bound="at_least", counted="people", speaker="Health Ministry"),),
        statements=(Said(("We will find those responsible",), "Hassan Diab"),),
        bodies=BODIES,
        **{**cells, **changes},
    )


def reprint() -> Record:
    return first(published="2020-08-05", publisher="Inland Courier")


def second() -> Record:
    text = (
        "The explosion in Beirut killed 78 people, the Health Ministry said; the Red Cross counted 100. "
        "Hassan Diab said: “We will find those responsible.” A rally of protesters followed in Beirut."
    )
    rally = Told("rally", "PROTEST", None, BEIRUT, ("2020-08-05", "2020-08-05"), actors=("protesters",))
    return build(
        text,
        published="2020-08-05",
        publisher="Morning Star Wire",
        url="https://star.example/1",
        events=(BLAST, rally),
        figures=(
            Count("78", 78, 78, counted="people", speaker="Health Ministry"),
            Count("100", 100, 100, speaker="Red Cross"),
        ),
        statements=(Said(("We will find those responsible",), "Hassan Diab"),),
        bodies=BODIES,
    )


def third() -> Record:
    text = "The Health Ministry put the dead of the explosion in Beirut at 135. Hassan Diab resigned."
    exit_of = Told(
        "resigned", "RETREAT", "resign", None, ("2020-08-06", "2020-08-06"), actors=("Hassan Diab",)
    )
    return build(
        text,
        published="2020-08-06",
        events=(BLAST, exit_of),
        figures=(Count("135", 135, 135, counted="the dead", speaker="Health Ministry"),),
        bodies=BODIES,
    )


def elsewhere() -> Record:
    text = "=A ferry capsized off Lagos and 34 people died."
    return build(
        text,
        published="2020-08-05",
        publisher="@Coast",
        title="-Ferry",
        events=(FERRY,),
        figures=(Count("34", 34, 34, counted="people"),),
    )


def undated() -> Record:
    return build("Nothing more was heard of it.", published=None)


def crisis() -> list[Record]:
    return [first(), reprint(), second(), third(), elsewhere(), undated()]
