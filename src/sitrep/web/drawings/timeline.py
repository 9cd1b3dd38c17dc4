"""Events with uncertain days come in, and a timeline with a lane for each kind of them goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

from sitrep.views.wording import interval_in_words, plural
from sitrep.web.drawings.axes import Scale, date_axis, day_of, widened
from sitrep.web.drawings.lanes import Bar, Laid, Lane, days_of, lanes_of
from sitrep.web.drawings.svg import anchor, drawing, element, fitted_text, text_width, words

__all__ = ["MOST_BARS", "Bar", "draw_timeline"]

MOST_BARS = 500
"""With more than these a timeline is no longer read but counted: ``draw_bins``."""

_ROW, _THICK = 16.0, 11.0  # from one row to the next, and how high a bar is
_PAD = 5.0  # above and below the rows of a lane
_TOP, _BOTTOM = 6.0, 26.0
_NARROWEST_NAME, _WIDEST_NAME = 76.0, 150.0  # the count of what found no row fits the narrowest
_UNDATED_WIDTH = 60.0
_UNDATED_SIZE, _UNDATED_STEP = 8.0, 12.0
_SMALL = 11.0
_SHORTEST_LABEL = 44.0
_NOT_A_CLASS = re.compile(r"[^a-z0-9]+")

#: How dark a bar is along its length, from 0 to 1: an end that is not known fades.
_FADES: dict[str, tuple[tuple[float, float], ...]] = {
    "both": ((0, 0.2), (0.25, 1), (0.75, 1), (1, 0.2)),
    "begin": ((0, 0), (0.75, 1), (1, 1)),
    "end": ((0, 1), (0.25, 1), (1, 0)),
}


def draw_timeline(
    bars: Sequence[Bar], *, width: float = 900, first: str | None = None, last: str | None = None
) -> str:
    """``bars`` in lanes from the day ``first`` to ``last`` (ISO 8601, all days where None), as SVG.

    A day is a solid mark, an interval fades at its ends, an open side fades away. Bars of a lane lie in
    rows, at most eight; how many more there are stands under the lane's name. Undated ones are small
    squares in a column at the left. The height follows from the rows.
    """
    scale, undated = _across(bars, width, first, last)
    lanes = lanes_of(bars, scale)
    heights = [_height(lane) for lane in lanes]
    tops = [_TOP + sum(heights[:n]) for n in range(len(heights) + 1)]
    bottom = max(tops[-1], _TOP + _ROW)
    mark = f"{crc32(repr(bars).encode('utf-8', 'replace')):x}"
    parts = (
        _fades(lanes, mark),
        _column(undated, bottom) if undated else "",
        date_axis(scale, top=_TOP, bottom=bottom),
        *(
            _drawn_lane(lane, top, height, scale, undated, mark)
            for lane, top, height in zip(lanes, tops, heights, strict=False)
        ),
    )
    return drawing(
        *parts,
        kind="timeline",
        width=width,
        height=bottom + _BOTTOM,
        title=f"Timeline of {plural(len(bars), 'event')}",
        description=_description(bars, lanes),
    )


def _across(
    bars: Sequence[Bar], width: float, first: str | None, last: str | None
) -> tuple[Scale, tuple[float, float] | None]:
    """The scale of days, and the room of the undated bars."""
    days = [day for bar in bars for day in days_of(bar) if day is not None]
    begin, end = day_of(first), day_of(last)
    low = begin if begin is not None else min(days, default=end or 730_000.0)
    high = end + 1 if end is not None else max(days, default=low)
    known = first is not None and last is not None
    low, high = widened(min(low, high), max(low, high), share=0.0 if known else 0.02, least=3)
    names = max((text_width(bar.lane, size=_SMALL) for bar in bars), default=0.0)
    left = min(max(names, _NARROWEST_NAME), _WIDEST_NAME) + 14
    if not any(days_of(bar) == (None, None) for bar in bars):
        return Scale(low, high, left, max(width - 10, left + 1)), None
    start = left + _UNDATED_WIDTH
    return Scale(low, high, start + 8, max(width - 10, start + 9)), (left, start)


def _height(lane: Lane) -> float:
    return lane.rows * _ROW + 2 * _PAD


def _column(undated: tuple[float, float], bottom: float) -> str:
    left, right = undated
    return element(
        "rect", class_="aside", x=left, y=_TOP, width=right - left, height=bottom - _TOP
    ) + element(
        "text",
        "undated",
        class_="tick",
        x=(left + right) / 2,
        y=bottom + 16,
        text_anchor="middle",
        font_size=_SMALL,
    )


def _drawn_lane(
    lane: Lane, top: float, height: float, scale: Scale, undated: tuple[float, float] | None, mark: str
) -> str:
    squares = list(_squares(lane, top, height, undated)) if undated else []
    hidden = lane.left_out + len(lane.undated) - len(squares)
    name = fitted_text(lane.name, _WIDEST_NAME, size=_SMALL)
    parts = [
        element("line", class_="grid", x1=0, x2=scale.end, y1=top + height, y2=top + height),
        element("text", words(name), class_="lane-name", x=4, y=top + _PAD + _ROW / 2 + 3, font_size=_SMALL),
        *squares,
        *(_drawn_bar(one, top + _PAD + one.row * _ROW, mark) for one in lane.laid),
    ]
    if hidden:
        more = element(
            "text", f"+{hidden:,} more", class_="note", x=4, y=top + height - _PAD, font_size=_SMALL
        )
        parts.append(more)
    return element("g", *parts, class_="lane")


def _squares(lane: Lane, top: float, height: float, undated: tuple[float, float]) -> Iterator[str]:
    """The undated bars of a lane, as many as its height holds."""
    left, right = undated
    across = int((right - left - 6) // _UNDATED_STEP)
    down = int((height - 4) // _UNDATED_STEP)
    for place, bar in enumerate(lane.undated[: across * down]):
        square = element(
            "rect",
            class_="bar is-undated",
            x=left + 6 + place % across * _UNDATED_STEP,
            y=top + 4 + place // across * _UNDATED_STEP,
            width=_UNDATED_SIZE,
            height=_UNDATED_SIZE,
        )
        yield _linked(bar, square)


def _linked(bar: Bar, *inside: str) -> str:
    days = interval_in_words((bar.earliest or "")[:10] or None, (bar.latest or "")[:10] or None)
    classes = f"event state-{_class_of(bar.state)}{' is-selected' if bar.is_selected else ''}"
    return anchor(
        bar.href,
        *inside,
        title=f"{bar.label}, {days or 'undated'}, {bar.lane}",
        class_=classes,
        data_id=bar.id,
    )


def _class_of(state: str) -> str:
    return _NOT_A_CLASS.sub("-", state.lower()).strip("-") or "none"


def _drawn_bar(one: Laid, top: float, mark: str) -> str:
    fade = _fade_of(one.bar)
    y = top + (_ROW - _THICK) / 2
    shape = element(
        "rect",
        class_="bar is-soft" if fade else "bar",
        x=one.left,
        y=y,
        width=one.right - one.left,
        height=_THICK,
        rx=None if fade else 1.5,
        fill=f"url(#{_fade_id(one.bar, fade, mark)})" if fade else None,
    )
    room = one.free - 10
    label = fitted_text(one.bar.label, room, size=_SMALL) if room >= _SHORTEST_LABEL else ""
    text = element(
        "text", words(label), class_="bar-label", x=one.right + 4, y=y + _THICK - 2, font_size=_SMALL
    )
    return _linked(one.bar, shape, text if label else "")


# -- fading ends --------------------------------------------------------------------------------------


def _fade_of(bar: Bar) -> str:
    first, after = days_of(bar)
    if first is None:
        return "begin"
    if after is None:
        return "end"
    return "both" if after - first > 1 else ""


def _fade_id(bar: Bar, fade: str, mark: str) -> str:
    """Of its own for each drawing, so that two on one page do not take each other's."""
    return f"fade-{fade}-{_class_of(bar.state)}-{mark}"


def _fades(lanes: Sequence[Lane], mark: str) -> str:
    used = {
        (_fade_id(one.bar, fade, mark), fade, _class_of(one.bar.state))
        for lane in lanes
        for one in lane.laid
        if (fade := _fade_of(one.bar))
    }
    gradients = (
        element("linearGradient", *_stops(fade, state), id=name) for name, fade, state in sorted(used)
    )
    return element("defs", *gradients) if used else ""


def _stops(fade: str, state: str) -> Iterator[str]:
    for offset, dark in _FADES[fade]:
        yield element("stop", class_=f"state-{state}", offset=f"{offset:g}", stop_opacity=f"{dark:g}")


def _description(bars: Sequence[Bar], lanes: Sequence[Lane]) -> str:
    """What the timeline shows, for who cannot see it."""
    days = sorted(day[:10] for bar in bars for day in (bar.earliest, bar.latest) if day)
    period = f", {days[0]} to {days[-1]}" if days else ""
    counts = (f" {lane.name}: {len(lane.laid) + len(lane.undated) + lane.left_out:,}" for lane in lanes)
    by_lane = ";".join(counts) + "." if lanes else ""
    undated = sum(len(lane.undated) for lane in lanes)
    outside = len(bars) - sum(len(lane.laid) + len(lane.undated) + lane.left_out for lane in lanes)
    counted = f"{plural(len(bars), 'event')} in {plural(len(lanes), 'lane')}{period}.{by_lane}"
    rest = ((undated, "undated"), (outside, "outside these days"))
    return counted + "".join(f" {count:,} {what}." for count, what in rest if count)
