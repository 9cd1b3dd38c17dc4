"""Axes: round numbers that enclose the values, and dates whose labels never touch."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.web.drawings.axes import Scale, date_ticks, day_of, number_ticks, widened
from sitrep.web.drawings.svg import text_width

DAYS = st.integers(date.min.toordinal(), date.max.toordinal())
NUMBERS = st.floats(-1e15, 1e15) | st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([154, 220], ["0", "50", "100", "150", "200", "250"]),
        ([0], ["0", "1"]),
        ([12], ["0", "5", "10", "15"]),
        ([1000, 1010], ["1,000", "1,002", "1,004", "1,006", "1,008", "1,010"]),
        ([0, 1e9], ["0", "0.2bn", "0.4bn", "0.6bn", "0.8bn", "1bn"]),
        ([2.5, 7.1], ["0", "2", "4", "6", "8"]),
        ([], ["0", "1"]),
    ],
)
def test_ticks_are_round_and_begin_at_zero_where_that_costs_little(
    values: list[float], labels: list[str]
) -> None:
    assert [tick.label for tick in number_ticks(values)] == labels


@given(st.lists(NUMBERS, min_size=1), st.integers(1, 8))
def test_ticks_enclose_all_values_and_differ(values: list[float], most: int) -> None:
    ticks = number_ticks(values, most=most)
    step = ticks[1].value - ticks[0].value
    assert ticks[0].value <= min(values) + step * 1e-6
    assert ticks[-1].value >= max(values) - step * 1e-6
    assert 2 <= len(ticks) <= most + 3
    assert len({tick.label for tick in ticks}) == len(ticks)


@given(DAYS, DAYS, st.floats(30, 2000))
def test_date_labels_never_touch_and_stay_within_the_axis(one: int, other: int, room: float) -> None:
    first, last = widened(min(one, other), max(one, other), share=0.03)
    scale = Scale(first, last, 50, 50 + room)
    ticks = date_ticks(scale)
    half = [text_width(tick.label, size=11) / 2 for tick in ticks]
    ends = [(tick.text_at - h, tick.text_at + h) for tick, h in zip(ticks, half, strict=True)]
    assert all(before[1] < after[0] for before, after in pairwise(ends))
    assert all(left >= 49.9 and right <= 50.1 + room for left, right in ends)
    assert all(first <= tick.value <= last for tick in ticks)
    assert ticks or room < 100


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2020-08-04", "2020-08-08", ["4 Aug 2020", "5 Aug", "6 Aug", "7 Aug", "8 Aug"]),
        ("2020-11-15", "2021-02-15", ["Dec 2020", "Jan 2021", "Feb"]),
        ("1999-01-01", "2003-01-01", ["1999", "2000", "2001", "2002", "2003"]),
    ],
)
def test_dates_are_said_as_finely_as_the_room_allows(first: str, last: str, labels: list[str]) -> None:
    ends = (float(date.fromisoformat(day).toordinal()) for day in (first, last))
    assert [tick.label for tick in date_ticks(Scale(*ends, 0, 400))] == labels


def test_a_day_is_a_number_and_its_hour_a_fraction() -> None:
    day = date(2020, 8, 4).toordinal()
    assert day_of("2020-08-04") == day
    assert day_of("2020-08-04T18:00:00+03:00") == day + 0.75
    assert day_of("2020-08-04TMO") == day
    assert day_of(None) is day_of("") is day_of("soon") is None
