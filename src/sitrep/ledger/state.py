"""What a ledger holds once its entries are folded: reports, events, series, statements and actors.

The dataclasses are the ledger's view of the contract (``sitrep.ledger/1``), field for field, so that
encoding a :class:`State` is the ``json`` export.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ActorRow",
    "Appearance",
    "Conflict",
    "EventRow",
    "Item",
    "PlaceRow",
    "Relation",
    "ReportRow",
    "Series",
    "State",
    "StatementRow",
    "Status",
    "Version",
]

STATE_SCHEMA = "sitrep.ledger/1"
Relation = Literal["first", "repeats", "revises", "disputes", "refines"]
Status = Literal["to_review", "accepted", "corrected", "rejected"]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A filed report. ``reprint_of`` and ``version_of`` hold ids of other reports, or None."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    reprint_of: str | None
    version_of: str | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where an event of the ledger is: country as ISO 3166 alpha-3, degrees of WGS 84."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Item:
    """One report's telling of an event: ``event`` is the id in that report's record."""

    report: str
    event: str
    quote: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event, however many reports tell of it; its id is that of its earliest item.

    ``reports`` lists every report that tells of it, reprints too; ``independent`` counts those
    that are not reprints. ``series`` holds ids of figure series.
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: PlaceRow | None
    earliest: str | None
    latest: str | None
    reality: str
    reports: tuple[str, ...]
    independent: int
    items: tuple[Item, ...]
    disputed: bool
    status: Status
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One report's number in a series, and how it stands to those before it."""

    report: str
    figure: str
    published: str | None
    speaker: str | None
    low: int | float | None
    high: int | float | None
    bound: str
    quote: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Series:
    """One measure of one counted group at one event, through all its versions.

    ``low`` and ``high`` span the speakers' latest versions; ``best`` is None while disputed,
    else the latest narrowest.
    """

    id: str
    event: str | None
    measure: str
    counted: str | None
    unit: str | None
    part_of: str | None
    low: int | float | None
    best: int | float | None
    high: int | float | None
    disputed: bool
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a statement stands: ``statement`` is the id in that report's record."""

    report: str
    statement: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with each of its appearances."""

    id: str
    speaker: str | None
    content: str
    appearances: tuple[Appearance, ...]
    replies_to: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor with every name it goes by."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Judgements that cannot all hold, shown and never settled in silence."""

    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything a ledger knows at one moment; lists are sorted by first date, then id."""

    schema: str
    reports: tuple[ReportRow, ...]
    events: tuple[EventRow, ...]
    series: tuple[Series, ...]
    statements: tuple[StatementRow, ...]
    actors: tuple[ActorRow, ...]
    conflicts: tuple[Conflict, ...]
