"""Time expressions of gold and record come in, and F1 of spans and of values goes out."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.annotate import Annotation
from sitrep.evaluate.corpora import timeml
from sitrep.evaluate.gold import Labelled
from sitrep.evaluate.matching import match_spans
from sitrep.evaluate.statistics import Figures, Tally, Totals, f1
from sitrep.evaluate.task import Sight, Task
from sitrep.record import Record

__all__ = ["TASK", "predicted", "seen", "tally"]

Times = Sequence[Labelled]
KEYS = ("strict", "relaxed", "value")


def predicted(record: Record) -> Times:
    """The times of a record, labelled with their values."""
    return tuple(Labelled(time.start, time.end, time.quote, time.value) for time in record.times)


def seen(annotation: Annotation) -> Times:
    """The times that the head found; values are arithmetic, which no head does, so these are empty."""
    found = annotation.spans_of("times") or ()
    return tuple(Labelled(f.start, f.end, annotation.text[f.start : f.end], "") for f in found)


def tally(gold: Times, found: Times) -> Tally:
    """Matches by identical span, by overlap, and by overlap with the same value; one to one."""
    pairs = [(gold[i], found[j]) for i, j in match_spans(gold, found)]
    counts: dict[str, float] = {
        "relaxed.matched": len(pairs),
        "strict.matched": sum((g.start, g.end) == (p.start, p.end) for g, p in pairs),
        "value.matched": sum(g.label == p.label for g, p in pairs),
    }
    for key in KEYS:
        counts |= {f"{key}.gold": len(gold), f"{key}.predicted": len(found)}
    return Tally(counts)


def _figures(totals: Totals) -> Figures:
    return {key: f1(totals, key) for key in KEYS}


TASK = Task({timeml.FORM.name: timeml.documents}, predicted, tally, _figures, Sight(("times",), seen))
