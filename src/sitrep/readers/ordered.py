"""What stands in a text, in order, and a stretch of it come in, and what begins in that stretch goes out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

__all__ = ["beginning_in"]


class _Standing(Protocol):
    @property
    def start(self) -> int: ...


Item = TypeVar("Item", bound=_Standing)
_START = attrgetter("start")


def beginning_in(items: Sequence[Item], start: int, end: int) -> Sequence[Item]:
    """Those of ``items``, which are in the order of their starts, that begin in ``[start, end)``."""
    return items[bisect_left(items, start, key=_START) : bisect_left(items, end, key=_START)]
