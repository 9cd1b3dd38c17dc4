"""A record comes in, and what one report tells, as far as reports are compared, goes out."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.codebook.quantities import COUNTED_BY_THEMSELVES, group_of
from sitrep.merge.acts import act_stems
from sitrep.merge.background import Background, background
from sitrep.merge.bounds import Number
from sitrep.merge.days import Days, days_told, moment, ordinal
from sitrep.merge.wording import body_digest, exact_digest, is_pronoun, name_key, words_key
from sitrep.record import Actor, ActorKind, Event, Figure, Party, Place, Record, Report, Statement

__all__ = ["Telling", "Told", "ToldActor", "ToldFigure", "ToldReport", "ToldStatement", "Who", "condense"]

_EDGE = 240  # characters at either end of a text in which a desk credits the agency it copied


@dataclass(frozen=True, slots=True)
class Who:
    """A party as it compares with those of other reports: ``named`` where the report has a name for it."""

    name: str
    key: str
    named: bool
    actor: str | None
    country: str | None
    is_state: bool
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of an event, with all that judging it against another takes.

    ``told_on`` is the day of publication as an ordinal, ``acts`` the stems of the trigger's words, and
    ``background`` what the report holds besides.
    """

    id: str
    report: str
    order: tuple[str, str, int]
    type: str
    mode: str | None
    trigger: str
    quote: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    place: Place | None
    earliest: str | None
    latest: str | None
    days: Days | None
    reality: str
    counts: tuple[tuple[str, str, int | float], ...]
    told_on: int | None = None
    acts: tuple[str, ...] = ()
    background: Background = Background()  # noqa: RUF009 - it never changes


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure with its counted ``group``.

    ``voice`` is the id of the last of the numbers told as one change, which have one voice.
    ``days`` are the ends of its time, where it has one.
    """

    id: str
    report: str
    published: str | None
    order: tuple[str, str, int, int]
    measure: str
    group: str
    unit: str | None
    number: Number
    quote: str
    speaker: Who | None
    voice: str
    event: str | None
    place: Place | None
    days: tuple[str | None, str | None] | None
    part_of: str | None


@dataclass(frozen=True, slots=True)
class ToldStatement:
    """A statement: its content as one text, and ``key`` for equal wording."""

    id: str
    report: str
    order: tuple[str, str, int]
    speaker: Who | None
    content: str
    key: str
    replies_to: str | None


@dataclass(frozen=True, slots=True)
class ToldActor:
    """An actor of one report under every name the report has for it; ``title`` is its office there."""

    id: str
    report: str
    published: str | None
    order: tuple[str, str, int]
    kind: ActorKind
    sectors: tuple[str, ...]
    title: str | None
    names: tuple[str, ...]
    who: Who


@dataclass(frozen=True, slots=True)
class ToldReport:
    """A report as it compares with others: ``exact``, ``body`` are digests of its text, ``edges`` its ends.

    ``counts`` are the numbers of people (and what else is counted by itself) that it tells.
    """

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    order: tuple[str, str]
    exact: str
    body: str | None
    edges: str
    counts: tuple[tuple[str, str, Number], ...]
    background: Background = Background()  # noqa: RUF009 - it never changes


@dataclass(frozen=True, slots=True)
class Told:
    """What one report tells: itself, and its items; ``places`` are ids."""

    report: ToldReport
    actors: tuple[ToldActor, ...]
    events: tuple[Telling, ...]
    statements: tuple[ToldStatement, ...]
    figures: tuple[ToldFigure, ...]
    places: tuple[str, ...]

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id


def condense(record: Record) -> Told:
    """What ``record`` tells, without its text and without what no comparison asks for."""
    report = record.report
    condenser = _Condenser(record)
    text = report.text
    figures = tuple(condenser.told_figure(f) for f in record.figures)
    head = ToldReport(
        id=report.id,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        url=report.url,
        order=(moment(report.published), report.id),
        exact=exact_digest(text),
        body=body_digest(text),
        edges=text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]} {text[-_EDGE:]}",
        counts=tuple((f.measure, f.group, f.number) for f in figures if f.measure in COUNTED_BY_THEMSELVES),
        background=condenser.background,
    )
    return Told(
        report=head,
        actors=tuple(condenser.told_actor(a) for a in record.actors),
        events=tuple(condenser.telling(e) for e in record.events),
        statements=tuple(condenser.told_statement(s) for s in record.statements),
        figures=figures,
        places=tuple(p.id for p in record.places),
    )


class _Condenser:
    """One record with its items by id, which the cells of the others refer to."""

    def __init__(self, record: Record) -> None:
        self.report: Report = record.report
        self.background = background(record)
        self.order = (moment(record.report.published), record.report.id)
        self.actors = {a.id: a for a in record.actors}
        self.places = {p.id: p for p in record.places}
        self.times = {t.id: t for t in record.times}
        self.figures = {f.id: f for f in record.figures}
        self.next_figure = {f.changed_from: f.id for f in record.figures if f.changed_from}
        self.groups = {f.id: group_of(f) for f in record.figures}

    def who(self, party: Party | None) -> Who | None:
        """The party as it compares across reports; None for one that is only a pronoun here."""
        if party is None:
            return None
        if party.actor is not None:
            return _identity(self.actors[party.actor])
        if is_pronoun(party.quote):
            return None
        return Who(party.quote, name_key(party.quote), False, None, None, False)

    def told_actor(self, actor: Actor) -> ToldActor:
        names = dict.fromkeys([actor.name, *(m.quote for m in actor.mentions if m.form == "name")])
        start = min((m.start for m in actor.mentions), default=0)
        return ToldActor(
            id=actor.id,
            report=self.report.id,
            published=self.report.published,
            order=(*self.order, start),
            kind=actor.kind,
            sectors=actor.sectors,
            title=actor.title,
            names=tuple(names),
            who=_identity(actor),
        )

    def telling(self, event: Event) -> Telling:
        counts = (
            (f.measure, self.groups[f.id], f.low)
            for f in self.figures.values()
            if f.event == event.id and f.low is not None and f.low == f.high
        )
        return Telling(
            id=event.id,
            report=self.report.id,
            order=(*self.order, event.trigger.start),
            type=event.type,
            mode=event.mode,
            trigger=event.trigger.quote,
            quote=event.sentence.quote,
            actors=self._parties(event.actors),
            recipients=self._parties(event.recipients),
            place=self.places[event.place] if event.place else None,
            earliest=event.earliest,
            latest=event.latest,
            days=days_told(event.earliest, event.latest, self.report.published),
            reality=event.reality,
            counts=tuple(sorted(set(counts))),
            told_on=ordinal(self.report.published),
            acts=act_stems(event.trigger.quote),
            background=self.background,
        )

    def told_statement(self, statement: Statement) -> ToldStatement:
        content = " … ".join(piece.quote for piece in statement.content)
        start = min((piece.start for piece in statement.content), default=0)
        return ToldStatement(
            id=statement.id,
            report=self.report.id,
            order=(*self.order, start),
            speaker=self.who(statement.speaker),
            content=content,
            key=words_key(content),
            replies_to=statement.replies_to,
        )

    def told_figure(self, figure: Figure) -> ToldFigure:
        final, step = self._last_of_change(figure)
        time = self.times[figure.time] if figure.time else None
        return ToldFigure(
            id=figure.id,
            report=self.report.id,
            published=self.report.published,
            # "to 135 from 70": the number told as gone stands before the one that took its place.
            order=(*self.order, final.start, -step),
            measure=figure.measure,
            group=self.groups[figure.id],
            unit=figure.unit,
            number=Number(_storable(figure.low), _storable(figure.high), figure.bound),
            quote=figure.quote,
            speaker=self.who(figure.speaker),
            voice=final.id,
            event=figure.event,
            place=self.places[figure.place] if figure.place else None,
            days=(time.earliest, time.latest) if time else None,
            part_of=figure.part_of,
        )

    def _parties(self, parties: tuple[Party, ...]) -> tuple[Who, ...]:
        found = (self.who(party) for party in parties)
        return tuple(dict.fromkeys(who for who in found if who is not None))

    def _last_of_change(self, figure: Figure) -> tuple[Figure, int]:
        seen = {figure.id}
        while (later := self.next_figure.get(figure.id)) and later not in seen:
            seen.add(later)
            figure = self.figures[later]
        return figure, len(seen) - 1


def _storable(number: int | float | None) -> int | float | None:
    """``number`` as a database can hold it: whole numbers beyond 64 bits lose their last digits."""
    return float(number) if isinstance(number, int) and abs(number) >= 2**63 else number


def _identity(actor: Actor) -> Who:
    named = any(mention.form == "name" for mention in actor.mentions)
    is_state = actor.kind == "country" or bool({"GOV", "MIL"} & set(actor.sectors))
    is_person = actor.kind == "person"
    return Who(actor.name, name_key(actor.name), named, actor.id, actor.country, is_state, is_person)
