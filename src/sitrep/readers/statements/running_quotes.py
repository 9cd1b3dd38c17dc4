"""Drafts of statements come in, and go out with the quoted sentences that carry each of them on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.statements.words import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitrep.annotate import Annotation
    from sitrep.readers.statements.drafts import Draft
    from sitrep.readers.statements.words import Words

__all__ = ["extend_quotes"]


def extend_quotes(annotation: Annotation, words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts``, each with what follows it in quotation marks, up to the next cue or unquoted sentence."""
    taken = {index for draft in drafts for piece in draft.content for index in range(*piece)}
    cued = {draft.sentence for draft in drafts}
    last_quote = {
        draft.sentence: position for position, draft in enumerate(drafts) if _ends_quoted(words, draft)
    }
    extended = list(drafts)
    for position in last_quote.values():
        draft = extended[position]
        run = [piece for piece in _run_on(annotation, words, draft, cued) if piece.first not in taken]
        extended[position] = replace(draft, content=_joined([*draft.content, *run]))
    return extended


def _ends_quoted(words: Words, draft: Draft) -> bool:
    return any(words.is_quoted(piece.last - 1) or words.is_quoted(piece.first) for piece in draft.content)


def _run_on(annotation: Annotation, words: Words, draft: Draft, cued: set[int]) -> Iterator[Extent]:
    number = words.quoted[draft.content[-1].last - 1]
    for follower in range(draft.sentence + 1, len(annotation.sentences)):
        sentence = annotation.sentences[follower]
        if sentence.first == sentence.last:
            return
        if number >= 0 and words.quoted[sentence.first] == number:
            # The quotation was opened before this sentence: its words belong to it, whatever comes after.
            yield Extent(sentence.first, min(sentence.last, words.quotations[number].last))
        elif follower not in cued and all(
            words.is_quoted(index) for index in range(sentence.first, sentence.last)
        ):
            yield Extent(sentence.first, sentence.last)
        else:
            return
        if follower in cued:
            return


def _joined(pieces: list[Extent]) -> tuple[Extent, ...]:
    """``pieces`` with those that touch run together."""
    joined = pieces[:1]
    for piece in pieces[1:]:
        if piece.first == joined[-1].last:
            joined[-1] = Extent(joined[-1].first, piece.last)
        else:
            joined.append(piece)
    return tuple(joined)
