"""The name of a feast or holiday comes in, and its day goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import Moment, day_of_name
from sitrep.readers.times.grammar import Reading, reading_of, rule
from sitrep.readers.times.vocabulary import load_vocabulary
from sitrep.readers.times.years import said_year, year_of

if TYPE_CHECKING:
    from sitrep.readers.times.grammar import Found
    from sitrep.readers.times.vocabulary import NamedDay

__all__ = ["RULES"]


def read_named_day(found: Found) -> Reading | None:
    """A feast or holiday, in the year said, told by the verbs, or nearest."""
    named = _rule_for(found)
    if named is None:
        return None
    year = said_year(found) or _year(found, named)
    day = None if year is None else day_of_name(named, year)
    if day is None:
        return Reading("DATE", "XXXX-XX-XX" if named.date is None else "XXXX-{:02}-{:02}".format(*named.date))
    if found.has("DAYPART"):
        return reading_of(f"{day.isoformat()}T{found.value_of('DAYPART')}", kind="TIME")
    return reading_of(day.isoformat())


def _rule_for(found: Found) -> NamedDay | None:
    """The rule of the report's country, else the one of all others; None where neither is known."""
    rules = load_vocabulary().named_days.get(found.value_of("NAMEDDAY") or "", ())
    home = found.setting.home
    return next((rule for rule in rules if not rule.countries or home in rule.countries), None)


def _year(found: Found, named: NamedDay) -> int | None:
    now = found.setting.now
    if now is None:
        return None
    near = {year: day_of_name(named, year) for year in range(now.year - 1, now.year + 2)}
    return year_of(found, {year: Moment(day, day, "D") for year, day in near.items() if day is not None})


RULES = (rule("named day", "(?:LAST|NEXT|THIS)? NAMEDDAY (?:COMMA? YEARLIKE)? DAYPART?", read_named_day),)
