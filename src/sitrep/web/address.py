"""The query of an address comes in, and what of the ledger is in view goes out, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from sitrep.errors import InputError
from sitrep.ledger.filters import NAMES, Filter

__all__ = ["VIEWS", "Address", "Order", "View"]

View = Literal["events", "timeline", "map", "figures", "statements", "reports"]
VIEWS: tuple[View, ...] = get_args(View)
Order = Literal["new", "old", "told"]


@dataclass(frozen=True, slots=True)
class Address:
    """A view with its filter, what is selected in it and which of its words; all of it stands in the URL.

    ``select`` is the id of a row, ``cell`` one of its cells, ``n`` the place of a telling among its tellings,
    ``at`` the place of the first row shown, ``box`` the corners of the map (west, south, east, north).
    """

    view: View = "events"
    filter: Filter = field(default_factory=Filter)
    order: Order = "new"
    select: str | None = None
    cell: str = ""
    n: int = 0
    at: int = 0
    box: str | None = None

    @classmethod
    def of(cls, view: View, query: Iterable[tuple[str, str]]) -> Address:
        """The address that a query means; what it holds besides is passed over.

        :class:`InputError` for a value that cannot be.
        """
        pairs = list(query)
        own: dict[str, Any] = {}
        for name, value in pairs:
            if name in ("select", "cell", "box") and value:
                own[name] = value
            elif name in ("n", "at"):
                own[name] = _count(name, value)
            elif name == "order":
                own[name] = _order(value)
        return cls(view, Filter.of([pair for pair in pairs if pair[0] in NAMES]), **own)

    def url(self, *, form: str = "", **changes: Any) -> str:
        """The URL of this address with some things changed; ``form`` is an ending such as ``.csv``."""
        there = replace(self, **changes) if changes else self
        pairs = there.filter.to_pairs()
        if there.order != "new":
            pairs.append(("order", there.order))
        pairs += [(name, getattr(there, name)) for name in ("box", "select", "cell") if getattr(there, name)]
        pairs += [(name, str(getattr(there, name))) for name in ("n", "at") if getattr(there, name)]
        query = urlencode(pairs)
        return f"/{there.view}{form}{'?' if query else ''}{query}"

    def opening(self, select: str, cell: str = "", n: int = 0) -> str:
        """The URL of this address with a row selected; a page has hundreds of these."""
        rest = f"{'&cell=' if cell else ''}{cell}{f'&n={n}' if n else ''}"
        return f"{_stem(self)}select={select}{rest}"

    def with_value(self, name: str, value: str) -> str:
        """The URL of this view from its first row on, with one value of the filter put in or taken out."""
        now = getattr(self.filter, name)
        new: Any = value
        if isinstance(now, tuple):
            new = tuple(v for v in now if v != value) if value in now else (*now, value)
        elif name == "disputed":
            new = None if now is not None and ("yes" if now else "no") == value else value == "yes"
        change: dict[str, Any] = {name: new}
        return self.url(filter=replace(self.filter, **change), at=0, select=None, cell="", n=0)

    def has_value(self, name: str, value: str) -> bool:
        """Whether a value of the filter is set."""
        now = getattr(self.filter, name)
        if isinstance(now, tuple):
            return value in now
        return now is not None and ("yes" if now else "no") == value


@lru_cache(maxsize=32)
def _stem(address: Address) -> str:
    url = address.url(select=None, cell="", n=0, at=0)
    return f"{url}{'&' if '?' in url else '?'}"


def _count(name: str, value: str) -> int:
    if not value.isdigit() or len(value) > 9:
        raise InputError(f"{name} is a number from 0 on, not {value!r}")
    return int(value)


def _order(value: str) -> Order:
    if value not in get_args(Order):
        raise InputError(f"order is one of {', '.join(get_args(Order))}, not {value!r}")
    return value  # type: ignore[return-value]
