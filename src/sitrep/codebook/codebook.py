"""Codebook data comes in as plain values, and what the readers ask of it goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Codebook", "EventType", "Mode", "Trigger", "TriggerKind"]

TriggerKind = Literal["verb", "noun", "phrase"]


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode of an event type: its name, intensity score (None where PLOVER gives none) and meaning."""

    name: str
    score: float | None
    about: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event: PLOVER's sixteen, DISASTER, ACCIDENT, or a user's own.

    ``quad`` is 1 to 4 or None; ``score`` runs from -10 (conflict) to +10 (cooperation), None
    outside PLOVER; ``recipient`` says whether a recipient is ``required`` or ``optional``.
    """

    name: str
    quad: int | None
    score: float | None
    recipient: Literal["required", "optional"]
    about: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event of one type.

    ``lemmas`` is one word or a phrase, as lemmas in order: ``("step", "down")``. Of a verb, the
    first word inflects; of a noun, the last; of a phrase, none. ``actor`` and ``recipient`` say
    where the parties stand: ``subject``, ``object``, ``of``, ``by``, ``against``, ``with``,
    ``to``, ``on``, ``from``, ``between``, ``possessive`` or ``premodifier``; several in order of preference.
    ``needs`` lists lemmas of which one must stand in the same clause, ``unless`` lemmas that must not.
    """

    lemmas: tuple[str, ...]
    kind: TriggerKind
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: frozenset[str]
    unless: frozenset[str]
    confidence: float


@dataclass(frozen=True, slots=True)
class Codebook:
    """Event types with their triggers, contexts with their cues, actor sectors with their nouns."""

    name: str
    version: str
    types: dict[str, EventType]
    triggers: tuple[Trigger, ...]
    contexts: dict[str, tuple[str, ...]]
    sectors: dict[str, str]
    agents: dict[str, tuple[str, ...]]
