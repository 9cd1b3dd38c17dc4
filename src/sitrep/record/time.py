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
    both included, as wide as the words allow and no wider; None is an open or unknown side. Where
    a weekday contradicts its date ("Monday, 5 May" that was a Tuesday), ``value`` is the date and the
    bounds hold both days.
    """

    id: str
    type: TimeType
    value: str
    earliest: str | None
    latest: str | None

    @property
    def is_doubted(self) -> bool:
        """Whether it names one day by its date and another by its weekday."""
        is_day = self.type == "DATE" and len(self.value) == 10
        ends = {self.earliest, self.latest}
        return is_day and None not in ends and len(ends) == 2 and self.value in ends
