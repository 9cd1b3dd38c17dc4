"""Items that hang together come in, and those that are one, copies with their originals, go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from sitrep.ledger.board import Item, Kind, Link, as_judgements
from sitrep.ledger.work import Work
from sitrep.merge.clusters import cluster
from sitrep.merge.judgement import Judgement

__all__ = ["components", "drop_empty", "former_members", "gathered", "link_new", "touched"]

_TYING = ("same", "copy")


class _Known(Protocol):
    """What is held against others: anything with an id."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Known)


def link_new(work: Work, number: int, kind: type[T], judge: Callable[[T, T], Judgement | None]) -> None:
    """Hold an item whose keys were just filed against those it shares one with, and keep what may be one."""
    board = work.board
    ours = board.value(number, kind)
    for other, theirs in board.values(board.sharing(number), kind).items():
        # Either way round the same, and the same on every machine.
        a, b = sorted((ours, theirs), key=lambda value: value.id)
        judgement = judge(a, b)
        if judgement is not None and judgement.verdict != "different":
            board.link(number, other, judgement.verdict, judgement.weight)


def components(
    work: Work, seeds: Collection[int], verdicts: Collection[str], ties: dict[int, set[int]]
) -> Iterator[list[Item]]:
    """All items that hang together with ``seeds`` by links of ``verdicts`` or ``ties``, one set at a time."""
    left = set(seeds)
    # Most hang together with nothing, and are found at once.
    alone = left - work.board.linked(left, verdicts) - ties.keys()
    for item in work.board.items(alone):
        yield [item]
    left -= alone
    while left:
        members = work.board.component([left.pop()], verdicts, ties)
        left -= members
        yield work.board.items(members)


def links_among(work: Work, items: Sequence[Item]) -> list[Link]:
    """The links of ``items``, which hang together with nothing else; one alone has none to itself."""
    return list(work.board.links([item.n for item in items])) if len(items) > 1 else []


def touched(work: Work, kind: Kind) -> Iterator[list[Item]]:
    """All items that hang together with the touched ones of a kind, a component at a time."""
    return components(work, work.touched[kind], _TYING, work.ties(work.numbers))


def drop_empty(work: Work, kind: Kind, table: str) -> list[str]:
    """Delete the rows of ``table`` that lost items and now have none; their ids."""
    empty = [row for row in work.gone[kind] if not work.board.part_of(row)]
    work.connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((row,) for row in empty))
    return empty


def gathered(
    work: Work, items: Sequence[Item], links: Sequence[Link], differ: Callable[[int, int], bool]
) -> list[tuple[Item, ...]]:
    """``items``, in the order they stand, gathered where they are one by ``links``, which are all of theirs.

    What a reprint tells follows its counterpart in the original, so that a text counts once however often
    it was printed. What people retracted ties nothing together and stands by itself.
    """
    by_id = {item.id: item for item in items}
    live = {item.id for item in items if not work.is_retracted(item)}
    found: list[tuple[Item, ...]] = []
    for kept in (live, by_id.keys() - live):
        found += _gathered(work, {name: item for name, item in by_id.items() if name in kept}, links, differ)
    return sorted(found, key=lambda group: (group[0].standing, group[0].id))


def _gathered(
    work: Work, by_id: Mapping[str, Item], links: Sequence[Link], differ: Callable[[int, int], bool]
) -> Iterator[tuple[Item, ...]]:
    names = {item.n: name for name, item in by_id.items()}
    original = {
        names[link.a]: names[link.b]
        for link in links
        if link.verdict == "copy" and link.a in names and link.b in names
    }
    copies = defaultdict(list)
    for copy, name in original.items():
        copies[name].append(copy)
    judged = [name for name in by_id if name not in original]
    numbers = {name: by_id[name].n for name in judged}
    decided = work.decided_among({name: original.get(name, name) for name in by_id})
    found = cluster(
        judged,
        as_judgements(links, {number: name for name, number in numbers.items()}),
        lambda a, b: differ(numbers[a], numbers[b]),
        decided,
    )
    for group in found:
        members = [by_id[name] for one in group for name in (one, *copies[one])]
        yield tuple(sorted(members, key=lambda item: (item.standing, item.id)))


def former_members(items: Collection[Item]) -> dict[str, set[str]]:
    """The items of each row as it was, by the row's id."""
    rows: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if item.leads_to is not None:
            rows[item.leads_to].add(item.id)
    return rows
