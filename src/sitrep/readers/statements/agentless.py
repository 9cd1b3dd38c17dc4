"""Cues without a subject that speaks, passives, nouns, adverbs, come in, and drafts of statements go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.statements.adverbials import skip_adverbials, skip_adverbials_back
from sitrep.readers.statements.contents import Frame, content_after, content_end
from sitrep.readers.statements.drafts import Draft
from sitrep.readers.statements.enclosing import clause_first
from sitrep.readers.statements.noun_phrases import GENITIVE, phrase_before, phrase_from
from sitrep.readers.statements.words import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitrep.codebook.speech import Take
    from sitrep.readers.statements.cues import Cue
    from sitrep.readers.statements.words import Words

__all__ = [
    "adverb_drafts",
    "impersonal_drafts",
    "noun_drafts",
    "passive_draft",
    "reduced_draft",
    "source_drafts",
]

_THAT: tuple[Take, ...] = ("that",)
_EMPTY = frozenset({"it", "there"})
#: Verbs whose passive tells a state by hearsay: "were feared dead", "are reported missing".
_HEARSAY = frozenset("report fear believe presume say think".split())
_POSSESSIVE = frozenset("his her its their our my your whose".split())
_VERBAL = frozenset({"VERB", "AUX"})
_BREAKS = frozenset(", ; : ( ) — – --".split())


def passive_draft(frame: Frame, cue: Cue, number: int) -> Draft | None:
    """The draft of "it was announced that …", "the plan was criticised by …", "she is said to …"."""
    words = frame.words
    left = skip_adverbials_back(words, cue.first - 1, frame.first)
    subject = phrase_before(words, left, frame.first)
    if subject is None:
        return None
    if words.lower(cue.last) == "as" and words.lower(cue.last + 1) in {"saying", "telling", "writing"}:
        return _quoted_as_saying(frame, cue, subject, number)
    if words.lower(subject.last - 1) in _EMPTY and subject.last - subject.first == 1:
        return _impersonal(frame, cue, number)
    return _about_subject(frame, cue, subject, number)


def _quoted_as_saying(frame: Frame, cue: Cue, subject: Extent, number: int) -> Draft | None:
    saying = frame._replace(takes=("quote", "clause"))
    content = content_after(saying, cue.last + 2)
    if content is None:
        return None
    extent = Extent(cue.first, cue.last + 2)
    return Draft(extent, subject, (content.extent,), None, "quote as saying", "speech", number)


def _impersonal(frame: Frame, cue: Cue, number: int) -> Draft | None:
    agent, after = _agent(frame, cue.last)
    content = content_after(frame._replace(takes=("quote", "clause", "that")), after)
    if content is None:
        return None
    return _draft(cue, agent, (content.extent,), None, number)


def _agent(frame: Frame, index: int) -> tuple[Extent | None, int]:
    """The agent behind "by", and the token after it; None and ``index`` where there is none."""
    if frame.words.lower(index) != "by":
        return None, index
    agent = phrase_from(frame.words, index + 1, frame.last, asides=True)
    return (agent, agent.last) if agent.last > agent.first else (None, index)


def _about_subject(frame: Frame, cue: Cue, subject: Extent, number: int) -> Draft | None:
    words, lemma = frame.words, cue.verb.words[0]
    agent, after = _agent(frame, cue.last)
    if "person" in cue.verb.takes:
        content = content_after(frame._replace(takes=("quote", "clause", "that", "infinitive")), after)
        if content is not None or agent is None:
            return _draft(cue, agent, (content.extent,), subject, number) if content else None
    if lemma not in frame.lexicon.passive and agent is None:
        return None
    follows = words.lower(after)
    is_state = agent is None and words.tag(after) in {"ADJ", "VERB"} and lemma in _HEARSAY
    if follows in {"to", "of", "as", "for", "with"} or words.is_quoted(after) or is_state:
        rest = Extent(after, content_end(frame, after))
        return _draft(cue, agent, (subject, rest), None, number)
    is_closed = agent is not None or after >= frame.last or follows in {".", ","}
    return _draft(cue, agent, (subject,), None, number) if is_closed else None


def _draft(
    cue: Cue, speaker: Extent | None, pieces: tuple[Extent, ...], addressee: Extent | None, number: int
) -> Draft:
    kind = next(iter(cue.verb.takes.values()))
    takes_clause = "clause" in cue.verb.takes
    extent = Extent(cue.first, cue.last)
    return Draft(extent, speaker, pieces, addressee, cue.verb.lemma, kind, number, takes_clause)


def reduced_draft(frame: Frame, cue: Cue, number: int) -> Draft | None:
    """The draft of "measures announced by the ministry": the noun before is what is announced."""
    content = phrase_before(frame.words, cue.first - 1, frame.first)
    if frame.words.lower(cue.first - 1) == ",":
        content = phrase_before(frame.words, cue.first - 2, frame.first)
    agent, after = _agent(frame, cue.last)
    if content is None:
        return None
    if agent is None:
        is_noun = frame.words.lower(after) == "of"
        end = phrase_from(frame.words, after + 1, frame.last).last if is_noun else content_end(frame, after)
        rest = Extent(after, end)
        return _draft(cue, None, (content, rest), None, number) if rest.last > rest.first else None
    return _draft(cue, agent, (content,), None, number)


def source_drafts(frame: Frame, number: int) -> Iterator[Draft]:
    """The drafts of "according to the ministry, …" and its like in one sentence."""
    words = frame.words
    for index in range(frame.first, frame.last):
        for phrase in frame.lexicon.sources.get(words.lower(index), ()):
            if words.spells(index, phrase) and words.quoted[index] < 0:
                draft = _source_draft(frame, index, len(phrase), number)
                if draft is not None:
                    yield draft


def _source_draft(frame: Frame, index: int, length: int, number: int) -> Draft | None:
    words = frame.words
    start = index + length
    # "According to aid workers": what the tagger takes for an infinitive is a noun here.
    is_misread = words.tag(start) == "VERB" and words.is_nominal(start + 1)
    speaker = Extent(start, phrase_from(words, start + is_misread, frame.last, asides=True).last)
    if speaker.first == speaker.last:
        return None
    before = _before_source(frame, index)
    if before is None and words.lower(speaker.last) != ",":
        # No comma behind it: what looked like an apposition is the content itself.
        speaker = Extent(start, phrase_from(words, start + is_misread, frame.last).last)
    after = _behind_source(frame, speaker.last) if before is None or words.lower(index - 1) == "," else None
    pieces = tuple(piece for piece in (before, after) if piece is not None)
    cue = Extent(index, index + length)
    return Draft(cue, speaker, pieces, None, "according to", "speech", number) if pieces else None


def _before_source(frame: Frame, index: int) -> Extent | None:
    words = frame.words
    if words.tag(index - 1) in {"CCONJ", "SCONJ"}:  # "…; but according to the ministry, …"
        return None
    end = index - 1 if words.lower(index - 1) == "," else index
    start = clause_first(words, frame.first, end) if end > frame.first else end
    return Extent(start, end) if end > start else None


def _behind_source(frame: Frame, index: int) -> Extent | None:
    words = frame.words
    index = skip_adverbials(words, index, frame.last)
    if words.lower(index) != "," or index + 1 >= frame.last or words.tag(index + 1) in {"CCONJ", "SCONJ"}:
        return None
    return Extent(index + 1, content_end(frame, index + 1))


def noun_drafts(frame: Frame, number: int) -> Iterator[Draft]:
    """The drafts of "the claim that …", "his promise to …", "her criticism of …" in one sentence."""
    words = frame.words
    for index in range(frame.first, frame.last):
        kind = frame.lexicon.nouns.get(words.lower(index))
        if kind and words.tag(index) == "NOUN" and words.quoted[index] < 0:
            owner = _owner(words, index, frame.first)
            if (end := _noun_content(frame, index, kind, is_owned=owner is not None)) is not None:
                cue = Extent(index, index + 1)
                content = Extent(index + 1, _before_main_verb(frame, index, end))
                yield Draft(cue, owner, (content,), None, words.lower(index), kind, number)


def _before_main_verb(frame: Frame, noun: int, end: int) -> int:
    """The end of a clause behind a noun that is itself a subject: "the claim that he won | was dropped"."""
    words = frame.words
    if any(words.tag(index) in _VERBAL for index in range(frame.first, noun)):
        return end
    verbs, in_group = int(words.lower(noun + 1) == "to"), words.lower(noun + 1) == "to"
    for index in range(noun + 2, end):
        if words.is_quoted(index):
            continue
        if words.tag(index) in {"SCONJ", "CCONJ", "PUNCT"} or words.lower(index) in {"who", "which", "to"}:
            verbs, in_group = 0, words.lower(index) == "to"
        elif words.tag(index) not in _VERBAL or words.tag(index - 1) == "DET":
            in_group = in_group and words.tag(index) in {"ADV", "PART"}
        elif not in_group or words.tag(index - 1) == "VERB":
            verbs, in_group = verbs + 1, True
            if verbs > 1:
                return index
    return end


def _owner(words: Words, index: int, first: int) -> Extent | None:
    """Who makes the claim: "his claim", "the ministry's latest claim"."""
    left = index - 1
    while left > first and words.tag(left) in {"ADJ", "NOUN"}:
        left -= 1
    if words.lower(left) in _POSSESSIVE:
        return Extent(left, left + 1)
    if words.lower(left) in GENITIVE:
        noun = phrase_before(words, left - 1, first)
        return Extent(noun.first, left + 1) if noun else None
    return None


def _noun_content(frame: Frame, index: int, kind: str, *, is_owned: bool) -> int | None:
    """Where the content behind a noun ends; None where none of the noun's own stands there."""
    words, follows = frame.words, frame.words.lower(index + 1)
    if follows == "that":
        is_relative = words.tag(index + 2) in _VERBAL and words.tag(index + 3) != "AUX"
        return None if is_relative else content_end(frame, index + 1)
    is_promise = follows == "to" and words.tag(index + 2) == "VERB" and kind in {"commitment", "directive"}
    if is_owned and (is_promise or follows in {"of", "for"}):
        return content_end(frame, index + 1, is_object=True)
    return None


def impersonal_drafts(frame: Frame, number: int) -> Iterator[Draft]:
    """The drafts of "it emerged that …" and its like in one sentence."""
    words = frame.words
    for index in range(frame.first, frame.last):
        for phrase in frame.lexicon.impersonal.get(words.lower(index), ()):
            left = skip_adverbials_back(words, index - 1, frame.first)
            left -= words.tag(left) == "AUX"
            if words.spells(index, phrase) and words.lower(left) in _EMPTY and words.quoted[index] < 0:
                cue = Extent(index, index + len(phrase))
                if content := content_after(frame._replace(takes=_THAT), cue.last):
                    yield Draft(cue, None, (content.extent,), None, phrase[0], "speech", number)


def adverb_drafts(frame: Frame, number: int) -> Iterator[Draft]:
    """The drafts of "reportedly" and its like: the clause around, said by nobody in particular."""
    words = frame.words
    for index in range(frame.first, frame.last):
        if words.lower(index) in frame.lexicon.adverbs and words.quoted[index] < 0:
            cue = Extent(index, index + 1)
            if pieces := tuple(piece for piece in _clause_around(frame, index) if piece.last > piece.first):
                yield Draft(cue, None, pieces, None, words.lower(index), "speech", number)


def _clause_around(frame: Frame, index: int) -> tuple[Extent, Extent]:
    words = frame.words
    start = index
    while start > frame.first and words.lower(start - 1) not in _BREAKS and words.tag(start - 1) != "CCONJ":
        start -= 1
    if words.tag(start) == "SCONJ":
        start += 1
    return Extent(min(start, index), index), Extent(index + 1, content_end(frame, index))
