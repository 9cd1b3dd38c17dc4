"""Mentions in their order and what the head sees in them come in, and which mean the same goes out.

Each mention is set beside those before it (Lee et al. 2017, without the spans of all lengths: mentions are
found by their own head): how well two fit is what their head words say of each other, and signs that the
eye sees, same words, how far off, each weighed by the later mention, since a pronoun asks for other signs
than a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sitrep.model.layers import Floats
from sitrep.model.pieces import Pieces

__all__ = ["REACH", "SIGNS", "Named", "Signs", "antecedents", "named"]

REACH = 160
"""Mentions back that one is set beside."""
_BLOCK = 128  # mentions that are looked at together
_STEPS = (1, 2, 4, 8, 16, 32, 64)
_FAR = np.searchsorted(_STEPS, np.arange(1, REACH + 1))
"""The step of each distance from 1."""
_ARTICLES = frozenset({1037, 2019, 1996})
"""The pieces "a", "an" and "the" of the vocabulary."""
SIGNS = 8 + len(_STEPS) + 1
"""How many signs a pair of mentions has."""


class Named(NamedTuple):
    """A mention as the vocabulary has it: all pieces but articles, those of its head, and where it stands."""

    pieces: tuple[int, ...]
    head: tuple[int, ...]
    first: int
    last: int
    sentence: int


def named(pieces: Pieces, head: int, first: int, last: int) -> Named:
    """The mention of words ``[first, last)``, counted over the text, whose head is the word ``head``."""
    begin, end = int(pieces.opens[first]), int(pieces.shuts[last - 1]) + 1
    ids = tuple(number for number in pieces.ids[begin:end].tolist() if number not in _ARTICLES)
    of_head = tuple(pieces.ids[pieces.opens[head] : pieces.shuts[head] + 1].tolist())
    return Named(ids, of_head, first, last, int(pieces.bounds.searchsorted(begin, side="right")) - 1)


class Signs:
    """What the eye sees of pairs of ``mentions`` of one text."""

    def __init__(self, mentions: Sequence[Named]) -> None:
        self._words = [frozenset(mention.pieces) for mention in mentions]
        self._same = _numbered(mention.pieces for mention in mentions)
        self._heads = _numbered(mention.head for mention in mentions)
        self._sentences = np.array([mention.sentence for mention in mentions], np.int64)
        self._firsts = np.array([mention.first for mention in mentions], np.int64)
        self._lasts = np.array([mention.last for mention in mentions], np.int64)

    def of(self, later: int) -> Floats:
        """The signs of the mention ``later`` beside each of the ``REACH`` before it, nearest last."""
        found: Floats = self.between(later, later + 1)[:, 0].T
        return found

    def between(self, first: int, last: int) -> Floats:
        """The signs of the mentions ``[first, last)`` beside all from ``REACH`` before the first on.

        Of shape (signs, mentions, those beside them); those beside them end before ``last - 1``. Pairs that
        are none, of what stands behind or out of reach, have signs that mean nothing.
        """
        low = max(0, first - REACH)
        after, before = slice(first, last), slice(low, last - 1)
        found = np.zeros((SIGNS, last - first, last - 1 - low), np.float32)
        is_same = self._same[after, None] == self._same[None, before]
        same_head = self._heads[after, None] == self._heads[None, before]
        apart = self._sentences[after, None] - self._sentences[None, before]
        found[0] = is_same
        found[1] = same_head
        found[2] = same_head & ~is_same
        found[3], found[4] = self._inside(after, before)
        found[5] = apart == 0
        found[6] = apart == 1
        found[7] = self._firsts[after, None] < self._lasts[None, before]
        back = np.arange(first, last)[:, None] - np.arange(low, last - 1)[None, :]
        far = _FAR[np.clip(back, 1, REACH) - 1]
        found[8:] = far[None] == np.arange(SIGNS - 8)[:, None, None]
        return found

    def _inside(self, after: slice, before: slice) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Whether the words of each mention are a part of the other's, and the other way round."""
        ours, theirs = self._words[after], self._words[before]
        columns = {word: number for number, word in enumerate(frozenset().union(*ours))}
        shared = _holds(ours, columns) @ _holds(theirs, columns).T
        our_size, their_size = (np.array([len(words) for words in row], np.float32) for row in (ours, theirs))
        smaller = our_size[:, None] < their_size[None, :]
        larger = our_size[:, None] > their_size[None, :]
        return (shared == our_size[:, None]) & smaller, (shared == their_size[None, :]) & larger


def _holds(rows: Sequence[frozenset[int]], columns: Mapping[int, int]) -> Floats:
    """1 where a row has the word of a column."""
    found = np.zeros((len(rows), len(columns)), np.float32)
    at = [
        number * len(columns) + columns[word]
        for number, words in enumerate(rows)
        for word in words
        if word in columns
    ]
    found.reshape(-1)[at] = 1
    return found


def _numbered(keys: Iterable[tuple[int, ...]]) -> npt.NDArray[np.int64]:
    """A number for each key, the same where the keys are."""
    numbers: dict[tuple[int, ...], int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


def antecedents(
    mentions: Sequence[Named], asks: Floats, answers: Floats, weights: Floats, alone: Floats
) -> npt.NDArray[np.int64]:
    """For each mention the number of the one before it that it takes up, or -1.

    ``asks`` and ``answers`` are what each says of others and of itself, ``weights`` what each makes of the
    signs, ``alone`` how well it stands by itself.
    """
    found = np.full(len(mentions), -1, np.int64)
    signs = Signs(mentions)
    for first in range(1, len(mentions), _BLOCK):
        last = min(first + _BLOCK, len(mentions))
        low = max(0, first - REACH)
        fits = asks[first:last] @ answers[low : last - 1].T * np.float32(asks.shape[1] ** -0.5)
        fits += np.einsum("nk,knm->nm", weights[first:last], signs.between(first, last))
        back = np.arange(first, last)[:, None] - np.arange(low, last - 1)[None, :]
        fits[(back < 1) | (back > REACH)] = -np.inf
        best = fits.argmax(1)
        is_taken = fits.max(1) > alone[first:last]
        found[first:last][is_taken] = low + best[is_taken]
    return found
