"""The lexemes of a number come in, and what it counts to goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.readers.times.lexing import Lexeme

__all__ = ["number_of", "spoken_year"]

_SHARES = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def number_of(lexemes: Sequence[Lexeme]) -> float | None:
    """The number that figures, fractions or number words make together; None for no lexemes."""
    total, current = 0.0, 0.0
    for lexeme in lexemes:
        value = _worth(lexeme)
        if value is None:
            return None
        if value in (100, 1000) and lexeme.word.isalpha():
            current = (current or 1) * value
            total, current = (total + current, 0.0) if value == 1000 else (total, current)
        else:
            current += value
    return total + current if lexemes else None


def _worth(lexeme: Lexeme) -> float | None:
    if lexeme.value in _SHARES:
        return _SHARES[lexeme.value]
    if re.fullmatch(r"[0-9]/[1-9]", lexeme.value):
        return int(lexeme.value[0]) / int(lexeme.value[2])
    digits = re.sub(r"(?:st|nd|rd|th)$", "", lexeme.value)
    return float(digits) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits) else None


def spoken_year(words: Sequence[Lexeme]) -> int | None:
    """The year that number words say in two halves ("nineteen ninety-seven"), else None."""
    if len(words) < 2:
        return None
    first, rest = int(words[0].value), [int(word.value) for word in words[1:]]
    if first == 2 and rest[0] == 1000:
        return 2000 + sum(rest[1:])
    if 15 <= first <= 20 and 10 <= sum(rest) <= 99 and (len(rest) == 1 or rest[0] >= 20 > rest[1]):
        return 100 * first + sum(rest)
    return None
