"""Fetched pages come in and are kept beside the reports that were read from them, and come out again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping

from sitrep.intake.page import Page

__all__ = ["copy_pages", "drop_pages", "kept_pages", "put_pages"]

_COLUMNS = "url, final_url, fetched_at, status, content_type, etag, last_modified"
_PUT = "INSERT OR IGNORE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def put_pages(connection: sqlite3.Connection, pages: Mapping[str, Page]) -> None:
    """Keep the page of each report of ``pages``; one that is kept already stays as it is."""
    for report, page in pages.items():
        cells = (page.url, page.final_url, page.fetched_at, page.status, page.content_type)
        versions = (page.etag, page.last_modified)
        connection.execute(_PUT, (report, page.sha256, *cells, *versions, zlib.compress(page.body)))


def kept_pages(
    connection: sqlite3.Connection, *, report: str | None = None, with_body: bool = True
) -> Iterator[tuple[str, Page]]:
    """The pages kept, in the order fetched, each with its report; without bodies they weigh little."""
    body = "body" if with_body else "NULL"
    where = "" if report is None else " WHERE report = ?"
    values = () if report is None else (report,)
    sql = f"SELECT report, {_COLUMNS}, sha256, {body} FROM pages{where} ORDER BY fetched_at, report"
    for name, *cells, sha256, packed in connection.execute(sql, values):
        url, final_url, fetched_at, status, content_type, etag, last_modified = cells
        content = b"" if packed is None else zlib.decompress(packed)
        yield (
            name,
            Page(url, final_url, fetched_at, status, content_type, etag, last_modified, content, sha256),
        )


def drop_pages(connection: sqlite3.Connection, reports: Collection[str]) -> None:
    """Keep the pages of these reports no longer."""
    connection.executemany("DELETE FROM pages WHERE report = ?", [(report,) for report in reports])


def copy_pages(connection: sqlite3.Connection, pages: Iterator[tuple[str, Page]]) -> None:
    """Keep pages of another ledger, of the reports that this one holds."""
    known = "SELECT 1 FROM entries WHERE kind = 'filed' AND id = ?"
    for report, page in pages:
        if connection.execute(known, (report,)).fetchone() is not None:
            put_pages(connection, {report: page})
