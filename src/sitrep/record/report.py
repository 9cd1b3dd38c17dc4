"""What a publisher put out comes in as metadata and a body, and a report with an id goes out."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.record.ids import identify

__all__ = ["Report", "identify_report"]


@dataclass(frozen=True, slots=True)
class Report:
    """One report as published: metadata and the canonical ``text`` that all offsets refer to.

    ``published`` is an ISO 8601 date or date-time; ``published_from`` says where it was found:
    ``option``, ``metadata``, ``front matter``, ``date line`` or ``dateline``. ``retrieved`` is
    when the page was fetched. ``language`` is ISO 639-1, ``und`` where no language can be told.
    """

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    published_from: str | None
    retrieved: str | None
    url: str | None
    language: str
    text: str


def identify_report(*, publisher: str | None, url: str | None, published: str | None, text: str) -> str:
    """The id of a report: a digest of its publisher, address, publication date and text."""
    return identify("r", publisher, url, published, text)
