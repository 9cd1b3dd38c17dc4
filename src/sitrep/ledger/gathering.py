"""Items that hang together come in, and those that are one, copies with their originals, go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from sitrep.ledger.board import Item, Kind, Link, as_judgements
from sitrep.ledger.work import Work
from sitrep.merge.clusters import cluster

__all__ = ["components", "gathered"]

_TYING = ("same", "copy")


def components(work: Work, kind: Kind) -> Iterator[list[Item]]:
    """All items that hang together with the touched ones of a kind, a component at a time."""
    ties = work.ties(work.numbers)
    left = set(work.touched[kind])
    while left:
        members = work.board.component([left.pop()], _TYING, ties)
        left -= members
        yield work.board.items(members)


def gathered(work: Work, items: Sequence[Item], differ: Callable[[int, int], bool]) -> list[tuple[Item, ...]]:
    """``items``, in the order they stand, gathered where they are one.

    What a reprint tells follows its counterpart in the original, so that a text counts once however often
    it was printed. What people retracted ties nothing together and stands by itself.
    """
    by_id = {item.id: item for item in items}
    links = list(work.board.links([item.n for item in items]))
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
