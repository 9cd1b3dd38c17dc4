"""Points and pixels come in, and the signs of a chart go out: marks, stubs, arrows and forks."""

from __future__ import annotations

from sitrep.web.drawings.plot import Plot
from sitrep.web.drawings.points import Point, said_by
from sitrep.web.drawings.svg import anchor, element, shown_number

__all__ = ["arrow_of", "fork_of", "mark_of"]

_RADII = {"first": 4.5, "revises": 4.5, "disputes": 5.5, "refines": 3.2, "repeats": 2.6}
_REACH = 9.0  # how far from a mark's middle a pointer still meets it
_STUB = (0.9, 0.55, 0.25)  # how dark each third of a fading line is
_STUB_LENGTH = 15.0
_ARROW = 6.0
_QUOTE = 280


def mark_of(plot: Plot, place: int, href: str | None) -> str:
    """The mark of the version at ``place`` of its series, with all it says, and a link where there is one."""
    point, (x, y) = plot.points[place], plot.places[place]
    relation = point.version.relation
    parts = (
        element("circle", class_="reach", cx=x, cy=y, r=_REACH, fill="none", pointer_events="all"),
        _whisker(plot, point, x),
        _stub(plot, point, x, y),
        _shape(point, x, y, _RADII.get(relation, 4.5)),
    )
    kinds = (relation, plot.colour(point.version.speaker), "is-open" if point.is_open else "")
    return anchor(href, *parts, title=_title(point), class_=" ".join(("mark", *filter(None, kinds))))


def _title(point: Point) -> str:
    quote = " ".join(point.version.quote.split())
    shown = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"
    return f"{said_by(point.version)} ({point.version.relation}): “{shown}”"


def _shape(point: Point, x: float, y: float, radius: float) -> str:
    if point.value is None:
        return element("text", "?", class_="unknown", x=x, y=y - 2, text_anchor="middle")
    if point.version.relation == "disputes":
        corners = f"M{_xy(x, y - radius)}L{_xy(x + radius, y)}L{_xy(x, y + radius)}L{_xy(x - radius, y)}Z"
        return element("path", class_="shape", d=corners)
    return element("circle", class_="shape", cx=x, cy=y, r=radius)


def _whisker(plot: Plot, point: Point, x: float) -> str:
    """From the lower to the higher number, where there are two."""
    if not point.has_width:
        return ""
    low, high = plot.y_of(point.low), plot.y_of(point.high)
    ends = f"M{_xy(x - 3, high)}h6M{_xy(x, high)}V{shown_number(low)}M{_xy(x - 3, low)}h6"
    return element("path", class_="whisker", d=ends)


def _stub(plot: Plot, point: Point, x: float, y: float) -> str:
    """A line that fades to the open side; it stays within the plot's margins."""
    if not point.is_open:
        return ""
    end = max(y - _STUB_LENGTH - 4, plot.y.end - 16) if point.high is None else min(y + 19, plot.y.start)
    begin = y + (_RADII["first"] if end > y else -_RADII["first"])
    third = (end - begin) / len(_STUB)
    return "".join(
        element(
            "line",
            class_="stub",
            x1=x,
            x2=x,
            y1=begin + n * third,
            y2=begin + (n + 1) * third,
            stroke_opacity=f"{dark:g}",
        )
        for n, dark in enumerate(_STUB)
    )


def arrow_of(x: float, y: float, from_y: float, colour: str) -> str:
    """The head of an arrow that comes down or up to a mark, or from its left where the step is small."""
    edge = _RADII["revises"] + 1
    if abs(y - from_y) < edge + _ARROW:
        tip, back = (x - edge, y), (x - edge - _ARROW, y)
        wings = ((back[0], y - 3.5), (back[0], y + 3.5))
    else:
        sign = 1 if y > from_y else -1
        tip, back = (x, y - sign * edge), (x, y - sign * (edge + _ARROW))
        wings = ((x - 3.5, back[1]), (x + 3.5, back[1]))
    return element("path", class_=f"arrow {colour}", d=f"M{_xy(*tip)}L{_xy(*wings[0])}L{_xy(*wings[1])}Z")


def fork_of(mark: tuple[float, float], rival: tuple[float, float]) -> str:
    """A dashed line from ``rival``, where the accounts part, to the mark that cannot hold beside it."""
    x, y = rival
    prongs = f"M{_xy(x - 5, y)}H{shown_number(x)}M{_xy(x + 5, y - 5)}L{_xy(x, y)}L{_xy(x + 5, y + 5)}"
    line = element("path", class_="against", d=f"M{_xy(x, y)}L{_xy(*mark)}", stroke_dasharray="3 3")
    return line + element("path", class_="fork", d=prongs)


def _xy(x: float, y: float) -> str:
    return f"{shown_number(x)} {shown_number(y)}"
