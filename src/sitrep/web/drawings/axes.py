"""The ends of what is to be drawn come in, and scales with round numbers and dates to mark go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, isfinite, log10

from sitrep.web.drawings.svg import element, text_width, words

__all__ = ["Scale", "Tick", "date_axis", "date_ticks", "day_of", "number_axis", "number_ticks", "widened"]

_SMALL = 11  # the size of an axis' words, in pixels
_GAP = 10.0  # between two words of a date axis
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
_TIME = re.compile(r"T(\d\d)(?::?(\d\d))?")


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values ``first`` to ``last`` to pixels ``start`` to ``end``."""

    first: float
    last: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of ``value``; what lies beyond the ends is drawn at the ends."""
        if self.first == self.last:
            return (self.start + self.end) / 2
        share = (value - self.first) / (self.last - self.first)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Tick:
    """A marked value with its words; ``text_at`` is the pixel of the middle of these."""

    value: float
    label: str
    text_at: float = 0.0


def day_of(iso: str | None) -> float | None:
    """An ISO 8601 date or date-time as a proleptic ordinal, the hour as its fraction; None where none is."""
    if not iso:
        return None
    try:
        day = date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return None
    time = _TIME.match(iso, 10)
    minutes = int(time[1]) * 60 + int(time[2] or 0) if time else 0
    return day + min(minutes / 1440, 0.999)


def widened(first: float, last: float, *, share: float = 0.0, least: float = 2.0) -> tuple[float, float]:
    """``first`` to ``last`` with ``share`` of their span added on both sides, ``least`` wide at least."""
    more = max((last - first) * share, (least - (last - first)) / 2, 0.0)
    return max(first - more, _FIRST_DAY), min(last + more, _LAST_DAY)


# -- numbers ----------------------------------------------------------------------------------------


def number_ticks(values: Sequence[float], *, most: int = 5) -> tuple[Tick, ...]:
    """Round numbers that enclose all ``values``, from zero unless that leaves them under a quarter.

    >>> [tick.label for tick in number_ticks([154, 220])]
    ['0', '50', '100', '150', '200', '250']
    """
    low, high = _ends(values)
    step = _round_step((high - low) / max(most, 1))
    if all(float(value).is_integer() for value in values):
        step = max(step, 1.0)
    first, last = floor(low / step), ceil(high / step)
    return tuple(Tick(n * step, _number_label(n * step, step, high)) for n in range(first, last + 1))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    known = [value for value in values if isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    if low >= 0 and ((high - low) * 4 >= high or low == high):
        low = 0.0
    elif high <= 0 and ((high - low) * 4 >= -low or low == high):
        high = 0.0
    # Too narrow a span beside its numbers would have ticks that nobody can tell apart.
    least = max(abs(low), abs(high)) * 1e-3 or 1.0
    return low, max(high, low + least)


def _round_step(raw: float) -> float:
    power: float = 10.0 ** floor(log10(raw))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)


def _number_label(value: float, step: float, high: float) -> str:
    if step >= 1e15 or step < 1e-6:
        return f"{value:.6g}"
    for size, letter in ((1e12, "tn"), (1e9, "bn"), (1e6, "M")):
        if high >= size and step >= size / 10:
            return f"{value / size:,.1f}".removesuffix(".0") + letter if value else "0"
    decimals = max(0, -floor(log10(step)))
    return f"{value:,.{decimals}f}" if round(value, decimals) else "0"


def number_axis(ticks: Sequence[Tick], scale: Scale, *, left: float, right: float) -> str:
    """Lines across from ``left`` to ``right`` with the numbers before them."""
    lines = []
    for tick in ticks:
        y = scale.at(tick.value)
        lines.append(element("line", class_="grid", x1=left, x2=right, y1=y, y2=y))
        lines.append(
            element(
                "text", tick.label, class_="tick", x=left - 6, y=y + 4, text_anchor="end", font_size=_SMALL
            )
        )
    return element("g", *lines, class_="axis numbers")


# -- dates ------------------------------------------------------------------------------------------

#: A day is marked or not by its step, and ``days`` is about how many lie between two marks.
_STEPS: tuple[tuple[str, int, float], ...] = (
    ("day", 1, 1),
    ("day", 2, 2),
    ("week", 1, 7),
    ("month", 1, 30),
    ("month", 3, 91),
    ("month", 6, 182),
    *(("year", n, n * 365.0) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
_NARROWEST_LABEL = 22.0


def date_ticks(scale: Scale) -> tuple[Tick, ...]:
    """The days, months or years to mark on ``scale``, as many as fit with no two labels touching."""
    span, room = scale.last - scale.first, scale.end - scale.start
    for unit, every, days in _STEPS:
        if span / days * _NARROWEST_LABEL <= room:
            placed = _placed(_marked(unit, every, scale), unit, scale)
            if placed and _is_apart(placed) and text_width(placed[0].label, size=_SMALL) <= room:
                return placed
    middle = date.fromordinal(round((scale.first + scale.last) / 2))
    label = _date_label(middle, "day", None)
    fits = text_width(label, size=_SMALL) <= room
    return (Tick(middle.toordinal(), label, _kept_inside(middle.toordinal(), label, scale)),) if fits else ()


def _marked(unit: str, every: int, scale: Scale) -> Iterator[date]:
    first, last = ceil(scale.first), floor(scale.last)
    if unit in ("day", "week"):
        step, phase = (7, 1) if unit == "week" else (every, 0)  # ordinal 1 was a Monday
        yield from map(date.fromordinal, range(first + (phase - first) % step, last + 1, step))
        return
    months = every if unit == "month" else 12 * every
    begin, end = date.fromordinal(first), date.fromordinal(last)
    index = ceil((begin.year * 12 + begin.month - 1) / months) * months
    for month in range(index, end.year * 12 + end.month, months):
        day = date(month // 12, month % 12 + 1, 1) if 12 <= month < 120_000 else None
        if day and first <= day.toordinal() <= last:
            yield day


def _placed(days: Iterator[date], unit: str, scale: Scale) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    before: date | None = None
    for day in days:
        label = _date_label(day, unit, before)
        ticks.append(Tick(day.toordinal(), label, _kept_inside(day.toordinal(), label, scale)))
        before = day
    return tuple(ticks)


def _date_label(day: date, unit: str, before: date | None) -> str:
    """A day or month, the year said only where it is a new one."""
    if unit == "year":
        return str(day.year)
    year = "" if before and before.year == day.year else f" {day.year}"
    return f"{day:%b}{year}" if unit == "month" else f"{day.day} {day:%b}{year}"


def _kept_inside(value: float, label: str, scale: Scale) -> float:
    half = text_width(label, size=_SMALL) / 2
    return min(max(scale.at(value), scale.start + half), max(scale.end - half, scale.start + half))


def _is_apart(ticks: Sequence[Tick]) -> bool:
    half = [text_width(tick.label, size=_SMALL) / 2 for tick in ticks]
    ends = zip(ticks, half, ticks[1:], half[1:], strict=False)
    return all(one.text_at + a + _GAP <= other.text_at - b for one, a, other, b in ends)


def date_axis(scale: Scale, *, top: float, bottom: float) -> str:
    """A line at ``bottom`` with dates under it, and fine lines up to ``top``; wants 20 pixels below."""
    parts = [element("line", class_="base", x1=scale.start, x2=scale.end, y1=bottom, y2=bottom)]
    for tick in date_ticks(scale):
        x = scale.at(tick.value)
        parts.append(element("line", class_="grid", x1=x, x2=x, y1=top, y2=bottom + 4))
        parts.append(
            element(
                "text",
                words(tick.label),
                class_="tick",
                x=tick.text_at,
                y=bottom + 16,
                text_anchor="middle",
                font_size=_SMALL,
            )
        )
    return element("g", *parts, class_="axis dates")
