"""An id of a ledger comes in, and all that the ledger knows of it, footnoted, goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from sitrep.views.citations import Footnotes
from sitrep.views.document import Document, Line, Section
from sitrep.views.labels import event_label, series_label, speaker_name
from sitrep.views.wording import (
    day_in_words,
    interval_in_words,
    number_in_words,
    plural,
    shortened,
    span_in_words,
)

if TYPE_CHECKING:
    from sitrep.ledger.state import ActorRow, EventRow, ReportRow, Series, State, StatementRow
    from sitrep.record import Record

__all__ = ["show"]


def show(state: State, record: Callable[[str], Record | None], id_: str) -> Document | None:
    """What ``state`` holds under ``id_``: a report, event, series, statement, actor or place; else None.

    The id of a telling that was merged leads to the event it became, that of a figure to its series.
    """
    view = _View(state, lru_cache(record))  # one record is asked for line after line
    for row in state.reports:
        if row.id == id_:
            return view.report(row)
    for event in state.events:
        if event.id == id_ or any(item.event == id_ for item in event.items):
            return view.event(event)
    for series in state.series:
        if series.id == id_ or any(version.figure == id_ for version in series.versions):
            return view.series(series)
    for statement in state.statements:
        if statement.id == id_ or any(a.statement == id_ for a in statement.appearances):
            return view.statement(statement)
    for actor in state.actors:
        if actor.id == id_:
            return view.actor(actor)
    return view.place(id_)


class _View:
    """Builds one document; the footnotes belong to it alone."""

    def __init__(self, state: State, record: Callable[[str], Record | None]) -> None:
        self.state = state
        self.record = record
        self.notes = Footnotes(record)
        self.reports = {row.id: row for row in state.reports}

    def report(self, row: ReportRow) -> Document:
        record = self.record(row.id)
        events = [e for e in self.state.events if row.id in e.reports]
        lines = [Line(f"{event_label(e)} `{e.id}`", ()) for e in events]
        basis = " · ".join(p for p in (row.publisher, row.published, row.url, f"`{row.id}`") if p)
        if row.reprint_of:
            basis += f" · reprint of `{row.reprint_of}`"
        paragraphs = record.report.text.split("\n\n") if record else []
        text = Section("Text", tuple(Line(paragraph, ()) for paragraph in paragraphs))
        return self._document(row.title or row.id, basis, [Section("Events", tuple(lines)), text])

    def event(self, event: EventRow) -> Document:
        days = interval_in_words(event.earliest, event.latest) or "undated"
        counted = f"{plural(len(event.reports), 'report')}, {event.independent} independent"
        basis = f"`{event.id}` · {event.reality} · {days} · {counted} · {event.status}"
        told = tuple(self._telling(item.report, item.event, item.quote) for item in event.items)
        figures: list[Line] = []
        for row in self.state.series:
            if row.event == event.id:
                figures += [Line(f"**{series_label(row, None)}** `{row.id}`", ()), *self._versions(row)]
        sections = [Section("Told as", told), Section("Figures", tuple(figures))]
        return self._document(event_label(event), basis, sections)

    def _telling(self, report: str, event: str, quote: str) -> Line:
        record = self.record(report)
        found = next((e for e in record.events if e.id == event), None) if record else None
        note = self.notes.sentence(report, found.sentence) if found else None
        voice = ""
        if record is not None and found is not None and found.said_in:
            said = next(s for s in record.statements if s.id == found.said_in)
            voice = f", says {speaker_name(record, said)}"
        text = f"{self._origin(report)}: “{quote}”{voice} `{event}`"
        return Line(text, () if note is None else (note,))

    def _origin(self, report: str) -> str:
        row = self.reports[report]
        return f"{row.publisher or 'unknown publisher'}, {day_in_words(row.published)}"

    def series(self, series: Series) -> Document:
        best = number_in_words(series.best, series.best, "exact") or "none while disputed"
        parts = [f"`{series.id}`", span_in_words(series.low, series.high), f"best {best}"]
        basis = " · ".join([*parts, *(["disputed"] if series.disputed else [])])
        event = next((e for e in self.state.events if e.id == series.event), None)
        versions = Section("Versions", tuple(self._versions(series)))
        return self._document(series_label(series, event), basis, [versions])

    def _versions(self, series: Series) -> Iterable[Line]:
        for version in series.versions:
            record = self.record(version.report)
            figure = next((f for f in record.figures if f.id == version.figure), None) if record else None
            note = self.notes.sentence(version.report, figure) if figure else None
            number = number_in_words(version.low, version.high, version.bound)
            text = (
                f"{number} — {version.relation} — {version.speaker or 'no named speaker'}, "
                f"{self._origin(version.report)}: “{version.quote}”"
            )
            yield Line(text, () if note is None else (note,))

    def statement(self, row: StatementRow) -> Document:
        lines = tuple(self._appearance(a.report, a.statement) for a in row.appearances)
        basis = f"`{row.id}` · {row.speaker or 'no named speaker'}"
        return self._document(shortened(row.content, 300), basis, [Section("Appearances", lines)])

    def _appearance(self, report: str, statement: str) -> Line:
        record = self.record(report)
        said = next((s for s in record.statements if s.id == statement), None) if record else None
        note = self.notes.passage(report, said.content) if said else None
        return Line(self._origin(report), () if note is None else (note,))

    def actor(self, row: ActorRow) -> Document:
        basis = " · ".join(p for p in (f"`{row.id}`", row.country, " ".join(row.sectors)) if p)
        names = Section("Names", tuple(Line(name, ()) for name in row.names))
        events = [e for e in self.state.events if row.name in (*e.actors, *e.recipients)]
        told = Section("Events", tuple(Line(f"{event_label(e)} `{e.id}`", ()) for e in events))
        said = [s for s in self.state.statements if s.speaker == row.name]
        lines = tuple(Line(f"“{shortened(s.content, 200)}” `{s.id}`", ()) for s in said)
        return self._document(row.name, basis, [names, told, Section("Statements", lines)])

    def place(self, id_: str) -> Document | None:
        """A place as one report names it, with every event of the ledger told there."""
        records = (self.record(row.id) for row in self.state.reports)
        places = (place for record in records if record for place in record.places)
        found = next((place for place in places if place.id == id_), None)
        if found is None:
            return None
        parts = [f"`{id_}`", found.precision, found.admin1, found.country, f"“{found.quote}”"]
        if found.lat is not None and found.lon is not None:
            parts.append(f"{found.lat:.4f}, {found.lon:.4f}")
        events = [e for e in self.state.events if e.place is not None and e.place.name == found.name]
        told = Section("Events", tuple(Line(f"{event_label(e)} `{e.id}`", ()) for e in events))
        return self._document(found.name, " · ".join(part for part in parts if part), [told])

    def _document(self, title: str, basis: str, sections: list[Section]) -> Document:
        kept = tuple(section for section in sections if section.lines)
        return Document(title, basis, kept, self.notes.citations)
