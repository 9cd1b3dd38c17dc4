"""A cue with its speaker comes in, and the extents of what is said, and to whom, go out."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sitrep.readers.statements.adverbials import skip_adverbials
from sitrep.readers.statements.cues import cue_at
from sitrep.readers.statements.noun_phrases import TEMPORAL, phrase_from
from sitrep.readers.statements.words import FINAL, Extent

if TYPE_CHECKING:
    from collections.abc import Collection

    from sitrep.codebook.speech import SpeechLexicon, Take
    from sitrep.readers.statements.words import Words

__all__ = ["Content", "Frame", "addressee_after", "content_after", "content_end", "new_cue_follows"]

_THAT = frozenset("that whether if how why what who where when which".split())
#: Words that open what is no longer part of a noun phrase taken as content, behind a comma and without one.
_ASIDES = frozenset(
    "who which whose where while as although though when after before but and or including with".split()
)
_ASIDE_TAGS = frozenset({"ADV", "SCONJ", "CCONJ", "ADP", "VERB", "PRON"})
_OBJECT_CUTS = frozenset("who which when although though since until amid".split())
_CONJUNCTIONS = frozenset("and but or while though although as".split())
#: Prepositions that may open a clause: "said in Gaza there was …"; others belong to the verb: "charged with".
_CLAUSE_OPENERS = frozenset("in on at after before during since under despite unlike until within".split())
_NO_OBJECT = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "PUNCT"})
#: What a cue must take, one of these, for words to be its content in each way.
_ALLOWED = MappingProxyType(
    {
        "quote": frozenset({"quote", "clause"}),
        "clause": frozenset({"clause", "that"}),
        "object": frozenset({"object"}),
    }
)
_CLOSERS = frozenset({",", ";", ")", "—", "–", "-"})


class Frame(NamedTuple):
    """Where content is looked for: the sentence ``[first, last)`` and what the cue may take."""

    words: Words
    lexicon: SpeechLexicon
    first: int
    last: int
    takes: Collection[Take]
    is_saying: bool = False


class Content(NamedTuple):
    """What is said, what made it a statement, and who is spoken to."""

    extent: Extent
    take: Take
    addressee: Extent | None


def content_after(frame: Frame, index: int) -> Content | None:
    """What the cue that ends before ``index`` introduces; None where nothing it takes stands there."""
    words = frame.words
    start = _past_aside(words, skip_adverbials(words, index, frame.last), frame.last)
    hearer = _hearer_at(frame, start)
    if hearer is None:
        found = _taken_at(frame, start) or _taken_at(frame, index)
        return None if found is None else Content(*found, None)
    after = skip_adverbials(words, hearer.last, frame.last)
    if "hearer" in frame.takes and words.lower(after) in {"to", "not"}:
        return Content(Extent(hearer.first, content_end(frame, after)), "hearer", hearer)
    found = _taken_at(frame, after)
    return None if found is None else Content(*found, hearer)


def _hearer_at(frame: Frame, start: int) -> Extent | None:
    """The noun phrase at ``start`` as the one spoken to, if the cue takes one and it opens no clause."""
    if not {"person", "hearer"} & set(frame.takes) or frame.words.lower(start) in _THAT:
        return None
    hearer = phrase_from(frame.words, start, frame.last)
    is_time = frame.words.lower(hearer.first) in TEMPORAL
    return None if hearer.first == hearer.last or is_time else hearer


def _past_aside(words: Words, start: int, last: int) -> int:
    """Past a short aside between cue and content: "said, without evidence, that …"."""
    if words.lower(start) == ",":
        for index in range(start + 1, min(start + 9, last - 1)):
            if words.is_quoted(index):
                break
            if words.lower(index) == ",":
                return index + 1 if words.lower(index + 1) == "that" or words.is_quoted(index + 1) else start
    return start


def addressee_after(frame: Frame, index: int) -> Extent | None:
    """Who is spoken to right after a cue that closes its sentence: '"…," he told reporters.'"""
    return _hearer_at(frame, index) if "person" in frame.takes else None


def _taken_at(frame: Frame, start: int) -> tuple[Extent, Take] | None:
    """What stands at ``start``, if the cue takes it, and what it is taken as."""
    words, takes = frame.words, frame.takes
    start += words.lower(start) == "saying"  # "replied saying that …"
    is_announced = words.lower(start) == ":" or (words.lower(start) == "," and start + 1 in words.marks)
    start += is_announced
    lower = words.lower(start)
    if start >= frame.last or lower in FINAL or lower in _CLOSERS:
        return None
    if words.is_quoted(start) or is_announced:
        return _piece(frame, start, "quote") or _piece(frame, start, "object")
    if lower in _THAT and not {"clause", "that"}.isdisjoint(takes):
        return _piece(frame, start, "clause")
    if lower == "to" and words.tag(start + 1) in {"VERB", "AUX", "ADV", "X"} and "infinitive" in takes:
        return _piece(frame, start, "infinitive")
    return _bare_at(frame, start)


def _bare_at(frame: Frame, start: int) -> tuple[Extent, Take] | None:
    """A clause without "that", or a noun phrase."""
    tag = frame.words.tag(start)
    if tag == "ADP" and frame.words.lower(start) not in _CLAUSE_OPENERS:
        return None
    is_clause = (
        "clause" in frame.takes
        and tag not in {"CCONJ", "PUNCT"}
        and not (tag == "ADP" and "object" in frame.takes)
    )
    if is_clause and (frame.is_saying or _has_finite_verb(frame, start)):
        return _piece(frame, start, "clause")
    return None if tag in _NO_OBJECT else _piece(frame, start, "object")


def _has_finite_verb(frame: Frame, start: int) -> bool:
    """Whether a finite verb, or a quotation that may hold one, stands in the content at ``start``."""
    words = frame.words
    return any(
        words.quoted[index] >= 0
        or (
            words.tag(index) in {"VERB", "AUX"}
            and words.lower(index - 1) != "to"
            and not words.lower(index).endswith("ing")
        )
        for index in range(start, content_end(frame, start))
        if index > start or words.quoted[index] >= 0
    )


def _piece(frame: Frame, start: int, take: Take) -> tuple[Extent, Take] | None:
    """The content at ``start`` taken as ``take``; None where the cue takes no such thing."""
    allowed = _ALLOWED.get(take, frozenset({take}))
    if allowed.isdisjoint(frame.takes):
        return None
    end = content_end(frame, start, is_object=take == "object")
    while end > start and frame.words.tag(end - 1) == "CCONJ" and not frame.words.is_quoted(end - 1):
        end -= 1
    return (Extent(start, end), take) if end > start else None


def content_end(frame: Frame, start: int, *, is_object: bool = False) -> int:
    """The token after the content at ``start``: where the next cue or the end of the sentence stands."""
    words = frame.words
    for index in range(start + 1, frame.last):
        if words.is_quoted(index) or (index == start + 1 and words.lower(start) == "that"):
            continue
        if _ends_content(frame, start, index) or (is_object and _ends_object(words, index)):
            return index - (words.lower(index) == "according" and words.lower(index - 1) == ",")
    return _before_stop(words, start, frame.last)


def _ends_content(frame: Frame, start: int, index: int) -> bool:
    words, lower = frame.words, frame.words.lower(index)
    if lower == ";" or (lower == "according" and words.lower(index + 1) == "to" and index > start + 3):
        return True
    if (lower == "," or lower in _CONJUNCTIONS) and new_cue_follows(frame, index + 1):
        return True
    if lower == "saying" and (words.is_quoted(index + 1) or words.lower(index + 1) in {",", ":", "that"}):
        return True
    return any(words.spells(index, phrase) for phrase in frame.lexicon.reply_phrases.get(lower, ()))


def _ends_object(words: Words, index: int) -> bool:
    """Whether a noun phrase taken as content ends at ``index``, with what belongs to it."""
    lower = words.lower(index)
    if lower in _OBJECT_CUTS or (lower == "and" and words.tag(index + 1) == "VERB"):
        return True
    if lower in {"and", "but"}:
        return _is_quoted_comma(words, index - 1)
    return lower == "," and (words.lower(index + 1) in _ASIDES or words.tag(index + 1) in _ASIDE_TAGS)


def _is_quoted_comma(words: Words, index: int) -> bool:
    """Whether ``index`` closes a quotation that ends with a comma, as American typography has it."""
    return index in words.marks and words.lower(index - 1) == ","


def _before_stop(words: Words, start: int, last: int) -> int:
    while last > start + 1 and words.lower(last - 1) in FINAL and not words.is_quoted(last - 1):
        last -= 1
    return last


def new_cue_follows(frame: Frame, index: int) -> bool:
    """Whether another attribution begins at ``index``: ", adding", "and warned", "but she said"."""
    words = frame.words
    if words.lower(index) == "according":
        return index > frame.first + 3
    if words.lower(index) in _CONJUNCTIONS:
        index += 1
    cue = cue_at(words, frame.lexicon, index, frame.first, frame.last)
    if cue is not None:
        return cue.shape in {"finite", "participle"} and cue.takes_clause and words.tag(cue.head) == "VERB"
    noun = phrase_from(words, index, frame.last)
    if noun.last == noun.first or noun.last - noun.first > 6 or words.tag(index - 1) == "ADP":
        return False
    cue = cue_at(words, frame.lexicon, noun.last, frame.first, frame.last)
    is_contrast = words.lower(index - 1) in {"while", "although", "though", "but"}
    return cue is not None and cue.shape == "finite" and (is_contrast or cue.takes_clause)
