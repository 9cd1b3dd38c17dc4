"""Drafts of events and the codebook's hard rules come in, and the drafts as the rules decide go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitrep.annotate import Token
    from sitrep.codebook.codebook import Rule
    from sitrep.readers.event_draft import Draft
    from sitrep.readers.naming import Naming

__all__ = ["apply_rules"]

_VOICED = frozenset({"REJECT", "THREATEN"})
"""What a refused or threatened act is itself: the refusal has been voiced, whatever it is of."""
_REACH = 50
"""Events before and behind a threat or refusal among which the act is that it voices."""


def apply_rules(drafts: Sequence[Draft], rules: Sequence[Rule], tokens: Sequence[Token]) -> list[Draft]:
    """What the rules make of ``drafts``: the first that fits counts, those that bring one apply too."""
    drafts = [_seen_whole(draft) for draft in drafts]
    ruled = [after for draft in drafts for after in _after(draft, drafts, rules, tokens)]
    return [
        _with_mode(draft, ruled[max(0, number - _REACH) : number + _REACH], rules, tokens)
        for number, draft in enumerate(ruled)
    ]


def _after(
    draft: Draft, drafts: Sequence[Draft], rules: Sequence[Rule], tokens: Sequence[Token]
) -> list[Draft]:
    brought: list[Draft] = []
    for rule in rules:
        if draft.type not in rule.types or not _fits(rule, draft, drafts, tokens):
            continue
        if rule.effect == "drops" or rule.type is None:
            return brought
        found = "happened" if rule.type in _VOICED else draft.reality
        changed = replace(_one_sided(draft, rule.type), type=rule.type, mode=rule.mode, reality=found)
        if rule.effect == "brings":
            brought.append(changed)
        elif _is_voiced(draft, rule.type, drafts, tokens):
            return [draft, *brought]
        else:
            return [changed, *brought]
    return [draft, *brought]


def _seen_whole(draft: Draft) -> Draft:
    """A refusal that the model sees in the whole of a negated sentence has been voiced."""
    if not draft.telling.is_retyped or draft.type != "REJECT" or draft.reality != "denied":
        return draft
    return replace(_one_sided(draft, draft.type), reality="happened")


def _one_sided(draft: Draft, type_: str) -> Draft:
    """A meeting that is refused is refused by whom its verb has for a subject, to the others."""
    clause = draft.telling.clause
    if not draft.telling.trigger.mutual or type_ != "REJECT" or clause is None or draft.recipients:
        return draft
    before = [phrase.first < draft.telling.first for phrase in draft.actors]
    if all(before) or not any(before):
        return draft
    first = sum(before)
    actors, others = draft.namings[0][:first], draft.namings[0][first:]
    return replace(
        draft, actors=draft.actors[:first], recipients=draft.actors[first:], namings=(actors, others)
    )


def _with_mode(
    draft: Draft, drafts: Sequence[Draft], rules: Sequence[Rule], tokens: Sequence[Token]
) -> Draft:
    """A threat or refusal without a mode takes that of the act it voices: "threatened to attack"."""
    if draft.mode is not None:
        return draft
    sentence = draft.telling.parts.sentence
    for act in drafts:
        for rule in rules:
            fits = rule.type == draft.type and act.type in rule.types and _fits(rule, act, drafts, tokens)
            if not fits or rule.mode is None:
                continue
            if act.telling.parts.sentence == sentence or _is_voiced(act, draft.type, [draft], tokens):
                return replace(draft, mode=rule.mode)
    return draft


def _is_voiced(draft: Draft, type_: str, drafts: Sequence[Draft], tokens: Sequence[Token]) -> bool:
    """Whether the statement around an act tells the threat or refusal itself: "refused to release"."""
    cue = draft.said_in.cue if draft.said_in is not None else None
    return cue is not None and any(
        other.type == type_ and cue.start <= tokens[other.telling.first].start < cue.end for other in drafts
    )


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
    # From afar, only what happened decides: a bomb that somebody does not rule out is no bombing.
    if rule.within == "report" and other.reality not in {"happened", "ongoing"}:
        return False
    if rule.shares is None:
        return True
    side = 0 if rule.shares == "actor" else 1
    return bool({n.key for n in draft.namings[side]} & {n.key for n in other.namings[side]})
