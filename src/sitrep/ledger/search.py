"""A person's words come in, and the passages of reports and statements that hold all of them go out."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Literal

from sitrep.record.codec import encode

__all__ = ["Hit", "quoted", "search"]

_SNIPPET_WORDS = 32
_SEARCHABLE = re.compile(r"\w")
_COMMON = 2000  # of words that so many hold the latest are shown: to rank them all takes seconds
_REPORTS = """
SELECT 'report', e.id, e.id, json_extract(e.payload, '$.record.report.title'),
  snippet(report_search, 1, :open, :close, '…', :words), report_search.rowid
FROM report_search JOIN entries e ON e.sequence = report_search.rowid
WHERE report_search MATCH :match AND report_search.rowid IN (SELECT value FROM json_each(:best))
"""
_STATEMENTS = """
SELECT 'statement', coalesce(t.leads_to, t.id), t.report, json_extract(t.data, '$.speaker.name'),
  snippet(statement_search, 1, :open, :close, '…', :words), statement_search.rowid
FROM statement_search JOIN told t ON t.n = statement_search.rowid
WHERE statement_search MATCH :match AND statement_search.rowid IN (SELECT value FROM json_each(:best))
"""
_TOLD = ("statement_search",)  # of appearances found alike the first told comes first
_WEIGHTS = {"report_search": "4.0, 1.0", "statement_search": "1.0, 1.0"}


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
    match = quoted(query)
    if not match:
        return []
    # Each appearance of a statement is found; the statement is told once, by its best.
    found: dict[str, Hit] = {}
    values = {"match": match, "open": marks[0], "close": marks[1], "words": _SNIPPET_WORDS}
    for index, sql in (("report_search", _REPORTS), ("statement_search", _STATEMENTS)):
        best = _best(connection, index, match, limit)
        rows = connection.execute(sql, {**values, "best": encode(best)})
        for kind, name, report, title, snippet, _ in sorted(rows, key=lambda row: best.index(row[5])):
            found.setdefault(name, Hit(kind, name, report, title, snippet))
    return list(found.values())


def _best(connection: sqlite3.Connection, index: str, match: str, limit: int) -> list[int]:
    """The rows of ``index`` that hold all words, the best first (BM25); of too many the latest filed."""
    counted = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
    (held,) = connection.execute(counted, (match, _COMMON)).fetchone()
    ties = "(SELECT standing FROM told WHERE n = statement_search.rowid)," if index in _TOLD else ""
    order = "rowid DESC" if held == _COMMON else f"bm25({index}, {_WEIGHTS[index]}), {ties} rowid"
    sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY {order} LIMIT ?"
    return [row[0] for row in connection.execute(sql, (match, limit))]


def quoted(query: str) -> str:
    """``query`` with every word in quotes, so that no word of it is taken for an operator."""
    plain = query.encode("utf-8", "ignore").decode().replace("\x00", " ")
    return " ".join(f'"{word}"' for word in plain.replace('"', " ").split() if _SEARCHABLE.search(word))
