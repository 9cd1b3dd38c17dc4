"""Two lists of spans or items come in, and the pairs that answer to each other, one to one, go out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sitrep.record import Span

__all__ = ["match_items", "match_spans", "words", "words_within"]

A = TypeVar("A")
B = TypeVar("B")

WORD = re.compile(r"\w+(?:['’]\w+)*")


def match_items(
    gold: Sequence[A], predicted: Sequence[B], weigh: Callable[[A, B], float]
) -> list[tuple[int, int]]:
    """Index pairs, one to one, the heaviest first; a pair that weighs 0 or less is none."""
    pairs = [(-weigh(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    return _one_to_one(pair for pair in sorted(pairs) if pair[0] < 0)


def match_spans(gold: Sequence[Span], predicted: Sequence[Span]) -> list[tuple[int, int]]:
    """Index pairs of spans that overlap, one to one: identical ones first, then by share of characters."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(predicted):
            if wanted.overlaps(found):
                union = max(wanted.end, found.end) - min(wanted.start, found.start)
                shared = min(wanted.end, found.end) - max(wanted.start, found.start)
                pairs.append((-shared / union, i, j))
    return _one_to_one(sorted(pairs))


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` in lower case, marks left out."""
    return [match.group().lower() for match in WORD.finditer(text)]


def words_within(text: str, ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The offsets at which the words inside ``ranges`` begin."""
    return {match.start() for start, end in ranges for match in WORD.finditer(text, start, end)}


def _one_to_one(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    seen_gold: set[int] = set()
    seen_predicted: set[int] = set()
    matched = []
    for _, i, j in pairs:
        if i not in seen_gold and j not in seen_predicted:
            seen_gold.add(i)
            seen_predicted.add(j)
            matched.append((i, j))
    return matched
