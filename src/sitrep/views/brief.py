"""A ledger's state comes in, and the situation report, every line of it footnoted, goes out.

What stands inside a statement is told as what its speaker says, never as plain fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from sitrep.merge.bounds import Number, can_both_hold
from sitrep.views.citations import Footnotes
from sitrep.views.document import Document, Line, Section
from sitrep.views.labels import event_label, series_label, speaker_name
from sitrep.views.wording import day_in_words, number_in_words, plural, shortened, span_in_words

if TYPE_CHECKING:
    from sitrep.ledger.state import EventRow, Item, Series, State, StatementRow, Version
    from sitrep.record import Event, Figure, Record, Statement

Row = TypeVar("Row")

__all__ = ["contested", "make_brief"]

_MOST = 40  # lines a section holds before the rest is only counted
_PEOPLE = (
    "killed",
    "injured",
    "missing",
    "hospitalized",
    "intensive_care",
    "displaced",
    "detained",
    "arrested",
)
_TOLD = frozenset({"happened", "ongoing"})
_CLAIMED = frozenset({"possible", "planned", "denied"})


def make_brief(
    state: State, record: Callable[[str], Record | None], *, about: str | None = None, most: int = _MOST
) -> Document:
    """The situation report of ``state``; ``record`` gives the record of a report by its id.

    ``about`` keeps only what holds these words, in any case, in its own words or names. Of a section's
    lines beyond ``most`` only the number is told.
    """
    return _Writer(state, lru_cache(record), about, most).brief()  # one record is asked for line after line


class _Writer:
    """Writes one brief: the state, the records behind it and the footnotes made so far."""

    def __init__(
        self, state: State, record: Callable[[str], Record | None], about: str | None, most: int
    ) -> None:
        self.most = most
        self.state = state
        self.record = record
        self.notes = Footnotes(record)
        self.about = about
        self.events = {event.id: event for event in state.events}
        self.published = {row.id: (row.published or "")[:10] for row in state.reports}

    def brief(self) -> Document:
        series = sorted(filter(self._is_wanted, self.state.series), key=_weight)
        key, disputed, revised = (
            [row for row in series if holds(row)] for holds in (_is_key, _is_disputed, _is_revised)
        )
        told, claimed = self._events(_TOLD), self._events(_CLAIMED)
        sections = (
            self._section("Key figures", key, self._key_figure),
            self._section("What is disputed", disputed, self._dispute),
            self._section("What was revised", revised, self._revision),
            self._section("Timeline", told, self._event_line, by_day=True),
            self._section("Planned, feared, denied", claimed, self._event_line, by_day=True),
            self._section("Who said what", self._statements(), self._statement_line, by_day=True),
        )
        title = f"Situation report: {self.about}" if self.about else "Situation report"
        return Document(title, self._basis(), tuple(s for s in sections if s.lines), self.notes.citations)

    def _section(
        self, title: str, rows: Sequence[Row], line: Callable[[Row], Line | None], *, by_day: bool = False
    ) -> Section:
        """A section of at most ``most`` lines; only those that are shown make footnotes."""
        found: list[Line] = []
        for position, row in enumerate(rows):
            if len(found) == self.most:
                return Section(title, tuple(found), by_day, len(rows) - position)
            written = line(row)
            if written is not None and written.notes:
                found.append(written)
        return Section(title, tuple(found), by_day)

    def _basis(self) -> str:
        reports = self.state.reports
        independent = [r for r in reports if r.reprint_of is None]
        publishers = {r.publisher for r in reports if r.publisher}
        days = sorted(r.published[:10] for r in reports if r.published)
        period = f", {day_in_words(days[0])} to {day_in_words(days[-1])}" if days else ""
        counted = f"{plural(len(reports), 'report')}, {len(independent)} of them independent"
        basis = f"{counted}, from {plural(len(publishers), 'publisher')}{period}."
        if self.about:
            return f"{basis} Only what holds “{self.about}”."
        return basis

    # -- figures ------------------------------------------------------------------------------

    def _is_wanted(self, series: Series) -> bool:
        event = self.events.get(series.event or "")
        words = [v.quote for v in series.versions] + [v.speaker or "" for v in series.versions]
        return self._matches(*words, series.measure, series.counted or "", event_label(event))

    def _matches(self, *words: str) -> bool:
        return self.about is None or any(self.about.casefold() in word.casefold() for word in words)

    def _key_figure(self, series: Series) -> Line:
        last = series.versions[-1]
        reports = plural(len({v.report for v in series.versions}), "independent report")
        if not series.disputed:
            text = f"{self._label(series)}: **{_number(last)}** ({_says(last)}; {reports})"
            return Line(text, self._version_notes([last]), last.published, series.id)
        against = contested(series)
        voices = ", ".join(f"{_number(v)} says {_voice(v)}" for v in against)
        number = _spread(against)
        text = f"{self._label(series)}: **{number}** (disputed: {voices}; {reports})"
        return Line(text, self._version_notes(against), last.published, series.id)

    def _label(self, series: Series) -> str:
        return series_label(series, self.events.get(series.event or ""))

    def _dispute(self, series: Series) -> Line:
        against = contested(series)
        sides = [
            f"{_voice(v)}, {day_in_words(v.published)}: **{_number(v)}**{self._in_words(v)}" for v in against
        ]
        text = f"{self._label(series)}: " + " — against — ".join(sides)
        return Line(text, self._version_notes(against))

    def _in_words(self, version: Version) -> str:
        """The sentence that a version stands in, quoted."""
        figure = self._figure(version)
        note = self.notes.sentence(version.report, figure) if figure else None
        if note is None:
            return ""
        return f", “{shortened(self.notes.citations[note - 1].quote, 160)}”"

    def _revision(self, series: Series) -> Line:
        steps = []
        for version in series.versions:
            if version.relation in {"repeats"}:
                continue
            mark = {"first": "", "revises": "→ ", "disputes": "⚑ ", "refines": "≈ "}[version.relation]
            steps.append(f"{mark}{_number(version)} ({day_in_words(version.published)}, {_voice(version)})")
        shown = [v for v in series.versions if v.relation != "repeats"]
        return Line(f"{self._label(series)}: " + " ".join(steps), self._version_notes(shown))

    def _version_notes(self, versions: Iterable[Version]) -> tuple[int, ...]:
        notes = []
        for version in versions:
            figure = self._figure(version)
            note = self.notes.sentence(version.report, figure) if figure else None
            if note is not None and note not in notes:
                notes.append(note)
        return tuple(notes)

    def _figure(self, version: Version) -> Figure | None:
        record = self.record(version.report)
        return next((f for f in record.figures if f.id == version.figure), None) if record else None

    # -- events -------------------------------------------------------------------------------

    def _events(self, realities: frozenset[str]) -> list[EventRow]:
        """The events of some realities that the brief is about, by day."""
        rows = [e for e in self.state.events if e.reality in realities and e.status != "rejected"]
        wanted = [e for e in rows if self._matches(event_label(e), *(item.quote for item in e.items))]
        return sorted(wanted, key=self._order)

    def _order(self, event: EventRow) -> tuple[str, int, str]:
        """By day, what most reports tell of first."""
        return (event.earliest or self._published(event) or "9999")[:10], -event.independent, event.id

    def _event_line(self, event: EventRow) -> Line | None:
        first = self._item(event, 0)
        if first is None:
            return None
        told, speaker = first
        words = f"“{shortened(told.sentence.quote, 170)}”"
        voice = f", says {speaker}" if speaker else ""
        counted = plural(len(event.reports), "report")
        if event.independent != len(event.reports):
            counted += f", {event.independent} independent"
        mark = f" [{event.reality}]" if event.reality in _CLAIMED else ""
        label = event_label(event, dated=False)
        notes = [self.notes.sentence(i.report, e.sentence) for i, e in self._cited(event)]
        day = event.earliest or self._published(event)
        text = f"{label}{mark}{voice} ({counted}): {words}"
        cited = tuple(dict.fromkeys(n for n in notes if n is not None))
        return Line(text, cited, day[:10] if day else None, event.id)

    def _cited(self, event: EventRow) -> Iterable[tuple[Item, Event]]:
        """The items to cite: one a report, five at most."""
        seen: set[str] = set()
        for item in event.items:
            found = self._record_event(item.report, item.event)
            if found is not None and item.report not in seen and len(seen) < 5:
                seen.add(item.report)
                yield item, found

    def _item(self, event: EventRow, index: int) -> tuple[Event, str | None] | None:
        """The record's event behind an item, and who says so where it stands in a statement."""
        item = event.items[index]
        found = self._record_event(item.report, item.event)
        record = self.record(item.report)
        if found is None or record is None:
            return None
        said = next((s for s in record.statements if s.id == found.said_in), None)
        if said is None:
            return found, None
        return found, speaker_name(record, said)

    def _record_event(self, report: str, event: str) -> Event | None:
        record = self.record(report)
        return next((e for e in record.events if e.id == event), None) if record else None

    def _published(self, event: EventRow) -> str | None:
        days = sorted(r.published for r in self.state.reports if r.id in event.reports and r.published)
        return days[0] if days else None

    # -- statements ---------------------------------------------------------------------------

    def _statements(self) -> list[StatementRow]:
        """The statements with a speaker that the brief is about, by day of publication."""
        rows = [
            row
            for row in self.state.statements
            if row.speaker and row.appearances and self._matches(row.content, row.speaker)
        ]
        return sorted(rows, key=self._day)

    def _day(self, row: StatementRow) -> str:
        return self.published.get(row.appearances[0].report, "")

    def _statement_line(self, row: StatementRow) -> Line | None:
        said = self._said(row)
        note = self.notes.passage(row.appearances[0].report, said.content) if said else None
        if said is None or note is None:
            return None
        cue = f" ({said.cue.quote})" if said.cue else ""
        addressee = f" to {said.addressee.quote}" if said.addressee else ""
        outlets = f" [{plural(len(row.appearances), 'appearance')}]" if len(row.appearances) > 1 else ""
        return Line(
            f"{row.speaker}{cue}{addressee}: “{shortened(row.content, 200)}”{outlets}",
            (note,),
            self._day(row) or None,
            row.id,
        )

    def _said(self, row: StatementRow) -> Statement | None:
        first = row.appearances[0]
        record = self.record(first.report)
        return next((s for s in record.statements if s.id == first.statement), None) if record else None


def _weight(series: Series) -> tuple[int, int, str]:
    rank = _PEOPLE.index(series.measure) if series.measure in _PEOPLE else len(_PEOPLE)
    return -len({v.report for v in series.versions}), rank, series.id


def _is_disputed(series: Series) -> bool:
    return series.disputed


def _is_key(series: Series) -> bool:
    return series.measure != "other" and series.measure != "duration"


def _is_revised(series: Series) -> bool:
    return any(version.relation == "revises" for version in series.versions)


def _by_speaker(series: Series) -> list[Version]:
    """The latest version of each speaker, the latest of all first."""
    latest: dict[str | None, Version] = {}
    for version in series.versions:
        latest.pop(version.speaker, None)
        latest[version.speaker] = version
    return list(reversed(latest.values()))


def contested(series: Series) -> list[Version]:
    """The speakers' latest versions that cannot hold together with another's, the latest first."""
    # Two speakers of one name, such as "police" of two towns, are one here and two in the ledger.
    return _clashing(_by_speaker(series)) or _clashing(list(reversed(series.versions)))


def _clashing(versions: Sequence[Version]) -> list[Version]:
    """Those of ``versions`` that cannot hold together with another of them."""
    return [v for v in versions if any(not can_both_hold(_bounds(v), _bounds(w)) for w in versions)]


def _spread(versions: Sequence[Version]) -> str:
    """From the lowest to the highest number that versions name: "154 to 220"."""
    named = [n for v in versions for n in (v.low, v.high) if n is not None]
    return span_in_words(min(named), max(named))


def _bounds(version: Version) -> Number:
    return Number(version.low, version.high, version.bound)


def _number(version: Version) -> str:
    return number_in_words(version.low, version.high, version.bound)


def _says(version: Version) -> str:
    voice = f"says {version.speaker}" if version.speaker else _voice(version)
    return f"{day_in_words(version.published)}, {voice}"


def _voice(version: Version) -> str:
    return version.speaker or "no named speaker"
