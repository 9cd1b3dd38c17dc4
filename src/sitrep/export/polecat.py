"""A ledger comes in, and a tab-separated table with POLECAT's 40 columns goes out, a row an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from sitrep.export.account import Account, Accounts, Participant
from sitrep.export.cells import Cell, to_tsv
from sitrep.export.crosswalk import country_name, cow, table
from sitrep.export.scale import intensity, is_plover, quad_of
from sitrep.export.spot import Spot, spot_of

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["COLUMNS", "export"]


def _party_columns(role: Literal["Actor", "Recipient"]) -> tuple[str, ...]:
    return (
        *(f"{role} Name", f"{role} Country", f"{role} COW", f"Primary {role} Sector", f"{role} Sectors"),
        *(f"{role} Title", f"{role} Name Raw", f"Wikipedia {role} ID"),
    )


COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts"),
    *_party_columns("Actor"),
    *_party_columns("Recipient"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations"),
    *("Story Locations", "Language", "Version"),
)
_NONE = "None"  # how POLECAT writes an empty cell


def export(ledger: LedgerView, *, strict: bool = False) -> Exported:
    """Tab-separated text in POLECAT's columns; with ``strict`` only PLOVER's own sixteen types that happened.

    Lists are joined by ";", those of parties with a value each; an empty cell is the word ``None``.
    Countries are ISO 3166 alpha-3, ``COW`` is the Correlates of War's number, people and organisations
    are those that the event's first report names. POLECAT has no column for the words told: its raw
    names are the report's own, and ``Event ID`` leads to the rest in the ledger.
    """
    accounts = Accounts(ledger)
    kept = (a for a in accounts if not strict or (is_plover(a.event.type) and a.has_happened))
    rows = ({name: _filled(cell) for name, cell in _row(account).items()} for account in kept)
    return {"ledger.tsv": to_tsv(COLUMNS, rows)}


def _filled(cell: Cell) -> Cell:
    return _NONE if cell is None or cell == "" else cell


def _row(account: Account) -> dict[str, Cell]:
    event = account.event
    start = account.interval.start
    return {
        "Event ID": event.id,
        "Event Date": start.isoformat() if start else None,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Event Intensity": intensity(event.type, event.mode),
        "Quad Code": quad_of(event.type),
        "Contexts": ";".join(account.contexts),
        **_party("Actor", account.actors),
        **_party("Recipient", account.recipients),
        **_where(spot_of(account)),
        **_story(account),
    }


def _party(role: Literal["Actor", "Recipient"], side: Sequence[Participant]) -> dict[str, Cell]:
    cells = (
        _aligned([one.name for one in side]),
        _aligned([one.country for one in side]),
        _aligned([None if (code := cow(one.country)) is None else str(code) for one in side]),
        _aligned([one.sector for one in side]),
        _joined(sector for one in side for sector in one.sectors),
        _aligned([one.told.title if one.told else None for one in side]),
        _aligned([one.quote for one in side]),
        None,
    )
    return dict(zip(_party_columns(role), cells, strict=True))


def _aligned(values: Sequence[str | None]) -> str | None:
    """One value a party, so that the columns of a side can be split alike; None where none is known."""
    return ";".join(_within(value or _NONE) for value in values) if any(values) else None


def _joined(values: Iterable[str | None]) -> str:
    return ";".join(dict.fromkeys(_within(value) for value in values if value))


def _within(value: str) -> str:
    return " ".join(value.replace(";", ",").split())


def _where(spot: Spot | None) -> dict[str, Cell]:
    if spot is None:
        return dict.fromkeys(_PLACED)
    _, feature = table("places")["geonames"].get(spot.kind, (None, None))
    cells = (
        *(spot.name, spot.city, spot.admin2, spot.admin1, spot.country, spot.lat, spot.lon),
        *(spot.geonames_id, spot.quote, feature),
    )
    return dict(zip(_PLACED, cells, strict=True))


_PLACED = COLUMNS[COLUMNS.index("Placename") : COLUMNS.index("Source")]


def _story(account: Account) -> dict[str, Cell]:
    """What is told of the report that told the event first."""
    first = account.tellings[0] if account.tellings else None
    if first is None:
        return dict.fromkeys(COLUMNS[COLUMNS.index("Source") :])
    named = [a for a in first.record.actors if any(mention.form == "name" for mention in a.mentions)]
    return {
        "Source": first.report.publisher,
        "Publication Date": first.report.published and first.report.published[:10],
        "Story People": _joined(actor.name for actor in named if actor.kind == "person"),
        "Story Organizations": _joined(actor.name for actor in named if actor.kind == "organization"),
        "Story Locations": _joined(_located(place.name, place.country) for place in first.record.places),
        "Language": first.record.report.language,
        "Version": f"sitrep {first.record.reader.version}",
    }


def _located(name: str, country: str | None) -> str:
    there = country_name(country)
    return name if there in (None, name) else f"{name}, {there}"
