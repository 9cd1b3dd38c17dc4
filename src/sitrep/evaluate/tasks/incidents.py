"""Incidents of gold and record come in, and how well types and numbers of victims agree goes out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

from sitrep.evaluate.corpora import muc
from sitrep.evaluate.corpora.muc import Incident
from sitrep.evaluate.statistics import Figures, Tally, Totals, agreement, f1, share
from sitrep.evaluate.task import Task
from sitrep.record import Event, Record

__all__ = ["TASK", "Told", "predicted", "tally"]

#: What MUC calls an event of a type and mode; other violence is an attack.
TYPES: Mapping[tuple[str, str | None], str] = {
    ("ASSAULT", "explosives"): "BOMBING",
    ("ASSAULT", "suicide-attack"): "BOMBING",
    ("ASSAULT", "aerial"): "BOMBING",
    ("ASSAULT", "abduct"): "KIDNAPPING",
    ("ASSAULT", "destroy"): "ARSON",
}
_HARM = ("killed", "injured")
_TOLD = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Told:
    """Of a record: the types of its incidents, and each number of killed or injured with its effect."""

    types: tuple[str, ...]
    victims: tuple[tuple[str, int], ...]


def predicted(record: Record) -> Told:
    """Acts of violence that happened, each type once for each mode, and exact numbers of their victims."""
    types = sorted({kind for event in record.events if (kind := _type(event))})
    numbers = {
        (figure.measure, int(figure.low))
        for figure in record.figures
        if figure.measure in _HARM and figure.low is not None and figure.low == figure.high
    }
    return Told(tuple(types), tuple(sorted(numbers)))


def _type(event: Event) -> str | None:
    if event.type != "ASSAULT" or event.reality not in _TOLD:
        return None
    return TYPES.get((event.type, event.mode), "ATTACK")


def tally(gold: tuple[Incident, ...], found: Told) -> Tally:
    """Types and victims once a document each; an optional incident counts only where it is found."""
    asked = {incident.type for incident in gold if not incident.optional}
    allowed = {incident.type for incident in gold}
    victims, may = (
        {(v.effect, v.number) for i in gold for v in i.victims if v.number and (all_ or not i.optional)}
        for all_ in (False, True)
    )
    counts = _counted("type", asked, allowed, set(found.types))
    counts |= _counted("victims", victims, may, set(found.victims))
    counts |= agreement("detection", [1] if asked else [], [1] if found.types else [])
    return Tally(counts)


def _counted(
    name: str, asked: Set[Hashable], allowed: Set[Hashable], found: Set[Hashable]
) -> dict[str, float]:
    wanted = asked | (allowed & found)
    return dict(agreement(name, wanted, found))


def _figures(totals: Totals) -> Figures:
    figures = {}
    for name in ("type", "victims", "detection"):
        matched = totals.count(f"{name}.matched")
        figures[name] = f1(totals, name)
        figures[f"precision.{name}"] = share(matched, totals.count(f"{name}.predicted"))
        figures[f"recall.{name}"] = share(matched, totals.count(f"{name}.gold"))
    return figures


TASK = Task({muc.FORM.name: muc.documents}, predicted, tally, _figures)
