"""A year, or a stretch of years, in an expression comes in, and the date it names goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import Moment, moment_of
from sitrep.readers.times.grammar import Reading, reading_of, rule
from sitrep.readers.times.numbers import number_of, spoken_year
from sitrep.readers.times.setting import is_past_before, tense_at
from sitrep.readers.times.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sitrep.readers.times.grammar import Found
    from sitrep.readers.times.lexing import Lexeme

__all__ = ["RULES", "follows_name", "full_year", "said_year", "year_of", "years_near"]

# Days by which a year on the wrong side of the verbs must be nearer to be meant all the same: a
# verb may belong to another clause. Tuned on the training part of TimeBank.
_AGAINST = 150
# Where the verb stands right before it ("the year ended Oct. 31"), no nearness outweighs it.
_SURELY = 400


def said_year(found: Found) -> int | None:
    """The year that the expression says in figures, words or by counting ("last year")."""
    if found.has("YEARLIKE"):
        return int(found.value_of("YEARLIKE") or 0)
    if found.has("SHORTYEAR"):
        return full_year(int((found.value_of("SHORTYEAR") or "")[-2:]), found.setting.published)
    if found.has("NUMBERWORD"):
        return spoken_year(found.all_of("NUMBERWORD", "HUNDRED"))
    return _counted_year(found)


def full_year(two_digits: int, published: date | None) -> int:
    """The year of two digits that is at most ten years after publication, and no century before."""
    latest = (2030 if published is None else published.year) + 10
    return latest - (latest - two_digits) % 100


def _counted_year(found: Found) -> int | None:
    setting = found.setting
    if found.value_of("UNIT") != "Y":
        return None
    anaphoric = found.has("THAT", "SAME", "FOLLOWING", "PREVIOUS")
    day = setting.told("Y") if anaphoric else setting.now
    if day is None:
        return None
    return day.year + found.has("NEXT", "FOLLOWING") - found.has("LAST", "PREVIOUS")


def years_near(found: Found, template: str) -> dict[int, Moment]:
    """For each year within four of the present, what ``template`` names in it, if anything.

    ``template`` is a TIMEX3 value with ``{:04}`` for the year.
    """
    now = found.setting.now
    if now is None:
        return {}
    near = {year: moment_of(template.format(year)) for year in range(now.year - 4, now.year + 5)}
    return {year: moment for year, moment in near.items() if moment is not None}


def year_of(found: Found, days: dict[int, Moment]) -> int | None:
    """The year meant where none is said: of ``days``, one a year, the one the setting points at.

    In a chronicle it is the year just told of. In a report it is the year that puts the day on
    the side of publication that the verbs tell, or nearest to it where they tell none.
    """
    setting = found.setting
    if setting.now is None or not days:
        return None
    if setting.chronicle:
        return setting.now.year if setting.now.year in days else None
    now = setting.now
    if found.has("LAST", "PAST"):
        return max((year for year, moment in days.items() if moment.last < now), default=None)
    if found.has("NEXT", "COMING"):
        return min((year for year, moment in days.items() if moment.first > now), default=None)
    tense = tense_at(found.lexemes, found.first, found.last)
    against = _SURELY if tense == "past" and is_past_before(found.lexemes, found.first) else _AGAINST
    return min(
        days,
        key=lambda year: _distance(days[year], now) + (against if _is_against(days[year], now, tense) else 0),
    )


def _is_against(moment: Moment, now: date, tense: str | None) -> bool:
    return (tense == "past" and moment.first > now) or (tense == "future" and moment.last < now)


def _distance(moment: Moment, day: date) -> int:
    return max((moment.first - day).days, (day - moment.last).days, 0)


def lone_year(found: Found) -> Reading | None:
    """A year by itself, unless it counts something or names a sum."""
    year = said_year(found)
    if year is None or _is_counted(found, year):
        return None
    return reading_of(f"{year:04}", portion=found.value_of("PART"))


def _is_counted(found: Found, year: int) -> bool:
    """Whether a number that looks like a year counts things, is a sum, or belongs to a name."""
    neighbours = load_vocabulary().neighbours
    before, after = found.word_beside(-1), found.word_beside(1)
    if _is_clock(found, year) or _measures(found):
        return True
    if before in neighbours["summed"] or after in ("/", "%") or found.is_beside(-1, *_NO_YEAR_AFTER):
        return True
    if found.has("PART", "UNIT"):
        return False
    if follows_name(found) or after in neighbours["counted"] or found.is_beside(1, "UNIT", "UNITS"):
        return True
    if before in neighbours["surely_before_years"]:
        return False
    is_usual = 1800 <= year <= 2100 or before in neighbours["maybe_before_years"]
    return not is_usual or _is_plural(after)


def _is_clock(found: Found, year: int) -> bool:
    """Whether four figures behind "at" are a time of day, for the year they might be is still to come."""
    now = found.setting.now
    return found.is_beside(-1, "AT") and now is not None and year > now.year and year % 100 < 60


def _measures(found: Found) -> bool:
    """Whether a hyphen ties the figures to what they measure: "2000-gallon buckets"."""
    hyphen, word = found.beside(1), found.beside(2)
    if hyphen is None or word is None or hyphen.word not in {"-", "‑"}:
        return False
    is_tied = hyphen.start == found.lexemes[found.last - 1].end and word.start == hyphen.end
    return is_tied and word.word.islower() and found.is_beside(2, "OTHER", "UNIT", "UNITS")


_NO_YEAR_AFTER = ("SMALL", "ORDINALNUMBER", "MONTH")


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def follows_name(found: Found) -> bool:
    """Whether a word with a capital that opens no phrase of time stands right before."""
    before = found.beside(-1)
    if before is None or not found.is_beside(-1, "OTHER", "ADJECTIVE") or before.word.isupper():
        return False
    adjoins = found.lexemes[found.first].start - before.end == 1
    return adjoins and before.is_capital and before.lower not in load_vocabulary().neighbours["openers"]


def second_year(found: Found) -> Reading | None:
    """The last two figures of the second of two years ("1914-18"), if they follow the first."""
    first, last = found.lexemes[found.first - 2].value, found.value_of("SMALL", "NUMERAL") or ""
    if len(last) != 2 or not last.isdigit() or int(last) <= int(first[2:]) or found.word_beside(-1) == "/":
        return None
    return reading_of(first[:2] + last)


def year_of_era(found: Found) -> Reading | None:
    """A year before the common era or of it; TIMEX3 writes 264 BC as ``BC0264``."""
    number = found.all_of("SMALL", "NUMERAL", "YEARLIKE")[-1]
    if not number.value.isdigit() or len(number.value) > 4:
        return None
    month, season = found.value_of("MONTH"), found.value_of("SEASON")
    tail = f"-{int(month):02}" if month else f"-{season}" if season else ""
    era = found.value_of("ERA") or next(
        lexeme.value for lexeme in _ahead(found, 3) if lexeme.value in ("BC", "AD")
    )
    if era == "BC":
        return Reading("DATE", f"BC{int(number.value):04}{tail}")
    return reading_of(f"{int(number.value):04}{tail}", portion=found.value_of("PART"))


def _ahead(found: Found, count: int) -> Sequence[Lexeme]:
    return found.lexemes[found.last : found.last + count]


def decade(found: Found) -> Reading | None:
    """Ten years named by their first ("the 1980s", "the late '90s", "the nineties")."""
    if not _is_decade(found):
        return None
    digits = re.sub(r"\D", "", found.value_of("DECADE") or "") or f"{found.value_of('DECADEWORD')}0"
    if found.has("ERA"):
        return Reading("DATE", f"BC{int(digits):04}"[:-1])
    if len(digits) == 2:
        published = found.setting.published
        latest = 2029 if published is None else published.year
        digits = str(latest - (latest - int(digits)) % 100)
    return reading_of(digits[:3], portion=found.value_of("PART"))


def _is_decade(found: Found) -> bool:
    """Whether two figures and an "s" name years: not "in his 30s", and hardly "temperatures in the 30s"."""
    named = found.value_of("DECADE")
    return named is None or len(named) > 4 or named[0] in "'’" or found.has("THE")


def century(found: Found) -> Reading | None:
    """A hundred years by their number; the nineteenth is ``18`` in TIMEX3."""
    number = number_of(found.all_of("ORDINALNUMBER", "ORDINALWORD", "ROMAN"))
    if found.value_of("UNIT") != "C" or number is None or not 1 <= number <= 30:
        return None
    if found.has("ERA"):
        return Reading("DATE", f"BC{int(number) - 1:02}")
    return reading_of(f"{int(number) - 1:02}", portion=found.value_of("PART"))


_DECADE = "THE? (?:PART HYPHEN?|PART OF THE PART? HYPHEN?)? DECADE ERA?"

RULES = (
    rule("year", "(?:PARTLY|CIRCA|SHIFTED)? (?:THE UNIT)? ANYYEAR", lone_year),
    rule("second of two years", "(?<=YEARLIKE HYPHEN) (?:SMALL|NUMERAL) (?! HYPHEN)", second_year),
    rule("first of two years of era", "DIGITS (?=(?:HYPHEN|TO|AND) DIGITS ERA)", year_of_era),
    rule("year of era", "(?:PARTLY|CIRCA)? (?:MONTH|THE? SEASON OF?)? DIGITS ERA", year_of_era),
    rule("era, year", "ERA DIGITS", year_of_era),
    rule("decade", _DECADE, decade),
    rule("decade in words", "THE (?:PART HYPHEN?)? DECADEWORD", decade),
    rule("century", "THE? (?:PART (?:HYPHEN|OF THE)?)? (?:ORDINAL|ROMAN) HYPHEN? UNIT ERA?", century),
)
