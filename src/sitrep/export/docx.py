"""A ledger comes in, and its brief with footnotes, for word processors, goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from sitrep.export.archive import zipped
from sitrep.export.ooxml import bookmarked, field, package, paragraph, reference, run
from sitrep.views.brief import make_brief
from sitrep.views.live_page import link_to
from sitrep.views.wording import day_in_words, shortened

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView
    from sitrep.views.citations import Citation
    from sitrep.views.document import Document, Line, Section

__all__ = ["export"]

_QUOTE = 600  # characters of a passage that a footnote shows
_ADDRESS = 2000  # characters of an address that Word follows
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def export(ledger: LedgerView) -> Exported:
    """One Word document of ``sitrep brief`` (Office Open XML, ISO/IEC 29500 transitional).

    Each footnote holds a passage with its outlet, title and date, linked to the page where there is one. A
    passage cited again refers to its first footnote.
    """
    document = make_brief(ledger.state(), ledger.record)
    notes = _Notes(document.citations)
    body = list(_body(document, notes))
    return {"ledger.docx": zipped(package(document.title, body, notes.texts, notes.links))}


class _Notes:
    """The footnotes of a document, numbered by where they first stand in it."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        self._citations = {citation.number: citation for citation in citations}
        self._numbers: dict[int, int] = {}
        self.texts: list[str] = []
        self.links: dict[str, str] = {}

    def reference(self, cited: int) -> str:
        """What stands in the text for the citation ``cited``: its footnote, or where that is."""
        if cited in self._numbers:
            number = self._numbers[cited]
            return field(f"NOTEREF _Note{number} \\f \\h", run(str(number), style="FootnoteReference"))
        number = self._numbers[cited] = len(self._numbers) + 1
        self.texts.append(self._text(self._citations[cited], number))
        return bookmarked(reference(number), number, f"_Note{number}")

    def _text(self, citation: Citation, number: int) -> str:
        words = run(f"“{shortened(citation.quote, _QUOTE)}” ")
        origin = ", ".join(filter(None, (citation.publisher, citation.title)))
        told = run(origin or citation.report)
        address = _address(citation)
        if address is not None:
            self.links[f"rId{number}"] = address
            shown = run(origin or citation.report, style="Hyperlink")
            told = f'<w:hyperlink r:id="rId{number}">{shown}</w:hyperlink>'
        day = f", {day_in_words(citation.published)}" if citation.published else ""
        return (
            words
            + told
            + run(f"{day}. ")
            + run(f"{citation.report}, {citation.start}–{citation.end}", style="Identifier")
        )


def _address(citation: Citation) -> str | None:
    """The page at the passage as a URI; Word calls a document broken that has any other address in it."""
    link = link_to(citation.url, citation.quote)
    address = quote(link, safe=":/?#@!$&'()*+,;=%~") if link else None
    return address if address and len(address) <= _ADDRESS else None


def _body(document: Document, notes: _Notes) -> Iterator[str]:
    yield paragraph(run(document.title), style="Title")
    yield paragraph(run(document.basis), style="Normal")
    for section in document.sections:
        yield paragraph(run(section.title), style="Heading1")
        yield from _section(section, notes)
        if section.more:
            yield paragraph(run(f"… and {section.more} more"), style="Normal")


def _section(section: Section, notes: _Notes) -> Iterator[str]:
    for day, lines in groupby(section.lines, key=lambda line: line.day if section.by_day else ""):
        if section.by_day:
            yield paragraph(run(day_in_words(day)), style="Heading2")
        yield from (paragraph(_line(line, notes), style="ListBullet") for line in lines)


def _line(line: Line, notes: _Notes) -> str:
    """A line with its bold parts, the footnotes set off by commas, and its id."""
    parts = _BOLD.split(line.text)
    words = "".join(run(part, is_bold=n % 2 == 1) for n, part in enumerate(parts) if part)
    comma = run(", ", style="FootnoteReference")
    cited = comma.join(notes.reference(number) for number in line.notes)
    return words + cited + (run(f" {line.id}", style="Identifier") if line.id else "")
