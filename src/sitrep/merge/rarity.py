"""A text comes in, and its words, each with how seldom it is met in English, go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from math import log2, sqrt

__all__ = ["COMMON", "WORD", "bare", "norm", "rarity", "square", "weight", "words_of"]

COMMON = 6.0
"""Words of less rarity than this tell nothing."""
_WEIGHTS_OF = 10.0
_UNKNOWN = 14.5
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
"""A word, with what hyphens and apostrophes join to it."""


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """How seldom ``word`` (in lower case) is met in English, 0 to 14.5, by a list that never changes."""
    rank = _ranks().get(word)
    if rank is None and word.endswith("s"):
        rank = _ranks().get(word[:-1])
    return _UNKNOWN if rank is None else log2(rank + 1)


def weight(word: str) -> float:
    """How much ``word`` tells, from 0 for a common one."""
    return max(0.0, rarity(word) - COMMON) / _WEIGHTS_OF


@lru_cache(maxsize=65536)
def square(word: str) -> float:
    """The square of its weight."""
    return weight(word) ** 2


def norm(words: Iterable[str]) -> float:
    """How long a vector is that has the weight of each of ``words`` in a dimension of its own."""
    return sqrt(sum(map(square, words)))


def words_of(text: str) -> Iterator[str]:
    """The words of ``text`` in lower case, without possessive endings."""
    return map(bare, WORD.findall(text))


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """``word`` in lower case, without a possessive ending."""
    return word.replace("’", "'").removesuffix("'s").removesuffix("'").casefold()


@cache
def _ranks() -> dict[str, int]:
    listed = (files("sitrep.merge") / "words.txt").read_text("utf-8").split()
    return {word: rank for rank, word in enumerate(listed)}
