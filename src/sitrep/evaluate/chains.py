"""Chains of mentions of gold and of a reader come in, and counts for the scores of coreference go out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

import numpy as np
import numpy.typing as npt

from sitrep.evaluate.statistics import Figures, Totals, share

__all__ = ["Chain", "chain_counts", "conll"]

Chain = Collection[Hashable]
_SIDES = ("gold", "predicted")


def chain_counts(gold: Sequence[Chain], predicted: Sequence[Chain]) -> dict[str, float]:
    """What :func:`conll` sums over documents; chains of one mention are left out on both sides.

    MUC counts links (Vilain et al. 1995), B-cubed mentions (Bagga and Baldwin 1998), CEAF-e entities set
    one to one (Luo 2005).
    """
    sides: list[list[frozenset[Hashable]]]
    sides = [[frozenset(c) for c in chains if len(set(c)) > 1] for chains in (gold, predicted)]
    counts: dict[str, float] = {}
    for side, (ours, theirs) in zip(_SIDES, (sides, sides[::-1]), strict=True):
        of = {mention: number for number, other in enumerate(theirs) for mention in other}
        counts[f"muc.{side}.right"] = sum(len(c) - _parts(c, of) for c in ours)
        counts[f"muc.{side}"] = sum(len(c) - 1 for c in ours)
        counts[f"b3.{side}.right"] = sum(len(c & theirs[of[m]]) / len(c) for c in ours for m in c if m in of)
        counts[f"b3.{side}"] = sum(map(len, ours))
        counts[f"ceaf.{side}"] = len(ours)
    alike = _best(
        np.array([[2 * len(g & p) / (len(g) + len(p)) for p in sides[1]] for g in sides[0]], np.float64)
    )
    return {**counts, **{f"ceaf.{side}.right": alike for side in _SIDES}}


def _parts(one: frozenset[Hashable], of: dict[Hashable, int]) -> int:
    """Into how many parts the other side cuts ``one``; each mention that it lacks is a part by itself."""
    return len({of[m] for m in one if m in of}) + sum(m not in of for m in one)


def conll(totals: Totals) -> Figures:
    """The mean of the F1 of MUC, B-cubed and CEAF-e (Pradhan et al. 2012), and each of the three."""
    found = {}
    for name in ("muc", "b3", "ceaf"):
        recall, precision = (
            share(totals.count(f"{name}.{side}.right"), totals.count(f"{name}.{side}")) for side in _SIDES
        )
        found[name] = share(2 * precision * recall, precision + recall)
    return {"conll": (found["muc"] + found["b3"] + found["ceaf"]) / 3, **found}


def _best(weights: npt.NDArray[np.float64]) -> float:
    """The most that rows and columns set one to one can weigh: the method of Kuhn (1955), after Munkres."""
    if not weights.size:
        return 0.0
    cost = -(weights if weights.shape[0] <= weights.shape[1] else weights.T)
    rows, columns = cost.shape
    high, low = np.zeros(rows + 1), np.zeros(columns + 1)
    taken = np.zeros(columns + 1, np.int64)
    for row in range(1, rows + 1):
        taken[0] = row
        column, least = 0, np.full(columns + 1, np.inf)
        came, done = np.zeros(columns + 1, np.int64), np.zeros(columns + 1, bool)
        while taken[column]:
            done[column] = True
            here = taken[column]
            free = ~done[1:]
            reduced = cost[here - 1] - high[here] - low[1:]
            nearer = free & (reduced < least[1:])
            least[1:][nearer], came[1:][nearer] = reduced[nearer], column
            following = int(np.where(free, least[1:], np.inf).argmin()) + 1
            step = least[following]
            high[taken[done]] += step
            low[done] -= step
            least[~done] -= step
            column = following
        while column:
            taken[column], column = taken[came[column]], int(came[column])
    return float(-sum(cost[taken[c] - 1, c - 1] for c in range(1, columns + 1) if taken[c]))
