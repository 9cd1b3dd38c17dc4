"""Mentions in their order and what the head sees in them come in, and which mean the same goes out.

Each mention is set beside those before it (Lee et al. 2017, without the spans of all lengths: mentions are
found by their own head): how well two fit is what their head words say of each other, and signs that the
eye sees, same words, how far off, each weighed by the later mention, since a pronoun asks for other signs
than a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sitrep.model.layers import Floats
from sitrep.model.pieces import Pieces

__all__ = ["REACH", "SIGNS", "Named", "Signs", "antecedents", "named"]

REACH = 160
"""Mentions back that one is set beside."""
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
    opens, shuts = pieces.opens, pieces.shuts + 1
    begin, end = int(opens[first]), int(shuts[last - 1])
    ids = tuple(number for number in pieces.ids[begin:end].tolist() if number not in _ARTICLES)
    sentence = int(np.searchsorted(pieces.bounds, begin, side="right")) - 1
    return Named(ids, tuple(pieces.ids[opens[head] : shuts[head]].tolist()), first, last, sentence)


class Signs:
    """What the eye sees of pairs of ``mentions`` of one text."""

    def __init__(self, mentions: Sequence[Named]) -> None:
        self._words = [frozenset(mention.pieces) for mention in mentions]
        self._same = _numbered(mention.pieces for mention in mentions)
        self._heads = _numbered(mention.head for mention in mentions)
        self._sentences = np.array([mention.sentence for mention in mentions], np.int64)
        self._firsts = [mention.first for mention in mentions]
        self._lasts = np.array([mention.last for mention in mentions], np.int64)

    def of(self, later: int) -> Floats:
        """The signs of the mention ``later`` beside each of the ``REACH`` before it, nearest last."""
        low = max(0, later - REACH)
        before = slice(low, later)
        found = np.zeros((later - low, SIGNS), np.float32)
        words = self._words[later]
        is_same, same_head = (
            self._same[before] == self._same[later],
            self._heads[before] == self._heads[later],
        )
        apart = self._sentences[later] - self._sentences[before]
        found[:, 0] = is_same
        found[:, 1] = same_head
        found[:, 2] = same_head & ~is_same
        found[:, 3] = [words < theirs for theirs in self._words[before]]
        found[:, 4] = [theirs < words for theirs in self._words[before]]
        found[:, 5] = apart == 0
        found[:, 6] = apart == 1
        found[:, 7] = self._firsts[later] < self._lasts[before]
        found[np.arange(later - low), 8 + _FAR[later - low - 1 :: -1]] = 1
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
    scale = np.float32(asks.shape[1] ** -0.5) if len(mentions) else np.float32(1)
    signs = Signs(mentions)
    for later in range(1, len(mentions)):
        low = max(0, later - REACH)
        fits = answers[low:later] @ asks[later] * scale + signs.of(later) @ weights[later]
        best = int(fits.argmax())
        if fits[best] > alone[later]:
            found[later] = low + best
    return found
