"""A number of units, or how often something recurs, comes in; its TIMEX3 duration or set goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import shifted
from sitrep.readers.times.grammar import Reading, rule
from sitrep.readers.times.numbers import number_of
from sitrep.readers.times.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from datetime import date

    from sitrep.readers.times.grammar import Found
    from sitrep.readers.times.lexing import Lexeme

__all__ = ["RULES"]

_NUMBERS = ("SMALL", "NUMERAL", "YEARLIKE", "FRACTION", "NUMBERWORD", "HUNDRED", "COUPLE")
_UNITS = ("UNIT", "UNITS", "UNITQUARTER", "UNITQUARTERS", "FORTNIGHT")
# TIMEX3 has letters of its own for decades and centuries; corpora write decades as years.
_IN_YEARS = {"E": 10, "C": 100}
_HALVES = {"TH": "30M", "TM": "30S", "Y": "6M", "D": "T12H"}


def _length(count: float | None, unit: str) -> str:
    """The TIMEX3 duration of ``count`` units, None for a number that is not said."""
    clock, letter = ("T", unit[1]) if unit[0] == "T" else ("", unit)
    if count is not None and count % 1 == 0.5 and unit in _HALVES:
        return f"P{clock}{int(count)}{letter}{_HALVES[unit]}" if count > 1 else f"P{clock}{_HALVES[unit]}"
    if count is None:
        return f"P{clock}X{letter}"
    if letter in _IN_YEARS:
        count, letter = count * _IN_YEARS[letter], "Y"
    elif letter == "Q":
        count, letter = count * 3, "M"
    return f"P{clock}{count:g}{letter}" if count < 1e6 else f"P{clock}{int(count)}{letter}"


def _units(found: Found) -> list[Lexeme]:
    return found.all_of(*_UNITS)


def _count(found: Found) -> float | None:
    """How many units are told; None for "several" and for a bare plural."""
    lexemes = found.all_of(*_NUMBERS)
    is_unsaid = found.has("SOME") or found.has("UNITS", "UNITQUARTERS")
    count = number_of(lexemes) if lexemes else None if is_unsaid else 1.0
    return 2 * count if count is not None and found.has("FORTNIGHT") else count


def duration(found: Found) -> Reading | None:
    """A length of time; ages ("12 years old", "a 12-year-old") are none."""
    if found.has("YEARLIKE") and found.has("UNIT", "UNITQUARTER"):
        return None
    if _is_age(found) or (found.has("UNITQUARTERS") and found.all_of("HYPHEN")):
        return None
    unit = _units(found)[-1].value
    count = _count(found)
    if found.has("HALF") and count is not None:
        count = 0.5 if not found.has("AND") else count + 0.5
    return Reading("DURATION", _length(count, unit))


def _is_age(found: Found) -> bool:
    after = (found.word_beside(1), found.word_beside(2))
    before = (found.word_beside(-2), found.word_beside(-1))
    if "old" in after[:1] or (found.is_beside(1, "HYPHEN") and after[1] in ("old", "olds")):
        return True
    return after in (("of", "age"), ("-", "old")) or before[1] == "aged" or before == ("age", "of")


def halved(found: Found) -> Reading | None:
    """Half of a unit ("half an hour", "half a century")."""
    unit = _units(found)[0].value
    return Reading("DURATION", _length(0.5, unit))


def span_of_two(found: Found) -> Reading | None:
    """A number that is not one ("two or three days"), unless a hyphen makes it one ("twenty-four hours")."""
    if number_of(found.all_of("NUMBERWORD")) is not None and found.all_of("HYPHEN"):
        return anchored(found) if found.has("LAST", "PAST", "NEXT") else duration(found)
    return None if _is_age(found) else Reading("DURATION", _length(None, _units(found)[-1].value))


def bare_units(found: Found) -> Reading | None:
    """An unsaid number of units ("for years", "several months")."""
    if _is_age(found):
        return None
    return Reading("DURATION", _length(None, _units(found)[0].value))


def rate_or_length(found: Found) -> Reading | None:
    """One unit: a rate (a set) after a sum or a count, as in "$300 a month", else a length."""
    unit = found.value_of(*_UNITS) or ""
    if unit == "Q" and found.is_beside(1, "OF"):
        return None
    if _is_age(found) or found.is_beside(1, "AGO", "EARLIER", "LATER"):
        return None
    before = found.beside(-1)
    length = Reading("DURATION", _length(_count(found), unit))
    if before is None or found.has("ADJECTIVE", "ABOUT", "AT", "MORE", "THAN"):
        return length
    return Reading("SET", length.value) if _is_rated(before) else length


def _is_rated(before: Lexeme) -> bool:
    """Whether the word before "a year" counts something that recurs: a number, a plural, "twice"."""
    if before.lower in load_vocabulary().neighbours["before_lengths"]:
        return False
    is_plural = before.lower.endswith("s")
    return before.value.isdigit() or is_plural or before.lower in load_vocabulary().neighbours["before_rates"]


def anchored(found: Found) -> Reading | None:
    """A length that ends or begins at publication ("the past two weeks", "the next three days")."""
    unit = _units(found)[0].value
    count = _count(found)
    value = _length(count, unit)
    now = found.setting.now
    if now is None or (found.has("FOLLOWING", "PREVIOUS") and found.setting.mentioned is None):
        return Reading("DURATION", value)
    if found.has("FOLLOWING", "PREVIOUS"):
        now = found.setting.told("D") or now
    ahead = found.has("NEXT", "COMING", "FOLLOWING")
    far = _far_end(now, count, unit, ahead=ahead)
    near = now.isoformat()
    return Reading("DURATION", value, near if ahead else far, far if ahead else near)


def _far_end(now: date, count: float | None, unit: str, *, ahead: bool) -> str | None:
    if count is None:
        return None
    # Hours reach back to the day they began in: the hour of publication is not known.
    if unit[0] == "T":
        unit, count = "D", -(-count // {"H": 24, "M": 1440, "S": 86400}[unit[1]])
    day = shifted(now, unit, int(count) if ahead else -int(count))
    return None if day is None else day.isoformat()


def recent_units(found: Found) -> Reading | None:
    """Days near publication, how far nobody says ("recent weeks", "the coming months")."""
    published = found.setting.published
    near = None if published is None else published.isoformat()
    value = _length(None, _units(found)[0].value)
    ahead = found.has("COMING", "NEXT", "FOLLOWING")
    return Reading("DURATION", value, near if ahead else None, None if ahead else near)


def units_ahead(found: Found) -> Reading | None:
    """Days from publication on, how far nobody says ("the weeks ahead")."""
    published = found.setting.published
    near = None if published is None else published.isoformat()
    return Reading("DURATION", _length(None, _units(found)[0].value), near, None)


def recurring(found: Found) -> Reading | None:
    """How often: "daily", "every two weeks", "each Thursday", "Mondays", "per day"."""
    regular = found.value_of("REGULARLY")
    if regular is not None:
        return None if _is_in_title(found) else Reading("SET", regular)
    weekday = found.value_of("WEEKDAY", "WEEKDAYS")
    if weekday is not None:
        part = found.value_of("DAYPART", "DAYPARTS")
        return Reading("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if found.has("MONTH"):
        return Reading("SET", f"XXXX-{int(found.value_of('MONTH') or 0):02}")
    if found.has("SEASON"):
        return Reading("SET", f"XXXX-{found.value_of('SEASON')}")
    if found.has("DAYPART", "DAYPARTS"):
        return Reading("SET", f"XXXX-XX-XXT{found.value_of('DAYPART', 'DAYPARTS')}")
    if found.has("WEEKEND"):
        return Reading("SET", "XXXX-WXX-WE")
    count = number_of(found.all_of(*_NUMBERS)) or (2 if found.has("ALTERNATE", "FORTNIGHT") else 1)
    unit = _units(found)[0].value
    return Reading("SET", f"P{count:g}Q" if unit == "Q" else _length(count, unit))


def _is_in_title(found: Found) -> bool:
    """Whether the word belongs to a name: "The Daily Show", "Nightly News"."""
    after = found.beside(1)
    return found.lexemes[found.first].is_capital and after is not None and after.is_capital


def so_often(found: Found) -> Reading | None:
    """How often within a unit ("twice a week"): a set by TIMEX3, whose value is the unit."""
    return Reading("SET", _length(1, _units(found)[0].value))


_EITHER = "(?:UNIT|UNITS|UNITQUARTER|UNITQUARTERS|FORTNIGHT)"
_HALF = "(?:HYPHEN? AND HYPHEN? A HYPHEN? HALF HYPHEN?)"
_COUNTED = f"(?:COUNT {_HALF}? MORE? ADJECTIVES ANYUNITS|A COUPLE OF? MORE? ADJECTIVES UNITS)"
_BESIDE = "(?:LAST|PAST|NEXT|COMING|FOLLOWING|PREVIOUS)"

RULES = (
    rule("counted", f"(?:ROUGHLIES THE?|THE ROUGHLIES) {_COUNTED}", duration),
    rule("counted before a noun", "ROUGHLIES COUNT HYPHEN? (?:UNIT|UNITQUARTER|FORTNIGHT)", duration),
    rule("counted and a half", f"ROUGHLIES (?:A|NUMBERWORD) {_EITHER} AND A HALF", duration),
    rule(
        "vague count",
        "ROUGHLIES (?:VAGUE MORE? ADJECTIVES (?:UNITS|UNITQUARTERS)|SOME HYPHEN UNIT|SOME UNITQUARTERS)",
        bare_units,
    ),
    rule("halved", "ROUGHLIES HALF HYPHEN? A? (?:UNIT|UNITQUARTER)", halved),
    rule(
        "span of two",
        f"(?:ROUGHLIES|THE (?:LAST|PAST|NEXT)) COUNT (?:TO|OR|HYPHEN) COUNT {_EITHER}",
        span_of_two,
    ),
    rule("bare units", "(?<=FOR) (?:UNITS|UNITQUARTERS) (?:(?:AND|OR) UNITS)?", bare_units),
    rule("a unit", "ROUGHLIES A ADJECTIVES ANYUNIT (?! HYPHEN)", rate_or_length),
    rule("first units", "THE ORDINALWORD COUNT ADJECTIVES ANYUNITS", duration),
    rule(
        "past units",
        f"ROUGHLIES THE? {_BESIDE} ADJECTIVES (?:COUNT|VAGUE) ADJECTIVES ANYUNITS",
        anchored,
    ),
    rule("past unit", "ROUGHLIES THE PAST ANYUNIT", anchored),
    rule(
        "recent units",
        "(?:THE? (?:RECENT|COMING)|THE (?:PAST|LAST|NEXT|FOLLOWING)) (?:UNITS|UNITQUARTERS)",
        recent_units,
    ),
    rule("units ahead", "THE UNITS (?:AHEAD|COMING)", units_ahead),
    rule("regularly", "REGULARLY", recurring),
    rule(
        "each",
        "EACH ALTERNATE? (?:COUNT UNITS|ANYUNIT|WEEKDAY DAYPART?|MONTH|SEASON|DAYPART|WEEKEND)",
        recurring,
    ),
    rule("per", "PER ANYUNIT", recurring),
    rule("so often", "(?:TWICE|NUMBERWORD TIMES) (?:A|PER|EACH) ANYUNIT", so_often),
    rule("weekdays", "WEEKDAYS|WEEKDAY DAYPARTS", recurring),
)
