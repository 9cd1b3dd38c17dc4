"""A text comes in, and the offsets of its paragraphs, headings and list items go out.

Blank lines divide paragraphs. A single line break divides them too, unless the text is wrapped
at a column by hand: then only a break that came before the column was reached does.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

__all__ = ["paragraph_offsets", "trim"]

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_BULLET = re.compile(r"[-*•‣▪◦·–+][ \t]|\d{1,2}[.)][ \t]|\((?:\d{1,2}|[a-z])\)[ \t]|#{1,6} ")
_FIRST_WORD = re.compile(r"\S+")
# A line that ends so goes on in the next one, whatever that begins with.
_RUNS_ON = re.compile(
    r"(?:[,(\[&/]|\b(?:an?|the|of|in|on|at|to|for|from|by|with|and|or|but|that|as|its|his|her|their|than|into"
    r"|is|are|was|were|has|have|had|be|been|who|which|said|near|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Gov|Sen|Rep)\.?)\Z"
)
_WRAPPED_SHARE = 0.25  # of line breaks before a lower-case letter: prose runs to .7, headlines and lists to 0
_NARROWEST = 40  # characters; nobody wraps prose at less
_SHORT = 0.8  # of the column; a line this short, with its next word, was ended on purpose
_VERY_SHORT = 0.5  # of the column; so was one this short, though its last word seems to run on


class _Break(NamedTuple):
    start: int
    end: int
    line: str
    after: str


def paragraph_offsets(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of every paragraph, heading line and list item of ``text``, in order.

    None is blank, none has a blank at either end, and together they hold every other character.
    """
    inner, cuts = [], []
    opening = 0
    for found in _BREAK.finditer(text):
        if found.group().count("\n") > 1:
            cuts.append(found.end())
        else:
            after = text[found.end() : found.end() + 40]
            inner.append(_Break(found.start(), found.end(), text[opening : found.start()], after))
        opening = found.end()
    width = _wrap_width(inner)
    cuts.extend(item.end for item in inner if _divides(item, width))
    return _pieces(text, sorted(cuts))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the white space at either end; empty where it holds nothing else."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, max(start + left, start + len(piece.rstrip()))


def _pieces(text: str, cuts: list[int]) -> list[tuple[int, int]]:
    edges = [0, *cuts, len(text)]
    pieces = (trim(text, start, end) for start, end in pairwise(edges))
    return [(start, end) for start, end in pieces if start < end]


def _wrap_width(breaks: list[_Break]) -> int:
    """The column at which the text is wrapped by hand; 0 where it is not."""
    lowered = sum(1 for item in breaks if item.after[:1].islower())
    if not breaks or lowered < _WRAPPED_SHARE * len(breaks):
        return 0
    # The ninth decile, as one long address among the lines must not set the column.
    lengths = sorted(len(item.line) for item in breaks)
    return max(_NARROWEST, lengths[len(lengths) * 9 // 10])


def _divides(item: _Break, width: int) -> bool:
    """Whether a single line break parts two paragraphs, headings or list items."""
    if _BULLET.match(item.after):
        return True
    if item.after[:1].islower():
        return False
    word = _FIRST_WORD.match(item.after)
    room = len(item.line) + 1 + len(word.group() if word else "")
    if _RUNS_ON.search(item.line):
        return room < _VERY_SHORT * width
    return width == 0 or room < _SHORT * width
