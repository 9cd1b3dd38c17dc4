"""Features of a pair and the weights of :file:`weights.yaml` come in, and a probability goes out.

Two plain logistic regressions: whether two reports tell one story, and whether two tellings of one
story are of the same act in it. Their product is how likely the two are one event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from math import exp

import yaml

__all__ = ["Scorer", "standard_scorer"]


@dataclass(frozen=True)
class Scorer:
    """Weights by feature for ``story`` and ``act``, each with its bias, and thresholds.

    ``act_counts`` is the power to which the probability of the act is raised before the two are
    multiplied. From ``same`` up a pair is the same event, under ``different`` it is not;
    under ``apart`` not even what others tell may tie the two.
    """

    story: dict[str, float]
    act: dict[str, float]
    act_counts: float
    same: float
    different: float
    apart: float

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely the pair of these ``features`` is one event, 0 to 1; one report tells one story."""
        act: float = _logistic(self.act, features) ** self.act_counts
        return act if "same report" in features else act * _logistic(self.story, features)

    @cached_property
    def heft(self) -> Mapping[str, float]:
        """How much each feature counts in all, of two reports."""
        names = (self.act | self.story).keys() - {"bias"}
        return {name: self.act.get(name, 0.0) * self.act_counts + self.story.get(name, 0.0) for name in names}

    @cached_property
    def heft_here(self) -> Mapping[str, float]:
        """How much each feature counts in all, of one report."""
        return {name: weight * self.act_counts for name, weight in self.act.items() if name != "bias"}

    def verdict(self, probability: float) -> str:
        """``same``, ``different`` or ``unsure``."""
        if probability >= self.same:
            return "same"
        return "different" if probability < self.different else "unsure"


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = 0.0
    for name, value in features.items():
        if name in weights:
            total += weights[name] * value
    return 1.0 / (1.0 + exp(-total))


@cache
def standard_scorer() -> Scorer:
    """The scorer that ships with sitrep."""
    data = yaml.safe_load((files("sitrep.merge") / "weights.yaml").read_text("utf-8"))
    return Scorer(
        story={name: row["weight"] for name, row in data["story"].items()},
        act={name: row["weight"] for name, row in data["act"].items()},
        act_counts=data["act_counts"],
        same=data["same"],
        different=data["different"],
        apart=data["apart"],
    )
