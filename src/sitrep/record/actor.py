"""Mentions of who acts, suffers or speaks come in, and actors with country and sectors go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitrep.record.span import Span

__all__ = ["Actor", "ActorKind", "Mention", "MentionForm", "Party"]

ActorKind = Literal["person", "organization", "group", "country"]
MentionForm = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """One place in the text where an actor is named, described or meant by a pronoun."""

    form: MentionForm


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, group or country, with every mention of it in one report.

    ``country`` is ISO 3166 alpha-3 (XKX for Kosovo), None for an international organisation.
    ``sectors`` are PLOVER's codes, the primary one first. ``title`` is an office or rank as told.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    title: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Party(Span):
    """The words that name a party to an event or statement, with the id of the actor, where known."""

    actor: str | None
