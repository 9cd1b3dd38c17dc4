"""Reports come in and records go out, every cell tied to the words it came from."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["READERS", "ReaderName"]

ReaderName = Literal["model", "rules"]
"""The model beside the rules, or the rules alone."""
READERS: tuple[ReaderName, ...] = get_args(ReaderName)
