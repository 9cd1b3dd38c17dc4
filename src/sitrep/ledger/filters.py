"""A person's words for which events are meant come in, and a filter that they are chosen by goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_args

from sitrep.errors import InputError
from sitrep.ledger.state import Status
from sitrep.record.event import Reality

__all__ = ["NOWHERE", "Filter"]

NOWHERE = "none"
"""Stands for an event without a country among the values of ``country``."""
_LISTED = ("type", "mode", "country", "status", "reality")
_ALLOWED = {"status": get_args(Status), "reality": get_args(Reality)}
_TERM = re.compile(r"""(\w+)=("[^"]*"|'[^']*'|[^\s]*)|(\S+)""")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are meant: those that hold all that is set here; nothing set means every event.

    Of ``type``, ``mode``, ``country``, ``status`` and ``reality`` any of the values will do. ``since`` and
    ``until`` are ISO 8601 days, both included: an event is inside where any day that it may have been on is.
    ``words`` stand in a report that tells it. ``actor`` is a part of a party's name, in any case.
    """

    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    reality: tuple[str, ...] = ()
    disputed: bool | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    actor: str | None = None
    words: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, str] | Iterable[tuple[str, str]]) -> Filter:
        """The filter that names and values come to; several values of one name stand with commas between.

        :class:`InputError` for a name that there is not or a value that cannot be.
        """
        found = cls()
        for name, value in given.items() if isinstance(given, Mapping) else given:
            if name not in NAMES:
                raise InputError(f"nothing is filtered by {name!r}; there are {', '.join(NAMES)}")
            if value != "":
                change: dict[str, Any] = {name: _value(found, name, value)}
                found = replace(found, **change)
        return found

    @classmethod
    def parse(cls, expression: str) -> Filter:
        """The filter that an expression means: ``type=PROTEST country=LBN,SYR since=2020-08-01``.

        A value with blanks stands in quotes; a word alone is looked for in the reports.

        >>> Filter.parse("type=ASSAULT beirut").words
        'beirut'
        """
        pairs, words = [], []
        for name, value, word in _TERM.findall(expression):
            if word:
                words.append(word.strip("\"'"))
            else:
                pairs.append((name, value.strip("\"'")))
        if words:
            pairs.append(("words", " ".join(words)))
        return cls.of(pairs)

    def to_pairs(self) -> list[tuple[str, str]]:
        """The names and values that are set, in an order of their own; :meth:`of` them is this filter."""
        pairs = []
        for name in NAMES:
            value = getattr(self, name)
            if isinstance(value, tuple) and value:
                pairs.append((name, ",".join(value)))
            elif isinstance(value, bool):
                pairs.append((name, "yes" if value else "no"))
            elif isinstance(value, str):
                pairs.append((name, value))
        return pairs

    def is_set(self) -> bool:
        """Whether anything is left out at all."""
        return self != Filter()


NAMES: tuple[str, ...] = tuple(field.name for field in fields(Filter))


def _value(found: Filter, name: str, value: str) -> object:
    if name in _LISTED:
        values = tuple(part for part in value.split(",") if part)
        wrong = [part for part in values if part not in _ALLOWED.get(name, values)]
        if wrong:
            raise InputError(f"{name} is one of {', '.join(_ALLOWED[name])}, not {wrong[0]!r}")
        return tuple(dict.fromkeys((*getattr(found, name), *values)))
    if name == "disputed":
        if value.lower() not in _TRUTHS:
            raise InputError(f"disputed is yes or no, not {value!r}")
        return _TRUTHS[value.lower()]
    return _day(name, value) if name in ("since", "until") else value


_TRUTHS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise InputError(f"{name} is an ISO 8601 date, not {value!r}") from None
