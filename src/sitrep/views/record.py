"""A record comes in, and its lists as tables of words that a person can read go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.views.wording import interval_in_words, number_in_words, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitrep.record import Event, Figure, Party, Record, Statement

__all__ = ["Table", "record_tables", "to_markdown"]


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column heads and rows of text, each row as long as the heads."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def record_tables(record: Record) -> tuple[Table, ...]:
    """The lists of a record that hold anything, events first, each row in the words of the report."""
    tables = (
        Table("Events", ("what", "who", "to whom", "where", "when", "as", "words"), _event_rows(record)),
        Table("Figures", ("measure", "number", "of", "event", "says", "words"), _figure_rows(record)),
        Table("Statements", ("speaker", "cue", "content"), _statement_rows(record.statements)),
        Table("Actors", ("name", "kind", "country", "sectors", "title", "mentions"), _actor_rows(record)),
        Table("Places", ("words", "name", "country", "precision"), _place_rows(record)),
        Table("Times", ("words", "value", "interval"), _time_rows(record)),
    )
    return tuple(table for table in tables if table.rows)


def to_markdown(record: Record) -> str:
    """A record as Markdown: a heading for the report, a table for each list."""
    report = record.report
    origin = " · ".join(part for part in (report.publisher, report.published, report.url) if part)
    lines = [f"# {_cell(report.title or report.id)}", ""]
    if origin:
        lines += [_cell(origin), ""]
    for table in record_tables(record):
        lines += [f"## {table.title}", ""]
        lines += [_row(table.columns), _row("---" for _ in table.columns)]
        lines += [_row(_cell(cell) for cell in row) for row in table.rows]
        lines.append("")
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _event_rows(record: Record) -> tuple[tuple[str, ...], ...]:
    places = {place.id: place for place in record.places}
    speakers = {s.id: s.speaker.quote if s.speaker else "?" for s in record.statements}
    rows = []
    for event in record.events:
        place = places.get(event.place or "")
        rows.append(
            (
                f"{event.type}/{event.mode}" if event.mode else event.type,
                _quotes(event.actors),
                _quotes(event.recipients),
                place.name if place else "",
                interval_in_words(event.earliest, event.latest),
                _standing(event, speakers),
                event.trigger.quote,
            )
        )
    return tuple(rows)


def _standing(event: Event, speakers: dict[str, str]) -> str:
    if event.said_in is None:
        return event.reality
    return f"{event.reality}, says {shortened(speakers[event.said_in], 30)}"


def _quotes(parties: Sequence[Party]) -> str:
    return "; ".join(shortened(party.quote, 50) for party in parties)


def _figure_rows(record: Record) -> tuple[tuple[str, ...], ...]:
    events = {event.id: event for event in record.events}
    rows = []
    for figure in record.figures:
        event = events.get(figure.event or "")
        rows.append(
            (
                figure.measure,
                _number(figure),
                figure.counted.quote if figure.counted else "",
                event.trigger.quote if event else "",
                shortened(figure.speaker.quote, 30) if figure.speaker else "",
                figure.quote,
            )
        )
    return tuple(rows)


def _number(figure: Figure) -> str:
    number = number_in_words(figure.low, figure.high, figure.bound)
    return f"{number} {figure.unit}" if figure.unit else number


def _statement_rows(statements: Iterable[Statement]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            shortened(s.speaker.quote, 50) if s.speaker else "",
            s.cue.quote if s.cue else "",
            shortened(" … ".join(piece.quote for piece in s.content), 160),
        )
        for s in statements
    )


def _actor_rows(record: Record) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (a.name, a.kind, a.country or "", " ".join(a.sectors), a.title or "", str(len(a.mentions)))
        for a in record.actors
    )


def _place_rows(record: Record) -> tuple[tuple[str, ...], ...]:
    return tuple((p.quote, p.name, p.country or "", p.precision) for p in record.places)


def _time_rows(record: Record) -> tuple[tuple[str, ...], ...]:
    return tuple((t.quote, t.value, interval_in_words(t.earliest, t.latest)) for t in record.times)
