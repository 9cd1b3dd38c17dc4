"""An id of a ledger comes in, and all that the ledger knows of it, footnoted, goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sitrep.views.citations import Footnotes
from sitrep.views.document import Document, Line, Section
from sitrep.views.labels import event_label, series_label, speaker_name
from sitrep.views.past import past_lines
from sitrep.views.rewriting import rewritings
from sitrep.views.wording import (
    day_in_words,
    interval_in_words,
    number_in_words,
    plural,
    shortened,
    span_in_words,
)

if TYPE_CHECKING:
    from sitrep.ledger import LedgerView, Office, Past, Waiting
    from sitrep.ledger.state import ActorRow, EventRow, ReportRow, Series, State, StatementRow
    from sitrep.record import Record, Statement

__all__ = ["Beside", "show", "show_in"]

_MOST_RIVALS = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """What a ledger knows of a row besides the state: what people did to it, what ties it, what it may be."""

    past: Sequence[Past] = ()
    ties: Sequence[Waiting] = ()
    waiting: Sequence[Waiting] = ()
    offices: Sequence[Office] = ()


def show(
    state: State, record: Callable[[str], Record | None], id_: str, beside: Beside | None = None
) -> Document | None:
    """What ``state`` holds under ``id_``: a report, event, series, statement, actor or place; else None.

    The id of a telling that was merged leads to the event it became, that of a figure to its series.
    """
    document = _shown(_View(state, lru_cache(record)), id_)  # one record is asked for line after line
    return document if document is None or beside is None else _with_more(document, beside)


def show_in(ledger: LedgerView, id_: str) -> Document | None:
    """What ``ledger`` holds under ``id_``, with what people did to it; only what surrounds it is read.

    Of a report that was retracted, or a thing that no reading of today has, only what people did is left.
    """
    lead = ledger.locate(id_)
    state = ledger.state_about(id_)
    past = ledger.history(lead.leads_to if lead else id_)
    if lead is None or state is None:
        lines = tuple(past_lines(past))
        return Document(id_, "in no view now", (Section("History", lines),), ()) if lines else None
    row = lead.leads_to
    offices = ledger.offices(row) if lead.kind == "actor" else []
    beside = Beside(past, ledger.ties(row), ledger.waiting(row, limit=_MOST_RIVALS), offices)
    return show(state, ledger.record, id_, beside)


def _with_more(document: Document, beside: Beside) -> Document:
    why = tuple(Line(f"`{tie.a}` and `{tie.b}`: {_because(tie)}", ()) for tie in beside.ties)
    rivals = tuple(Line(f"`{one.a}` and `{one.b}`: {_because(one)}", ()) for one in beside.waiting)
    held = (
        f"{office.title}: {interval_in_words(office.first, office.last) or 'undated'} "
        f"({plural(office.reports, 'report')})"
        for office in beside.offices
    )
    sections = (
        Section("Offices", tuple(Line(words, ()) for words in held)),
        Section("Why it is one", why),
        Section("May be one, for a person to say", rivals),
        Section("History", tuple(past_lines(beside.past))),
    )
    kept = tuple(section for section in sections if section.lines)
    return replace(document, sections=(*document.sections, *kept))


def _because(pair: Waiting) -> str:
    return "; ".join(pair.evidence) or "no evidence in words"


def _shown(view: _View, id_: str) -> Document | None:
    state = view.state
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


def _published(row: ReportRow) -> tuple[str, str]:
    return (row.published or "", row.id)


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
        if row.version_of:
            basis += f" · version of `{row.version_of}`"
        paragraphs = record.report.text.split("\n\n") if record else []
        text = Section("Text", tuple(Line(paragraph, ()) for paragraph in paragraphs))
        changed = Section("What this version changed", tuple(self._rewritten(row)))
        kin = Section("Printed and updated as", tuple(self._kin(row)))
        return self._document(
            row.title or row.id, basis, [changed, Section("Events", tuple(lines)), kin, text]
        )

    def _rewritten(self, row: ReportRow) -> Iterator[Line]:
        """The sentences that went and came since the version before, or since the text that was copied."""
        origin = row.version_of or row.reprint_of
        family = [
            r
            for r in self.state.reports
            if origin is not None and origin in (r.id, r.version_of) and r != row
        ]
        earlier = [r for r in family if _published(r) <= _published(row)]
        old = self.record(earlier[-1].id if row.version_of and earlier else origin or "")
        new = self.record(row.id)
        if origin is None or old is None or new is None:
            return
        for change in rewritings(old.report, new.report):
            note = self.notes.passage(change.report, [change.passage])
            words = shortened(change.passage.quote, 300)
            yield Line(f"{change.what}: “{words}”", () if note is None else (note,))

    def _kin(self, row: ReportRow) -> Iterator[Line]:
        for other in self.state.reports:
            if other.id != row.id and row.id in (other.reprint_of, other.version_of):
                what = "reprinted" if other.reprint_of == row.id else "updated"
                yield Line(f"{what}: {self._origin(other.id)} `{other.id}`", ())

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
        answers = (s for s in self.state.statements if row.id == s.replies_to)
        answered = (s for s in self.state.statements if s.id == row.replies_to)
        sections = [
            Section("Appearances", lines),
            Section("Answers", tuple(self._answer(answer) for answer in answered)),
            Section("Answered by", tuple(self._answer(answer) for answer in answers)),
        ]
        return self._document(shortened(row.content, 300), basis, sections)

    def _answer(self, row: StatementRow) -> Line:
        """A statement in one line, with the verb that the reporter has for it: said, denied, confirmed."""
        first = row.appearances[0]
        said = self._said(first.report, first.statement)
        note = self.notes.passage(first.report, said.content) if said else None
        cue = f" ({said.cue.quote})" if said and said.cue else ""
        words = f"{row.speaker or 'no named speaker'}{cue}: “{shortened(row.content, 200)}”"
        return Line(words, () if note is None else (note,), None, row.id)

    def _said(self, report: str, statement: str) -> Statement | None:
        record = self.record(report)
        return next((s for s in record.statements if s.id == statement), None) if record else None

    def _appearance(self, report: str, statement: str) -> Line:
        said = self._said(report, statement)
        note = self.notes.passage(report, said.content) if said else None
        words = " … ".join(piece.quote for piece in said.content) if said else ""
        return Line(f"{self._origin(report)}: “{shortened(words, 300)}”", () if note is None else (note,))

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
