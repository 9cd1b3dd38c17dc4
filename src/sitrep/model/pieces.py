"""Text and its sentences come in, and word pieces with offsets, case and quotation marks as arrays go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["CASES", "Ints", "Numbers", "Pieces", "cut_pieces", "freeze"]

Ints = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

#: How the letters of a word are written, by number: the vocabulary of the encoder has no capitals.
CASES = ("lower", "capitalised", "capitals", "mixed", "digits", "mark")


@dataclass(frozen=True)
class Pieces:
    """A text cut into word pieces; all arrays have one number a piece and are read-only.

    ``ids`` are entries of the vocabulary; ``starts`` and ``ends`` offsets in characters of the whole
    text, ends excluded; ``words`` the number of the word that a piece belongs to, counted over the
    text, where a word is a run of letters and digits or a single mark; ``case`` a number of
    :data:`CASES`; ``quoted`` 1 inside quotation marks. Pieces of sentence ``i`` are
    ``bounds[i]`` to ``bounds[i + 1]``.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    words: Ints
    case: Ints
    quoted: Ints
    bounds: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def opens(self) -> Numbers:
        """The positions of the pieces that open a word."""
        return np.flatnonzero(np.diff(self.words, prepend=-1))

    @cached_property
    def shuts(self) -> Numbers:
        """The positions of the pieces that close one, in the same order."""
        return np.append(self.opens[1:], len(self))[: len(self.opens)] - 1


def cut_pieces(
    text: str,
    sentences: Sequence[tuple[int, int]],
    quotations: Sequence[tuple[int, int]],
    tokenizer: Tokenizer,
) -> Pieces:
    """The pieces of ``sentences``, each cut by itself; characters that the vocabulary drops have none."""
    cut = tokenizer.encode_batch([text[start:end] for start, end in sentences], add_special_tokens=False)
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    words: list[int] = []
    bounds = [0]
    lead: list[int] = []
    opened = 0
    for (start, _), encoding in zip(sentences, cut, strict=True):
        ids += encoding.ids
        offsets += encoding.offsets
        lead += [start] * len(encoding.ids)
        numbers = [number or 0 for number in encoding.word_ids]
        words += [opened + number for number in numbers]
        opened = words[-1] + 1 if numbers else opened
        bounds.append(len(ids))
    shift = np.array(lead, np.int32)
    pairs = np.array(offsets, np.int32).reshape(-1, 2) + shift[:, None]
    starts, ends = pairs[:, 0].copy(), pairs[:, 1].copy()
    numbers_ = np.array(words, np.int32)
    arrays = (
        np.array(ids, np.int32),
        starts,
        ends,
        numbers_,
        _cases(text, starts, ends, numbers_),
        _quoted(starts, quotations),
        np.array(bounds, np.int32),
    )
    freeze(*arrays)
    return Pieces(*arrays)


def freeze(*arrays: npt.NDArray[Any]) -> None:
    """Let nobody write to ``arrays``, which are shared by all who read a text."""
    for array in arrays:
        array.flags.writeable = False


def _cases(text: str, starts: Ints, ends: Ints, words: Ints) -> Ints:
    """The case of the word that each piece belongs to."""
    if not len(words):
        return np.zeros(0, np.int32)
    first = np.flatnonzero(np.diff(words, prepend=-1))
    last = np.append(first[1:], len(words)) - 1
    each = [_case(text[a:b]) for a, b in zip(starts[first].tolist(), ends[last].tolist(), strict=True)]
    return np.repeat(np.array(each, np.int32), last - first + 1)


@lru_cache(maxsize=4096)
def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isalpha():
        if word.isupper():
            return 1 if len(word) == 1 else 2
        return 1 if word[0].isupper() and word[1:].islower() else 3 if word != word.lower() else 0
    if any(map(str.isdigit, word)):
        return 4
    return 5 if not any(map(str.isalpha, word)) else 3


def _quoted(starts: Ints, quotations: Sequence[tuple[int, int]]) -> Ints:
    inside = np.zeros(len(starts), np.int32)
    for start, end in quotations:
        inside[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = 1
    return inside
