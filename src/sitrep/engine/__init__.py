"""Reports come in, and what was read of each goes out in their order, wherever the work was done."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["ENGINES", "EngineName"]

EngineName = Literal["local", "pool", "ray"]
"""This process, processes of this machine, or the machines of a Ray cluster."""
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
