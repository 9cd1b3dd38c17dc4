"""Cities and a projection come in, and the names that find room on a map go out, the largest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitrep.gazetteer import Gazetteer, open_gazetteer
from sitrep.web.drawings.box import Box
from sitrep.web.drawings.projection import Projection
from sitrep.web.drawings.svg import element, text_width, words

__all__ = ["Area", "Label", "cities_in", "draw_labels"]

_MOST = 40
_SIZE = 11.0
_DOT = 1.8
_GAP = 3.0  # from a dot to its name


@dataclass(frozen=True, slots=True)
class Label:
    """A city that may be named on a map."""

    name: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in pixels that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def cities_in(box: Box, limit: int, *, gazetteer: Gazetteer | None = None) -> tuple[Label, ...]:
    """The ``limit`` largest cities within ``box``, the most populous first."""
    found = (gazetteer or open_gazetteer()).settlements_within(
        west=box.west, south=box.south, east=box.east, north=box.north, limit=limit
    )
    return tuple(Label(place.name, place.lat, place.lon, place.population) for place in found)


def draw_labels(
    labels: Iterable[Label], projection: Projection, *, marks: Sequence[Area], taken: Sequence[Area]
) -> str:
    """Dots and names of the most populous; none lies on another, on a mark or on what is ``taken``.

    Of the cities under a mark the largest has its name beside the mark, and no dot.
    """
    areas = [*marks, *taken]
    named: set[Area] = set()
    drawn: list[str] = []
    for label in sorted(labels, key=lambda one: -one.population):
        at = projection.at(label.lat, label.lon)
        if at is None or len(drawn) == _MOST:
            continue
        mark = next((area for area in marks if area.covers(*at)), None)
        core = mark or Area(at[0] - _DOT, at[1] - _DOT, at[0] + _DOT, at[1] + _DOT)
        if mark in named or (not mark and any(core.meets(area) for area in areas)):
            continue
        placed = _place(label.name, core, projection, areas)
        if placed:
            named.add(core)
            areas += [placed.area, core]
            drawn.append(_drawn(label.name, placed, None if mark else at))
    return element("g", *drawn, class_="cities") if drawn else ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """The room of a name, and where and how its text is set."""

    area: Area
    x: float
    y: float
    anchor: str


def _place(name: str, core: Area, projection: Projection, areas: Sequence[Area]) -> _Placed | None:
    """The name at the first side of ``core`` where it lies on nothing and within the drawing."""
    whole = Area(2, 2, projection.width - 2, projection.height - 2)
    for placed in _sides(name, core):
        area = placed.area
        is_inside = whole.covers(area.left, area.top) and whole.covers(area.right, area.bottom)
        if is_inside and not any(area.meets(other) for other in areas):
            return placed
    return None


def _sides(name: str, core: Area) -> Iterator[_Placed]:
    """Right, left, above and below."""
    wide, high = text_width(name, size=_SIZE), _SIZE + 2
    x, y = (core.left + core.right) / 2, (core.top + core.bottom) / 2
    right, left, above, below = core.right + _GAP, core.left - _GAP, core.top - 1, core.bottom + 1
    yield _Placed(Area(right, y - high / 2, right + wide, y + high / 2), right, y + 4, "start")
    yield _Placed(Area(left - wide, y - high / 2, left, y + high / 2), left, y + 4, "end")
    yield _Placed(Area(x - wide / 2, above - high, x + wide / 2, above), x, above - 3, "middle")
    yield _Placed(Area(x - wide / 2, below, x + wide / 2, below + high), x, below + 10, "middle")


def _drawn(name: str, placed: _Placed, dot: tuple[float, float] | None) -> str:
    point = element("circle", class_="city", cx=dot[0], cy=dot[1], r=_DOT) if dot else ""
    text = element(
        "text",
        words(name),
        class_="name",
        x=placed.x,
        y=placed.y,
        text_anchor=placed.anchor,
        font_size=_SIZE,
    )
    return point + text
