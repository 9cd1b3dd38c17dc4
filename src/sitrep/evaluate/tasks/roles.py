"""Predicates of gold and of the head come in, and how well they, their senses and arguments agree goes out.

A record keeps no roles; what is scored is what its reader had before it, which the head for roles finds.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.annotate import Annotation, annotate
from sitrep.annotate.frames import Predicate, predicates
from sitrep.evaluate.corpora import roles
from sitrep.evaluate.corpora.joining import words_centred
from sitrep.evaluate.corpora.roles import Frame, Framed
from sitrep.evaluate.statistics import Figures, Tally, Totals, agreement, f1, share
from sitrep.evaluate.task import Sight, Task
from sitrep.record import Record

__all__ = ["TASK", "predicted", "seen", "tally"]

_HEADS = ("roles",)


def predicted(record: Record) -> tuple[Predicate, ...]:
    """The predicates that the reader of ``record`` had; none where it asked no model."""
    return seen(annotate(record.report, heads=_HEADS)) if record.reader.model != "rules" else ()


def seen(annotation: Annotation) -> tuple[Predicate, ...]:
    """The predicates that the head found."""
    return predicates(annotation)


def tally(gold: Framed, found: tuple[Predicate, ...]) -> Tally:
    """Agreement on predicates, on the senses of those found, and on arguments with their roles."""
    frames = {frame.word: frame for frame in _in_words(gold, found)}
    wanted = {frame.word: frame for frame in gold.frames}
    both = wanted.keys() & frames.keys()
    counts = agreement("predicate", list(wanted), list(frames))
    counts["sense.asked"] = len(both)
    counts["sense.right"] = sum(wanted[word].sense == frames[word].sense for word in both)
    counts |= agreement("argument", _arguments(wanted), _arguments(frames))
    return Tally(counts)


def _in_words(gold: Framed, found: tuple[Predicate, ...]) -> Iterator[Frame]:
    """What was found, in numbers of the corpus's words."""
    for predicate in found:
        word, _ = words_centred(gold.offsets, predicate.start, predicate.end)
        spans = ((a.kind, *words_centred(gold.offsets, a.start, a.end)) for a in predicate.arguments)
        yield Frame(word, predicate.sense, tuple(span for span in spans if span[1] < span[2]))


def _arguments(frames: dict[int, Frame]) -> list[tuple[int, str, int, int]]:
    return [(word, *argument) for word, frame in frames.items() for argument in frame.arguments]


def _figures(totals: Totals) -> Figures:
    return {
        "predicate": f1(totals, "predicate"),
        "sense": share(totals.count("sense.right"), totals.count("sense.asked")),
        "argument": f1(totals, "argument"),
    }


TASK = Task({roles.FORM.name: roles.documents}, predicted, tally, _figures, Sight(_HEADS, seen))
