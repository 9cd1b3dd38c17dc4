"""Two places come in, and how they stand to each other on the map goes out."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Literal

from sitrep.merge.wording import name_key
from sitrep.record import Place

__all__ = ["Standing", "distance_km", "place_key", "standing"]

Standing = Literal[
    "same place", "same region", "same country", "nearby place", "place inside", "apart", "unknown"
]
_EARTH_KM = 6371.0
_SAME: dict[str, Standing] = {"country": "same country", "region": "same region"}


def standing(a: Place | None, b: Place | None, *, near_km: float) -> Standing:
    """How ``a`` stands to ``b``: the same, near, one inside the other, apart, or unknown."""
    if a is None or b is None:
        return "unknown"
    if place_key(a) == place_key(b):
        return _SAME.get(a.precision, "same place")
    if a.country and b.country and a.country != b.country:
        return "apart"
    if "country" in (a.precision, b.precision):
        return "same country" if a.country and a.country == b.country else "unknown"
    if "region" in (a.precision, b.precision):
        return _regions(a, b)
    return _towns(a, b, near_km)


def place_key(place: Place) -> tuple[str, str | None]:
    """What two mentions of one place have in common: the GeoNames id, else name and country."""
    if place.geonames_id is not None:
        return (str(place.geonames_id), None)
    return (name_key(place.name), place.country)


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance in kilometres; None where a place has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, east = radians(b.lat - a.lat), radians(b.lon - a.lon)
    chord = sin(north / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, chord)))


def _regions(a: Place, b: Place) -> Standing:
    known_a, known_b = _region_of(a), _region_of(b)
    if known_a is None or known_b is None:
        return "unknown"
    if known_a != known_b:
        return "apart"
    return "same region" if a.precision == b.precision else "place inside"


def _region_of(place: Place) -> str | None:
    name = place.admin1 or (place.name if place.precision == "region" else None)
    return name_key(name) if name else None


def _towns(a: Place, b: Place, near_km: float) -> Standing:
    if name_key(a.name) == name_key(b.name) and (a.country is None or b.country is None):
        return "same place"
    km = distance_km(a, b)
    if km is None:
        return "unknown"
    return "nearby place" if km <= near_km else "apart"
