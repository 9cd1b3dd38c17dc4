"""A text comes in, and the offsets of its words, numbers and marks go out."""

from __future__ import annotations

import re

__all__ = ["token_offsets"]

_TOKEN = re.compile(
    r"""
      (?:[A-Za-z]\.){2,}                           # U.S., a.m.
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?            # 1,200.5  21:30  4th
    | [^\W\d_]+(?:(?<=\w)[.](?=\s[a-z]))?          # abbreviation before lower case
    | [^\W_]+(?:[-'’][^\W_]+)*
    | \S
    """,
    re.VERBOSE,
)


def token_offsets(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of every token of ``text``, in order; white space belongs to none."""
    return [match.span() for match in _TOKEN.finditer(text)]
