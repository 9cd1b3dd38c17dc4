"""Words of a corpus that keeps no text come in, and the text that they make, as in print, goes out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["Offsets", "join_words", "words_centred"]

Offsets = Sequence[tuple[int, int]]

CLOSING = frozenset(".,;:?!%)]}»”…/")
CLITIC = re.compile(r"(?:n?['’](?:s|t|re|ve|m|ll|d))$", re.IGNORECASE)
OPENING = frozenset("([{«“$€£#/")
ENDINGS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})


def join_words(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words set as in print, and where each stands: marks close up, hyphens join, straight quotes pair off.

    >>> join_words(["(", "Covid", "-", "19", ")", "."])[0]
    '(Covid-19).'
    """
    text = ""
    offsets: list[tuple[int, int]] = []
    quoted = False
    for index, word in enumerate(words):
        opens = word in OPENING or (word == '"' and not quoted)
        if text and _is_spaced(words, index, quoted=quoted):
            text += " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
        if word == '"':
            quoted = opens
    return text, offsets


def _is_spaced(words: Sequence[str], index: int, *, quoted: bool) -> bool:
    word, before = words[index], words[index - 1]
    if word in CLOSING or word in "'’" or CLITIC.match(word) or before in OPENING:
        return False
    if _is_abbreviated(words, index):
        return False
    if before in "'’‘":
        return before != "‘" and word not in ENDINGS
    if '"' in (word, before):
        return not quoted
    if word == "-":
        return not _is_joined(words, index)
    return not (before == "-" and _is_joined(words, index - 1))


def _is_abbreviated(words: Sequence[str], index: int) -> bool:
    """Whether the word at ``index`` goes on an abbreviation of single capitals, as the S of ``U . S .``"""
    run = words[max(0, index - 2) : index + 2]
    return len(run) == 4 and run[1] == run[3] == "." and all(len(w) == 1 and w.isupper() for w in run[::2])


def _is_joined(words: Sequence[str], index: int) -> bool:
    """Whether the hyphen at ``index`` stands inside a word; between two capitalised words it is a dash."""
    if not 0 < index < len(words) - 1:
        return False
    before, after = words[index - 1], words[index + 1]
    if not (before[-1].isalnum() and after[0].isalnum()):
        return False
    return not (before[0].isupper() and not before.isupper() and after[0].isupper())


def words_centred(offsets: Offsets, start: int, end: int) -> tuple[int, int]:
    """Numbers ``[first, last)`` of the words at ``offsets`` whose middle lies in ``[start, end)``.

    A corpus parts "do" from "n't" where a reader of the text sees "don" and "t": the middles of both
    fall in the same two parts.

    >>> words_centred([(0, 2), (2, 5), (6, 8)], 3, 5)
    (1, 2)
    """
    middles = [a + b for a, b in offsets]
    first = bisect_left(middles, 2 * start)
    return first, bisect_left(middles, 2 * end, lo=first)
