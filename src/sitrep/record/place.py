"""A place name in a report comes in, and what it stands for on the map goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitrep.record.span import Span

__all__ = ["Place", "Precision"]

Precision = Literal["point", "city", "district", "region", "country"]


@dataclass(frozen=True, slots=True)
class Place(Span):
    """One mention of a place where something is or happens.

    ``country`` is ISO 3166 alpha-3, ``admin1`` the name of the first-order division, ``lat`` and
    ``lon`` decimal degrees (WGS 84), ``geonames_id`` an id of GeoNames. A place that the
    gazetteer does not hold keeps its words, with None for what is not known.
    """

    id: str
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    precision: Precision
