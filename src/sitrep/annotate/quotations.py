"""A text comes in, and the ranges between its quotation marks go out."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitrep.annotate.paragraphs import paragraph_offsets, trim

__all__ = ["quotation_offsets"]

_MARK = re.compile(r"[\"“”„«»‘’]|''|``|'")
# What may close a quotation that each mark opens; the first stands for the kind.
_CLOSERS = {
    '"': ('"', "”"),
    "“": ("”", '"'),
    "”": ("”",),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«", "»"),
    "``": ("''", '"', "``"),
    "''": ("''", '"'),
    "‘": ("’", "'"),
    "'": ("'", "’"),
}
_SINGLE = ("‘", "’", "'")
_BEFORE_OPENER = re.compile(r"[\s(\[{—–/-]")
_AFTER_CLOSER = re.compile(r"[\s)\]}—–/.,;:!?…-]")
_STOPS = ".,!?;:"
_FINAL = re.compile(r"[.!?…]")
_REACH = 3000  # characters looked ahead for the mark that closes
_LONGEST_ALONE = 60  # characters that single marks hold without a stop or comma before the last


class _Open(NamedTuple):
    mark: str
    start: int
    paragraph: int
    inner: int = 0  # marks of the same kind opened inside and not closed yet


def quotation_offsets(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of what stands between each pair of quotation marks, in order, none inside another.

    Double marks straight and curly, guillemets, doubled and single marks are known; an apostrophe
    and the sign for inches are not taken for one. Speech over several paragraphs, each opening with
    a mark and only the last closing, is one range. A quotation that is never closed ends with its
    paragraph.
    """
    found: list[tuple[int, int]] = []
    pending: _Open | None = None
    for start, end in paragraph_offsets(text):
        if pending and not _continues(text, start, end, pending):
            found.append((pending.start, pending.paragraph))
            pending = None
        closed, pending = _quotations_of(text, start, end, pending)
        found.extend(closed)
    if pending:
        found.append((pending.start, pending.paragraph))
    ranges = (trim(text, start, end) for start, end in found)
    return [(start, end) for start, end in ranges if start < end]


def _continues(text: str, start: int, end: int, pending: _Open) -> bool:
    """Whether the quotation left open before this paragraph goes on in it.

    It does where the paragraph opens with a mark as the quotation did, and where the first mark in
    it can only close one.
    """
    if text.startswith(pending.mark, start) or (pending.mark == '"' and text.startswith("“", start)):
        return True
    for match in _MARK.finditer(text, start, end):
        if match.group() in _CLOSERS[pending.mark]:
            return match.start() > start and _closes_plainly(text, match, end)
    return False


def _closes_plainly(text: str, match: re.Match[str], end: int) -> bool:
    before = text[match.start() - 1]
    after = text[match.end()] if match.end() < end else " "
    return not before.isspace() and _AFTER_CLOSER.match(after) is not None


def _quotations_of(
    text: str, start: int, end: int, pending: _Open | None
) -> tuple[list[tuple[int, int]], _Open | None]:
    """The ranges that end inside one paragraph, and the quotation left open at its end, if any."""
    found = []
    opened = pending
    for match in _MARK.finditer(text, _first_free(text, start, pending), end):
        mark = match.group()
        if opened is None:
            if _opens(text, match, start, end):
                opened = _Open(mark, match.end(), end)
        elif _nests(text, match, opened, end):
            opened = opened._replace(inner=opened.inner + 1)
        elif _closes(text, match, opened, end) and opened.inner:
            opened = opened._replace(inner=opened.inner - 1)
        elif _closes(text, match, opened, end):
            found.append((opened.start, match.start()))
            opened = None
        elif mark == opened.mark and _opens(text, match, start, end):
            found.append((opened.start, _last_stop(text, opened.start, match.start())))
            opened = _Open(mark, match.end(), end)
    return found, opened._replace(paragraph=end) if opened else None


def _first_free(text: str, start: int, pending: _Open | None) -> int:
    """Past the mark by which a paragraph takes up a quotation left open before it."""
    resumed = pending is not None and text.startswith((pending.mark, "“"), start)
    return start + (len(pending.mark) if pending and resumed else 0)


def _opens(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark, at = match.group(), match.start()
    before = text[at - 1] if at > start else " "
    after = text[match.end()] if match.end() < end else " "
    if mark in _SINGLE:
        return mark != "’" and _opens_single(text, match, before, after, end)
    if mark in ("“", "„", "``", "«"):
        return True
    if after.isspace():
        return mark == '"' and before.isspace() and at > start and text.find('"', match.end(), end) > 0
    if _BEFORE_OPENER.match(before):
        return True
    return mark == '"' and not _holds_to(before) and after not in _STOPS


def _holds_to(before: str) -> bool:
    """Whether a straight mark right after this character closes or measures rather than opens."""
    return before.isalnum() or before in _STOPS or before in "\"'”’"


def _opens_single(text: str, match: re.Match[str], before: str, after: str, end: int) -> bool:
    """Single marks quote only where they pair, as the closing one is an apostrophe as well."""
    if not _BEFORE_OPENER.match(before) or not after.isalnum():
        return False
    return _has_partner(text, match, end)


def _has_partner(text: str, match: re.Match[str], end: int) -> bool:
    for candidate in _MARK.finditer(text, match.end(), min(end, match.end() + _REACH)):
        if candidate.group() in _CLOSERS[match.group()] and _ends_single(text, match.end(), candidate, end):
            return True
        if candidate.group() not in _SINGLE or _stands_like_opener(text, candidate, end):
            return False
    return False


def _stands_like_opener(text: str, match: re.Match[str], end: int) -> bool:
    after = text[match.end()] if match.end() < end else " "
    return text[match.start() - 1].isspace() and after.isalnum()


def _ends_single(text: str, opening: int, candidate: re.Match[str], end: int) -> bool:
    at = candidate.start()
    after = text[candidate.end()] if candidate.end() < end else " "
    if not _AFTER_CLOSER.match(after):
        return False
    before = text[at - 1]
    if before in _STOPS:
        return True
    # "the miners' union": after a plural s the mark is as likely to be an apostrophe.
    return before != "s" and at - opening <= _LONGEST_ALONE


def _nests(text: str, match: re.Match[str], opened: _Open, end: int) -> bool:
    """Whether a curly mark opens a quotation inside one: there must be closing marks for both."""
    if match.group() != "“" or opened.mark != "“":
        return False
    ahead = text[match.end() : min(end, match.end() + _REACH)]
    return ahead.count("”") - ahead.count("“") > 1


def _closes(text: str, match: re.Match[str], opened: _Open, end: int) -> bool:
    mark, at = match.group(), match.start()
    if mark not in _CLOSERS[opened.mark]:
        return False
    if opened.mark in _SINGLE:
        return _ends_single(text, opened.start, match, end)
    if mark != '"':
        return True
    after = text[match.end()] if match.end() < end else " "
    before = text[at - 1]
    return not before.isspace() or not after.isalnum()


def _last_stop(text: str, start: int, end: int) -> int:
    """Where a quotation that lacks its closing mark ends: after its last full stop, else at ``end``."""
    last = end
    for match in _FINAL.finditer(text, start, end):
        last = match.end()
    return last
