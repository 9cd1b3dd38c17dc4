"""The codebook's file of time words comes in, and one immutable vocabulary goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

import sitrep.codebook
from sitrep.errors import ResourceError

__all__ = ["NamedDay", "Vocabulary", "load_vocabulary"]

SHIPPED = Path(sitrep.codebook.__path__[0]) / "data" / "times.yaml"


@dataclass(frozen=True, slots=True)
class NamedDay:
    """How the day of a name is found in a year: one of the first three is set.

    ``date`` is month and day; ``weekday`` a month, an ISO weekday and which one of it (-1 the
    last); ``easter`` the days after Easter Sunday. ``after`` adds days to any of them. ``countries``
    are those that keep it on this day (ISO 3166 alpha-3), empty where all do that are not named
    by another rule.
    """

    date: tuple[int, int] | None = None
    weekday: tuple[int, int, int] | None = None
    easter: int | None = None
    after: int = 0
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of time expressions, as ``codebook/data/times.yaml`` gives them.

    ``words`` leads from a word in lower case to the name of its category and its value there.
    """

    words: Mapping[str, tuple[str, str]]
    named_days: Mapping[str, tuple[NamedDay, ...]]
    portions: Mapping[str, tuple[float, float]]
    seasons: Mapping[str, tuple[str, str]]
    southern: frozenset[str]
    day_parts: Mapping[str, tuple[str, str]]
    future: frozenset[str]
    past: frozenset[str]
    arranged: frozenset[str]
    infinitives: frozenset[str]
    open_sides: Mapping[str, str]
    neighbours: Mapping[str, frozenset[str]]
    month_first: frozenset[str]


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with sitrep; :class:`ResourceError` where its file is not whole."""
    try:
        data = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=_fastest_loader())
        return _decode(data)
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResourceError(f"{SHIPPED}: expected the words of time expressions, but {error!r}") from error


def _fastest_loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _decode(data: dict[str, Any]) -> Vocabulary:
    return Vocabulary(
        words=MappingProxyType(dict(_categories(data["words"]))),
        named_days=MappingProxyType({name: _named_days(rules) for name, rules in data["named_days"].items()}),
        portions=MappingProxyType({name: (float(a), float(b)) for name, (a, b) in data["portions"].items()}),
        southern=frozenset(data["southern"]),
        seasons=MappingProxyType({name: (str(a), str(b)) for name, (a, b) in data["seasons"].items()}),
        day_parts=MappingProxyType({name: (str(a), str(b)) for name, (a, b) in data["day_parts"].items()}),
        future=frozenset(data["tense"]["future"]),
        past=frozenset(data["tense"]["past"]),
        arranged=frozenset(data["tense"]["arranged"]),
        infinitives=frozenset(data["tense"]["infinitives"]),
        open_sides=MappingProxyType(dict(data["open_sides"])),
        neighbours=MappingProxyType({name: frozenset(words) for name, words in data["neighbours"].items()}),
        month_first=frozenset(data["month_first"]),
    )


def _categories(categories: dict[str, dict[Any, list[str]]]) -> list[tuple[str, tuple[str, str]]]:
    return [
        (str(word), (category, str(value)))
        for category, groups in categories.items()
        for value, words in groups.items()
        for word in words
    ]


def _named_days(rules: Any) -> tuple[NamedDay, ...]:
    """The rules of one name, those of certain countries first."""
    days = [_named_day(rule) for rule in (rules if isinstance(rules, list) else [rules])]
    return tuple(sorted(days, key=lambda day: not day.countries))


def _named_day(rule: dict[str, Any]) -> NamedDay:
    countries, after = frozenset(rule.get("in", ())), int(rule.get("after", 0))
    if "date" in rule:
        month, day = rule["date"].split("-")
        return NamedDay(date=(int(month), int(day)), after=after, countries=countries)
    if "weekday" in rule:
        month, weekday, which = rule["weekday"]
        return NamedDay(weekday=(month, weekday, which), after=after, countries=countries)
    return NamedDay(easter=int(rule["easter"]), after=after, countries=countries)
