"""The words that tell of an act come in, and their stems go out, alike for verb and noun."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from sitrep.annotate.lexicon import lemma_of

__all__ = ["act_stems", "families"]

_WORD = re.compile(r"[^\W\d_]+")
_IDLE = frozenset(
    """a an the of in on at to by for from with into out up down off over away back about and or it its his
    her their be is are was were been being am do does did done have has had having will would can could may
    might should must get got gets getting make made makes making take took taken takes taking give gave
    given gives put set go goes went gone going come came comes let not no he she they who which that this
    as""".split()
)
_ENDINGS = (
    "isations izations ization isation ations ation ements ement ments ment ities ity ings ing ances ance "
    "ences ence ions ion ures ure als al ers er ors or ees ee ies ed es e s y"
).split()
_SHORTEST = 3


@lru_cache(maxsize=65536)
def act_stems(trigger: str) -> tuple[str, ...]:
    """The stems of the telling words of ``trigger``, sorted, each once; all words where none is telling.

    >>> act_stems("was appointed") == act_stems("appointment")
    True
    """
    words = [word.casefold() for word in _WORD.findall(trigger)]
    telling = [word for word in words if word not in _IDLE] or words
    return tuple(sorted({_stem(word) for word in telling}))


@lru_cache(maxsize=65536)
def families(stem: str) -> frozenset[int]:
    """The families of :file:`acts.txt` that a word of this stem stands in, by their numbers."""
    return _families().get(stem, frozenset())


@cache
def _families() -> dict[str, frozenset[int]]:
    lines = (files("sitrep.merge") / "acts.txt").read_text("utf-8").splitlines()
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lines):
        for word in () if line.startswith("#") else line.split():
            for stem in act_stems(word):
                found[stem].add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    lemma = lemma_of(word, "VERB")
    if lemma == word:
        lemma = lemma_of(word, "NOUN")
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _SHORTEST:
            return lemma[: -len(ending)]
    return lemma
