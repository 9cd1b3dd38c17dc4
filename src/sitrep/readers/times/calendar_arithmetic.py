"""A TIMEX3 value comes in, and the days it covers, or the value some units away, go out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sitrep.readers.times.vocabulary import NamedDay, load_vocabulary

__all__ = [
    "LARGE_UNITS",
    "Moment",
    "bounds_of",
    "day_of_name",
    "moment_of",
    "part_of_day",
    "real_date",
    "share_of",
    "shifted",
    "value_at",
]

LARGE_UNITS = "DWMQYEC"
"""The units of dates from a day to a century, by their TIMEX3 letters (E is a decade)."""

# Units that are whole months, by their TIMEX3 letters.
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_FORMS = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T.*)?$"
    r"|(?P<wyear>\d{4})-W(?P<week>\d\d)(?P<weekend>-WE)?$"
    r"|(?P<part_year>\d{4})-(?P<part>Q[1-4]|H[12]|SP|SU|FA|WI)$"
    r"|(?P<myear>\d{4})-(?P<only_month>\d\d)$"
    r"|(?P<fiscal>FY)?(?P<digits>\d{2,4})$"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the calendar that was named: its first day, its last, and its unit's letter."""

    first: date
    last: date
    unit: str


def real_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31 June, the year 20213)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def moment_of(value: str) -> Moment | None:
    """The days that a TIMEX3 date or time covers; None for what names none."""
    match = _FORMS.match(value)
    try:
        return None if match is None else _moment(match)
    except (ValueError, OverflowError):
        return None


def _moment(match: re.Match[str]) -> Moment | None:
    group = match.groupdict()
    if group["day"]:
        day = date(int(group["year"]), int(group["month"]), int(group["day"]))
        return Moment(day, day, "D")
    if group["week"]:
        monday = date.fromisocalendar(int(group["wyear"]), int(group["week"]), 1)
        return Moment(monday + timedelta(5 if group["weekend"] else 0), monday + timedelta(6), "W")
    if group["only_month"]:
        return _months(int(group["myear"]), int(group["only_month"]), 1, "M")
    if group["part"]:
        return _part_of_year(int(group["part_year"]), group["part"])
    digits = group["digits"]
    if group["fiscal"]:
        return _fiscal_year(int(digits))
    # Fewer digits, wider stretch: 198 is a decade, 19 the years 1900 to 1999.
    scale = 10 ** (4 - len(digits))
    first = int(digits) * scale
    return _months(max(first, 1), 1, 12 * (scale - (1 if first == 0 else 0)), "YEC"[4 - len(digits)])


def _months(year: int, month: int, count: int, unit: str) -> Moment:
    after = year * 12 + month - 1 + count
    last = date(9999, 12, 31) if after >= 120000 else date(after // 12, after % 12 + 1, 1) - timedelta(1)
    return Moment(date(year, month, 1), last, unit)


def _part_of_year(year: int, part: str) -> Moment:
    if part[0] == "Q":
        return _months(year, 3 * int(part[1]) - 2, 3, "Q")
    if part[0] == "H":
        return _months(year, 6 * int(part[1]) - 5, 6, "H")
    first, last = (date.fromisoformat(f"{year}-{day}") for day in load_vocabulary().seasons[part])
    return Moment(first, last if last > first else last.replace(year=year + 1), "S")


def _fiscal_year(year: int) -> Moment:
    """From the earliest start to the latest end: the year that opens or closes in April, as some do."""
    return Moment(date(year - 1, 4, 1), date(year + 1, 3, 31), "F")


def bounds_of(value: str) -> tuple[str | None, str | None]:
    """The first and last day, or minute where the value has a time of day, that ``value`` covers."""
    moment = moment_of(value)
    if moment is None:
        return None, None
    clock = value.partition("T")[2]
    if clock and moment.unit == "D":
        return _clock_bounds(moment.first, clock)
    return moment.first.isoformat(), moment.last.isoformat()


def _clock_bounds(day: date, clock: str) -> tuple[str | None, str | None]:
    if clock[0].isalpha():
        return part_of_day(day, clock) or (day.isoformat(), day.isoformat())
    clock = clock.rstrip("Z")
    if clock.startswith("24"):
        following = _later(day, 1)
        return (f"{following}T00:00",) * 2 if following else (None, None)
    return (f"{day.isoformat()}T{clock}",) * 2


def part_of_day(day: date, part: str) -> tuple[str, str] | None:
    """The first and last minute of the part of ``day`` with the TIMEX3 letters ``part`` (``MO``)."""
    known = load_vocabulary().day_parts.get(part)
    if known is None:
        return None
    first, last = known
    end = day if last > first else _later(day, 1)
    start = f"{day.isoformat()}T{first}"
    return start, f"{day.isoformat()}T23:59" if end is None else f"{end.isoformat()}T{last}"


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def shifted(day: date, unit: str, count: int) -> date | None:
    """``count`` units after ``day`` (or before), kept inside the month; None past the calendar."""
    if abs(count) > 100_000:
        return None
    if unit in "DW":
        return _later(day, count * (7 if unit == "W" else 1))
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    return next(found for back in range(4) if (found := real_date(year, month + 1, day.day - back)))


def value_at(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month, quarter, year, decade or century that holds ``day``."""
    if unit == "D":
        return day.isoformat()
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return f"{day.year:04}"[: {"Y": 4, "E": 3, "C": 2}[unit]]


def share_of(value: str, portion: str) -> tuple[str | None, str | None]:
    """The bounds of a ``portion`` of the codebook (``START`` ...) of what ``value`` covers.

    Early is the first half, late the second, the middle from the first to the third quarter; the
    beginning and the end are the first and last quarter. Of a day, these are hours.
    """
    moment = moment_of(value)
    share = load_vocabulary().portions.get(portion)
    # A minute of the clock has no parts.
    if moment is None or share is None or value[11:13].isdigit():
        return bounds_of(value)
    if moment.unit in "YEC":
        months = _MONTHS[moment.unit]
        start, count = int(months * share[0]), int(months * (share[1] - share[0]))
        part = _months(moment.first.year + start // 12, start % 12 + 1, count, "M")
        return part.first.isoformat(), part.last.isoformat()
    return _share_of_days(value, moment, share)


def _share_of_days(value: str, moment: Moment, share: tuple[float, float]) -> tuple[str, str]:
    if "T" in value:
        first, last = (datetime.fromisoformat(bound) for bound in bounds_of(value) if bound is not None)
    else:
        first = datetime.combine(moment.first, datetime.min.time())
        last = datetime.combine(moment.last, datetime.min.time()) + timedelta(hours=23, minutes=59)
    length = last - first + timedelta(minutes=1)
    start, end = first + length * share[0], first + (length * share[1] - timedelta(minutes=1))
    if moment.unit == "D":
        return start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes")
    return start.date().isoformat(), end.date().isoformat()


def day_of_name(named: NamedDay, year: int) -> date | None:
    """The day that ``named`` falls on in ``year``; Easter by the Gregorian computus, from 1583 on."""
    day: date | None = None
    if named.date is not None:
        day = real_date(year, *named.date)
    elif named.weekday is not None and 1 <= year <= 9999:
        day = _weekday_of_month(year, *named.weekday)
    elif 1583 <= year <= 4099:
        day = _easter(year) + timedelta(named.easter or 0)
    return _later(day, named.after) if day is not None and named.after else day


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876."""
    golden, century = year % 19, year // 100
    skipped = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    full_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    offset = full_moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def _weekday_of_month(year: int, month: int, weekday: int, which: int) -> date | None:
    if which < 0:
        last = _months(year, month, 1, "M").last
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = real_date(year, month, 1)
    return first and first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))
