"""What annotators marked comes in, and documents with a report and its gold, as plain values, go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sitrep.record import Report, Span, identify_report

__all__ = ["Document", "Labelled", "label_spans", "report_from"]

G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Document(Generic[G]):
    """One text of a corpus as a report, with what its annotators found.

    ``key`` is what a split takes the SHA-1 of; ``corpus`` is empty unless its file holds several.
    """

    name: str
    report: Report
    gold: G
    corpus: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Labelled(Span):
    """A span with what it was marked as: a type, or a value."""

    label: str


def label_spans(text: str, ranges: Iterable[tuple[int, int, str]]) -> tuple[Labelled, ...]:
    """The spans of ``text`` at ``(start, end, label)``, empty ones left out, each once, in order."""
    return tuple(
        Labelled(start, end, text[start:end], label)
        for start, end, label in sorted(set(ranges))
        if start < end
    )


def report_from(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Report:
    """A report in English with ``text`` as its body and what the corpus tells of its publication."""
    return Report(
        id=identify_report(publisher=publisher, url=url, published=published, text=text),
        title=title,
        publisher=publisher,
        published=published,
        published_from="metadata" if published else None,
        retrieved=None,
        url=url,
        language="en",
        text=text,
    )
