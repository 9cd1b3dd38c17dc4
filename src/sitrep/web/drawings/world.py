"""A file of boundaries comes in, and the land and borders that a map draws go out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from sitrep.errors import InputError
from sitrep.web.drawings.clipping import Path
from sitrep.web.drawings.topology import geojson_paths, topojson_paths

__all__ = ["Detail", "Outlines", "World", "load_boundaries", "load_world"]

Detail = Literal["110m", "50m"]
_FOLDER = FilePath(__file__).parents[1] / "static" / "world"
_MOST_BYTES = 48_000_000
_MOST_POINTS = 1_500_000


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Paths of (longitude, latitude) with the box of each: west, south, east, north, of shape (n, 4)."""

    paths: tuple[Path, ...]
    boxes: npt.NDArray[np.float64]

    def within(self, west: float, south: float, east: float, north: float) -> list[Path]:
        """The paths whose box meets the one given; whether they themselves do is left to the clipping."""
        w, s, e, n = self.boxes.T
        near = np.flatnonzero((w <= east) & (e >= west) & (s <= north) & (n >= south))
        return [self.paths[index] for index in near]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Rings of land, to be filled by the even-odd rule, and borders, each once where the file allows."""

    land: Outlines
    borders: Outlines


@cache
def load_world(detail: Detail = "110m") -> World:
    """The boundaries that ship with the package: Natural Earth's of 1:110 or 1:50 million."""
    return load_boundaries(_FOLDER / f"countries-{detail}.json")


def load_boundaries(path: FilePath | str) -> World:
    """The boundaries in a file of TopoJSON or GeoJSON, longitude before latitude in degrees (WGS 84).

    :class:`InputError` where the file is neither, is too big, holds no polygon, or coordinates that are
    no degrees.
    """
    path = FilePath(path)
    try:
        land, borders = _paths(_read(path))
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as fault:
        if isinstance(fault, InputError):
            raise
        raise InputError(
            f"{path}: TopoJSON or GeoJSON was expected; the file does not hold together ({fault!r})"
        ) from None
    land = [ring for ring in land if len(ring) > 2]
    _check(path, land)
    return World(_outlines(land), _outlines(borders))


def _read(path: FilePath) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as fault:
        raise InputError(f"{path}: the boundaries cannot be read ({fault.strerror})") from None
    if size > _MOST_BYTES:
        raise InputError(f"{path}: boundaries of at most {_MOST_BYTES:,} bytes were expected, {size:,} came")
    try:
        document = json.loads(data)
    except ValueError as fault:
        raise InputError(f"{path}: TopoJSON or GeoJSON was expected; this is no JSON ({fault})") from None
    if not isinstance(document, dict):
        raise InputError(f"{path}: TopoJSON or GeoJSON was expected, a JSON {type(document).__name__} came")
    return document


def _paths(document: dict[str, Any]) -> tuple[list[Path], list[Path]]:
    return topojson_paths(document) if document.get("type") == "Topology" else geojson_paths(document)


def _check(path: FilePath, land: Sequence[Path]) -> None:
    if not land:
        raise InputError(f"{path}: boundaries were expected; the file holds no polygon")
    count = sum(map(len, land))
    if count > _MOST_POINTS:
        raise InputError(f"{path}: at most {_MOST_POINTS:,} points were expected, {count:,} came")
    points = np.concatenate(land)
    limits = np.array([720.0, 90.0001])  # beyond 180 where a ring goes on past the 180th meridian
    strange = ~(np.abs(points) <= limits).all(axis=1)
    if strange.any():
        lon, lat = points[strange][0]
        raise InputError(f"{path}: degrees of longitude and latitude were expected, {lon:g}, {lat:g} came")


def _outlines(paths: Sequence[Path]) -> Outlines:
    boxes = np.array([[*path.min(axis=0), *path.max(axis=0)] for path in paths]).reshape(-1, 4)
    return Outlines(tuple(paths), boxes)
