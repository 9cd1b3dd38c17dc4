"""Quarters, halves, seasons and fiscal years in an expression come in, and the date they name goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import moment_of, shifted, value_at
from sitrep.readers.times.calendar_dates import calendar_date
from sitrep.readers.times.grammar import Reading, reading_of, rule
from sitrep.readers.times.numbers import number_of
from sitrep.readers.times.vocabulary import load_vocabulary
from sitrep.readers.times.years import said_year, year_of, years_near

if TYPE_CHECKING:
    from sitrep.readers.times.grammar import Found

__all__ = ["RULES"]


def quarter(found: Found) -> Reading | None:
    """A quarter by its number, in the year said or the last one it had begun in."""
    name = found.value_of("QUARTERNAME")
    number = int(name[1]) if name else number_of(found.all_of("ORDINALNUMBER", "ORDINALWORD"))
    if number is None or not 1 <= number <= 4:
        return None
    return _part(found, f"Q{int(number)}")


def half(found: Found) -> Reading | None:
    """The first or second half of a year, month or decade."""
    number = number_of(found.all_of("ORDINALWORD"))
    if number not in (1, 2, None):
        return None
    return _part(found, "H1" if number == 1 else "H2")


def part_of_month(found: Found) -> Reading | None:
    """The first or second half of a month, or a week of it; a week by TIMEX3 is the ISO week."""
    month = calendar_date(found.only("MONTH", "YEARLIKE"))
    moment = None if month is None else moment_of(month.value)
    number = number_of(found.all_of("ORDINALWORD"))
    if month is None or moment is None:
        return month
    if found.has("HALF"):
        return reading_of(month.value, portion="START" if number == 1 else "END")
    if found.value_of("UNIT") != "W" or not 1 <= (number or 5) <= 4:
        return month if found.value_of("UNIT") == "W" else None
    first = moment.first + timedelta(7 * (int(number or 1) - 1))
    last = first + timedelta(6)
    return Reading("DATE", value_at(first + timedelta(3), "W"), first.isoformat(), last.isoformat())


def _part(found: Found, part: str) -> Reading:
    """A quarter or half ``part`` in the year said, else the last one that had begun."""
    year = said_year(found) or _last_begun(found, part)
    if year is None:
        return Reading("DATE", f"XXXX-{part}")
    return reading_of(f"{year:04}-{part}", portion=found.value_of("PART"))


def _last_begun(found: Found, part: str) -> int | None:
    now = found.setting.now
    if now is None or found.setting.chronicle:
        return None if now is None else now.year
    near = years_near(found, f"{{:04}}-{part}")
    return max((year for year, moment in near.items() if moment.first <= now), default=now.year)


_OPPOSITE = {"SP": "FA", "SU": "WI", "FA": "SP", "WI": "SU"}


def season(found: Found) -> Reading | None:
    """A season, in the year said, told by the verbs, or nearest; a bare one only after a preposition."""
    word = found.all_of("SEASON")[0]
    is_bare = found.last - found.first == 1
    if is_bare and not _is_season_alone(found):
        return None
    if word.lower == "fall" and found.is_beside(1, "OF", "IN") and not found.has("LAST", "NEXT", "THIS"):
        return None
    # South of the equator summer has the months of the northern winter.
    is_southern = found.setting.home in load_vocabulary().southern
    months = _OPPOSITE[word.value] if is_southern else word.value
    year = said_year(found) or _pointed_at(found, months)
    if year is None:
        return Reading("DATE", f"XXXX-{word.value}")
    read = reading_of(f"{year:04}-{months}", portion=found.value_of("PART"))
    return replace(read, value=read.value.replace(months, word.value))


def _is_season_alone(found: Found) -> bool:
    prepositions = load_vocabulary().neighbours["before_seasons"]
    return found.word_beside(-1) in prepositions and not found.is_beside(1, "HYPHEN")


def _pointed_at(found: Found, part: str) -> int | None:
    now = found.setting.now
    near = years_near(found, f"{{:04}}-{part}")
    if now is None or not found.has("THIS", "FOLLOWING", "PREVIOUS"):
        return year_of(found, near)
    if found.has("FOLLOWING"):
        return min((year for year, moment in near.items() if moment.first > now), default=None)
    if found.has("PREVIOUS"):
        return max((year for year, moment in near.items() if moment.last < now), default=None)
    running = [year for year, moment in near.items() if moment.first <= now <= moment.last]
    return running[0] if running else now.year


def fiscal_year(found: Found) -> Reading | None:
    """A fiscal year; its bounds are as wide as the customs of when such a year begins."""
    if found.has("UNIT") and found.value_of("UNIT") != "Y":
        return None
    if found.has("UNIT") and found.word_beside(1) in ("ended", "ending"):
        return Reading("DURATION", "P1Y")
    year = said_year(found) if found.has("YEARLIKE") else None
    if year is not None:
        return reading_of(f"FY{year:04}")
    now = found.setting.now
    if now is None:
        return Reading("DATE", "FYXXXX")
    steps = found.has("NEXT", "COMING") - found.has("LAST", "PREVIOUS", "PAST", "LATEST")
    day = shifted(now, "Y", steps)
    return None if day is None else reading_of(f"FY{value_at(day, 'Y')}")


def latest_period(found: Found) -> Reading | None:
    """The quarter told of, else the last one that was full ("the latest quarter", "the latest period")."""
    told, now = found.setting.quarter, found.setting.now
    if told is not None:
        return reading_of(value_at(told.first, "Q"))
    day = None if now is None else shifted(now, "Q", -1)
    return None if day is None else reading_of(value_at(day, "Q"))


def quarter_of_said_year(found: Found) -> Reading | None:
    """The quarter told of, in the year said ("the 1988 quarter", "last year's period")."""
    told, year = found.setting.quarter, said_year(found)
    if told is None or year is None:
        return None if year is None or found.has("POSSESSIVE") else reading_of(f"{year:04}")
    return reading_of(f"{year:04}-Q{(told.first.month + 2) // 3}")


_YEAR = "(?:OF? (?:ANYYEAR|(?:LAST|NEXT|THIS|THAT) UNIT|THE (?:SAME|FOLLOWING|PREVIOUS|NEXT) UNIT))"
_FRONT = "(?:(?:LAST|NEXT|THIS) UNIT POSSESSIVE|THE? ANYYEAR)"
_SEASON = "(?:PARTLY|SHIFTED)?"

RULES = (
    rule("quarter", f"THE? FISCAL? ORDINAL FISCAL? UNITQUARTER {_YEAR}?", quarter),
    rule("quarter before a noun", "ORDINAL HYPHEN UNITQUARTER", quarter),
    rule("quarter of a year", f"{_FRONT} FISCAL? ORDINAL HYPHEN? UNITQUARTER", quarter),
    rule("quarter by letter", "QUARTERNAME OF? YEARLIKE?", quarter),
    rule(
        "quarter of a said year",
        "(?:THE YEARLIKE|(?:LAST|THIS) UNIT POSSESSIVE) (?:UNITQUARTER|PERIOD)",
        quarter_of_said_year,
    ),
    rule("half", f"THE? (?:ORDINALWORD|LAST|LATTER) HALF {_YEAR}", half),
    rule(
        "part of a month",
        "THE? (?:(?:ORDINALWORD|LAST|LATTER) HALF|ORDINALWORD UNIT) OF MONTH (?:COMMA? YEARLIKE)?",
        part_of_month,
    ),
    rule("half of a year", f"{_FRONT} ORDINALWORD HALF", half),
    rule("season", f"{_SEASON} (?:THIS (?:PAST|COMING)|THE? WHICH|THE)? SEASON {_YEAR}?", season),
    rule("season, year", "SEASON COMMA? ANYYEAR", season),
    rule(
        "fiscal year",
        "THE? (?:CURRENT|LATEST|LAST|NEXT|THIS|PREVIOUS)? FISCAL (?:UNIT YEARLIKE?|YEARLIKE)",
        fiscal_year,
    ),
    rule("latest period", "THE LATEST (?:UNITQUARTER|PERIOD)", latest_period),
)
