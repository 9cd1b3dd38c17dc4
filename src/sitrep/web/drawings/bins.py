"""Days by the million come in, and a histogram of how many things were on them goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from sitrep.views.wording import day_in_words, plural
from sitrep.web.drawings.axes import Scale, date_axis, day_of, number_axis, number_ticks
from sitrep.web.drawings.svg import anchor, drawing, element, text_width

__all__ = ["Bin", "Unit", "bins_for", "draw_bins"]

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]
_UNITS: tuple[Unit, ...] = get_args(Unit)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
_TOP, _BOTTOM = 14.0, 26.0


@dataclass(frozen=True, slots=True)
class Bin:
    """How many things were from the day ``first`` to ``last``, both ISO 8601 and both included."""

    first: str
    last: str
    count: int
    href: str | None = None


def bins_for(
    days: npt.NDArray[np.integer],
    *,
    unit: Unit | None = None,
    most: int = 120,
    link: Callable[[str, str], str | None] | None = None,
) -> tuple[Bin, ...]:
    """``days``, proleptic ordinals in any order, counted by ``unit``; empty bins between them are told too.

    Without ``unit`` it is the shortest that needs no more than ``most`` bins. Weeks begin on Monday.
    ``link`` says where the bin from one ISO date to another leads. Of a million days it takes some
    milliseconds.
    """
    if days.size == 0:
        return ()
    first, last = int(days.min()), int(days.max())
    edges = _edges(first, last, unit) if unit else _fitting_edges(first, last, most)
    by_day = np.bincount(days - first, minlength=last - first + 1)
    starts = np.maximum(np.array(edges[:-1]) - first, 0)
    counts = np.add.reduceat(by_day, starts).tolist()
    return tuple(_bin(*ends, link) for ends in zip(edges[:-1], edges[1:], counts, strict=True))


def _fitting_edges(first: int, last: int, most: int) -> list[int]:
    for unit in _UNITS[:-1]:
        if (last - first) / _length(unit) <= most:  # else not worth the counting
            edges = _edges(first, last, unit)
            if len(edges) - 1 <= most:
                return edges
    return _edges(first, last, _UNITS[-1])


def _length(unit: Unit) -> float:
    return {"day": 1.0, "week": 7.0}.get(unit) or _MONTHS[unit] * 30.4


def _edges(first: int, last: int, unit: Unit) -> list[int]:
    """The first day of each bin from that of ``first`` to that of ``last``, and the day after all."""
    if unit == "day":
        return list(range(first, last + 2))
    if unit == "week":
        begin = first - (first - 1) % 7  # ordinal 1 was a Monday
        return list(range(begin, last + 8, 7))
    return list(_month_edges(date.fromordinal(first), date.fromordinal(last), _MONTHS[unit]))


def _month_edges(first: date, last: date, months: int) -> Iterator[int]:
    begin = (first.year * 12 + first.month - 1) // months * months
    end = last.year * 12 + last.month - 1
    for month in range(begin, end + months + 1, months):
        yield _first_of(month)
        if month > end:
            return


def _first_of(month: int) -> int:
    """The first day of a month counted from the year 0, kept within what a calendar holds."""
    if month < 12:
        return _FIRST_DAY
    return _LAST_DAY + 1 if month >= 120_000 else date(month // 12, month % 12 + 1, 1).toordinal()


def _bin(begin: int, after: int, count: int, link: Callable[[str, str], str | None] | None) -> Bin:
    first = date.fromordinal(max(begin, _FIRST_DAY)).isoformat()
    last = date.fromordinal(min(after - 1, _LAST_DAY)).isoformat()
    return Bin(first, last, count, link(first, last) if link else None)


def draw_bins(bins: Sequence[Bin], *, width: float = 900, height: float = 180, undated: int = 0) -> str:
    """``bins`` in the order of their days as a histogram, as SVG; how many are ``undated`` is said."""
    ticks = number_ticks([0, *(one.count for one in bins)], most=max(int((height - 40) / 36), 1))
    bottom = max(height - _BOTTOM, _TOP + 1)
    y = Scale(ticks[0].value, ticks[-1].value, bottom, _TOP)
    left = max(text_width(tick.label, size=11) for tick in ticks) + 10
    x = _days(bins, left, max(width - 10, left + 1))
    parts = (
        number_axis(ticks, y, left=left, right=x.end),
        *(_drawn(one, x, y) for one in bins if one.count),
        date_axis(x, top=bottom, bottom=bottom) if bins else "",
        _undated(undated, width) if undated else "",
    )
    return drawing(
        *parts,
        kind="bins",
        width=width,
        height=height,
        title=f"Events over time, {sum(one.count for one in bins):,} in {plural(len(bins), 'bin')}",
        description=_description(bins, undated),
    )


def _days(bins: Sequence[Bin], left: float, right: float) -> Scale:
    first = day_of(bins[0].first) if bins else None
    last = day_of(bins[-1].last) if bins else None
    if first is None or last is None:
        return Scale(0, 0, left, right)
    return Scale(first, min(last + 1, _LAST_DAY), left, right)


def _drawn(one: Bin, x: Scale, y: Scale) -> str:
    """A bar at least a pixel high, in a column as high as all, so that few are as easy to meet as many."""
    begin, end = x.at(day_of(one.first) or 0.0), x.at((day_of(one.last) or 0.0) + 1)
    gap = 1.0 if end - begin > 4 else 0.0
    top = min(y.at(one.count), y.start - 1)
    wide = max(end - begin - gap, 0.8)
    reach = element(
        "rect",
        class_="reach",
        x=begin,
        y=y.end,
        width=wide,
        height=y.start - y.end,
        fill="none",
        pointer_events="all",
    )
    bar = element("rect", class_="bar", x=begin, y=top, width=wide, height=y.start - top)
    return anchor(one.href, reach, bar, title=f"{_period(one)}: {one.count:,}", class_="bin")


def _period(one: Bin) -> str:
    if one.first == one.last:
        return day_in_words(one.first)
    return f"{day_in_words(one.first)} to {day_in_words(one.last)}"


def _undated(count: int, width: float) -> str:
    return element(
        "text", f"{count:,} undated", class_="note", x=width - 10, y=11, text_anchor="end", font_size=11
    )


def _description(bins: Sequence[Bin], undated: int) -> str:
    """What the histogram shows, for who cannot see it."""
    if not bins:
        return f"No dated event; {undated:,} undated."
    fullest = max(bins, key=lambda one: one.count)
    return (
        f"Histogram of {sum(one.count for one in bins):,} events from {day_in_words(bins[0].first)} to "
        f"{day_in_words(bins[-1].last)} in {plural(len(bins), 'bin')}; most, {fullest.count:,}, in "
        f"{_period(fullest)}.{f' {undated:,} undated.' if undated else ''}"
    )
