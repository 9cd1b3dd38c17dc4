"""A type and mode of PLOVER come in, and its place on the scale of conflict and cooperation goes out."""

from __future__ import annotations

from sitrep.codebook import load_codebook

__all__ = ["intensity", "is_plover", "quad_of"]


def intensity(type_: str, mode: str | None) -> float | None:
    """From -10 (conflict) to 10 (cooperation): the mode's, else the type's; None outside PLOVER.

    >>> intensity("ASSAULT", "aerial"), intensity("ACCIDENT", "fire")
    (-9.5, None)
    """
    known = load_codebook().types.get(type_)
    if known is None:
        return None
    scores = (one.score for one in known.modes if one.name == mode)
    score = next(scores, None)
    return known.score if score is None else score


def quad_of(type_: str) -> int | None:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; None outside."""
    known = load_codebook().types.get(type_)
    return known.quad if known else None


def is_plover(type_: str) -> bool:
    """Whether the type is one of PLOVER's sixteen."""
    return quad_of(type_) is not None
