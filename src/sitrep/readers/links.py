"""Figures and all else of a report come in, and figures with event, place, time and speaker go out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sitrep.readers.ordered import beginning_in
from sitrep.readers.setting import is_long_before
from sitrep.record import Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitrep.annotate import Annotation, Token
    from sitrep.readers.clauses import SentenceParts
    from sitrep.readers.event_draft import Draft
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.setting import Setting
    from sitrep.record import Event, Figure, Place, Time

__all__ = ["Told", "link_figures", "told_events"]

Located = TypeVar("Located", "Place", "Time")

_HARM = frozenset({"ASSAULT", "DISASTER", "ACCIDENT"})
#: Which types of event a measure can belong to, the likeliest first.
_TYPES: dict[str, tuple[frozenset[str], ...]] = {
    **dict.fromkeys(
        ("killed", "injured", "hospitalized", "intensive_care", "missing", "rescued", "destroyed", "damaged"),
        (_HARM, frozenset({"PROTEST", "COERCE"})),
    ),
    **dict.fromkeys(("displaced", "evacuated"), (_HARM, frozenset({"SANCTION", "COERCE", "AID"}))),
    **dict.fromkeys(("detained", "arrested"), (frozenset({"COERCE"}), frozenset({"PROTEST", "ASSAULT"}))),
    **dict.fromkeys(("infected", "tested"), (frozenset({"DISASTER"}),)),
    "convicted": (frozenset({"SANCTION"}),),
    "abducted": (frozenset({"ASSAULT"}),),
    "participants": (frozenset({"PROTEST"}), frozenset({"CONSULT"})),
    "deployed": (frozenset({"MOBILIZE", "AID"}), frozenset({"COOPERATE", "RETREAT", "AGREE"})),
    "magnitude": (frozenset({"DISASTER"}),),
    "area": (frozenset({"DISASTER", "ACCIDENT"}),),
    "money": (
        frozenset({"AID", "SANCTION", "AGREE", "COOPERATE"}),
        frozenset({"COERCE", "REQUEST", "SUPPORT"}),
    ),
    **dict.fromkeys(("price", "share", "distance"), ()),
}
#: Measures that are told of what is only planned too: "will send 25 firefighters".
_MEANT = frozenset({"deployed", "participants", "evacuated"})
#: Measures that may belong to whatever their sentence tells, done or still to come.
_LOOSE = frozenset({"money", "distance", "area", "other"})
#: Measures that go on telling of an event after the sentence that tells it.
_CARRIED = frozenset(
    {"killed", "injured", "hospitalized", "intensive_care", "missing", "displaced", "evacuated", "rescued"}
    | {"destroyed", "damaged", "infected", "magnitude"}
)
_AT_REACH = 12  # words from "put" to its "at"
_BEHIND_AT = 40  # characters behind that "at" in which the number stands
_ESTIMATES = frozenset({"put", "place", "estimate", "set"})
_REACH = 6  # sentences that a carried figure may stand behind its event


@dataclass(frozen=True, slots=True)
class Told:
    """An event at one of the passages that tell of it: where its sentence and its word begin."""

    event: Event
    sentence: int
    offset: int


def told_events(annotation: Annotation, found: Sequence[Draft], events: Sequence[Event]) -> tuple[Told, ...]:
    """Each of ``events`` at every passage that tells of it; ``found`` are its drafts, in the same order."""
    tokens = annotation.tokens
    return tuple(
        Told(event, telling.parts.sentence.start, tokens[telling.first].start)
        for draft, event in zip(found, events, strict=True)
        for telling in (draft.telling, *draft.retold)
    )


def link_figures(
    annotation: Annotation,
    figures: Sequence[Figure],
    told: Sequence[Told],
    setting: Setting,
    sentences: Sequence[SentenceParts],
    places: Sequence[Place],
) -> tuple[Figure, ...]:
    """``figures`` with the event, place, time, statement and speaker that each belongs to.

    ``places`` are those of the record. Where a number names its own place or time ("11 in the east",
    "up from 960 on Monday") that counts, else the event's, else the nearest of its sentence.
    """
    scene = _Scene(annotation, tuple(figures), tuple(places), setting)
    estimates = _estimates(annotation, sentences)
    voices = [statement.speaker for statement in setting.statements if statement.speaker]
    # "wounding hundreds, a security official said": the official speaks, and was not hurt.
    counted = (f for f in figures if f.high != 1 or not any(voice.covers(f) for voice in voices))
    by_sentence: dict[int, list[Told]] = {}
    for each in told:
        by_sentence.setdefault(each.sentence, []).append(each)
    hurt = _with_victims(annotation, figures, by_sentence)
    linked = (_linked(annotation, figure, by_sentence, setting, scene, hurt) for figure in counted)
    linked = (f if f.speaker else replace(f, speaker=_estimator(f, estimates)) for f in linked)
    return _with_wholes(tuple(linked))


_BEHIND = 5  # words from a number to the place or time that is its own
_STOPS = frozenset({"PUNCT", "VERB", "AUX", "SCONJ", "CCONJ"})
_DATED = frozenset({"DATE", "TIME"})


@dataclass(frozen=True)
class _Scene:
    """The figures, places and times of a report, by where they stand."""

    annotation: Annotation
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    setting: Setting

    def place_of(self, figure: Figure, event: Event | None) -> str | None:
        """The id of the place of a figure: its own, the event's, the sentence's only one, the dateline's."""
        own = self._own(figure, self.places)
        if own is not None or event is not None:
            return own.id if own is not None else event.place if event else None
        here = self._here(figure, self.places)
        if not here and (dateline := self.setting.dateline_place(figure.start)) in self.places:
            here = (dateline,)
        return here[0].id if len(here) == 1 else None

    def time_of(self, figure: Figure, event: Event | None) -> str | None:
        """The id of the time of a figure: its own, the event's, or the nearest of its sentence."""
        own = self._own(figure, self._dated)
        if own is not None or event is not None:
            return own.id if own is not None else event.time if event else None
        here = self._here(figure, self._dated)
        return min(here, key=lambda time: abs(time.start - figure.start)).id if here else None

    def _own(self, figure: Figure, items: Sequence[Located]) -> Located | None:
        """The first of ``items`` right behind a figure and what it counts, a preposition between them."""
        end = max(figure.end, figure.counted.end if figure.counted else 0)
        tokens = self.annotation.tokens
        for item in beginning_in(items, end, len(self.annotation.text))[:1]:
            between = [tokens[i] for i in self.annotation.tokens_between(end, item.start)]
            if not 0 < len(between) <= _BEHIND or any(t.tag in _STOPS or t.tag == "NUM" for t in between):
                return None
            return item if any(t.tag == "ADP" for t in between) else None
        return None

    @cached_property
    def _dated(self) -> Sequence[Time]:
        return tuple(time for time in self.setting.times if time.type in _DATED)

    def _here(self, figure: Figure, items: Sequence[Located]) -> Sequence[Located]:
        sentence = self.annotation.sentence_at(figure.start)
        return beginning_in(items, sentence.start, sentence.end)


def _estimates(
    annotation: Annotation, sentences: Sequence[SentenceParts]
) -> tuple[tuple[int, int, Party], ...]:
    """Where somebody puts a number at something, and who: "police put the number of dead at ten"."""
    tokens, text = annotation.tokens, annotation.text
    return tuple(
        (
            tokens[clause.verb].end,
            tokens[at].end + _BEHIND_AT,
            Party(s.start, s.end, text[s.start : s.end], None),
        )
        for part in sentences
        for clause in part.clauses
        if tokens[clause.verb].lemma in _ESTIMATES and not clause.is_passive
        for at in _at_behind(tokens, clause.verb, part.sentence.last)
        for s in clause.subjects[:1]
    )


def _at_behind(tokens: Sequence[Token], verb: int, last: int) -> Sequence[int]:
    """The "at" that a number follows: "put the number killed at 40"; none or one."""
    within = range(verb + 1, min(verb + _AT_REACH, last - 1))
    return [i for i in within if tokens[i].lower == "at" and tokens[i + 1].lower != "least"][:1]


def _party(text: str, phrase: NounPhrase) -> Party:
    return Party(phrase.start, phrase.end, text[phrase.start : phrase.end], actor=None)


def _estimator(figure: Figure, estimates: Sequence[tuple[int, int, Party]]) -> Party | None:
    return next((who for start, end, who in estimates if start < figure.start < end), None)


def _with_victims(
    annotation: Annotation, figures: Sequence[Figure], told: Mapping[int, Sequence[Told]]
) -> frozenset[str]:
    """The ids of the events of harm that a sentence tells of with the number of those it hurt."""
    sentences = {annotation.sentence_at(f.start).start for f in figures if f.measure in _CARRIED}
    here = (each.event for sentence in sentences for each in told.get(sentence, ()))
    return frozenset(event.id for event in here if event.type in _HARM)


def _linked(
    annotation: Annotation,
    figure: Figure,
    told: Mapping[int, Sequence[Told]],
    setting: Setting,
    scene: _Scene,
    hurt: frozenset[str],
) -> Figure:
    said_in = setting.statement_around(figure.start, figure.end)
    event = _event_of(annotation, figure, told, hurt)
    if event is not None and _is_of_another_time(annotation, figure, event, told, setting):
        event = None
    return replace(
        figure,
        event=event.id if event else None,
        place=scene.place_of(figure, event),
        time=scene.time_of(figure, event),
        said_in=said_in.id if said_in else None,
        speaker=said_in.speaker if said_in else None,
    )


def _is_of_another_time(
    annotation: Annotation,
    figure: Figure,
    event: Event,
    told: Mapping[int, Sequence[Told]],
    setting: Setting,
) -> bool:
    """Whether a number is of a longer stretch of time, or of an earlier one than an event told before."""
    here = told.get(annotation.sentence_at(figure.start).start, ())
    is_told_here = any(each.event.id == event.id for each in here)
    return setting.is_background(figure.start, event) or (
        not is_told_here and setting.tells_of_the_past(figure.start, event)
    )


def _with_wholes(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Parts belong to the event of their whole."""
    by_id = {figure.id: figure for figure in figures}
    return tuple(
        _with_whole(figure, by_id) if figure.part_of or figure.changed_from else figure for figure in figures
    )


def _with_whole(figure: Figure, by_id: Mapping[str, Figure]) -> Figure:
    """A part at the event of its whole; a whole or an earlier number that was left out is not named."""
    whole = by_id.get(figure.part_of or "")
    return replace(
        figure,
        event=whole.event if whole else figure.event,
        part_of=whole.id if whole else None,
        changed_from=figure.changed_from if figure.changed_from in by_id else None,
    )


def _is_no_harm(figure: Figure, event: Event) -> bool:
    """Whether an event hurts nobody, so that the dead told beside it are another's: "two were arrested"."""
    return figure.measure in _CARRIED and event.mode == "arrest"


def _event_of(
    annotation: Annotation, figure: Figure, told: Mapping[int, Sequence[Told]], counted: frozenset[str]
) -> Event | None:
    """``counted`` are the ids of the events with victims in a sentence of their own."""
    sentence = annotation.sentence_at(figure.start).start
    here = [t for t in told.get(sentence, ()) if t.event.reality in {"happened", "ongoing"}]
    if figure.measure in _MEANT and not any(t.event.type in _wanted(figure) for t in here):
        here = [t for t in told.get(sentence, ()) if t.event.reality != "denied"]
    for types in _TYPES.get(figure.measure, ()):
        fits = [t for t in here if t.event.type in types and not _is_no_harm(figure, t.event)]
        if fits:
            return min(fits, key=lambda t: abs(t.offset - figure.start)).event
    if figure.measure in _CARRIED:
        return _event_before(annotation, figure, told, counted)
    if figure.measure in _LOOSE:
        here = here or [t for t in told.get(sentence, ()) if t.event.reality != "denied"]
    if (figure.measure not in _TYPES or figure.measure in _LOOSE) and here:
        return min(here, key=lambda t: abs(t.offset - figure.start)).event
    return None


def _wanted(figure: Figure) -> frozenset[str]:
    return frozenset().union(*_TYPES.get(figure.measure, ()))


def _event_before(
    annotation: Annotation, figure: Figure, told: Mapping[int, Sequence[Told]], counted: frozenset[str]
) -> Event | None:
    """The last event of harm told before a figure, within a few sentences."""
    offset = annotation.sentence_at(figure.start).start
    position = bisect_left(annotation.sentences, offset, key=lambda sentence: sentence.start)
    types = _TYPES[figure.measure][0]
    before = [
        t
        for sentence in annotation.sentences[max(0, position - _REACH) : position]
        for t in told.get(sentence.start, ())
        if t.event.type in types and t.event.reality == "happened"
    ]
    newest = max((t.event.latest for t in before if t.event.latest), default=None)
    current = [t for t in before if not is_long_before(t.event.latest, newest)]
    # A blow that has victims has more of them, before a war that is mentioned behind it.
    return max(current, key=lambda t: (t.event.id in counted, t.offset)).event if current else None
