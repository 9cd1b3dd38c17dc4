"""Tallies become figures and intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.evaluate.statistics import Figures, Tally, Totals, agreement, estimate, f1, share


def once(*tallies: Tally) -> Totals:
    return Totals(tallies, np.ones((1, len(tallies))))


def test_f1_adds_up_documents_before_dividing() -> None:
    totals = once(
        Tally({"x.matched": 1, "x.gold": 1, "x.predicted": 1}),
        Tally({"x.matched": 0, "x.gold": 1, "x.predicted": 3}),
    )
    assert f1(totals, "x")[0] == pytest.approx(2 * 1 / (2 + 4))


def test_f1_of_nothing_against_nothing_is_undefined() -> None:
    assert np.isnan(f1(once(Tally({})), "x")[0])


def test_share_of_nothing_is_undefined_without_a_warning() -> None:
    assert np.isnan(share(np.array([0.0]), np.array([0.0]))[0])


def test_agreement_counts_an_item_as_often_as_both_have_it() -> None:
    assert agreement("x", ["a", "a", "b"], ["a", "c"]) == {"x.matched": 1, "x.gold": 3, "x.predicted": 2}


def test_labels_are_what_stands_between_prefix_and_suffix() -> None:
    totals = once(Tally({"types.Person.matched": 1, "types.Place.matched": 0, "exact.matched": 1}))
    assert totals.labels("types.", ".matched") == ["Person", "Place"]


@given(
    st.lists(
        st.tuples(st.lists(st.floats(0, 20_000), max_size=4), st.integers(0, 3)), min_size=1, max_size=8
    ).filter(lambda rows: any(values and weight for values, weight in rows))
)
def test_weighted_mean_and_median_are_those_of_the_repeated_values(
    rows: list[tuple[list[float], int]],
) -> None:
    totals = Totals(
        [Tally({}, {"km": values}) for values, _ in rows], np.array([[w for _, w in rows]], float)
    )
    repeated = [value for values, weight in rows for value in values * weight]
    assert totals.median("km")[0] == pytest.approx(np.median(repeated))
    assert totals.mean("km")[0] == pytest.approx(np.mean(repeated), rel=1e-6, abs=1e-6)


def test_mean_and_median_of_no_values_are_undefined() -> None:
    totals = once(Tally({"a": 1}), Tally({"a": 1}, {"km": []}))
    assert np.isnan(totals.median("km")[0])
    assert np.isnan(totals.mean("km")[0])


def half(totals: Totals) -> Figures:
    return {"half": share(totals.count("hit"), totals.count("asked"))}


def test_intervals_are_the_same_every_time_and_hold_the_figure() -> None:
    tallies = [Tally({"asked": 1, "hit": i % 2}) for i in range(200)]
    value, (low, high) = estimate(tallies, half)["half"]
    assert estimate(tallies, half)["half"] == (value, [low, high])
    assert value == 0.5
    assert low is not None
    assert high is not None
    # The normal approximation puts the interval at 0.5 ± 1.96 · 0.5 / √200.
    assert low == pytest.approx(0.5 - 0.069, abs=0.015)
    assert high == pytest.approx(0.5 + 0.069, abs=0.015)


def test_one_document_leaves_no_room_to_vary() -> None:
    assert estimate([Tally({"asked": 4, "hit": 1})], half) == {"half": (0.25, [0.25, 0.25])}


def test_an_undefined_figure_is_null_and_so_are_its_bounds() -> None:
    assert estimate([Tally({}), Tally({})], half) == {"half": (None, [None, None])}
