"""The opening lines of a report come in, and the date that a date line or dateline tells goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sitrep.errors import InputError
from sitrep.intake.dates import DATE_PATTERN, MONTH_DAY_PATTERN, calendar_day, date_of, month_number

__all__ = ["LeadingDate", "leading_date"]

_LABEL = r"(?:date[d]?|published(?:\s+(?:on|at))?|posted(?:\s+on)?|publication\s+date|issued(?:\s+on)?|filed)"
# Patterns stay text until they are first used: compiling them takes longer than reading a report.
_LABELLED = rf"(?i:{_LABEL}\s*[:\-–—]?\s*(?P<date>{DATE_PATTERN}))"
_ALONE = rf"(?i:[\[(]?(?P<date>{DATE_PATTERN})[\])]?(?:[\s,|–—-]*\d{{1,2}}[:.h]\d\d.{{0,16}})?\s*\Z)"
_IN_FRONT = rf"(?i:(?P<date>{DATE_PATTERN})(?:\s*[-–—|:](?=\s)|(?<=-\d\d)(?=\s)))"
# "KABUL, March 3 (Agency) —": a place whose words are capitalised, a day, and what parts both from
# the first sentence: an agency in brackets, a dash, a colon, or the end of the line.
_PLACE = (
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:(?:,?\s+|\s*/\s*)"
    r"(?:\([A-ZÀ-ÖØ-Þ][\w .'’-]*\)|[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|del|la|el|al|of|and|da|do|es)){0,6}?"
)
_REST = r"\s*(?:\([^()\n]{2,40}\)\s*(?:[-–—:]+|\Z)?|/[^/\n]{2,40}/|[-–—]+|:|\]|\Z)"
_COMMA = r"(?:,\s*|\s+[-–—]+\s*|:\s*|\s*\(|\s+)"
_FULL_DATELINE = rf"\[?{_PLACE}{_COMMA}(?P<date>(?i:{DATE_PATTERN}))\)?{_REST}"
_SHORT_DATELINE = rf"\[?{_PLACE}{_COMMA}(?P<date>(?i:{MONTH_DAY_PATTERN}))\)?{_REST}"
_NOT_A_PLACE = re.compile(
    r"(?:On|In|At|By|The|A|An|From|Since|Until|After|Before|For|As|It|He|She|They|This|That|Last|Next|Updated"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_DATE = rf"\b{DATE_PATTERN}"
_MONTH_YEAR = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December),? (\d{4})\b"
)
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d?)[/-]?(\d\d?)(?=\D|\Z)")
_ADDRESS_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)")
_LINES = 5  # not blank; a headline, a by-line and a note may come before the dateline
_REACH = 20_000  # characters of the body searched for the year of a dateline
_NEAR = 45  # days between a dateline and a full date in the text that lends it its year


class LeadingDate(NamedTuple):
    """A publication date found in the text: ISO 8601, and ``date line`` or ``dateline``."""

    published: str
    published_from: str


def leading_date(text: str, *, url: str | None = None) -> LeadingDate | None:
    """The date that the first lines of ``text`` give; None where they give none.

    A date line is a date on a line of its own or in front of one, or one labelled as in "Published:
    4 May 2021". A dateline without a year takes it from ``url`` or from a date nearby in the text,
    else it tells nothing. :class:`InputError` for a date line whose day no calendar has.
    """
    lines = list(_opening_lines(text))
    for line in lines[:3]:
        match = re.match(_LABELLED, line) or re.match(_ALONE, line) or re.match(_IN_FRONT, line)
        if match:
            return LeadingDate(_checked(match), "date line")
    for line in lines:
        found = _dateline(line, text, url)
        if found:
            return LeadingDate(found.isoformat(), "dateline")
    return None


def _opening_lines(text: str) -> Iterator[str]:
    left = _LINES
    for match in re.finditer(r"[^\n]*\S[^\n]*", text[:4000]):
        if not left:
            return
        left -= 1
        yield match.group().strip()


def _checked(match: re.Match[str]) -> str:
    found = date_of(match)
    if found is None:
        raise InputError(f"date line: {match['date']} is not a date")
    return found.isoformat()


def _dateline(line: str, text: str, url: str | None) -> date | None:
    if _NOT_A_PLACE.match(line):
        return None
    head = line[:160]
    full = re.match(_FULL_DATELINE, head)
    if full:
        return date_of(full)
    short = re.match(_SHORT_DATELINE, head)
    if short is None:
        return None
    month = month_number(short["m5"] or short["m6"])
    day = int(re.sub(r"\D", "", short["d5"] or short["d6"]))
    year = _year_from_address(url, month) or _year_from_text(text[:_REACH], month, day)
    return calendar_day(year, month, day) if year else None


def _year_from_address(url: str | None, month: int) -> int | None:
    if not url:
        return None
    found = _ADDRESS_DAY.search(url)
    if found and calendar_day(int(found[1]), int(found[2]), int(found[3])):
        return _nearest_year(int(found[1]), int(found[2]), month)
    only = _ADDRESS_YEAR.search(url)
    return int(only[1]) if only else None


def _nearest_year(year: int, month: int, told: int) -> int:
    """The year of month ``told`` nearest to ``month`` of ``year``: a page of 1 January may carry December."""
    if told - month > 6:
        return year - 1
    return year + 1 if month - told > 6 else year


def _year_from_text(text: str, month: int, day: int) -> int | None:
    """The year of a full date, or of a month with its year, close to the day told; the latest of several."""
    years = [
        year
        for other in _days_told(text)
        for year in (other.year - 1, other.year, other.year + 1)
        if (told := calendar_day(year, month, day)) and abs((told - other).days) <= _NEAR
    ]
    return max(years, default=None)


def _days_told(text: str) -> Iterator[date]:
    for match in re.finditer(_DATE, text):
        found = date_of(match)
        if found:
            yield found
    for match in _MONTH_YEAR.finditer(text):
        found = calendar_day(int(match[2]), month_number(match[1]), 15)
        if found:
            yield found
