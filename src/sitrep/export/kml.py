"""A ledger comes in, and KML with a placemark an event goes out."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

import fastkml
from fastkml import Data, ExtendedData
from fastkml.times import KmlDateTime, TimeSpan
from pygeoif.geometry import Point

from sitrep.export.account import Account, Accounts
from sitrep.export.cells import printable
from sitrep.export.quoting import to_html
from sitrep.export.spot import Spot, spot_of
from sitrep.export.toll import tolls
from sitrep.views.wording import span_in_words

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export"]


def export(ledger: LedgerView) -> Exported:
    """KML 2.2 (OGC): name, words with their reports, time span, point and further data of each event.

    An event without a place is a placemark without a point. Controls that XML cannot hold are U+FFFD.
    """
    document = fastkml.Document(name="sitrep", features=[_placemark(a) for a in Accounts(ledger)])
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    text = fastkml.KML(features=[document]).to_string(prettyprint=True)
    return {"ledger.kml": head + text.strip() + "\n"}


def _placemark(account: Account) -> fastkml.Placemark:
    spot = spot_of(account)
    data = [Data(name=name, value=printable(value)) for name, value in _data(account, spot) if value]
    return fastkml.Placemark(
        id=account.event.id,
        name=printable(account.label),
        description=_description(account),
        times=_times(account),
        extended_data=ExtendedData(elements=data),
        geometry=_point(spot),
    )


def _description(account: Account) -> str:
    """HTML, which is what map programs show of it."""
    when = escape(account.interval.words)
    return printable(f"<p>{when}</p>{to_html(account)}")


def _times(account: Account) -> TimeSpan | None:
    interval = account.interval
    if interval.start is None:
        return None
    begin, end = interval.first, interval.last
    return TimeSpan(begin=KmlDateTime(begin) if begin else None, end=KmlDateTime(end) if end else None)


def _point(spot: Spot | None) -> Point | None:
    return Point(spot.lon, spot.lat) if spot and spot.lat is not None and spot.lon is not None else None


def _data(account: Account, spot: Spot | None) -> Iterator[tuple[str, str | None]]:
    event = account.event
    yield "type", event.type
    yield "mode", event.mode
    yield "actors", "; ".join(event.actors)
    yield "recipients", "; ".join(event.recipients)
    yield "reality", event.reality
    yield "status", event.status
    yield "reports", str(len(event.reports))
    yield "independent", str(event.independent)
    yield "disputed", str(event.disputed).lower()
    yield "place", spot.name if spot else None
    yield "country", spot.country if spot else None
    yield "precision", spot.precision if spot else None
    for measure, toll in tolls(account.series).items():
        yield measure, span_in_words(toll.low, toll.high)
        yield f"{measure}_best", str(toll.best) if toll.best is not None else None
