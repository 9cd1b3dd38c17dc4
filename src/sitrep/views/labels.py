"""Codes come in, and the words that a brief uses for them go out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sitrep.views.wording import day_in_words, shortened

if TYPE_CHECKING:
    from sitrep.ledger.state import EventRow, Series
    from sitrep.record import Record, Statement

__all__ = ["event_label", "kind_label", "series_label", "speaker_name"]


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


_UNWILLED = frozenset({"ACCIDENT", "DISASTER"})
"""Types that nobody does to anybody: whom they hit, their figures say."""


def kind_label(type_: str, mode: str | None) -> str:
    """Type and mode of an event in words: "resignation" for RETREAT, resign.

    >>> kind_label("RETREAT", "resign")
    'resignation'
    """
    labels = _labels()
    if mode is None:
        return labels["types"].get(type_, type_.lower())
    return labels["modes"].get(f"{type_}/{mode}", mode.replace("_", " ").replace("-", " "))


def event_label(event: EventRow | None, *, dated: bool = True) -> str:
    """An event in a few words: what, by whom, to whom, where and, if ``dated``, its first day."""
    if event is None:
        return ""
    kind = kind_label(event.type, event.mode)
    parts = [kind[:1].upper() + kind[1:]]
    if event.actors:
        parts.append(f"by {_listed(event.actors)}")
    if event.recipients and event.type not in _UNWILLED:
        parts.append(f"→ {_listed(event.recipients)}")
    label = " ".join(parts)
    place = f", {event.place.name}" if event.place else ""
    day = f", {day_in_words(event.earliest)}" if dated and event.earliest else ""
    return f"{label}{place}{day}"


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def speaker_name(record: Record, statement: Statement) -> str:
    """Who says so: the actor by name where the words are only "he" or "the ministry", else the words."""
    if statement.speaker is None:
        return "no named speaker"
    actor = next((a for a in record.actors if a.id == statement.speaker.actor), None)
    return shortened(actor.name if actor else statement.speaker.quote, 60)


def series_label(series: Series, event: EventRow | None) -> str:
    """What a series counts, and at which event: "Killed (police), riot or clash, Beirut, 8 Aug 2020"."""
    measure = _labels()["measures"].get(series.measure, series.measure)
    group = f" ({series.counted})" if series.counted and series.counted != "people" else ""
    unit = f" [{series.unit}]" if series.unit else ""
    at = f" — {event_label(event)}" if event else ""
    return f"{measure}{group}{unit}{at}"
