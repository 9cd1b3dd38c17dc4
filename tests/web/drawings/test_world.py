"""Boundaries: those that ship hold the land where it is, a user's own come in or are refused in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sitrep.errors import InputError
from sitrep.web.drawings import World, load_boundaries, load_world

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
        {"type": "Feature", "properties": {}, "geometry": None},
    ],
}
#: Two squares side by side; the arc between them is told once and used by both.
TOPOJSON = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [-5, 0]},
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "arcs": [[[-1, 2]]]},
            ],
        }
    },
    "arcs": [
        [[50, 0], [0, 100]],
        [[50, 100], [-50, 0], [0, -100], [50, 0]],
        [[50, 0], [50, 0], [0, 100], [-50, 0]],
    ],
}


def is_land(world: World, lat: float, lon: float) -> bool:
    """By the even-odd rule over all rings, as land is filled; a ring may lie on another round."""
    return (
        sum(crossings(ring, lat, lon + turn) for ring in world.land.paths for turn in (-360, 0, 360)) % 2 == 1
    )


def crossings(ring: Any, lat: float, lon: float) -> int:
    """How often a ring is met on the way east along a parallel."""
    (x, y), (after_x, after_y) = ring.T, np.roll(ring, -1, axis=0).T
    meets = (y > lat) != (after_y > lat)
    at = x[meets] + (lat - y[meets]) / (after_y - y)[meets] * (after_x - x)[meets]
    return int((at > lon).sum())


@pytest.mark.parametrize("detail", ["110m", "50m"])
def test_shipped_land_is_where_it_is(detail: Any) -> None:
    world = load_world(detail)
    places = {"Riyadh": (24.7, 46.7), "Denver": (39.7, -105), "Lesotho": (-29.5, 28.3), "Pole": (-88, 10)}
    seas = {"Atlantic": (0, -30), "Pacific": (0, -150), "Caspian": (42, 51), "Arctic": (89, 0)}
    assert {name for name, at in places.items() if is_land(world, *at)} == set(places)
    assert {name for name, at in seas.items() if is_land(world, *at)} == set()


@pytest.mark.parametrize("detail", ["110m", "50m"])
def test_no_line_jumps_across_the_map(detail: Any) -> None:
    world = load_world(detail)
    for path in (*world.land.paths, *world.borders.paths):
        is_at_pole = np.abs(path[1:, 1]) == 90
        assert (np.abs(np.diff(path[:, 0])) < 180)[~is_at_pole].all()
    lon_west, lat_south, lon_east, lat_north = world.land.boxes.T
    assert lon_west.min() >= -180
    assert lat_south.min() == -90
    assert lon_east.max() > 180  # Siberia goes on past the meridian
    assert lat_north.max() < 84


def test_a_world_is_read_once() -> None:
    assert load_world("110m") is load_world("110m")


def test_topojson_has_each_border_once(tmp_path: Path) -> None:
    world = load_boundaries(written(tmp_path, TOPOJSON))
    assert [path.tolist() for path in world.borders.paths] == [[[0, 0], [0, 10]]]
    assert world.land.boxes.tolist() == [[-5, 0, 0, 10], [0, 0, 5, 10]]


def test_geojson_of_every_form_is_taken(tmp_path: Path) -> None:
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[20, 0], [30, 0], [30, 10]]]]}
    collection = {"type": "GeometryCollection", "geometries": [geometry]}
    for document, count in ((GEOJSON, 1), (geometry, 2), (collection, 2)):
        world = load_boundaries(written(tmp_path, document))
        assert len(world.land.paths) == count
        assert world.borders.paths == ()


def written(folder: Path, document: object) -> Path:
    path = folder / "own.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def polygon(*points: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(points)]}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("{", "this is no JSON"),
        ("[1, 2]", "a JSON list came"),
        ({"type": "FeatureCollection", "features": []}, "holds no polygon"),
        ({"type": "Point", "coordinates": [1, 2]}, "holds no polygon"),
        ({"type": "Topology"}, "does not hold together"),
        ({**TOPOJSON, "arcs": []}, "does not hold together"),
        ({**TOPOJSON, "arcs": [[["a", 1]], [[1, 2]], [[1, 2]]]}, "does not hold together"),
        (polygon([1, 2], [3, 4], "x"), "does not hold together"),
        (polygon([500000, 4e6], [500001, 4e6], [5e5, 4e6]), "500000, 4e\\+06 came"),
        (polygon([0, 91], [1, 91], [1, 95]), "degrees of longitude and latitude were expected"),
        ('{"type": "Polygon", "coordinates": [[[0, NaN], [1, 1], [2, 2]]]}', "degrees of longitude"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_that_names_it(
    tmp_path: Path, document: object, reason: str
) -> None:
    with pytest.raises(InputError, match=rf"own\.json: .*{reason}") as caught:
        load_boundaries(written(tmp_path, document))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_too_big_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_boundaries(tmp_path / "none.json")
    monkeypatch.setattr("sitrep.web.drawings.world._MOST_BYTES", 100)
    with pytest.raises(InputError, match=r"at most 100 bytes were expected, \d+ came"):
        load_boundaries(written(tmp_path, GEOJSON))
    monkeypatch.undo()
    monkeypatch.setattr("sitrep.web.drawings.world._MOST_POINTS", 3)
    with pytest.raises(InputError, match="at most 3 points were expected, 5 came"):
        load_boundaries(written(tmp_path, GEOJSON))
