"""Place names of gold and record come in, and how many were found and how far off they lie goes out."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from sitrep.evaluate.corpora import toponyms
from sitrep.evaluate.corpora.toponyms import Toponym
from sitrep.evaluate.matching import match_spans
from sitrep.evaluate.statistics import Figures, Tally, Totals, f1, share
from sitrep.evaluate.task import Task
from sitrep.record import Record

__all__ = ["TASK", "kilometres", "predicted", "tally"]

Toponyms = tuple[Toponym, ...]

NEAR_KM = 161.0
"""A hundred miles: what the field of toponym resolution calls found."""
EARTH_RADIUS_KM = 6371.0088


def predicted(record: Record) -> Toponyms:
    """The places of a record, and those alone: a capital that speaks is an actor there."""
    return tuple(Toponym(p.start, p.end, p.quote, p.lat, p.lon) for p in record.places)


def tally(gold: Toponyms, found: Toponyms) -> Tally:
    """Matches by overlap, one to one, and the distance of each in km.

    Gold without coordinates counts as recognised, but not among those that can be near. A match
    that the record gives no coordinates is not near, and has no distance.
    """
    pairs = [(gold[i], found[j]) for i, j in match_spans(gold, found)]
    located = [(g, p) for g, p in pairs if g.lat is not None and g.lon is not None]
    distances = [km for g, p in located if (km := kilometres(g, p)) is not None]
    counts = {
        "recognition.matched": len(pairs),
        "recognition.gold": len(gold),
        "recognition.predicted": len(found),
        "located": len(located),
        "near": sum(km <= NEAR_KM for km in distances),
    }
    return Tally(counts, {"km": distances})


def kilometres(one: Toponym, other: Toponym) -> float | None:
    """The great-circle distance in km; None where either has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b = radians(one.lat), radians(other.lat)
    chord = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def _figures(totals: Totals) -> Figures:
    near = totals.count("near")
    return {
        "recognition": f1(totals, "recognition"),
        "within_161km": share(near, totals.count("located")),
        "end_to_end": share(near, totals.count("recognition.gold")),
        "mean_km": totals.mean("km"),
        "median_km": totals.median("km"),
    }


TASK = Task({toponyms.FORM.name: toponyms.documents}, predicted, tally, _figures)
