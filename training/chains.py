"""Mentions of a text come in, and which of those before it each one takes up goes out, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sitrep.model.coreference import SIGNS, Named, Signs, named
from training.texts import Text

__all__ = ["MentionRow", "coreference_targets"]

MentionRow = tuple[int, int, int, int, int]
"""Head word, kind, first word, last word included, chain."""


def coreference_targets(text: Text, rows: Sequence[MentionRow], low: int, high: int) -> dict[str, Any]:
    """Of the mentions in words ``[low, high)``: head words, chains, signs of all pairs, and what to learn.

    ``pairs`` holds the signs of each mention beside each before it, row under row. ``known`` is 0 where
    what a mention takes up stands before the window only, from which nothing can be learned.
    """
    inside = [row for row in rows if low <= row[2] <= row[0] <= row[3] < high]
    inside.sort(key=lambda row: (row[2], -row[3]))
    before = {row[4] for row in rows if row[2] < low}
    seen: set[int] = set()
    known = []
    for row in inside:
        known.append(row[4] in seen or row[4] not in before)
        seen.add(row[4])
    mentions = _named(text, inside)
    signs = Signs(mentions)
    pairs = [signs.of(later) for later in range(1, len(mentions))]
    return {
        "heads": np.array([row[0] - low for row in inside], np.int64),
        "chains": np.array([row[4] for row in inside], np.int64),
        "known": np.array(known, bool),
        "pairs": np.concatenate(pairs).astype(np.uint8) if pairs else np.zeros((0, SIGNS), np.uint8),
    }


def _named(text: Text, rows: Sequence[MentionRow]) -> list[Named]:
    return [named(text.pieces, head, first, last + 1) for head, _, first, last, _ in rows]
