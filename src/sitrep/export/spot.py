"""An event's account comes in, and where it was, down to the district and how exactly, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.export.crosswalk import table

if TYPE_CHECKING:
    from sitrep.export.account import Account
    from sitrep.gazetteer import Toponym
    from sitrep.ledger.state import PlaceRow
    from sitrep.record import Place

__all__ = ["Spot", "spot_of"]

_NEAR = 0.001  # degrees within which two points of one name are one place
_TOWNS = ("point", "city")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event was: the ledger's place with what its record and the gazetteer add.

    ``country`` is ISO 3166 alpha-3, ``lat`` and ``lon`` degrees of WGS 84, ``precision`` the record's,
    ``quote`` the words of the report, ``kind`` the gazetteer's. None is unknown.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    admin1: str | None = None
    admin2: str | None = None
    geonames_id: int | None = None
    precision: str | None = None
    quote: str | None = None
    kind: str | None = None

    @property
    def city(self) -> str | None:
        """Its name, where it is a town or lies in one."""
        return self.name if self.precision in _TOWNS else None

    def rank(self, scheme: str) -> int | None:
        """Its precision in the numbers of ``scheme`` (``acled``, ``ucdp``, ``plover``)."""
        rank: int | None = table("places")[scheme].get(self.precision)
        return rank


def spot_of(account: Account) -> Spot | None:
    """Where the event was; None where no place is told."""
    row, told = account.place, account.told_place
    if row is None:
        return None
    toponym = _toponym(row, told)
    kind = toponym.kind if toponym else None
    precision = told.precision if told else table("places")["precision"].get(kind)
    return Spot(
        row.name,
        row.country,
        row.lat,
        row.lon,
        told.admin1 if told else toponym.admin1 if toponym else None,
        toponym.admin2 if toponym else None,
        told.geonames_id if told else toponym.geonames_id if toponym else None,
        precision,
        told.quote if told else None,
        kind,
    )


def _toponym(row: PlaceRow, told: Place | None) -> Toponym | None:
    """The gazetteer's entry of the very place; None where it has none."""
    from sitrep.gazetteer import open_gazetteer  # a ledger without places need not open it

    if row.lat is None or row.lon is None:
        return None
    for found in open_gazetteer().lookup(row.name):
        if told and told.geonames_id and found.geonames_id and found.geonames_id != told.geonames_id:
            continue
        if abs(found.lat - row.lat) < _NEAR and abs(found.lon - row.lon) < _NEAR:
            return found
    return None
