"""A range of a text comes in, and a span that carries its own words goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from sitrep.errors import InputError

__all__ = ["Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of a report's text: ``text[start:end] == quote``.

    ``start`` and ``end`` count Unicode characters, ``end`` excluded. A span is at least one
    character long. Whether it slices to its quote is settled when it becomes part of a
    :class:`~sitrep.record.record.Record`, which refuses any that does not; :meth:`of` cannot go wrong.

    >>> Span.of("Nine people were missing.", 0, 4)
    Span(start=0, end=4, quote='Nine')
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise InputError(
                f"a span of {self.end - self.start} characters from {self.start} was given "
                f"a quote of {len(self.quote)}: {self.quote[:40]!r}"
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``; :class:`InputError` where there is none."""
        return Span(start, end, text[start:end])

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def check(self, text: str) -> Self:
        """This span, if it slices ``text`` to its quote; else :class:`InputError`."""
        found = text[self.start : self.end]
        if found != self.quote:
            raise InputError(
                f"the text from {self.start} to {self.end} reads {found[:40]!r}, "
                f"but the span quotes {self.quote[:40]!r}"
            )
        return self
