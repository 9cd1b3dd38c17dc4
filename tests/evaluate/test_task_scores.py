"""Each task's scorer, on gold small enough to count by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.evaluate.corpora.actor_codes import CodedPhrase
from sitrep.evaluate.corpora.plover import GoldEvent, Side
from sitrep.evaluate.corpora.polnear import Attribution
from sitrep.evaluate.corpora.toponyms import Toponym
from sitrep.evaluate.gold import Labelled, label_spans, report_from
from sitrep.evaluate.statistics import Totals
from sitrep.evaluate.tasks import (
    TASKS,
    actors,
    attribution,
    entities,
    events,
    figures,
    load_task,
    places,
    times,
)
from sitrep.evaluate.tasks.actors import CodedMention
from sitrep.evaluate.tasks.attribution import Attributed
from sitrep.evaluate.tasks.entities import Entities
from sitrep.evaluate.tasks.events import Coded
from sitrep.evaluate.tasks.figures import Count, Victims
from sitrep.record import (
    SCHEMA,
    Actor,
    Event,
    Figure,
    Mention,
    Party,
    Place,
    Reader,
    Record,
    Span,
    Statement,
    Time,
)


def scores(task: str, *pairs: tuple[Any, Any]) -> dict[str, float]:
    """The figures of ``task`` over documents given as gold and predicted."""
    job = load_task(task)
    totals = Totals([job.tally(gold, found) for gold, found in pairs], np.ones((1, len(pairs))))
    return {name: float(row[0]) for name, row in job.figures(totals).items()}


def record_of(text: str, **rows: Any) -> Record:
    return Record(SCHEMA, Reader("0", "stub", "none"), report_from(text), **rows)


def at(text: str, quote: str) -> tuple[int, int, str]:
    start = text.index(quote)
    return start, start + len(quote), quote


def test_every_task_can_be_loaded() -> None:
    assert all(load_task(name).gold for name in TASKS)


# times


def time(start: int, quote: str, value: str) -> Labelled:
    return Labelled(start, start + len(quote), quote, value)


def test_times_count_spans_and_values_apart() -> None:
    gold = (time(0, "Monday", "2021-05-03"), time(20, "last year", "2020"), time(40, "now", "PRESENT_REF"))
    found = (time(0, "Monday", "2021-05-03"), time(25, "year", "2020"), time(60, "May", "2021-05"))
    assert scores("times", (gold, found)) == pytest.approx(
        {"strict": 2 / 6, "relaxed": 4 / 6, "value": 4 / 6}
    )


def test_a_time_answers_for_one_gold_time_only_and_the_identical_one_first() -> None:
    gold = (time(0, "3 May 2021", "2021-05-03"), time(2, "May", "2021-05"))
    tally = times.tally(gold, (time(2, "May", "2021-05"),))
    assert (tally.counts["relaxed.matched"], tally.counts["strict.matched"]) == (1, 1)
    assert tally.counts["value.matched"] == 1


def test_the_times_of_a_record_carry_their_values() -> None:
    record = record_of(
        "It rained on Monday.", times=(Time(13, 19, "Monday", "t-1", "DATE", "2021-05-03", None, None),)
    )
    assert times.predicted(record) == (time(13, "Monday", "2021-05-03"),)


# places


def place(start: int, quote: str, lat: float | None, lon: float | None) -> Toponym:
    return Toponym(start, start + len(quote), quote, lat, lon)


def test_a_degree_of_latitude_is_111_km() -> None:
    assert places.kilometres(place(0, "A", 0, 0), place(0, "B", 1, 0)) == pytest.approx(111.2, abs=0.1)


def test_the_other_side_of_the_earth_is_half_its_girth() -> None:
    assert places.kilometres(place(0, "A", 0, 0), place(0, "B", 0, 180)) == pytest.approx(20015, abs=1)


def test_places_are_found_located_and_near() -> None:
    gold = (
        place(0, "Salem", 10, 10),
        place(10, "Ford", 0, 0),
        place(20, "Mill", None, None),
        place(30, "Bay", 5, 5),
    )
    found = (
        place(0, "Salem", 11, 10),
        place(10, "Ford", 2, 0),
        place(20, "Mill", 1, 1),
        place(50, "Cape", 0, 0),
    )
    result = scores("places", (gold, found))
    assert result["recognition"] == pytest.approx(2 * 3 / 8)
    assert result["within_161km"] == pytest.approx(1 / 2)
    assert result["end_to_end"] == pytest.approx(1 / 4)
    assert result["mean_km"] == pytest.approx((111.2 + 222.4) / 2, abs=0.1)
    assert result["median_km"] == pytest.approx((111.2 + 222.4) / 2, abs=0.1)


def test_a_place_without_coordinates_is_recognised_but_not_near() -> None:
    result = scores("places", ((place(0, "Salem", 10, 10),), (place(0, "Salem", None, None),)))
    assert (result["recognition"], result["within_161km"]) == (1, 0)
    assert np.isnan(result["mean_km"])


def test_a_capital_that_speaks_is_no_place_of_the_record() -> None:
    mention = Mention(0, 5, "Paris", "name")
    record = record_of(
        "Paris said Lyon was safe.",
        actors=(Actor("a-1", "Paris", "country", "FRA", ("GOV",), None, (mention,)),),
        places=(Place(11, 15, "Lyon", "p-1", "Lyon", "FRA", None, 45.7, 4.8, None, "city"),),
    )
    assert [found.quote for found in places.predicted(record)] == ["Lyon"]


# attribution

TEXT = '"The road is open," said Ruiz. The minister denied that any bridge had fallen.'


def said(cue: str, speaker: str, *content: str) -> Attribution:
    ranges = [
        tuple(at(TEXT, words)[:2] for words in part)
        for part in ([cue], [speaker] if speaker else [], content)
    ]
    return Attribution(*ranges)  # type: ignore[arg-type]


ROAD = said("said", "Ruiz", '"The road is open,"')
BRIDGE = said("denied", "The minister", "that any bridge had fallen")


def test_what_is_said_exactly_scores_one() -> None:
    result = scores("attribution", (Attributed(TEXT, (ROAD, BRIDGE)), (ROAD, BRIDGE)))
    assert set(result.values()) == {1.0}
    assert list(result) == [
        *(f"{role}.{kind}" for role in ("cue", "speaker", "content") for kind in ("exact", "token")),
        "relation",
    ]


def test_outer_marks_and_final_punctuation_do_not_count() -> None:
    bare = said("said", "Ruiz", "The road is open")
    assert scores("attribution", (Attributed(TEXT, (ROAD,)), (bare,)))["content.exact"] == 1


def test_trimming_leaves_inner_marks_and_drops_what_is_nothing_but_marks() -> None:
    text = '"Why "now"?" he asked.'
    assert attribution.trim(text, ((0, 12),)) == ((1, 9),)
    assert attribution.trim(text, ((0, 1), (13, 15))) == ((13, 15),)


@given(
    st.text("ab\"'“”., ?", max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4),
)
def test_trimming_twice_is_trimming_once_and_never_widens(text: str, pairs: list[tuple[int, int]]) -> None:
    ranges = tuple((a, b) for a, b in pairs if a < b <= len(text))
    once = attribution.trim(text, ranges)
    assert attribution.trim(text, once) == once
    assert all(any(a <= c and d <= b for a, b in ranges) for c, d in once)


def test_half_of_the_content_is_enough_for_a_relation_and_less_is_not() -> None:
    half = said("denied", "minister", "bridge had")
    less = said("denied", "minister", "bridge")
    gold = Attributed(TEXT, (BRIDGE,))
    assert scores("attribution", (gold, (half,)))["relation"] == 1
    assert scores("attribution", (gold, (less,)))["relation"] == 0


def test_a_relation_needs_cue_and_speaker() -> None:
    gold = Attributed(TEXT, (BRIDGE,))
    wrong_cue = said("said", "The minister", "that any bridge had fallen")
    wrong_speaker = said("denied", "Ruiz", "that any bridge had fallen")
    nobody = said("denied", "", "that any bridge had fallen")
    assert scores("attribution", (gold, (wrong_cue, wrong_speaker, nobody)))["relation"] == 0
    assert scores("attribution", (Attributed(TEXT, (nobody,)), (nobody,)))["relation"] == 1


def test_one_statement_answers_for_one_attribution() -> None:
    assert scores("attribution", (Attributed(TEXT, (ROAD, ROAD)), (ROAD,)))["relation"] == pytest.approx(
        2 / 3
    )


def test_a_speaker_of_two_statements_is_one_span() -> None:
    other = said("denied", "Ruiz", "that any bridge had fallen")
    assert scores("attribution", (Attributed(TEXT, (ROAD, other)), (ROAD,)))["speaker.exact"] == 1


def test_tokens_are_counted_apart_from_spans() -> None:
    part = said("denied", "minister", "any bridge")
    result = scores("attribution", (Attributed(TEXT, (BRIDGE,)), (part,)))
    assert (result["speaker.exact"], result["speaker.token"]) == (0, pytest.approx(2 / 3))
    assert result["content.token"] == pytest.approx(2 * 2 / 7)


def test_the_statements_of_a_record_become_ranges() -> None:
    start, end, quote = at(TEXT, "The road is open,")
    statement = Statement(
        "s-1",
        Party(*at(TEXT, "Ruiz"), None),
        Span(*at(TEXT, "said")),
        (Span(start, end, quote),),
        "direct",
        None,
        None,
        None,
    )
    (found,) = attribution.predicted(record_of(TEXT, statements=(statement,)))
    assert found == said("said", "Ruiz", "The road is open,")


# entities

WIRE = "On Monday Ama Mensah of Shell left Ghana with the Hutu chief; she paid $5 million in Tema."


def test_a_record_is_put_into_the_types_of_both_schemes() -> None:
    def actor(number: int, kind: Any, *mentions: tuple[str, Any]) -> Actor:
        spans = tuple(Mention(*at(WIRE, quote), form) for quote, form in mentions)
        return Actor(f"a-{number}", spans[0].quote, kind, None, (), None, spans)

    record = record_of(
        WIRE,
        actors=(
            actor(1, "person", ("Ama Mensah", "name"), ("she", "pronoun")),
            actor(2, "organization", ("Shell", "name")),
            actor(3, "country", ("Ghana", "name")),
            actor(4, "group", ("Hutu", "name")),
        ),
        places=(Place(*at(WIRE, "Tema"), "p-1", "Tema", "GHA", None, None, None, None, "city"),),
        times=(Time(*at(WIRE, "Monday"), "t-1", "DATE", "2021-05-03", None, None),),
        figures=(
            Figure(
                *at(WIRE, "$5 million"),
                "f-1",
                "money",
                5_000_000,
                5_000_000,
                "exact",
                "USD",
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
            ),
        ),
    )
    found = entities.predicted(record)
    assert {(s.quote, s.label) for s in found.names or ()} == {
        ("Monday", "Date"),
        ("Ama Mensah", "Person"),
        ("Shell", "Organization"),
        ("Ghana", "Location"),
        ("Hutu", "NORP"),
        ("$5 million", "Money"),
        ("Tema", "Location"),
    }
    assert ("she", "person") in {(s.quote, s.label) for s in found.nested or ()}
    assert "Money" not in {s.label for s in found.nested or ()}


def test_entities_are_right_by_span_and_type() -> None:
    def marked(*quotes: tuple[str, str]) -> tuple[Labelled, ...]:
        return label_spans(WIRE, ((*at(WIRE, quote)[:2], label) for quote, label in quotes))

    gold = Entities(names=marked(("Ama Mensah", "Person"), ("Ghana", "Location"), ("Hutu", "NORP")))
    found = Entities(
        names=marked(("Ama Mensah", "Person"), ("Ghana", "Organization"), ("Hutu chief", "NORP")),
        nested=marked(("Hutu", "NORP")),
    )
    assert scores("entities", (gold, found)) == pytest.approx(
        {"exact": 1 / 3, "types.Location": 0, "types.NORP": 0, "types.Organization": 0, "types.Person": 1}
    )


# figures


def count(measure: str, start: int, low: int | None, high: int | None) -> Count:
    return Count(measure, start, "n", low, high)


def test_the_first_and_any_figure_of_a_measure() -> None:
    found = (count("injured", 0, 9, 9), count("killed", 5, 3, 3), count("killed", 9, 2, None))
    result = scores("figures", (Victims(2, None), found), (Victims(None, 9), found), (Victims(5, 4), ()))
    assert result == {
        "killed_first": 0,
        "killed_any": 0.5,
        "injured_first": 0.5,
        "injured_any": 0.5,
        "n.killed_first": 2,
        "n.killed_any": 2,
        "n.injured_first": 2,
        "n.injured_any": 2,
    }


@pytest.mark.parametrize(
    ("text", "number", "stands"),
    [
        ("Two men were shot.", 2, True),
        ("It left 2 dead.", 2, True),
        ("The toll is 2.", 2, True),
        ("It left 12 dead at 2:30 on May 2nd.", 12, True),
        ("It left 12 dead.", 2, False),
        ("A 2.5-mile chase, 1,200 rounds.", 2, False),
        ("A 2.5-mile chase, 1,200 rounds.", 1200, True),
        ("Twenty-one were hurt.", 21, True),
        ("Twenty one were hurt.", 21, True),
        ("Twenty-one were hurt.", 20, False),
        ("Twenty were hurt.", 20, True),
        ("Often they met.", 10, False),
    ],
)
def test_whether_a_number_stands_in_a_text(text: str, number: int, stands: bool) -> None:
    assert figures.has_number(text, number) is stands


def test_only_victims_of_a_record_are_counted_and_in_the_order_of_the_text() -> None:
    text = "Four fled; three were hurt and two died."

    def figure(number: int, quote: str, measure: Any, value: int) -> Figure:
        blanks = (None,) * 8
        return Figure(*at(text, quote), f"f-{number}", measure, value, value, "exact", None, *blanks)

    record = record_of(
        text,
        figures=(
            figure(1, "two", "killed", 2),
            figure(2, "three", "injured", 3),
            figure(3, "Four", "displaced", 4),
        ),
    )
    assert [(c.measure, c.low) for c in figures.predicted(record)] == [("injured", 3), ("killed", 2)]


# actors


def phrase(words: str, country: str | None, sector: str | None, *, is_name: bool = False) -> CodedPhrase:
    return CodedPhrase(0, len(words), words, country, sector, is_name)


def mention(start: int, words: str, country: str | None, sector: str | None) -> CodedMention:
    return CodedMention(start, start + len(words), words, country, sector)


def test_codes_are_those_of_the_mention_that_has_most_of_the_phrase() -> None:
    found = (mention(0, "Ghana", "GHA", "GOV"), mention(0, "Ghana nurses", "GHA", "MED"))
    tally = actors.tally(phrase("Ghana nurses", "GHA", "MED"), found)
    assert (tally.counts["country"], tally.counts["sector"]) == (1, 1)


def test_no_country_and_no_sector_can_be_what_is_expected() -> None:
    assert scores("actors", (phrase("strangers", "", "UNK"), (mention(0, "strangers", None, None),))) == {
        "country": 1,
        "sector": 1,
        "context.country": 1,
        "context.sector": 1,
    }


def test_what_is_not_asked_is_not_counted_and_names_are_counted_apart() -> None:
    result = scores(
        "actors",
        (phrase("Ama Mensah", "GHA", "GOV", is_name=True), ()),
        (phrase("nurses", None, "MED"), (mention(0, "nurses", "GHA", "MED"),)),
    )
    assert (result["country"], result["sector"], result["context.sector"]) == (0, 0.5, 1)
    assert np.isnan(result["context.country"])


def test_the_mentions_of_a_record_carry_their_actors_codes() -> None:
    text = "Nurses left; they returned."
    spans = (Mention(*at(text, "Nurses"), "nominal"), Mention(*at(text, "they"), "pronoun"))
    record = record_of(text, actors=(Actor("a-1", "Nurses", "group", "GHA", ("MED", "LAB"), None, spans),))
    assert actors.predicted(record) == (mention(0, "Nurses", "GHA", "MED"), mention(13, "they", "GHA", "MED"))


# events


def coded(kind: str, confidence: float = 0.5, start: int = 0, quad: int | None = 1, **sides: Side) -> Coded:
    return Coded(kind, quad, confidence, start, sides.get("actor", Side()), sides.get("recipient", Side()))


def asked(kind: str, quad: int = 1, *, marked: bool = False, **sides: Side) -> GoldEvent:
    return GoldEvent(kind, quad, sides.get("actor", Side()), sides.get("recipient", Side()), marked)


def test_the_main_event_is_the_most_confident_then_the_first() -> None:
    found = (coded("AID", 0.4, 0), coded("AGREE", 0.9, 20), coded("REJECT", 0.9, 10))
    main = events.main_event(asked("AID"), found)
    assert main is not None
    assert main.type == "REJECT"
    assert events.main_event(asked("AID"), ()) is None


def test_the_main_event_is_about_the_marked_pair() -> None:
    pair = {"actor": Side(("Oslo",), ranges=((0, 4),)), "recipient": Side(("Rome",), ranges=((10, 14),))}
    both = coded(
        "AID", 0.1, actor=Side(("Rome",), ranges=((10, 14),)), recipient=Side(("Oslo",), ranges=((0, 4),))
    )
    one = coded("AGREE", 0.5, actor=Side(("Oslo",), ranges=((0, 4),)))
    none = coded("REJECT", 0.9)
    gold = asked("AID", marked=True, **pair)
    assert events.main_event(gold, (none, one, both)) is both
    assert events.main_event(gold, (none, one)) is one
    assert events.main_event(asked("AID", **pair), (none, one, both)) is none


def test_sixteen_and_fifteen_types() -> None:
    result = scores(
        "events",
        (asked("CONCEDE", 1), (coded("RETREAT", quad=2),)),
        (asked("AID", 2), (coded("AID", quad=2),)),
        (asked("ASSAULT", 4), ()),
    )
    assert result["accuracy"] == pytest.approx(1 / 3)
    assert result["accuracy15"] == pytest.approx(2 / 3)
    assert result["macro"] == pytest.approx((0 + 0 + 1 + 0) / 4)
    assert result["macro15"] == pytest.approx((1 + 1 + 0) / 3)
    assert result["quad"] == pytest.approx(1 / 3)
    assert result["per_sentence"] == pytest.approx(2 / 3)


def test_a_corpus_that_knows_yield_has_no_sixteen_types_and_no_codes() -> None:
    result = scores("events", (asked("YIELD", 2, marked=True), (coded("CONCEDE", quad=1),)))
    assert all(np.isnan(result[name]) for name in ("accuracy", "macro", "country", "sector"))
    assert (result["accuracy15"], result["quad"]) == (1, 1)


def test_parties_are_compared_by_words_and_by_codes() -> None:
    gold = asked(
        "AID",
        2,
        actor=Side(("The Danish Red Cross",), ("DNK",), ("SOC",)),
        recipient=Side(("Chad",), ("TCD",)),
    )
    found = coded(
        "AID",
        actor=Side(("Red Cross",), ("DNK",), ("SOC", "MED")),
        recipient=Side(("Sudan",), ("SDN",), ("GOV",)),
    )
    result = scores("events", (gold, (found,)))
    assert result["actor"] == pytest.approx(2 * 2 / 6)
    assert result["recipient"] == 0
    assert result["country"] == pytest.approx(2 / 4)
    # The recipient's sector is blank in gold, so it is not asked for.
    assert result["sector"] == pytest.approx(2 / 3)


def test_the_events_of_a_record_carry_words_and_codes_of_their_parties() -> None:
    text = "Troops of Chad shelled the camp."
    actor = Actor(
        "a-1", "Troops", "group", "TCD", ("MIL",), None, (Mention(*at(text, "Troops of Chad"), "nominal"),)
    )
    event = Event(
        "e-1",
        "ASSAULT",
        None,
        (),
        4,
        Span(*at(text, "shelled")),
        Span(0, len(text), text),
        (Party(*at(text, "Troops of Chad"), "a-1"),),
        (Party(*at(text, "the camp"), None),),
        None,
        None,
        None,
        None,
        "happened",
        None,
        0.8,
    )
    (found,) = events.predicted(record_of(text, actors=(actor,), events=(event,)))
    assert (found.type, found.start, found.confidence) == ("ASSAULT", 15, 0.8)
    assert found.actor == Side(("Troops of Chad",), ("TCD",), ("MIL",), ((0, 14),))
    assert found.recipient == Side(("the camp",), ranges=((23, 31),))
