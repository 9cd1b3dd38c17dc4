"""A time expression comes in, and its TIMEX3 value with the interval it allows goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitrep.record.span import Span

__all__ = ["Time", "TimeType"]

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Time(Span):
    """One time expression.

    ``value`` is TIMEX3's. ``earliest`` and ``latest`` are ISO 8601 dates or local date-times,
    both included, as wide as the words allow and no wider; None is an open or unknown side.
    """

    id: str
    type: TimeType
    value: str
    earliest: str | None
    latest: str | None
