"""Passages of filed reports come in, and numbered footnotes to report and passage go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep.record import Record, Span

__all__ = ["Citation", "Footnotes", "sentences_around"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of a report: characters ``[start, end)`` of its text, and the words there."""

    number: int
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    start: int
    end: int
    quote: str


class Footnotes:
    """The citations of one document, numbered as they are first used."""

    def __init__(self, record: Callable[[str], Record | None]) -> None:
        """``record`` gives the record of a report by its id."""
        self._record = record
        self._numbers: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation made so far, by number."""
        return tuple(self._numbers.values())

    def sentence(self, report: str, span: Span) -> int | None:
        """The number of the footnote for the sentences around ``span``; None where the report is gone."""
        record = self._record(report)
        if record is None:
            return None
        start, end = sentences_around(record.report.text, span.start, span.end)
        return self._cite(record, start, end)

    def passage(self, report: str, spans: Sequence[Span]) -> int | None:
        """The number of the footnote for the passage from the first to the last of ``spans``."""
        record = self._record(report)
        if record is None or not spans:
            return None
        return self._cite(record, min(s.start for s in spans), max(s.end for s in spans))

    def _cite(self, record: Record, start: int, end: int) -> int:
        report = record.report
        key = (report.id, start, end)
        if key not in self._numbers:
            self._numbers[key] = Citation(
                len(self._numbers) + 1,
                report.id,
                report.title,
                report.publisher,
                report.published,
                report.url,
                start,
                end,
                report.text[start:end],
            )
        return self._numbers[key].number


def sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the sentences that ``text[start:end]`` touches."""
    touched = [(a, b) for a, b in _sentence_offsets(text) if a < end and start < b]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


@lru_cache(maxsize=64)
def _sentence_offsets(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a report are; one report is asked for cell after cell."""
    from sitrep.annotate.sentences import sentence_offsets

    return list(sentence_offsets(text))
