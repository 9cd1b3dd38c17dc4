"""A person's words come in, and the passages of reports and statements that hold all of them go out."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Literal

__all__ = ["Hit", "search"]

_SNIPPET_WORDS = 32
_SEARCHABLE = re.compile(r"\w")
_REPORTS = """
SELECT 'report', e.id, e.id, json_extract(e.payload, '$.record.report.title'),
  snippet(report_search, 1, :open, :close, '…', :words), bm25(report_search, 4.0, 1.0)
FROM report_search JOIN entries e ON e.sequence = report_search.rowid
WHERE report_search MATCH :match ORDER BY 6, 2 LIMIT :limit
"""
_STATEMENTS = """
SELECT 'statement', coalesce(t.leads_to, t.id), t.report, json_extract(t.data, '$.speaker.name'),
  snippet(statement_search, 1, :open, :close, '…', :words), bm25(statement_search)
FROM statement_search JOIN told t ON t.n = statement_search.rowid
WHERE statement_search MATCH :match ORDER BY 6, t.standing, t.id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report or statement that holds all the words asked for.

    ``title`` is the report's title or the statement's speaker, None where there is none.
    ``snippet`` has the words found between the marks that were asked for.
    """

    kind: Literal["report", "statement"]
    id: str
    report: str
    title: str | None
    snippet: str


def search(connection: sqlite3.Connection, query: str, *, limit: int, marks: tuple[str, str]) -> list[Hit]:
    """Reports, then statements, the best first of each, at most ``limit`` of either."""
    match = _quoted(query)
    if not match:
        return []
    values = {"match": match, "limit": limit, "open": marks[0], "close": marks[1], "words": _SNIPPET_WORDS}
    # Each appearance of a statement is found; the statement is told once, by its best.
    found: dict[str, Hit] = {}
    for sql in (_REPORTS, _STATEMENTS):
        for kind, name, report, title, snippet, _ in connection.execute(sql, values):
            found.setdefault(name, Hit(kind, name, report, title, snippet))
    return list(found.values())


def _quoted(query: str) -> str:
    """``query`` with every word in quotes, so that no word of it is taken for an operator."""
    plain = query.encode("utf-8", "ignore").decode().replace("\x00", " ")
    return " ".join(f'"{word}"' for word in plain.replace('"', " ").split() if _SEARCHABLE.search(word))
