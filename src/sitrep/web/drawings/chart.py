"""A series of numbers comes in, and a step chart of who said how many, and when, goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from sitrep.views.labels import series_label
from sitrep.views.wording import day_in_words, plural, shortened
from sitrep.web.drawings.axes import date_axis, number_axis
from sitrep.web.drawings.marks import arrow_of, fork_of, mark_of
from sitrep.web.drawings.plot import Label, Plot, make_plot
from sitrep.web.drawings.points import NO_SPEAKER, Point, points, said_by, speakers
from sitrep.web.drawings.svg import drawing, element, fitted_text, shown_number, words

if TYPE_CHECKING:
    from sitrep.ledger.state import Series, Version

__all__ = ["draw_series"]

_MOST_TOLD = 12  # speakers whose latest number the description tells


def draw_series(
    series: Series,
    *,
    width: float = 640,
    height: float = 260,
    link: Callable[[Version], str | None] | None = None,
) -> str:
    """The versions of ``series`` over the time of publication, as SVG of ``width`` by ``height`` pixels.

    A line a speaker, loose marks where nobody is named; a band where a number is between two, a hollow
    mark with a fading stub where one side is open. A revision is a step with an arrow, a dispute a
    fork with a dashed line. Undated versions stand in a column at the left. ``link`` says where the mark
    of a version leads.
    """
    drawn = points(series.versions)
    plot = make_plot(drawn, width, height)
    named = speakers(drawn)
    parts = (
        element(
            "text", words(fitted_text(series_label(series, None), width - 8)), class_="heading", x=4, y=14
        ),
        number_axis(plot.ticks, plot.y, left=plot.left, right=plot.x.end),
        _undated(plot),
        date_axis(plot.x, top=plot.y.end, bottom=plot.y.start) if plot.has_dates else "",
        *(_band(plot, speaker) for speaker in named),
        *_forks(plot),
        *(_line(plot, speaker) for speaker in named),
        *(mark_of(plot, n, link(point.version) if link else None) for n, point in enumerate(drawn)),
        *(_label(plot, label) for label in plot.labels),
    )
    return drawing(
        *parts,
        kind="chart",
        width=width,
        height=height,
        title=series_label(series, None),
        description=_description(series, drawn),
    )


def _undated(plot: Plot) -> str:
    if plot.undated is None:
        return ""
    left, right = plot.undated
    top, bottom = plot.y.end, plot.y.start
    name = fitted_text("undated", right - left, size=11)
    return element("rect", class_="aside", x=left, y=top, width=right - left, height=bottom - top) + element(
        "text", name, class_="tick", x=(left + right) / 2, y=bottom + 16, text_anchor="middle", font_size=11
    )


# -- lines ------------------------------------------------------------------------------------------


def _steps(plot: Plot, speaker: str) -> list[tuple[float, Point]]:
    """The dated points of a speaker that have a number, each with its pixel, by day."""
    steps = [
        (plot.x.at(point.day), point)
        for point in plot.points
        if point.version.speaker == speaker and point.day is not None and point.value is not None
    ]
    return sorted(steps, key=lambda step: step[0])


def _line(plot: Plot, speaker: str) -> str:
    """What a speaker said, each number until the next; the last one is held to the end."""
    steps = _steps(plot, speaker)
    if not steps:
        return ""
    colour = plot.colour(speaker)
    path = f"M{shown_number(steps[0][0])} {shown_number(plot.y_of(steps[0][1].value))}"
    path += "".join(f"H{shown_number(x)}V{shown_number(plot.y_of(point.value))}" for x, point in steps[1:])
    x, y = steps[-1][0], plot.y_of(steps[-1][1].value)
    held = f"M{shown_number(x)} {shown_number(y)}H{shown_number(plot.x.end)}"
    arrows = (
        arrow_of(after[0], plot.y_of(after[1].value), plot.y_of(before[1].value), colour)
        for before, after in pairwise(steps)
        if after[1].version.relation == "revises"
    )
    return (
        element("path", class_=f"held {colour}", d=held, fill="none")
        + element("path", class_=f"line {colour}", d=path, fill="none")
        + "".join(arrows)
    )


def _band(plot: Plot, speaker: str) -> str:
    steps = _steps(plot, speaker)
    ends = [x for x, _ in steps[1:]] + [plot.x.end]
    return "".join(
        element(
            "rect",
            class_=f"band {plot.colour(speaker)}",
            x=x,
            y=plot.y_of(point.high),
            width=end - x,
            height=plot.y_of(point.low) - plot.y_of(point.high),
        )
        for (x, point), end in zip(steps, ends, strict=False)
        if point.has_width
    )


def _forks(plot: Plot) -> Iterator[str]:
    """A fork for each dispute: on the rival's line straight above or below, else at its mark."""
    for place, point in enumerate(plot.points):
        if point.rival is None:
            continue
        x, y = plot.places[place]
        rival = plot.points[point.rival]
        is_line = rival.version.speaker and rival.day is not None and point.day is not None
        at = (
            (max(x, plot.places[point.rival][0]), plot.y_of(rival.value))
            if is_line
            else plot.places[point.rival]
        )
        yield fork_of((x, y), at)


def _label(plot: Plot, label: Label) -> str:
    x = plot.x.end + 12
    parts = []
    if label.line_y is not None:
        bend = f"M{shown_number(plot.x.end)} {shown_number(label.line_y)}L{shown_number(x - 3)} "
        parts.append(
            element("path", class_=f"leader {label.colour}", d=bend + shown_number(label.y), fill="none")
        )
    number = (
        element("tspan", words(label.number), class_="number", font_weight="bold") if label.number else ""
    )
    text = f"{number} {words(label.name)}" if number else words(label.name)
    parts.append(element("text", text, class_=f"end {label.colour}", x=x, y=label.y + 4))
    return "".join(parts)


# -- words ------------------------------------------------------------------------------------------


def _description(series: Series, drawn: tuple[Point, ...]) -> str:
    """What the chart shows, for who cannot see it."""
    named = speakers(drawn)
    counted = f"{plural(len(drawn), 'version')} by {plural(len(named), 'named speaker')}"
    days = sorted(p.version.published or "" for p in drawn if p.day is not None)
    ends = dict.fromkeys(map(day_in_words, (days[0], days[-1]))) if days else {}
    period = f", published {' to '.join(ends)}" if days else ""
    undated = sum(point.day is None for point in drawn)
    latest = {point.version.speaker or NO_SPEAKER: point.version for point in drawn}
    told = "; ".join(shortened(said_by(version), 120) for version in list(latest.values())[-_MOST_TOLD:])
    more = f"; and {len(latest) - _MOST_TOLD} more" if len(latest) > _MOST_TOLD else ""
    sentences = (
        f"Step chart of {counted}{period}.",
        f"{undated} undated." if undated else "",
        _relations(drawn),
        "The speakers' latest numbers cannot all hold." if series.disputed else "",
        f"Latest: {told}{more}." if told else "",
    )
    return " ".join(filter(None, sentences))


def _relations(drawn: tuple[Point, ...]) -> str:
    kinds = [point.version.relation for point in drawn]
    revised, disputed = kinds.count("revises"), kinds.count("disputes")
    return f"{plural(revised, 'revision')}, {plural(disputed, 'dispute')}." if revised or disputed else ""
