"""What people did comes in, entry by entry, and what of it holds now goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from sitrep.ledger.entries import Act, Corrected, Judged, Logged, Retracted, Undone, Value
from sitrep.ledger.state import Conflict
from sitrep.merge.clusters import Decided, Groups
from sitrep.merge.judgement import Verdict

__all__ = ["Decisions", "decide", "standing_acts", "standing_digests"]

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What holds of all acts: verdicts on pairs, corrected cells by id, ids retracted, conflicts."""

    decided: Decided = field(default_factory=Decided)
    corrections: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    retracted: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    filed: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def partners(self) -> Mapping[str, set[str]]:
        """For each id those that somebody judged the same as it."""
        return _partners(self.decided)

    def corrected(self, ids: Iterable[str]) -> dict[str, Value]:
        """The cells that people put in place for any of ``ids``; of two the one filed last."""
        cells: dict[str, tuple[tuple[str, str], Value]] = {}
        for name in ids:
            for cell, value in self.corrections.get(name, {}).items():
                at = self.filed[name, cell]
                if cell not in cells or cells[cell][0] < at:
                    cells[cell] = (at, value)
        return {cell: value for cell, (_, value) in sorted(cells.items())}


def standing_digests(log: Iterable[Logged]) -> frozenset[str]:
    """The digests of those entries of ``log`` that stand: not taken back, or taken back and restored."""
    entries = list(log)
    undoing: dict[str, list[str]] = defaultdict(list)
    for logged in entries:
        if isinstance(logged.entry, Undone):
            undoing[logged.entry.entry].append(logged.digest)
    standing: dict[str, bool] = {}

    def stands(digest: str) -> bool:
        # An undoing holds the digest of what it undoes, so that no chain of them comes back to its start.
        if digest not in standing:
            standing[digest] = not any(stands(other) for other in undoing[digest])
        return standing[digest]

    return frozenset(logged.digest for logged in entries if stands(logged.digest))


def standing_acts(log: Iterable[Logged]) -> list[Logged]:
    """The acts of ``log`` that stand, in the order filed."""
    entries = sorted(log, key=_filed_order)
    standing = standing_digests(entries)
    acts = (logged for logged in entries if isinstance(logged.entry, Act))
    return [act for act in acts if act.digest in standing]


def decide(log: Iterable[Logged], carried: Callable[[str], str]) -> Decisions:
    """What the acts of ``log`` come to; ``carried`` gives the id that an item has in today's reading."""
    verdicts: dict[Pair, list[tuple[Verdict, str | None, tuple[str, str]]]] = defaultdict(list)
    corrections: dict[str, dict[str, Value]] = defaultdict(dict)
    filed: dict[tuple[str, str], tuple[str, str]] = {}
    retracted: set[str] = set()
    for logged in standing_acts(log):
        match logged.entry:
            case Judged(a, b, verdict, _, by):
                for n, (x, y) in enumerate(product(map(carried, a), map(carried, b))):
                    pair = frozenset((x, y))
                    # Two that are the same need one tie, unless more of their pairs were judged before.
                    if x != y and (n == 0 or verdict != "same" or pair in verdicts):
                        verdicts[pair].append((verdict, by, _filed_order(logged)))
            case Corrected(ids, fields):
                for name in map(carried, ids):
                    corrections[name].update(fields)
                    filed.update({(name, cell): _filed_order(logged) for cell in fields})
            case Retracted(ids):
                retracted.update(map(carried, ids))
    decided = _decided(verdicts)
    conflicts = tuple(sorted({*_disagreements(verdicts), *_contradictions(decided)}, key=lambda c: c.items))
    return Decisions(decided, corrections, frozenset(retracted), conflicts, filed)


def _filed_order(logged: Logged) -> tuple[str, str]:
    return (logged.filed_at, logged.digest)


def _decided(verdicts: Mapping[Pair, Sequence[tuple[Verdict, str | None, tuple[str, str]]]]) -> Decided:
    last = {pair: given[-1] for pair, given in verdicts.items()}
    same = sorted((at, sorted(pair)) for pair, (verdict, _, at) in last.items() if verdict == "same")
    return Decided(
        same=tuple((pair[0], pair[1]) for _, pair in same),
        different=frozenset(pair for pair, (verdict, _, _) in last.items() if verdict == "different"),
        open=frozenset(pair for pair, (verdict, _, _) in last.items() if verdict != "same"),
    )


def _disagreements(
    verdicts: Mapping[Pair, Sequence[tuple[Verdict, str | None, tuple[str, str]]]],
) -> Iterator[Conflict]:
    """Pairs that two people judge in two ways; what somebody said later takes the place of what they said."""
    for pair, given in verdicts.items():
        by_person = {by: verdict for verdict, by, _ in given}
        said = sorted((verdict, by or "somebody") for by, verdict in by_person.items() if verdict != "unsure")
        if len({verdict for verdict, _ in said}) > 1:
            words = ", ".join(f"{verdict} by {by}" for verdict, by in said)
            yield Conflict(tuple(sorted(pair)), f"judged {words}")


def _contradictions(decided: Decided) -> Iterator[Conflict]:
    """Pairs judged different whose ends are tied by a chain of pairs judged the same."""
    ties = _partners(decided)
    groups = Groups({name for pair in (*decided.same, *decided.different) for name in pair})
    for tied in decided.same:
        groups.join(*tied)
    for pair in decided.different:
        a, b = sorted(pair)
        if groups.root(a) == groups.root(b):
            chain = _chain(a, b, ties)
            words = ", ".join(f"{x} same as {y}" for x, y in pairwise(chain))
            yield Conflict(tuple(sorted(chain)), f"{words}, but {a} different from {b}")


def _partners(decided: Decided) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in decided.same:
        found[a].add(b)
        found[b].add(a)
    return found


def _chain(a: str, b: str, ties: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The shortest way from ``a`` to ``b`` along ``ties``."""
    ways: list[tuple[str, ...]] = [(a,)]
    seen = {a}
    for way in ways:
        if way[-1] == b:
            return way
        for other in sorted(ties[way[-1]] - seen):
            seen.add(other)
            ways.append((*way, other))
    return (a, b)
