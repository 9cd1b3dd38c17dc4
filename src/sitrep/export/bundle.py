"""A ledger comes in, and one ZIP archive of its tables, quotes and texts, to hand on or keep, goes out."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Protocol

from sitrep.export.archive import zipped
from sitrep.export.cells import disarmed, printable
from sitrep.export.csv import export as export_csv
from sitrep.record import Span

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView
    from sitrep.record import Record

__all__ = ["export"]


class _Named(Protocol):
    """What a record lists: anything with an id."""

    @property
    def id(self) -> str: ...


def export(ledger: LedgerView) -> Exported:
    """One archive: the tables of ``csv``, ``quotes.csv``, texts, kept pages, README.txt and MANIFEST.

    MANIFEST holds the SHA-256 of every other file, in the form that ``sha256sum -c`` reads. Nothing in the
    archive hangs on the clock or on the machine.
    """
    files = {**_tables(ledger), **_passages(ledger), "README.txt": _README}
    content = {name: text.encode("utf-8", "replace") for name, text in files.items()} | _pages(ledger)
    listed = {name: content[name] for name in sorted(content)}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in listed.items())
    return {"ledger.zip": zipped({"MANIFEST": sums, **listed})}


def _tables(ledger: LedgerView) -> Mapping[str, str]:
    return {f"tables/{name}": str(content) for name, content in export_csv(ledger).items()}


def _pages(ledger: LedgerView) -> dict[str, bytes]:
    """The pages as they were fetched, by report and SHA-256, and a table of where and when."""
    index = io.StringIO()
    writer = csv.writer(index, lineterminator="\n")
    writer.writerow(("report", "file", "url", "final_url", "fetched_at", "content_type", "sha256"))
    found: dict[str, bytes] = {}
    for report, page in ledger.pages():
        name = f"pages/{report}-{page.sha256[:16]}"
        found[name] = page.body
        cells = (report, name, page.url, page.final_url, page.fetched_at, page.content_type, page.sha256)
        writer.writerow([disarmed(printable(str(cell or ""))) for cell in cells])
    return {**found, "pages.csv": index.getvalue().encode("utf-8", "replace")} if found else {}


def _passages(ledger: LedgerView) -> Mapping[str, str]:
    """The texts of the reports, and a table of every passage of them that a cell points at."""
    texts: dict[str, str] = {}
    quotes = io.StringIO()
    writer = csv.writer(quotes, lineterminator="\n")
    writer.writerow(("report", "kind", "id", "row", "cell", "start", "end", "quote"))
    for record in ledger.records():
        texts[f"texts/{record.report.id}.txt"] = record.report.text
        for kind, items in _items(record):
            for item in items:
                lead = ledger.locate(item.id)
                row = lead.leads_to if lead else None
                for cell, span in _spans(item, "quote"):
                    at = (span.start, span.end, disarmed(printable(span.quote)))
                    writer.writerow((record.report.id, kind, item.id, row, cell, *at))
    return {"quotes.csv": quotes.getvalue(), **texts}


def _items(record: Record) -> Iterator[tuple[str, Sequence[_Named]]]:
    yield "event", record.events
    yield "figure", record.figures
    yield "statement", record.statements
    yield "actor", record.actors
    yield "place", record.places
    yield "time", record.times


def _spans(value: object, cell: str) -> Iterator[tuple[str, Span]]:
    """Every passage that ``value`` holds, and the cell of its item that it bears out."""
    if isinstance(value, Span):
        yield cell, value
    if not is_dataclass(value):
        return
    for field in fields(value):
        held = getattr(value, field.name)
        name = field.name if cell == "quote" else cell
        for part in held if isinstance(held, tuple) else (held,):
            yield from _spans(part, name)


_README = """\
What this archive holds
=======================

It was written by sitrep from a ledger of news reports. The same state of the ledger gives the same bytes.

MANIFEST     SHA-256 of every other file; "sha256sum -c MANIFEST" checks them.
tables/      The ledger as tables (CSV, UTF-8). Each row has an id, a quote, and the report it is from.
  reports    What was filed. reprint_of and version_of name other reports.
  events     What happened, one row an event, however many reports tell of it.
  items      Which report tells of which event, in which words.
  series     Numbers: one measure of one group at one event. best is empty while it is disputed.
  versions   Each number that a report gave, who says so, and how it stands to those before it.
  statements Who said what.
  actors     Who is named, under which names.
quotes.csv   Every passage that a cell points at: characters start to end, end excluded, of a report's text.
             id is the item in that report; row is the row of the tables that it is part of.
texts/       The text of each report as it was read, by the report's id (UTF-8).
pages/       Pages as they were fetched, and pages.csv, which says from where and when; only where any were.

A claim stands as a claim: an event or a number is what a report says, and versions says who says it.
In the tables, text that a spreadsheet would run as a formula has an apostrophe before it; take that off.
link opens a report's page at the words quoted, as long as the page is there and has them.
"""
