"""The figure series of an event come in, and how many died, as low, best and high, go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.views.wording import number_in_words

if TYPE_CHECKING:
    from sitrep.ledger.state import Series, Version

__all__ = ["Toll", "latest_of", "toll", "tolls"]

_WHOLE = ("people", None)


@dataclass(frozen=True, slots=True)
class Toll:
    """How many, over the whole group or summed over its parts.

    ``low``, ``best`` and ``high`` are the ledger's: None is open, ``best`` None also while disputed.
    ``least`` is the lowest number that anybody's latest version gives.
    """

    low: float | None
    best: float | None
    high: float | None
    least: float | None
    disputed: bool
    series: tuple[Series, ...]

    @property
    def dispute(self) -> str:
        """Who says how many, where they do not agree; else empty."""
        if not self.disputed:
            return ""
        held = [v for one in self.series if one.disputed for v in latest_of(one)]
        said = (
            f"{number_in_words(v.low, v.high, v.bound)} ({v.speaker or 'no named speaker'})" for v in held
        )
        return f"{self.series[0].measure.capitalize()}, disputed: {', '.join(said)}."


def toll(series: Iterable[Series], measure: str = "killed") -> Toll | None:
    """The toll of ``measure``: of the whole ("people"), else the sum of its parts; None if none is told."""
    told = [one for one in series if one.measure == measure and one.unit is None]
    whole = sorted((one for one in told if one.counted in _WHOLE), key=lambda one: _WHOLE.index(one.counted))
    chosen = tuple(whole[:1] or [one for one in told if one.part_of is None] or told)
    if not chosen:
        return None
    return Toll(
        _sum([one.low for one in chosen]),
        _sum([one.best for one in chosen]),
        _sum([one.high for one in chosen]),
        _sum([_least(one) for one in chosen]),
        any(one.disputed for one in chosen),
        chosen,
    )


def tolls(series: Sequence[Series]) -> dict[str, Toll]:
    """The toll of each measure that counts, by its name; sums of money and the like are left out."""
    found = ((measure, toll(series, measure)) for measure in dict.fromkeys(one.measure for one in series))
    return {measure: told for measure, told in found if told}


def latest_of(series: Series) -> list[Version]:
    """The latest version of each speaker, by the order told; those without a speaker count as one."""
    return list({version.speaker: version for version in series.versions}.values())


def _least(series: Series) -> float | None:
    given = [v.low if v.low is not None else v.high for v in latest_of(series)]
    return min((number for number in given if number is not None), default=None)


def _sum(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
