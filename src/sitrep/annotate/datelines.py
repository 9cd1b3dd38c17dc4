"""A text comes in, and where the dateline that opens it ends goes out."""

from __future__ import annotations

import re

__all__ = ["dateline_end"]

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = rf"(?:(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTHS})[a-z]*\.?)(?:,?\s+\d{{4}})?"
_AGENCY = r"\([A-Z][^()\n]{1,40}\)"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,4}"
_NAME = r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}"
_MORE = r"(?:,\s*[A-Z][\w.'’ -]{1,25})?"
_DASH = r"\s*(?:--|[-–—])\s+"
# "BEIRUT (Agency) -", "LAGOS, Nigeria —", "KABUL, March 3 (Agency) —", "Paris, 4 May 2021 -": capitals
# need no more than a dash; a name in ordinary letters needs a day or an agency beside it.
_DATELINE = re.compile(
    rf"\s*(?:{_CAPITALS}{_MORE}(?:,?\s+{_DAY})?\s*(?:{_AGENCY})?{_DASH}"
    rf"|{_NAME}{_MORE},?\s+{_DAY}\s*(?:{_AGENCY})?{_DASH}"
    rf"|{_NAME}{_MORE}\s+{_AGENCY}{_DASH})"
    r"(?=[A-Z\"“‘'])"
)


def dateline_end(text: str) -> int:
    """Where the first sentence begins behind a dateline such as "BEIRUT, Aug. 4 -"; 0 without one.

    >>> text = "LAGOS, May 4 - A ferry capsized."
    >>> text[dateline_end(text):]
    'A ferry capsized.'
    """
    match = _DATELINE.match(text)
    return match.end() if match else 0
