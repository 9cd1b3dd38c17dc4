"""The shipped list of leaders comes in, and who bears a name, and who is in office on a day, goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from sitrep.errors import ResourceError

__all__ = ["Leader", "Leaders", "leaders"]

SHIPPED = Path(__file__).with_name("data") / "leaders.yaml"
_FAMILY_FIRST = frozenset("CHN ETH IDN KHM KOR MYS PRK THA TWN VNM".split())
"""Countries whose people are called by the first word of their names: "President Hu", "Thaksin"."""
_ARTICLES = ("al-", "el-")


@dataclass(frozen=True, slots=True)
class Leader:
    """One term of one leader: ``since`` and ``until`` are ISO 8601 days or months, "" where it goes on."""

    names: tuple[str, ...]
    country: str
    since: str
    until: str

    def holds(self, day: str) -> bool:
        """Whether the term covers ``day``, an ISO 8601 date."""
        return self.since <= day and (not self.until or day <= self.until)

    @property
    def short(self) -> str:
        """What reports call the leader by after the first mention, in lower case."""
        words = self.names[0].lower().removesuffix(" jr.").split()
        word = words[0] if self.country in _FAMILY_FIRST else words[-1]
        return word.removeprefix(_ARTICLES[0]).removeprefix(_ARTICLES[1])


@dataclass(frozen=True, slots=True)
class Leaders:
    """Terms by full name and by short name, both in lower case."""

    by_name: Mapping[str, tuple[Leader, ...]]
    by_short: Mapping[str, tuple[Leader, ...]]

    def named(self, name: str) -> tuple[Leader, ...]:
        """Every term of whoever bears just this full name."""
        return self.by_name.get(name.lower(), ())

    def in_office(self, short: str, day: str) -> Leader | None:
        """Who is called ``short`` and is in office on ``day``; None where nobody or two of two countries are.

        >>> leaders().in_office("Bush", "2006-04-24").country
        'USA'
        """
        word = short.lower().removeprefix(_ARTICLES[0]).removeprefix(_ARTICLES[1])
        holding = [leader for leader in self.by_short.get(word, ()) if leader.holds(day)]
        return holding[0] if len({leader.country for leader in holding}) == 1 else None


@cache
def leaders() -> Leaders:
    """The list that ships with sitrep; :class:`ResourceError` where its file is not whole."""
    try:
        rows = yaml.load(
            SHIPPED.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        )["leaders"]
        found = [_leader(country, row) for country, lines in rows.items() for row in lines]
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise ResourceError(f"{SHIPPED}: expected leaders by country, but {error!r}") from error
    return Leaders(
        _grouped((name.lower(), leader) for leader in found for name in leader.names),
        _grouped((leader.short, leader) for leader in found),
    )


def _leader(country: str, row: str) -> Leader:
    names, since, until = (part.strip() for part in row.split("|"))
    return Leader(tuple(name.strip() for name in names.split(" / ")), country, since, until)


def _grouped(pairs: Iterable[tuple[str, Leader]]) -> Mapping[str, tuple[Leader, ...]]:
    found: defaultdict[str, list[Leader]] = defaultdict(list)
    for key, leader in pairs:
        found[key].append(leader)
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})
