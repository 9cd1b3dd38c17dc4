"""A passage and its report come in, and the words that lead a reader back to them go out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sitrep.export.interval import Interval
from sitrep.views.wording import plural

if TYPE_CHECKING:
    from sitrep.export.account import Account
    from sitrep.ledger.state import ReportRow, Series
    from sitrep.record import Record, Span

__all__ = ["address", "cited", "cited_all", "cited_figures", "iri", "outlet", "published", "sentence_around"]

_MOST = 5


def iri(name: str) -> str:
    """The id of sitrep as an IRI, so that no other data set's is taken for it."""
    return f"urn:sitrep:{name}"


def address(report: ReportRow) -> str:
    """The report's address on the web, else its id as an IRI."""
    return report.url or iri(report.id)


def published(report: ReportRow) -> Interval:
    """The day a report was put out; of unknown sides where it has none, or a person wrote what is none."""
    return Interval.of(report.published, report.published)


def outlet(report: ReportRow) -> str:
    """Who put it out and when: "Harbour Gazette, 4 Aug 2020"."""
    return ", ".join((report.publisher or "no publisher", published(report).words))


def cited(quote: str, report: ReportRow, speaker: str | None = None) -> str:
    """A quote with who is cited in it, and its report with its address.

    Quotes stand in “ ”, so that no cell begins with what a spreadsheet runs.
    """
    said = f", citing {speaker}" if speaker else ""
    return f"“{quote}” ({outlet(report)}{said}, {address(report)})"


def cited_figures(account: Account, series: Iterable[Series]) -> str:
    """The sentences that the numbers of ``series`` stand in, but for those that tell the event itself."""
    tellings = {telling.report.id: telling for telling in account.tellings}
    quoted = {telling.event.sentence.quote for telling in account.tellings[:_MOST]}
    found = []
    for version in (version for one in series for version in one.versions):
        telling = tellings.get(version.report)
        figure = telling and next((f for f in telling.record.figures if f.id == version.figure), None)
        words = sentence_around(telling.record, figure) if telling and figure else None
        if telling and words and words not in quoted:
            quoted.add(words)
            found.append(cited(words, telling.report, version.speaker))
    return " ".join(found[:_MOST])


def sentence_around(record: Record, span: Span) -> str:
    """The sentence that a span begins in."""
    from sitrep.annotate.sentences import sentence_offsets

    text = record.report.text
    return next((text[a:b] for a, b in sentence_offsets(text) if a <= span.start < b), span.quote)


def cited_all(account: Account, *, between: str = " ") -> str:
    """The quotes of an event's first tellings with their reports, and how many more there are."""
    told = [
        cited(telling.event.sentence.quote, telling.report, telling.speaker)
        for telling in account.tellings[:_MOST]
    ]
    more = len(account.tellings) - _MOST
    return between.join([*told, *([f"And {plural(more, 'more telling')}."] if more > 0 else [])])
