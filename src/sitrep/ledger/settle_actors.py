"""Actors touched in a transaction come in, and the rows of all that go by their names are settled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitrep.ledger.board import Item, as_judgements
from sitrep.ledger.gathering import components, drop_empty, link_new, links_among
from sitrep.ledger.work import Work, standing_of
from sitrep.merge.actors import (
    Namesake,
    are_apart,
    best_name,
    drop_ambiguous,
    earliest,
    gather,
    judge_names,
    name_keys,
    namesake_key,
)
from sitrep.merge.clusters import Groups, cluster
from sitrep.merge.told import ToldActor
from sitrep.record import identify
from sitrep.record.codec import encode

__all__ = ["settle_actors"]

_SAME = ("same",)
_ROW = "INSERT OR REPLACE INTO actors VALUES (?, ?, ?, ?, ?, ?)"
_SPEAKING = """
SELECT DISTINCT f.n FROM told a JOIN told f ON f.speaker = a.id AND f.kind = 'figure' WHERE a.owner = ?
"""
_ORIGINALS = """
SELECT id, coalesce(reprint_of, id) FROM reports WHERE id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class _Move:
    """A namesake, the row that it was part of, the one that it is part of now, and how often it was told."""

    namesake: str
    before: str | None
    after: str
    size: int


def settle_actors(work: Work) -> None:
    """Give each touched actor its namesake, judge the namesakes that changed, and write their rows."""
    board = work.board
    moved = _assign(work, board.items(work.touched["actor"]))
    # Whom a person tied to a namesake that loses an actor may have to go without it.
    changed = {item.n for item in _in_company(work, work.gone["namesake"])}
    known = {item.id: item for item in board.named(moved)}
    for owner, gained in moved.items():
        changed.update(_renew(work, owner, gained, known.get(owner)))
    changed &= {item.n for item in board.items(changed)}
    changed |= {item.n for item in board.named(_judged_namesakes(work))}
    ties = work.ties(lambda ids: _numbers(work, ids))
    moves = [move for items in components(work, changed, _SAME, ties) for move in _settle(work, items)]
    _touch_voices(work, moves)
    drop_empty(work, "actor", "actors")


def _assign(work: Work, actors: Sequence[Item]) -> dict[str, list[Item]]:
    """The namesakes that gain or lose actors, each with those it gains."""
    moved: dict[str, list[Item]] = {owner: [] for owner in work.gone["namesake"]}
    apart = _set_apart(work)
    originals = _originals(work, {item.report for item in actors})
    owned: dict[int, str | None] = {}
    for item in actors:
        key = (*_plain_key(work, item, originals), *([item.id] if item.id in apart else []))
        owner = None if work.is_retracted(item) else identify("k", *key)
        if owner == item.owner:
            continue
        if item.owner is not None:
            moved.setdefault(item.owner, [])
            work.gone["namesake"].add(item.owner)
        if owner is not None:
            moved.setdefault(owner, []).append(item)
        owned[item.n] = owner
    work.board.own(owned)
    return moved


def _in_company(work: Work, owners: Iterable[str]) -> list[Item]:
    """The namesakes that are one actor with one of ``owners``."""
    rows = {item.leads_to for item in work.board.named(list(owners)) if item.leads_to is not None}
    return [item for row in rows for item in work.board.part_of(row)]


def _set_apart(work: Work) -> set[str]:
    """Actors of one name whom a person told apart: the later of the two stands alone."""
    pairs = work.decisions.decided.different
    told = {item.id: item for item in work.board.named({name for pair in pairs for name in pair})}
    originals = _originals(work, {item.report for item in told.values()})
    apart = set()
    for pair in pairs:
        items = [told[name] for name in pair if name in told and told[name].kind == "actor"]
        if len(items) == 2 and len({_plain_key(work, item, originals) for item in items}) == 1:
            apart.add(max(items, key=lambda item: (item.standing, item.id)).id)
    return apart


def _originals(work: Work, reports: Iterable[str]) -> dict[str, str]:
    """Each of ``reports``, or the one that it is a reprint of."""
    return dict(work.connection.execute(_ORIGINALS, (encode(sorted(reports)),)))


def _plain_key(work: Work, item: Item, originals: Mapping[str, str]) -> tuple[str, ...]:
    return namesake_key(work.board.value(item.n, ToldActor), originals[item.report])


def _renew(work: Work, owner: str, gained: Sequence[Item], known: Item | None) -> Iterator[int]:
    """Bring one namesake up to date; its number, or those beside it where it is no more."""
    board = work.board
    values = [board.value(item.n, ToldActor) for item in gained]
    if known is not None and owner not in work.gone["namesake"]:
        before: Namesake | None = board.value(known.n, Namesake)
        after = _with_more(board.value(known.n, Namesake), values)
    else:
        before = board.value(known.n, Namesake) if known else None
        group = board.owned([owner]) if known else gained
        if not group:
            if known is not None:
                yield from _beside(work, known)
                _forget(work, known)
            return
        held = board.values([item.n for item in group], ToldActor)
        after = gather(owner, held.values())
    if known is None:
        number = board.put(owner, "namesake", "", standing_of(after.first[0]), after)
    else:
        number = known.n
        board.change(number, after)
        sql = "UPDATE told SET standing = ? WHERE n = ?"
        work.connection.execute(sql, (standing_of(after.first[0]), number))
    if before is None or _judged_by(before) != _judged_by(after):
        if known is not None and before is not None:
            yield from _beside(work, known)
            board.drop_keys(number, "namesake", name_keys(before))
            board.unlink([number])
        board.file_keys(number, "namesake", name_keys(after))
        link_new(work, number, Namesake, judge_names)
    yield number


def _with_more(one: Namesake, more: Iterable[ToldActor]) -> Namesake:
    """``one`` with actors that were not part of it before, as gathering all of them anew would yield."""
    extra = gather(one.id, more)
    first = min(one.first, extra.first)
    head = one if first == one.first else extra
    return Namesake(
        id=one.id,
        first=first,
        kind=head.kind,
        key=head.key,
        country=head.country,
        named=head.named,
        called=dict(sorted((Counter(one.called) + Counter(extra.called)).items())),
        names=earliest(one.names, extra.names),
        sectors=earliest(one.sectors, extra.sectors),
    )


def _judged_by(one: Namesake) -> tuple[object, ...]:
    """What of a namesake counts when it is held against another."""
    return (one.kind, one.key, one.country, one.named, frozenset(one.names), frozenset(one.sectors))


def _beside(work: Work, item: Item) -> list[int]:
    return [n for link in work.board.links([item.n]) for n in (link.a, link.b) if n != item.n]


def _forget(work: Work, item: Item) -> None:
    board = work.board
    board.drop_keys(item.n, "namesake", name_keys(board.value(item.n, Namesake)))
    board.take([item.n])
    if item.leads_to is not None:
        work.gone["actor"].add(item.leads_to)


def _judged_namesakes(work: Work) -> set[str]:
    """The namesakes of touched actors, whom a person may have judged."""
    items = work.board.items(work.touched["actor"])
    return {item.owner for item in items if item.owner is not None}


def _numbers(work: Work, ids: Iterable[str]) -> dict[str, int]:
    """For actors by id the numbers of their namesakes."""
    owners = {item.id: item.owner for item in work.board.named(list(ids)) if item.kind == "actor"}
    numbers = work.numbers([owner for owner in owners.values() if owner is not None])
    return {name: numbers[owner] for name, owner in owners.items() if owner in numbers}


def _settle(work: Work, items: Sequence[Item]) -> Iterator[_Move]:
    board = work.board
    nodes = board.values([item.n for item in items], Namesake)
    by_id = {node.id: node for node in nodes.values()}
    numbers = {item.id: item for item in items}
    judged = drop_ambiguous(
        list(by_id.values()), as_judgements(links_among(work, items), {n: o.id for n, o in nodes.items()})
    )
    decided = work.decided_among(_namesakes_of(work, by_id))
    order = sorted(by_id, key=lambda name: (by_id[name].first, name))
    former = {item.id: item.leads_to for item in items}
    groups = cluster(order, judged, lambda a, b: are_apart(by_id[a], by_id[b]), decided)
    rows = set()
    for group in groups:
        row = by_id[group[0]].first[1]
        rows.add(row)
        _write(work, row, [by_id[name] for name in group])
        for name in group:
            if former[name] != row:
                board.lead(numbers[name].n, row)
    work.gone["actor"] |= {row for row in former.values() if row is not None} - rows
    for group in groups:
        row = by_id[group[0]].first[1]
        for name in group:
            yield _Move(name, former[name], row, sum(by_id[name].called.values()))


def _namesakes_of(work: Work, nodes: Iterable[str]) -> dict[str, str]:
    """The namesake of each actor that people judged, among ``nodes``."""
    everything = work.decisions.decided
    judged = {name for pair in (*everything.same, *everything.open) for name in pair}
    kept = set(nodes)
    return {
        item.id: item.owner
        for item in work.board.named(judged)
        if item.owner in kept and item.kind == "actor"
    }


def _write(work: Work, row: str, group: Sequence[Namesake]) -> None:
    ids = [row] if not work.decisions.corrections else _ids_of(work, group)
    cells = work.decisions.corrected(ids)
    names: dict[str, tuple[str, str, int]] = {}
    sectors: dict[str, tuple[str, str, int]] = {}
    for node in group:
        names, sectors = earliest(names, node.names), earliest(sectors, node.sectors)
    country = next((node.country for node in group if node.country), None)
    name = cells.get("name", best_name(group))
    told = dict.fromkeys([name, *names])
    listed = cells.get("sectors", list(sectors))
    values = (name, encode(list(told)), cells.get("country", country), encode(listed))
    work.connection.execute(_ROW, (row, standing_of(group[0].first[0]), *values))


def _ids_of(work: Work, group: Sequence[Namesake]) -> list[str]:
    """The ids of those actors of a group that people corrected."""
    owners = {node.id for node in group}
    corrected = work.board.named(list(work.decisions.corrections))
    return [item.id for item in corrected if item.owner in owners]


def _touch_voices(work: Work, moves: Sequence[_Move]) -> None:
    """Touch the figures whose speaker became one with another, or was parted from one.

    A series that this concerns has figures of two namesakes, so that of those who changed company together
    the largest may be left out.
    """
    old, new = _companies(moves, "before"), _companies(moves, "after")
    torn = [move for move in moves if move.before and old[move.before] != new[move.after]]
    groups = Groups(name for move in torn for name in (f"before {move.before}", f"after {move.after}"))
    for move in torn:
        groups.join(f"before {move.before}", f"after {move.after}")
    families = defaultdict(list)
    for move in torn:
        families[groups.root(f"after {move.after}")].append(move)
    for family in families.values():
        largest = max(family, key=lambda move: (move.size, move.namesake))
        for move in family:
            if move is not largest:
                for (figure,) in work.connection.execute(_SPEAKING, (move.namesake,)).fetchall():
                    work.touched["figure"].add(figure)


def _companies(moves: Sequence[_Move], when: str) -> dict[str, set[str]]:
    """The namesakes of each row as it was, or is, of those that had one."""
    found: dict[str, set[str]] = defaultdict(set)
    for move in moves:
        if move.before:
            found[getattr(move, when)].add(move.namesake)
    return found
