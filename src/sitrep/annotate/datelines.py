"""A text comes in, and where the dateline of its first paragraph stands goes out."""

from __future__ import annotations

import re

__all__ = ["dateline"]

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


_LINES_AHEAD = 2  # a headline and a by-line may stand above a dateline
_SENTENCE_ENDS = '.!?:;"”'


def dateline(text: str) -> tuple[int, int]:
    """Where a dateline such as "BEIRUT, Aug. 4 -" begins and where the first sentence behind it does.

    A headline and a by-line, neither closed by a full stop, may stand above it. Both are 0 without one.

    >>> text = "Ferry sinks off Lagos\\n\\nLAGOS, May 4 - A ferry capsized."
    >>> start, end = dateline(text)
    >>> text[start:end], text[end:]
    ('LAGOS, May 4 - ', 'A ferry capsized.')
    """
    start = 0
    for _ in range(_LINES_AHEAD + 1):
        match = _DATELINE.match(text, start)
        if match:
            return match.end() - len(match.group().lstrip()), match.end()
        end = text.find("\n", start)
        if end < 0 or text[start:end].rstrip().endswith(tuple(_SENTENCE_ENDS)):
            break
        start = end + 1
        while text[start : start + 1].isspace():
            start += 1
    return 0, 0
