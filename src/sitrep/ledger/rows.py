"""Tellings, figures and statements found to be one come in, and are written as a row of the ledger's view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import cast

from sitrep.ledger.board import Item as Told
from sitrep.ledger.entries import Value
from sitrep.ledger.series import Built
from sitrep.ledger.state import Appearance, Item, PlaceRow, Status
from sitrep.ledger.work import Work, standing_of
from sitrep.merge.days import moment
from sitrep.merge.told import Telling, ToldStatement, Who
from sitrep.record import Place
from sitrep.record.codec import encode

__all__ = ["write_event", "write_series", "write_statement"]

_PRECISIONS = ("point", "city", "district", "region", "country")
_EVENT = f"INSERT OR REPLACE INTO events VALUES ({', '.join('?' * 14)})"
_SERIES = f"INSERT OR REPLACE INTO series VALUES ({', '.join('?' * 13)})"
_STATEMENT = "INSERT OR REPLACE INTO statements VALUES (?, ?, ?, ?, ?, ?)"
_ORIGINALS = "SELECT id, coalesce(reprint_of, id) FROM reports WHERE id IN (SELECT value FROM json_each(?))"
_CELLS = ("type", "mode", "actors", "recipients", "place", "earliest", "latest", "reality")


def write_event(work: Work, tellings: Sequence[Telling], items: Sequence[Told]) -> None:
    """The row of the event that ``tellings``, in the order told, tell of.

    Of several that are not all retracted only those count that are not.
    """
    live = [t for t, item in zip(tellings, items, strict=True) if not work.is_retracted(item)]
    told = live or list(tellings)
    cells = work.decisions.corrected(item.id for item in items)
    reports = list(dict.fromkeys(telling.report for telling in told))
    originals = dict(work.connection.execute(_ORIGINALS, (encode(reports),)))
    earliest, latest = _interval(told)
    read: dict[str, object] = {
        "type": told[0].type,
        "mode": _commonest(telling.mode for telling in told),
        "actors": _parties(who for telling in told for who in telling.actors),
        "recipients": _parties(who for telling in told for who in telling.recipients),
        "place": _place(told),
        "earliest": earliest,
        "latest": latest,
        "reality": told[-1].reality,
    }
    shown = {name: _cell(name, cells[name]) if name in cells else read[name] for name in _CELLS}
    began = shown["earliest"]
    row = (
        items[0].id,
        standing_of((moment(str(began)) if began else told[0].order[0], items[0].id)),
        *(
            encode(shown[n]) if n in ("actors", "recipients") else shown[n]
            for n in ("type", "mode", "actors", "recipients")
        ),
        encode(shown["place"]) if shown["place"] is not None else None,
        *(shown[name] for name in ("earliest", "latest", "reality")),
        encode(reports),
        len({originals[report] for report in reports}),
        encode([Item(telling.report, telling.id, telling.quote) for telling in told]),
        _status(bool(live), cells),
    )
    work.connection.execute(_EVENT, row)


def write_series(work: Work, owner: str, built: Built) -> None:
    """The row of a series that hangs on ``owner``."""
    series = built.series
    versions = list(zip(series.versions, built.speakers, strict=True))
    cells = (series.event, series.measure, series.counted, series.unit, series.part_of)
    numbers = (series.low, series.best, series.high, int(series.disputed))
    standing = standing_of((*built.standing, series.id))
    work.connection.execute(_SERIES, (series.id, standing, owner, *cells, *numbers, encode(versions)))


def write_statement(work: Work, group: Sequence[ToldStatement]) -> None:
    """The row of the statement that all of ``group`` are; it answers what the first of them answers."""
    cells = work.decisions.corrected(told.id for told in group)
    first = group[0]
    speaker: object = _named(first.speaker) if first.speaker else None
    if "speaker" in cells:
        speaker = None if cells["speaker"] is None else _name_given(str(cells["speaker"]))
    answered = next((told.replies_to for told in group if told.replies_to), None)
    row = (
        first.id,
        standing_of(first.order),
        None if speaker is None else encode(speaker),
        first.content,
        encode([Appearance(told.report, told.id) for told in group]),
        cells.get("replies_to", answered),
    )
    work.connection.execute(_STATEMENT, row)


def _status(is_live: bool, cells: dict[str, Value]) -> Status:
    said = cells.get("status")
    if not is_live or said == "rejected":
        return "rejected"
    if any(name in cells for name in _CELLS):
        return "corrected"
    return cast("Status", said or "to_review")


def _cell(name: str, value: Value) -> object:
    if name in ("actors", "recipients") and isinstance(value, list):
        return [_name_given(given) for given in value]
    return value


def _named(who: Who) -> list[str | None]:
    return [who.key, who.name, who.actor]


def _name_given(name: str) -> list[str | None]:
    """A party as a person names it, who is no actor of any report."""
    return [name, name, None]


def _parties(told: Iterable[Who]) -> list[list[str | None]]:
    """Each party once, as it was first told."""
    shown: dict[str, Who] = {}
    for who in told:
        shown.setdefault(who.key, who)
    return [_named(who) for who in shown.values()]


def _commonest(values: Iterable[str | None]) -> str | None:
    """The value told most often, the earlier of two told as often; None where none is told."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _place(tellings: Sequence[Telling]) -> PlaceRow | None:
    """The most precise place told, of those the one told most often."""
    told = [telling.place for telling in tellings if telling.place]
    if not told:
        return None
    counted = Counter(place.name for place in told)
    best = min(told, key=lambda place: (_PRECISIONS.index(place.precision), -counted[place.name]))
    return _place_row(best)


def _place_row(place: Place) -> PlaceRow:
    return PlaceRow(place.name, place.country, place.lat, place.lon)


def _interval(tellings: Sequence[Telling]) -> tuple[str | None, str | None]:
    """The narrowest time told, the earliest telling's of two alike."""
    widths = [t.days.last - t.days.first if t.earliest and t.days else None for t in tellings]
    dated = [(width, n) for n, width in enumerate(widths) if width is not None]
    telling = tellings[min(dated)[1]] if dated else tellings[0]
    return telling.earliest, telling.latest
