"""Words of a text and what they tell come in, and a whole record goes out, so that tests need no reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.record import (
    SCHEMA,
    Actor,
    Event,
    Figure,
    Mention,
    Party,
    Place,
    Reader,
    Record,
    Report,
    Span,
    Statement,
    Time,
    identify,
    identify_report,
)


@dataclass(frozen=True)
class Spot:
    """A place on the map, as a gazetteer would give it."""

    name: str
    country: str | None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    precision: str = "city"


BEIRUT = Spot("Beirut", "LBN", "Beyrouth", 33.89, 35.50, 276781)
TRIPOLI = Spot("Tripoli", "LBN", "Liban-Nord", 34.44, 35.85, 266826)
SIDON = Spot("Sidon", "LBN", "South Governorate", 33.56, 35.37, 268064)
JOUNIEH = Spot("Jounieh", "LBN", "Mont-Liban", 33.98, 35.62, 272103)
SOUTH = Spot("South Governorate", "LBN", "South Governorate", 33.3, 35.3, 267948, "region")
LEBANON = Spot("Lebanon", "LBN", None, 33.8, 35.8, 272103000, "country")
LAGOS = Spot("Lagos", "NGA", "Lagos", 6.45, 3.39, 2332459)


@dataclass(frozen=True)
class Told:
    """An event to be told in a text; ``trigger`` and the parties are words of it."""

    trigger: str
    type: str = "ACCIDENT"
    mode: str | None = None
    place: Spot | None = None
    days: tuple[str | None, str | None] = (None, None)
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    reality: str = "happened"


@dataclass(frozen=True)
class Count:
    """A figure to be told in a text; ``event`` is the place of its event in the list, None for none."""

    quote: str
    low: int | float | None
    high: int | float | None
    measure: str = "killed"
    bound: str = "exact"
    counted: str | None = None
    speaker: str | None = None
    event: int | None = 0
    place: Spot | None = None
    time: tuple[str, str, str] | None = None
    part_of: int | None = None
    changed_from: int | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Said:
    """A statement to be told in a text, in one piece or more."""

    content: tuple[str, ...]
    speaker: str | None = None
    replies_to: int | None = None


@dataclass(frozen=True)
class Body:
    """What an actor is, where it is not just a named organisation."""

    kind: str = "organization"
    country: str | None = None
    sectors: tuple[str, ...] = ()
    named: bool = True


@dataclass
class _Draft:
    text: str
    report: str
    bodies: dict[str, Body]
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[Spot, Place] = field(default_factory=dict)
    times: dict[tuple[str, str, str], Time] = field(default_factory=dict)

    def span(self, quote: str) -> Span:
        start = self.text.index(quote)
        return Span.of(self.text, start, start + len(quote))

    def party(self, name: str) -> Party:
        span = self.span(name)
        body = self.bodies.get(name, Body())
        if name not in self.actors:
            mention = Mention(span.start, span.end, span.quote, "name" if body.named else "nominal")
            name_id = identify("a", self.report, span.start, span.end)
            self.actors[name] = Actor(name_id, name, body.kind, body.country, body.sectors, None, (mention,))
        return Party(span.start, span.end, span.quote, self.actors[name].id)

    def place(self, spot: Spot | None) -> str | None:
        if spot is None:
            return None
        if spot not in self.places:
            span = self.span(spot.name)
            place_id = identify("p", self.report, span.start, span.end)
            cells = (
                spot.name,
                spot.country,
                spot.admin1,
                spot.lat,
                spot.lon,
                spot.geonames_id,
                spot.precision,
            )
            self.places[spot] = Place(span.start, span.end, span.quote, place_id, *cells)
        return self.places[spot].id

    def time(self, told: tuple[str, str, str] | None) -> str | None:
        if told is None:
            return None
        if told not in self.times:
            quote, earliest, latest = told
            span = self.span(quote)
            time_id = identify("t", self.report, span.start, span.end)
            self.times[told] = Time(span.start, span.end, quote, time_id, "DATE", earliest, earliest, latest)
        return self.times[told].id

    def event(self, told: Told) -> Event:
        trigger = self.span(told.trigger)
        return Event(
            id=identify("e", self.report, trigger.start, trigger.end, told.type),
            type=told.type,
            mode=told.mode,
            contexts=(),
            quad=None,
            trigger=trigger,
            sentence=Span.of(self.text, 0, len(self.text)),
            actors=tuple(map(self.party, told.actors)),
            recipients=tuple(map(self.party, told.recipients)),
            place=self.place(told.place),
            time=None,
            earliest=told.days[0],
            latest=told.days[1],
            reality=told.reality,
            said_in=None,
            confidence=0.9,
        )

    def statement(self, said: Said, ids: list[str]) -> Statement:
        return Statement(
            id=ids[0],
            speaker=self.party(said.speaker) if said.speaker else None,
            cue=None,
            content=tuple(map(self.span, said.content)),
            form="direct",
            addressee=None,
            time=None,
            replies_to=ids[1] or None,
        )

    def figure(self, count: Count, events: tuple[Event, ...], ids: list[str]) -> Figure:
        span = self.span(count.quote)
        return Figure(
            start=span.start,
            end=span.end,
            quote=span.quote,
            id=identify("f", self.report, span.start, span.end),
            measure=count.measure,
            low=count.low,
            high=count.high,
            bound=count.bound,
            unit=count.unit,
            counted=self.span(count.counted) if count.counted else None,
            part_of=None if count.part_of is None else ids[count.part_of],
            changed_from=None if count.changed_from is None else ids[count.changed_from],
            event=events[count.event].id if count.event is not None and events else None,
            place=self.place(count.place),
            time=self.time(count.time),
            said_in=None,
            speaker=self.party(count.speaker) if count.speaker else None,
        )


def build(
    text: str,
    *,
    published: str | None = "2020-08-05",
    publisher: str | None = "Harbour Gazette",
    url: str | None = None,
    title: str | None = None,
    events: tuple[Told, ...] = (),
    figures: tuple[Count, ...] = (),
    statements: tuple[Said, ...] = (),
    bodies: dict[str, Body] | None = None,
    version: str = "1",
) -> Record:
    """The record of a report of ``text``."""
    report_id = identify_report(publisher=publisher, url=url, published=published, text=text)
    draft = _Draft(text, report_id, bodies or {})
    told = tuple(map(draft.event, events))
    figure_ids = [
        identify("f", report_id, text.index(c.quote), text.index(c.quote) + len(c.quote)) for c in figures
    ]
    said_ids = [identify("s", report_id, n) for n in range(len(statements))]
    replies = [said_ids[s.replies_to] if s.replies_to is not None else "" for s in statements]
    said = [draft.statement(s, [i, r]) for s, i, r in zip(statements, said_ids, replies, strict=True)]
    counted = tuple(draft.figure(count, told, figure_ids) for count in figures)
    return Record(
        schema=SCHEMA,
        reader=Reader(version, "rules", "plover"),
        report=Report(
            report_id, title, publisher, published, "option" if published else None, None, url, "en", text
        ),
        actors=tuple(draft.actors.values()),
        places=tuple(draft.places.values()),
        times=tuple(draft.times.values()),
        statements=tuple(said),
        events=told,
        figures=counted,
    )
