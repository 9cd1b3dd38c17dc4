"""What is drawn together, and what is left out of a drawing and told beside it."""

from __future__ import annotations

import numpy as np

from sitrep.web.address import Address
from sitrep.web.drawings.box import Box
from sitrep.web.drawings.map import Mark
from sitrep.web.pages import _apart, _clustered

WORLD = Box(-180, -60, 180, 80)


def mark(lat: float, lon: float, count: int, **more: bool) -> Mark:
    return Mark(lat, lon, 8.0, count, f"{count} at {lat}", None, **more)


def test_marks_that_would_lie_on_each_other_are_one_that_leads_nearer() -> None:
    marks = [mark(33.9, 35.5, 9), mark(33.5, 36.3, 4, is_disputed=True), mark(-34.6, -58.4, 2)]
    joined, far = _clustered(Address("map"), marks, WORLD)
    assert (joined.count, joined.lat, joined.is_disputed) == (13, 33.9, True)
    assert joined.href is not None
    assert joined.href.startswith("/map?box=")
    assert far == marks[2]
    assert _clustered(Address("map"), marks, Box(35, 33, 37, 34)) == marks


def test_what_is_selected_is_drawn_by_itself() -> None:
    marks = [mark(33.9, 35.5, 9), mark(33.5, 36.3, 4, is_selected=True)]
    assert _clustered(Address("map"), marks, WORLD) == marks


def test_no_event_is_lost_where_a_few_are_far_from_all_others() -> None:
    days = np.array([1_000, *range(730_000, 730_060), 740_000])
    early, kept, late = _apart(days, np.arange(len(days)))
    assert (list(early), list(late)) == ([0], [61])
    assert [*early, *kept, *late] == list(range(62))


def test_few_events_stay_together_however_far_apart() -> None:
    days = np.array([1_000, 730_000, 740_000])
    early, kept, late = _apart(days, np.arange(3))
    assert (len(early), len(kept), len(late)) == (0, 3, 0)
