"""Bars with uncertain days come in, and rows in which none lies on another go out, lane by lane."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

from sitrep.web.drawings.axes import Scale, day_of

__all__ = ["Bar", "Laid", "Lane", "days_of", "lanes_of"]

_MOST_ROWS = 8
_GAP = 4.0  # between two bars of a row
_NARROWEST = 4.0
_OPEN = 46.0  # how long a bar with an open side is drawn


@dataclass(frozen=True, slots=True)
class Bar:
    """One event of a timeline: ISO 8601 days, None where a side is open; undated where both are.

    ``lane`` is the name of the row of rows it belongs to, ``state`` becomes a class.
    """

    id: str
    label: str
    lane: str
    earliest: str | None
    latest: str | None
    href: str | None
    state: str
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """A bar with its pixels across, its row, and how far to its right nothing else lies in that row."""

    bar: Bar
    left: float
    right: float
    row: int
    free: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one lane; ``left_out`` counts those that found no row."""

    name: str
    laid: tuple[Laid, ...]
    undated: tuple[Bar, ...]
    left_out: int

    @property
    def rows(self) -> int:
        """How many rows its bars take."""
        return 1 + max((one.row for one in self.laid), default=0)


def days_of(bar: Bar) -> tuple[float | None, float | None]:
    """The first day of a bar and the day after its last, as ordinals; None where open."""
    first, last = (None if day is None else floor(day) for day in (day_of(bar.earliest), day_of(bar.latest)))
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
    return first, None if last is None else last + 1


def lanes_of(bars: Iterable[Bar], scale: Scale) -> tuple[Lane, ...]:
    """The lanes in the order in which their first bars come."""
    by_name: dict[str, list[Bar]] = {}
    for bar in bars:
        by_name.setdefault(bar.lane, []).append(bar)
    return tuple(_lane(name, members, scale) for name, members in by_name.items())


def _lane(name: str, bars: Sequence[Bar], scale: Scale) -> Lane:
    undated = tuple(bar for bar in bars if days_of(bar) == (None, None))
    placed = sorted(
        (_Placed(*span, bar) for bar in bars if (span := _span(bar, scale)) is not None),
        key=lambda one: (one.left, one.right, one.bar.id),
    )
    rows: list[list[_Placed]] = []
    crowded = [one for one in placed if not _found_row(one, rows)]
    # What was chosen is always shown, in the place of whatever stands there.
    for chosen in (one for one in crowded if one.bar.is_selected):
        rows[-1] = [*(other for other in rows[-1] if not chosen.touches(other)), chosen]
    laid = tuple(laid for number, row in enumerate(rows) for laid in _laid(row, number, scale.end))
    return Lane(name, laid, undated, len(placed) - len(laid))


class _Placed(NamedTuple):
    left: float
    right: float
    bar: Bar

    def touches(self, other: _Placed) -> bool:
        return self.left < other.right + _GAP and other.left < self.right + _GAP


def _span(bar: Bar, scale: Scale) -> tuple[float, float] | None:
    """The pixels of a bar; None where it is undated or outside the days shown."""
    first, after = days_of(bar)
    if (first is None and after is None) or not _is_shown(first, after, scale):
        return None
    if after is None:
        left = scale.at(first or 0)
        right = left + _OPEN
    else:
        right = scale.at(after)
        left = right - _OPEN if first is None else scale.at(first)
    left = min(max(left, scale.start), scale.end - _NARROWEST)
    return left, min(max(right, left + _NARROWEST), scale.end)


def _is_shown(first: float | None, after: float | None, scale: Scale) -> bool:
    return (first is None or first <= scale.last) and (after is None or after > scale.first)


def _found_row(one: _Placed, rows: list[list[_Placed]]) -> bool:
    """Whether there is a row for a bar that is not to the left of those before it; it is put there."""
    for row in rows:
        if not one.touches(row[-1]):
            row.append(one)
            return True
    if len(rows) < _MOST_ROWS:
        rows.append([one])
        return True
    return False


def _laid(row: Iterable[_Placed], number: int, end: float) -> Iterator[Laid]:
    ordered = sorted(row, key=lambda one: one.left)
    starts = [*(one.left for one in ordered[1:]), end]
    for one, after in zip(ordered, starts, strict=True):
        yield Laid(one.bar, one.left, one.right, number, max(after - one.right, 0.0))
