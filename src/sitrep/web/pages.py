"""What is in view comes in, and the values that its page is written from go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sitrep.ledger.filters import NOWHERE
from sitrep.ledger.overview import UNDATED
from sitrep.views.labels import event_label, kind_label
from sitrep.web.desk import Drawn
from sitrep.web.drawings.bins import bins_for, draw_bins
from sitrep.web.drawings.box import Box
from sitrep.web.drawings.labels import cities_in
from sitrep.web.drawings.lanes import Bar
from sitrep.web.drawings.map import Mark, draw_map
from sitrep.web.drawings.timeline import MOST_BARS, draw_timeline

if TYPE_CHECKING:
    from sitrep.ledger import Ledger
    from sitrep.ledger.state import EventRow, ReportRow, Series, State, StatementRow
    from sitrep.web.address import Address
    from sitrep.web.desk import Chosen, Desk, Facets, Tray

__all__ = ["RADIUS_KM", "Listed", "corners", "counted", "listed", "rows_in_view", "with_rows"]

PAGE = 60
_MARKS = 100
_TRAY = 12
_MANY, _FEW = 20, 5  # events from which on some may be apart, and how many in a hundred are few
_NEAR_PX = 18  # marks nearer than this are drawn as one
Positions = np.ndarray[Any, Any]
_WIDE, _HIGH = 720, 440  # pixels of a drawing, about as wide as its pane
RADIUS_KM = {"point": 1.0, "city": 8.0, "district": 25.0, "region": 90.0, "country": 300.0}


@dataclass
class Listed:
    """A page of a view: its rows in order, how many there are in all, counts, and drawings.

    ``position`` is the place of the first row among all; ``trays`` hold what has no place in a drawing.
    """

    address: Address
    total: int
    position: int = 0
    rows: Sequence[Any] = ()
    series: Mapping[str, Sequence[Series]] = field(default_factory=dict)
    reports: Mapping[str, ReportRow] = field(default_factory=dict)
    facets: Facets = field(default_factory=dict)
    drawing: str = ""
    trays: Sequence[Tray] = ()
    whole: int = 0
    reviewed: int = 0

    @property
    def more(self) -> int:
        """How many rows come after these."""
        return max(0, self.total - self.position - len(self.rows))

    @property
    def before(self) -> int:
        """Where the rows begin that stand before these."""
        return max(0, self.position - PAGE)


def listed(desk: Desk, ledger: Ledger, address: Address) -> Listed:
    """The page of a view that ``address`` asks for."""
    chosen = desk.chosen(ledger, address.filter)
    if address.view in ("statements", "reports"):
        page = _told(ledger, address)
    elif address.view == "figures":
        page = _figures(ledger, chosen, address)
    else:
        page = _events(ledger, chosen, address)
        if address.view in ("timeline", "map"):
            _draw(desk, ledger, chosen, page)
    _count(chosen, page)
    return page


def counted(desk: Desk, ledger: Ledger, address: Address) -> Listed:
    """The page of a view without its rows and drawings: how many there are of what."""
    chosen = desk.chosen(ledger, address.filter)
    if address.view in ("statements", "reports"):
        total = _told(ledger, replace(address, at=0)).total
    else:
        total = len(_ordered(chosen, address, only_counted=address.view == "figures"))
    page = Listed(address, total)
    _count(chosen, page)
    return page


def rows_in_view(desk: Desk, ledger: Ledger, address: Address) -> Sequence[str]:
    """The ids of every row of a view, from the first to the last."""
    if address.view in ("statements", "reports"):
        kind: Any = address.view
        wanted = address.filter
        if wanted.words is not None:
            return _found(ledger, address)
        bounds: Any = {"since": wanted.since, "until": wanted.until}
        return ledger.page(kind, limit=-1, newest_first=address.order == "new", **bounds).ids
    chosen = desk.chosen(ledger, address.filter)
    return chosen.overview.names(_ordered(chosen, address, only_counted=address.view == "figures"))


def _count(chosen: Chosen, page: Listed) -> None:
    page.facets = chosen.facets()
    beside = chosen.overview.mask(replace(chosen.wanted, status=()), held=chosen.held)
    counted = dict(chosen.overview.count("status", beside))
    page.whole = sum(counted.values())
    page.reviewed = page.whole - counted.get("to_review", 0)


# -- events -----------------------------------------------------------------------------------


def _ordered(chosen: Chosen, address: Address, *, only_counted: bool = False) -> Positions:
    mask = chosen.mask & chosen.overview.counted if only_counted else chosen.mask
    at = np.flatnonzero(mask)
    if address.view == "timeline" or address.order == "old":
        return at
    if address.order == "told":
        return at[np.argsort(-chosen.overview.independent[at], kind="stable")]
    return at[::-1]


def _window(chosen: Chosen, address: Address, ordered: Positions) -> tuple[int, list[str]]:
    """Where the page begins and the ids in it: at the row asked for, or at the page of what is selected."""
    begin = min(address.at, max(0, len(ordered) - 1))
    if address.select and not address.at:
        position = chosen.overview.position(address.select)
        found = np.flatnonzero(ordered == (-1 if position is None else position))
        if len(found) and int(found[0]) >= PAGE:
            begin = max(0, int(found[0]) - PAGE // 4)
    return begin, chosen.overview.names(ordered[begin : begin + PAGE])


def _events(ledger: Ledger, chosen: Chosen, address: Address, *, only_counted: bool = False) -> Listed:
    ordered = _ordered(chosen, address, only_counted=only_counted)
    begin, names = _window(chosen, address, ordered)
    return with_rows(Listed(address, len(ordered), begin), ledger, names)


def with_rows(page: Listed, ledger: Ledger, names: Sequence[str]) -> Listed:
    """``page`` with the events ``names`` as its rows, in this order, and what their rows show."""
    state = ledger.part(events=names)
    page.rows, page.series = _sorted(state.events, names), _series_by_event(state)
    page.reports = {row.id: row for row in state.reports}
    return page


def _figures(ledger: Ledger, chosen: Chosen, address: Address) -> Listed:
    page = _events(ledger, chosen, address, only_counted=True)
    if not chosen.wanted.is_set():
        loose = ledger.page("series", limit=_TRAY * 2)
        if loose.total:
            part = ledger.part(series=loose.ids)
            page.series = {**page.series, "": part.series}
            page.reports = {**page.reports, **{row.id: row for row in part.reports}}
    return page


def _sorted(rows: Sequence[Any], names: Sequence[str]) -> list[Any]:
    found = {row.id: row for row in rows}
    return [found[name] for name in names if name in found]


def _series_by_event(state: State) -> dict[str, list[Series]]:
    found: dict[str, list[Series]] = {}
    for series in state.series:
        found.setdefault(series.event or "", []).append(series)
    return found


# -- statements and reports -------------------------------------------------------------------


def _told(ledger: Ledger, address: Address) -> Listed:
    wanted = address.filter
    kind: Any = address.view
    if wanted.words is not None:
        names = _found(ledger, address)
        total, shown = len(names), names[address.at : address.at + PAGE]
    else:
        way = address.order == "new"
        page = ledger.page(
            kind, offset=address.at, limit=PAGE, since=wanted.since, until=wanted.until, newest_first=way
        )
        total, shown = page.total, list(page.ids)
    rows: Sequence[ReportRow] | Sequence[StatementRow]
    if kind == "reports":
        rows = ledger.reports(shown)
        reports = {row.id: row for row in rows}
    else:
        state = ledger.part(statements=shown)
        rows, reports = state.statements, {row.id: row for row in state.reports}
    return Listed(address, total, address.at, _sorted(rows, shown), reports=reports)


def _found(ledger: Ledger, address: Address) -> list[str]:
    kind = address.view.removesuffix("s")
    hits = ledger.search(address.filter.words or "", limit=PAGE * 5)
    return [hit.id for hit in hits if hit.kind == kind]


# -- drawings ---------------------------------------------------------------------------------


def _draw(desk: Desk, ledger: Ledger, chosen: Chosen, page: Listed) -> None:
    address = page.address
    make = _time if address.view == "timeline" else _space
    key = (chosen.overview.at, address.view, address.filter, address.order, address.box, address.select)
    drawn = desk.drawn(key, lambda: make(desk, ledger, chosen, address))
    page.drawing, page.trays = drawn.svg, drawn.trays
    page.address = replace(address, box=drawn.box)


def _time(desk: Desk, ledger: Ledger, chosen: Chosen, address: Address) -> Drawn:
    overview, mask = chosen.overview, chosen.mask
    undated = np.flatnonzero(mask & (overview.first == UNDATED))
    dated = np.flatnonzero(mask & (overview.first != UNDATED))
    early, dated, late = _apart(overview.first, dated)
    if len(dated) <= MOST_BARS:
        rows = ledger.part(events=overview.names(dated)).events
        svg = draw_timeline([_bar(event, address) for event in rows], width=_WIDE)
    else:

        def link(first: str, last: str) -> str:
            narrowed = replace(address.filter, since=first, until=last)
            return address.url(filter=narrowed, at=0, select=None)

        bins = bins_for(overview.first[dated], link=link)
        svg = draw_bins(bins, width=_WIDE, undated=len(undated))
    url = address.url(view="events", order="old")
    trays = (("Long before", early), ("Long after", late), ("Undated", undated))
    return Drawn(svg, tuple(tray for name, at in trays for tray in _tray(name, ledger, chosen, at, url)))


def _apart(days: Positions, at: Positions) -> tuple[Positions, Positions, Positions]:
    """Positions of the few events long before all others, of the others, and of the few long after.

    One report that recalls a quake of a hundred years ago would leave no room for this year's.
    """
    if len(at) < _MANY:
        return at[:0], at, at[:0]
    low, high = np.percentile(days[at], (_FEW, 100 - _FEW))
    reach = max(high - low, 1.0)
    is_early, is_late = days[at] < low - reach, days[at] > high + reach
    return at[is_early], at[~is_early & ~is_late], at[is_late]


def _tray(heading: str, ledger: Ledger, chosen: Chosen, at: Positions, url: str) -> Iterator[Tray]:
    """A tray of the events at some positions; none where there are none."""
    if len(at):
        rows = ledger.part(events=chosen.overview.names(at[:_TRAY])).events
        yield heading, len(at), rows, url


def _bar(event: EventRow, address: Address) -> Bar:
    return Bar(
        id=event.id,
        label=event_label(event),
        lane=kind_label(event.type, None),
        earliest=event.earliest,
        latest=event.latest,
        href=address.opening(event.id),
        state=event.status,
        is_selected=event.id == address.select,
    )


def _space(desk: Desk, ledger: Ledger, chosen: Chosen, address: Address) -> Drawn:
    overview = chosen.overview
    places = sorted(overview.places(chosen.mask), key=lambda place: -place[1])[: _MARKS + _TRAY]
    names = overview.names([position for position, _ in places])
    known = {event.id: event for event in ledger.part(events=names).events}
    precise = ledger.precisions(names)
    marks: list[Mark] = []
    countries: list[tuple[int, EventRow]] = []
    for (position, count), name in zip(places, names, strict=True):
        event = known.get(name)
        if event is None or event.place is None:
            continue
        if precise.get(name) == "country":
            countries.append((count, event))
        elif len(marks) < _MARKS:
            is_disputed = bool(overview.disputed[position])
            marks.append(_mark(address, event, count, precise.get(name, "city"), is_disputed))
    box = _box(address.box, marks)
    labels = cities_in(box, 40)
    marks = _clustered(address, marks, box)
    svg = draw_map(
        marks, box=box, world=desk.boundaries, labels=labels, tiles=desk.tiles, width=_WIDE, height=_HIGH
    )
    unplaced = np.flatnonzero(chosen.mask & np.isnan(overview.latitude))
    nowhere = address.url(view="events", filter=replace(address.filter, country=(NOWHERE,)), at=0)
    trays = (*_countries(countries), *_tray("Without a place", ledger, chosen, unplaced, nowhere))
    return Drawn(svg, trays, corners(box))


def _mark(address: Address, event: EventRow, count: int, precision: str, is_disputed: bool) -> Mark:
    place = event.place
    assert place is not None
    lat, lon = place.lat or 0.0, place.lon or 0.0
    chosen = address.filter.place == place.name
    narrowed = replace(address.filter, place=None if chosen else place.name)
    href = address.opening(event.id) if count == 1 else address.url(filter=narrowed, at=0, select=None)
    label = event_label(event) if count == 1 else f"{place.name}: {count:,} events"
    is_selected = chosen or event.id == address.select
    return Mark(lat, lon, RADIUS_KM[precision], count, label, href, is_disputed, is_selected)


def _box(written: str | None, marks: Sequence[Mark]) -> Box:
    if written:
        try:
            west, south, east, north = (float(part) for part in written.split(","))
            return Box(west, south, east, north)
        except ValueError:
            pass  # not the corners of a box: what there is to see is shown
    return Box.around([(mark.lat, mark.lon) for mark in marks])


def corners(box: Box) -> str:
    return ",".join(f"{side:.3f}" for side in (box.west, box.south, box.east, box.north))


def _clustered(address: Address, marks: Sequence[Mark], box: Box) -> list[Mark]:
    """``marks``, those that would lie on each other as one that leads nearer; what is selected stays."""
    near = max(box.width / _WIDE, box.height / _HIGH) * _NEAR_PX
    clusters: list[list[Mark]] = []
    for mark in marks:
        for cluster in clusters:
            first = cluster[0]
            is_near = abs(mark.lat - first.lat) < near and abs(mark.lon - first.lon) < near
            if is_near and not (mark.is_selected or first.is_selected):
                cluster.append(mark)
                break
        else:
            clusters.append([mark])
    return [_joined(address, cluster) if len(cluster) > 1 else cluster[0] for cluster in clusters]


def _joined(address: Address, cluster: Sequence[Mark]) -> Mark:
    first, count = cluster[0], sum(mark.count for mark in cluster)
    box = Box.around([(mark.lat, mark.lon) for mark in cluster])
    label = f"{count:,} events at {len(cluster)} places; {first.label}"
    is_disputed = any(mark.is_disputed for mark in cluster)
    href = address.url(box=corners(box), select=None)
    return Mark(first.lat, first.lon, first.radius_km, count, label, href, is_disputed)


def _countries(countries: Sequence[tuple[int, EventRow]]) -> Iterator[Tray]:
    """A tray of what is told of a country alone, whose middle says nothing of where it was."""
    if countries:
        ordered = sorted(countries, key=lambda pair: -pair[0])
        names = ", ".join(f"{e.place.name} {n:,}" for n, e in ordered[:_TRAY] if e.place is not None)
        rows = [event for _, event in ordered[:_TRAY]]
        yield f"Only the country is told: {names}", sum(n for n, _ in ordered), rows, ""
