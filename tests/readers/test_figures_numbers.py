"""Numbers as written come in, and their low, high, bound and unit are held against the contract."""

from __future__ import annotations

import pytest

from sitrep.annotate import annotate
from sitrep.codebook.quantities import quantities
from sitrep.readers.figures import figures
from sitrep.readers.figures.numerals import numeral_at
from sitrep.record.figure import Figure
from sitrep.record.report import Report


def read(text: str) -> tuple[Figure, ...]:
    return figures(annotate(Report("r-1", None, None, None, None, None, None, "en", text)))


NUMERALS = [
    ("12", 12, 12),
    ("1,200", 1200, 1200),
    ("1 200 000", 1200000, 1200000),
    ("1,20,000", 120000, 120000),
    ("1.2 million", 1200000, 1200000),
    ("2.5", 2.5, 2.5),
    ("two hundred and five", 205, 205),
    ("twenty-five", 25, 25),
    ("ninety nine thousand", 99000, 99000),
    ("three dozen", 36, 36),
    ("half a million", 500000, 500000),
    ("a dozen", 12, 12),
    ("5 crore", 50000000, 50000000),
    ("dozens", 24, None),
    ("hundreds of thousands", 200000, None),
    ("several hundred", 200, None),
]


@pytest.mark.parametrize(("text", "low", "high"), NUMERALS)
def test_a_numeral_is_read_to_its_end(text: str, low: float, high: float | None) -> None:
    numeral = numeral_at(text, 0)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.end) == (low, high, len(text))


@pytest.mark.parametrize("text", ["9" * 16, "007", "people", "-", "handful"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert numeral_at(text, 0) is None


def test_a_letter_multiplies_money_only() -> None:
    money, snow = numeral_at("2m", 0, money=True), numeral_at("2m", 0)
    assert money is not None
    assert snow is not None
    assert (money.low, snow.low) == (2000000, 2)


BOUNDS = [
    ("At least 12 people died", 12, None, "at_least"),
    ("No fewer than 12 people died", 12, None, "at_least"),
    ("A minimum of 12 people died", 12, None, "at_least"),
    ("12 or more people died", 12, None, "at_least"),
    ("More than 1,000 people died", 1000, None, "more_than"),
    ("Over 1,000 people died", 1000, None, "more_than"),
    ("Upwards of 1,000 people died", 1000, None, "more_than"),
    ("Almost 400 people died", None, 400, "less_than"),
    ("Nearly 400 people died", None, 400, "less_than"),
    ("Fewer than 400 people died", None, 400, "less_than"),
    ("Up to 30 people died", None, 30, "at_most"),
    ("As many as 30 people died", None, 30, "at_most"),
    ("No more than 30 people died", None, 30, "at_most"),
    ("Some 300 people died", 300, 300, "about"),
    ("Around 300 people died", 300, 300, "about"),
    ("An estimated 300 people died", 300, 300, "about"),
    ("300 or so people died", 300, 300, "about"),
    ("Between 60 and 70 people died", 60, 70, "between"),
    ("60 to 70 people died", 60, 70, "between"),
    ("60–70 people died", 60, 70, "between"),
    ("Two or three people died", 2, 3, "between"),
    ("At least dozens of people died", 24, None, "at_least"),
    ("2 to 3 million people died", 2000000, 3000000, "between"),
    ("12 people died", 12, 12, "exact"),
]


@pytest.mark.parametrize(("text", "low", "high", "bound"), BOUNDS)
def test_bounds_follow_the_contract(text: str, low: int | None, high: int | None, bound: str) -> None:
    (figure,) = read(text)
    assert (figure.low, figure.high, figure.bound) == (low, high, bound)
    assert figure.measure == "killed"


def test_the_span_holds_the_bound_words() -> None:
    (figure,) = read("Officials said that at least 12 people died.")
    assert figure.quote == "at least 12"


UNITS = [
    ("It cost $1.5 million", "money", 1500000, "USD"),
    ("It cost US$20", "money", 20, "USD"),
    ("It cost A$20m", "money", 20000000, "AUD"),
    ("It cost €3bn", "money", 3000000000, "EUR"),
    ("It cost 300 Canadian dollars", "money", 300, "CAD"),
    ("It cost 300 yen", "money", 300, "JPY"),
    ("It cost 300 rupees", "money", 300, None),
    ("In India it cost 300 rupees", "money", 300, "INR"),
    ("In Sri Lanka it cost Rs 300", "money", 300, "LKR"),
    ("Oil stood at $60 a barrel", "price", 60, "USD/barrel"),
    ("Bread sells at 3 euros per loaf", "price", 3, "EUR/loaf"),
    ("Turnout was 30%", "share", 30, "%"),
    ("Turnout was 30 percent", "share", 30, "%"),
    ("It rose by 3 percentage points", "share", 3, "percentage point"),
    ("It lies 5 miles off", "distance", 5, "mi"),
    ("It burned 40 square kilometres", "area", 40, "km2"),
    ("It burned 40 hectares", "area", 40, "ha"),
    ("It lasted 18 months", "duration", 18, "mo"),
    ("They seized 12 tonnes of rice", "other", 12, "t"),
    ("A quake of magnitude 7.1 struck", "magnitude", 7.1, None),
    ("It measured 6.4 on the Richter scale", "magnitude", 6.4, None),
    ("Three quarters of the crop is lost", "share", 75, "%"),
]


@pytest.mark.parametrize(("text", "measure", "low", "unit"), UNITS)
def test_units_tell_the_measure(text: str, measure: str, low: float, unit: str | None) -> None:
    (figure,) = read(text)
    assert (figure.measure, figure.low, figure.unit) == (measure, low, unit)


LABELS = [
    "Joao Silva, 34, was at home.",
    "Twins aged 3 and 5 were at home.",
    "The 70-year-old was at home.",
    "She is 34 years old.",
    "It opened at 6:30 p.m. and at 7 am.",
    "It opened on 3 March and on March 4, 2019.",
    "It opened in 1999, in the 1990s and on 2021-05-04.",
    "Call 252-972-1411 or 555-1234.",
    "The house is in the 1200 block of Elm Street.",
    "The house stands at 45 North Elm Street.",
    "The Boeing 737 flew as Flight 12.",
    "He knocked twice and 5 times.",
    "See page 12, Section 4 and Chapter 9.",
    "They lost 3-1 and 21-14.",
    "It came 14th, 22nd and 3rd.",
    "He fired a 9mm and a .45-caliber pistol.",
    "Three years ago it was new.",
    "See http://example.org/12/people for more.",
]


@pytest.mark.parametrize("text", LABELS)
def test_a_label_is_no_figure(text: str) -> None:
    assert read(text) == ()


def test_every_number_noun_of_the_table_can_be_read() -> None:
    for words, noun in quantities().number_nouns.items():
        numeral = numeral_at(words, 0)
        assert numeral is not None, words
        assert (numeral.low, numeral.high, numeral.end) == (noun.low, noun.high, len(words)), words
