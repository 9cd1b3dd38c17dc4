"""Patterns over categories of lexemes come in, and rules that find and read expressions go out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import bounds_of, share_of
from sitrep.readers.times.lexing import CODES, Lexeme, Lexemes

if TYPE_CHECKING:
    from sitrep.readers.times.setting import Setting
    from sitrep.record import TimeType

__all__ = ["Found", "Reading", "Rule", "reading_of", "rule"]

# Names for groups of categories, usable in patterns like the categories themselves. Repeats are
# bounded, so that a long run of number words costs no more than its length.
_GROUPS = MappingProxyType(
    {
        "ANYUNIT": "(?:UNIT|UNITQUARTER|FORTNIGHT)",
        "ANYUNITS": "(?:UNITS|UNITQUARTERS)",
        "DAYNUMBER": "(?:SMALL|ORDINALNUMBER)",
        "ORDINAL": "(?:ORDINALNUMBER|ORDINALWORD)",
        "ANYMONTH": "(?:MONTH|MONTHABBR)",
        "ANYYEAR": "(?:YEARLIKE|SHORTYEAR|SPOKENYEAR)",
        "SPOKENYEAR": "(?:NUMBERWORD ANYNUMBERWORD (?:(?:HYPHEN|AND)? NUMBERWORD){0,3})",
        "DIGITS": "(?:SMALL|NUMERAL|YEARLIKE)",
        "ANYNUMBERWORD": "(?:NUMBERWORD|HUNDRED)",
        "COUNT": "(?:DIGITS FRACTION?|FRACTION|NUMBERWORDS)",
        "NUMBERWORDS": "(?:(?:NUMBERWORD|A? HUNDRED) (?:(?:HYPHEN|AND)? ANYNUMBERWORD){0,7})",
        "VAGUE": "(?:A? SOME|A? COUPLE OF?)",
        "ROUGHLY": "(?:ABOUT|OVER (?=DIGITS|NUMBERWORD|HUNDRED|A UNIT)|AT LEAST|NO? MORE THAN|UP TO)",
        "ROUGHLIES": "(?:ROUGHLY){0,3}",
        "ADJECTIVES": "(?:ADJECTIVE){0,3}",
        "PARTLY": "(?:THE? PART (?:HYPHEN|IN|OF|ON)? THE?)",
        "SHIFTED": "(?:EARLIER|LATER) (?:IN|ON)? THE?",
        "WHICH": "(?:LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|THIS|THAT|SAME|CURRENT|LATEST)",
        "YEARREFERENCE": "(?:(?:OF|IN)? (?:LAST|NEXT|THIS|THAT SAME?|THE (?:SAME|FOLLOWING|PREVIOUS)) UNIT)",
    }
)
_NAME = re.compile(r"[A-Z][A-Z_]*")


def _compiled(pattern: str) -> re.Pattern[str]:
    while (expanded := _NAME.sub(lambda name: _GROUPS.get(name.group(), name.group()), pattern)) != pattern:
        pattern = expanded
    return re.compile(_NAME.sub(lambda name: CODES[name.group()], pattern).replace(" ", ""))


@cache
def _codes_of(categories: tuple[str, ...]) -> frozenset[str]:
    return frozenset(CODES[category] for category in categories)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: its TIMEX3 type and value, and the inclusive bounds it allows.

    ``portion`` names the part of the value that is meant (``START`` for "early 2019").
    """

    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None
    portion: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in its text: lexemes ``[first, last)``, and the setting it is read in."""

    lexemes: Lexemes
    first: int
    last: int
    setting: Setting

    def all_of(self, *categories: str) -> list[Lexeme]:
        """The lexemes of the expression that belong to one of ``categories``."""
        wanted, codes = _codes_of(categories), self.lexemes.codes
        return [self.lexemes[at] for at in range(self.first, self.last) if codes[at] in wanted]

    def value_of(self, *categories: str) -> str | None:
        """The value of the first lexeme of ``categories``; None where the expression has none."""
        return next((lexeme.value for lexeme in self.all_of(*categories)), None)

    def has(self, *categories: str) -> bool:
        """Whether a lexeme of ``categories`` is in the expression."""
        wanted, codes = _codes_of(categories), self.lexemes.codes
        return any(codes[at] in wanted for at in range(self.first, self.last))

    def beside(self, steps: int) -> Lexeme | None:
        """The lexeme ``steps`` before the expression (negative) or after it (positive)."""
        index = self.first + steps if steps < 0 else self.last - 1 + steps
        return self.lexemes[index] if 0 <= index < len(self.lexemes) else None

    def is_beside(self, steps: int, *categories: str) -> bool:
        """Whether the lexeme ``steps`` away belongs to one of ``categories``."""
        lexeme = self.beside(steps)
        return lexeme is not None and lexeme.code in _codes_of(categories)

    def word_beside(self, steps: int) -> str:
        """The lexeme ``steps`` away in lower case; empty past the ends of the text."""
        lexeme = self.beside(steps)
        return "" if lexeme is None else lexeme.lower

    def only(self, *categories: str) -> Found:
        """The end of the expression, from its first lexeme of ``categories`` on."""
        wanted = _codes_of(categories)
        first = next(at for at in range(self.first, self.last) if self.lexemes.codes[at] in wanted)
        return replace(self, first=first)


def reading_of(value: str, *, kind: TimeType = "DATE", portion: str | None = None) -> Reading:
    """The reading of ``value`` with the bounds it covers, or those of a ``portion`` of it."""
    earliest, latest = share_of(value, portion) if portion else bounds_of(value)
    return Reading(kind, value, earliest, latest, portion)


Reader = Callable[[Found], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over categories, and the function that reads what it finds.

    ``trim`` lexemes at the front are needed for the match but do not belong to the expression.
    """

    name: str
    pattern: re.Pattern[str]
    read: Reader

    def find(self, codes: str) -> Iterator[tuple[int, int]]:
        """The ranges of lexemes that the pattern matches in ``codes``, one character a lexeme."""
        return (match.span() for match in self.pattern.finditer(codes))


def rule(name: str, pattern: str, read: Reader) -> Rule:
    """A rule whose ``pattern`` is a regular expression with categories of lexemes for characters.

    Blanks separate names and mean nothing: ``MONTH DAYNUMBER (?: COMMA? YEARLIKE)?``.
    """
    return Rule(name, _compiled(pattern), read)
