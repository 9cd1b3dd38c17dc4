"""Lexemes come in, and what the rules read in them, in text order, goes out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.times import (
    calendar_dates,
    clock_times,
    durations,
    named_days,
    periods,
    relative_dates,
    vague_times,
    weekdays,
    years,
)
from sitrep.readers.times.calendar_arithmetic import Moment, moment_of
from sitrep.readers.times.grammar import Found, Reading, Rule
from sitrep.readers.times.lexing import CODES, Lexemes
from sitrep.readers.times.setting import Setting, is_chronicle, published_day
from sitrep.readers.times.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RULES", "readings"]

# How many lexemes from the start of a sentence a year may stand that the story moves on to.
_OPENING = 6

# How many capitalised words may stand between a day and the thing that is called by it.
_NAME_REACH = 3
_WEEKDAY = CODES["WEEKDAY"]
_NAMING_DAYS = frozenset(CODES[name] for name in ("WEEKDAY", "SMALL", "ORDINALNUMBER", "MONTH"))

# Codes that end a phrase of time, and codes that a phrase may hold but that alone tell no time.
_OUTSIDE = "".join(CODES[name] for name in ("OTHER", "STOP", "BREAK"))
_FILLERS = "".join(
    CODES[name]
    for name in (
        *(
            "COMMA",
            "HYPHEN",
            "QUOTE",
            "OPEN",
            "POSSESSIVE",
            "SMALL",
            "NUMERAL",
            "NUMBERWORD",
            "HUNDRED",
            "SOME",
        ),
        *(
            "ORDINALWORD",
            "COUPLE",
            "ABOUT",
            "OVER",
            "CIRCA",
            "PART",
            "MORE",
            "LAST",
            "THIS",
            "THAT",
            "SAME",
            "BEFORE",
        ),
        *(
            "AFTER",
            "OTHER",
            "ADJECTIVE",
            "THE",
            "A",
            "AND",
            "OR",
            "TO",
            "OF",
            "IN",
            "AT",
            "ON",
            "FOR",
            "UP",
            "BETWEEN",
        ),
        *(
            "LEAST",
            "THAN",
            "NO",
            "LOCAL",
            "TIMEWORD",
            "NEXT",
            "RIGHT",
            "EACH",
            "ALTERNATE",
            "LATTER",
            "CURRENT",
        ),
    )
)
_PHRASE = re.compile(f"[^{_OUTSIDE}]+")
_TELLING = re.compile(
    f"[^{_OUTSIDE}{_FILLERS}]|{CODES['NUMBERWORD']}[{CODES['NUMBERWORD']}{CODES['HUNDRED']}]"
)

RULES: tuple[Rule, ...] = (
    *calendar_dates.RULES,
    *years.RULES,
    *named_days.RULES,
    *weekdays.RULES,
    *relative_dates.RULES,
    *periods.RULES,
    *clock_times.RULES,
    *durations.RULES,
    *vague_times.RULES,
)


def readings(
    lexemes: Lexemes, published: str | None, *, home: str | None = None
) -> Iterator[tuple[Found, Reading]]:
    """The expressions of a text, none overlapping another, each read in the setting of those before it."""
    day = published_day(published)
    setting = Setting(day, chronicle=is_chronicle(lexemes, day), home=home)
    end = 0
    for first, last, rule in _candidates(lexemes):
        if first < end:
            continue
        found = Found(lexemes, first, last, setting)
        reading = None if _is_title(found) or _is_named_after(found) else rule.read(found)
        if reading is not None:
            yield found, reading
            setting = _with_mention(setting, found, reading)
            end = last


def _is_title(found: Found) -> bool:
    """Whether a word that is no name has a capital inside its sentence ("This Week", "High Noon")."""
    opens = found.beside(-1) is None or found.is_beside(-1, "STOP", "BREAK", "QUOTE", "HYPHEN", "OPEN")
    words = found.all_of(
        "UNIT", "UNITS", "UNITQUARTER", "UNITQUARTERS", "TODAY", "NOON", "WEEKEND", "TONIGHT"
    )
    return any(
        word.is_capital and not word.word.isupper() and not (opens and word is found.lexemes[found.first])
        for word in words
    )


def _is_named_after(found: Found) -> bool:
    """Whether a thing is called by the day: "26 July Street", "the Friday Mosque", "Bloody Sunday"."""
    last = found.lexemes[found.last - 1]
    if last.code not in _NAMING_DAYS:
        return False
    neighbours = load_vocabulary().neighbours
    first = found.lexemes[found.first]
    before = found.beside(-1)
    if first.code == _WEEKDAY and before is not None and before.is_capital:
        return before.lower in neighbours["before_day_names"] or _is_thing_behind(found)
    return _is_thing_behind(found)


def _is_thing_behind(found: Found) -> bool:
    """Whether up to three capitalised words behind a day end in what may be called by it."""
    neighbours = load_vocabulary().neighbours
    words = [found.beside(step) for step in range(1, _NAME_REACH + 1)]
    for word in words:
        if word is None or not (word.is_capital or word.lower in neighbours["bodies_of_days"]):
            return False
        if word.lower in neighbours["things_of_days"] or word.lower in neighbours["bodies_of_days"]:
            return True
    return False


def _candidates(lexemes: Lexemes) -> list[tuple[int, int, Rule]]:
    """Every match of every rule, by where it begins, then the longer, then the earlier rule."""
    places = _places_of_interest(lexemes.codes)
    codes = "".join([lexemes.codes[place] for place in places])
    matches = [
        (places[first], places[last - 1] + 1, rule)
        for rule in RULES
        for first, last in rule.find(codes)
        if first < last
    ]
    return sorted(matches, key=lambda match: (match[0], -match[1]))


def _places_of_interest(codes: str) -> list[int]:
    """The lexemes of phrases with a word of time in them, each with its neighbours.

    Rules run over these alone, a tenth of a report; no rule matches across the gaps, because the
    neighbours at the ends of a phrase are in none.
    """
    places: list[int] = []
    for phrase in _PHRASE.finditer(codes):
        if _TELLING.search(codes, *phrase.span()):
            first = max(phrase.start() - 1, places[-1] + 1 if places else 0)
            places.extend(range(first, min(phrase.end() + 1, len(codes))))
    return places


def _with_mention(setting: Setting, found: Found, reading: Reading) -> Setting:
    """``setting`` after ``reading``: what the next expressions can count from."""
    if reading.type not in ("DATE", "TIME"):
        return setting
    if reading.value.startswith("BC"):
        return replace(setting, mentioned=None, day=None, quarter=None, is_antique=True)
    moment = moment_of(reading.value)
    if moment is None or (setting.chronicle and _is_digression(found, moment)):
        return setting
    named = replace(setting, mentioned=moment, quarter=_latest_quarter(setting, moment), is_antique=False)
    return replace(named, day=moment, day_place=found.last) if moment.unit == "D" else named


def _latest_quarter(setting: Setting, moment: Moment) -> Moment | None:
    """The last quarter over of those named: results are told, and compared, once a quarter has ended."""
    known, published = setting.quarter, setting.published
    if moment.unit != "Q" or (published is not None and moment.last > published):
        return known
    return moment if known is None or moment.first > known.first else known


def _is_digression(found: Found, moment: Moment) -> bool:
    """Whether a time named in a history only looks back or ahead: a year inside a sentence, "years ago"."""
    if found.has("AGO", "TODAY", "TONIGHT", "DECADE"):
        return True
    if moment.unit != "Y" or found.setting.mentioned is None:
        return False
    before = range(1, _OPENING + 1)
    return not any(found.beside(-step) is None or found.is_beside(-step, "STOP", "BREAK") for step in before)
