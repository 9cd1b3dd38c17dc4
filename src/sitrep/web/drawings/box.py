"""Points on the globe come in, and the box of degrees that a map shows goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

__all__ = ["KM_PER_DEGREE", "WORLD_BOX", "Box"]

KM_PER_DEGREE = 111.195
_SMALLEST = 0.02  # degrees; nearer than this no boundary is worth drawing
_PADDING = 0.18


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees of WGS 84, ``west`` from -180 to below 180.

    ``east`` is greater than ``west``; it is beyond 180 where the box lies on both sides of the 180th
    meridian.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """Degrees from west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Degrees from south to north."""
        return self.north - self.south

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of the middle."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]], *, least_km: float = 60) -> Box:
        """The box round ``points`` (latitude, longitude), padded; the inhabited world where there are none.

        It leaves out the widest stretch of longitude that has no point, so that Fiji and Samoa are near
        each other. It is at least ``least_km`` high and wide.
        """
        known = list(points)
        if not known:
            return WORLD_BOX
        west, east = _narrowest([lon for _, lon in known])
        south, north = min(lat for lat, _ in known), max(lat for lat, _ in known)
        middle = (south + north) / 2
        least = least_km / KM_PER_DEGREE
        height = max((north - south) * (1 + 2 * _PADDING), least)
        width = max((east - west) * (1 + 2 * _PADDING), least / max(cos(radians(middle)), 0.1))
        return _clamped(middle, (west + east) / 2, height, width)

    def zoomed(self, factor: float) -> Box:
        """The box about the same middle, seen ``factor`` times nearer; farther where that is below one."""
        return _clamped(*self.middle, self.height / factor, self.width / factor)

    def moved(self, dx: float, dy: float) -> Box:
        """The box moved by ``dx`` of its width to the east and ``dy`` of its height to the north."""
        lat, lon = self.middle
        return _clamped(lat + dy * self.height, lon + dx * self.width, self.height, self.width)


def _narrowest(longitudes: list[float]) -> tuple[float, float]:
    """West and east of the shortest stretch that holds all; east may be beyond 180."""
    ordered = sorted({(lon + 180) % 360 - 180 for lon in longitudes})
    gaps = [after - before for before, after in pairwise([*ordered, ordered[0] + 360])]
    widest = gaps.index(max(gaps))
    if widest == len(ordered) - 1:
        return ordered[0], ordered[-1]
    return ordered[widest + 1], ordered[widest] + 360


def _clamped(lat: float, lon: float, height: float, width: float) -> Box:
    """A box within the world: no pole is crossed, and no place shown twice."""
    height, width = (min(max(size, _SMALLEST), most) for size, most in ((height, 180.0), (width, 360.0)))
    lat = min(max(lat, -90 + height / 2), 90 - height / 2)
    west = (lon - width / 2 + 180) % 360 - 180
    return Box(west, lat - height / 2, west + width, lat + height / 2)


#: All land that people live on.
WORLD_BOX = Box(-180.0, -58.0, 180.0, 80.0)
