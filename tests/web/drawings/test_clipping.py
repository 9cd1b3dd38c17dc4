"""Clipping: what is left lies within the box, and nothing within it is lost."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.web.drawings.clipping import clip_line, clip_ring

BOX = (-10.0, -5.0, 10.0, 5.0)
COORDINATES = st.lists(
    st.tuples(st.integers(-30, 30), st.integers(-15, 15)).map(lambda p: (float(p[0]), float(p[1]))),
    min_size=3,
    max_size=12,
)


def area(ring: np.ndarray) -> float:
    if len(ring) == 0:
        return 0.0
    x, y = ring.T
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


def length(line: np.ndarray) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def is_inside(path: np.ndarray) -> bool:
    west, south, east, north = BOX
    x, y = path.T
    return bool(
        (x >= west - 1e-9).all()
        and (x <= east + 1e-9).all()
        and (y >= south - 1e-9).all()
        and (y <= north + 1e-9).all()
    )


@given(COORDINATES)
def test_a_clipped_ring_lies_within_the_box(points: list[tuple[float, float]]) -> None:
    assert is_inside(clip_ring(np.array(points), BOX).reshape(-1, 2))


@given(*[st.floats(-30, 30)] * 4)
def test_a_clipped_rectangle_has_the_area_that_both_have(a: float, b: float, c: float, d: float) -> None:
    west, east, south, north = min(a, b), max(a, b), min(c, d), max(c, d)
    ring = np.array([[west, south], [east, south], [east, north], [west, north]])
    common = max(min(east, 10) - max(west, -10), 0) * max(min(north, 5) - max(south, -5), 0)
    assert area(clip_ring(ring, BOX)) == pytest.approx(common, abs=1e-6)


def test_a_ring_round_the_box_becomes_the_box_and_one_beside_it_nothing() -> None:
    around = np.array([[-50.0, -50], [50, -50], [50, 50], [-50, 50]])
    assert area(clip_ring(around, BOX)) == 200
    assert len(clip_ring(around + 200, BOX)) == 0


@given(COORDINATES)
def test_a_clipped_line_keeps_just_what_is_within(points: list[tuple[float, float]]) -> None:
    line = np.array(points)
    parts = clip_line(line, BOX)
    assert all(is_inside(part) for part in parts)
    steps = np.linspace(0, 1, 4001)[:, None]
    expected = 0.0
    for begin, end in pairwise(line):
        sampled = begin + (end - begin) * (steps[:-1] + steps[1:]) / 2
        x, y = sampled.T
        within = (x > -10) & (x < 10) & (y > -5) & (y < 5)
        expected += within.mean() * float(np.hypot(*(end - begin)))
    # A piece along the edge itself may count or not.
    edge = sum(
        float(np.hypot(*(b - a)))
        for a, b in pairwise(line)
        if (a[0] == b[0] and abs(a[0]) == 10) or (a[1] == b[1] and abs(a[1]) == 5)
    )
    assert expected - 0.2 <= sum(map(length, parts)) <= expected + edge + 0.2


def test_a_line_that_leaves_and_comes_back_is_two() -> None:
    line = np.array([[0.0, 0], [0, 20], [5, 20], [5, 0]])
    first, second = clip_line(line, BOX)
    assert first.tolist() == [[0, 0], [0, 5]]
    assert second.tolist() == [[5, 5], [5, 0]]
