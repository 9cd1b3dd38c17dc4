"""An actor's row comes in, and the offices that reports give it, with the days of these reports, go out."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

__all__ = ["Office", "offices_of"]

_HELD = """
SELECT json_extract(a.data, '$.title') AS title, min(substr(json_extract(a.data, '$.published'), 1, 10)),
  max(substr(json_extract(a.data, '$.published'), 1, 10)), count(DISTINCT a.report), min(a.standing)
FROM told o JOIN told a ON a.owner = o.id AND a.kind = 'actor'
WHERE o.leads_to = ? AND title IS NOT NULL GROUP BY title ORDER BY 5
"""


@dataclass(frozen=True, slots=True)
class Office:
    """A title that reports give an actor: the days of the first and the last of them, and how many.

    Reports of before and after may give another: an interior minister of one year is none of the year before.
    """

    title: str
    first: str | None
    last: str | None
    reports: int


def offices_of(connection: sqlite3.Connection, row: str) -> list[Office]:
    """The offices of the actor ``row``, by the first report that gives each."""
    return [Office(*found[:4]) for found in connection.execute(_HELD, (row,))]
