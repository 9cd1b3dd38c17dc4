"""Typed mentions of gold and record come in, and F1 of exact spans, overall and by type, goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from sitrep.annotate import Annotation
from sitrep.evaluate.corpora import gum, worldwide
from sitrep.evaluate.gold import Document, Labelled, label_spans
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Figures, Tally, Totals, agreement, f1
from sitrep.evaluate.task import Sight, Task
from sitrep.record import Record

__all__ = ["TASK", "Entities", "predicted", "seen", "tally"]


# What of a record answers to a type of the corpus. The newswire set marks names alone, GUM every mention.
NAME_TYPES = {
    "person": "Person",
    "organization": "Organization",
    "country": "Location",
    "group": "NORP",
    "place": "Location",
    "DATE": "Date",
    "price": "Money",
    "money": "Money",
}
MENTION_TYPES = {
    "person": "person",
    "organization": "organization",
    "country": "place",
    "group": "person",
    "place": "place",
    "DATE": "time",
    "TIME": "time",
    "DURATION": "time",
    "SET": "time",
}


@dataclass(frozen=True, slots=True)
class Entities:
    """Spans with their types under each scheme: names in the newswire set's types, all mentions in GUM's.

    Gold has one scheme and leaves the other None; a record is put into both.
    """

    names: tuple[Labelled, ...] | None = None
    nested: tuple[Labelled, ...] | None = None


def predicted(record: Record) -> Entities:
    """Actors by kind, places, times and money of a record, in the types of both schemes."""
    text = record.report.text
    mentions = [(m.start, m.end, actor.kind, m.form) for actor in record.actors for m in actor.mentions]
    spans: list[tuple[int, int, str]] = [(p.start, p.end, "place") for p in record.places]
    spans += [(t.start, t.end, t.type) for t in record.times]
    spans += [(f.start, f.end, f.measure) for f in record.figures]
    names = [(a, b, kind) for a, b, kind, form in mentions if form == "name"]
    every = [(a, b, kind) for a, b, kind, _ in mentions]
    return Entities(
        names=label_spans(
            text, ((a, b, NAME_TYPES[k]) for a, b, k in chain(names, spans) if k in NAME_TYPES)
        ),
        nested=label_spans(
            text, ((a, b, MENTION_TYPES[k]) for a, b, k in chain(every, spans) if k in MENTION_TYPES)
        ),
    )


def seen(annotation: Annotation) -> Entities:
    """The names and the mentions that the heads found."""

    def labelled(head: str) -> tuple[Labelled, ...]:
        found = annotation.spans_of(head) or ()
        return label_spans(annotation.text, ((f.start, f.end, f.kind) for f in found))

    return Entities(names=labelled("names"), nested=labelled("mentions"))


def tally(gold: Entities, found: Entities) -> Tally:
    """Agreement on start, end and type, overall and type by type."""
    wanted, given = (gold.names, found.names) if gold.names is not None else (gold.nested, found.nested)
    spans = [(s.start, s.end, s.label) for s in wanted or ()]
    others = [(s.start, s.end, s.label) for s in given or ()]
    counts = agreement("exact", spans, others)
    for label in {label for *_, label in chain(spans, others)}:
        counts |= agreement(
            f"types.{label}", [s for s in spans if s[2] == label], [s for s in others if s[2] == label]
        )
    return Tally(counts)


def _figures(totals: Totals) -> Figures:
    figures = {"exact": f1(totals, "exact")}
    for label in totals.labels("types.", ".matched"):
        figures[f"types.{label}"] = f1(totals, f"types.{label}")
    return figures


def _names(member: Member) -> Iterator[Document[Entities]]:
    for document in worldwide.documents(member):
        yield Document(document.name, document.report, Entities(names=document.gold))


def _nested(member: Member) -> Iterator[Document[Entities]]:
    for document in gum.documents(member):
        gold = label_spans(document.report.text, ((m.start, m.end, m.type) for m in document.gold))
        yield Document(document.name, document.report, Entities(nested=gold))


TASK = Task(
    {worldwide.FORM.name: _names, gum.FORM.name: _nested},
    predicted,
    tally,
    _figures,
    Sight(("names", "mentions"), seen),
)
