"""An open ledger comes in, and the pairs that no machine could decide go out, the likeliest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.ledger.board import Board, Link
from sitrep.ledger.decisions import decide
from sitrep.ledger.history import acts_of
from sitrep.merge.actors import Namesake, judge_names
from sitrep.merge.judgement import Judgement
from sitrep.merge.same_event import judge
from sitrep.merge.statements import judge_statements
from sitrep.merge.told import Telling, ToldStatement

__all__ = ["Waiting", "compare", "ties_of", "waiting_pairs"]

_UNSURE = """
SELECT l.a, l.b, a.kind, l.weight, coalesce(a.leads_to, a.id), coalesce(b.leads_to, b.id)
FROM links l JOIN told a ON a.n = l.a JOIN told b ON b.n = l.b
WHERE l.verdict = 'unsure' ORDER BY l.weight DESC, a.id, b.id
"""

_UNSURE_OF = """
WITH mine AS (SELECT n FROM told WHERE leads_to = :row), found AS (
  -- The sign keeps SQLite from going through all that is unsure.
  SELECT a, b, weight FROM links WHERE +verdict = 'unsure' AND a IN (SELECT n FROM mine)
  UNION SELECT a, b, weight FROM links WHERE +verdict = 'unsure' AND b IN (SELECT n FROM mine)
)
SELECT l.a, l.b, a.kind, l.weight, coalesce(a.leads_to, a.id), coalesce(b.leads_to, b.id)
FROM found l JOIN told a ON a.n = l.a JOIN told b ON b.n = l.b ORDER BY l.weight DESC, a.id, b.id
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Two rows, or items of one, by id, that may be one: how likely, and the evidence in words."""

    kind: str
    a: str
    b: str
    weight: float
    evidence: tuple[str, ...]


def waiting_pairs(connection: sqlite3.Connection, *, limit: int, row: str | None = None) -> Iterator[Waiting]:
    """Pairs of rows that are unsure and that nobody judged yet, each once; of ``row`` alone if given."""
    board = Board(connection)
    seen: set[tuple[str, str]] = set()
    decided = decide(acts_of(connection), lambda name: name).decided
    settled = {frozenset(pair) for pair in decided.same} | decided.open
    found = connection.execute(_UNSURE) if row is None else connection.execute(_UNSURE_OF, {"row": row})
    for a, b, kind, weight, row_a, row_b in found:
        if len(seen) == limit:
            return
        pair = (min(row_a, row_b), max(row_a, row_b))
        if row_a == row_b or pair in seen or frozenset(pair) in settled:
            continue
        judgement = compare(board, kind, a, b)
        if judgement is not None:
            seen.add(pair)
            shown = "actor" if kind == "namesake" else kind
            yield Waiting(shown, *pair, weight, judgement.evidence)


def ties_of(connection: sqlite3.Connection, row: str) -> Iterator[Waiting]:
    """What holds the items of ``row`` together: for each but the first its strongest tie to one before it."""
    board = Board(connection)
    items = {item.n: item for item in board.part_of(row)}
    place = {n: position for position, n in enumerate(items)}
    best: dict[int, Link] = {}
    for link in board.links(items):
        if link.a in items and link.b in items and link.verdict in ("same", "copy"):
            later = max(link.a, link.b, key=place.__getitem__)
            if later not in best or best[later].weight < link.weight:
                best[later] = link
    for number in items:
        if number in best:
            link = best[number]
            judgement = compare(board, items[number].kind, link.a, link.b)
            is_copy = link.verdict == "copy"
            evidence = ("a reprint tells it",) if is_copy else judgement.evidence if judgement else ()
            first, later = sorted((link.a, link.b), key=place.__getitem__)
            yield Waiting(items[number].kind, items[first].id, items[later].id, link.weight, evidence)


def compare(board: Board, kind: str, a: int, b: int) -> Judgement | None:
    """What the machine makes of two items, and why; None where nothing speaks for their being one."""
    if kind == "event":
        return judge(board.value(a, Telling), board.value(b, Telling))
    if kind == "statement":
        return judge_statements(board.value(a, ToldStatement), board.value(b, ToldStatement))
    return judge_names(board.value(a, Namesake), board.value(b, Namesake))
