"""Which two tellings are one event: the first rule, as pairs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.builder import (
    BEIRUT,
    JOUNIEH,
    LAGOS,
    LEBANON,
    SIDON,
    SOUTH,
    TRIPOLI,
    Body,
    Count,
    Spot,
    Told,
    build,
)
from sitrep.merge.rule import standard_rule
from sitrep.merge.same_event import judge
from sitrep.merge.told import Telling, condense

TEXT = (
    "In Beirut, Tripoli, Sidon, Jounieh, Lagos, Lebanon and the South Governorate: a blast, a march, "
    "a strike, talks; the Amal Movement, Future Party, gunmen, protesters, Israel, the Israeli army, Diab, "
    "Hassan Diab, victims, Maya Khoury and Omar Saad were told of, 18 in all."
)
BODIES = {
    "gunmen": Body("group", named=False),
    "protesters": Body("group", named=False),
    "victims": Body("group", named=False),
    "Israel": Body("country", "ISR", ("GOV",)),
    "Israeli army": Body("organization", "ISR", ("MIL",)),
    "Diab": Body("person", "LBN"),
    "Hassan Diab": Body("person", "LBN"),
}
ON_4TH, ON_5TH = ("2020-08-04", "2020-08-04"), ("2020-08-05", "2020-08-05")
BLAST = Told("blast", "ACCIDENT", "explosion", BEIRUT, ON_4TH)
MARCH = Told("march", "PROTEST", None, BEIRUT, ON_4TH, actors=("protesters",))
STRIKE = Told("strike", "ASSAULT", "airstrike", BEIRUT, ON_4TH)
TALKS = Told("talks", "CONSULT", None, None, ON_4TH, actors=("Hassan Diab",), recipients=("Amal Movement",))


def telling(told: Told, *, publisher: str = "Harbour Gazette", count: int | None = None) -> Telling:
    figures = (Count("18", count, count),) if count else ()
    record = build(TEXT, publisher=publisher, events=(told,), figures=figures, bodies=BODIES)
    return condense(record).events[0]


def verdict(a: Told, b: Told) -> str:
    return judge(telling(a), telling(b, publisher="Other Paper"), standard_rule()).verdict


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (BLAST, BLAST),
        (BLAST, replace(BLAST, mode=None)),
        (BLAST, replace(BLAST, place=LEBANON)),
        (BLAST, replace(BLAST, reality="ongoing")),
        (BLAST, replace(BLAST, days=(None, None))),
        (BLAST, replace(BLAST, days=("2020-08-03", "2020-08-05"))),
        # Whom a disaster strikes differs from report to report.
        (replace(BLAST, recipients=("Maya Khoury",)), replace(BLAST, recipients=("Omar Saad",))),
        (MARCH, MARCH),
        (MARCH, replace(MARCH, actors=())),
        (STRIKE, replace(STRIKE, actors=("Israel",))),
        (replace(STRIKE, actors=("Israel",)), replace(STRIKE, actors=("Israeli army",))),
        (replace(STRIKE, actors=("gunmen",)), replace(STRIKE, actors=("Amal Movement",))),
        (TALKS, TALKS),
        (TALKS, replace(TALKS, actors=("Diab",))),
    ],
)
def test_these_are_one_event(a: Told, b: Told) -> None:
    assert verdict(a, b) == verdict(b, a) == "same"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (BLAST, replace(BLAST, place=TRIPOLI)),
        (BLAST, replace(BLAST, place=LAGOS)),
        (BLAST, replace(BLAST, place=SOUTH)),
        (BLAST, replace(BLAST, days=ON_5TH)),
        (BLAST, replace(BLAST, mode="fire")),
        (BLAST, replace(BLAST, type="ASSAULT", mode=None)),
        (BLAST, replace(BLAST, reality="denied")),
        (BLAST, replace(BLAST, reality="planned")),
        (replace(STRIKE, actors=("Amal Movement",)), replace(STRIKE, actors=("Future Party",))),
        (replace(STRIKE, recipients=("Maya Khoury",)), replace(STRIKE, recipients=("Omar Saad",))),
        (TALKS, replace(TALKS, recipients=("Future Party",))),
    ],
)
def test_these_are_different_events(a: Told, b: Told) -> None:
    assert verdict(a, b) == verdict(b, a) == "different"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (BLAST, replace(BLAST, place=JOUNIEH)),
        (BLAST, replace(BLAST, place=SIDON)),
        # A country has many strikes on one day.
        (replace(STRIKE, place=LEBANON), replace(STRIKE, place=LEBANON)),
        (STRIKE, replace(STRIKE, place=LEBANON)),
        (STRIKE, replace(STRIKE, place=None)),
        (TALKS, replace(TALKS, recipients=())),
        # Two people may well talk in one city on one day.
        (
            Told("talks", "CONSULT", None, BEIRUT, ON_4TH, actors=("gunmen",)),
            Told("talks", "CONSULT", None, BEIRUT, ON_4TH, actors=("protesters",)),
        ),
        (replace(BLAST, place=None), replace(BLAST, place=None)),
        (BLAST, replace(BLAST, days=("2020-01-01", "2020-03-31"))),
    ],
)
def test_these_are_left_open(a: Told, b: Told) -> None:
    assert verdict(a, b) == verdict(b, a) == "unsure"


def test_one_number_of_victims_ties_two_tellings_without_a_place() -> None:
    vague = replace(STRIKE, place=None, actors=("gunmen",))
    assert verdict(STRIKE, vague) == "unsure"
    a = telling(replace(STRIKE, actors=("gunmen",)), count=18)
    b = telling(vague, publisher="Other Paper", count=18)
    judged = judge(a, b, standard_rule())
    assert judged.verdict == "same"
    assert "same figure: 18 people killed" in judged.evidence


def test_towns_close_by_are_one_place_where_the_numbers_agree() -> None:
    a, b = telling(BLAST, count=18), telling(replace(BLAST, place=JOUNIEH), publisher="Other Paper", count=18)
    assert judge(a, b, standard_rule()).verdict == "same"


def test_an_accident_without_a_place_is_in_the_town_its_report_names() -> None:
    rally = replace(MARCH, place=BEIRUT)

    def told(text: str, *events: Told) -> Telling:
        return condense(build(text, events=events, bodies=BODIES)).events[0]

    vague = replace(BLAST, place=None)
    here = told("The blast was felt; a march of protesters in Beirut followed.", vague, rally)
    there = told(
        "The blast was felt; a march of protesters in Lagos followed.", vague, replace(rally, place=LAGOS)
    )
    assert judge(telling(BLAST), here, standard_rule()).verdict == "same"
    assert "place in report: Beirut" in judge(here, telling(BLAST), standard_rule()).evidence
    assert judge(telling(BLAST), there, standard_rule()).verdict == "unsure"


def test_a_judgement_says_in_words_what_forbids_it() -> None:
    judged = judge(telling(BLAST), telling(replace(BLAST, place=TRIPOLI)), standard_rule())
    assert judged.evidence == ("places differ: Beirut and Tripoli",)


def test_twice_told_in_one_report_is_one_event_only_with_the_same_parties() -> None:
    record = build(
        TEXT,
        events=(
            replace(STRIKE, trigger="strike", actors=("gunmen",)),
            replace(STRIKE, trigger="blast", actors=("gunmen",)),
            replace(STRIKE, trigger="march", actors=("protesters",)),
        ),
        bodies=BODIES,
    )
    first, again, other = condense(record).events
    assert judge(first, again, standard_rule()).verdict == "same"
    assert judge(first, other, standard_rule()).verdict == "unsure"


tolds = st.builds(
    Told,
    trigger=st.sampled_from(["blast", "march", "strike"]),
    type=st.sampled_from(["ACCIDENT", "ASSAULT", "CONSULT"]),
    mode=st.sampled_from([None, "explosion"]),
    place=st.sampled_from([None, BEIRUT, SIDON, LEBANON, Spot("Lagos", None)]),
    days=st.sampled_from([ON_4TH, ON_5TH, (None, None), ("2020-08-04", None), (None, "2020-08-04")]),
    actors=st.sampled_from([(), ("gunmen",), ("Diab",), ("Hassan Diab", "gunmen"), ("Israel",)]),
    recipients=st.sampled_from([(), ("victims",), ("Maya Khoury",)]),
    reality=st.sampled_from(["happened", "ongoing", "planned", "possible", "denied"]),
)


@given(tolds, tolds)
def test_it_does_not_matter_which_of_two_comes_first(a: Told, b: Told) -> None:
    one, two = telling(a), telling(b, publisher="Other Paper")
    here, there = judge(one, two, standard_rule()), judge(two, one, standard_rule())
    assert (here.verdict, here.weight) == (there.verdict, there.weight)
