"""Attributed speech comes in, and who said what to whom goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitrep.record.actor import Party
from sitrep.record.span import Span

__all__ = ["Statement", "StatementForm"]

StatementForm = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Words or content that the report attributes to a speaker.

    ``speaker`` is None where the report names none ("reportedly"). ``cue`` is the attributing
    expression ("said", "according to"). ``content`` may be in several pieces. ``time`` and
    ``replies_to`` hold ids of a time and a statement of the same record.
    """

    id: str
    speaker: Party | None
    cue: Span | None
    content: tuple[Span, ...]
    form: StatementForm
    addressee: Party | None
    time: str | None
    replies_to: str | None
