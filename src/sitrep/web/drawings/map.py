"""Places with how sure and how many they are come in, and a map of them goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10, sqrt

from sitrep.views.wording import plural, shortened
from sitrep.web.drawings.box import Box
from sitrep.web.drawings.clipping import clip_line, clip_ring
from sitrep.web.drawings.labels import Area, Label, draw_labels
from sitrep.web.drawings.projection import Projection, path_data
from sitrep.web.drawings.svg import anchor, drawing, element, text_width
from sitrep.web.drawings.tiles import draw_tiles
from sitrep.web.drawings.world import Outlines, World, load_world

__all__ = ["Mark", "draw_map"]

DISCLAIMER = "Boundaries imply no endorsement"
_WIDE = 110.0  # degrees across from which the coarser boundaries are fine enough
_MARGIN = 6.0  # pixels round the drawing where cut edges are out of sight
_SMALLEST_RING = 4.0
_SMALLEST_DOT, _LARGEST_DOT = 3.2, 18.0
_LABELLED_INSIDE = 8.0  # the least radius of a dot that holds its number
_SMALL = 10.0
_SCALE_BAR = 110.0
_TURNS = (-720.0, -360.0, 0.0, 360.0, 720.0)
_MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened at one place: ``count`` things, known to lie within ``radius_km`` of it."""

    lat: float
    lon: float
    radius_km: float
    count: int
    label: str
    href: str | None = None
    is_disputed: bool = False
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark with its pixel, the radius of its ring and of its dot."""

    mark: Mark
    x: float
    y: float
    ring: float
    dot: float


def draw_map(
    marks: Sequence[Mark],
    *,
    box: Box,
    world: World | None = None,
    labels: Iterable[Label] = (),
    tiles: str | None = None,
    width: float = 960,
    height: float = 480,
) -> str:
    """``marks`` on the land and borders of ``world``, as SVG of ``width`` by ``height`` pixels.

    ``box`` is shown whole, with more of the world where its sides are in another proportion. A ring is
    as wide as the place is uncertain, true to scale but never under four pixels; the area of the dot in
    its middle grows with the count. Without ``world`` the boundaries that ship with the package are drawn,
    as fine as the box needs. With ``tiles``, an address with ``{z}``, ``{x}`` and ``{y}`` in it, the browser
    fetches a picture of the ground.
    """
    projection = Projection(box, width, height)
    west, _, east, _ = projection.degrees()
    shown = world or load_world("110m" if east - west >= _WIDE else "50m")
    placed = _placed(marks, projection)
    return drawing(
        element("rect", class_="sea", x=0, y=0, width=width, height=height),
        _outlines(shown.land, projection, is_closed=True),
        draw_tiles(tiles, projection) if tiles else "",
        _outlines(shown.borders, projection, is_closed=False),
        *(_ring(one) for one in placed),
        draw_labels(labels, projection, marks=[*map(_area, placed)], taken=_corners(projection)),
        *map(_drawn, placed),
        _scale_bar(projection),
        _disclaimer(projection),
        kind="map",
        width=width,
        height=height,
        title=_title(marks),
        description=_description(marks, placed),
    )


# -- land ---------------------------------------------------------------------------------------------


def _outlines(outlines: Outlines, projection: Projection, *, is_closed: bool) -> str:
    """All that ``outlines`` have within the drawing, as one path; round the globe where it shows more."""
    west, south, east, north = projection.degrees()
    edges = (-_MARGIN, -_MARGIN, projection.width + _MARGIN, projection.height + _MARGIN)
    data = []
    for turn in _TURNS:
        for path in outlines.within(west - turn, south, east - turn, north):
            pixels = projection.to_pixels(path, turn=turn)
            parts = [clip_ring(pixels, edges)] if is_closed else clip_line(pixels, edges)
            data += [path_data(part, is_closed=is_closed) for part in parts if len(part)]
    joined = "".join(data)
    if is_closed:
        return element("path", class_="land", d=joined, fill_rule="evenodd") if joined else ""
    return element("path", class_="border", d=joined, fill="none") if joined else ""


# -- marks --------------------------------------------------------------------------------------------


def _placed(marks: Sequence[Mark], projection: Projection) -> list[_Placed]:
    """The marks that are shown, the widest first, so that none hides a smaller one."""
    most = max((mark.count for mark in marks), default=1)
    unit = min(_SMALLEST_DOT, _LARGEST_DOT / sqrt(max(most, 1)))
    found = []
    for mark in marks:
        at = projection.at(mark.lat, mark.lon)
        if at is not None:
            ring = max(projection.pixels(mark.radius_km), _SMALLEST_RING)
            dot = max(unit * sqrt(max(mark.count, 1)), _SMALLEST_DOT)
            found.append(_Placed(mark, *at, ring, dot))
    return sorted(found, key=lambda one: (one.mark.is_selected, -one.ring, -one.dot))


def _classes(kind: str, mark: Mark) -> str:
    states = ("is-disputed" if mark.is_disputed else "", "is-selected" if mark.is_selected else "")
    return " ".join((kind, *filter(None, states)))


def _ring(one: _Placed) -> str:
    """How wide the place may be meant; below everything that can be pointed at."""
    return element(
        "circle",
        class_=_classes("ring", one.mark),
        cx=one.x,
        cy=one.y,
        r=one.ring,
        stroke_dasharray="4 3" if one.mark.is_disputed else None,
    )


def _drawn(one: _Placed) -> str:
    mark = one.mark
    dot = element("circle", class_="dot", cx=one.x, cy=one.y, r=one.dot)
    return anchor(
        mark.href,
        element(
            "circle", class_="reach", cx=one.x, cy=one.y, r=max(one.dot, 9), fill="none", pointer_events="all"
        ),
        dot,
        _count(one),
        title=_told(mark),
        class_=_classes("mark", mark),
    )


def _count(one: _Placed) -> str:
    """The number of things, within the dot where it is large enough, else beside it."""
    if one.mark.count < 2:
        return ""
    text = f"{one.mark.count:,}"
    if _is_inside(one):
        return element(
            "text",
            text,
            class_="count is-inside",
            x=one.x,
            y=one.y + 3.5,
            text_anchor="middle",
            font_size=_SMALL,
        )
    return element("text", text, class_="count", x=one.x + one.dot + 2, y=one.y + 3.5, font_size=_SMALL)


def _is_inside(one: _Placed) -> bool:
    wide = text_width(f"{one.mark.count:,}", size=_SMALL)
    return one.dot >= _LABELLED_INSIDE and wide <= 2 * one.dot


def _area(one: _Placed) -> Area:
    """What a dot and its number take up."""
    reach = max(one.dot, _SMALLEST_RING) + 1
    has_more = one.mark.count > 1 and not _is_inside(one)
    beside = text_width(f"{one.mark.count:,}", size=_SMALL) + 2 if has_more else 0
    return Area(one.x - reach, one.y - reach, one.x + reach + beside, one.y + reach)


def _corners(projection: Projection) -> list[Area]:
    """The room of the scale bar and of the disclaimer."""
    width, height = projection.width, projection.height
    return [
        Area(0, height - 30, _SCALE_BAR + 90, height),
        Area(width - 16 - text_width(DISCLAIMER, size=_SMALL), height - 18, width, height),
    ]


# -- corners and words ----------------------------------------------------------------------------------


def _scale_bar(projection: Projection) -> str:
    """A round length, true on the middle parallel; said where the map is too tall to hold it all over."""
    longest = _SCALE_BAR / projection.pixels(1)
    power = 10.0 ** floor(log10(longest))
    km = next(factor * power for factor in (5, 2, 1) if factor * power <= longest)
    left, y, length = 10.0, projection.height - 10.0, projection.pixels(km)
    lat = projection.box.middle[0]
    where = f" at {abs(lat):.0f}° {'N' if lat >= 0 else 'S'}" if projection.box.height > 20 else ""
    name = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:,.0f} m"
    return element(
        "g",
        element("path", class_="scale", d=f"M{left:g} {y - 4:g}v4h{length:.1f}v-4", fill="none"),
        element("text", name + where, class_="note", x=left, y=y - 7, font_size=_SMALL),
        class_="scale-bar",
    )


def _disclaimer(projection: Projection) -> str:
    at = {"x": projection.width - 8, "y": projection.height - 7}
    return element("text", DISCLAIMER, class_="note", text_anchor="end", font_size=_SMALL, **at)


def _told(mark: Mark) -> str:
    count = f" ({mark.count:,})" if mark.count > 1 else ""
    where = f", within {mark.radius_km:,.0f} km" if mark.radius_km >= 1 else ""
    disputed = ", disputed" if mark.is_disputed else ""
    return f"{mark.label}{count}{where}{disputed}"


def _title(marks: Sequence[Mark]) -> str:
    return f"Map of {plural(len(marks), 'place')}"


def _description(marks: Sequence[Mark], placed: Sequence[_Placed]) -> str:
    """What the map shows, for who cannot see it."""
    outside = len(marks) - len(placed)
    by_count = sorted((one.mark for one in placed), key=lambda mark: (-mark.count, mark.label))
    told = "; ".join(shortened(_told(mark), 120) for mark in by_count[:_MOST_TOLD])
    more = f"; and {len(placed) - _MOST_TOLD} more" if len(placed) > _MOST_TOLD else ""
    beyond = f" {plural(outside, 'place')} beyond its edges." if outside else ""
    listed = f": {told}{more}" if told else ""
    return f"Map with {plural(len(placed), 'mark')}{listed}.{beyond}"
