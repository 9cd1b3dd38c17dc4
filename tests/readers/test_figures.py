"""Figures of whole reports: spans, parts and wholes, changes, and texts that are no reports at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.annotate import annotate
from sitrep.readers.figures import figures
from sitrep.record.figure import MEASURES, Figure
from sitrep.record.report import Report


def read(text: str) -> tuple[Figure, ...]:
    return figures(annotate(Report("r-1", None, None, None, None, None, None, "en", text)))


def quoted(found: tuple[Figure, ...], reference: str | None) -> str | None:
    return next((figure.quote for figure in found if figure.id == reference), None)


PARTS = [
    ("Fourteen people, three of them children, were killed.", "three", "Fourteen", "killed"),
    ("Nearly 400 people, including three children, were injured.", "three", "Nearly 400", "injured"),
    ("The clinic took in 300 people, of whom 41 are in intensive care.", "41", "300", "intensive_care"),
    ("A train carried 300 passengers, 14 of whom died.", "14", "300", "killed"),
    ("The crash killed 49 of the 50 people aboard.", "49", "50", "killed"),
    ("Six of the 14 miners died.", "Six", "14", "killed"),
    ("Eight miners were killed. Two of them were brothers.", "Two", "Eight", "killed"),
    ("Four more people, two men and three women, were injured.", "two", None, "injured"),
    ("Five more people, two men and three women, were injured.", "three", "Five", "injured"),
    ("Police detained 30 people, among them a journalist.", "a journalist", "30", "detained"),
]


@pytest.mark.parametrize(("text", "part", "whole", "measure"), PARTS)
def test_a_part_names_its_whole(text: str, part: str, whole: str | None, measure: str) -> None:
    found = read(text)
    figure = next(f for f in found if f.quote == part)
    assert (quoted(found, figure.part_of), figure.measure) == (whole, measure)


CHANGES = [
    ("The death toll rose to 31 from 28.", "31", "28", "killed"),
    ("The death toll rose from 28 to 31.", "31", "28", "killed"),
    ("The toll was revised down from an earlier 12 to nine.", "nine", "12", "killed"),
    ("The number of cases reached 310, up from 280.", "310", "280", "infected"),
    ("Unemployment fell to 4.5 per cent from 5 per cent.", "4.5 per cent", "5 per cent", "share"),
    ("Rescuers came from 12 countries and saved 20 people.", "20", None, "rescued"),
    ("The army moved 300 soldiers from 12 bases.", "300", None, "other"),
]


@pytest.mark.parametrize(("text", "new", "old", "measure"), CHANGES)
def test_a_change_ties_the_new_number_to_the_old(text: str, new: str, old: str | None, measure: str) -> None:
    found = read(text)
    figure = next(f for f in found if f.quote == new)
    assert (quoted(found, figure.changed_from), figure.measure) == (old, measure)
    assert all(f.measure == measure for f in found if f.id == figure.changed_from)


def test_both_numbers_of_a_price_change_have_its_unit() -> None:
    old, new = read("In Lahore, Pakistan, milk went up from 85 to 140 rupees a litre.")
    assert (old.unit, new.unit, new.changed_from) == ("PKR/litre", "PKR/litre", old.id)


def test_company_of_persons_keeps_named_parts() -> None:
    whole, officer, civilians = read("A police officer and two civilians were killed.")
    assert (whole.low, whole.part_of) == (3, None)
    assert (officer.low, officer.part_of) == (1, whole.id)
    assert (civilians.low, civilians.part_of) == (2, whole.id)


def test_numbers_of_a_list_are_not_added_up() -> None:
    found = read("The raid killed 12 soldiers, three policemen and 20 civilians.")
    assert [(f.low, f.measure, f.part_of) for f in found] == [
        (12, "killed", None),
        (3, "killed", None),
        (20, "killed", None),
    ]


def test_a_number_is_told_of_what_can_suffer_it() -> None:
    found = read("The storm destroyed 12 guns and killed 40 cattle; the army sent 30 letters.")
    assert [(f.quote, f.measure) for f in found] == [("12", "destroyed"), ("40", "killed"), ("30", "other")]


def test_links_to_other_lists_are_left_open() -> None:
    (figure,) = read("Twelve people were killed in Mosul on Monday, police said.")
    assert (figure.event, figure.place, figure.time, figure.said_in, figure.speaker) == (None,) * 5


def test_reading_twice_gives_the_same_ids() -> None:
    text = "Two died. Two died. Killing two and two more were hurt."
    first, second = read(text), read(text)
    assert first == second
    assert len({figure.id for figure in first}) == len(first)


NOISE = [
    "9" * 400 + " people were killed.",
    "minus zero people, minus 5 people and -3 people",
    "Louis XIV and World War II, MCMXCIX",
    "٣٤ شخصا and ３４ people",
    "1. FC 34 22 8 4 71:30 74\n2. SC 34 20 9 5 60:31 69\n",
    "1.2.3.4 and 12/24/36 and 10:20:30",
    "$ € £ % + - – to or between and from up",
    "between and between 5 and",
    "one one one two two hundred hundred and",
    "a a a of of of no no no both",
    "0000000 007 people",
    "killed killed injured, and, and dead of of",
    "to " * 400 + "12",
    "12 and " * 300 + "12 people were killed",
    "",
    " \n\n\t",
]


@pytest.mark.parametrize("text", NOISE, ids=range(len(NOISE)))
def test_noise_is_read_without_harm(text: str) -> None:
    for figure in read(text):
        assert text[figure.start : figure.end] == figure.quote
        assert figure.measure in MEASURES


def test_a_number_of_many_digits_is_no_count() -> None:
    assert read("9" * 400 + " people were killed.") == ()


@pytest.mark.parametrize("digits", ["٣٤", "۳۴", "३४", "৩৪"])
def test_digits_of_other_scripts_count(digits: str) -> None:
    (figure,) = read(f"{digits} people were killed.")
    assert (figure.quote, figure.low, figure.measure) == (digits, 34, "killed")


@pytest.mark.parametrize(
    "text",
    [
        "Louis XIV met Pope John XXIII in chapter IV.",
        "Arsenal 3-1 Chelsea\nLiverpool 2-2 Everton\n\nP W D L F A Pts\nArsenal 10 7 2 1 21 9 23",
        "1,2 killed; 12,34 dead; 1.2.3.4 killed; 1e9 dead; 0x1F killed",
        "It was minus zero degrees, or -0.",
        "In the year 20213 the plant closed on 31 June.",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert read(text) == ()


def test_a_whole_number_and_a_fraction_are_one() -> None:
    assert [(f.quote, f.low, f.unit) for f in read("It lost 3 1/2 tonnes and 2½ km of road.")] == [
        ("3 1/2 tonnes", 3.5, "t"),
        ("2½ km", 2.5, "km"),
    ]


def test_negative_numbers_are_no_counts() -> None:
    assert read("minus 5 people and -3 people") == ()


_WORDS = st.sampled_from(
    [
        *("12", "at least", "three", "people", "were", "killed", ",", "and", "including", "a", "woman"),
        *("of", "them", "from", "to", "rose", "toll", "death", "$", "5", "million", "per cent", "injured"),
        *("dozens", "between", "-", "one", "no", "(", ")", ".", "who", "died", "İ", "\u0301", "ß"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_every_figure_is_sound(text: str) -> None:
    found = read(text)
    ids = {figure.id for figure in found}
    assert len(ids) == len(found)
    for figure in found:
        assert text[figure.start : figure.end] == figure.quote
        assert figure.counted is None or figure.counted.check(text)
        assert {figure.part_of, figure.changed_from} <= ids | {None}
        assert figure.id not in (figure.part_of, figure.changed_from)
        low, high = figure.low, figure.high
        assert low is not None or high is not None
        assert low is None or high is None or low <= high


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=2, max_value=999_999_999))
def test_a_plain_number_is_read_as_it_stands(number: int) -> None:
    (figure,) = read(f"The floods killed {number:,} people.")
    assert (figure.low, figure.high, figure.measure) == (number, number, "killed")


@given(st.lists(st.integers(min_value=2, max_value=900), min_size=1, max_size=6))
def test_figures_stand_in_text_order(numbers: list[int]) -> None:
    text = " ".join(f"Some {n} people were killed." for n in numbers)
    assert [figure.low for figure in read(text)] == numbers


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("More than 250 people are being held in jail.", "More than 250", "detained"),
        ("Two talks were held in Oslo.", "Two", "other"),
        ("Inmates took nine guards hostage.", "nine", "abducted"),
        ("We lost nine of our men, the colonel said.", "nine", "killed"),
        ("The eviction of 600 families went on.", "600", "displaced"),
        ("Fiji landed 75 soldiers on Friday.", "75", "deployed"),
    ],
)
def test_what_is_told_of_people_around_the_number(text: str, quote: str, measure: str) -> None:
    assert [figure.measure for figure in read(text) if figure.quote == quote] == [measure]
