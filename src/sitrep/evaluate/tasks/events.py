"""A sentence's event of gold and the events of its record come in, and scores of the main one go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sitrep.annotate import Annotation
from sitrep.codebook import load_codebook
from sitrep.evaluate.corpora import plover
from sitrep.evaluate.corpora.plover import GoldEvent, Side
from sitrep.evaluate.matching import words
from sitrep.evaluate.statistics import Array, Figures, Tally, Totals, agreement, f1, share
from sitrep.evaluate.task import Sight, Task
from sitrep.model.labels import NO_ACT
from sitrep.record import Party, Record

__all__ = ["TASK", "Coded", "main_event", "predicted", "seen", "tally"]

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
TYPES15 = sorted({FOLDED.get(name, name) for name in TYPES})
YIELD_QUAD = 2
"""The quad of YIELD, in which PLV has CONCEDE (1) and RETREAT (2) together."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An event of a record: its type, quad, confidence, where its trigger begins, and both sides."""

    type: str
    quad: int | None
    confidence: float
    start: int
    actor: Side
    recipient: Side


def predicted(record: Record) -> tuple[Coded, ...]:
    """The events of a record with the words and codes of their parties, in the order of the text.

    Of a party that is a pronoun the words are the name that the record gives whom it means, as gold has it.
    """
    actors = {actor.id: actor for actor in record.actors}
    meant = {m.start: actor.name for actor in record.actors for m in actor.mentions if m.form == "pronoun"}

    def side(parties: Iterable[Party]) -> Side:
        parties = tuple(parties)
        known = [actors[party.actor] for party in parties if party.actor in actors]
        return Side(
            tuple(meant.get(party.start, party.quote) for party in parties),
            tuple(sorted({actor.country for actor in known if actor.country})),
            tuple(sorted({sector for actor in known for sector in actor.sectors})),
            tuple((party.start, party.end) for party in parties),
        )

    events = (
        Coded(e.type, e.quad, e.confidence, e.trigger.start, side(e.actors), side(e.recipients))
        for e in record.events
    )
    return tuple(sorted(events, key=lambda event: event.start))


def seen(annotation: Annotation) -> tuple[Coded, ...]:
    """What each sentence as a whole tells, by the head for acts: its likeliest type that is an event."""
    layer = annotation.words_of("acts")
    if layer is None:
        return ()
    types = load_codebook().types
    found = []
    for sentence, scores in zip(annotation.sentences, layer.wholes, strict=True):
        ranked = sorted(zip(scores.tolist(), layer.labels, strict=True), reverse=True)
        likely, label = next((p, name) for p, name in ranked if name != NO_ACT)
        found.append(Coded(label, types[label].quad, likely, sentence.start, Side(()), Side(())))
    return tuple(found)


def main_event(gold: GoldEvent, found: tuple[Coded, ...]) -> Coded | None:
    """The event that is scored: the most confident, then the first.

    Where gold marks a pair, those events come first whose parties overlap both of the pair, then
    those whose parties overlap one.
    """
    if not found:
        return None
    return max(found, key=lambda e: (_pairing(gold, e), e.confidence, -e.start))


def tally(gold: GoldEvent, found: tuple[Coded, ...]) -> Tally:
    """The main event's type, quad, words and codes beside those of gold."""
    main = main_event(gold, found)
    counts: dict[str, float] = {"sentences": 1, "events": len(found)}
    if not gold.marked:
        counts |= _typed("types", gold.type, main.type if main else None)
    folded = FOLDED.get(main.type, main.type) if main else None
    counts |= _typed("types15", FOLDED.get(gold.type, gold.type), folded)
    counts["quad"] = main is not None and gold.quad == _quad(gold, main)
    for role, wanted, given in _sides(gold, main):
        counts |= agreement(role, _bag(wanted), _bag(given))
    return Tally(counts | _codes(gold, main))


def _typed(key: str, wanted: str, given: str | None) -> dict[str, float]:
    counts: dict[str, float] = {f"{key}.asked": 1, f"{key}.right": wanted == given}
    for label in {wanted, given} - {None}:
        pair = ([label] if label == wanted else [], [label] if label == given else [])
        counts |= agreement(f"{key}.{label}", *pair)
    return counts


def _quad(gold: GoldEvent, main: Coded) -> int | None:
    return YIELD_QUAD if gold.type == "YIELD" and main.type in FOLDED else main.quad


def _sides(gold: GoldEvent, main: Coded | None) -> list[tuple[str, Side, Side]]:
    actor, recipient = (main.actor, main.recipient) if main else (Side(()), Side(()))
    return [("actor", gold.actor, actor), ("recipient", gold.recipient, recipient)]


def _codes(gold: GoldEvent, main: Coded | None) -> dict[str, float]:
    """Agreement of codes, side by side; gold leaves many sectors blank, and such a side is not asked."""
    counts: dict[str, float] = {}
    wanted: dict[str, list[str]] = {"country": [], "sector": []}
    found: dict[str, list[str]] = {"country": [], "sector": []}
    for role, side, given in _sides(gold, main):
        wanted["country"] += [f"{role} {code}" for code in side.countries]
        found["country"] += [f"{role} {code}" for code in given.countries]
        if side.sectors:
            wanted["sector"] += [f"{role} {code}" for code in side.sectors]
            found["sector"] += [f"{role} {code}" for code in given.sectors]
    if not gold.marked:
        for kind in wanted:
            counts |= agreement(kind, wanted[kind], found[kind])
    return counts


def _pairing(gold: GoldEvent, event: Coded) -> int:
    if not gold.marked:
        return 0
    parties = event.actor.ranges + event.recipient.ranges
    return sum(
        any(a < d and c < b for a, b in side.ranges for c, d in parties)
        for side in (gold.actor, gold.recipient)
    )


def _bag(side: Side) -> list[str]:
    return [word for phrase in side.words for word in words(phrase)]


def _macro(totals: Totals, key: str, labels: Iterable[str]) -> Array:
    """The mean F1 of those of ``labels`` that gold or record has."""
    scores = np.stack([f1(totals, f"{key}.{label}") for label in labels])
    return share(np.nansum(scores, axis=0), np.isfinite(scores).sum(axis=0).astype(np.float64))


def _figures(totals: Totals) -> Figures:
    """All figures; those that a corpus does not ask for are not defined."""
    sentences = totals.count("sentences")
    return {
        "accuracy": share(totals.count("types.right"), totals.count("types.asked")),
        "macro": _macro(totals, "types", TYPES),
        "accuracy15": share(totals.count("types15.right"), sentences),
        "macro15": _macro(totals, "types15", TYPES15),
        "quad": share(totals.count("quad"), sentences),
        **{name: f1(totals, name) for name in ("actor", "recipient", "country", "sector")},
        "per_sentence": share(totals.count("events"), sentences),
    }


TASK = Task(
    {plover.GSR.name: plover.gsr_documents, plover.PLV.name: plover.plv_documents},
    predicted,
    tally,
    _figures,
    Sight(("acts",), seen),
)
