"""Tellings, actors and statements gathered across reports come in, and rows of the ledger's view go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sitrep.ledger.state import (
    ActorRow,
    Appearance,
    EventRow,
    Item,
    PlaceRow,
    ReportRow,
    Series,
    StatementRow,
)
from sitrep.merge.told import Telling, Told, ToldActor, ToldStatement, Who
from sitrep.record import Place

__all__ = ["actor_row", "event_row", "report_row", "statement_row"]

_PRECISIONS = ("point", "city", "district", "region", "country")


def report_row(told: Told, reprints: Mapping[str, str]) -> ReportRow:
    """The row of one filed report."""
    return ReportRow(
        id=told.id,
        title=told.title,
        publisher=told.publisher,
        published=told.published,
        url=told.url,
        reprint_of=reprints.get(told.id),
        version_of=None,
    )


def event_row(
    items: Sequence[Telling], series: Sequence[Series], reprints: Mapping[str, str], names: Mapping[str, str]
) -> EventRow:
    """The row of the event that ``items``, in the order told, tell of; ``series`` are the event's."""
    reports = tuple(dict.fromkeys(item.report for item in items))
    earliest, latest = _interval(items)
    return EventRow(
        id=items[0].id,
        type=items[0].type,
        mode=_commonest(item.mode for item in items),
        actors=_names((who for item in items for who in item.actors), names),
        recipients=_names((who for item in items for who in item.recipients), names),
        place=_place(items),
        earliest=earliest,
        latest=latest,
        reality=items[-1].reality,
        reports=reports,
        independent=len({reprints.get(report, report) for report in reports}),
        items=tuple(Item(item.report, item.id, item.quote) for item in items),
        disputed=any(one.disputed for one in series),
        status="to_review",
        series=tuple(one.id for one in series),
    )


def actor_row(group: Sequence[ToldActor]) -> ActorRow:
    """The row of the actor that all of ``group``, in the order told, are."""
    first = group[0].actor
    names = dict.fromkeys([first.name, *(name for told in group for name in told.names)])
    sectors = dict.fromkeys(sector for told in group for sector in told.actor.sectors)
    country = next((told.actor.country for told in group if told.actor.country), None)
    return ActorRow(first.id, first.name, tuple(names), country, tuple(sectors))


def statement_row(
    group: Sequence[ToldStatement], names: Mapping[str, str], leads_to: Mapping[str, str]
) -> StatementRow:
    """The row of the statement that all of ``group`` are; ``leads_to`` gives the row of each one's id."""
    first = group[0]
    answered = next((told.replies_to for told in group if told.replies_to), None)
    return StatementRow(
        id=first.id,
        speaker=_name(first.speaker, names) if first.speaker else None,
        content=first.content,
        appearances=tuple(Appearance(told.report, told.id) for told in group),
        replies_to=leads_to[answered] if answered else None,
    )


def _name(who: Who, names: Mapping[str, str]) -> str:
    return names.get(who.actor or "", who.name)


def _names(parties: Iterable[Who], names: Mapping[str, str]) -> tuple[str, ...]:
    """Each party once, under the name it was first told by."""
    shown: dict[str, str] = {}
    for who in parties:
        shown.setdefault(who.key, _name(who, names))
    return tuple(shown.values())


def _commonest(values: Iterable[str | None]) -> str | None:
    """The value told most often, the earlier of two told as often; None where none is told."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _place(items: Sequence[Telling]) -> PlaceRow | None:
    """The most precise place told, of those the one told most often."""
    told = [item.place for item in items if item.place]
    if not told:
        return None
    counted = Counter(place.name for place in told)
    best = min(told, key=lambda place: (_PRECISIONS.index(place.precision), -counted[place.name]))
    return _place_row(best)


def _place_row(place: Place) -> PlaceRow:
    return PlaceRow(place.name, place.country, place.lat, place.lon)


def _interval(items: Sequence[Telling]) -> tuple[str | None, str | None]:
    """The narrowest time told, the earliest telling's of two alike."""
    widths = [item.days.last - item.days.first if item.earliest and item.days else None for item in items]
    dated = [(width, n) for n, width in enumerate(widths) if width is not None]
    item = items[min(dated)[1]] if dated else items[0]
    return item.earliest, item.latest
