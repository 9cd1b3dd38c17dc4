"""Judgements on pairs come in, and clusters in which no two items contradict each other go out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sitrep.merge.judgement import Judgement

__all__ = ["Decided", "Groups", "cluster"]

Pair = frozenset[str]


class Groups:
    """Disjoint sets of ids (union-find with path halving)."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {name: name for name in ids}

    def root(self, name: str) -> str:
        """The id that stands for the set of ``name``."""
        parent = self._parent
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, a: str, b: str) -> str:
        """Make the sets of ``a`` and ``b`` one; the lower of the two roots stands for it."""
        low, high = sorted((self.root(a), self.root(b)))
        self._parent[high] = low
        return low


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided on pairs: ``same`` in the order decided, ``different``, and left ``open``.

    A pair that somebody called unsure is open: no machine may join it by itself.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: frozenset[Pair] = frozenset()
    open: frozenset[Pair] = frozenset()


def cluster(
    ids: Sequence[str],
    judgements: Iterable[Judgement],
    differ: Callable[[str, str], bool],
    decided: Decided | None = None,
) -> list[tuple[str, ...]]:
    """Sets of ``ids`` linked by judgements of ``same``, each in the order of ``ids``.

    Links that people made come first, then the machine's from the heaviest down, ties by id, so the
    outcome does not hang on the order of the judgements. A machine's link is left out where machine links
    would then tie two items that ``differ``; any link is, where a person said that two are different: a
    chain of machine links between these is cut at its weakest, a chain of a person's own at its last. What a
    person tied may differ in whatever it likes, and takes along what the machine tied to it.
    """
    decided = decided or Decided()
    everything, strands = _Sets(ids), _Sets(ids)
    apart = _apart(decided.different, everything.members.keys())

    def is_parted(a: str, b: str) -> bool:
        ours, theirs = everything.of(a), everything.of(b)
        return bool(apart) and any(not apart[x].isdisjoint(theirs) for x in ours if x in apart)

    for a, b in decided.same:
        if a in everything.members and b in everything.members and not is_parted(a, b):
            everything.join(a, b)
    links = (j for j in judgements if j.verdict == "same" and frozenset((j.a, j.b)) not in decided.open)
    for link in sorted(links, key=lambda j: (-j.weight, *sorted((j.a, j.b)))):
        a, b = link.a, link.b
        if strands.root(a) == strands.root(b) or (
            everything.root(a) != everything.root(b) and is_parted(a, b)
        ):
            continue
        if not any(differ(x, y) for x in strands.of(a) for y in strands.of(b)):
            strands.join(a, b)
            everything.join(a, b)
    place = {name: n for n, name in enumerate(ids)}
    found = [tuple(sorted(names, key=place.__getitem__)) for names in everything.members.values() if names]
    return sorted(found, key=lambda names: place[names[0]])


class _Sets(Groups):
    """Disjoint sets that know their members; one that was joined to another is empty."""

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__(ids)
        self.members = {name: [name] for name in self._parent}

    def of(self, name: str) -> list[str]:
        """The members of the set of ``name``."""
        return self.members[self.root(name)]

    def join(self, a: str, b: str) -> str:
        a, b = self.root(a), self.root(b)
        if a == b:
            return a
        root = super().join(a, b)
        other = b if root == a else a
        self.members[root] = self.members[root] + self.members[other]
        self.members[other] = []
        return root


def _apart(pairs: Iterable[Pair], ids: Collection[str]) -> dict[str, set[str]]:
    """For each of ``ids`` those that a person told apart from it."""
    apart: dict[str, set[str]] = {}
    for pair in pairs:
        if len(pair) == 2 and all(name in ids for name in pair):
            a, b = pair
            apart.setdefault(a, set()).add(b)
            apart.setdefault(b, set()).add(a)
    return apart
