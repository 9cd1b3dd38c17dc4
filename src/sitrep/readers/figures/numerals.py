"""A place in a text comes in, and the number written there, in digits or words, goes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from text_to_num import text2num

from sitrep.codebook.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Token

__all__ = ["Numeral", "in_ascii_digits", "numeral_at", "opens_numeral"]

_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
    *("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "zero"),
)
_LARGE = ("hundred", "thousand", "million", "billion", "trillion")
_NUMBER_WORDS = frozenset((*_SMALL, *_LARGE))
_WORD = "(?:" + "|".join(sorted((*_SMALL, *_LARGE), key=len, reverse=True)) + r")\b"
_WORDS = re.compile(
    rf"{_WORD}(?:(?:[\s-]+|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+|(?<=million)\s+and\s+){_WORD}){{0,12}}",
    re.IGNORECASE,
)
# Thousands in groups of three or, as in South Asia, of two and three; a space groups only threes.
_DIGITS = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]{1,3}(?:[\u00a0\u202f\u2009 ][0-9]{3})+(?![0-9,])|[0-9]+)"
    r"(?:\.[0-9]+)?"
)
# Full stops between thousands and a comma before decimals, where the number itself shows it ...
_CONTINENTAL = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])"
    r"|[0-9]+,[0-9]{1,2}(?=\s?%|\s[^\W\d])"
)
# ... and where the other numbers of the text do: "1.250" is 1250 beside "3,5 per cent".
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.,])")
_SURELY_CONTINENTAL = re.compile(rf"(?<![\w.,])(?:{_CONTINENTAL.pattern})")
_SURELY_ENGLISH = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:,[0-9]{3})*\.[0-9]{1,2})(?![\w,])")
_SHARES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_AND_A_HALF = re.compile(
    r"[\s-]and[\s-]a[\s-]half\b|(?<=[0-9])[ -]?([½¼¾]|(?<=[ -])(?:1/2|1/4|3/4)(?![0-9/]))", re.IGNORECASE
)
_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_AGES = re.compile(r"\s+(?:aged\s+)?[0-9]{1,2}\b(?![,.]?[0-9])(?=\s*[,.;)—–-]|\s+and\b)")
_FOLLOWING = re.compile(r"\s+(\w+)")
# Longer strings of digits are account numbers, hashes and noise, never counts.
_MOST_DIGITS = 15


class Numeral(NamedTuple):
    """A number at ``[start, end)``: both bounds as given, None where open.

    ``scaled`` says whether a multiplier ("million", "dozen") belongs to it, ``worded`` whether it
    is written without digits, ``only_measured`` whether it counts only where a measure is told.
    """

    start: int
    end: int
    low: int | float
    high: int | float | None
    scaled: bool = False
    worded: bool = False
    only_measured: bool = False


def in_ascii_digits(text: str) -> str:
    """``text`` with the decimal digits of other scripts (٣, ३, ３) as those of ASCII, each in its place."""
    return text if text.isascii() else _OTHER_DIGITS.sub(lambda match: str(int(match[0])), text)


def opens_numeral(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number may begin with the token at ``index``."""
    word = tokens[index].lower
    if word[0].isdecimal() or word in _opening_words():
        return True
    if "-" in word:
        return word.partition("-")[0] in _NUMBER_WORDS
    followers = _followers().get(word)
    if followers is None or index + 1 == len(tokens):
        return False
    return tokens[index + 1].lower.partition("-")[0] in followers


def numeral_at(text: str, start: int, *, money: bool = False) -> Numeral | None:
    """The number that begins at ``start``, with its multiplier, if one does.

    A single letter multiplies ``money`` only ("$2m"); elsewhere it is a unit ("2m" of snow).
    """
    noun = _noun_at(text, start)
    if noun is not None:
        return noun
    plain = _digits_at(text, start) if "0" <= text[start] <= "9" else _words_at(text, start)
    if plain is None:
        return None
    half = _AND_A_HALF.match(text, plain.end)
    if half is not None:
        plain = plain._replace(end=half.end(), low=plain.low + _SHARES.get(half[1], 0.5), only_measured=False)
    return _scaled(text, plain, money=money)


def _noun_at(text: str, start: int) -> Numeral | None:
    match = _number_nouns().match(text, start)
    if match is None:
        return None
    if _AGES.match(text, match.end()):
        return None  # "both 35"
    noun = quantities().number_nouns[" ".join(match[0].lower().split())]
    return Numeral(start, match.end(), noun.low, noun.high, True, True, noun.only_measured)


def _digits_at(text: str, start: int) -> Numeral | None:
    continental = _CONTINENTAL.match(text, start) or (
        _DOTTED.match(text, start) if _is_continental(text) else None
    )
    match = continental or _DIGITS.match(text, start)
    if match is None or len(match[0]) > _MOST_DIGITS or re.match("0[0-9]", match[0]):
        return None
    digits = match[0].replace(".", "").replace(",", ".") if continental else match[0]
    plain = re.sub(r"[^0-9.]", "", digits)
    return Numeral(start, match.end(), float(plain) if "." in plain else int(plain), None)


@lru_cache(maxsize=8)
def _is_continental(text: str) -> bool:
    """Whether a text writes thousands with full stops or decimals with commas, and never the reverse."""
    return _SURELY_CONTINENTAL.search(text) is not None and _SURELY_ENGLISH.search(text) is None


def _words_at(text: str, start: int) -> Numeral | None:
    match = _WORDS.match(text, start)
    while match is not None:
        try:
            value = text2num(re.sub(r"[\s-]+", " ", match[0].lower()), "en")
        except ValueError:
            # Two numbers side by side ("two twenty"): what stands before the last word is tried.
            shorter = max(text.rfind(mark, start, match.end()) for mark in " -\n")
            match = _WORDS.fullmatch(text, start, shorter) if shorter > start else None
        else:
            scaled = match[0].lower().endswith(_LARGE)
            # "One" is more often a pronoun than a count.
            return Numeral(start, match.end(), value, None, scaled, True, value == 1)
    return None


def _scaled(text: str, plain: Numeral, *, money: bool) -> Numeral:
    match = _multiplier(glued=money).match(text, plain.end) or _glued_before_people(text, plain.end)
    if match is None:
        return plain._replace(high=plain.low)
    value = round(plain.low * quantities().multipliers[match[1].lower()], 2)
    whole = int(value) if value == int(value) else value
    return plain._replace(end=match.end(), low=whole, high=whole, scaled=True, only_measured=False)


def _glued_before_people(text: str, end: int) -> re.Match[str] | None:
    """The letter in "2.3m people": before people it is no metre."""
    match = _multiplier(glued=True).match(text, end)
    if match is None or not text[end].isalpha():
        return None
    word = _FOLLOWING.match(text, match.end())
    return match if word is not None and word[1].lower() in quantities().groups else None


@cache
def _followers() -> Mapping[str, frozenset[str]]:
    """By first word, what may follow in a number noun or fraction of several words ("a dozen", "half of")."""
    pairs = [w.split(" ")[:2] for w in (*quantities().number_nouns, *quantities().fractions) if " " in w]
    return {first: frozenset(pair[1] for pair in pairs if pair[0] == first) for first, _ in pairs}


@cache
def _opening_words() -> frozenset[str]:
    """Words of number and number nouns of one word; of a hyphened one ("no-one"), its first part too."""
    words = [w for w in (*quantities().number_nouns, *quantities().fractions) if " " not in w]
    return _NUMBER_WORDS | frozenset((*words, *(w.partition("-")[0] for w in words)))


@cache
def _number_nouns() -> re.Pattern[str]:
    words = sorted(quantities().number_nouns, key=len, reverse=True)
    return re.compile(
        "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) + r")\b(?!-)", re.I
    )


@cache
def _multiplier(*, glued: bool) -> re.Pattern[str]:
    least = 1 if glued else 2
    words = sorted((w for w in quantities().multipliers if len(w) >= least), key=len, reverse=True)
    return re.compile(rf"[\s-]?({'|'.join(words)})\b", re.IGNORECASE)
