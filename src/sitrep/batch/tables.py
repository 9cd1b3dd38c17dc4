"""A record comes in, and its rows for each table of a dataset go out.

The columns are those of the record (see :mod:`sitrep.record`), flat: an item leads to its report and to
other items by their ids, and to its words by ``quote``, ``start`` and ``end``, characters of the report's
text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sitrep.ledger.board import hashed_key
from sitrep.ledger.work import standing_of
from sitrep.merge.background import Background
from sitrep.merge.blocks import blocks, kind_of
from sitrep.merge.features import REALITIES
from sitrep.merge.told import condense
from sitrep.record.codec import encode
from sitrep.record.ids import number_of

if TYPE_CHECKING:
    from sitrep.merge.told import Telling
    from sitrep.record import Actor, Event, Figure, Party, Record, Span

__all__ = ["KINDS", "NAMES", "Row", "merging_rows", "record_rows"]

Row = tuple[Any, ...]

_WORDS = "quote start:int32 end:int32"
_TABLES = {
    "reports": "id title publisher published url language text",
    "actors": "id report name kind country sectors:list title names:list",
    "places": f"id report name country admin1 lat:double lon:double geonames_id:int64 precision {_WORDS}",
    "times": f"id report type value earliest latest {_WORDS}",
    "statements": f"id report speaker speaker_actor cue form addressee replies_to {_WORDS}",
    "events": (
        "id report type mode contexts:list quad:int32 actors:list actor_ids:list recipients:list"
        f" recipient_ids:list place earliest latest reality said_in confidence:double trigger {_WORDS}"
    ),
    "figures": (
        "id report measure low:double high:double bound unit counted part_of changed_from event place time"
        f" said_in speaker {_WORDS}"
    ),
    "failures": "report reason",
    # What merging takes, not meant for people: ids are numbers here, sixteen hexadecimal digits each.
    "tellings": "event:uint64 report:uint64 standing kind country first:int32 last:int32 deed data",
    "backgrounds": "report:uint64 data",
    "keys": "key:int64 event:uint64",
}
NAMES = {table: tuple(row.partition(":")[0] for row in rows.split()) for table, rows in _TABLES.items()}
"""The columns of each table."""
KINDS = {
    table: tuple(row.partition(":")[2] or "string" for row in rows.split()) for table, rows in _TABLES.items()
}
"""What they hold, in the words of Arrow; a ``list`` holds text."""


def record_rows(record: Record) -> Iterator[tuple[str, Row]]:
    """The rows of ``record``, each with the name of its table."""
    report = record.report
    yield (
        "reports",
        (
            *(report.id, report.title, report.publisher, report.published),
            *(report.url, report.language, report.text),
        ),
    )
    for actor in record.actors:
        yield "actors", _actor(report.id, actor)
    for place in record.places:
        where = (place.country, place.admin1, place.lat, place.lon, place.geonames_id, place.precision)
        yield "places", (place.id, report.id, place.name, *where, *_words(place))
    for time in record.times:
        cells = (time.id, report.id, time.type, time.value, time.earliest, time.latest)
        yield "times", (*cells, *_words(time))
    for said in record.statements:
        speaker = (_quote(said.speaker), said.speaker.actor if said.speaker else None)
        how = (_quote(said.cue), said.form, _quote(said.addressee), said.replies_to)
        content = " … ".join(piece.quote for piece in said.content)
        ends = (min(p.start for p in said.content), max(p.end for p in said.content)) if said.content else ()
        yield "statements", (said.id, report.id, *speaker, *how, content, *(ends or (None, None)))
    for event in record.events:
        yield "events", _event(report.id, event)
    for figure in record.figures:
        yield "figures", _figure(report.id, figure)


def merging_rows(record: Record) -> Iterator[tuple[str, Row]]:
    """What merging takes of ``record``: tellings, the keys under which they are compared, the background."""
    told = condense(record)
    report = number_of(told.id)
    if told.events:
        yield "backgrounds", (report, encode(told.report.background))
    for telling in told.events:
        event = number_of(telling.id)
        first, last = _told_days(telling)
        yield (
            "tellings",
            (
                *(event, report, standing_of(telling.order), kind_of(telling)),
                *(telling.place.country if telling.place else None, first, last),
                *(REALITIES[telling.reality], encode(replace(telling, background=Background()))),
            ),
        )
        for key in blocks(telling):
            yield "keys", (hashed_key("event", key), event)


def _told_days(telling: Telling) -> tuple[int | None, int | None]:
    """The days of an event as far as they can speak against its being another."""
    if telling.days is None or not (telling.earliest or telling.latest):
        return None, None
    return telling.days.first, telling.days.last


def _actor(report: str, actor: Actor) -> Row:
    names = list(dict.fromkeys(m.quote for m in actor.mentions if m.form == "name"))
    return (actor.id, report, actor.name, actor.kind, actor.country, list(actor.sectors), actor.title, names)


def _event(report: str, event: Event) -> Row:
    what = (event.id, report, event.type, event.mode, list(event.contexts), event.quad)
    sides = (*_parties(event.actors), *_parties(event.recipients))
    when = (event.place, event.earliest, event.latest, event.reality, event.said_in, event.confidence)
    return (*what, *sides, *when, event.trigger.quote, *_words(event.sentence))


def _figure(report: str, figure: Figure) -> Row:
    number = (figure.id, report, figure.measure, figure.low, figure.high, figure.bound, figure.unit)
    links = (figure.part_of, figure.changed_from, figure.event, figure.place, figure.time, figure.said_in)
    return (*number, _quote(figure.counted), *links, _quote(figure.speaker), *_words(figure))


def _parties(parties: Iterable[Party]) -> tuple[list[str], list[str]]:
    listed = list(parties)
    return [party.quote for party in listed], [party.actor for party in listed if party.actor]


def _quote(span: Span | None) -> str | None:
    return span.quote if span else None


def _words(span: Span) -> Row:
    return (span.quote, span.start, span.end)
