"""A cue in its sentence comes in, and the words that name the speaker go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from sitrep.readers.statements.adverbials import skip_adverbials_back
from sitrep.readers.statements.noun_phrases import TEMPORAL, phrase_before, phrase_from
from sitrep.readers.statements.words import FINAL, Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.readers.statements.contents import Frame
    from sitrep.readers.statements.cues import Cue
    from sitrep.readers.statements.drafts import Draft
    from sitrep.readers.statements.words import Words

__all__ = ["Found", "speaker_of"]

_SUBORDINATORS = frozenset("by in while when after before".split())
_LINKS = frozenset({",", "and", "or", "but", "—", "–", "--"})
_HOMES = frozenset({"of", "from"})
_VERBAL = frozenset({"VERB", "AUX"})
_REACH = 60  # tokens back to the verb whose subject is shared
_RELATIVE_REACH = 12  # tokens back to the "who" of a clause without commas
_DRAFTS_BACK = 8


class Found(NamedTuple):
    """The speaker's extent and where it stands: before the cue, after it, or shared with an earlier verb."""

    extent: Extent
    where: Literal["before", "after", "shared"]


def speaker_of(frame: Frame, cue: Cue, earlier: Sequence[Draft]) -> Found | None:
    """The speaker of an active cue; None where no one is named. ``earlier`` are the drafts before it."""
    if cue.shape == "finite":
        return _finite_speaker(frame, cue, earlier)
    return _participle_speaker(frame, cue, earlier)


def _finite_speaker(frame: Frame, cue: Cue, earlier: Sequence[Draft]) -> Found | None:
    words, first = frame.words, frame.first
    if (inverted := _inverted(frame, cue)) is not None:
        return Found(inverted, "after")
    left = skip_adverbials_back(words, cue.first - 1, first)
    if (subject := phrase_before(words, left, first)) is not None:
        return Found(_head_noun(words, subject, first), "before")
    is_listed = words.lower(left) == "," and words.lower(cue.head) != cue.verb.words[0]
    return _shared(frame, cue, earlier) if words.tag(left) == "CCONJ" or is_listed else None


def _head_noun(words: Words, subject: Extent, first: int) -> Extent:
    """The noun that the clause is about, where ``subject`` only ends what describes it."""
    before = subject.first - 1
    if words.tag(before) == "ADP" and words.tag(before - 1) == "VERB" and words.is_nominal(before - 2):
        # "A report released by the council (found)": two verbs without an "and" are not both finite.
        return phrase_before(words, before - 2, first) or subject
    if words.tag(before) == "ADP" and before == first:
        return _name_at_end(words, subject)
    if words.lower(before) in _HOMES and words.lower(before - 1) == "," and before - 2 >= first:
        # "Ana Reyes, of Salta, (said)", "Ana Reyes, 54, from Salta (said)"
        left = before - 2
        if words.tag(left) == "NUM" and words.lower(left - 1) == ",":
            left -= 2
        name = phrase_before(words, left, first)
        return subject if name is None else Extent(name.first, subject.last)
    return _head_of_relative(words, subject, first)


def _name_at_end(words: Words, subject: Extent) -> Extent:
    """ "In the letter Amina Yusuf (said)": the name that follows what a first preposition takes."""
    for index in range(subject.first + 1, subject.last):
        if words.tag(index) == "PROPN" and words.tag(index - 1) == "NOUN":
            return Extent(index, subject.last)
    return subject


def _head_of_relative(words: Words, subject: Extent, first: int) -> Extent:
    """ "Officials who met the envoys (said)": the noun before "who", where ``subject`` ends its clause."""
    has_verb = False
    for index in range(subject.first - 1, max(first, subject.first - _RELATIVE_REACH), -1):
        if words.is_break(index) or words.is_quoted(index):
            break
        if words.lower(index) in {"who", "which"} and words.is_nominal(index - 1):
            return (phrase_before(words, index - 1, first) if has_verb else None) or subject
        has_verb = has_verb or words.tag(index) in _VERBAL
    return subject


def _inverted(frame: Frame, cue: Cue) -> Extent | None:
    """ "…," said the mayor: what follows the cue up to a comma, a stop or a new clause."""
    words, left = frame.words, cue.first - 1
    opens = left >= frame.first and (
        words.lower(left) == "," or left in words.marks or words.lower(left) in FINAL
    )
    is_telling = cue.verb.takes.get("person", "question") != "question"
    if not opens or is_telling or "quote" not in cue.verb.takes:
        return None
    noun = phrase_from(words, cue.last, frame.last, asides=True)
    if noun.first == noun.last or words.lower(noun.first) in TEMPORAL:
        return None
    return noun if _closes(words, noun.last, frame.last, is_quote=words.lower(left) != ",") else None


def _closes(words: Words, index: int, last: int, *, is_quote: bool) -> bool:
    """Whether no clause follows the speaker but a comma, a stop, or behind a quotation a preposition."""
    if index >= last or words.is_break(index):
        return True
    return is_quote and words.tag(index) not in {"VERB", "AUX", "ADV"}


def _participle_speaker(frame: Frame, cue: Cue, earlier: Sequence[Draft]) -> Found | None:
    words, left = frame.words, cue.first - 1
    if left < frame.first or (words.lower(left) in _SUBORDINATORS and left == frame.first):
        return _subject_ahead(frame, cue)
    if words.is_nominal(left) and (noun := phrase_before(words, left, frame.first)) is not None:
        is_said = any(draft.content[-1].last == cue.first for draft in earlier[-1:])
        return _shared(frame, cue, earlier) if is_said or _is_object(frame, noun) else Found(noun, "before")
    if words.lower(left) in _SUBORDINATORS or words.lower(left) in _LINKS or words.is_quoted(left):
        return _shared(frame, cue, earlier)
    return None


def _is_object(frame: Frame, noun: Extent) -> bool:
    """Whether a verb's object stands before the participle: "issued a statement (saying)"."""
    words, left = frame.words, noun.last - 1
    holds_words = words.lower(left) in frame.lexicon.venues or words.tag(left) not in {"NOUN", "PROPN"}
    return holds_words and words.tag(noun.first - 1) == "VERB"


def _subject_ahead(frame: Frame, cue: Cue) -> Found | None:
    """ "Citing the drought, the minister …": the subject of the clause behind the comma."""
    words = frame.words
    for index in range(cue.last, frame.last):
        if words.lower(index) == "," and not words.is_quoted(index):
            noun = phrase_from(words, index + 1, frame.last)
            if noun.last > noun.first and words.tag(noun.last) in {"VERB", "AUX", "ADV"}:
                return Found(noun, "shared")
    return None


def _shared(frame: Frame, cue: Cue, earlier: Sequence[Draft]) -> Found | None:
    """The speaker of the cue before, else the subject of the verb before."""
    near = earlier[-_DRAFTS_BACK:]
    for draft in reversed(near):
        if draft.speaker is not None and not _is_inside(draft, near):
            return Found(draft.speaker, "shared")
    return _subject_of_verb_before(frame, cue.first)


def _is_inside(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a draft's cue stands in what another says."""
    return any(piece.first <= draft.cue.first < piece.last for other in others for piece in other.content)


def _subject_of_verb_before(frame: Frame, index: int) -> Found | None:
    """The subject of the nearest verb before ``index``, of a subordinate one only for want of others."""
    words, first = frame.words, frame.first
    nearest: Found | None = None
    for verb in range(index - 1, max(first, index - _REACH), -1):
        if words.tag(verb) not in _VERBAL or words.is_quoted(verb):
            continue
        left = skip_adverbials_back(words, verb - 1, first)
        subject = phrase_before(words, left, first)
        if subject is None or words.lower(subject.first - 1) in {"of", "to", "by"}:
            continue
        if words.tag(subject.first - 1) != "SCONJ" and words.lower(subject.first - 1) not in _SUBORDINATORS:
            return Found(subject, "shared")
        nearest = nearest or Found(subject, "shared")
    return nearest
