"""Readings of a report come in, and those inside a quotation go out as of the day it was spoken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import real_date, shifted
from sitrep.readers.times.grammar import reading_of
from sitrep.readers.times.lexing import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Annotation
    from sitrep.readers.times.grammar import Found, Reading

__all__ = ["as_spoken"]

_DEICTIC = frozenset((CODES["TODAY"], CODES["TONIGHT"]))
# How many lexemes before a day a verb of saying may stand: "said on Wednesday", "told reporters late Friday".
_REACH = 6
_SAID = frozenset(
    (
        "said",
        "told",
        "announced",
        "wrote",
        "warned",
        "added",
        "declared",
        "tweeted",
        "stated",
        "vowed",
        "promised",
        "insisted",
    )
)

Read = tuple["Found", "Reading"]


def as_spoken(annotation: Annotation, read: Sequence[Read]) -> list[Read]:
    """``read`` with "tomorrow" in a quotation counted from the day it was spoken on, by its sentence."""
    if not annotation.quotations:
        return list(read)
    return [(found, _spoken(annotation, found, reading, read)) for found, reading in read]


def _spoken(annotation: Annotation, found: Found, reading: Reading, read: Sequence[Read]) -> Reading:
    lexeme = found.lexemes[found.first]
    published = found.setting.published
    if published is None or not any(
        found.lexemes[i].code in _DEICTIC for i in range(found.first, found.last)
    ):
        return reading
    if not annotation.is_quoted(lexeme.start, found.lexemes[found.last - 1].end):
        return reading
    day = _day_of_speech(annotation, lexeme.start, read)
    told = _day_of(reading)
    if day is None or told is None or day >= published:
        return reading
    moved = shifted(told, "D", (day - published).days)
    return reading if moved is None else reading_of(moved.isoformat() + reading.value[10:], kind=reading.type)


def _day_of_speech(annotation: Annotation, offset: int, read: Sequence[Read]) -> date | None:
    """The single day outside quotations, in the same sentence, at which somebody is said to have spoken."""
    sentence = annotation.sentence_at(offset)
    for found, reading in read:
        first, last = found.lexemes[found.first], found.lexemes[found.last - 1]
        if first.start < sentence.start or last.end > sentence.end:
            continue
        if annotation.is_quoted(first.start, last.end) or _day_of(reading) is None:
            continue
        before = found.lexemes[max(found.first - _REACH, 0) : found.first]
        if any(lexeme.lower in _SAID for lexeme in before):
            return _day_of(reading)
    return None


def _day_of(reading: Reading) -> date | None:
    year, _, rest = reading.value[:10].partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        return None
    return real_date(int(year), int(month), int(day))
