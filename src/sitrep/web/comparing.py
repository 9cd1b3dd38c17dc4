"""Two ids come in, and their cells face to face, with what the machine makes of them, go out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sitrep.errors import InputError
from sitrep.views.labels import series_label
from sitrep.views.wording import number_in_words
from sitrep.web.address import Address
from sitrep.web.drawings.chart import draw_series
from sitrep.web.items import Item, item_in

if TYPE_CHECKING:
    from sitrep.ledger import Ledger, Waiting
    from sitrep.ledger.state import Series

__all__ = ["comparison"]

_LOOKED_AT = 100  # pairs that wait, among which the one to come next is sought


def comparison(ledger: Ledger, a: str | None, b: str | None) -> dict[str, Any]:
    """The values of the page that compares events ``a`` and ``b``, or shows what ``a`` may be one with.

    :class:`InputError` where either is no event of the ledger.
    """
    one = _event(ledger, a) if a else None
    values: dict[str, Any] = {"a": one, "pair": False, "charts": _charts(one)}
    if one is None:
        return values
    if b is None:
        b = one.waiting[0][1] if one.waiting else None
    if b is None:
        return values
    other = _event(ledger, b)
    if other.id == one.id:
        return values
    known = next((pair for pair, name, _ in one.waiting if name == other.id), None)
    return {
        **values,
        "pair": True,
        "b": other,
        "rows": list(_facing(one, other)),
        "evidence": known.evidence if known else (),
        "weight": known.weight if known else None,
        "seen": {**one.seen, **other.seen},
        "next": _next(ledger.waiting(limit=_LOOKED_AT), {one.id, other.id}),
    }


def _event(ledger: Ledger, name: str) -> Item:
    item = item_in(ledger, Address(select=name))
    if item is None or item.kind != "event":
        raise InputError(f"{name} is no event of this ledger")
    return item


def _charts(item: Item | None) -> dict[str, str]:
    rows = item.series if item else ()
    return {series.id: draw_series(series, width=560) for series in rows if len(series.versions) > 1}


def _next(pairs: Iterable[Waiting], done: set[str]) -> str:
    """Where to go when this pair is decided: the next pair of events that waits, else the list of pairs."""
    for pair in pairs:
        if pair.kind == "event" and {pair.a, pair.b} != done:
            return f"/compare?a={pair.a}&b={pair.b}"
    return "/pairs"


def _facing(one: Item, other: Item) -> Iterable[tuple[str, str, str, bool]]:
    for ours, theirs in zip(one.cells, other.cells, strict=True):
        yield ours.heading, ours.value, theirs.value, ours.value != theirs.value
    figures = [_figures(side.series) for side in (one, other)]
    for name in dict.fromkeys([*figures[0], *figures[1]]):
        mine, his = figures[0].get(name, ""), figures[1].get(name, "")
        yield name, mine, his, mine != his
    outlets = [_outlets(side) for side in (one, other)]
    yield "Reports", outlets[0], outlets[1], False


def _figures(rows: Iterable[Series]) -> dict[str, str]:
    return {
        series_label(series, None): " → ".join(
            dict.fromkeys(number_in_words(v.low, v.high, v.bound) for v in series.versions)
        )
        for series in rows
    }


def _outlets(item: Item) -> str:
    told = (
        f"{t.report.publisher or 'unknown outlet'} {(t.report.published or '')[:10]}" for t in item.tellings
    )
    return "; ".join(dict.fromkeys(told))
