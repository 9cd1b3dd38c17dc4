"""Judgements on pairs come in, and clusters in which no two items contradict each other go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sitrep.merge.judgement import Judgement

__all__ = ["Groups", "cluster"]


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


def cluster(
    ids: Sequence[str], judgements: Iterable[Judgement], differ: Callable[[str, str], bool]
) -> list[tuple[str, ...]]:
    """Sets of ``ids`` linked by judgements of ``same``, each in the order of ``ids``.

    Links are made from the heaviest down, ties by id, so the outcome does not hang on the order of
    the judgements. A link is left out where it would bring two items together that ``differ``.
    """
    groups = Groups(ids)
    members = {name: [name] for name in ids}
    links = (j for j in judgements if j.verdict == "same")
    for link in sorted(links, key=lambda j: (-j.weight, *sorted((j.a, j.b)))):
        a, b = groups.root(link.a), groups.root(link.b)
        if a == b or any(differ(x, y) for x in members[a] for y in members[b]):
            continue
        root = groups.join(a, b)
        members[root] = members.pop(a) + members.pop(b)
    place = {name: n for n, name in enumerate(ids)}
    found = [tuple(sorted(names, key=place.__getitem__)) for names in members.values()]
    return sorted(found, key=lambda names: place[names[0]])
