"""Dates as people and machines write them, and those that are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.intake.dates import to_iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-05-04", "2021-05-04"),
        ("2021-05-04T10:00Z", "2021-05-04T10:00:00+00:00"),
        ("2021-05-04 10:00:00+02:00", "2021-05-04T10:00:00+02:00"),
        ("20210504", "2021-05-04"),
        ("20210504103000", "2021-05-04T10:30:00"),
        ("4 May 2021", "2021-05-04"),
        ("4th of May, 2021", "2021-05-04"),
        ("4-May-2021", "2021-05-04"),
        ("May 4, 2021", "2021-05-04"),
        ("MAY 4TH 2021", "2021-05-04"),
        ("Tuesday, May 4, 2021", "2021-05-04"),
        ("Tues. May 4, 2021 10:30 PM EDT", "2021-05-04"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("Tue, 04 May 2021 10:00:00 +0300", "2021-05-04T10:00:00+03:00"),
        ("2021/5/4 10:30", "2021-05-04"),
        ("04.05.2021", "2021-05-04"),
        ("13/05/2021", "2021-05-13"),
        ("05/13/2021", "2021-05-13"),
        ("05/05/2021", "2021-05-05"),
        ("  4  May\n2021 ", "2021-05-04"),
    ],
)
def test_known_forms(written: str, iso: str) -> None:
    assert to_iso(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "2021-02-30",
        "30 February 2021",
        "Feb 30, 2021",
        "Tue, 30 Feb 2021 10:00:00 GMT",
        "31.04.2021",
        "20213-05-04",
        "2021-13-01",
        "2021",
        "May 2021",
        "yesterday",
        "1 Jan 2021 to 3 Jan 2021",
        "",
    ],
)
def test_what_is_no_date_says_so(written: str) -> None:
    with pytest.raises(InputError, match="is not a date"):
        to_iso(written)


def test_a_day_that_two_countries_read_differently_is_not_guessed() -> None:
    with pytest.raises(InputError, match="day or month first"):
        to_iso("04/05/2021")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_in_each_of_its_forms(day: date) -> None:
    month = ("January February March April May June July August September October November December".split())[
        day.month - 1
    ]
    year = f"{day.year:04}"
    for written in (
        f"{day.day} {month} {year}",
        f"{month[:3]}. {day.day}, {year}",
        f"{year}/{day.month}/{day.day}",
        f"{day.day:02}.{day.month:02}.{year}",
    ):
        assert to_iso(written) == day.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_clear_fault(written: str) -> None:
    try:
        iso = to_iso(written)
    except InputError as fault:
        iso = str(fault)
        assert iso.endswith("is not a date") or "write" in iso
    else:
        assert to_iso(iso) == iso
    assert "\n" not in iso
