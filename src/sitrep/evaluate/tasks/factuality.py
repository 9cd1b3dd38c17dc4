"""Judged event words and what a reader holds of them come in, and how well the two agree goes out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sitrep.annotate import Annotation
from sitrep.evaluate.corpora import factuality
from sitrep.evaluate.corpora.factuality import Judged
from sitrep.evaluate.statistics import Figures, Tally, Totals, f1, share
from sitrep.evaluate.task import Sight, Task
from sitrep.record import Record

__all__ = ["TASK", "predicted", "seen", "tally"]

_VALUES: Mapping[str, float] = {
    "happened": 3.0,
    "ongoing": 3.0,
    "planned": 0.0,
    "possible": 0.0,
    "denied": -3.0,
}
"""Where the realities of a record stand on the scale from -3, it did not happen, to 3, it did."""


def predicted(record: Record) -> tuple[Judged, ...]:
    """The triggers of a record's events, with where their reality stands; of other words it holds nothing."""
    found = (Judged(e.trigger.start, e.trigger.end, _VALUES[e.reality]) for e in record.events)
    return tuple(sorted(found, key=lambda judged: (judged.start, judged.end)))


def seen(annotation: Annotation) -> tuple[Judged, ...]:
    """What the head holds of each word, as if it told of an event."""
    layer = annotation.words_of("factuality")
    if layer is None:
        return ()
    rows = zip(layer.starts.tolist(), layer.ends.tolist(), layer.scores[:, 0].tolist(), strict=True)
    return tuple(Judged(*row) for row in rows)


def tally(gold: tuple[Judged, ...], found: tuple[Judged, ...]) -> Tally:
    """Sums from which the figures follow; a word of which nothing is held stands at 0."""
    wanted = np.array([judged.value for judged in gold])
    given = np.array([_held(judged, found) for judged in gold])
    happened, told = wanted > 0, given > 0
    return Tally(
        {
            "n": len(gold),
            "wanted": wanted.sum(),
            "given": given.sum(),
            "wanted.squared": (wanted**2).sum(),
            "given.squared": (given**2).sum(),
            "product": (wanted * given).sum(),
            "off": np.abs(wanted - given).sum(),
            "happened.matched": (happened & told).sum(),
            "happened.gold": happened.sum(),
            "happened.predicted": told.sum(),
        }
    )


def _held(judged: Judged, found: tuple[Judged, ...]) -> float:
    return next(
        (other.value for other in found if other.start < judged.end and judged.start < other.end), 0.0
    )


def _figures(totals: Totals) -> Figures:
    n = totals.count("n")
    wanted, given = share(totals.count("wanted"), n), share(totals.count("given"), n)
    both = share(totals.count("product"), n) - wanted * given
    spread = np.sqrt(
        np.maximum(share(totals.count("wanted.squared"), n) - wanted**2, 0)
        * np.maximum(share(totals.count("given.squared"), n) - given**2, 0)
    )
    return {
        "pearson": share(both, spread),
        "mae": share(totals.count("off"), n),
        "happened": f1(totals, "happened"),
    }


TASK = Task(
    {factuality.FORM.name: factuality.documents}, predicted, tally, _figures, Sight(("factuality",), seen)
)
