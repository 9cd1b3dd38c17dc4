"""A text comes in, and the ranges between its quotation marks go out."""

from __future__ import annotations

import re

__all__ = ["quotation_offsets"]

_PAIR = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def quotation_offsets(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of what stands between each pair of quotation marks, in order."""
    return [match.span(1) for match in _PAIR.finditer(text)]
