"""A ledger comes in, and a TimelineJS 3 timeline as JSON goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from sitrep.export.account import Account, Accounts
from sitrep.export.citing import published
from sitrep.export.interval import Interval
from sitrep.export.quoting import to_html
from sitrep.record.codec import encode
from sitrep.views.labels import kind_label

if TYPE_CHECKING:
    from datetime import date

    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["Slide", "export", "slides"]


@dataclass(frozen=True, slots=True)
class Slide:
    """One event on a timeline; days are year, month and day, of a whole month or year only these."""

    id: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    display: str
    headline: str
    text: str
    group: str


def export(ledger: LedgerView) -> Exported:
    """The JSON of TimelineJS 3: what is uncertain about a date stands in the date that is displayed.

    An undated event stands at the day of its first report and says so; one whose report has no date
    either can stand nowhere on a timeline and is left out. Headline and text are HTML.
    """
    events = [_event(slide) for slide in slides(ledger)]
    return {"ledger.json": encode({"events": events}, indent=2) + "\n"}


def slides(ledger: LedgerView) -> Iterator[Slide]:
    """A slide an event, those left out that no day can be given for."""
    return (slide for slide in map(_slide, Accounts(ledger)) if slide)


def _slide(account: Account) -> Slide | None:
    event = account.event
    interval, display = _when(account)
    if interval.start is None or interval.end is None:
        return None
    start = _parts(interval.start, interval)
    end = _parts(interval.end, interval)
    kind = kind_label(event.type, None)
    label = escape(account.label, quote=False)
    group = kind[:1].upper() + kind[1:]
    return Slide(event.id, start, () if end == start else end, display, label, to_html(account), group)


def _when(account: Account) -> tuple[Interval, str]:
    told = account.interval
    if told.start is not None:
        return told, told.words
    days = [published(telling.report).start for telling in account.tellings]
    first = min((day for day in days if day), default=None)
    reported = Interval(first, first)
    return reported, f"undated, reported {reported.words}"


def _parts(day: date, interval: Interval) -> tuple[int, ...]:
    if not interval.is_named:
        return (day.year, day.month, day.day)
    assert interval.first is not None
    assert interval.last is not None
    return (day.year, day.month) if interval.first.month == interval.last.month else (day.year,)


def _event(slide: Slide) -> dict[str, Any]:
    names = ("year", "month", "day")
    dates: dict[str, Any] = {
        "start_date": {**dict(zip(names, slide.start, strict=False)), "display_date": slide.display}
    }
    if slide.end:
        dates["end_date"] = dict(zip(names, slide.end, strict=False))
    return {
        "unique_id": slide.id,
        **dates,
        "display_date": slide.display,
        "text": {"headline": slide.headline, "text": slide.text},
        "group": slide.group,
    }
