"""Readings in text order come in, and they go out with a time of day and its date made one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.times.calendar_arithmetic import bounds_of, share_of
from sitrep.readers.times.grammar import Found, Reading
from sitrep.readers.times.lexing import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["joined"]

# "10 p.m. on Wednesday" is one time, "Wednesday at 10 p.m." two: so TimeML marks them.
_BEFORE_A_DAY = frozenset(CODES[name] for name in ("COMMA", "ON", "OF", "OPEN"))
_BEFORE_A_CLOCK = frozenset((CODES["COMMA"],))


def joined(readings: Iterable[tuple[Found, Reading]]) -> list[tuple[Found, Reading]]:
    """``readings`` with "10 p.m." and "Wednesday", or "the night" and "of 20 June", as one time."""
    kept: list[tuple[Found, Reading]] = []
    for found, reading in readings:
        both = _joined(*kept[-1], found, reading) if kept else None
        if both is None:
            kept.append((found, reading))
        else:
            kept[-1] = both
    return kept


def _joined(first: Found, earlier: Reading, second: Found, later: Reading) -> tuple[Found, Reading] | None:
    if _is_clock_alone(first, earlier) and _is_day(later) and _adjoin(first, second, _BEFORE_A_DAY):
        return replace(first, last=second.last), _on_day(later, earlier)
    if _is_day(earlier) and _is_clock_alone(second, later) and _adjoin(first, second, _BEFORE_A_CLOCK):
        return replace(first, last=second.last), _on_day(earlier, later)
    return None


def _on_day(day: Reading, clock: Reading) -> Reading:
    value = f"{day.value}T{clock.value.partition('T')[2]}"
    earliest, latest = share_of(value, clock.portion) if clock.portion else bounds_of(value)
    return Reading("TIME", value, earliest, latest, clock.portion)


def _is_clock_alone(found: Found, reading: Reading) -> bool:
    return (
        reading.type == "TIME"
        and "T" in reading.value
        and not found.has("WEEKDAY", "MONTH", "TODAY", "TONIGHT", "ISODATE", "NAMEDDAY")
    )


def _is_day(reading: Reading) -> bool:
    return reading.type == "DATE" and len(reading.value) == 10 and reading.value[7:8] == "-"


def _adjoin(first: Found, second: Found, links: frozenset[str]) -> bool:
    between = first.lexemes[first.last : second.first]
    return len(between) == 0 or (len(between) == 1 and between[0].code in links)
