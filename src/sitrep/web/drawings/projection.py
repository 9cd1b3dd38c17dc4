"""A box of degrees and a size in pixels come in, and where on the drawing a place lies goes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np

from sitrep.web.drawings.box import KM_PER_DEGREE, Box
from sitrep.web.drawings.clipping import Path
from sitrep.web.drawings.svg import shown_number

__all__ = ["Projection", "path_data"]

_GRID = 2  # steps a pixel; what is finer than this nobody sees, and it would double the drawing's size


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular about the middle of ``box``, true to scale on its parallel.

    The box fits into ``width`` by ``height`` pixels, and what of the world lies beside it fills the rest.
    """

    box: Box
    width: float
    height: float

    @property
    def squeeze(self) -> float:
        """How long a degree of longitude is beside one of latitude, at the middle."""
        return max(cos(radians(self.box.middle[0])), 0.05)

    @property
    def scale(self) -> float:
        """Pixels a degree of latitude."""
        return min(self.width / (self.box.width * self.squeeze), self.height / self.box.height)

    def pixels(self, km: float) -> float:
        """How long ``km`` are drawn."""
        return km / KM_PER_DEGREE * self.scale

    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the whole drawing."""
        lat, lon = self.box.middle
        half_width, half_height = self.width / self.scale / self.squeeze / 2, self.height / self.scale / 2
        return lon - half_width, lat - half_height, lon + half_width, lat + half_height

    def at(self, lat: float, lon: float) -> tuple[float, float] | None:
        """The pixel of a place, round the globe where that brings it nearer; None where it is not shown."""
        middle_lat, middle_lon = self.box.middle
        away = (lon - middle_lon + 180) % 360 - 180
        x = self.width / 2 + away * self.squeeze * self.scale
        y = self.height / 2 - (lat - middle_lat) * self.scale
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None

    def to_pixels(self, path: Path, *, turn: float = 0.0) -> Path:
        """``path`` of (longitude, latitude), moved ``turn`` degrees to the east, as pixels."""
        lat, lon = self.box.middle
        scale = self.scale
        moved: Path = (path - (lon - turn, lat)) * (self.squeeze * scale, -scale)
        middle = (self.width / 2, self.height / 2)
        return moved + middle


def path_data(path: Path, *, is_closed: bool) -> str:
    """The ``d`` of a path through pixels, on a grid of half ones; empty where it comes down to a point."""
    grid = np.round(path * _GRID).astype(np.int64)
    steps = np.diff(grid, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < (2 if is_closed else 1):
        return ""
    numbers = " ".join(f"{_halves(x)} {_halves(y)}" for x, y in steps.tolist())
    x, y = grid[0].tolist()
    return f"M{_halves(x)} {_halves(y)}l{numbers.replace(' -', '-')}{'z' if is_closed else ''}"


@lru_cache(maxsize=8192)
def _halves(steps: int) -> str:
    return shown_number(steps / _GRID)
