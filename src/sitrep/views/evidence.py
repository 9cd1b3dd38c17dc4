"""A row of the ledger and the records behind it come in, and its cells, each with its words, go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.views.citations import sentences_around
from sitrep.views.labels import kind_label, speaker_name
from sitrep.views.live_page import link_to
from sitrep.views.wording import interval_in_words

if TYPE_CHECKING:
    from sitrep.ledger.state import EventRow, ReportRow, Series, StatementRow
    from sitrep.record import Event, Record, Span

__all__ = ["Cell", "Passage", "Telling", "event_cells", "tellings_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a cell rests on: the ``spans`` themselves, and the sentences ``[start, end)`` around."""

    report: str
    start: int
    end: int
    quote: str
    spans: tuple[tuple[int, int], ...]
    publisher: str | None
    published: str | None
    link: str | None

    @property
    def told(self) -> str:
        """The words themselves, pieces that stand apart with an ellipsis between."""
        return " … ".join(self.quote[a - self.start : b - self.start] for a, b in self.spans)

    @property
    def words(self) -> str:
        """Sentence, outlet and date in one line."""
        outlet = " ".join(part for part in (self.publisher, (self.published or "")[:10]) if part)
        return f"“{' '.join(self.quote.split())}” — {outlet or 'unknown outlet'}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an event: ``name`` as people correct it, a heading, what it shows, and where that is told.

    ``written`` is the value as a person would type it.
    """

    name: str
    heading: str
    value: str
    written: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of a row: the item's id, its report, who says so there, and its words by cell."""

    item: str
    report: ReportRow
    speaker: str | None
    passages: Mapping[str, Passage]

    @property
    def main(self) -> Passage:
        """The words that tell it."""
        return self.passages[""]


Records = Callable[[str], "Record | None"]


def tellings_of(
    row: EventRow | Series | StatementRow, reports: Mapping[str, ReportRow], record: Records
) -> list[Telling]:
    """Every telling of an event, version of a series or appearance of a statement, in order."""
    return list(_tellings(row, reports, record))


def _tellings(
    row: EventRow | Series | StatementRow, reports: Mapping[str, ReportRow], record: Records
) -> Iterator[Telling]:
    for report, item in _items(row):
        found = record(report)
        if found is None or report not in reports:
            continue
        spoken, spans = _spans(found, item)
        if "" in spans:
            # The telling's own sentence is the frame of every cell that stands in it.
            passages = {name: _passage(found, told, spans[""]) for name, told in spans.items()}
            yield Telling(item, reports[report], spoken, passages)


def _items(row: EventRow | Series | StatementRow) -> Iterator[tuple[str, str]]:
    if hasattr(row, "items"):
        yield from ((item.report, item.event) for item in row.items)
    elif hasattr(row, "versions"):
        yield from ((version.report, version.figure) for version in row.versions)
    else:
        yield from ((place.report, place.statement) for place in row.appearances)


def _spans(record: Record, item: str) -> tuple[str | None, dict[str, list[Span]]]:
    """Who says so, and the spans of an item by cell; those of the telling itself under no name."""
    for event in record.events:
        if event.id == item:
            return _said(record, event.said_in), dict(_of_event(record, event))
    for figure in record.figures:
        if figure.id == item:
            spans = [figure, *([figure.counted] if figure.counted else [])]
            speaker = [figure.speaker] if figure.speaker else []
            return _said(record, figure.said_in), {"": [figure], "number": spans, "speaker": [*speaker]}
    for statement in record.statements:
        if statement.id == item:
            spans = list(statement.content)
            cue = [
                *([statement.speaker] if statement.speaker else []),
                *([statement.cue] if statement.cue else []),
            ]
            return _said(record, item), {"": spans, "speaker": [*cue]} if spans else {}
    return None, {}


def _of_event(record: Record, event: Event) -> Iterator[tuple[str, list[Span]]]:
    yield "", [event.trigger]
    yield "type", [event.trigger]
    yield "actors", [*event.actors]
    yield "recipients", [*event.recipients]
    yield "place", [place for place in record.places if place.id == event.place]
    yield "when", [time for time in record.times if time.id == event.time]
    for said in record.statements:
        if said.id == event.said_in:
            yield "said", [*([said.speaker] if said.speaker else []), *([said.cue] if said.cue else [])]


def _said(record: Record, statement: str | None) -> str | None:
    said = next((s for s in record.statements if s.id == statement), None)
    return None if said is None else speaker_name(record, said)


def _passage(record: Record, told: Iterable[Span], main: list[Span]) -> Passage:
    """The passage of ``told``; where the report has no words for a cell, the telling's own."""
    spans = tuple((span.start, span.end) for span in told)
    frame = spans or tuple((span.start, span.end) for span in main)
    report = record.report
    start, end = sentences_around(report.text, min(a for a, _ in frame), max(b for _, b in frame))
    quoted = report.text[start:end]
    link = link_to(report.url, quoted)
    return Passage(report.id, start, end, quoted, spans, report.publisher, report.published, link)


# -- cells of an event ------------------------------------------------------------------------


def event_cells(event: EventRow, tellings: Iterable[Telling]) -> list[Cell]:
    """The cells of an event as its row has them, each with the words of every telling that has any."""
    told = list(tellings)

    def passages(name: str) -> tuple[Passage, ...]:
        found = (telling.passages.get(name) for telling in told)
        return tuple(passage for passage in found if passage is not None and passage.spans)

    place = event.place
    where = ", ".join(part for part in (place.name, place.country) if part) if place else ""
    when = interval_in_words(event.earliest, event.latest)
    speakers = list(dict.fromkeys(t.speaker for t in told if t.speaker))
    kind = kind_label(event.type, event.mode)
    code = f"{event.type}{f'/{event.mode}' if event.mode else ''}"
    return [
        Cell("type", "What", f"{kind} ({code})", event.type, passages("type")),
        Cell("actors", "By", "; ".join(event.actors), "; ".join(event.actors), passages("actors")),
        Cell(
            "recipients",
            "To",
            "; ".join(event.recipients),
            "; ".join(event.recipients),
            passages("recipients"),
        ),
        Cell("place", "Where", where, where, passages("place")),
        Cell("when", "When", when, event.earliest or "", passages("when")),
        Cell("reality", "Reality", event.reality, event.reality, passages("type")),
        Cell("said", "Says who", "; ".join(speakers), "", passages("said")),
    ]
