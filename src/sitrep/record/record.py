"""A report and all that was read from it come in, and a record whose every cell is proved goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from sitrep.errors import InputError
from sitrep.record.actor import Actor
from sitrep.record.event import Event
from sitrep.record.figure import Figure
from sitrep.record.frames import to_frame
from sitrep.record.place import Place
from sitrep.record.report import Report
from sitrep.record.span import Span
from sitrep.record.statement import Statement
from sitrep.record.time import Time

__all__ = ["SCHEMA", "Reader", "Record"]

SCHEMA = "sitrep.record/1"


@dataclass(frozen=True, slots=True)
class Reader:
    """Which reader made a record: the program's version, the model and the codebook it used."""

    version: str
    model: str
    codebook: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one report.

    Building one checks every span against the report's text and every reference against the
    ids of the record, and raises :class:`InputError` naming the first that does not hold.
    """

    schema: str
    reader: Reader
    report: Report
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise InputError(f"a record of schema {SCHEMA} was expected, {self.schema!r} came")
        for span in self.spans():
            span.check(self.report.text)
        self._check_references()

    def spans(self) -> Iterator[Span]:
        """Every span of the record, in no stated order."""
        for rows in self._lists():
            for row in rows:
                yield from _spans(row)

    def at_least(self, confidence: float) -> Record:
        """The record without events of less than ``confidence``, 0 to 1; no figure points to one left out."""
        events = tuple(event for event in self.events if event.confidence >= confidence)
        if len(events) == len(self.events):
            return self
        kept = {event.id for event in events}
        figures = tuple(f if f.event in kept else replace(f, event=None) for f in self.figures)
        return replace(self, events=events, figures=figures)

    def to_frames(self) -> dict[str, Any]:
        """Each list of the record as a data frame of pandas or polars, by the list's name.

        :class:`~sitrep.errors.MissingExtra` where neither is installed.
        """
        names = ("actors", "places", "times", "statements", "events", "figures")
        return {name: to_frame(rows) for name, rows in zip(names, self._lists(), strict=True)}

    def _lists(self) -> tuple[tuple[object, ...], ...]:
        return (self.actors, self.places, self.times, self.statements, self.events, self.figures)

    def _check_references(self) -> None:
        actors = _ids("actor", self.actors)
        places, times = _ids("place", self.places), _ids("time", self.times)
        statements, events = _ids("statement", self.statements), _ids("event", self.events)
        figures = _ids("figure", self.figures)
        for s in self.statements:
            _known(s.id, actors, *(p.actor for p in (s.speaker, s.addressee) if p))
            _known(s.id, times, s.time)
            _known(s.id, statements, s.replies_to)
        for e in self.events:
            _known(e.id, actors, *(p.actor for p in (*e.actors, *e.recipients)))
            _known(e.id, places, e.place)
            _known(e.id, times, e.time)
            _known(e.id, statements, e.said_in)
        for f in self.figures:
            _known(f.id, actors, f.speaker.actor if f.speaker else None)
            _known(f.id, places, f.place)
            _known(f.id, times, f.time)
            _known(f.id, statements, f.said_in)
            _known(f.id, events, f.event)
            _known(f.id, figures, f.part_of, f.changed_from)


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    kind: Any = type(value)
    for name in _fields(kind):
        held = getattr(value, name)
        if isinstance(held, tuple):
            for item in held:
                yield from _spans(item)
        elif held is not None and not isinstance(held, str | int | float):
            yield from _spans(held)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _ids(kind: str, rows: tuple[Actor | Place | Time | Statement | Event | Figure, ...]) -> frozenset[str]:
    ids = frozenset(row.id for row in rows)
    if len(ids) != len(rows):
        raise InputError(f"two {kind}s of one record have the same id")
    return ids


def _known(holder: str, ids: frozenset[str], *references: str | None) -> None:
    for reference in references:
        if reference is not None and reference not in ids:
            raise InputError(f"{holder} refers to {reference}, which the record does not hold")
