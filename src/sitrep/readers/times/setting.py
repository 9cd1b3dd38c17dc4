"""What was mentioned so far comes in, and the day that an expression counts from goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from sitrep.readers.times.calendar_arithmetic import Moment
from sitrep.readers.times.lexing import CODES, Lexeme, Lexemes
from sitrep.readers.times.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Setting", "is_chronicle", "is_past_before", "published_day", "tense_at"]

Tense = Literal["past", "future"]

_AUXILIARIES = frozenset(("will", "would", "shall", "should", "may", "could", "must", "can", "might"))
_CLOCKS = frozenset(CODES[name] for name in ("CLOCK", "MERIDIEM", "NOON", "ZONE", "SMALL", "ON"))
_PREPOSITIONS = frozenset(CODES[name] for name in ("IN", "ON", "AT"))
_ENDS = frozenset((CODES["STOP"], CODES["BREAK"]))
_NEWS = frozenset(CODES[name] for name in ("WEEKDAY", "TODAY", "TONIGHT", "RECENTLY", "AGO"))
# How far a verb may stand from the expression that it points, in lexemes.
_REACH = 14
# Units from fine to coarse: day, week, month, quarter, season, half, year, fiscal year, decade, century.
_GRAINS = "DWMQSHYFEC"
# Tuned so that histories of wars are told from news that looks back on them.
_MANY, _OUTNUMBERING = 7, 5


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against.

    ``published`` is the day the report came out, None where unknown; ``mentioned`` the last time
    named before the expression; ``day`` the last that was a single day, which ended at the lexeme
    ``day_place``; ``quarter`` the latest quarter of a year named so far. ``chronicle`` says that the
    text tells history, so that its dates follow each other rather than the day of publication;
    ``is_antique`` that the last time named lies before the common era, where no day is counted.
    ``home`` is the country of the publisher, ISO 3166 alpha-3.
    """

    published: date | None
    mentioned: Moment | None = None
    day: Moment | None = None
    day_place: int = 0
    quarter: Moment | None = None
    chronicle: bool = False
    is_antique: bool = False
    home: str | None = None

    @property
    def now(self) -> date | None:
        """The day that "last month" counts from: of publication, or in a chronicle the one just told of."""
        if self.chronicle and self.mentioned is not None:
            return self.mentioned.first
        return None if self.is_antique else self.published

    def told(self, unit: str) -> date | None:
        """The day that "two days later" or "the following year" counts from, for a TIMEX3 ``unit``.

        The last time mentioned serves if it was no coarser than the unit, else the last day; None
        where neither is: two days after a year is no day.
        """
        if self.mentioned is None:
            return None if self.is_antique else self.published
        if unit in _GRAINS and _GRAINS.find(self.mentioned.unit) <= _GRAINS.index(unit) and unit != "D":
            return self.mentioned.first
        return None if self.day is None else self.day.first

    def day_near(self, lexemes: Lexemes, place: int) -> date | None:
        """The day of a clock time at ``place``: one named up to a sentence before, else of publication."""
        between = lexemes.codes[self.day_place : place]
        is_near = self.day is not None and sum(map(between.count, _ENDS)) <= 1
        return self.told("D") if is_near or self.chronicle or self.is_antique else self.published


def published_day(published: str | None) -> date | None:
    """The day of an ISO date or date-time; None for None and for what is no date."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def is_chronicle(lexemes: Lexemes, published: date | None) -> bool:
    """Whether the text tells of years long past rather than of the days before its publication.

    So it is where years named in full are many, lie two and more years back, and outnumber the
    words of the news by five to one.
    """
    if published is None:
        return True  # all that a date can follow is the one before
    years = [place for place, code in enumerate(lexemes.codes) if code == CODES["YEARLIKE"]]
    old = sum(int(lexemes[place].value) < published.year - 1 for place in years)
    news = sum(map(lexemes.codes.count, _NEWS))
    return old >= _MANY and old > _OUTNUMBERING * news


def tense_at(lexemes: Sequence[Lexeme], first: int, last: int) -> Tense | None:
    """The direction that the verb nearest before ``first``, else after ``last``, gives its sentence.

    Before a thing of that day ("Friday's vote") only what comes after counts, and it is past else.
    """
    if _is_deadline(lexemes, first):
        return "future"
    owned = last < len(lexemes) and lexemes[last].code == CODES["POSSESSIVE"]
    before = () if owned else range(first - 1, max(first - 1 - _REACH, -1), -1)
    after = range(last, min(last + _REACH, len(lexemes)))
    return _tense_along(lexemes, before) or _tense_along(lexemes, after) or ("past" if owned else None)


def is_past_before(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Whether a verb in the past stands right before ``first``, a preposition between them or not."""
    place = first - 1
    if place > 0 and lexemes[place].code in _PREPOSITIONS:
        place -= 1
    if place < 0:
        return False
    lexeme = lexemes[place]
    told = lexeme.lower in load_vocabulary().past or _is_past_form(lexeme)
    return told and not _is_yet_to_be(lexemes, place)


def _is_deadline(lexemes: Sequence[Lexeme], first: int) -> bool:
    while first > 0 and lexemes[first - 1].code in _CLOCKS:
        first -= 1
    words = [lexeme.lower for lexeme in lexemes[max(first - 2, 0) : first]]
    return words[-1:] == ["until"] or words in (["soon", "as"], ["early", "as"])


def _tense_along(lexemes: Sequence[Lexeme], places: Iterable[int]) -> Tense | None:
    vocabulary = load_vocabulary()
    for place in places:
        lexeme = lexemes[place]
        if lexeme.code in _ENDS:
            return None
        if lexeme.lower in vocabulary.future or _looks_ahead(lexemes, place):
            return "future"
        if lexeme.lower in vocabulary.past or _is_past_form(lexeme):
            return "future" if _is_yet_to_be(lexemes, place) else "past"
    return None


def _is_past_form(lexeme: Lexeme) -> bool:
    return (
        lexeme.code == CODES["OTHER"]
        and len(lexeme.lower) > 4
        and lexeme.word.endswith("ed")
        and not lexeme.is_capital
    )


def _is_yet_to_be(lexemes: Sequence[Lexeme], place: int) -> bool:
    """Whether the participle here stands behind "will be" or "to be": it tells of what is ahead."""
    before = [lexeme.lower for lexeme in lexemes[max(place - 3, 0) : place]]
    if "be" not in before:
        return False
    first = before[: before.index("be")]
    return any(word == "to" or word in _AUXILIARIES for word in first)


def _looks_ahead(lexemes: Sequence[Lexeme], place: int) -> bool:
    """Whether "to" and a verb of plans stand here, or a word of plans with its preposition."""
    if place + 1 >= len(lexemes):
        return False
    word, following = lexemes[place], lexemes[place + 1]
    if word.code == CODES["TO"]:
        return following.lower in load_vocabulary().infinitives
    return word.lower in load_vocabulary().arranged and following.lower in ("for", "to", "until")
