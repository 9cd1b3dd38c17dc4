"""A report in capitals comes in, and its text in upper and lower case, letter for letter, goes out.

Telegrams of agencies and old wires are written in capitals throughout. They are read in a text of the same
length in which names alone stand high, and what was read is put back on the report's own words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sitrep.annotate.lexicon import CLOSED, possible_tags
from sitrep.annotate.sentences import sentence_offsets
from sitrep.record.codec import decode, encode, to_builtins
from sitrep.record.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.gazetteer import Gazetteer
    from sitrep.record import Report

__all__ = ["lowered", "put_back"]

_CAPITALS = 0.9
"""Share of the letters of a text from which it is in capitals throughout."""
_LETTERS = 40
"""Letters that a text must have, for a heading may well be in capitals."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DATES = frozenset(
    """january february april june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday""".split()
)
_TITLES = frozenset(
    """president minister colonel col general gen captain capt lieutenant lt major maj sergeant sgt admiral
    commander bishop archbishop father monsignor judge senator sen deputy ambassador mayor governor mr mrs ms
    dr pope king queen prince""".split()
)
_FIRST_PARTS = frozenset(
    "new san santa santo saint st el la los las south north east west central de del".split()
)
"""Words that belong to the name behind them."""
_INITIALS = re.compile(r"(?<=[(\[])[^\W\d_a-z]{2,8}(?=[)\]])")
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-xz]{2,}")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_BEFORE = re.compile(r"^(?:anti|counter|non|ultra|extra|re|pre|para|pro|multi|inter|trans|sub|semi|ex|co)-?")


def lowered(report: Report, gazetteer: Gazetteer) -> Report | None:
    """``report`` with a text in both cases, as long as its own; None where that is no text in capitals."""
    letters = [letter for letter in report.text if letter.isalpha()]
    if len(letters) < _LETTERS or sum(map(str.isupper, letters)) < _CAPITALS * len(letters):
        return None
    text = report.text
    initials = {found.group().lower() for found in _INITIALS.finditer(text)}
    dotted = {at for found in _DOTTED.finditer(text) for at in range(*found.span())}
    opens = {start for start, _ in sentence_offsets(text)}
    found = [word for word in _WORD.finditer(text) if len(word.group().lower()) == len(word.group())]
    words = [word.group().lower() for word in found]
    names = [_is_name(word, gazetteer) for word in words]
    pieces, done = [], 0
    for index, (place, word) in enumerate(zip(found, words, strict=True)):
        if word in initials or _CONSONANTS.fullmatch(word) or place.start() in dotted:
            written = word.upper()
        elif place.start() in opens or _is_high(index, words, names):
            written = word[0].upper() + word[1:]
        else:
            written = word
        pieces += [text[done : place.start()], written]
        done = place.end()
    return replace(report, text="".join([*pieces, text[done:]]))


def _is_high(index: int, words: Sequence[str], names: Sequence[bool]) -> bool:
    """Whether a word is a name, the first part of one, or the title or the bearer of one."""
    follows = names[index + 1 : index + 2] == [True]
    leads = index > 0 and words[index - 1] in _TITLES and names[index - 1 : index + 2].count(True) > 0
    return names[index] or leads or (follows and words[index] in _FIRST_PARTS | _TITLES)


def _is_name(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is a name wherever it stands: one that no dictionary has, or of a people or country."""
    high = word.capitalize()
    if word in CLOSED or len(word) == 1:
        return False
    if word in _DATES or gazetteer.demonym(high) is not None or gazetteer.country(high) is not None:
        return True
    bare = word.partition("'")[0]
    known = (bare, bare.removesuffix("s"), bare.removesuffix("es"), _BEFORE.sub("", bare))
    return not gazetteer.is_common_word(word) and not any(map(possible_tags, known))


def put_back(record: Record, report: Report) -> Record:
    """``record``, read from another writing of the text of ``report``, with the report's own words quoted."""
    row = _quoted(to_builtins(record), report.text)
    return decode(encode({**row, "report": report}), Record)


def _quoted(value: Any, text: str) -> Any:
    if isinstance(value, (list, tuple)):
        return [_quoted(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    row = {key: _quoted(item, text) for key, item in value.items()}
    return {**row, "quote": text[row["start"] : row["end"]]} if "quote" in row else row
