"""A ledger comes in, and of each event what the state and the records behind it tell goes out as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sitrep.export.interval import Interval
from sitrep.views.labels import event_label, speaker_name

if TYPE_CHECKING:
    from sitrep.ledger import LedgerView
    from sitrep.ledger.state import ActorRow, EventRow, PlaceRow, ReportRow, Series, State
    from sitrep.record import Actor, Event, Party, Place, Record

__all__ = ["Account", "Accounts", "Participant", "Telling"]

_KEPT = 256  # records held at a time; the tellings of one event, and events of one week, share them
_NOBODY = "an unnamed speaker"
_HAPPENED = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to an event: its name in the ledger, with its actor there and in the record that tells it."""

    name: str
    actor: ActorRow | None = None
    told: Actor | None = None
    quote: str | None = None

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-3; None where unknown or of no country."""
        return self.actor.country if self.actor else self.told.country if self.told else None

    @property
    def sectors(self) -> tuple[str, ...]:
        """PLOVER's codes, the primary one first."""
        return self.actor.sectors if self.actor else self.told.sectors if self.told else ()

    @property
    def sector(self) -> str | None:
        """The primary sector."""
        return self.sectors[0] if self.sectors else None


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of an event.

    ``is_claim`` says that it stands in a statement; ``speaker`` is whose, None where nobody is named.
    """

    report: ReportRow
    record: Record
    event: Event
    is_claim: bool
    speaker: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Account:
    """An event of the ledger with its tellings, parties, place as told and figure series."""

    event: EventRow
    tellings: tuple[Telling, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    series: tuple[Series, ...]

    @property
    def label(self) -> str:
        """The event in a few words, with what keeps it from being a plain fact: "(denied)"."""
        doubts = [] if self.has_happened else [self.event.reality]
        doubts += [f"according to {', '.join(self.claimed_by[:2])}"] if self.claimed_by else []
        return event_label(self.event, dated=False) + (f" ({'; '.join(doubts)})" if doubts else "")

    @property
    def title(self) -> str:
        """The label with the day, month or interval."""
        when = self.interval
        return self.label if when.start is None else f"{self.label}, {when.words}"

    @property
    def interval(self) -> Interval:
        """When it was."""
        return Interval.of(self.event.earliest, self.event.latest)

    @property
    def has_happened(self) -> bool:
        """Whether it is told as done or being done, not as planned, possible or denied."""
        return self.event.reality in _HAPPENED

    @property
    def claimed_by(self) -> tuple[str, ...]:
        """Who says so, where no report says it in its own voice; else empty."""
        if not self.tellings or not all(telling.is_claim for telling in self.tellings):
            return ()
        return tuple(dict.fromkeys(telling.speaker or _NOBODY for telling in self.tellings))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody cited for the event or a number of it, in the order told."""
        told = [telling.speaker for telling in self.tellings]
        told += [version.speaker for series in self.series for version in series.versions]
        return tuple(dict.fromkeys(name for name in told if name))

    @property
    def sides(self) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
        """Who stands on either side: in a fight told with actors alone, the others against the first."""
        if self.event.type == "ASSAULT" and not self.recipients:
            return self.actors[:1], self.actors[1:]
        return self.actors, self.recipients

    @property
    def place(self) -> PlaceRow | None:
        """Where it is."""
        return self.event.place

    @property
    def told_place(self) -> Place | None:
        """The place of the record that the ledger shows; None where a person put another there."""
        row = self.event.place
        places = (telling.place for telling in self.tellings if telling.place)
        return next((place for place in places if row and _is_same(place, row)), None)

    @property
    def contexts(self) -> tuple[str, ...]:
        """PLOVER's contexts that any telling gives."""
        return tuple(dict.fromkeys(name for telling in self.tellings for name in telling.event.contexts))

    @property
    def quad(self) -> int | None:
        """PLOVER's 1 to 4, of the type that the ledger shows."""
        quads = (telling.event.quad for telling in self.tellings if telling.event.type == self.event.type)
        return next(quads, None)


class Accounts:
    """The events of a ledger, those that were rejected left out; the state is read once."""

    def __init__(self, ledger: LedgerView) -> None:
        self.state: State = ledger.state()
        self.record = lru_cache(maxsize=_KEPT)(ledger.record)
        self._row_of = lru_cache(maxsize=65_536)(lambda name: _row_of(ledger, name))

    def __iter__(self) -> Iterator[Account]:
        return (self._account(event) for event in self.state.events if event.status != "rejected")

    @cached_property
    def reports(self) -> dict[str, ReportRow]:
        """Every report by its id."""
        return {report.id: report for report in self.state.reports}

    @cached_property
    def actors(self) -> dict[str, ActorRow]:
        """Every actor by its id."""
        return {actor.id: actor for actor in self.state.actors}

    @cached_property
    def shown_series(self) -> tuple[Series, ...]:
        """Every figure series but those of rejected events."""
        rejected = {event.id for event in self.state.events if event.status == "rejected"}
        return tuple(series for series in self.state.series if series.event not in rejected)

    def actor_of(self, record: Record, party: Party | None) -> tuple[ActorRow | None, Actor | None]:
        """The actor that a party is, in the ledger and in its record."""
        if party is None or party.actor is None:
            return None, None
        told = next(actor for actor in record.actors if actor.id == party.actor)
        return self.actor_row(told.id), told

    def actor_row(self, name: str) -> ActorRow | None:
        """The ledger's actor that the actor ``name`` of a record became."""
        return self.actors.get(self._row_of(name) or "")

    @cached_property
    def _by_name(self) -> dict[str, ActorRow | None]:
        """Each actor by its name; None where two bear it."""
        named: dict[str, ActorRow | None] = {}
        for actor in self.state.actors:
            named[actor.name] = None if actor.name in named else actor
        return named

    @cached_property
    def _series(self) -> dict[str, list[Series]]:
        grouped: dict[str, list[Series]] = defaultdict(list)
        for series in self.shown_series:
            grouped[series.event or ""].append(series)
        return grouped

    def _account(self, event: EventRow) -> Account:
        tellings = tuple(self._tellings(event))
        return Account(
            event,
            tellings,
            tuple(self._participants(event.actors, tellings)),
            tuple(self._participants(event.recipients, tellings)),
            tuple(self._series.get(event.id, ())),
        )

    def _tellings(self, event: EventRow) -> Iterator[Telling]:
        for item in event.items:
            record = self.record(item.report)
            if record is None:
                continue
            told = next(e for e in record.events if e.id == item.event)
            statement = next((s for s in record.statements if s.id == told.said_in), None)
            place = next((p for p in record.places if p.id == told.place), None)
            speaker = speaker_name(record, statement) if statement and statement.speaker else None
            yield Telling(self.reports[item.report], record, told, bool(statement), speaker, place)

    def _participants(self, names: tuple[str, ...], tellings: tuple[Telling, ...]) -> Iterator[Participant]:
        known: dict[str, Participant] = {}
        for telling in tellings:
            for party in (*telling.event.actors, *telling.event.recipients):
                row, told = self.actor_of(telling.record, party)
                names_of = (row.name if row else None, *(row.names if row else ()), told and told.name)
                for name in (party.quote, *names_of):
                    if name:
                        known.setdefault(name, Participant(name, row, told, party.quote))
        for name in names:
            found = known.get(name) or Participant(name, self._by_name.get(name))
            yield Participant(name, found.actor, found.told, found.quote)


def _row_of(ledger: LedgerView, name: str) -> str | None:
    lead = ledger.locate(name)
    return lead.leads_to if lead else None


def _is_same(place: Place, row: PlaceRow) -> bool:
    return (place.name, place.country, place.lat, place.lon) == (row.name, row.country, row.lat, row.lon)
