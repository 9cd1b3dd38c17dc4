"""A report comes in, and its tokens, sentences and quotations as immutable arrays over one text go out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sitrep.annotate.datelines import dateline
from sitrep.record.span import Span

if TYPE_CHECKING:
    from sitrep.model.heads import Layer
    from sitrep.model.layers import SpanLayer, WordLayer
    from sitrep.record.report import Report

__all__ = ["Annotation", "Quotation", "Sentence", "Token"]


class Token(NamedTuple):
    """One word, number or mark: ``text`` stands at ``[start, end)`` of the report's text.

    ``lower`` is its lower case; ``lemma`` its base form in lower case; ``tag`` a coarse part of
    speech of Universal Dependencies (NOUN, PROPN, VERB, AUX, ADJ, ADV, ADP, DET, PRON, NUM,
    CCONJ, SCONJ, PART, PUNCT, SYM, X).
    """

    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str

    @property
    def is_finite(self) -> bool:
        """Whether a predicate may stand here: a verb or an auxiliary, and no form in "-ing"."""
        return self.tag == "AUX" or (self.tag == "VERB" and not self.lower.endswith("ing"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters ``[start, end)`` and tokens ``[first, last)`` of one sentence; no blank at either end."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters ``[start, end)`` between a pair of quotation marks, the marks themselves outside.

    A quotation may run over several sentences, and over several paragraphs where each opens with
    a mark and only the last closes.
    """

    start: int
    end: int


@dataclass(frozen=True)
class Annotation:
    """What is known of a report before it is read: tokens, sentences and quotations, each in order.

    ``layers`` is what the heads of the reader model found, by head; only those that were asked for.
    """

    report: Report
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    layers: Mapping[str, Layer] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """The report's text, which all offsets refer to."""
        return self.report.text

    @cached_property
    def dateline(self) -> tuple[int, int]:
        """Where the dateline begins and the first sentence behind it; both 0 without one."""
        return dateline(self.text)

    def span(self, start: int, end: int) -> Span:
        """The span of characters ``[start, end)``."""
        return Span.of(self.report.text, start, end)

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]

    def tokens_between(self, start: int, end: int) -> range:
        """Indexes of the tokens that lie wholly inside characters ``[start, end)``."""
        first = bisect_left(self._starts, start)
        return range(first, max(first, bisect_right(self._ends, end)))

    def tokens_over(self, start: int, end: int) -> range:
        """Indexes of the tokens that share a character with ``[start, end)``; one of them at the least."""
        first = bisect_right(self._ends, start)
        return range(first, max(first + 1, bisect_left(self._starts, end)))

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds character ``offset``; between two, the one before; else the first."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[max(index, 0)]

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether characters ``[start, end)`` lie wholly inside one quotation."""
        index = bisect_right(self._quotation_starts, start) - 1
        return index >= 0 and end <= self.quotations[index].end

    def spans_of(self, head: str) -> SpanLayer | None:
        """The spans that ``head`` found, or None where it was not asked."""
        from sitrep.model.layers import SpanLayer

        layer = self.layers.get(head)
        return layer if isinstance(layer, SpanLayer) else None

    def words_of(self, head: str) -> WordLayer | None:
        """What ``head`` says of each word, or None where it was not asked."""
        from sitrep.model.layers import WordLayer

        layer = self.layers.get(head)
        return layer if isinstance(layer, WordLayer) else None

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [quotation.start for quotation in self.quotations]
