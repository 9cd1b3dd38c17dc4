"""What each document adds to a score comes in, and figures with bootstrap intervals go out.

A document is boiled down to a :class:`Tally` of counts and values. Resampling documents then
means weighting tallies, so a thousand resamples cost one matrix product, not a thousand scorings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

__all__ = ["Figures", "Tally", "Totals", "agreement", "estimate", "f1", "share"]

Array = npt.NDArray[np.float64]
Figures = dict[str, Array]

RESAMPLES = 1000
SEED = 20260101
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one document adds: ``counts`` are summed, ``values`` pooled for means and medians."""

    counts: Mapping[str, float]
    values: Mapping[str, Sequence[float]] = field(default_factory=dict)


class Totals:
    """Tallies summed under weights: one row a resample, one weight a document."""

    def __init__(self, tallies: Sequence[Tally], weights: Array) -> None:
        self._tallies = tallies
        self._weights = weights

    @cached_property
    def _sums(self) -> dict[str, Array]:
        keys = list(dict.fromkeys(key for tally in self._tallies for key in tally.counts))
        table = np.zeros((len(self._tallies), len(keys)))
        column = {key: index for index, key in enumerate(keys)}
        for row, tally in enumerate(self._tallies):
            for key, count in tally.counts.items():
                table[row, column[key]] = count
        sums = self._weights @ table
        return {key: sums[:, index] for index, key in enumerate(keys)}

    def count(self, key: str) -> Array:
        """The sum of the counts under ``key``; zeros where no document has any."""
        return self._sums[key] if key in self._sums else np.zeros(len(self._weights))

    def labels(self, prefix: str, suffix: str) -> list[str]:
        """What stands between ``prefix`` and ``suffix`` in the keys of the counts, sorted."""
        cut = (len(prefix), -len(suffix))
        keys = (key for key in self._sums if key.startswith(prefix) and key.endswith(suffix))
        return sorted(key[cut[0] : cut[1]] for key in keys)

    def mean(self, key: str) -> Array:
        """The mean of the values pooled under ``key``; NaN where there are none."""
        values, weights = self._pool(key)
        return share(weights @ values, weights.sum(axis=1))

    def median(self, key: str) -> Array:
        """The median of the values pooled under ``key``; NaN where there are none."""
        values, weights = self._pool(key)
        if not len(values):
            return np.full(len(weights), np.nan)
        reached = np.cumsum(weights, axis=1)
        half = reached[:, -1:] / 2
        low, high = np.argmax(reached >= half, axis=1), np.argmax(reached > half, axis=1)
        return np.where(half[:, 0] > 0, (values[low] + values[high]) / 2, np.nan)

    def _pool(self, key: str) -> tuple[Array, Array]:
        pairs = [(v, row) for row, tally in enumerate(self._tallies) for v in tally.values.get(key, ())]
        pairs.sort()
        values = np.array([value for value, _ in pairs], dtype=np.float64)
        return values, self._weights[:, [row for _, row in pairs]]


def share(part: Array, whole: Array) -> Array:
    """``part`` of ``whole``; NaN where the whole is 0."""
    shares: Array = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
    return shares


def agreement(key: str, gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> dict[str, float]:
    """The counts under ``key`` that :func:`f1` asks for; an item that comes twice counts twice."""
    wanted, found = Counter(gold), Counter(predicted)
    return {
        f"{key}.matched": (wanted & found).total(),
        f"{key}.gold": wanted.total(),
        f"{key}.predicted": found.total(),
    }


def f1(totals: Totals, key: str) -> Array:
    """F1 of the counts ``key.matched``, ``key.gold`` and ``key.predicted``; NaN where all are 0."""
    return share(
        2 * totals.count(f"{key}.matched"), totals.count(f"{key}.gold") + totals.count(f"{key}.predicted")
    )


def estimate(
    tallies: Sequence[Tally], figures: Callable[[Totals], Figures]
) -> dict[str, tuple[float | None, list[float | None]]]:
    """Each figure with its 95 % interval over resampled documents; None where it is not defined.

    The seed is fixed, so the same tallies give the same intervals on every machine.
    """
    documents = len(tallies)
    draws = np.random.default_rng(SEED).integers(documents, size=(RESAMPLES, documents))
    weights = np.ones((RESAMPLES + 1, documents))
    offsets = np.arange(RESAMPLES)[:, None] * documents
    weights[1:] = np.bincount((draws + offsets).ravel(), minlength=RESAMPLES * documents).reshape(
        RESAMPLES, documents
    )
    rows = figures(Totals(tallies, weights))
    return {name: (_rounded(row[0]), _interval(row[1:])) for name, row in rows.items()}


def _interval(resampled: Array) -> list[float | None]:
    defined = resampled[np.isfinite(resampled)]
    if not len(defined):
        return [None, None]
    return [_rounded(bound) for bound in np.percentile(defined, INTERVAL)]


def _rounded(value: np.float64) -> float | None:
    """Four digits after the point; a share of 0 or 1 and a count stay as they are."""
    return round(float(value), 4) if np.isfinite(value) else None
