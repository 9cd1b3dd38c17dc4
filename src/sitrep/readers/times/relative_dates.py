"""An expression that counts from today or from a time told before comes in; its date goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import LARGE_UNITS, moment_of, shifted, value_at
from sitrep.readers.times.calendar_dates import calendar_date, day_of_told_month
from sitrep.readers.times.grammar import Reading, reading_of, rule
from sitrep.readers.times.numbers import number_of
from sitrep.readers.times.setting import tense_at

if TYPE_CHECKING:
    from datetime import date

    from sitrep.readers.times.grammar import Found
    from sitrep.record import TimeType

__all__ = ["RULES"]

_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}
_NUMBERS = ("SMALL", "NUMERAL", "YEARLIKE", "FRACTION", "NUMBERWORD", "HUNDRED", "COUPLE")


def _at(found: Found, day: date | None, unit: str, *, clock: str = "") -> Reading:
    kind: TimeType = "TIME" if clock else "DATE"
    if day is None:
        return Reading(kind, _UNKNOWN[unit] + clock)
    return reading_of(value_at(day, unit) + clock, kind=kind, portion=found.value_of("PART"))


def _moved(day: date | None, unit: str, count: int) -> date | None:
    return None if day is None else shifted(day, unit, count)


def _clock(found: Found) -> str:
    part = found.value_of("DAYPART")
    noon = found.value_of("NOON")
    return f"T{part}" if part else f"T{noon}" if noon else ""


def today(found: Found) -> Reading | None:
    """Today, yesterday or tomorrow, with a part of the day where one is told."""
    steps = int(found.value_of("TODAY") or 0)
    if found.has("BEFORE", "AFTER"):
        steps *= 2
    return _at(found, _moved(found.setting.published, "D", steps), "D", clock=_clock(found))


def tonight(found: Found) -> Reading | None:
    """The night after the day of publication, or before it ("overnight", "last night")."""
    steps = int(found.value_of("TONIGHT") or 0)
    return _at(found, _moved(found.setting.published, "D", steps), "D", clock="TNI")


def part_of_a_day(found: Found) -> Reading | None:
    """A morning, afternoon, evening or night, of today or of the day told of."""
    setting = found.setting
    if found.has("LAST"):
        day = _moved(setting.published, "D", -1)
    elif found.has("THIS") and not setting.chronicle:
        day = setting.published
    elif found.has("THAT", "SAME", "NEXT", "FOLLOWING", "PREVIOUS"):
        steps = found.has("NEXT", "FOLLOWING") - found.has("PREVIOUS")
        day = _moved(setting.told("D"), "D", steps)
    else:
        day = setting.day_near(found.lexemes, found.first)
    return _at(found, day, "D", clock=_clock(found) or "TMO")


def unit_beside(found: Found) -> Reading | None:
    """A unit beside the present one ("last week") or the one told of ("the next day"), or it itself."""
    unit = found.value_of("UNIT", "UNITQUARTER", "FORTNIGHT") or ""
    # "The past week" is seven days up to now, which `durations` reads; "the last day" is no date.
    is_length = found.has("THE") and (found.has("PAST") or (unit == "D" and found.has("LAST")))
    if unit not in LARGE_UNITS + "Q" or is_length:
        return None
    setting = found.setting
    anaphoric = found.has("THAT", "SAME", "PREVIOUS", "FOLLOWING") or (found.has("THE") and found.has("NEXT"))
    origin = setting.told(unit) if anaphoric else setting.now
    if unit == "Q" and found.has("THAT", "SAME") and setting.quarter is not None:
        origin = setting.quarter.first
    steps = found.has("NEXT", "FOLLOWING", "COMING") - found.has("LAST", "PREVIOUS", "PAST", "LATEST")
    return _at(found, _moved(origin, unit, steps), unit)


def day_before(found: Found) -> Reading | None:
    """The day or year beside the one told of ("the day before"), where nothing follows to count from."""
    if not found.is_beside(1, "STOP", "COMMA", "BREAK", "AND", "QUOTE") and found.beside(1) is not None:
        return None
    unit = found.value_of("UNIT") or ""
    if unit not in LARGE_UNITS:
        return None
    return _at(found, _moved(found.setting.told(unit), unit, 1 if found.has("AFTER") else -1), unit)


def told_unit(found: Found) -> Reading | None:
    """A unit with its article alone ("the year", "the quarter"): the present one, or the one told of."""
    unit = found.value_of("UNIT", "UNITQUARTER") or ""
    setting = found.setting
    if unit not in ("Q", "W", "M", "Y") or _is_defined_after(found, unit):
        return None
    if unit == "Y" and found.word_beside(1) in ("ended", "ending") and not found.has("PART"):
        return Reading("DURATION", "P1Y")
    if unit == "Q":
        day = setting.quarter.first if setting.quarter else _moved(setting.now, "Q", -1)
    else:
        day = setting.now
    return _at(found, day, unit)


def _is_defined_after(found: Found, unit: str) -> bool:
    """Whether what follows says which one is meant ("the year 20213", "the week of the flood")."""
    if found.is_beside(1, "SMALL", "NUMERAL", "YEARLIKE"):
        return True
    is_plain = not found.has("PART", "EARLIER", "LATER", "CURRENT")
    return is_plain and unit != "Q" and found.is_beside(1, "OF", "BEFORE", "AFTER")


def week_of_day(found: Found) -> Reading | None:
    """The week that a day lies in ("the week of March 6")."""
    day = _day_told(found) if found.value_of("UNIT") == "W" else None
    return None if day is None else reading_of(value_at(day, "W"))


def weekend_of_day(found: Found) -> Reading | None:
    """The weekend that a day lies in or beside ("the weekend of March 6", "the weekend of the 18th")."""
    day = _day_told(found)
    if day is not None and day.isoweekday() == 1:
        day = shifted(day, "D", -1)  # a Monday belongs to the weekend before it
    return None if day is None else reading_of(f"{value_at(day, 'W')}-WE")


def _day_told(found: Found) -> date | None:
    """The day that an expression ends with, by month and number or by its number alone."""
    if found.has("MONTH", "MONTHABBR"):
        day = calendar_date(found.only("MONTH", "MONTHABBR", "SMALL", "ORDINALNUMBER"))
    else:
        day = day_of_told_month(found)
    moment = None if day is None else moment_of(day.value)
    return moment.first if moment is not None and moment.unit == "D" else None


def weekend(found: Found) -> Reading | None:
    """A Saturday and Sunday: the last begun, or the next where a verb looks ahead; TIMEX3 ``-WE``."""
    setting = found.setting
    if setting.now is None:
        return Reading("DATE", "XXXX-WXX-WE")
    back = (setting.now.isoweekday() - 6) % 7
    ahead = found.has("NEXT", "COMING") or (
        not found.has("LAST", "PAST") and tense_at(found.lexemes, found.first, found.last) == "future"
    )
    is_on = back < 2
    weeks = (ahead or found.has("THIS")) and not is_on
    saturday = shifted(setting.now, "D", 7 * weeks - 7 * (found.has("LAST", "PAST") and is_on) - back)
    return Reading("DATE", "XXXX-WXX-WE") if saturday is None else reading_of(f"{value_at(saturday, 'W')}-WE")


def counted_away(found: Found) -> Reading | None:
    """A number of units before or after today or the time told of; as exact as its unit, no more.

    "Three weeks ago" is a week, "two years later" a year; "some years ago" is only past.
    """
    unit = found.value_of("UNIT", "UNITS", "UNITQUARTER", "UNITQUARTERS", "FORTNIGHT") or ""
    setting = found.setting
    origin = setting.published if found.has("AGO") else setting.told(unit[0])
    sign = 1 if found.has("LATER", "AFTER") else -1
    count = number_of(found.all_of(*_NUMBERS))
    if count is None and (found.has("SOME") or not found.has("UNIT", "UNITQUARTER", "FORTNIGHT")):
        return _vaguely_away(found, sign)
    if unit[0] == "T":
        return _hours_away(found, sign)
    steps = int((1 if count is None else count) * (2 if found.has("FORTNIGHT") else 1))
    # Companies compare a quarter with the same one of the year before, not with a year.
    if unit == "Y" and setting.quarter is not None and not found.has(*_NUMBERS) and not setting.chronicle:
        return _at(found, _moved(setting.quarter.first, "Y", sign * steps), "Q")
    if unit == "E" and not found.has("SOME"):
        return _at(found, _moved(origin, "E", sign * steps), "E")
    return _at(found, _moved(origin, unit, sign * steps), unit)


def _vaguely_away(found: Found, sign: int) -> Reading:
    published = found.setting.published
    bound = None if published is None else published.isoformat()
    if sign < 0:
        return Reading("DATE", "PAST_REF", None, bound)
    return Reading("DATE", "FUTURE_REF", None, None)


def _hours_away(found: Found, sign: int) -> Reading:
    """Hours or minutes away: without an hour to count from, the day is all that is known."""
    day = found.setting.published if found.has("AGO") else found.setting.told("D")
    if day is None:
        return Reading("TIME", "XXXX-XX-XXTXX")
    other = _moved(day, "D", sign) or day
    first, last = sorted((day, other))
    return Reading("TIME", f"{day.isoformat()}TXX", first.isoformat(), last.isoformat())


def year_before(found: Found) -> Reading | None:
    """The same stretch one year back ("the year-ago quarter", "the year-earlier period")."""
    if found.value_of("UNIT") != "Y":
        return None
    quarter = found.setting.quarter
    ordinal = number_of(found.all_of("ORDINALWORD", "ORDINALNUMBER"))
    now = found.setting.now
    if now is not None and ordinal is not None and 1 <= ordinal <= 4:
        year = (quarter.first.year if quarter else now.year) - 1
        return reading_of(f"{year:04}-Q{int(ordinal)}")
    if quarter is not None:
        return _at(found, _moved(quarter.first, "Y", -1), "Q")
    return _at(found, _moved(now, "Y", -1), "Y")


_SHIFT = "(?:PARTLY|SHIFTED)?"
_AWAY = "(?:AGO|EARLIER|LATER)"
_COUNTED = "ROUGHLIES (?:(?:A|THE)? ADJECTIVES ANYUNIT|COUNT ADJECTIVES (?:ANYUNITS|ANYUNIT)|VAGUE? ANYUNITS)"

RULES = (
    rule("today", f"{_SHIFT} TODAY (?:DAYPART|NOON)?", today),
    rule("part of today", "THE? PART? HYPHEN? (?:DAYPART|NOON) (?:OF)? TODAY", today),
    rule("day before yesterday", "THE UNIT (?:BEFORE|AFTER) TODAY", today),
    rule("tonight", "LATER? TONIGHT", tonight),
    rule(
        "part of a day",
        f"{_SHIFT} (?:LAST|THIS|THAT SAME?|THE? (?:NEXT|FOLLOWING|PREVIOUS|SAME)) DAYPART",
        part_of_a_day,
    ),
    rule("part of the day", "PARTLY? THE DAYPART", part_of_a_day),
    rule("hours of the day", "THE? PART (?:DAYPART UNITS?|UNITS) (?=OF)", part_of_a_day),
    rule("unit beside", f"{_SHIFT} (?:THAT SAME|THIS (?:PAST|COMING)|THE? WHICH) ANYUNIT", unit_beside),
    rule("day before", "THE UNIT (?:BEFORE|AFTER)", day_before),
    rule("unit told", f"{_SHIFT} THE (?:CURRENT|ADJECTIVE)? (?:UNIT|UNITQUARTER)", told_unit),
    rule("part of the unit told", "(?:PARTLY|SHIFTED) (?:UNIT|UNITQUARTER)", told_unit),
    rule("week of a day", "THE UNIT OF ANYMONTH DAYNUMBER (?:COMMA? YEARLIKE)?", week_of_day),
    rule("week of a day, British", "THE UNIT OF THE? DAYNUMBER OF? ANYMONTH YEARLIKE?", week_of_day),
    rule("weekend of a day", "THE WEEKEND OF ANYMONTH DAYNUMBER (?:COMMA? YEARLIKE)?", weekend_of_day),
    rule("weekend of a day, British", "THE WEEKEND OF THE? DAYNUMBER OF? ANYMONTH YEARLIKE?", weekend_of_day),
    rule("weekend of a numbered day", "THE WEEKEND OF THE ORDINALNUMBER", weekend_of_day),
    rule("weekend", f"{_SHIFT} (?:THE|THIS (?:PAST|COMING)|THE? WHICH) WEEKEND", weekend),
    rule("counted away", f"{_COUNTED} {_AWAY}", counted_away),
    rule("counted before", f"{_COUNTED} (?:BEFORE|AFTER) (?=STOP|COMMA|BREAK)", counted_away),
    rule(
        "year before",
        "THE UNIT HYPHEN (?:AGO|EARLIER) (?:(?:ORDINAL HYPHEN?)? UNITQUARTER|PERIOD)",
        year_before,
    ),
    rule("year before, of things", "UNIT HYPHEN (?:AGO|EARLIER)", year_before),
)
