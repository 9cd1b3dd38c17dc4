"""Mentions come in one by one, and the actors of a report with all of theirs go out, to be looked up fast."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitrep.readers.naming import Naming

__all__ = ["Role", "Roles", "words_of_name"]


@dataclass
class Role:
    """One actor while its mentions are gathered."""

    best: Naming
    number: int
    mentions: list[Naming] = field(default_factory=list)
    subjects: set[int] = field(default_factory=set)
    is_new: bool = False

    def take(self, naming: Naming) -> None:
        self.mentions.append(naming)
        if naming.form == "pronoun":
            return
        longer = self.best.form != "name" or len(naming.name) > len(self.best.name)
        if naming.form == "name" and naming.kind == self.best.kind and longer:
            kept = self.best
            self.best = replace(
                naming,
                title=naming.title or kept.title,
                country=naming.country or kept.country,
                sectors=naming.sectors or kept.sectors,
            )
        else:
            self.best = replace(
                self.best,
                title=self.best.title or naming.title,
                country=self.best.country or naming.country,
                sectors=self.best.sectors or naming.sectors,
            )


class Roles:
    """The actors of a report while they are gathered, in order of first mention, to be looked up fast."""

    def __init__(self) -> None:
        self.all: list[Role] = []
        self._by_key: dict[tuple[str, ...], Role] = {}
        self._keys_by_word: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        self._bodies: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._mentions: list[tuple[int, int, int]] = []

    def add(self, naming: Naming) -> Role:
        """A new actor, as yet without a mention."""
        role = Role(naming, len(self.all))
        self.all.append(role)
        return role

    def take(self, role: Role, naming: Naming) -> None:
        """Take ``naming`` for a mention of ``role``."""
        role.take(naming)
        insort(self._mentions, (naming.start, naming.end, role.number))
        known = self._by_key.get(naming.key)
        if known is None or known.number < role.number:
            self._by_key[naming.key] = role
        if naming.key[0] == "person":
            for word in naming.key[1:]:
                self._keys_by_word[word][naming.key] = None
        elif naming.kind == "organization" and naming.form == "name":
            for word in words_of_name(naming.name)[:1]:
                self._bodies[word][role.number] = None

    def named(self, key: tuple[str, ...]) -> Role | None:
        """The last actor with this key."""
        return self._by_key.get(key)

    def persons(self, words: Iterable[str]) -> Iterator[tuple[tuple[str, ...], Role]]:
        """Every person with one of ``words`` in a name, with that name."""
        for word in words:
            for key in self._keys_by_word.get(word, ()):
                yield key[1:], self._by_key[key]

    def bodies(self, word: str) -> Iterator[Role]:
        """Every organisation with a name that opens with ``word``, in order of first mention."""
        yield from (self.all[number] for number in sorted(self._bodies.get(word, ())))

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Role]]:
        """The mentions that begin in ``[start, end)``, in their order, with whose they are."""
        first, last = (bisect_left(self._mentions, (offset,)) for offset in (start, end))
        for opening, closing, number in self._mentions[first:last]:
            yield opening, closing, self.all[number]


def words_of_name(name: str) -> list[str]:
    """The words of a body's name in lower case, without "the"."""
    return [word for word in name.lower().replace(",", " ").split() if word != "the"]
