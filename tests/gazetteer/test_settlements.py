"""Towns within a box: the largest first, on both sides of the 180th meridian too."""

from __future__ import annotations

from time import perf_counter

import pytest

from sitrep.gazetteer import open_gazetteer


def names(west: float, south: float, east: float, north: float, limit: int = 5) -> list[str]:
    found = open_gazetteer().settlements_within(west=west, south=south, east=east, north=north, limit=limit)
    return [place.name for place in found]


def test_the_most_populous_come_first_and_all_lie_within() -> None:
    found = open_gazetteer().settlements_within(west=34.9, south=33, east=36.7, north=34.7, limit=20)
    assert found[0].name == "Beirut"
    assert len(found) == 20
    people = [place.population for place in found]
    assert people == sorted(people, reverse=True)
    assert all(34.9 <= place.lon <= 36.7 and 33 <= place.lat <= 34.7 for place in found)
    assert all(place.is_settlement and place.match == "name" for place in found)


@pytest.mark.parametrize("east", [190, -170])
def test_a_box_goes_on_past_the_meridian(east: float) -> None:
    found = names(176, -20, east, -10)
    assert "Suva" in found
    assert "Apia" in found


def test_a_box_at_sea_has_none() -> None:
    assert names(-35, 20, -30, 25) == []


def test_the_whole_world_is_found_and_quickly() -> None:
    names(0, 0, 1, 1)
    begin = perf_counter()
    assert "Shanghai" in names(-180, -90, 180, 90)
    assert perf_counter() - begin < 0.5  # some ten milliseconds; the machine may be busy
