"""A number in a report comes in, and how many of what, with bounds and speaker, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitrep.record.actor import Party
from sitrep.record.span import Span

__all__ = ["MEASURES", "Bound", "Figure", "Measure"]

Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between"]
Measure = Literal[
    "killed",
    "injured",
    "hospitalized",
    "intensive_care",
    "missing",
    "detained",
    "arrested",
    "convicted",
    "abducted",
    "displaced",
    "evacuated",
    "rescued",
    "deployed",
    "participants",
    "infected",
    "tested",
    "destroyed",
    "damaged",
    "price",
    "money",
    "area",
    "distance",
    "share",
    "magnitude",
    "duration",
    "other",
]
MEASURES: frozenset[str] = frozenset(Measure.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Figure(Span):
    """A count or quantity.

    ``low`` and ``high`` are the numbers as given, None where open: "at least 12" is 12 to None,
    "almost 400" None to 400, "about 2,000" 2000 to 2000. Money is in full units of currency
    (``unit`` an ISO 4217 code), shares in per cent, areas, distances and durations in the unit
    named. ``counted`` are the words that say what is counted. ``part_of`` and ``changed_from``
    hold ids of figures, ``event``, ``place``, ``time`` and ``said_in`` ids of the same record.
    """

    id: str
    measure: Measure
    low: int | float | None
    high: int | float | None
    bound: Bound
    unit: str | None
    counted: Span | None
    part_of: str | None
    changed_from: str | None
    event: str | None
    place: str | None
    time: str | None
    said_in: str | None
    speaker: Party | None
