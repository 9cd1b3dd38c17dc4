"""The earliest and latest day of an event come in, and how exact they are and how to say so go out."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sitrep.views.wording import day_in_words

__all__ = ["Interval"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first to the last day, both included; None is an open or unknown side."""

    first: date | None
    last: date | None

    @classmethod
    def of(cls, earliest: str | None, latest: str | None) -> Interval:
        """The interval between two dates or date-times of ISO 8601."""
        return cls(_day(earliest), _day(latest))

    @property
    def days(self) -> int | None:
        """How many days it holds; None where a side is open."""
        if self.first is None or self.last is None:
            return None
        return max((self.last - self.first).days, 0) + 1

    @property
    def start(self) -> date | None:
        """The first day; the last where only that is known."""
        return self.first or self.last

    @property
    def end(self) -> date | None:
        """The last day; the first where only that is known."""
        return self.last or self.first

    @property
    def words(self) -> str:
        """The interval as people write it, doubt shown: "4 Aug 2020", "by 9 Aug 2020", "May 2021"."""
        match (self.first, self.last):
            case (None, None):
                return "undated"
            case (None, date() as last):
                return f"by {_said(last)}"
            case (date() as first, None):
                return f"from {_said(first)} on"
            case (date() as first, date() as last):
                return _period(first, last) or f"between {_said(first)} and {_said(last)}"
        raise AssertionError(self)

    @property
    def is_named(self) -> bool:
        """Whether it is one whole month or year, so that its end says nothing that its name does not."""
        return bool(self.first and self.last and self.first < self.last and _period(self.first, self.last))


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:  # a year with more or fewer than four digits
        return None


def _said(day: date) -> str:
    return day_in_words(day.isoformat())


def _period(first: date, last: date) -> str | None:
    """A day, month or year by its name; None where the two are the ends of none."""
    if first >= last:
        return _said(first)
    ends = (first.day, last.day) == (1, monthrange(last.year, last.month)[1])
    if not ends or first.year != last.year:
        return None
    if first.month == last.month:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return str(first.year) if (first.month, last.month) == (1, 12) else None
