"""A ledger comes in, and GeoJSON with a feature an event goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitrep.export.account import Account, Accounts
from sitrep.export.citing import address
from sitrep.export.crosswalk import country_name
from sitrep.export.spot import Spot, spot_of
from sitrep.export.toll import tolls
from sitrep.record.codec import encode

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export"]


def export(ledger: LedgerView) -> Exported:
    """A FeatureCollection of RFC 7946: points as longitude and latitude, WGS 84; null where no place is told.

    Properties are flat, so that map programs make a column of each: lists are joined by "; ",
    figures stand as ``killed_low``, ``killed_best``, ``killed_high`` and so on, where they are told.
    ``precision`` says whether the point stands for a town, a district, a region or a whole country.
    """
    features = [_feature(account) for account in Accounts(ledger)]
    return {"ledger.geojson": encode({"type": "FeatureCollection", "features": features}) + "\n"}


def _feature(account: Account) -> dict[str, Any]:
    spot = spot_of(account)
    properties = {**_told(account), **_where(spot), **_figures(account), **_words(account)}
    return {
        "type": "Feature",
        "id": account.event.id,
        "geometry": _point(spot),
        "properties": properties,
    }


def _point(spot: Spot | None) -> dict[str, Any] | None:
    if spot is None or spot.lat is None or spot.lon is None:
        return None
    return {"type": "Point", "coordinates": [spot.lon, spot.lat]}


def _told(account: Account) -> dict[str, Any]:
    event = account.event
    return {
        "label": account.label,
        "type": event.type,
        "mode": event.mode,
        "actors": "; ".join(event.actors),
        "recipients": "; ".join(event.recipients),
        "earliest": event.earliest,
        "latest": event.latest,
        "reality": event.reality,
        "claimed_by": "; ".join(account.claimed_by),
        "reports": len(event.reports),
        "independent": event.independent,
        "disputed": event.disputed,
        "status": event.status,
    }


def _where(spot: Spot | None) -> dict[str, Any]:
    return {
        "place": spot.name if spot else None,
        "admin1": spot.admin1 if spot else None,
        "country": country_name(spot.country) if spot else None,
        "country_code": spot.country if spot else None,
        "precision": spot.precision if spot else None,
    }


def _figures(account: Account) -> dict[str, float | None]:
    cells: dict[str, float | None] = {}
    for measure, toll in tolls(account.series).items():
        cells |= {f"{measure}_low": toll.low, f"{measure}_best": toll.best, f"{measure}_high": toll.high}
    return cells


def _words(account: Account) -> dict[str, Any]:
    """The words of the telling that came first, and where to read them."""
    first = account.tellings[0] if account.tellings else None
    return {
        "quote": first.event.sentence.quote if first else None,
        "link": address(first.report) if first else None,
        "publisher": first.report.publisher if first else None,
        "published": first.report.published if first else None,
    }
