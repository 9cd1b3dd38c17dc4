"""A date as people and machines write it comes in, and the same date in ISO 8601 goes out."""

from __future__ import annotations

import re
from datetime import date, datetime

from sitrep.errors import InputError

__all__ = ["DATE_PATTERN", "MONTH_DAY_PATTERN", "calendar_day", "date_of", "month_number", "to_iso"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs?|ur)?(?:day)?\.?,?\s+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

# A day with its year; the groups of the alternative that matched are read by date_of.
DATE_PATTERN = (
    rf"{_WEEKDAY}(?:"
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    rf"|(?P<d2>{_DAY})(?:\s+of)?[\s-]+(?P<m2>{_MONTH}),?[\s-]+(?P<y2>\d{{4}})(?!\d)"
    rf"|(?P<m3>{_MONTH})\s+(?P<d3>{_DAY}),?\s+(?P<y3>\d{{4}})(?!\d)"
    rf"|(?P<y4>\d{{4}})\s+(?P<m4>{_MONTH})\s+(?P<d4>{_DAY})"
    r")"
)
# A day without its year, as datelines have it.
MONTH_DAY_PATTERN = (
    rf"{_WEEKDAY}(?:(?P<m5>{_MONTH})\s+(?P<d5>{_DAY})|(?P<d6>{_DAY})\s+(?P<m6>{_MONTH}))(?!\w)"
)

_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_STAMP = re.compile(r"\d{14}\Z")
# What may follow a date in words without making it another date: a time of day.
_TIME_AFTER = re.compile(r"(?:[\sT,]|at\b|-)*\d{1,2}[:.h]\d\d.{0,24}\Z|[\s,.]*\Z", re.IGNORECASE)


def to_iso(value: str) -> str:
    """``value`` as an ISO 8601 date, or date-time where it tells one with its zone or without.

    ISO 8601, RFC 2822, "4 May 2021", "May 4, 2021", "2021/05/04", "04.05.2021" and "20210504103000"
    are known. :class:`InputError` for anything else: a day no month has, a month or year alone, and
    "04/05/2021", which means May in one country and April in another.

    >>> to_iso("Tuesday, May 4th, 2021"), to_iso("Tue, 04 May 2021 10:00:00 GMT")
    ('2021-05-04', '2021-05-04T10:00:00+00:00')
    """
    text = " ".join(value.split())
    found = _from_iso(text) or _from_mail(text) or _from_words(text) or _from_numbers(text)
    if found is None:
        raise InputError(f"{text[:40]} is not a date")
    return found


def date_of(match: re.Match[str]) -> date | None:
    """The day that a match of :data:`DATE_PATTERN` names; None for one that no calendar has."""
    groups = match.groupdict()
    for n in "1234":
        if groups[f"y{n}"]:
            return calendar_day(int(groups[f"y{n}"]), month_number(groups[f"m{n}"]), _number(groups[f"d{n}"]))
    return None


def month_number(word: str) -> int:
    """1 to 12 for a month's name, abbreviation or number."""
    return int(word) if word.isdigit() else 1 + _MONTHS.index(word[:3].lower())


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day; None for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_iso(text: str) -> str | None:
    if _STAMP.match(text):
        text = f"{text[:8]}T{text[8:]}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _from_mail(text: str) -> str | None:
    if text.count(":") < 1 or not re.match(r"(?:\w{3}, )?\d{1,2} \w{3} \d{4} ", text):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError):
        return None


def _from_words(text: str) -> str | None:
    match = re.match(DATE_PATTERN, text, re.IGNORECASE)
    if match is None or not _TIME_AFTER.match(text, match.end()):
        return None
    found = date_of(match)
    return found.isoformat() if found else None


def _from_numbers(text: str) -> str | None:
    match = _NUMERIC.match(text)
    if match is None or not _TIME_AFTER.match(text, match.end()):
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12:
        found = calendar_day(year, second, first)
    elif second > 12 or first == second:
        found = calendar_day(year, first, second)
    else:
        raise InputError(f"{text[:40]} may be day or month first: write {year}-MM-DD")
    return found.isoformat() if found else None
