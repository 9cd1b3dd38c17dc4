"""Chains of mentions of gold and of a record come in, and how well they agree goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sitrep.annotate import Annotation
from sitrep.evaluate.chains import chain_counts, conll
from sitrep.evaluate.corpora import gum
from sitrep.evaluate.gold import Document
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Tally
from sitrep.evaluate.task import Sight, Task
from sitrep.record import Record

__all__ = ["TASK", "predicted", "seen", "tally"]

Chains = tuple[tuple[tuple[int, int], ...], ...]
"""Of each entity the ranges of characters of its mentions."""


def predicted(record: Record) -> Chains:
    """The mentions of each actor of a record."""
    return tuple(tuple((m.start, m.end) for m in actor.mentions) for actor in record.actors)


def seen(annotation: Annotation) -> Chains:
    """The chains that the head found: a row is tied to the first mention of its chain."""
    chains: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for found in annotation.spans_of("coreference") or ():
        chains[found.link].append((found.start, found.end))
    return tuple(map(tuple, chains.values()))


def tally(gold: Chains, found: Chains) -> Tally:
    """Counts for the scores, mentions being the same where their ranges are; single ones left out."""
    return Tally(chain_counts(gold, found))


def _documents(member: Member) -> Iterator[Document[Chains]]:
    for document in gum.documents(member):
        chains: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for mention in document.gold:
            chains[mention.chain].append((mention.start, mention.end))
        yield Document(document.name, document.report, tuple(map(tuple, chains.values())))


TASK = Task({gum.FORM.name: _documents}, predicted, tally, conll, Sight(("coreference",), seen))
