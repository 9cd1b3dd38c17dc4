"""A telling comes in, and the keys of the blocks within which it is compared go out."""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.merge.events import _blocks
from sitrep.merge.rule import standard_rule
from sitrep.merge.told import Telling

__all__ = ["blocks"]


def blocks(telling: Telling) -> Iterator[str]:
    """Keys as text."""
    for block in _blocks(telling, standard_rule()):
        yield " ".join(map(str, block))
