"""Dates as told and the day of publication come in, and the days an event may have been on go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

__all__ = ["Days", "days_told", "hour_of", "moment", "ordinal"]

_UNDATED = "9999-12-31"
_BEFORE_PUBLICATION = 4  # an undated event is held to lie this many days before publication, or on the day
_NARROW = 7  # days; a longer interval ("this year") is weak evidence of the same time


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``first`` to ``last``, both included, as proleptic ordinals.

    ``stated`` is whether the report gives so narrow a time; else the days are an assumption or
    an interval too wide to tell one event from another.
    """

    first: int
    last: int
    stated: bool

    def overlaps(self, other: Days) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


def days_told(earliest: str | None, latest: str | None, published: str | None) -> Days | None:
    """The days of an event told as from ``earliest`` to ``latest`` (ISO 8601) in a report of ``published``.

    An open side is closed by the day of publication; where nothing is told, the days just before
    publication are assumed; None where that is unknown too.
    """
    first, last, told_on = ordinal(earliest), ordinal(latest), ordinal(published)
    if first is None and last is None:
        return None if told_on is None else Days(told_on - _BEFORE_PUBLICATION, told_on, False)
    if first is None or last is None:
        known = first if first is not None else last
        assert known is not None
        ends = sorted((known, told_on if told_on is not None else known))
        return Days(ends[0], ends[1], False)
    first, last = min(first, last), max(first, last)
    return Days(first, last, last - first <= _NARROW)


def ordinal(day: str | None) -> int | None:
    """The day of an ISO 8601 date or date-time as a proleptic ordinal; None where there is none."""
    if day is None:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def moment(published: str | None) -> str:
    """A key that sorts publications by time: dates as they are, zoned times in UTC, undated ones last."""
    if published is None:
        return _UNDATED
    try:
        at = datetime.fromisoformat(published)
    except ValueError:
        return published
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() if at.tzinfo else published


def hour_of(earliest: str | None, latest: str | None) -> float | None:
    """The hour of the day, with its minutes as a fraction, of an event told to within an hour; else None."""
    if earliest is None or latest is None or len(earliest) < 16 or len(latest) < 16:
        return None
    try:
        first, last = datetime.fromisoformat(earliest), datetime.fromisoformat(latest)
    except ValueError:
        return None
    if (first.tzinfo is None) != (last.tzinfo is None) or (last - first).total_seconds() > 3600:
        return None
    return first.hour + first.minute / 60
