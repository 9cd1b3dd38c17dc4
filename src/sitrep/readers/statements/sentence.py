"""One sentence comes in, and a draft of every statement whose cue stands in it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.statements.adverbials import skip_adverbials
from sitrep.readers.statements.agentless import (
    adverb_drafts,
    impersonal_drafts,
    noun_drafts,
    passive_draft,
    reduced_draft,
    source_drafts,
)
from sitrep.readers.statements.contents import Frame, addressee_after, content_after
from sitrep.readers.statements.cues import find_verb_cues
from sitrep.readers.statements.drafts import Draft
from sitrep.readers.statements.enclosing import content_before, further_content, quotation_above
from sitrep.readers.statements.speakers import speaker_of
from sitrep.readers.statements.words import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.codebook.speech import SpeechLexicon
    from sitrep.readers.statements.contents import Content
    from sitrep.readers.statements.cues import Cue
    from sitrep.readers.statements.speakers import Found
    from sitrep.readers.statements.words import Words

__all__ = ["read_sentence"]

_CLOSING = frozenset("say report add announce confirm".split())
_NOBODY = frozenset("no nobody none neither nothing".split())


def read_sentence(
    words: Words, lexicon: SpeechLexicon, sentence: Extent, number: int, above: Sequence[Draft]
) -> list[Draft]:
    """The drafts of one sentence, the ``number``-th of its report, in the order of their cues.

    ``above`` are the drafts of the sentences before it: a sentence that begins inside a quotation
    may go on with the speaker of the last of them.
    """
    first, last = sentence
    earlier = list(above[-1:]) if words.begins_inside(first) else []
    drafts: list[Draft] = []
    for cue in find_verb_cues(words, lexicon, first, last):
        frame = Frame(words, lexicon, first, last, cue.verb.takes.keys(), cue.verb.lemma in {"say", "think"})
        if (draft := _verb_draft(frame, cue, number, [*earlier, *drafts])) is not None:
            drafts.append(draft)
    frame = Frame(words, lexicon, first, last, ("clause", "quote"))
    cued = {index for draft in drafts for index in range(*draft.cue)}
    for drafts_of in (source_drafts, noun_drafts, adverb_drafts, impersonal_drafts):
        drafts.extend(draft for draft in drafts_of(frame, number) if draft.cue.first not in cued)
    return _without_weak_nested(sorted(drafts, key=lambda draft: draft.cue))


def _without_weak_nested(drafts: list[Draft]) -> list[Draft]:
    """``drafts`` less those inside another's content, unless they are speech with someone to speak it.

    "X said Y had told him Z" holds two statements; "X said Y opposed the plan" one.
    """
    return [draft for draft in drafts if draft.is_speech or not _is_nested(draft, drafts)]


def _is_nested(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(
        piece.first <= draft.cue.first and draft.cue.last <= piece.last and other is not draft
        for other in drafts
        for piece in other.content
    )


def _verb_draft(frame: Frame, cue: Cue, number: int, earlier: Sequence[Draft]) -> Draft | None:
    if cue.shape == "passive":
        return passive_draft(frame, cue, number)
    if cue.shape == "reduced":
        return reduced_draft(frame, cue, number)
    found = speaker_of(frame, cue, earlier)
    if found is None or frame.words.lower(found.extent.first) in _NOBODY:
        return None
    return _active_draft(frame, cue, found, number, earlier)


def _active_draft(
    frame: Frame, cue: Cue, found: Found, number: int, earlier: Sequence[Draft]
) -> Draft | None:
    """The draft of a cue whose subject speaks, with its content behind, before or around it."""
    end = found.extent.last if found.where == "after" else cue.last
    lead = found.extent.first if found.where == "before" else cue.first
    floor = max((draft.cue.last for draft in earlier), default=frame.first)
    floor = frame.first if found.where == "before" and _closes(frame, cue, lead) else floor
    before = None if _only_introduces(frame, cue, found) else content_before(frame, lead, floor)
    is_quote = before is not None and frame.words.is_quoted(before.first)
    content = None if is_quote or found.where == "after" else content_after(frame, end)
    if content is not None and not _is_adverbial(frame, content, before):
        return _draft(cue, found.extent, (content.extent,), content.addressee, content.take, number)
    before = before or quotation_above(frame, lead, end)
    return None if before is None else _enclosed_draft(frame, cue, found, before, end, number)


def _closes(frame: Frame, cue: Cue, lead: int) -> bool:
    """Whether speaker and cue stand last, behind a comma: all before is said, whatever cues are in it."""
    end = skip_adverbials(frame.words, cue.last, frame.last)
    is_last = end >= frame.last or frame.words.lower(end) == "."
    return is_last and cue.verb.lemma in _CLOSING and frame.words.lower(lead - 1) == ","


def _only_introduces(frame: Frame, cue: Cue, found: Found) -> bool:
    """Whether a cue cannot follow its content: ", adding that …", "who said …"."""
    return cue.shape == "participle" or frame.words.lower(found.extent.last - 1) in {"who", "which"}


def _is_adverbial(frame: Frame, content: Content, before: Extent | None) -> bool:
    """Whether what follows the cue only tells when or why it was said: "X, she said after the vote"."""
    opens = content.extent.first
    return (
        before is not None
        and frame.words.tag(opens) in {"ADP", "SCONJ"}
        and frame.words.lower(opens) != "that"
    )


def _enclosed_draft(
    frame: Frame, cue: Cue, found: Found, before: Extent, end: int, number: int
) -> Draft | None:
    """The draft of a cue that stands behind or inside its content."""
    addressee = addressee_after(frame, end)
    end = addressee.last if addressee else end
    further = further_content(frame, end, before, is_inverted=found.where == "after")
    if further is None and before.last - before.first == 1 and not frame.words.is_quoted(before.first):
        return None
    pieces = (before,) if further is None else (before, further)
    return _draft(cue, found.extent, pieces, addressee, "quote", number)


def _draft(
    cue: Cue, speaker: Extent, pieces: tuple[Extent, ...], addressee: Extent | None, take: str, number: int
) -> Draft:
    extent = Extent(cue.first, cue.last)
    return Draft(
        extent, speaker, pieces, addressee, cue.verb.lemma, cue.kind_of(take), number, cue.takes_clause
    )
