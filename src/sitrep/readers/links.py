"""Figures and all else of a report come in, and figures with event, place, time and speaker go out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitrep.record import Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitrep.annotate import Annotation
    from sitrep.readers.clauses import SentenceParts
    from sitrep.readers.events import Draft
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.setting import Setting
    from sitrep.record import Event, Figure

__all__ = ["Told", "link_figures", "told_events"]

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
    "deployed": (frozenset({"MOBILIZE", "AID"}), frozenset({"COOPERATE", "RETREAT"})),
    "magnitude": (frozenset({"DISASTER"}),),
}
#: Measures that go on telling of an event after the sentence that tells it.
_CARRIED = frozenset(
    {"killed", "injured", "hospitalized", "intensive_care", "missing", "displaced", "evacuated", "rescued"}
    | {"destroyed", "damaged", "infected", "magnitude"}
)
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
) -> tuple[Figure, ...]:
    """``figures`` with the event, place, time, statement and speaker that each belongs to."""
    estimates = _estimates(annotation, sentences)
    voices = [statement.speaker for statement in setting.statements if statement.speaker]
    # "wounding hundreds, a security official said": the official speaks, and was not hurt.
    counted = (f for f in figures if f.high != 1 or not any(voice.covers(f) for voice in voices))
    linked = (_linked(annotation, figure, told, setting) for figure in counted)
    linked = (f if f.speaker else replace(f, speaker=_estimator(f, estimates)) for f in linked)
    return _with_wholes(tuple(linked))


def _estimates(
    annotation: Annotation, sentences: Sequence[SentenceParts]
) -> tuple[tuple[int, int, Party], ...]:
    """Where somebody puts a number at something, and who: "police put the number of dead at ten"."""
    tokens, text = annotation.tokens, annotation.text
    return tuple(
        (
            tokens[clause.verb].end,
            tokens[clause.reach - 1].end,
            Party(s.start, s.end, text[s.start : s.end], None),
        )
        for part in sentences
        for clause in part.clauses
        if tokens[clause.verb].lemma in _ESTIMATES and clause.taken_by("at") and not clause.is_passive
        for s in clause.subjects[:1]
    )


def _party(text: str, phrase: NounPhrase) -> Party:
    return Party(phrase.start, phrase.end, text[phrase.start : phrase.end], actor=None)


def _estimator(figure: Figure, estimates: Sequence[tuple[int, int, Party]]) -> Party | None:
    return next((who for start, end, who in estimates if start < figure.start < end), None)


def _linked(annotation: Annotation, figure: Figure, told: Sequence[Told], setting: Setting) -> Figure:
    said_in = setting.statement_around(figure.start, figure.end)
    event = _event_of(annotation, figure, told)
    if event is not None and setting.is_background(figure.start, event):
        event = None
    return replace(
        figure,
        event=event.id if event else None,
        place=event.place if event else None,
        time=event.time if event else None,
        said_in=said_in.id if said_in else None,
        speaker=said_in.speaker if said_in else None,
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


def _event_of(annotation: Annotation, figure: Figure, told: Sequence[Told]) -> Event | None:
    sentence = annotation.sentence_at(figure.start).start
    here = [t for t in told if t.sentence == sentence and t.event.reality in {"happened", "ongoing"}]
    for types in _TYPES.get(figure.measure, ()):
        fits = [t for t in here if t.event.type in types]
        if fits:
            return min(fits, key=lambda t: abs(t.offset - figure.start)).event
    if figure.measure in _CARRIED:
        return _event_before(annotation, figure, told)
    if figure.measure not in _TYPES and here:
        return min(here, key=lambda t: abs(t.offset - figure.start)).event
    return None


def _event_before(annotation: Annotation, figure: Figure, told: Sequence[Told]) -> Event | None:
    """The last event of harm told before a figure, within a few sentences."""
    starts = [sentence.start for sentence in annotation.sentences]
    position = starts.index(annotation.sentence_at(figure.start).start)
    reach = starts[max(0, position - _REACH)]
    types = _TYPES[figure.measure][0]
    before = [
        t
        for t in told
        if reach <= t.sentence < starts[position] and t.event.type in types and t.event.reality == "happened"
    ]
    return max(before, key=lambda t: t.offset).event if before else None
