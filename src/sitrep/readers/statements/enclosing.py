"""A cue that stands behind or inside what it attributes comes in, and the extents of that content go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.statements.adverbials import skip_adverbials
from sitrep.readers.statements.contents import content_end, new_cue_follows
from sitrep.readers.statements.words import Extent

if TYPE_CHECKING:
    from sitrep.readers.statements.contents import Frame
    from sitrep.readers.statements.words import Words

__all__ = ["clause_first", "content_before", "further_content", "quotation_above"]

_BREAKERS = frozenset(
    "who which whose where while as although though when after before but and or including with".split()
)
_SEPARATORS = frozenset({",", "—", "–"})
_DASHES = frozenset({"—", "–", "-", "--"})
_LONGEST_DATELINE = 12  # tokens


def content_before(frame: Frame, lead: int, floor: int) -> Extent | None:
    """What stands before ``lead``, the first token of speaker and cue, when it is what they attribute.

    A quotation that ends there is taken from where it opens, in whatever sentence that is.
    """
    words = frame.words
    left = lead - 1
    if left < frame.first:
        return None
    if words.lower(left) == "as":
        left -= 1
    end = left if words.lower(left) in _SEPARATORS and not words.is_quoted(left) else left + 1
    if words.is_quoted(end - 1):
        return (
            _quotation_before(frame, end, floor)
            if not {"quote", "clause", "that"}.isdisjoint(frame.takes)
            else None
        )
    if end == left + 1 or "clause" not in frame.takes or floor > frame.first:
        return None
    start = clause_first(words, frame.first, end)
    return Extent(start, end) if end > start else None


def _quotation_before(frame: Frame, end: int, floor: int) -> Extent | None:
    words = frame.words
    inside = end - 1
    while inside in words.marks and inside > 0:
        inside -= 1
    number = words.quoted[inside]
    if number < 0:
        return None
    opened = words.quotations[number].first
    while opened - 1 in words.marks:
        opened -= 1
    if floor > frame.first:
        return Extent(opened, end) if opened >= floor else None
    start = opened if opened < frame.first else clause_first(words, frame.first, end)
    return Extent(min(start, opened), end)


def quotation_above(frame: Frame, lead: int, end: int) -> Extent | None:
    """The quotation that closes the sentence before, for a cue that opens one: "“Who won?” Smith asked"."""
    left = lead - 1
    if lead != frame.first or left not in frame.words.marks:
        return None
    end = skip_adverbials(frame.words, end, frame.last)
    if end < frame.last and not frame.words.is_break(end):
        return None
    return _quotation_before(frame, lead, frame.first)


def clause_first(words: Words, start: int, end: int) -> int:
    """Past what only joins a clause to the text before: a dateline, "But", "However,"."""
    start = _past_dateline(words, start, end)
    if words.is_quoted(start):
        return start
    if words.tag(start) == "CCONJ" and start + 1 < end:
        start += 1
    if words.tag(start) == "ADV" and words.lower(start + 1) == "," and start + 2 < end:
        start += 1
    return start + 1 if words.lower(start) == "," else start


def _past_dateline(words: Words, start: int, end: int) -> int:
    """Past "ACCRA, May 4 (Agency) —"."""
    for index in range(start + 1, min(end, start + _LONGEST_DATELINE)):
        if words.lower(index) in _DASHES:
            return index + 1
        is_part = words.tag(index) in {"NUM", "PUNCT"} or words.tokens[index].text[:1].isupper()
        if not is_part or words.is_quoted(index):
            break
    return start


def further_content(frame: Frame, index: int, before: Extent, *, is_inverted: bool = False) -> Extent | None:
    """The second piece, behind a cue that stands inside its content: '"A," he said, "B."'"""
    words = frame.words
    index = skip_adverbials(words, index, frame.last)
    if words.lower(index) not in {*_SEPARATORS, ":"} or index + 1 >= frame.last or words.is_quoted(index):
        return None
    start = index + 1
    if words.is_quoted(start):
        return Extent(start, content_end(frame, start))
    if words.is_quoted(before.last - 1) or new_cue_follows(frame, start):
        return None
    if words.lower(start) in _BREAKERS or words.lower(start).endswith("ing"):
        return None
    if is_inverted and words.tag(start) not in {"VERB", "AUX"}:
        return None
    return Extent(start, content_end(frame, start))
