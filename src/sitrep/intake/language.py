"""A text comes in, and the language it is written in goes out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["UNKNOWN", "detect_language"]

UNKNOWN = "und"
_NO_LANGUAGE = "zxx"

# English words that are seldom words of another language, counted before py3langid is asked, as
# its model takes most of a second to load.
_ENGLISH = frozenset(
    """
    the and of to that with said were have has been which this are they their who would from after
    at by is not it his her he she there when more than about had but people could into two will
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 3000  # characters; enough for both ways of telling
_ENOUGH = 0.12  # of the words; English prose has .25 to .45, results of sports from .14
_FEWEST = 3  # different English words that must occur
_LIKELY = 0.5  # over these, py3langid took none of 1,194 English sentences for another language

_SHORT = 25  # words; an English sentence or two with names of Lagos or Glasgow in it is taken for these:
_NEAR_ENGLISH = frozenset({"pcm", "sco", "jam"})


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of ``text``, from its first 3,000 characters; ``und`` if unsure.

    A language without a code of two letters has its ISO 639-3 one.

    >>> detect_language("The ferry went down after it was hit, and the crew were not found.")
    'en'
    """
    head = text[:_REACH]
    words = [word.lower() for word in _WORD.findall(head)]
    if not words:
        return UNKNOWN
    if _is_plainly_english(words):
        return "en"
    code, probability = _identifier().classify(head)
    if code in _NEAR_ENGLISH and len(words) < _SHORT:
        return UNKNOWN
    return str(code) if probability >= _LIKELY and code != _NO_LANGUAGE else UNKNOWN


def _is_plainly_english(words: list[str]) -> bool:
    letters = sum(map(len, words))
    foreign = sum(len(word) for word in words if not word.isascii())
    hits = [word for word in words if word in _ENGLISH]
    return foreign * 10 <= letters and len(set(hits)) >= _FEWEST and len(hits) >= _ENOUGH * len(words)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
