"""A ledger comes in, and one page that needs nothing else, to hand to somebody else, goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from sitrep.views.brief import make_brief
from sitrep.views.labels import event_label, kind_label, series_label
from sitrep.views.live_page import link_to
from sitrep.web.drawings.bins import bins_for, draw_bins
from sitrep.web.drawings.box import Box
from sitrep.web.drawings.chart import draw_series
from sitrep.web.drawings.labels import cities_in
from sitrep.web.drawings.lanes import Bar
from sitrep.web.drawings.map import Mark, draw_map
from sitrep.web.drawings.timeline import MOST_BARS, draw_timeline
from sitrep.web.marking import Window, marked
from sitrep.web.pages import RADIUS_KM
from sitrep.web.rendering import render

if TYPE_CHECKING:
    from sitrep.ledger import LedgerView
    from sitrep.ledger.state import EventRow, Series, State
    from sitrep.views.citations import Citation
    from sitrep.views.document import Document
    from sitrep.web.drawings.world import World

__all__ = ["published_page"]

_LINES = 500  # of a section
_CHARTS = 12
_WHOLE = 200_000  # characters of a report that is shown whole


@dataclass(frozen=True, slots=True)
class _Text:
    """A report with its text, the passages that footnotes cite marked in it."""

    id: str
    title: str
    origin: str
    language: str | None
    window: Window


def published_page(
    ledger: LedgerView,
    *,
    title: str | None = None,
    about: str | None = None,
    with_texts: bool = True,
    boundaries: World | None = None,
) -> str:
    """The situation report with its charts, map and timeline, each footnote quoting its passage, as HTML.

    The page holds no script and asks for nothing: it works from a disk. Without ``with_texts`` only the
    quoted passages of reports are in it, for the sake of their owners' rights.
    """
    state = ledger.state()
    record = lru_cache(ledger.record)
    document = make_brief(state, record, about=about, most=_LINES)
    shown = _shown(state, document)
    return render(
        "page.html",
        document=document,
        heading=title or document.title,
        style=_style(),
        charts=list(_charts(state, shown)),
        map=_map(ledger, shown, boundaries),
        timeline=_timeline(shown),
        notes=[(note, link_to(note.url, note.quote)) for note in document.citations],
        texts=list(_texts(ledger, document.citations)) if with_texts else [],
        unplaced=sum(event.place is None or event.place.lat is None for event in shown),
        undated=sum(event.earliest is None and event.latest is None for event in shown),
    )


def _style() -> str:
    folder = files("sitrep.web") / "static"
    return "".join((folder / name).read_text("utf-8") for name in ("page.css", "drawings.css"))


def _shown(state: State, document: Document) -> list[EventRow]:
    """The events that the document has a line of."""
    told = {line.id for section in document.sections for line in section.lines}
    return [event for event in state.events if event.id in told and event.status != "rejected"]


def _charts(state: State, shown: Sequence[EventRow]) -> Iterator[tuple[str, str]]:
    """The series that changed or are disputed, those of most versions first."""
    events = {event.id: event for event in shown}
    changed = [s for s in state.series if s.event in events and _has_changed(s)]
    for series in sorted(changed, key=lambda s: (-len(s.versions), s.id))[:_CHARTS]:
        yield series_label(series, events[series.event or ""]), draw_series(series, width=720)


def _has_changed(series: Series) -> bool:
    return any(version.relation in ("revises", "disputes") for version in series.versions)


def _map(ledger: LedgerView, shown: Sequence[EventRow], boundaries: World | None) -> str:
    precise = ledger.precisions([event.id for event in shown])
    here: dict[tuple[str, float, float], list[EventRow]] = defaultdict(list)
    for event in shown:
        place = event.place
        if place is None or place.lat is None or place.lon is None or precise.get(event.id) == "country":
            continue
        here[place.name, place.lat, place.lon].append(event)
    if not here:
        return ""
    marks = [_mark(name, lat, lon, told, precise) for (name, lat, lon), told in here.items()]
    box = Box.around([(mark.lat, mark.lon) for mark in marks])
    return draw_map(marks, box=box, world=boundaries, labels=cities_in(box, 60), width=960, height=520)


def _mark(name: str, lat: float, lon: float, told: Sequence[EventRow], precise: dict[str, str]) -> Mark:
    first = told[0]
    label = event_label(first) if len(told) == 1 else f"{name}: {len(told)} events"
    radius = RADIUS_KM[precise.get(first.id, "city")]
    return Mark(lat, lon, radius, len(told), label, f"#{first.id}", any(e.disputed for e in told))


def _timeline(shown: Sequence[EventRow]) -> str:
    dated = [event for event in shown if event.earliest or event.latest]
    if not dated:
        return ""
    if len(dated) > MOST_BARS:
        days = [
            date.fromisoformat((event.earliest or event.latest or "")[:10]).toordinal() for event in dated
        ]
        return draw_bins(bins_for(np.array(days)), width=960, undated=len(shown) - len(dated))
    bars = [
        Bar(e.id, event_label(e), kind_label(e.type, None), e.earliest, e.latest, f"#{e.id}", e.status)
        for e in dated
    ]
    return draw_timeline(bars, width=960)


def _texts(ledger: LedgerView, notes: Sequence[Citation]) -> Iterator[_Text]:
    cited: dict[str, list[Citation]] = defaultdict(list)
    for note in notes:
        cited[note.report].append(note)
    for name, passages in cited.items():
        record = ledger.record(name)
        if record is not None:
            report = record.report
            origin = ", ".join(part for part in (report.publisher, (report.published or "")[:10]) if part)
            ranges = [(f"p{note.number}", note.start, note.end) for note in passages]
            window = marked(report.text, ranges, most=_WHOLE)
            yield _Text(name, report.title or name, origin, report.language, window)
