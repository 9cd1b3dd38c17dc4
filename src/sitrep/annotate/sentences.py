"""A text comes in, and the offsets of its sentences go out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitrep.annotate.abbreviations import ALWAYS_INSIDE, BEFORE_NUMBER, OPENERS, SELDOM_LAST
from sitrep.annotate.paragraphs import paragraph_offsets, trim

__all__ = ["sentence_offsets"]

# A final mark with what closes after it, then a blank and no lower-case letter. The second form
# is a blank left out in print ("… the port.The mayor …").
_STOP = re.compile(
    r"""
      (?P<mark>[.!?…]+) (?P<close>["”’')\]»]*(?:[ ]'"?(?=\s))?(?:\s?\[\d{1,3}\])*)
      \s+ (?P<open>["“”‘'`(\[«„]*) (?=(?P<next>\S))
    | (?<=[a-z][a-z][a-z]) \. ["”]? (?=[A-Z][a-z]+\s)
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘'«/—–-]+\Z")
_RUN_BEFORE = re.compile(r"[^\s(\[\"“]+\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_CLOCK = re.compile(r"[ap]\.m\Z", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])\Z")
_AFTER_CLOCK = re.compile(r"[A-Z]{2,5}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]+ [Tt]ime")
# "Where were they?" Ms. Okoro asked: the verb of saying keeps speech and speaker in one sentence.
_ASKED = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|the|a|one|of|de|al)\s+){1,6}?(?:\w+ly\s+)?"
    r"(?:said|says|asked|asks|told|added|shouted|cried|wrote|replied|chanted|exclaimed|yelled|wondered|tweeted)\b"
)
_HAS_WORD = re.compile(r"[^\W_]")
_LONGEST = 2000  # characters; no sentence of news comes near, and what reads one is not linear in it
_LOOK_BACK = 40  # characters; longer than any abbreviation
_LOOK_AHEAD = 80  # characters; enough for a title, a name and a verb


def sentence_offsets(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of every sentence of ``text``, in order, without blanks at either end.

    Together they hold every character that is not white space. A heading and a list item are
    sentences; one inside a quotation is still one, and closing marks belong to what they close.
    """
    found = []
    for start, end in paragraph_offsets(text):
        opening = start
        for match in _STOP.finditer(text, start, end):
            if _ends_sentence(text, start, match):
                found.append(trim(text, opening, match.start("open") if match["mark"] else match.end()))
                opening = found[-1][1]
        rest = trim(text, opening, end)
        if opening > start and not _HAS_WORD.search(text, *rest):
            found[-1] = (found[-1][0], max(rest[1], opening))
        else:
            found.append(rest)
    return [part for start, end in found if start < end for part in _cut(text, start, end)]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without a final mark in parts that can be read: at the last line end or blank that fits."""
    while end - start > _LONGEST:
        reach = start + _LONGEST
        found = (text.rfind(mark, start + 1, reach) for mark in ("\n", " "))
        at = next((place for place in found if place > start), reach)
        yield trim(text, start, at)
        start = trim(text, at, end)[0]
    yield start, end


def _ends_sentence(text: str, paragraph: int, match: re.Match[str]) -> bool:
    mark = match["mark"]
    if mark is None:
        return _is_prose(text, paragraph, match.start())
    following = match["next"]
    if following.islower() or following in ",;:)]–—-%&.!?…":
        return False
    if mark != ".":
        return not (match["close"] and _ASKED.match(text, match.end(), match.end() + _LOOK_AHEAD))
    if match["close"]:
        return not _is_title(text, paragraph, match.start())
    return _ends_at_full_stop(text, paragraph, match)


def _ends_at_full_stop(text: str, paragraph: int, match: re.Match[str]) -> bool:
    before = _word_before(text, paragraph, match.start())
    if not before:
        return True
    if match.start() - len(before) == paragraph and _ITEM_NUMBER.match(before):
        return False
    if before in ALWAYS_INSIDE:
        return False
    if before in BEFORE_NUMBER:
        return not match["next"].isdigit()
    if before in SELDOM_LAST or _DOTTED.match(before) or _is_initial(before):
        return _opens_anew(text, match, before)
    return True


def _opens_anew(text: str, match: re.Match[str], before: str) -> bool:
    """Whether what follows an abbreviation plainly opens a sentence of its own."""
    if match["open"]:
        return match["open"][0] not in "(["
    word = _WORD_AFTER.match(text, match.end())
    if word is None:
        return False
    if _CLOCK.search(before):
        return not _AFTER_CLOCK.match(text, match.end())
    return word.group() in OPENERS and not (_is_initial(before) and word.group() in ("A", "I"))


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "I"


def _is_title(text: str, paragraph: int, stop: int) -> bool:
    return _word_before(text, paragraph, stop) in ALWAYS_INSIDE


def _is_prose(text: str, paragraph: int, stop: int) -> bool:
    """Whether the word before a stop without a blank is a plain word, not part of an address."""
    found = _RUN_BEFORE.search(text[max(paragraph, stop - _LOOK_BACK) : stop])
    return found is not None and found.group().isalpha() and len(found.group()) < _LOOK_BACK


def _word_before(text: str, paragraph: int, stop: int) -> str:
    found = _WORD_BEFORE.search(text[max(paragraph, stop - _LOOK_BACK) : stop])
    return found.group() if found else ""
