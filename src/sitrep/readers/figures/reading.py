"""An annotation comes in, and the figures of its report go out in text order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sitrep.annotate import Annotation, Sentence
from sitrep.codebook.quantities import PERSON_MEASURES, quantities
from sitrep.readers.figures.amounts import Amount, Currencies, amounts
from sitrep.readers.figures.clauses import Person, clause_of, tells_of_one
from sitrep.readers.figures.relating import related
from sitrep.readers.figures.sketches import Key, Sketch, sketches
from sitrep.readers.figures.summing import summed
from sitrep.record.figure import Figure
from sitrep.record.ids import identify_each

__all__ = ["figures"]

_PREDICATE = re.compile(r"[bhmvVikgrs]")
_DATING = re.compile(r"\b(?:in|since|until|from|during|before|after)\s+$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+(\w+)")
_PRICE_REACH = 110  # characters before a sum in which its price is told
_PRICE_BEFORE = re.compile(
    r"\b(?:prices?|fares?|tariffs?|tolls?)\b[^.;!?]*?"
    r"\b(?:from|to|at|of|is|was|were|by|between|and|than|over|about|around|above|below|nearly|almost)\s*$",
    re.IGNORECASE,
)


def figures(
    annotation: Annotation, *, currencies: Currencies | None = None, persons: Iterable[Person] = ()
) -> tuple[Figure, ...]:
    """Every count and quantity of a report in text order; what links them to other lists stays None.

    The span of a figure is its number phrase with bound and unit words ("at least 12", "$1.5 million").
    Where one person is told without a number ("a police officer was killed") it is the noun phrase, and
    the figure is 1. Ages, dates, clock times, addresses and other labels are no figures.
    ``currencies`` settle whose rupees or dollars are meant where the words do not; ``persons`` are the
    single persons that are known to be told of: a list of named victims is a figure too.
    """
    singles = {person.start: person for person in persons}
    found = tuple(
        amount
        for amount in amounts(annotation, currencies or Currencies())
        if not amount.year or _counts_persons(annotation.text, amount)
    )
    starts = [amount.start for amount in found]
    drawn: list[Sketch] = []
    last: list[Sketch] = []
    for sentence in annotation.sentences:
        inside = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        last = _sketches(annotation, sentence, inside, last, singles)
        drawn.extend(last)
    return _figures(annotation, [sketch for sketch in drawn if _is_figure(sketch)])


def _sketches(
    annotation: Annotation,
    sentence: Sentence,
    inside: tuple[Amount, ...],
    last: list[Sketch],
    persons: Mapping[int, Person],
) -> list[Sketch]:
    if not inside and not tells_of_one(annotation, sentence, persons):
        return []
    clause = clause_of(annotation, sentence, inside, persons)
    drawn = summed(clause, related(clause, sketches(clause), last))
    if _PREDICATE.search(clause.codes):
        return drawn
    # Names with numbers and no verb are a table of results or a list of addresses.
    return [
        sketch for sketch in drawn if sketch.measure != "other" or not _counts_name(annotation.text, sketch)
    ]


def _counts_name(text: str, sketch: Sketch) -> bool:
    return sketch.counted is not None and text[sketch.counted[0]].isupper()


def _counts_persons(text: str, amount: Amount) -> bool:
    if _DATING.search(text[max(0, amount.start - 8) : amount.start]):
        return False  # "in 2021 rebels took the town"
    word = _NEXT_WORD.match(text, amount.end)
    return word is not None and word[1].lower() in quantities().groups


def _is_figure(sketch: Sketch) -> bool:
    if sketch.measure is None or (sketch.only_measured and sketch.measure == "other"):
        return False
    if sketch.measure in PERSON_MEASURES and any(n is not None and n % 1 for n in (sketch.low, sketch.high)):
        return False  # half a person is a misprint or a list: "1,2 killed"
    return not (sketch.measure == "duration" and sketch.high == 1)


def _priced(text: str, sketch: Sketch) -> Sketch:
    """A sum to which the price told of before it rises, falls or comes, as a price."""
    if sketch.measure != "money":
        return sketch
    before = text[max(0, sketch.start - _PRICE_REACH) : sketch.start]
    return replace(sketch, measure="price") if _PRICE_BEFORE.search(before) else sketch


def _figures(annotation: Annotation, drawn: list[Sketch]) -> tuple[Figure, ...]:
    report = annotation.report
    drawn = [_priced(annotation.text, sketch) for sketch in drawn]
    ids = identify_each("f", ((report.id, s.start, s.end, s.measure) for s in drawn))
    names = {sketch.key: name for sketch, name in zip(drawn, ids, strict=True)}
    return tuple(_figure(annotation, s, name, names) for s, name in zip(drawn, ids, strict=True))


def _figure(annotation: Annotation, sketch: Sketch, name: str, names: Mapping[Key, str]) -> Figure:
    span = annotation.span(sketch.start, sketch.end)
    return Figure(
        start=span.start,
        end=span.end,
        quote=span.quote,
        id=name,
        measure=sketch.measure or "other",
        low=sketch.low,
        high=sketch.high,
        bound=sketch.bound,
        unit=sketch.unit,
        counted=annotation.span(*sketch.counted) if sketch.counted else None,
        part_of=names.get(sketch.part_of) if sketch.part_of else None,
        changed_from=names.get(sketch.changed_from) if sketch.changed_from else None,
        event=None,
        place=None,
        time=None,
        said_in=None,
        speaker=None,
    )
