"""Lengths of sentences in pieces come in, and windows that the encoder reads at one go go out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Window", "plan_windows", "sentence_of_each"]


class Window(NamedTuple):
    """Pieces ``[start, end)`` are read together; those of ``[first, last)`` are taken from this window."""

    start: int
    end: int
    first: int
    last: int


def plan_windows(bounds: Sequence[int], *, limit: int, overlap: int) -> list[Window]:
    """Windows of at most ``limit`` pieces along the sentences that begin and end at ``bounds``.

    Neighbours share up to ``overlap`` pieces, in whole sentences. Each sentence is taken from the
    window where it has most context on its poorer side; the edges of a text count as no loss. A
    sentence longer than ``limit`` is cut into parts of that length. Every piece is taken once.

    >>> plan_windows([0, 4, 8, 12], limit=8, overlap=4)
    [Window(start=0, end=8, first=0, last=8), Window(start=4, end=12, first=8, last=12)]
    """
    cuts = _cuts(bounds, limit)
    spans = _spans(cuts, limit, overlap)
    total = cuts[-1]
    taken: list[list[int]] = [[] for _ in spans]
    low = 0
    for start, end in pairwise(cuts):
        while spans[low][1] < end:
            low += 1
        reading = [
            i for i in range(low, min(low + 3, len(spans))) if spans[i][0] <= start and end <= spans[i][1]
        ]
        best = max(reading, key=lambda i: (_context(spans[i], start, end, total), -i))
        taken[best] += [start, end]
    return [
        Window(start, end, bounds_[0], bounds_[-1])
        for (start, end), bounds_ in zip(spans, taken, strict=True)
        if bounds_
    ]


def sentence_of_each(sentences: Sequence[tuple[int, int]], words: int) -> npt.NDArray[np.int64]:
    """For each of ``words`` the number of the sentence ``[first, last)`` that it is in, -1 for none."""
    within = np.full(words, -1)
    for number, (first, last) in enumerate(sentences):
        within[first:last] = number
    return within


def _cuts(bounds: Sequence[int], limit: int) -> list[int]:
    """The bounds of sentences, with further ones inside those longer than ``limit``."""
    cuts = [0]
    for start, end in pairwise(bounds):
        cuts += [*range(start + limit, end, limit), end] if end > start else []
    return cuts


def _spans(cuts: Sequence[int], limit: int, overlap: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    first = last = 0
    while last < len(cuts) - 1:
        begun = first
        while last < len(cuts) - 1 and cuts[last + 1] - cuts[begun] <= limit:
            last += 1
        spans.append((cuts[begun], cuts[last]))
        first = last
        while first - 1 > begun and cuts[last] - cuts[first - 1] <= overlap:
            first -= 1
        # The shared sentences must leave room for the next one, else no window would get further.
        while first < last < len(cuts) - 1 and cuts[last + 1] - cuts[first] > limit:
            first += 1
    return spans


def _context(span: tuple[int, int], start: int, end: int, total: int) -> int:
    left = start - span[0] if span[0] else total
    right = span[1] - end if span[1] < total else total
    return min(left, right)
