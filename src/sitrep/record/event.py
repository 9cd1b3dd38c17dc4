"""The words that tell of an event come in, and what happened between whom goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitrep.record.actor import Party
from sitrep.record.span import Span

__all__ = ["Event", "Reality"]

Reality = Literal["happened", "ongoing", "planned", "possible", "denied"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a codebook type.

    ``quad`` is PLOVER's 1 to 4, None for DISASTER and ACCIDENT. Actors do, recipients undergo.
    ``place``, ``time`` and ``said_in`` hold ids of a place, a time and a statement of the same
    record; ``earliest`` and ``latest`` are ISO 8601, both included. ``confidence`` is 0 to 1.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: int | None
    trigger: Span
    sentence: Span
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    time: str | None
    earliest: str | None
    latest: str | None
    reality: Reality
    said_in: str | None
    confidence: float
