"""The map: boxes, marks true to scale, names that lie on nothing, both sides of the 180th meridian."""

from __future__ import annotations

from math import cos, radians
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.web.drawings import WORLD_BOX, Box, Label, Mark, cities_in, draw_map, load_world
from sitrep.web.drawings.projection import Projection
from web.drawings.parsed import find, overlaps, parse, path_points, size_of, text_boxes, title_of

LEBANON = Box.around([(33.3, 35.2), (34.5, 36.2)])
_LAT, _LON = st.floats(-90, 90), st.floats(-180, 180)
_POINTS = st.lists(st.tuples(_LAT, _LON), min_size=1, max_size=12)


def mark(lat: float, lon: float, **other: Any) -> Mark:
    return Mark(**{"lat": lat, "lon": lon, "radius_km": 5, "count": 1, "label": "Place", **other})


def middle_of(node: Any) -> tuple[float, float]:
    return float(node.get("cx")), float(node.get("cy"))


# -- boxes --------------------------------------------------------------------------------------------


@given(_POINTS)
def test_a_box_around_points_holds_each_of_them(points: list[tuple[float, float]]) -> None:
    box = Box.around(points)
    assert_sound(box)
    for lat, lon in points:
        assert box.south <= lat <= box.north
        assert (lon - box.west) % 360 <= box.width + 1e-6 or (box.west - lon) % 360 < 1e-6


@given(_POINTS, st.floats(0.01, 100), st.floats(-5, 5), st.floats(-5, 5))
def test_a_box_stays_in_the_world_however_it_is_moved(
    points: list[tuple[float, float]], factor: float, dx: float, dy: float
) -> None:
    box = Box.around(points)
    assert_sound(box.zoomed(factor))
    assert_sound(box.moved(dx, dy))


def assert_sound(box: Box) -> None:
    assert -180 <= box.west < 180
    assert 0 < box.width <= 360.000001
    assert -90.000001 <= box.south < box.north <= 90.000001


def test_points_on_both_sides_of_the_meridian_are_near_each_other() -> None:
    box = Box.around([(-18, 178), (-14, -172)])
    assert box.width < 15
    assert box.west < 178
    assert box.east > 188


def test_zooming_in_and_out_and_moving_there_and_back_gives_the_box_again() -> None:
    for box in (LEBANON.zoomed(2).zoomed(0.5), LEBANON.moved(0.25, -0.5).moved(-0.25, 0.5)):
        assert (box.west, box.south, box.east, box.north) == pytest.approx(
            (LEBANON.west, LEBANON.south, LEBANON.east, LEBANON.north)
        )


def test_no_points_are_the_inhabited_world_and_one_is_a_neighbourhood() -> None:
    assert Box.around([]) == WORLD_BOX
    one = Box.around([(33.9, 35.5)])
    assert 0.4 < one.height < 1
    assert one.middle == pytest.approx((33.9, 35.5))


# -- marks --------------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(st.lists(st.tuples(_LAT, _LON, st.floats(0, 500), st.integers(0, 10**6)), max_size=15))
def test_every_mark_around_which_a_box_is_made_is_in_the_drawing(
    places: list[tuple[float, float, float, int]],
) -> None:
    marks = [mark(lat, lon, radius_km=km, count=n) for lat, lon, km, n in places]
    root = parse(draw_map(marks, box=Box.around([(m.lat, m.lon) for m in marks]), width=500, height=300))
    dots = find(root, "circle", "dot")
    assert len(dots) == len(marks)
    assert all(0 <= x <= 500 and 0 <= y <= 300 for x, y in map(middle_of, dots))
    assert all(float(ring.get("r")) >= 4 for ring in find(root, "circle", "ring"))


def test_a_ring_is_true_to_scale_and_the_area_of_a_dot_grows_with_the_count() -> None:
    marks = [mark(33.9, 35.5, radius_km=20, count=4), mark(34.1, 35.9, radius_km=40, count=16)]
    root = parse(draw_map(marks, box=LEBANON))
    wide, narrow = (float(ring.get("r")) for ring in find(root, "circle", "ring"))
    large, small = (float(dot.get("r")) for dot in find(root, "circle", "dot"))
    assert wide == pytest.approx(2 * narrow, rel=0.01)
    assert large == pytest.approx(2 * small, rel=0.02)
    projection = Projection(LEBANON, 960, 480)
    west, south, east, north = projection.degrees()
    assert narrow == pytest.approx(20 / 111.195 / (north - south) * 480, rel=0.01)
    squeeze = cos(radians((south + north) / 2))
    assert (east - west) * squeeze / 960 == pytest.approx((north - south) / 480)


def test_marks_say_what_they_are_and_lead_to_it() -> None:
    marks = [
        mark(33.9, 35.5, label="Beirut <port>", count=9, href="/list?place=Beirut"),
        mark(34.4, 35.8, label="Tripoli", radius_km=0.2, is_disputed=True, is_selected=True),
    ]
    root = parse(draw_map(marks, box=LEBANON))
    (link,) = find(root, "a", "mark")
    assert link.get("href") == "/list?place=Beirut"
    assert title_of(link) == "Beirut <port> (9), within 5 km"
    assert title_of(find(root, "g", "mark")[0]) == "Tripoli, disputed"
    (ring,) = find(root, "circle", "ring is-disputed is-selected")
    assert ring.get("stroke-dasharray")
    assert "9" in [box.text for box in text_boxes(root)]
    assert "1" not in [box.text for box in text_boxes(root)]


def test_marks_beyond_the_edges_are_told_and_not_drawn() -> None:
    root = parse(draw_map([mark(33.9, 35.5), mark(-30, 150)], box=LEBANON))
    assert len(find(root, "circle", "dot")) == 1
    assert "1 place beyond its edges" in root[1].text


def test_marks_on_both_sides_of_the_meridian_lie_side_by_side() -> None:
    marks = [mark(-17, 179), mark(-17, -179)]
    root = parse(draw_map(marks, box=Box.around([(m.lat, m.lon) for m in marks]), width=600, height=300))
    (x1, y1), (x2, y2) = map(middle_of, find(root, "circle", "dot"))
    assert y1 == y2
    assert 0 < x2 - x1 < 600
    assert find(root, "path", "land")


# -- land and words -----------------------------------------------------------------------------------


def test_drawings_are_small_and_what_they_hold_is_near() -> None:
    random = Random(1)
    marks = [mark(random.uniform(-50, 70), random.uniform(-180, 180), count=n % 9) for n in range(60)]
    world = draw_map(marks, box=WORLD_BOX, labels=cities_in(WORLD_BOX, 200))
    assert len(world) < 100_000
    for box in (Box(20, -15, 129, 35), Box(0, 15, 80, 55), Box(-10, 35, 40, 60), LEBANON):
        svg = draw_map([], box=box)
        assert len(svg) < 150_000
        for path in find(parse(svg), "path", "land") + find(parse(svg), "path", "border"):
            points = list(path_points(path.get("d")))
            assert all(-7 <= x <= 967 and -7 <= y <= 487 for x, y in points)


def test_a_box_at_the_meridian_has_the_land_of_both_sides() -> None:
    root = parse(draw_map([], box=Box(160, 60, 200, 72), width=800, height=400))
    (land,) = find(root, "path", "land")
    across = [x for x, _ in path_points(land.get("d"))]
    assert min(across) < 200
    assert max(across) > 700


def test_names_are_of_the_largest_and_lie_on_nothing() -> None:
    marks = [mark(33.9, 35.5, count=12), mark(33.56, 35.37, count=2)]
    root = parse(draw_map(marks, box=LEBANON, labels=cities_in(LEBANON, 200)))
    boxes = text_boxes(root)
    assert overlaps(boxes) == []
    names = [node.text for node in find(root, "text", "name")]
    assert 10 < len(names) <= 40
    assert "Beirut" in names
    width, height = size_of(root)
    assert all(box.left >= 0 and box.right <= width and 0 <= box.top <= height for box in boxes)
    for x, y in map(middle_of, find(root, "circle", "dot")):
        assert not [
            box.text
            for box in boxes
            if box.left < x < box.right and box.top < y < box.bottom and len(box.text) > 2
        ]


def test_a_hostile_name_is_text() -> None:
    root = parse(draw_map([], box=LEBANON, labels=[Label("<script>&", 33.9, 35.5, 1)]))
    assert [node.text for node in find(root, "text", "name")] == ["<script>&"]


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    root = parse(draw_map([], box=LEBANON))
    (bar,) = find(root, "path", "scale")
    across = [x for x, _ in path_points(bar.get("d"))]
    assert "20 km" in [box.text for box in text_boxes(root)]
    assert max(across) - min(across) == pytest.approx(Projection(LEBANON, 960, 480).pixels(20), abs=0.1)
    assert "Boundaries imply no endorsement" in [box.text for box in text_boxes(root)]


def test_a_users_own_boundaries_are_drawn() -> None:
    assert draw_map([], box=LEBANON, world=load_world("110m")) != draw_map([], box=LEBANON)
