"""Values come in, and pages written from the templates go out; all text of reports is escaped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sitrep.ledger.state import Series
from sitrep.views.document import Line
from sitrep.views.labels import event_label, kind_label, series_label
from sitrep.views.wording import (
    day_in_words,
    interval_in_words,
    number_in_words,
    plural,
    shortened,
    span_in_words,
)
from sitrep.web.address import VIEWS

if TYPE_CHECKING:
    from sitrep.web.desk import Desk

__all__ = ["frame", "render"]

_STATES = {
    "to_review": "to review",
    "accepted": "accepted",
    "corrected": "corrected",
    "rejected": "rejected",
}


def frame(desk: Desk) -> dict[str, Any]:
    """What the frame of every page shows: whose ledger it is, who is at it, where one can go."""
    return {"name": desk.path.name, "by": desk.by, "views": VIEWS, "address": None}


def render(name: str, /, **values: Any) -> str:
    """The template ``name`` written out."""
    return _environment().get_template(name).render(values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sitrep.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=day_in_words,
        plural=lambda number, noun: plural(number, noun),
        short=shortened,
        label=event_label,
        state=lambda status: _STATES.get(status, status),
        number=lambda version: number_in_words(version.low, version.high, version.bound),
        to_json=json.dumps,
        query=urlencode,
        emphasised=_emphasised,
        by_day=_by_day,
        drawing=Markup,
    )
    environment.globals.update(
        kind=kind_label, when=interval_in_words, figure=_figure, series_label=series_label
    )
    return environment


def _by_day(lines: Sequence[Line], is_by_day: bool) -> list[tuple[str | None, list[Line]]]:
    """Lines in groups of one day, or all in one group without a day."""
    if not is_by_day:
        return [(None, list(lines))]
    return [(day or "", list(told)) for day, told in groupby(lines, key=lambda line: line.day)]


def _figure(series: Series) -> str:
    """A series in a few signs: its best number, or from the lowest to the highest while disputed."""
    if series.best is not None:
        last = series.versions[-1]
        is_best = series.best in (last.low, last.high)
        return number_in_words(
            *((last.low, last.high, last.bound) if is_best else (series.best, series.best, "exact"))
        )
    if series.disputed:
        named = [n for v in series.versions for n in (v.low, v.high) if n is not None]
        return span_in_words(min(named), max(named))
    return span_in_words(series.low, series.high)


def _emphasised(text: str) -> Markup:
    """Text of a document with its strong words and names of things marked as such."""
    parts = str(Markup.escape(text)).split("**")
    strong = "".join(f"<strong>{part}</strong>" if n % 2 else part for n, part in enumerate(parts))
    pieces = strong.split("`")
    return Markup("".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces)))
