"""The text before and behind a name comes in, and whether something is by that place, not in it, goes out.

"20 km north of Mosul", "between Homs and Hama", "on the road from Kabul to Jalalabad", "near the border with
Chad": the place named is not the place meant, and its point would be a false one.
"""

from __future__ import annotations

import re

__all__ = ["is_beside"]

_NAME = r"[^\W\d_][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,3}"
_WAY = (
    r"(?:road|highway|route|motorway|railway|rail line|line|way|corridor|border|frontier|track|flight"
    r"|pipeline)"
)
_DIRECTION = r"(?:north|south|east|west)(?:-?(?:east|west))?"
_LENGTH = r"(?:km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s|hours?|minutes?)"
_BEFORE = re.compile(
    rf"""(?:
      \b(?:near|nearby|outside|around|surrounding|beyond|towards?|(?:close|next)\ to|(?:not\ )?far\ from
        |en\ route\ to|on\ the\ way\ (?:to|from)|off|off\ the\ coast\ of|on\ the\ (?:edge|outskirts)\ of)
    | \b{_LENGTH}(?:\ {_DIRECTION})?\ (?:of|from|outside|away\ from|off)
    | \b{_DIRECTION}\ (?:of|from)
    | \bborder\ with
    | \bbetween(?:\ {_NAME}\ and)?
    | \b{_WAY}\ (?:(?:leading|running|that\ links)\ )?
      (?:from|to|towards|between|linking|connecting|joining|with)
      (?:\ {_NAME}\ (?:to|and|with))?
    )\ (?:the\ |its\ )?(?:(?:town|city|village|port|capital)\ of\ )?$""",
    re.VERBOSE,
)
_BEHIND = re.compile(rf"(?:[-–]{_NAME})? {_WAY}\b")
_INSIDE = re.compile(rf"\bin the {_DIRECTION} of (?:the )?$")
_BACK, _AHEAD = 90, 60


def is_beside(text: str, start: int, end: int) -> bool:
    """Whether the words around the name at ``[start, end)`` put something by the place, or on a way to it."""
    before = text[max(0, start - _BACK) : start].replace("\n", " ")
    if _INSIDE.search(before):
        return False
    if _BEFORE.search(before):
        return True
    # Either end of "the Kabul-Kandahar highway".
    is_joined = before.endswith(("-", "–")) or text[end : end + 1] in ("-", "–")
    return is_joined and _BEHIND.match(text[end : end + _AHEAD]) is not None
