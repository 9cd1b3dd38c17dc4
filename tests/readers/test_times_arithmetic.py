"""The calendar behind the times: what values cover, shares of them, and shifts by units."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.readers.times.calendar_arithmetic import (
    bounds_of,
    day_of_name,
    moment_of,
    real_date,
    share_of,
    shifted,
    value_at,
)
from sitrep.readers.times.lexing import CODES, lex
from sitrep.readers.times.numbers import number_of, spoken_year
from sitrep.readers.times.vocabulary import NamedDay, load_vocabulary


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2021-03", "2021-03-01", "2021-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-W18-WE", "2021-05-08", "2021-05-09"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("2021-H1", "2021-01-01", "2021-06-30"),
        ("2020-WI", "2020-12-01", "2021-03-20"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("198", "1980-01-01", "1989-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("00", "0001-01-01", "0099-12-31"),
        ("FY2020", "2019-04-01", "2021-03-31"),
        ("2021-05-04TNI", "2021-05-04T18:00", "2021-05-05T05:59"),
        ("2021-05-04T21:30", "2021-05-04T21:30", "2021-05-04T21:30"),
        ("2021-12-31T24:00", "2022-01-01T00:00", "2022-01-01T00:00"),
        ("9999-12-31TNI", "9999-12-31T18:00", "9999-12-31T23:59"),
    ],
)
def test_a_value_covers_its_days(value: str, earliest: str, latest: str) -> None:
    assert bounds_of(value) == (earliest, latest)


@pytest.mark.parametrize(
    "value", ["XXXX-03-03", "2021-13", "2021-02-30", "2021-W54", "PAST_REF", "P3D", "BC0264", ""]
)
def test_a_value_that_names_no_days_covers_none(value: str) -> None:
    assert moment_of(value) is None
    assert bounds_of(value) == (None, None)


@pytest.mark.parametrize(
    ("value", "portion", "bounds"),
    [
        ("2019", "START", ("2019-01-01", "2019-06-30")),
        ("2019", "MID", ("2019-04-01", "2019-09-30")),
        ("2019", "CLOSE", ("2019-10-01", "2019-12-31")),
        ("198", "END", ("1985-01-01", "1989-12-31")),
        ("2021-04", "START", ("2021-04-01", "2021-04-15")),
        ("2021-05-07", "START", ("2021-05-07T00:00", "2021-05-07T11:59")),
        ("2021-05-07TMO", "END", ("2021-05-07T06:00", "2021-05-07T11:59")),
    ],
)
def test_a_share_is_no_wider_than_its_word(value: str, portion: str, bounds: tuple[str, str]) -> None:
    assert share_of(value, portion) == bounds


@given(st.dates(), st.sampled_from("DWMQYEC"))
def test_the_value_at_a_day_covers_that_day(day: date, unit: str) -> None:
    moment = moment_of(value_at(day, unit))
    assert moment is not None or day.year == 9999 or day.year == 1
    if moment is not None:
        assert moment.first <= day <= moment.last


@given(st.dates(), st.sampled_from("DWMQYEC"), st.integers(-3000, 3000))
def test_a_shift_and_its_reverse_meet_within_days(day: date, unit: str, count: int) -> None:
    there = shifted(day, unit, count)
    back = None if there is None else shifted(there, unit, -count)
    if back is not None:
        assert 0 <= (day - back).days <= 3


def test_a_shift_keeps_to_the_month_and_to_the_calendar() -> None:
    assert shifted(date(2021, 3, 31), "M", -1) == date(2021, 2, 28)
    assert shifted(date(2020, 2, 29), "Y", 1) == date(2021, 2, 28)
    assert shifted(date(2021, 1, 1), "C", 90) is None
    assert shifted(date(2021, 1, 1), "D", 10**9) is None


def test_there_is_no_31_june_and_no_year_20213() -> None:
    assert real_date(2021, 6, 31) is None
    assert real_date(20213, 1, 1) is None


@pytest.mark.parametrize(
    ("year", "easter"), [(1818, "03-22"), (1943, "04-25"), (2000, "04-23"), (2021, "04-04")]
)
def test_easter_falls_where_the_church_tables_say(year: int, easter: str) -> None:
    assert day_of_name(NamedDay(easter=0), year) == date.fromisoformat(f"{year}-{easter}")


def test_a_weekday_of_a_month_counts_from_either_end() -> None:
    assert day_of_name(NamedDay(weekday=(11, 4, 4)), 2021) == date(2021, 11, 25)
    assert day_of_name(NamedDay(weekday=(5, 1, -1)), 2021) == date(2021, 5, 31)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty five", 25),
        ("two hundred six", 206),
        ("three thousand", 3000),
        ("2 1/2", 2.5),
        ("1,200", 1200),
    ],
)
def test_number_words_and_figures_count_alike(words: str, number: float) -> None:
    assert number_of(lex(words)) == number


@pytest.mark.parametrize(
    ("words", "year"), [("nineteen ninety seven", 1997), ("two thousand six", 2006), ("seven nine", None)]
)
def test_a_spoken_year_has_two_halves(words: str, year: int | None) -> None:
    assert spoken_year(lex(words)) == year


def test_every_word_of_the_codebook_has_a_category_of_the_grammar() -> None:
    assert {category for category, _ in load_vocabulary().words.values()} <= set(CODES)


def test_months_are_read_with_a_capital_alone() -> None:
    assert [lexeme.code == CODES["MONTH"] for lexeme in lex("may May march March")] == [
        False,
        True,
        False,
        True,
    ]
