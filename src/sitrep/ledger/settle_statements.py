"""Statements touched in a transaction come in, and the rows of all that may be one with them are settled."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.ledger.board import Item
from sitrep.ledger.gathering import drop_empty, gathered, link_new, links_among, touched
from sitrep.ledger.rows import write_statement
from sitrep.ledger.work import Work
from sitrep.merge.statements import judge_statements
from sitrep.merge.told import ToldStatement

__all__ = ["link_statement", "settle_statements"]


def link_statement(work: Work, number: int) -> None:
    """Hold a new statement against those it shares wording with."""
    link_new(work, number, ToldStatement, judge_statements)


def settle_statements(work: Work) -> None:
    """Gather the statements that hang together with touched ones, and write their rows."""
    for items in touched(work, "statement"):
        _settle(work, items)
    drop_empty(work, "statement", "statements")


def _settle(work: Work, items: Sequence[Item]) -> None:
    numbers = [item.n for item in items]
    told = work.board.values(numbers, ToldStatement)
    links = links_among(work, items)
    work.gone["statement"] |= {item.leads_to for item in items if item.leads_to is not None}
    for group in gathered(work, items, links, lambda a, b: False):
        is_hidden = all(work.is_retracted(item) for item in group)
        row = None if is_hidden else group[0].id
        for item in group:
            if item.leads_to != row:
                work.board.lead(item.n, row)
        if not is_hidden:
            write_statement(work, [told[item.n] for item in group])
