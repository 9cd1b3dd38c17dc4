"""Drafts of statements come in, and statements with ids, forms and replies go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.statements.replies import answered
from sitrep.readers.statements.words import MARKS, Extent
from sitrep.record.actor import Party
from sitrep.record.ids import identify_each
from sitrep.record.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Annotation
    from sitrep.codebook.speech import SpeechLexicon
    from sitrep.readers.statements.drafts import Draft
    from sitrep.readers.statements.words import Words
    from sitrep.record.span import Span
    from sitrep.record.statement import StatementForm

__all__ = ["finish"]

_EDGES = frozenset({*"".join(MARKS), *",.;:"})


def finish(
    annotation: Annotation, words: Words, lexicon: SpeechLexicon, drafts: Sequence[Draft]
) -> tuple[Statement, ...]:
    """The statements that ``drafts`` make."""
    whole = [(draft, content) for draft in drafts if (content := _content(annotation, words, draft))]
    cues = [_span(annotation, words, draft.cue) for draft, _ in whole]
    ids = identify_each("s", [(annotation.report.id, cue.start, cue.end) if cue else () for cue in cues])
    replied = answered(words, lexicon, [draft for draft, _ in whole])
    return tuple(
        Statement(
            id=key,
            speaker=_party(annotation, words, draft.speaker),
            cue=cue,
            content=content,
            form=_form(words, draft),
            addressee=_party(annotation, words, draft.addressee),
            time=None,
            replies_to=None if position is None else ids[position],
        )
        for key, cue, position, (draft, content) in zip(ids, cues, replied, whole, strict=True)
    )


def _content(annotation: Annotation, words: Words, draft: Draft) -> tuple[Span, ...]:
    spans = (_span(annotation, words, piece) for piece in draft.content)
    return tuple(span for span in spans if span is not None)


def _span(annotation: Annotation, words: Words, extent: Extent) -> Span | None:
    """The span of an extent without marks, commas and stops at its edges; None where nothing is left."""
    first, last = extent
    while first < last and _EDGES.issuperset(words.lower(first)):
        first += 1
    while first < last and _EDGES.issuperset(words.lower(last - 1)):
        last -= 1
    if first == last:
        return None
    return annotation.span(words.tokens[first].start, words.tokens[last - 1].end)


def _party(annotation: Annotation, words: Words, extent: Extent | None) -> Party | None:
    span = _span(annotation, words, extent) if extent is not None else None
    return None if span is None else Party(span.start, span.end, span.quote, None)


def _form(words: Words, draft: Draft) -> StatementForm:
    quoted = [
        words.is_quoted(index)
        for piece in draft.content
        for index in range(*piece)
        if words.tag(index) != "PUNCT" or words.is_quoted(index)
    ]
    return "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"
