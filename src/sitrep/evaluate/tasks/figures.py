"""Numbers of victims of gold and record come in, and how often the record has them goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.evaluate.corpora import gva
from sitrep.evaluate.corpora.gva import Incident
from sitrep.evaluate.gold import Document
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Figures, Tally, Totals, share
from sitrep.evaluate.task import Task
from sitrep.record import Record

__all__ = ["TASK", "Count", "Victims", "has_number", "predicted", "tally"]

MEASURES = ("killed", "injured")
LEAST = 2
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True)
class Victims:
    """How many were killed and injured; None where that is not asked of the report."""

    killed: int | None
    injured: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a record: its measure and the numbers as given, in the order of the text."""

    measure: str
    start: int
    quote: str
    low: int | float | None
    high: int | float | None


def predicted(record: Record) -> tuple[Count, ...]:
    """The figures of a record that count killed or injured, in the order of the text."""
    found = (
        Count(f.measure, f.start, f.quote, f.low, f.high) for f in record.figures if f.measure in MEASURES
    )
    return tuple(sorted(found, key=lambda count: count.start))


def tally(gold: Victims, found: tuple[Count, ...]) -> Tally:
    """Whether the first, and any, figure of a measure has the number as its low or high."""
    counts: dict[str, float] = {}
    for measure in MEASURES:
        number = getattr(gold, measure)
        if number is None:
            continue
        hits = [number in (count.low, count.high) for count in found if count.measure == measure]
        counts |= {f"{measure}.asked": 1, f"{measure}_first": any(hits[:1]), f"{measure}_any": any(hits)}
    return Tally(counts)


def has_number(text: str, number: int) -> bool:
    """Whether ``number`` stands in ``text`` in digits, not within another number, or, under 100, in words."""
    forms = [rf"{number:,}", str(number)]
    if number < 20:
        forms.append(ONES[number])
    elif number < 100:
        tens, ones = TENS[number // 10 - 2], ONES[number % 10]
        forms.append(
            rf"{tens}[\s-]{ones}" if number % 10 else rf"{tens}(?![\s-](?:{'|'.join(ONES[1:10])})\b)"
        )
    return re.search(rf"(?<![\w.,])(?:{'|'.join(forms)})(?![\w]|[.,]\d)", text, re.IGNORECASE) is not None


def _figures(totals: Totals) -> Figures:
    names = [(f"{measure}_{which}", f"{measure}.asked") for measure in MEASURES for which in ("first", "any")]
    figures = {name: share(totals.count(name), totals.count(asked)) for name, asked in names}
    return figures | {f"n.{name}": totals.count(asked) for name, asked in names}


def _documents(member: Member) -> Iterator[Document[Victims]]:
    """The reports that are asked about at least one of the two measures."""
    for document in gva.documents(member):
        gold = _asked(document.gold, document.report.text)
        if gold.killed is not None or gold.injured is not None:
            yield Document(document.name, document.report, gold)


def _asked(incident: Incident, text: str) -> Victims:
    numbers = (incident.num_killed, incident.num_injured)
    return Victims(*(n if n >= LEAST and has_number(text, n) else None for n in numbers))


TASK = Task({gva.FORM.name: _documents}, predicted, tally, _figures)
