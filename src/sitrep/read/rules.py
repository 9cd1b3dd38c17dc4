"""Drafts of events and the codebook's hard rules come in, and the drafts as the rules decide go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitrep.annotate import Token
    from sitrep.codebook.codebook import Rule
    from sitrep.read.events import Draft
    from sitrep.read.naming import Naming

__all__ = ["apply_rules"]


def apply_rules(drafts: Sequence[Draft], rules: Sequence[Rule], tokens: Sequence[Token]) -> list[Draft]:
    """What the rules make of ``drafts``: the first that fits counts, those that bring one apply too."""
    return [after for draft in drafts for after in _after(draft, drafts, rules, tokens)]


def _after(
    draft: Draft, drafts: Sequence[Draft], rules: Sequence[Rule], tokens: Sequence[Token]
) -> list[Draft]:
    brought: list[Draft] = []
    for rule in rules:
        if draft.type not in rule.types or not _fits(rule, draft, drafts, tokens):
            continue
        if rule.effect == "drops" or rule.type is None:
            return brought
        changed = replace(draft, type=rule.type, mode=rule.mode)
        if rule.effect == "becomes":
            return [changed, *brought]
        brought.append(changed)
    return [draft, *brought]


def _fits(rule: Rule, draft: Draft, drafts: Sequence[Draft], tokens: Sequence[Token]) -> bool:
    actors, recipients = draft.namings
    return (
        (not rule.modes or draft.mode in rule.modes)
        and (not rule.realities or draft.reality in rule.realities)
        and _sectors_fit(rule.actor_sectors, actors)
        and _sectors_fit(rule.recipient_sectors, recipients)
        and (not rule.needs or not rule.needs.isdisjoint(_sentence_words(draft, tokens)))
        and (not rule.beside or any(_is_beside(rule, draft, other) for other in drafts))
    )


def _sectors_fit(wanted: frozenset[str], namings: Iterable[Naming]) -> bool:
    return not wanted or any(naming.sectors[:1] and naming.sectors[0] in wanted for naming in namings)


def _sentence_words(draft: Draft, tokens: Sequence[Token]) -> set[str]:
    sentence = draft.telling.parts.sentence
    return {word for t in tokens[sentence.first : sentence.last] for word in (t.lemma, t.lower)}


def _is_beside(rule: Rule, draft: Draft, other: Draft) -> bool:
    """Whether ``other`` is an event of the kind that the rule wants told along with ``draft``."""
    if other is draft or other.type not in rule.beside:
        return False
    if rule.beside_modes and other.mode not in rule.beside_modes:
        return False
    if rule.within == "sentence" and other.telling.parts.sentence != draft.telling.parts.sentence:
        return False
    if rule.shares is None:
        return True
    side = 0 if rule.shares == "actor" else 1
    return bool({n.key for n in draft.namings[side]} & {n.key for n in other.namings[side]})
