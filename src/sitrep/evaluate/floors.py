"""Pinned floors and today's scores come in, and where the scores fall short, and higher floors, go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sitrep.errors import InputError
from sitrep.evaluate.evaluation import Evaluation
from sitrep.evaluate.splits import Split
from sitrep.record.codec import decode, encode

__all__ = ["Floor", "Shortfall", "is_pinned", "load_floors", "pin_floor", "save_floors", "shortfalls"]

SCHEMA = "sitrep.floors/1"
SLACK = 0.0005
"""Half a unit of the last digit that is shown: what another machine's arithmetic may differ by."""
SLICE_SLACK = 0.02
"""The same for a slice of a few documents, where one answer more or less moves a figure."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that the reader has to reach on one corpus: figures by dotted name.

    ``sample`` is how many documents are read, evenly spaced, None for all; ``digest`` is the
    SHA-256 of the file on which the figures were pinned, None before they are.
    """

    task: str
    file: str
    split: Split
    sample: int | None = None
    digest: str | None = None
    figures: dict[str, float] | None = None

    @property
    def key(self) -> tuple[str, str, str, int | None]:
        """What tells one floor from another."""
        return self.task, self.file, self.split, self.sample

    @property
    def slack(self) -> float:
        """How far under the floor a figure may lie."""
        return SLACK if self.sample is None else SLICE_SLACK


@dataclass(frozen=True, slots=True)
class Floors:
    """The file of floors."""

    schema: str
    floors: tuple[Floor, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure under its floor; ``now`` is None where it is no longer given."""

    figure: str
    floor: float
    now: float | None


def load_floors(path: Path) -> tuple[Floor, ...]:
    """The floors in the file at ``path``; :class:`InputError` where it holds none."""
    try:
        floors = decode(path.read_bytes(), Floors)
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror})") from None
    except InputError as fault:
        raise InputError(f"{path}: {fault}") from None
    if floors.schema != SCHEMA:
        raise InputError(f"{path}: floors of schema {SCHEMA} were expected, {floors.schema!r} came")
    return floors.floors


def save_floors(path: Path, floors: Sequence[Floor]) -> None:
    """Write ``floors`` to ``path``, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(encode(Floors(SCHEMA, tuple(floors)), indent=2) + "\n", "utf-8")
    draft.replace(path)


def is_pinned(figure: str) -> bool:
    """Whether more is better of ``figure``, so that it has a floor: not of counts, distances and rates."""
    *outer, last = figure.split(".")
    return not (last.endswith("_km") or last == "per_sentence" or "n" in outer)


def shortfalls(floor: Floor, now: Mapping[str, float | None]) -> list[Shortfall]:
    """Each pinned figure that lies under its floor by more than the slack, or is gone."""
    pinned = (floor.figures or {}).items()
    return [
        Shortfall(figure, least, now.get(figure))
        for figure, least in pinned
        if (value := now.get(figure)) is None or value < least - floor.slack
    ]


def pin_floor(floor: Floor, scores: Evaluation, *, lower: bool = False) -> Floor:
    """``floor`` raised to ``scores``, or with ``lower`` set to them.

    Raises :class:`InputError` where, without ``lower``, a floor would fall or the corpus is
    another than the one the floors were pinned on.
    """
    now = {k: v for k, v in scores.figures.items() if v is not None and v > 0 and is_pinned(k)}
    if lower:
        return replace(floor, digest=scores.digest, figures=now)
    if floor.digest not in (None, scores.digest):
        raise InputError(f"{floor.file}: not the file that the floors of {floor.task} were pinned on")
    fallen = shortfalls(floor, scores.figures)
    if fallen:
        names = ", ".join(f"{s.figure} from {s.floor} to {s.now}" for s in fallen)
        raise InputError(f"{floor.task} on {floor.file}: floors are not lowered unless told to ({names})")
    kept = floor.figures or {}
    raised = {figure: max(value, kept.get(figure, value)) for figure, value in now.items()}
    return replace(floor, digest=scores.digest, figures={**kept, **raised})
