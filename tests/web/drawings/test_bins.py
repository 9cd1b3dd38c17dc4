"""Bins: every day in one of them, side by side, as fine as the room allows."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.web.drawings import Bin, bins_for, draw_bins
from sitrep.web.drawings.bins import _UNITS
from web.drawings.parsed import are_inside, find, overlaps, parse, text_boxes, title_of

_NEAR = st.dates(date(2019, 1, 1), date(2021, 1, 1)).map(date.toordinal)
_DAYS = st.lists(_NEAR | st.dates().map(date.toordinal), min_size=1, max_size=50)


def ordinals(*days: str) -> np.ndarray[Any, Any]:
    return np.array([date.fromisoformat(day).toordinal() for day in days])


@given(st.lists(_NEAR, min_size=1), st.sampled_from(_UNITS))
def test_bins_of_any_unit_hold_every_day_once(days: list[int], unit: Any) -> None:
    assert_whole(bins_for(np.array(days), unit=unit), days)


@settings(max_examples=40)
@given(_DAYS, st.integers(100, 200))
def test_bins_of_any_days_are_few_and_hold_each_once(days: list[int], most: int) -> None:
    bins = bins_for(np.array(days), most=most)
    assert len(bins) <= most
    assert_whole(bins, days)


def assert_whole(bins: tuple[Bin, ...], days: list[int]) -> None:
    assert sum(one.count for one in bins) == len(days)
    ends = [[date.fromisoformat(day).toordinal() for day in (one.first, one.last)] for one in bins]
    assert all(before[1] + 1 == after[0] for before, after in pairwise(ends))
    for (first, last), one in zip((ends[0], ends[-1]), (bins[0], bins[-1]), strict=True):
        assert one.count == sum(first <= day <= last for day in days) > 0


@pytest.mark.parametrize(
    ("unit", "first", "last", "count"),
    [
        ("day", "2020-02-26", "2020-03-02", 6),
        ("week", "2020-02-24", "2020-03-08", 2),
        ("month", "2020-02-01", "2020-03-31", 2),
        ("quarter", "2020-01-01", "2020-03-31", 1),
        ("year", "2020-01-01", "2020-12-31", 1),
        ("decade", "2020-01-01", "2029-12-31", 1),
    ],
)
def test_a_unit_begins_and_ends_where_the_calendar_says(unit: Any, first: str, last: str, count: int) -> None:
    bins = bins_for(ordinals("2020-02-26", "2020-03-02"), unit=unit)
    assert (bins[0].first, bins[-1].last, len(bins)) == (first, last, count)


def test_the_unit_is_the_finest_that_fits() -> None:
    wide = ordinals("2020-01-01", "2020-12-31")
    assert [len(bins_for(wide, most=most)) for most in (400, 60, 20, 5, 1)] == [366, 53, 12, 4, 1]


def test_no_days_are_no_bins() -> None:
    assert bins_for(np.array([], dtype=np.int64)) == ()
    root = parse(draw_bins((), undated=3))
    assert root[1].text == "No dated event; 3 undated."


def test_a_million_days_take_some_milliseconds() -> None:
    days = np.random.default_rng(1).integers(700_000, 737_000, 1_000_000)
    begin = perf_counter()
    bins = bins_for(days)
    assert perf_counter() - begin < 1.0  # some twenty milliseconds; the machine may be busy
    assert sum(one.count for one in bins) == 1_000_000


def test_each_bin_is_a_link_that_says_its_days_and_count() -> None:
    days = ordinals("2020-08-04", "2020-08-04", "2020-08-06")
    root = parse(draw_bins(bins_for(days, link=lambda a, b: f"?since={a}&until={b}"), undated=7))
    links = find(root, "a", "bin")
    assert [link.get("href") for link in links] == [
        "?since=2020-08-04&until=2020-08-04",
        "?since=2020-08-06&until=2020-08-06",
    ]
    assert title_of(links[0]) == "4 Aug 2020: 2"
    two, one = (float(node.get("height")) for node in find(root, "rect", "bar"))
    assert two == pytest.approx(2 * one, abs=0.2)
    assert "7 undated" in [box.text for box in text_boxes(root)]


@settings(max_examples=25)
@given(_DAYS, st.integers(300, 1200), st.integers(100, 300))
def test_any_bins_are_drawn_within_their_frame(days: list[int], width: int, height: int) -> None:
    root = parse(draw_bins(bins_for(np.array(days)), width=width, height=height))
    assert are_inside(root)
    assert overlaps(text_boxes(root)) == []


def test_a_bin_of_few_is_seen_beside_one_of_many() -> None:
    root = parse(draw_bins([Bin("2020-01-01", "2020-01-31", 1), Bin("2020-02-01", "2020-02-29", 10**6)]))
    assert min(float(node.get("height")) for node in find(root, "rect", "bar")) >= 1
