"""Which two tellings are one event: what forbids it, what speaks for it, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

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
from sitrep.merge.acts import families
from sitrep.merge.features import differences
from sitrep.merge.same_event import contradictions, judge, tells_apart
from sitrep.merge.scorer import Scorer, standard_scorer
from sitrep.merge.told import Telling, condense

BODIES = {
    "gunmen": Body("group", named=False),
    "protesters": Body("group", named=False),
    "victims": Body("group", named=False),
    "Israel": Body("country", "ISR", ("GOV",)),
    "Israeli army": Body("organization", "ISR", ("MIL",)),
    "Diab": Body("person", "LBN"),
    "Hassan Diab": Body("person", "LBN"),
    "Maya Khoury": Body("person", "LBN"),
}
ON_4TH, ON_5TH = ("2020-08-04", "2020-08-04"), ("2020-08-05", "2020-08-05")
ON_8TH = ("2020-08-08", "2020-08-08")
BLAST = Told("blast", "ACCIDENT", "explosion", BEIRUT, ON_4TH)
MARCH = Told("march", "PROTEST", None, BEIRUT, ON_4TH, actors=("protesters",))
STRIKE = Told("strike", "ASSAULT", "airstrike", BEIRUT, ON_4TH)
TALKS = Told("talks", "CONSULT", None, None, ON_4TH, actors=("Hassan Diab",), recipients=("Amal Movement",))


def telling(told: Told, *, publisher: str = "Harbour Gazette", count: int | None = None) -> Telling:
    """``told`` in a report that holds its own words and no others."""
    words = [told.trigger, *(told.actors), *(told.recipients), told.place.name if told.place else "nowhere"]
    figures = (Count("18", count, count),) if count else ()
    text = f"18 saw it: {', '.join(words)}."
    return condense(build(text, publisher=publisher, events=(told,), figures=figures, bodies=BODIES)).events[
        0
    ]


def against(a: Told, b: Told) -> list[str]:
    ours, theirs = telling(a), telling(b, publisher="Other Paper")
    found = list(contradictions(ours, theirs))
    assert len(found) == len(list(contradictions(theirs, ours)))
    assert not found or judge(ours, theirs).verdict == "different"
    return found


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (BLAST, replace(BLAST, place=LAGOS), "places differ: Beirut and Lagos"),
        (BLAST, replace(BLAST, days=ON_8TH), "days differ: 2020-08-04 and 2020-08-08"),
        (BLAST, replace(BLAST, mode="fire"), "modes differ: explosion and fire"),
        (BLAST, replace(MARCH, place=BEIRUT), "types differ: ACCIDENT and PROTEST"),
        (BLAST, replace(BLAST, reality="denied"), "one is happened, the other denied"),
        (BLAST, replace(BLAST, reality="planned"), "one is happened, the other planned"),
        (
            TALKS,
            replace(TALKS, actors=("Maya Khoury",)),
            "actors differ: Hassan Diab and Maya Khoury",
        ),
    ],
)
def test_these_cannot_be_one_event(a: Told, b: Told, reason: str) -> None:
    assert reason in against(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (BLAST, BLAST),
        (BLAST, replace(BLAST, mode=None)),
        (BLAST, replace(BLAST, place=LEBANON)),
        (BLAST, replace(BLAST, place=None)),
        (BLAST, replace(BLAST, place=JOUNIEH)),
        (BLAST, replace(BLAST, reality="ongoing")),
        # What one report calls an allegation, another may know to have happened.
        (BLAST, replace(BLAST, reality="possible")),
        (BLAST, replace(BLAST, days=(None, None))),
        (BLAST, replace(BLAST, days=("2020-08-03", "2020-08-05"))),
        # One reader's accident is another's assault.
        (STRIKE, replace(STRIKE, type="ACCIDENT", mode=None)),
        (STRIKE, replace(STRIKE, mode="firearms")),
        # Whom an accident strikes differs from report to report.
        (replace(BLAST, recipients=("Maya Khoury",)), replace(BLAST, recipients=("Omar Saad",))),
        (replace(STRIKE, actors=("Israel",)), replace(STRIKE, actors=("Israeli army",))),
        (replace(STRIKE, actors=("gunmen",)), replace(STRIKE, actors=("Amal Movement",))),
        (TALKS, replace(TALKS, actors=("Diab",))),
        (TALKS, replace(TALKS, recipients=())),
        # A reader may be a day out; what then speaks against it is the weight.
        (BLAST, replace(BLAST, days=ON_5TH)),
        (replace(STRIKE, recipients=("Maya Khoury",)), replace(STRIKE, recipients=("Omar Saad",))),
    ],
)
def test_these_may_be_one_event(a: Told, b: Told) -> None:
    assert against(a, b) == []


@pytest.mark.parametrize(
    "change",
    [
        {"days": ON_5TH},
        {"place": TRIPOLI},
        {"recipients": ("Omar Saad",)},
        {"trigger": "march", "type": "PROTEST"},
    ],
)
def test_what_forbids_nothing_still_speaks_against(change: dict[str, Any]) -> None:
    one = replace(STRIKE, recipients=("Maya Khoury",))
    alike = judge(telling(one), telling(one, publisher="Other Paper")).weight
    assert judge(telling(one), telling(replace(one, **change), publisher="Other Paper")).weight < alike


def test_another_word_for_the_same_act_speaks_for_one_event() -> None:
    def judged(word: str) -> float:
        return judge(telling(BLAST), telling(replace(BLAST, trigger=word), publisher="Other Paper")).weight

    assert judged("blast") > judged("explosion") > judged("collapse")
    assert families("explos") & families("blast")
    assert not families("explos") & families("elect")


def test_what_a_reader_left_apart_in_one_report_waits_for_a_person() -> None:
    assert judge(telling(STRIKE), telling(replace(STRIKE, trigger="strike", actors=()))).verdict != "same"


FIRST = (
    "A gas cylinder blew up in a bakery in Jounieh on Tuesday evening, killing Salim Haddad, 41, "
    "and wounding two customers, the civil defence said. The blast shattered windows along Rue Ghadir."
)
SECOND = (
    "Salim Haddad, 41, a baker, died in Tuesday's blast in Jounieh. A gas cylinder had blown up in his "
    "bakery on Rue Ghadir, and two customers were wounded."
)
THIRD = (
    "A blast at a quarry in Jounieh on Tuesday morning hurt nobody. Fadi Khalil, 63, who owns it, said "
    "that he had broken up rocks near Sahel Alma Road."
)
PEOPLE = {"Salim Haddad": Body("person"), "Fadi Khalil": Body("person")}
AT_BAKERY = Told("blast", "ACCIDENT", "explosion", JOUNIEH, ON_4TH, recipients=("Salim Haddad",))
AT_QUARRY = Told("blast", "ACCIDENT", "explosion", JOUNIEH, ON_4TH, recipients=("Fadi Khalil",))


def bakery(text: str, told: Told = AT_BAKERY, publisher: str = "Harbour Gazette") -> Telling:
    return condense(build(text, publisher=publisher, events=(told,), bodies=PEOPLE)).events[0]


def test_two_reports_of_one_story_are_one_event_and_the_evidence_says_why() -> None:
    judged = judge(bakery(FIRST), bakery(SECOND, publisher="Other Paper"))
    assert judged.verdict == "same"
    assert 0.5 <= judged.weight <= 1
    assert any("haddad" in words for words in judged.evidence)
    assert "same age: aged 41" in judged.evidence


def test_one_town_and_day_alone_do_not_make_one_event() -> None:
    judged = judge(bakery(FIRST), bakery(THIRD, AT_QUARRY, publisher="Other Paper"))
    assert judged.verdict != "same"
    assert judged.weight < judge(bakery(FIRST), bakery(SECOND)).weight


tolds = st.builds(
    Told,
    trigger=st.sampled_from(["blast", "march", "strike"]),
    type=st.sampled_from(["ACCIDENT", "PROTEST", "ASSAULT", "CONSULT"]),
    mode=st.sampled_from([None, "explosion", "fire"]),
    place=st.sampled_from([None, BEIRUT, SIDON, LEBANON, SOUTH, TRIPOLI, Spot("Lagos", None)]),
    days=st.sampled_from([ON_4TH, ON_5TH, (None, None), ("2020-08-04", None), (None, "2020-08-04")]),
    actors=st.sampled_from([(), ("gunmen",), ("Diab",), ("Hassan Diab", "gunmen"), ("Israel",)]),
    recipients=st.sampled_from([(), ("victims",), ("Maya Khoury",)]),
    reality=st.sampled_from(["happened", "ongoing", "planned", "possible", "denied"]),
)


@given(tolds, tolds, st.booleans())
def test_it_does_not_matter_which_of_two_comes_first(a: Told, b: Told, is_counted: bool) -> None:
    one = telling(a, count=18 if is_counted else None)
    two = telling(b, publisher="Other Paper", count=18)
    here, there = judge(one, two), judge(two, one)
    assert (here.verdict, here.weight) == (there.verdict, there.weight)
    assert 0 <= here.weight <= 1


@given(tolds, tolds)
def test_no_chain_ties_what_next_to_nothing_speaks_for(a: Told, b: Told) -> None:
    one, two = telling(a), telling(b, publisher="Other Paper")
    assert tells_apart(one, two) == tells_apart(two, one)
    assert not tells_apart(one, two) or judge(one, two).verdict == "different"
    assert tells_apart(one, two) or not list(contradictions(one, two))


@given(tolds, tolds)
def test_every_feature_has_a_line_that_says_what_it_is(a: Told, b: Told) -> None:
    scorer = standard_scorer()
    known = {*scorer.story, *scorer.act}
    assert differences(telling(a), telling(b, publisher="Other Paper")).keys() <= known
    assert differences(telling(a), telling(b)).keys() <= known


def test_a_probability_is_the_product_of_story_and_act() -> None:
    scorer = Scorer({"bias": 0.0, "same town": 1.0}, {"bias": 0.0}, 1.0, 0.6, 0.1, 0.05)
    assert scorer.probability({"bias": 1.0}) == 0.25
    assert scorer.probability({"bias": 1.0, "same report": 1.0}) == 0.5
    assert scorer.probability({"bias": 1.0, "same town": 99.0}) == pytest.approx(0.5)
    assert [scorer.verdict(p) for p in (0.6, 0.59, 0.1, 0.09)] == ["same", "unsure", "unsure", "different"]


def twice(quotes: tuple[str, str], a: Told = STRIKE, b: Told | None = None) -> str:
    """The verdict on two tellings of one report, in these sentences."""
    one = replace(telling(a), quote=quotes[0])
    other = replace(telling(b or a), id="e-0000000000000001", quote=quotes[1], report=one.report)
    assert judge(one, other).verdict == judge(other, one).verdict
    return judge(one, other).verdict


HIT = replace(STRIKE, actors=("Israeli army",), recipients=("Diab",))


@pytest.mark.parametrize(
    ("quotes", "verdict"),
    [
        (("The army struck the port.", "The army struck it at dawn."), "same"),
        (("The army struck the port.", "The army struck it in 1999, too."), "unsure"),
        (("The army struck the port.", "It was the worst strike since June."), "unsure"),
        (("The army struck the port.", "It had struck last month."), "unsure"),
        (("It had struck last month.", "The army struck it in 1999."), "same"),
        (("The army struck the port.", "It was held under the Terrorism Act 2000."), "same"),
    ],
)
def test_a_sentence_that_looks_back_is_of_another_act(quotes: tuple[str, str], verdict: str) -> None:
    assert twice(quotes, HIT) == verdict


def test_who_does_it_here_and_undergoes_it_there_is_in_two_acts() -> None:
    back = replace(HIT, actors=("Diab",), recipients=("Israeli army",))
    quotes = ("The army struck Diab.", "Diab struck the army.")
    assert twice(quotes, HIT) == "same"
    assert twice(quotes, HIT, back) != "same"


def test_sayings_in_other_words_are_for_a_person_to_judge() -> None:
    urged = Told("urged", "REQUEST", None, BEIRUT, ON_4TH, actors=("Diab",), recipients=("Israel",))
    quotes = ("Diab urged Israel.", "Diab demanded it.")
    assert twice(quotes, urged) == "same"
    assert twice(quotes, urged, replace(urged, trigger="demanded")) != "same"
