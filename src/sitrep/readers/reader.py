"""A report comes in and its record goes out; the one module that knows the order of the readers."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from sitrep.annotate import annotate
from sitrep.codebook import load_codebook
from sitrep.codebook.quantities import quantities
from sitrep.gazetteer import open_gazetteer
from sitrep.model.reader_model import open_model
from sitrep.readers.acting import acting_places, standing_places
from sitrep.readers.actors import cast
from sitrep.readers.arguments import Arguments
from sitrep.readers.capitals import lowered, put_back
from sitrep.readers.clauses import parts, parts_at
from sitrep.readers.clipping import clipped
from sitrep.readers.contexts import ContextIndex
from sitrep.readers.events import drafts, to_events
from sitrep.readers.figures import SINGLE_DETERMINERS, Currencies, Person, figures
from sitrep.readers.home import home_country, main_country
from sitrep.readers.links import link_figures, told_events
from sitrep.readers.mending import closing_statements, mended, timeless
from sitrep.readers.naming import FIRST_PERSON, Namer, NamingScope
from sitrep.readers.nationality import settled
from sitrep.readers.offices import in_office
from sitrep.readers.ordered import beginning_in
from sitrep.readers.phrases import dates_apart, inner_phrases
from sitrep.readers.places import toponyms
from sitrep.readers.reference import Reference
from sitrep.readers.seen_names import SeenNames
from sitrep.readers.setting import Setting
from sitrep.readers.statements import statements
from sitrep.readers.times import times
from sitrep.readers.triggers import TriggerIndex
from sitrep.readers.weighing import weigh_tellings
from sitrep.record import SCHEMA, Reader, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitrep.annotate import Annotation
    from sitrep.codebook import Codebook
    from sitrep.gazetteer import Gazetteer
    from sitrep.readers import ReaderName
    from sitrep.readers.actors import Cast
    from sitrep.readers.event_draft import Draft
    from sitrep.readers.naming import Naming
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.triggers import Telling
    from sitrep.record import Actor, Event, Figure, Party, Place, Report, Statement

__all__ = ["HEADS_READ", "LANGUAGES", "TextReader", "is_read", "read_report"]

_DATE_REACH = 20  # characters before a figure at which a date may begin that goes over it
_NOUN = ("nominal", True)
_ASIDE = re.compile(r"\b(?:who|which|whose)\b|\b(?:for|of|at|from|with|by) (?:the )?(?=[A-Z][^,]*$)")
LANGUAGES = frozenset({"en"})
HEADS_READ = ("attribution", "names", "times", "acts", "coreference", "roles", "factuality")
"""What the reader asks of the model."""


def is_read(report: Report) -> bool:
    """Whether the reader reads the language of ``report``; ``und`` (too short to tell) is tried."""
    return report.language.split("-")[0] in LANGUAGES | {"und"}


def read_report(
    report: Report,
    *,
    codebook: Codebook | None = None,
    reader: ReaderName = "model",
    min_confidence: float = 0.0,
) -> Record:
    """The record of one report, by the model and the rules or by the rules alone.

    ``codebook`` is the one shipped, if None. Events of less than ``min_confidence`` are left out. The
    lists are empty where the report is in a language that is not read. :class:`ResourceError` where the
    model is missing or not whole.
    """
    return _text_reader(codebook, reader).read(report).at_least(min_confidence)


@lru_cache(maxsize=4)
def _text_reader(codebook: Codebook | None, reader: ReaderName) -> TextReader:
    return TextReader(codebook or load_codebook(), open_gazetteer(), reader=reader)


class TextReader:
    """Reads reports with one codebook, one gazetteer and one model (none by rules alone), made ready once."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer, *, reader: ReaderName = "model") -> None:
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.triggers = TriggerIndex(codebook.triggers)
        self.contexts = ContextIndex(codebook.contexts.values())
        self.heads = HEADS_READ if reader == "model" else ()
        model = f"reader {open_model().version}" if self.heads else "rules"
        self.stamp = Reader(version("sitrep"), model, f"{codebook.name} {codebook.version}")

    def read(self, report: Report) -> Record:
        """The record of one report; its lists are empty where the language is not read."""
        if not is_read(report):
            return Record(SCHEMA, self.stamp, report)
        twin = lowered(report, self.gazetteer)
        record = _Reading(annotate(twin or report, heads=self.heads), self).record()
        return put_back(record, report) if twin else record


class _Reading:
    """One report while it is read: each step takes what the steps before it found."""

    def __init__(self, annotation: Annotation, reader: TextReader) -> None:
        self.annotation = annotation
        self.reader = reader
        self.places = toponyms(annotation, reader.gazetteer)
        home, local = home_country(annotation.report, reader.gazetteer), main_country(self.places)
        self.currencies = Currencies(_currency(reader.gazetteer, local), _currency(reader.gazetteer, home))
        self.times = times(annotation, home=home or local)
        dates = dates_apart(annotation, self.times)
        self.sentences = [parts(annotation, sentence, dates) for sentence in annotation.sentences]
        names = annotation.spans_of("names")
        self.seen = None if names is None else SeenNames(annotation, names, self.places)
        self.tellings = self._tellings()
        chunks = (chunk for part in self.sentences for chunk in part.chunks)
        self.namer = Namer(NamingScope(annotation, reader.codebook, reader.gazetteer, self.places, chunks))
        self._namings: dict[tuple[int, int], Naming | None] = {}
        self.statements = self._statements()

    def _statements(self) -> tuple[Statement, ...]:
        """The statements; where rules found them, the clauses put them right."""
        found = statements(self.annotation)
        found = closing_statements(self.annotation, found, self.sentences, self._naming)
        return tuple(self._put_right(said) for said in found)

    def _put_right(self, said: Statement) -> Statement:
        said = clipped(self.annotation, said)
        by_rule = self.annotation.spans_of("attribution") is None
        if by_rule or _speaks_of_itself(said):
            return mended(self.annotation, said, self.sentences, self._naming, self.times)
        return timeless(self.annotation, said, self.times)

    def _tellings(self) -> list[Telling]:
        """The passages that tell of events, weighed by the model where it was asked."""
        tokens = self.annotation.tokens
        found = [
            telling
            for part in self.sentences
            for telling in self.reader.triggers.tellings(part, tokens)
            if not self._is_name(telling)
        ]
        seen = self.annotation.words_of("acts")
        return found if seen is None else weigh_tellings(found, self.sentences, tokens, seen)

    def _is_name(self, telling: Telling) -> bool:
        tokens = self.annotation.tokens
        start, end = tokens[telling.first].start, tokens[telling.last - 1].end
        return self.seen is not None and self.seen.names(start, end, telling.trigger.type)

    def record(self) -> Record:
        taken = acting_places(self.annotation, self.places, self.sentences, self._naming)
        setting = Setting(
            self.annotation,
            places=[place for place in self.places if place.id not in taken],
            times=self.times,
            statements=self.statements,
            kinds=self._statement_kinds(),
        )
        found = drafts(
            self.annotation,
            self.tellings,
            codebook=self.reader.codebook,
            naming=self._naming,
            setting=setting,
            arguments=Arguments(self.annotation, self.tellings),
        )
        subjects = frozenset(
            phrase.start for part in self.sentences for clause in part.clauses for phrase in clause.subjects
        )
        wanted = self._wanted(found) | {place.start for place in self.places if place.id in taken}
        reference = Reference(self.annotation.spans_of("coreference"))
        players = cast(
            self.annotation, self._naming, self._phrases(found), wanted, subjects, self._voices(), reference
        )
        touched = {phrase.start for draft in found if draft.is_touched for phrase in draft.recipients}
        places = standing_places(self.annotation, self.places, taken, players, touched)
        events = to_events(self.annotation, found, players, self.reader.codebook, self.reader.contexts)
        spoken = tuple(_attributed(statement, players) for statement in self.statements)
        events = _told_by_themselves(_kept_places(events, {place.id for place in places}), spoken)
        told = told_events(self.annotation, found, events)
        found_figures = [figure for figure in self._figures() if not self._is_date(figure)]
        counted = link_figures(self.annotation, found_figures, told, setting, self.sentences, places)
        return Record(
            SCHEMA,
            self.reader.stamp,
            self.annotation.report,
            actors=settled(self.annotation, self._offices(players, places), places, self.reader.codebook),
            places=places,
            times=self.times,
            statements=spoken,
            events=events,
            figures=tuple(_spoken(figure, players) for figure in counted),
        )

    def _figures(self) -> Sequence[Figure]:
        return figures(self.annotation, currencies=self.currencies, persons=self._single_persons())

    def _is_date(self, figure: Figure) -> bool:
        """Whether the numbers of a figure are those of dates: "between 3 and 8 June 2023 police held 97"."""
        digits = figure.quote[-1:].isdigit()
        return digits and any(
            time.start < figure.end and figure.start < time.end
            for time in beginning_in(self.times, figure.start - _DATE_REACH, figure.end)
            if time.type == "DATE" and time.quote[:1].isdigit()
        )

    def _offices(self, players: Cast, places: Iterable[Place]) -> tuple[Actor, ...]:
        """The actors, with what is known of leaders among them."""
        told = [actor.country for actor in players.actors] + [place.country for place in places]
        day = self.annotation.report.published
        return in_office(players.actors, day, frozenset(filter(None, told)))

    def _naming(self, phrase: NounPhrase) -> Naming | None:
        key = (phrase.start, phrase.end)
        if key not in self._namings:
            found = self.namer.naming(phrase)
            refined = self.seen.refined(found) if self.seen and found else found
            self._namings[key] = self._introduced(refined) if refined else None
        return self._namings[key]

    def _introduced(self, naming: Naming) -> Naming:
        """A person that only the model knows for one, with what the words before the name say."""
        if self.seen is None or (naming.form, naming.kind) != ("name", "person"):
            return naming
        if naming.title is not None or naming.sectors:
            return naming
        chunks = parts_at(self.sentences, naming.start).chunks
        around = next((c for c in chunks if c.start < naming.start < c.end), None)
        return naming if around is None else self.namer.introduced(naming, around)

    def _statement_kinds(self) -> dict[str, str]:
        """By statement, the type of event that its cue tells of: "urged", "accused", "denied"."""
        told = {i: t.trigger.type for t in self.tellings for i in range(t.first, t.last)}
        kinds = {}
        for statement in self.statements:
            if statement.cue is not None:
                inside = self.annotation.tokens_between(statement.cue.start, statement.cue.end)
                denied = any(self.annotation.tokens[i].lemma == "deny" for i in inside)
                kinds[statement.id] = "REJECT" if denied else next((told[i] for i in inside if i in told), "")
        return kinds

    def _is_country(self, phrase: NounPhrase) -> bool:
        """Whether a phrase names a country or town, which behind a speaker's name is a home only."""
        naming = self._naming(phrase)
        return naming is not None and (naming.kind == "country" or naming.is_seat)

    def _single_persons(self) -> Iterator[Person]:
        """Every person that one phrase tells of, by name or by a noun with an article or a possessor."""
        tokens = self.annotation.tokens
        namings = [self._naming(phrase) for part in self.sentences for phrase in part.chunks]
        known = {word for n in namings if n and n.key[0] == "person" and len(n.key) > 2 for word in n.key[1:]}
        for part in self.sentences:
            for phrase in part.chunks:
                naming = self._naming(phrase)
                if naming is None or naming.kind != "person" or naming.form == "pronoun":
                    continue
                is_name, opening = naming.form == "name", tokens[phrase.first].lower
                if opening in ("a", "an", "the") if is_name else opening not in SINGLE_DETERMINERS:
                    continue
                if quantities().groups.get(tokens[phrase.head].lower) == "lives":
                    continue
                if is_name and len(naming.key) == 2 and naming.title is None and naming.key[1] not in known:
                    continue  # a single word that nobody bears in full may be anything
                head = naming.start if is_name else tokens[phrase.first + 1].start
                yield Person(phrase.start, head, naming.end, is_name)

    def _phrases(self, found: Sequence[Draft]) -> Iterable[NounPhrase]:
        """Every phrase that may be a mention: those of the sentences, and parties inside them."""
        phrases = {phrase.start: phrase for part in self.sentences for phrase in part.phrases}
        for part in self.sentences:
            for phrase in part.phrases:
                if not phrase.is_plain and self._naming(phrase) is None:
                    for inner in inner_phrases(self.annotation, phrase, part.chunks):
                        phrases.setdefault(inner.start, inner)
        for draft in found:
            for phrase in (*draft.actors, *draft.recipients):
                around = phrases.setdefault(phrase.start, phrase)
                if self._naming(around) is None:  # "Russian" of "Russian air strikes"
                    phrases[phrase.start] = phrase
        return [*phrases.values(), *self._seen_phrases(phrases.values())]

    def _seen_phrases(self, phrases: Iterable[NounPhrase]) -> Iterator[NounPhrase]:
        """The names that only the model saw, each as a phrase of its own."""
        if self.seen is None:
            return
        namings = {self._naming(phrase) for phrase in phrases} | set(self._namings.values())
        # A noun keeps its body: "government of Finland" is no name beside "government".
        text = self.annotation.text
        taken = [
            (naming.start, naming.end)
            for naming in namings
            if naming and (naming.form == "name" or (naming.form, text[naming.start].islower()) == _NOUN)
        ]
        for phrase, naming in self.seen.unnamed(taken):
            if self._namings.get((phrase.start, phrase.end)) is None:
                known = self.namer.naming(phrase)
                is_named = known is not None and (known.form, known.kind) == ("name", naming.kind)
                seen = known if known is not None and is_named else naming
                self._namings[phrase.start, phrase.end] = self._introduced(seen)
                yield phrase

    def _voices(self) -> frozenset[int]:
        """The starts of whom the speakers of statements name."""
        speakers = (statement.speaker for statement in self.statements if statement.speaker)
        named = (self._naming(phrase) for s in speakers for phrase in self._inside(s))
        return frozenset(naming.start for naming in named if naming is not None)

    def _inside(self, party: Party) -> list[NounPhrase]:
        """The phrases that share a character with a party."""
        phrases = parts_at(self.sentences, party.start).phrases
        return [p for p in phrases if p.start < party.end and party.start < p.end]

    def _wanted(self, found: Sequence[Draft]) -> set[int]:
        """The starts of the phrases that act, suffer or speak."""
        starts = {phrase.start for draft in found for phrase in (*draft.actors, *draft.recipients)}
        voices = [party for s in self.statements for party in (s.speaker, s.addressee) if party]
        for voice in voices:
            inside = self._inside(voice)
            starts |= {p.start for p in inside if p is inside[0] or not self._is_country(p)}
        return starts


def _speaks_of_itself(said: Statement) -> bool:
    """Whether the speaker stands in what is said, which only a reading gone astray can make of it."""
    speaker = said.speaker
    return speaker is not None and any(p.start < speaker.end and speaker.start < p.end for p in said.content)


def _currency(gazetteer: Gazetteer, country: str | None) -> str | None:
    found = gazetteer.country(country) if country else None
    return found.currency if found else None


def _tied(party: Party | None, players: Cast) -> Party | None:
    if party is None:
        return None
    told = _ASIDE.search(party.quote, 1)  # "the spokesman for A. B.", "guards who met A. B."
    end = party.start + told.start() if told else party.end
    speaker = players.speaker_at(party.start, end) or players.actor_at(party.start, party.end)
    return replace(party, actor=speaker)


def _attributed(statement: Statement, players: Cast) -> Statement:
    speaker, addressee = _tied(statement.speaker, players), _tied(statement.addressee, players)
    return replace(statement, speaker=speaker, addressee=addressee)


def _spoken(figure: Figure, players: Cast) -> Figure:
    return replace(figure, speaker=_tied(figure.speaker, players))


def _told_by_themselves(events: tuple[Event, ...], spoken: Iterable[Statement]) -> tuple[Event, ...]:
    """Events inside a statement, with "I" and "we" tied to the speaker."""
    speakers = {s.id: s.speaker.actor for s in spoken if s.speaker}

    def tied(event: Event, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        actor = speakers.get(event.said_in or "")
        return tuple(
            replace(p, actor=actor) if p.actor is None and p.quote.lower() in FIRST_PERSON else p
            for p in parties
        )

    return tuple(replace(e, actors=tied(e, e.actors), recipients=tied(e, e.recipients)) for e in events)


def _kept_places(events: tuple[Event, ...], kept: set[str]) -> tuple[Event, ...]:
    """Events whose place turned out to be an actor ("Washington said") have no place."""
    return tuple(e if e.place in kept else replace(e, place=None) for e in events)
