"""Evidence on two items being one comes in, and a judgement that can be taken back goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Judgement", "Verdict"]

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether items ``a`` and ``b`` (ids of two records) are one, and the evidence in words.

    ``weight`` is how likely they are one, 0 to 1: links are made from the heaviest
    down, so that where not all of them can hold, it is the lightest that gives way. Two items are
    judged by themselves alone, which is what lets reports be filed in any order.
    """

    a: str
    b: str
    verdict: Verdict
    evidence: tuple[str, ...]
    weight: float = 0.0
