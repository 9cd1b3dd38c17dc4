"""A time of the clock comes in, and the minute it names goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitrep.readers.times.grammar import Reading, reading_of, rule
from sitrep.readers.times.numbers import number_of

if TYPE_CHECKING:
    from sitrep.readers.times.grammar import Found

__all__ = ["RULES", "clock_time"]


def clock_time(found: Found) -> Reading | None:
    """A time of day, on the day told of; ``GMT`` puts a ``Z`` in the value, bounds stay as printed."""
    clock = _clock(found)
    if clock is None:
        return None
    zone = found.value_of("ZONE") or ""
    day = found.setting.day_near(found.lexemes, found.first)
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{clock}{zone}")
    read = reading_of(f"{day.isoformat()}T{clock}", kind="TIME")
    return Reading("TIME", read.value + zone, read.earliest, read.latest)


def four_figures(found: Found) -> Reading | None:
    """ "At 2030": a clock time where the figures cannot be a year gone by, or a zone stands behind."""
    figures = found.value_of("YEARLIKE") or ""
    now = found.setting.now
    gone_by = now is None or int(figures) <= now.year
    if int(figures[2:]) > 59 or (gone_by and not found.has("ZONE", "HOURS")):
        return None
    zone = found.value_of("ZONE") or ""
    clock = f"{figures[:2]}:{figures[2:]}"
    day = found.setting.day_near(found.lexemes, found.first)
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{clock}{zone}")
    read = reading_of(f"{day.isoformat()}T{clock}", kind="TIME")
    return Reading("TIME", read.value + zone, read.earliest, read.latest)


def _clock(found: Found) -> str | None:
    noon = found.value_of("NOON")
    if noon is not None:
        return noon
    printed = found.value_of("CLOCK") or ""
    hour, minute, rest = _parts(printed) if printed else (_whole_hour(found), 0, "")
    hour = _by_half_day(hour, _half_day(found))
    if not 0 <= hour <= 24 or (hour == 24 and minute):
        return None
    return f"{hour:02}:{minute:02}{rest}"


def _parts(printed: str) -> tuple[int, int, str]:
    if printed.isdigit():
        return int(printed[:2]), int(printed[2:]), ""
    hour, minute, *second = re.split(r"[:.]", printed)
    return int(hour), int(minute), f":{second[0]}" if second else ""


def _whole_hour(found: Found) -> int:
    number = number_of(found.all_of("SMALL", "NUMBERWORD"))
    return -1 if number is None or number > 24 else int(number)


def _half_day(found: Found) -> str:
    meridiem = found.value_of("MERIDIEM")
    if meridiem is not None:
        return meridiem[0].lower()
    part = found.value_of("DAYPART")
    return {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(part or "", "")


def _by_half_day(hour: int, half: str) -> int:
    if half == "p" and 1 <= hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour


_ZONE = "(?:LOCAL TIMEWORD|ZONE)"
_OF_DAY = "(?:IN THE DAYPART|AT DAYPART)"

RULES = (
    rule("clock in four figures", "(?<=AT) YEARLIKE HOURS? ZONE?", four_figures),
    rule("clock", f"ABOUT? CLOCK MERIDIEM? HOURS? {_OF_DAY}? {_ZONE}?", clock_time),
    rule(
        "hour",
        f"ABOUT? (?:SMALL|NUMBERWORD) (?:MERIDIEM|OCLOCK (?:MERIDIEM|{_OF_DAY})?|{_OF_DAY}) {_ZONE}?",
        clock_time,
    ),
    rule("noon", f"ABOUT? NOON {_ZONE}?", clock_time),
)
