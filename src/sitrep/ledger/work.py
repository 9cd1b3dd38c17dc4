"""An open transaction comes in, and what has changed in it so far, and must be settled, goes out."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from sitrep.ledger.board import Board, Item, Kind
from sitrep.ledger.decisions import Decisions
from sitrep.merge.clusters import Decided

__all__ = ["Work", "standing_of"]


@dataclass
class Work:
    """What one transaction changes: items touched by kind, and the owners of series to be made anew.

    ``gone`` are rows that lost items which are no longer there.
    """

    connection: sqlite3.Connection
    board: Board
    decisions: Decisions
    touched: dict[Kind, set[int]] = field(default_factory=lambda: defaultdict(set))
    owners: set[str] = field(default_factory=set)
    gone: dict[Kind, set[str]] = field(default_factory=lambda: defaultdict(set))

    def text(self, report: str) -> str:
        """The text of a filed report."""
        sql = """SELECT json_extract(e.payload, '$.record.report.text')
            FROM told t JOIN entries e ON e.sequence = CAST(t.owner AS INTEGER) WHERE t.id = ?"""
        (text,) = self.connection.execute(sql, (report,)).fetchone()
        return str(text)

    def is_retracted(self, item: Item) -> bool:
        """Whether a person took the item, or its report, out of every view."""
        return item.id in self.decisions.retracted

    def decided(self, items: Iterable[Item]) -> Decided:
        """What people decided on pairs of ``items``."""
        return self.decided_among({item.id: item.id for item in items})

    def decided_among(self, names: dict[str, str]) -> Decided:
        """What people decided on pairs of the keys of ``names``, told of what these stand for."""
        everything = self.decisions.decided
        if not (everything.same or everything.open):
            return everything
        return Decided(
            same=tuple((names[a], names[b]) for a, b in everything.same if a in names and b in names),
            different=_renamed(everything.different, names),
            open=_renamed(everything.open, names),
        )

    @cached_property
    def _ties(self) -> dict[str, set[str]]:
        return dict(self.decisions.partners())

    def ties(self, number_of: Callable[[Collection[str]], dict[str, int]]) -> dict[int, set[int]]:
        """The numbers of the items that people judged the same; ``number_of`` finds them by id."""
        ids = set(self._ties)
        if not ids:
            return {}
        numbers = number_of(ids)
        return {
            numbers[a]: {numbers[b] for b in others if b in numbers}
            for a, others in self._ties.items()
            if a in numbers
        }

    def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """The numbers of items by id, those that there are."""
        return {item.id: item.n for item in self.board.named(ids)}


def standing_of(order: Iterable[str | int]) -> str:
    """An order of times, ids and offsets as text that sorts as it does."""
    return "\t".join(f"{part:09d}" if isinstance(part, int) else part for part in order)


def _renamed(pairs: Iterable[frozenset[str]], names: dict[str, str]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(names[name] for name in pair) for pair in pairs if pair <= names.keys())
