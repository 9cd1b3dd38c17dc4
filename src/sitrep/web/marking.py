"""A report's text and ranges of it come in, and paragraphs of marked pieces go out, to be shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Piece", "Window", "marked"]

_SHOWN = 40_000  # characters of a text that are shown at once
_BEFORE = 12_000  # of them before the passage
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n(?=\S)")


class Piece(NamedTuple):
    """A run of characters and the names of the ranges that it lies in, and of those that begin here."""

    text: str
    marks: tuple[str, ...]
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a text that is shown, as paragraphs of pieces, and how much was left out around it."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    before: int
    after: int


def marked(text: str, ranges: Iterable[tuple[str, int, int]], *, most: int = _SHOWN) -> Window:
    """``text`` in paragraphs, cut where one of ``ranges`` (name, start, end) begins or ends.

    Of a text of more than ``most`` characters only what lies around the first range is given.
    """
    named = [(name, start, end) for name, start, end in ranges if start < end]
    first = min((start for _, start, _ in named), default=0)
    begin = max(0, first - _BEFORE) if len(text) > most else 0
    end = min(len(text), begin + most)
    cuts = sorted({begin, end, *(cut for _, a, b in named for cut in (a, b) if begin < cut < end)})
    seen: set[str] = set()
    paragraphs = [tuple(_pieces(text, a, b, cuts, named, seen)) for a, b in _paragraphs(text, begin, end)]
    return Window(tuple(p for p in paragraphs if p), begin, len(text) - end)


def _paragraphs(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    at = begin
    for gap in _PARAGRAPH.finditer(text, begin, end):
        yield at, gap.start()
        at = gap.end()
    yield at, end


def _pieces(
    text: str, start: int, end: int, cuts: list[int], named: list[tuple[str, int, int]], seen: set[str]
) -> Iterator[Piece]:
    at = start
    for cut in [*(cut for cut in cuts if start < cut < end), end]:
        if at < cut:
            marks = tuple(dict.fromkeys(name for name, a, b in named if a <= at and cut <= b))
            begins = tuple(mark for mark in marks if mark not in seen)
            seen.update(marks)
            yield Piece(text[at:cut], marks, begins)
        at = cut
