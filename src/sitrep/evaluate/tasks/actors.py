"""Phrases with codes and the actors of a record come in, and accuracy of country and sector goes out."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.evaluate.corpora import actor_codes
from sitrep.evaluate.corpora.actor_codes import CodedPhrase
from sitrep.evaluate.matching import match_spans
from sitrep.evaluate.statistics import Figures, Tally, Totals, share
from sitrep.evaluate.task import Task
from sitrep.record import Record, Span

__all__ = ["TASK", "CodedMention", "predicted", "tally"]

UNCLEAR = "UNK"
"""The sector of those of whom nothing is known, for which a record has none."""


@dataclass(frozen=True, slots=True)
class CodedMention(Span):
    """A mention of an actor, with the actor's country and first sector."""

    country: str | None
    sector: str | None


def predicted(record: Record) -> tuple[CodedMention, ...]:
    """Every mention of every actor of a record with the actor's codes."""
    return tuple(
        CodedMention(m.start, m.end, m.quote, actor.country, actor.sectors[0] if actor.sectors else None)
        for actor in record.actors
        for m in actor.mentions
    )


def tally(gold: CodedPhrase, found: tuple[CodedMention, ...]) -> Tally:
    """Whether the mention that has most in common with the phrase has its codes; all, and without names."""
    best = next((found[j] for _, j in match_spans([gold], found)), None)
    country = (best.country if best else None) or ""
    sector = (best.sector if best else None) or UNCLEAR
    counts: dict[str, float] = {}
    for prefix in ("",) if gold.is_name else ("", "context."):
        if gold.country is not None:
            counts |= {f"{prefix}country.asked": 1, f"{prefix}country": gold.country == country}
        if gold.sector is not None:
            counts |= {f"{prefix}sector.asked": 1, f"{prefix}sector": gold.sector == sector}
    return Tally(counts)


def _figures(totals: Totals) -> Figures:
    names = ("country", "sector", "context.country", "context.sector")
    return {name: share(totals.count(name), totals.count(f"{name}.asked")) for name in names}


TASK = Task({actor_codes.FORM.name: actor_codes.documents}, predicted, tally, _figures)
