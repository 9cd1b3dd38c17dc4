"""A place next to a verb comes in, and the place past its adverbs, times and settings goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.statements.noun_phrases import GENITIVE, TEMPORAL, phrase_from

if TYPE_CHECKING:
    from sitrep.readers.statements.words import Words

__all__ = ["skip_adverbials", "skip_adverbials_back"]

_DETERMINERS = frozenset("last this next late early earlier later that on the previous".split())
_PREPOSITIONS = frozenset("in on at during after before from through via outside of about".split())
_DAYS = frozenset("yesterday today tonight ago".split())
_REFLEXIVE = frozenset("himself herself itself themselves".split())
_ADVERBS = frozenset(
    "also however meanwhile though too then later earlier still again once both all each".split()
)


def skip_adverbials_back(words: Words, index: int, floor: int) -> int:
    """The token before the adverbs and times that end at ``index``: "Smith on Tuesday (said)"."""
    while index > floor:
        lower = words.lower(index)
        if _is_time_at(words, index):
            index = _before_time(words, index, floor)
        elif words.tag(index) == "ADV" or lower in _ADVERBS or lower in _REFLEXIVE:
            index -= 1
        else:
            break
    return index


def _is_time_at(words: Words, index: int) -> bool:
    lower = words.lower(index)
    if lower not in TEMPORAL:
        return False
    is_name = words.tokens[index].text[:1].isupper()
    return is_name or lower in _DAYS or words.lower(index - 1) in {"last", "this", "next"}


def _before_time(words: Words, index: int, floor: int) -> int:
    while index > floor and words.lower(index - 1) in _DETERMINERS:
        index -= 1
        if words.lower(index) == "on":
            break
    return index - 1


def skip_adverbials(words: Words, index: int, last: int) -> int:
    """The token after the adverbs, times and places at ``index``: "(said) on Tuesday in a speech"."""
    while index < last:
        after = _after_adverbial(words, index, last)
        if after == index:
            break
        index = after
    return index


def _after_adverbial(words: Words, index: int, last: int) -> int:
    lower = words.lower(index)
    if words.lower(index + 1) in GENITIVE:
        return index
    if lower in TEMPORAL or lower in {"earlier", "later", "recently", "again", "late", "early"}:
        return index + 1
    if lower in {"last", "this", "next"} and words.lower(index + 1) in TEMPORAL:
        return index + 2
    if words.tag(index) == "ADV" and lower not in {"so", "not", "then"} and not words.is_quoted(index):
        return index + 1
    if lower in _PREPOSITIONS:
        end = phrase_from(words, index + 1, last).last
        return end if end > index + 1 else index
    return index
