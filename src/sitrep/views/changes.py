"""Two states of one ledger come in, and what came about between them, footnoted, goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from sitrep.views.citations import Footnotes
from sitrep.views.document import Document, Line, Section
from sitrep.views.labels import event_label, series_label
from sitrep.views.past import act_in_words
from sitrep.views.wording import day_in_words, number_in_words, plural, shortened

if TYPE_CHECKING:
    from sitrep.ledger.entries import Logged
    from sitrep.ledger.state import EventRow, Series, State, Version
    from sitrep.record import Record

__all__ = ["make_changes"]


def make_changes(
    before: State,
    after: State,
    record: Callable[[str], Record | None],
    acts: Iterable[Logged],
    *,
    since: str,
) -> Document:
    """What was filed, revised, newly disputed, merged, parted or retracted between two states of a ledger.

    ``acts`` are those of people in the meantime, ``record`` gives the record of a report by its id.
    """
    return _Differ(before, after, lru_cache(record)).document(list(acts), since)


class _Differ:
    """One comparison, with the footnotes made so far."""

    def __init__(self, before: State, after: State, record: Callable[[str], Record | None]) -> None:
        self.before = before
        self.after = after
        self.record = record
        self.notes = Footnotes(record)
        self.events = {event.id: event for event in after.events}
        self.held = {item.event: event.id for event in before.events for item in event.items}
        self.now = {item.event: event.id for event in after.events for item in event.items}

    def document(self, acts: list[Logged], since: str) -> Document:
        sections = (
            Section("New reports", tuple(self._new_reports())),
            Section("New events", tuple(self._new_events())),
            Section("Told again", tuple(self._told_again())),
            Section("New numbers", tuple(self._new_versions())),
            Section("Newly disputed", tuple(self._disputes(self.before, self.after))),
            Section("No longer disputed", tuple(self._disputes(self.after, self.before))),
            Section("Merged", tuple(self._merged())),
            Section("Parted", tuple(self._parted())),
            Section("Gone", tuple(self._gone())),
            Section("What people did", tuple(Line(act_in_words(act), (), act.filed_at[:10]) for act in acts)),
        )
        shown = tuple(section for section in sections if section.lines)
        basis = f"{plural(len(self._new_report_ids()), 'new report')} filed since {since}."
        if not shown:
            basis += " Nothing changed."
        return Document(f"What changed since {since}", basis, shown, self.notes.citations)

    def _new_report_ids(self) -> set[str]:
        return {row.id for row in self.after.reports} - {row.id for row in self.before.reports}

    def _new_reports(self) -> Iterator[Line]:
        fresh = self._new_report_ids()
        for row in self.after.reports:
            if row.id in fresh:
                kin = f", a reprint of `{row.reprint_of}`" if row.reprint_of else ""
                kin += f", a version of `{row.version_of}`" if row.version_of else ""
                title = row.title or "untitled"
                origin = f"{row.publisher or 'unknown publisher'}, {day_in_words(row.published)}"
                yield Line(f"{title} ({origin}){kin}", (), None, row.id)

    def _new_events(self) -> Iterator[Line]:
        for event in self.after.events:
            if event.status != "rejected" and not any(item.event in self.held for item in event.items):
                yield self._event(event)

    def _told_again(self) -> Iterator[Line]:
        for event in self.after.events:
            new = [item for item in event.items if item.event not in self.held]
            if event.status != "rejected" and new and len(new) < len(event.items):
                yield self._event(event, f" — {plural(len({item.report for item in new}), 'more report')}")

    def _new_versions(self) -> Iterator[Line]:
        known = {version.figure for series in self.before.series for version in series.versions}
        for series in self.after.series:
            new = [v for v in series.versions if v.figure not in known and v.relation != "repeats"]
            if new:
                told = "; ".join(self._version(version) for version in new)
                notes = (self._note(version) for version in new)
                label = series_label(series, self.events.get(series.event or ""))
                yield Line(f"{label}: {told}", _only(notes), new[-1].published, series.id)

    def _version(self, version: Version) -> str:
        number = number_in_words(version.low, version.high, version.bound)
        return f"**{number}** ({version.relation}, {version.speaker or 'no named speaker'})"

    def _disputes(self, quiet: State, loud: State) -> Iterator[Line]:
        """The series that are disputed in ``loud`` and were not in ``quiet``."""
        open_before = {v.figure for s in quiet.series if s.disputed for v in s.versions}
        known = {v.figure for s in quiet.series for v in s.versions}
        for series in loud.series:
            figures = {version.figure for version in series.versions}
            if series.disputed and not figures & open_before and (loud is self.after or figures & known):
                yield self._series(series)

    def _series(self, series: Series) -> Line:
        latest = {version.speaker: version for version in series.versions}
        sides = " — against — ".join(self._version(version) for version in latest.values())
        notes = (self._note(version) for version in latest.values())
        label = series_label(series, self.events.get(series.event or ""))
        return Line(f"{label}: {sides}", _only(notes), None, series.id)

    def _merged(self) -> Iterator[Line]:
        for event in self.after.events:
            former = sorted({self.held[i.event] for i in event.items if i.event in self.held})
            if len(former) > 1:
                yield self._event(event, f" — of {', '.join(f'`{name}`' for name in former)}")

    def _parted(self) -> Iterator[Line]:
        for event in self.before.events:
            now = sorted({self.now[item.event] for item in event.items if item.event in self.now})
            if len(now) > 1:
                yield Line(
                    f"{event_label(event)} — into {', '.join(f'`{name}`' for name in now)}",
                    (),
                    None,
                    event.id,
                )

    def _gone(self) -> Iterator[Line]:
        shown = {row.id for row in self.after.reports}
        for row in self.before.reports:
            if row.id not in shown:
                yield Line(
                    f"Report {row.title or row.id} ({row.publisher or 'unknown publisher'})", (), None, row.id
                )
        rejected = {event.id for event in self.before.events if event.status == "rejected"}
        for event in self.after.events:
            if event.status == "rejected" and event.id not in rejected:
                yield self._event(event, " — rejected")

    def _event(self, event: EventRow, more: str = "") -> Line:
        item = event.items[-1]
        record = self.record(item.report)
        told = next((e for e in record.events if e.id == item.event), None) if record else None
        note = self.notes.sentence(item.report, told.sentence) if told else None
        text = f"{event_label(event)}{more}: “{shortened(item.quote, 170)}”"
        return Line(text, _only([note]), (event.earliest or "")[:10] or None, event.id)

    def _note(self, version: Version) -> int | None:
        record = self.record(version.report)
        figure = next((f for f in record.figures if f.id == version.figure), None) if record else None
        return self.notes.sentence(version.report, figure) if figure else None


def _only(notes: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(note for note in notes if note is not None))
