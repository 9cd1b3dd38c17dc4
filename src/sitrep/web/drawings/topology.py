"""A TopoJSON or GeoJSON document comes in, and the rings of its land and the lines of its borders go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from sitrep.web.drawings.clipping import Path

__all__ = ["geojson_paths", "topojson_paths"]

Paths = tuple[list[Path], list[Path]]


def topojson_paths(document: dict[str, Any]) -> Paths:
    """Rings of land and lines of borders, each border once.

    Land is the object of that name where there is one, which is without the borders; else all polygons.
    A border is an arc that two polygons share.
    """
    arcs = [_arc(arc, document.get("transform")) for arc in document["arcs"]]
    objects: dict[str, Any] = document["objects"]
    land = objects.get("land")
    apart = [o for name, o in objects.items() if name != "land"] or [land]
    indexes = [list(_ring_arcs(geometry)) for geometry in apart]
    uses = Counter(index if index >= 0 else ~index for index in chain(*chain(*indexes)))
    borders = [unwrapped(arcs[index]) for index, count in uses.items() if count > 1]
    drawn = list(_ring_arcs(land)) if land else list(chain(*indexes))
    return [closed(_joined(ring, arcs)) for ring in drawn], [line for line in borders if len(line) > 1]


def _arc(points: Sequence[Sequence[float]], transform: dict[str, Any] | None) -> Path:
    """Degrees of one arc; where the file is quantised, each point is told as the way from the last."""
    array: Path = np.array(points, dtype=np.float64)[:, :2]
    if transform is not None:
        array = np.cumsum(array, axis=0) * transform["scale"] + transform["translate"]
    return array


def _ring_arcs(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The numbers of the arcs of each ring; one below zero is an arc told backwards."""
    match geometry["type"]:
        case "GeometryCollection":
            yield from chain.from_iterable(map(_ring_arcs, geometry["geometries"]))
        case "MultiPolygon":
            yield from chain.from_iterable(geometry["arcs"])
        case "Polygon":
            yield from geometry["arcs"]


def _joined(ring: Iterable[int], arcs: Sequence[Path]) -> Path:
    """One ring of several arcs; an arc begins where the one before it ended, and that point is told once."""
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def geojson_paths(document: dict[str, Any]) -> Paths:
    """Rings of all polygons; borders are none of their own, since each side tells them anew."""
    return [closed(np.array(ring, dtype=np.float64)[:, :2]) for ring in _geojson_rings(document)], []


def _geojson_rings(node: dict[str, Any] | None) -> Iterator[list[list[float]]]:
    match node:
        case {"type": "FeatureCollection", "features": list(features)}:
            yield from chain.from_iterable(map(_geojson_rings, features))
        case {"type": "Feature", "geometry": geometry}:
            yield from _geojson_rings(geometry)
        case {"type": "GeometryCollection", "geometries": list(geometries)}:
            yield from chain.from_iterable(map(_geojson_rings, geometries))
        case {"type": "Polygon", "coordinates": list(rings)}:
            yield from rings
        case {"type": "MultiPolygon", "coordinates": list(polygons)}:
            yield from chain.from_iterable(polygons)


# -- the 180th meridian -------------------------------------------------------------------------------


def unwrapped(line: Path) -> Path:
    """``line`` going on past 180 degrees where it would jump to the other side of a flat map."""
    jumps = np.diff(line[:, 0])
    if not (np.abs(jumps) > 180).any():
        return line
    whole = line.copy()
    whole[1:, 0] -= np.cumsum(np.round(jumps / 360) * 360)
    whole[:, 0] -= np.floor((whole[:, 0].min() + 180) / 360) * 360
    return whole


def closed(ring: Path) -> Path:
    """``ring`` unwrapped; one that goes round the globe is led along the pole that it encloses."""
    whole = unwrapped(ring)
    if len(whole) == 0 or abs(whole[-1, 0] - whole[0, 0]) < 180:
        return whole
    pole = -90.0 if whole[:, 1].mean() < 0 else 90.0
    corners = np.array([[whole[-1, 0], pole], [whole[0, 0], pole]])
    return np.concatenate([whole, corners])
