"""A day of the week in its setting comes in, and the date it names goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import shifted
from sitrep.readers.times.grammar import Reading, reading_of, rule
from sitrep.readers.times.setting import tense_at

if TYPE_CHECKING:
    from datetime import date

    from sitrep.readers.times.grammar import Found

__all__ = ["RULES", "read_weekday"]


def read_weekday(found: Found) -> Reading | None:
    """A weekday, with a part of the day where one is told ("early Friday", "Friday night")."""
    weekday = int(found.value_of("WEEKDAY") or 0)
    day = _weekday(found, weekday)
    part = found.value_of("DAYPART")
    clock = f"T{part}" if part else f"T{found.value_of('NOON')}" if found.has("NOON") else ""
    if day is None:
        return Reading("TIME" if clock else "DATE", f"XXXX-WXX-{weekday}{clock}")
    return reading_of(
        day.isoformat() + clock, kind="TIME" if clock else "DATE", portion=found.value_of("PART")
    )


def _weekday(found: Found, weekday: int) -> date | None:
    """The date of ``weekday``: the last one up to publication, or the next where a verb looks ahead.

    Newswires write the weekday for the day itself, so the day of publication counts on both sides.
    """
    setting = found.setting
    if found.has("PREVIOUS", "FOLLOWING", "THAT", "SAME") or setting.chronicle:
        return _from_told(found, weekday)
    if setting.now is None:
        return None
    back = (setting.now.isoweekday() - weekday) % 7
    ahead = (weekday - setting.now.isoweekday()) % 7
    if found.has("UNIT"):
        weeks = found.has("NEXT") - found.has("LAST", "PAST")
        return shifted(setting.now, "D", 7 * weeks + weekday - setting.now.isoweekday())
    # "Last Friday" on a Friday is a week before, unlike a bare "Friday".
    if found.has("LAST", "PAST"):
        return shifted(setting.now, "D", -(back or 7))
    if found.has("NEXT"):
        return shifted(setting.now, "D", ahead or 7)
    looks_ahead = found.has("THIS", "COMING") or tense_at(found.lexemes, found.first, found.last) == "future"
    return shifted(setting.now, "D", ahead if looks_ahead else -back)


def _from_told(found: Found, weekday: int) -> date | None:
    told = found.setting.told("D")
    if told is None:
        return None
    if found.has("PREVIOUS", "LAST"):
        return shifted(told, "D", -((told.isoweekday() - weekday) % 7 or 7))
    ahead = (weekday - told.isoweekday()) % 7
    if found.setting.published is None and ahead > 3 and not found.has("FOLLOWING", "NEXT"):
        return shifted(told, "D", ahead - 7)  # a report without a date may go back as well as on
    return shifted(told, "D", ahead or (7 if found.has("FOLLOWING", "NEXT") else 0))


_SHIFT = "(?:PARTLY|SHIFTED)?"
_WEEKDAY = f"{_SHIFT} (?:THIS COMING|THIS PAST|THIS|THE? WHICH)? WEEKDAY"

RULES = (
    rule("weekday", f"{_WEEKDAY} (?:DAYPART|NOON)?", read_weekday),
    rule("weekday of a week", "WEEKDAY OF? (?:LAST|NEXT|THIS) UNIT", read_weekday),
)
