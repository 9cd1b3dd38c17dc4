"""The points and limits of ``rule.yaml`` come in, and one value that the judges ask goes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

__all__ = ["Rule", "standard_rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What agreement is worth and what it takes to be the same event; days and kilometres as named."""

    days_before_publication: int
    narrow_days: int
    widest_days: int
    near_km: float
    points: dict[str, float]
    needed: float
    needed_otherwise: float
    placed: frozenset[str]
    rare: frozenset[str]


@cache
def standard_rule() -> Rule:
    """The rule that ships with sitrep."""
    data = yaml.safe_load((files("sitrep.merge") / "rule.yaml").read_text("utf-8"))
    return Rule(
        days_before_publication=data["days"]["before_publication"],
        narrow_days=data["days"]["narrow"],
        widest_days=data["days"]["widest"],
        near_km=data["near_km"],
        points=data["points"],
        needed=data["needed"],
        needed_otherwise=data["needed_otherwise"],
        placed=frozenset(data["placed"]),
        rare=frozenset(data["rare"]),
    )
