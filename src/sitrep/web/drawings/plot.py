"""The points of a series and the size of a drawing come in, and where each thing is drawn goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.web.drawings.axes import Scale, Tick, number_ticks, widened
from sitrep.web.drawings.points import NO_SPEAKER, Point, number_of, speakers
from sitrep.web.drawings.svg import fitted_text, text_width

__all__ = ["Label", "Plot", "make_plot", "spread"]

_TOP, _BOTTOM = 40.0, 26.0  # room for the heading and a stub, and for the dates
_UNDATED_WIDTH = 64.0
_TICK_HEIGHT = 36.0
_MOST_FOR_LABELS = 0.3  # of the width
_LEADER = 14.0  # from the plot to the labels at its right
_LINE = 14.0  # from one of these to the next
_COLOURS = 8  # speakers beyond these share a quiet one
_DODGE = 5.0  # between two marks that would lie on each other


@dataclass(frozen=True, slots=True)
class Label:
    """The number and name at the end of a line: ``y`` where it is written, ``line_y`` where the line is."""

    number: str
    name: str
    colour: str
    y: float
    line_y: float | None


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a chart's things are, in pixels; ``places`` are the middles of the marks, one a point."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    x: Scale
    y: Scale
    left: float
    undated: tuple[float, float] | None
    has_dates: bool
    places: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]

    def colour(self, speaker: str | None) -> str:
        """The class that gives a speaker's things their colour."""
        return _colour(self.points, speaker)

    def y_of(self, value: float | None) -> float:
        """The height of a number; that of the foot where there is none."""
        return self.y.start if value is None else self.y.at(value)


def make_plot(drawn: tuple[Point, ...], width: float, height: float) -> Plot:
    """The plan of a chart of ``width`` and ``height`` pixels."""
    bottom = max(height - _BOTTOM, _TOP + 1)
    ticks = number_ticks(_numbers(drawn), most=int(min(max((bottom - _TOP) / _TICK_HEIGHT, 1), 6)))
    y = Scale(ticks[0].value, ticks[-1].value, bottom, _TOP)
    labels = _labels(drawn, y, width)
    left = max(text_width(tick.label, size=11) for tick in ticks) + 10
    widest = max((text_width(f"{label.number} {label.name}") for label in labels), default=0.0)
    right = max(width - widest - _LEADER - 4, left + 1)
    x, undated = _across(drawn, left, right)
    places = tuple(_places(drawn, x, y, undated))
    has_dates = any(point.day is not None for point in drawn)
    return Plot(drawn, ticks, x, y, left, undated, has_dates, places, labels)


def _numbers(drawn: Sequence[Point]) -> list[float]:
    return [number for point in drawn for number in (point.low, point.high) if number is not None]


def _across(drawn: Sequence[Point], left: float, right: float) -> tuple[Scale, tuple[float, float] | None]:
    """The scale of days, and the room at its left for what has none."""
    days = [point.day for point in drawn if point.day is not None]
    if not days:
        return Scale(0, 0, left, right), (left, right) if drawn else None
    undated = len(days) < len(drawn)
    start = left + min(_UNDATED_WIDTH, (right - left) / 3) if undated else left
    first, last = widened(min(days), max(days), share=0.03)
    return Scale(first, last, start, right), (left, start) if undated else None


def _places(
    drawn: Sequence[Point], x: Scale, y: Scale, undated: tuple[float, float] | None
) -> list[tuple[float, float]]:
    total = sum(point.day is None for point in drawn)
    seen: Counter[tuple[int, int]] = Counter()
    places, passed = [], 0
    for point in drawn:
        height = y.start if point.value is None else y.at(point.value)
        if point.day is None and undated:
            passed += 1
            places.append((undated[0] + (undated[1] - undated[0]) * (passed - 0.5) / total, height))
            continue
        across = x.at(point.day or 0.0)
        cell = (round(across / 4), round(height / 4))
        places.append((min(across + min(seen[cell], 8) * _DODGE, x.end), height))
        seen[cell] += 1
    return places


def _colour(drawn: Sequence[Point], speaker: str | None) -> str:
    if not speaker:
        return "s-none"
    place = speakers(drawn).index(speaker)
    return f"s{place}" if place < _COLOURS else "s-more"


# -- labels at the ends of the lines -----------------------------------------------------------------


def _labels(drawn: Sequence[Point], y: Scale, width: float) -> tuple[Label, ...]:
    """One label a speaker, those of the latest versions where not all find room, none on another."""
    latest = {point.version.speaker or None: point for point in drawn}
    latest = dict(sorted(latest.items(), key=lambda item: drawn.index(item[1])))
    room = max(int((y.start - y.end) / _LINE) + 1, 1)
    shown = list(latest.items())[-room:]
    if len(shown) < len(latest):
        shown = shown[1:]
    widest = width * _MOST_FOR_LABELS
    labels = [_label(drawn, speaker, point, y, widest) for speaker, point in shown]
    labels.sort(key=lambda label: label.y)
    if len(shown) < len(latest):
        labels.append(Label("", f"+{len(latest) - len(shown)} more", "s-none", y.start, None))
    heights = spread([label.y for label in labels], first=y.end, last=y.start, gap=_LINE)
    return tuple(
        Label(one.number, one.name, one.colour, height, one.line_y)
        for one, height in zip(labels, heights, strict=True)
    )


def _label(drawn: Sequence[Point], speaker: str | None, point: Point, y: Scale, widest: float) -> Label:
    height = y.start if point.value is None else y.at(point.value)
    number = fitted_text(number_of(point.version), widest)
    name = fitted_text(speaker or NO_SPEAKER, widest - text_width(f"{number} "))
    has_line = bool(speaker) and point.day is not None and point.value is not None
    return Label(number, name, _colour(drawn, speaker), height, height if has_line else None)


def spread(heights: Sequence[float], *, first: float, last: float, gap: float) -> list[float]:
    """``heights``, in order, moved as little as a sweep down and one up need to part them by ``gap``."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + gap if moved else first))
    limit = last
    for place in range(len(moved) - 1, -1, -1):
        moved[place] = min(moved[place], limit)
        limit = moved[place] - gap
    return moved
