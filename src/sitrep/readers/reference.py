"""The chains that the coreference head found come in, and what a mention takes up goes out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep.model.layers import SpanLayer

__all__ = ["Reference"]


_NEAR = 30
"""Mentions back in a chain that are looked at: those of a long report have thousands."""


class Reference:
    """Which mentions of a text mean the same, as ranges of characters."""

    def __init__(self, layer: SpanLayer | None) -> None:
        self._chains: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._chain_of: dict[tuple[int, int], int] = {}
        for found in layer or ():
            self._chains[found.link].append((found.start, found.end))
            self._chain_of[found.start, found.end] = found.link

    def before(self, start: int, end: int) -> list[tuple[int, int]]:
        """Up to 30 mentions before the one at ``[start, end)`` that mean the same, the nearest first."""
        chain = self._chains.get(self._chain_of.get((start, end), -1), [])
        own = bisect_left(chain, (start, end))
        return chain[max(0, own - _NEAR) : own][::-1]
