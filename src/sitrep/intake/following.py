"""An address, a feed or a list of addresses comes in, and the reports of the pages it leads to go out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitrep.errors import FetchError, InputError
from sitrep.intake.draft import Defaults, Draft, Provenance, complete
from sitrep.intake.failure import Failure
from sitrep.intake.feeds import Entry, entries
from sitrep.intake.lists import Listed, addresses, table
from sitrep.intake.reading import Arrival, arrived, data_of, read, text_of
from sitrep.intake.text import check_bytes, codec_of
from sitrep.record.report import Report

if TYPE_CHECKING:
    from sitrep.intake.fetch import Fetcher
    from sitrep.intake.page import Page

__all__ = ["LINKED", "Intake", "follow", "read_address", "read_apart"]

LINKED = ("feed", "addresses", "table")
"""The kinds that hold links to reports."""

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_NAMES = {"feed": "a feed", "addresses": "a list of addresses", "table": "a table"}


@dataclass(frozen=True, slots=True)
class Intake:
    """What holds for all that one call reads: defaults, who fetches, and who is given what was fetched."""

    defaults: Defaults
    fetcher: Callable[[], Fetcher]
    keep: Callable[[Page], None] | None = None


def read_address(url: str, intake: Intake) -> Iterator[Report | Failure]:
    """The reports of the page at ``url``, or of those that it leads to where it is a feed or a list.

    Nothing where the page is remembered and has not changed.
    """
    page = _fetched(url, intake)
    if isinstance(page, Failure):
        yield page
    elif not page.is_unchanged:
        arrival = _arrived(page, Provenance())
        if arrival.kind in LINKED:
            yield from follow(arrival, intake)
            intake.fetcher().remember(page)
        else:
            yield from _kept(read(arrival, intake.defaults), page, intake)


def follow(arrival: Arrival, intake: Intake) -> Iterator[Report | Failure]:
    """The reports that a feed or list leads to, in its order; a row with a text in it is one itself."""
    try:
        for found in _links(arrival):
            if isinstance(found, Failure):
                yield found
            elif isinstance(found, Entry):
                yield from _read_entry(found, intake)
            elif found.text:
                yield _read_row(found, arrival, intake.defaults)
            else:
                yield from _read_link(found.url or "", _provenance(found), intake)
    except InputError as fault:
        yield Failure(arrival.where, str(fault))


def read_apart(arrival: Arrival, defaults: Defaults) -> Iterator[Report | Failure]:
    """The rows with texts of a list that nobody named by itself, as in a folder; no link is fetched."""
    left = 0
    try:
        found: Iterator[Entry | Listed | Failure] = iter(()) if arrival.kind == "feed" else _links(arrival)
        for row in found:
            if isinstance(row, Failure):
                yield row
            elif isinstance(row, Listed) and row.text:
                yield _read_row(row, arrival, defaults)
            else:
                left += 1
    except InputError as fault:
        yield Failure(arrival.where, str(fault))
    if left or arrival.kind == "feed":
        held = f"lists {left} to fetch" if left else f"is {_NAMES[arrival.kind]} of pages to fetch"
        yield Failure(arrival.where, f"{held}, which is done only where the file itself is named")


def _links(arrival: Arrival) -> Iterator[Entry | Listed | Failure]:
    if arrival.kind == "feed":
        return entries(check_bytes(data_of(arrival)), arrival.where, base=arrival.provenance.url)
    rows = addresses if arrival.kind == "addresses" else table
    return iter(rows(text_of(arrival), arrival.where))


def _read_entry(entry: Entry, intake: Intake) -> Iterator[Report | Failure]:
    fetcher = intake.fetcher()
    if fetcher.has_read(entry.link, entry.updated):
        return
    told = Provenance(title=entry.title, publisher=entry.publisher, published=entry.published)
    for found in _read_link(entry.link, told, intake):
        yield found
        if not isinstance(found, Failure) or found.where != entry.link:
            fetcher.remember_entry(entry.link, entry.updated)


def _read_link(url: str, told: Provenance, intake: Intake) -> Iterator[Report | Failure]:
    page = _fetched(url, intake)
    if isinstance(page, Failure):
        yield page
        return
    if page.is_unchanged:
        return
    arrival = _arrived(page, told)
    if arrival.kind in LINKED:
        yield Failure(url, f"is {_NAMES[arrival.kind]} where a page was expected; name it by itself")
    else:
        yield from _kept(read(arrival, intake.defaults), page, intake)


def _fetched(url: str, intake: Intake) -> Page | Failure:
    try:
        return intake.fetcher().fetch(url)
    except FetchError as fault:
        return Failure(url, str(fault))


def _arrived(page: Page, told: Provenance) -> Arrival:
    said = _CHARSET.search(page.content_type or "")
    charset = codec_of(said[1]) if said else None
    provenance = replace(told, url=page.final_url, retrieved=page.fetched_at)
    suffix = ".html" if "html" in (page.content_type or "") else ""
    return arrived(io.BytesIO(page.body), page.url, suffix, provenance=provenance, charset=charset)


def _kept(found: Iterator[Report | Failure], page: Page, intake: Intake) -> Iterator[Report | Failure]:
    is_kept = False
    for item in found:
        if isinstance(item, Report) and not is_kept:
            is_kept = True
            intake.fetcher().remember(page)
            if intake.keep:
                intake.keep(page)
        yield item


def _provenance(row: Listed) -> Provenance:
    return Provenance(
        title=row.title, publisher=row.publisher, published=row.published, language=row.language
    )


def _read_row(row: Listed, arrival: Arrival, defaults: Defaults) -> Report | Failure:
    draft = Draft(
        row.text or "",
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        url=row.url,
        language=row.language,
    )
    try:
        return complete(draft, defaults, Provenance(retrieved=arrival.provenance.retrieved))
    except InputError as fault:
        return Failure(row.where, str(fault))
