"""Months, days of months and years in an expression come in, and the date they name goes out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import moment_of, real_date, shifted
from sitrep.readers.times.grammar import Reading, reading_of, rule
from sitrep.readers.times.lexing import CODES
from sitrep.readers.times.vocabulary import load_vocabulary
from sitrep.readers.times.years import follows_name, full_year, said_year, year_of, years_near

if TYPE_CHECKING:
    from datetime import date

    from sitrep.readers.times.grammar import Found

__all__ = ["RULES", "calendar_date"]

# What two days of one month are written with: "between 3 and 5 May", "March 3-5".
_RANGE = frozenset(
    CODES[name] for name in ("SMALL", "ORDINALNUMBER", "MONTH", "MONTHABBR", "HYPHEN", "TO", "AND", "BETWEEN")
)


def _day_number(found: Found) -> int | None:
    named = found.value_of("SMALL", "ORDINALNUMBER", "ORDINALWORD")
    return None if named is None else int(re.sub(r"\D", "", named))


def calendar_date(found: Found) -> Reading | None:
    """A month with its day, its year or both; None where the calendar has no such day."""
    month, day, year = int(found.value_of("MONTH", "MONTHABBR") or 0), _day_number(found), said_year(found)
    tail = f"-{month:02}" if day is None else f"-{month:02}-{day:02}"
    if day is not None and real_date(2000, month, day) is None:
        return None
    if year is None:
        year = year_of(found, years_near(found, "{:04}" + tail))
    if year is None:
        return Reading("DATE", "XXXX" + tail)
    whole = real_date(year, month, day) if day is not None else None
    if day is not None and whole is None:
        return None
    weekday = found.value_of("WEEKDAY")
    if whole is not None and weekday is not None and whole.isoweekday() != int(weekday):
        return _doubted(whole, int(weekday))
    return reading_of(f"{year:04}{tail}", portion=found.value_of("PART"))


def _doubted(day: date, weekday: int) -> Reading:
    """A date with the weekday of another: its value is the date, its bounds hold the nearest such day too."""
    ahead = (weekday - day.isoweekday()) % 7
    other = shifted(day, "D", ahead if ahead <= 3 else ahead - 7) or day
    first, last = sorted((day, other))
    return Reading("DATE", day.isoformat(), first.isoformat(), last.isoformat())


def lone_month(found: Found) -> Reading | None:
    """A month by itself, unless it stands in a name ("Theresa May", "March Madness") or is a verb."""
    if found.is_beside(-1, "SMALL", "ORDINALNUMBER") or found.is_beside(1, "SMALL", "ORDINALNUMBER"):
        return None
    if not found.has("PART") and (_is_in_name(found) or found.is_beside(1, "OF")):
        return None
    return calendar_date(found)


def _is_in_name(found: Found) -> bool:
    before, after = found.beside(-1), found.beside(1)
    month = found.all_of("MONTH", "MONTHABBR")[0]
    if (
        after is not None
        and after.is_capital
        and after.start - month.end == 1
        and found.is_beside(1, "OTHER")
    ):
        return True
    if before is None or found.is_beside(-1, "STOP", "BREAK", "QUOTE"):
        return month.lower in ("may", "march")
    return follows_name(found)


def continued_day(found: Found) -> Reading | None:
    """The first of two days of one month ("from 3 to 5 May"), or the second ("March 3-5")."""
    back = (-3, -4, -2) if found.word_beside(-1) in ("-", "–", "‑", "to", "and") else ()
    for step in back or (3, 4, 2):
        if found.is_beside(step, "MONTH", "MONTHABBR"):
            place = found.first + step if step < 0 else found.last - 1 + step
            return _day_of_month(found, int(found.lexemes[place].value), _year_after(found, place))
    return None


def _year_after(found: Found, place: int) -> int | None:
    for lexeme in found.lexemes[place + 1 : place + 6]:
        if re.fullmatch(r"[12][0-9]{3}", lexeme.value):
            return int(lexeme.value)
        if not (lexeme.value.isdigit() or lexeme.word in ",-–" or lexeme.lower in ("to", "and")):
            break
    return None


def _day_of_month(found: Found, month: int, year: int | None) -> Reading | None:
    day = _day_number(found) or 0
    if year is None:
        year = year_of(_widened(found), years_near(found, f"{{:04}}-{month:02}-{day:02}"))
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}")
    return None if real_date(year, month, day) is None else reading_of(f"{year:04}-{month:02}-{day:02}")


def _widened(found: Found) -> Found:
    """``found`` up to the month that it shares, so that both days are judged by the same verbs."""
    first, last = found.first, found.last
    while first > 0 and found.lexemes[first - 1].code in _RANGE:
        first -= 1
    while last < len(found.lexemes) and found.lexemes[last].code in _RANGE:
        last += 1
    return replace(found, first=first, last=last)


def day_of_told_month(found: Found) -> Reading | None:
    """A day by its number alone ("on the 13th"), in the month that was told of last."""
    told = found.setting.told("M")
    day = _day_number(found) or 0
    if found.is_beside(1, "OTHER") and found.word_beside(1) not in load_vocabulary().neighbours["after_days"]:
        return None
    if told is None or real_date(told.year, told.month, day) is None:
        return None
    return reading_of(f"{told.year:04}-{told.month:02}-{day:02}")


def iso_date(found: Found) -> Reading | None:
    """A date, or a date and time, in the form of ISO 8601; a zone stays in the value alone."""
    value = found.value_of("ISODATE") or ""
    day, _, clock = value.partition("T")
    if moment_of(day) is None:
        return None
    if not clock:
        return reading_of(day)
    local = re.sub(r"(?:Z|[+-][0-9:]+)$", "", value)
    return Reading("TIME", value, local, local)


def slashed_date(found: Found) -> Reading | None:
    """A date of three numbers: day first where the marks are full stops or the first is over 12.

    With slashes and both numbers under 13 the custom of the publisher's country decides; where that
    is not known, month first is read unless only the other order lies within the year before
    publication.
    """
    value = found.value_of("SLASHED") or ""
    first, second, last = (int(number) for number in re.split(r"[/.]", value))
    year = last if last > 99 else full_year(last, found.setting.published)
    home, customs = found.setting.home, load_vocabulary().month_first
    if "." in value or (home is not None and home not in customs and second <= 12):
        orders = [(second, first)]
    else:
        orders = [(first, second), (second, first)]
    days = [day for month, number in orders if (day := real_date(year, month, number)) is not None]
    published = found.setting.published
    likely = [] if home else [day for day in days if published and 0 <= (published - day).days < 366]
    chosen = (likely or days)[:1]
    return reading_of(chosen[0].isoformat()) if chosen else None


_DATED = "(?:WEEKDAY COMMA?)? (?:PARTLY|CIRCA)?"

RULES = (
    rule("iso date", "ISODATE", iso_date),
    rule("slashed date", "SLASHED", slashed_date),
    rule(
        "month, day",
        f"{_DATED} ANYMONTH (?:DAYNUMBER|ORDINALWORD) (?:COMMA? OF? ANYYEAR|YEARREFERENCE)?",
        calendar_date,
    ),
    rule(
        "day, month",
        f"{_DATED} THE? (?:DAYNUMBER|ORDINALWORD) OF? ANYMONTH (?:COMMA? ANYYEAR|YEARREFERENCE)?",
        calendar_date,
    ),
    rule("month, year", "(?:PARTLY|CIRCA)? ANYMONTH (?:(?:COMMA|OF)? ANYYEAR|YEARREFERENCE)", lone_month),
    rule("month", "(?:PARTLY|LAST|NEXT|THIS (?:PAST|COMING)?)? MONTH", lone_month),
    rule("first of two days", "DAYNUMBER (?=(?:HYPHEN|TO|AND) DAYNUMBER OF? ANYMONTH)", continued_day),
    rule("second of two days", "(?<=DAYNUMBER (?:HYPHEN|TO|AND)) DAYNUMBER (?! ANYMONTH)", continued_day),
    rule("day", "(?<=ON) THE ORDINALNUMBER", day_of_told_month),
)
