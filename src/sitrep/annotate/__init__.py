"""A report comes in, and an :class:`Annotation` over its one text goes out."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitrep.annotate.annotation import Annotation, Quotation, Sentence, Token
from sitrep.annotate.datelines import dateline
from sitrep.annotate.quotations import quotation_offsets
from sitrep.annotate.sentences import sentence_offsets
from sitrep.annotate.tags import names_among, tag_words
from sitrep.annotate.tokens import token_offsets

if TYPE_CHECKING:
    from sitrep.model.heads import Layer
    from sitrep.model.reader_model import ReaderModel
    from sitrep.record.report import Report

__all__ = ["Annotation", "Quotation", "Sentence", "Token", "annotate"]


def annotate(report: Report, *, heads: Sequence[str] = (), model: ReaderModel | None = None) -> Annotation:
    """The tokens, sentences and quotations of ``report``, every offset into its text.

    ``heads`` names what the reader model is asked for (of :data:`sitrep.model.heads.HEADS`); the
    encoder runs once for all of them, and not at all for none. ``model`` is the one that ships, if None.
    """
    text = report.text
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    offsets = token_offsets(text)
    position = 0
    for start, end in _behind_dateline(text, sentence_offsets(text)):
        first = position
        while position < len(offsets) and offsets[position][1] <= end:
            position += 1
        sentences.append(Sentence(start, end, first, position))
    rows = [[text[a:b] for a, b in offsets[s.first : s.last]] for s in sentences]
    names = names_among(rows)
    for sentence, words in zip(sentences, rows, strict=True):
        row = zip(offsets[sentence.first : sentence.last], words, tag_words(words, names), strict=True)
        tokens.extend(Token(a, b, word, word.lower(), lemma, tag) for (a, b), word, (lemma, tag) in row)
    quotations = tuple(Quotation(a, b) for a, b in quotation_offsets(text))
    layers = _layers(text, sentences, quotations, heads, model) if heads else {}
    return Annotation(report, tuple(tokens), tuple(sentences), quotations, MappingProxyType(layers))


def _layers(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    heads: Sequence[str],
    model: ReaderModel | None,
) -> dict[str, Layer]:
    from sitrep.model.reader_model import open_model

    return (model or open_model()).read(
        text, [(s.start, s.end) for s in sentences], [(q.start, q.end) for q in quotations], heads
    )


def _behind_dateline(text: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences with the dateline as one of its own: it is no part of what the first one says."""
    start, opening = dateline(text)
    if not opening:
        return sentences
    split: list[tuple[int, int]] = []
    for first, last in sentences:
        if first <= start and opening < last:
            split += [(first, len(text[:opening].rstrip())), (opening, last)]
        else:
            split.append((first, last))
    return split
