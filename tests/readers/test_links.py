"""Which event, place, statement and speaker a figure belongs to, and a part with its whole."""

from __future__ import annotations

import pytest

from sitrep import read
from sitrep.record import Figure, Record


def linked(record: Record, measure: str) -> list[tuple[str, str]]:
    """The quote of each figure of a measure, and the type of the event that it belongs to."""
    types = {event.id: event.type for event in record.events}
    return [(f.quote, types.get(f.event or "", "")) for f in record.figures if f.measure == measure]


def figure(record: Record, quote: str) -> Figure:
    return next(found for found in record.figures if found.quote == quote)


def record_of(text: str) -> Record:
    return read(text, published="2021-05-04", reader="rules")


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("A bomb exploded in Quetta on Monday, killing nine people.", "killed", [("nine", "ASSAULT")]),
        ("A quake of magnitude 6.4 struck Nepal on Monday.", "magnitude", [("6.4", "DISASTER")]),
        ("The court convicted 12 officers on Monday.", "convicted", [("12", "SANCTION")]),
        ("Rebels abducted 30 pupils from a school on Monday.", "abducted", [("30", "ASSAULT")]),
        ("The United States sent 500 troops to Kuwait on Monday.", "deployed", [("500", "MOBILIZE")]),
        ("Five people were missing after a landslide near Manado.", "missing", [("Five", "DISASTER")]),
        ("Thousands of people protested in Tunis on Friday.", "participants", [("Thousands", "PROTEST")]),
    ],
)
def test_a_figure_belongs_to_an_event_that_its_measure_can_tell_of(
    text: str, measure: str, expected: list[tuple[str, str]]
) -> None:
    assert linked(record_of(text), measure) == expected


def test_the_toll_is_carried_over_sentences() -> None:
    record = record_of("A bomb exploded in Quetta on Monday. Nine people died and 30 were injured.")
    (event,) = record.events
    assert [(f.measure, f.event, f.place, f.time) for f in record.figures] == [
        ("killed", event.id, event.place, event.time),
        ("injured", event.id, event.place, event.time),
    ]


def test_the_toll_is_not_carried_over_half_a_report() -> None:
    between = "Rain fell. The wind rose. Shops shut. Trains stopped. Schools shut. Banks shut. Roads closed."
    record = record_of(f"A fire broke out in Dhaka on Monday. {between} Nine people died.")
    assert figure(record, "Nine").event is None


def test_each_toll_goes_to_the_accident_of_its_own_sentence() -> None:
    record = record_of(
        "A bus overturned in Lima on Sunday, killing six people. A fire in Cusco on Monday killed two."
    )
    modes = {event.id: event.mode for event in record.events}
    assert [modes[f.event or ""] for f in record.figures] == ["road", "fire"]


def test_arrests_go_to_the_arrest_and_not_to_the_protest() -> None:
    record = record_of("Thousands of people protested in Tunis on Friday. Police detained 20 protesters.")
    assert linked(record, "detained") == [("20", "COERCE")]
    assert linked(record, "participants") == [("Thousands", "PROTEST")]


def test_a_price_is_not_carried_to_an_accident() -> None:
    record = record_of("A bus overturned in Lima, killing six people. Bread rose by 20 per cent.")
    assert linked(record, "share") == [("20 per cent", "")]


def test_a_part_belongs_to_its_whole_and_to_its_event() -> None:
    record = record_of("A ferry sank off Cebu on Monday, killing 34 people, including nine children.")
    whole, part = figure(record, "34"), figure(record, "nine")
    assert part.part_of == whole.id
    assert whole.part_of is None
    assert part.event == whole.event == record.events[0].id


def test_a_number_that_was_replaced_is_named() -> None:
    record = record_of("The bomb killed 12 people, up from nine.")
    assert figure(record, "12").changed_from == figure(record, "nine").id


def test_a_figure_inside_a_statement_has_its_speaker() -> None:
    record = record_of("A bomb exploded in Quetta on Monday. The hospital said that 12 people were killed.")
    killed = figure(record, "12")
    assert killed.speaker is not None
    assert killed.speaker.quote == "The hospital"
    assert killed.said_in == record.statements[0].id


@pytest.mark.parametrize(
    "text",
    [
        "A storm could kill 50 people, forecasters said.",
        "The dam burst would displace 5,000 villagers.",
        "They threatened to kill 30 hostages.",
        "Two men were not hurt.",
        "The gang tried to kidnap two bankers.",
    ],
)
def test_what_is_only_feared_tried_or_denied_is_no_toll(text: str) -> None:
    assert record_of(text).figures == ()


def test_a_number_has_the_place_and_time_behind_it() -> None:
    record = record_of(
        "Floods killed 11 people in Kano and eight in Kaduna; the toll rose to 31, up from 12 on Monday."
    )
    places = {p.id: p.quote for p in record.places}
    assert [places.get(figure(record, quote).place or "") for quote in ("11", "eight")] == ["Kano", "Kaduna"]
    times = {t.id: t.quote for t in record.times}
    assert times[figure(record, "12").time or ""] == "Monday"


def test_an_old_toll_is_of_an_event_of_its_own() -> None:
    record = record_of(
        "A quake of magnitude 6.1 struck Nepal on Friday, killing 34 people. "
        "A 2015 earthquake killed 9,000 people in the country. Rescuers found 12 bodies on Saturday."
    )
    days = {event.id: event.earliest for event in record.events}
    found = {f.quote: days.get(f.event or "") for f in record.figures if f.measure == "killed"}
    assert found == {"34": "2021-04-30", "9,000": "2015-01-01", "12": "2021-04-30"}


def test_a_number_with_a_date_long_before_is_not_of_the_event_told_last() -> None:
    record = record_of(
        "Shelling killed nine people on Monday. In May 2014 a flood left 300 people dead in Goma."
    )
    types = linked(record, "killed")
    assert ("nine", "ASSAULT") in types
    assert ("300", "ASSAULT") not in types


def test_an_arrest_has_no_victims() -> None:
    record = record_of(
        "A bomb in Quetta killed nine people. Around 30 people were missing and two men were arrested."
    )
    assert linked(record, "missing") == [("Around 30", "ASSAULT")]
    assert linked(record, "arrested") == [("two", "COERCE")]


def test_a_war_does_not_take_the_victims_of_a_blow() -> None:
    record = record_of(
        "Shelling killed nine people in Nyala on Monday. The army, at war since 2019, was silent. "
        "Doctors said that 60 people had been wounded."
    )
    modes = {event.id: event.mode for event in record.events}
    assert [modes.get(f.event or "") for f in record.figures if f.measure == "injured"] == ["heavy-weapons"]


def test_days_of_a_month_count_nobody() -> None:
    record = record_of("Between 3 and 8 April 2021 police detained 97 people.")
    assert [f.quote for f in record.figures] == ["97"]
    assert [party.quote for event in record.events for party in event.actors] == ["police"]


def test_a_quake_of_a_year_is_another_in_a_report_without_a_date() -> None:
    record = read(
        "A quake struck Nepal on Friday, killing 34 people. A 2015 earthquake killed 9,000 people.",
        reader="rules",
    )
    assert len({f.event for f in record.figures if f.measure == "killed"}) == 2
