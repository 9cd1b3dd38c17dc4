"""Codebook data comes in as plain values, and what the readers ask of it goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

__all__ = [
    "SLOTS",
    "Agent",
    "AgentKind",
    "Codebook",
    "Context",
    "EventType",
    "Extent",
    "Mode",
    "Phrase",
    "Rule",
    "RuleEffect",
    "Shared",
    "Trigger",
    "TriggerKind",
    "Within",
]

TriggerKind = Literal["verb", "noun", "phrase"]
AgentKind = Literal["person", "organization", "group"]
RuleEffect = Literal["becomes", "brings", "drops"]
Extent = Literal["clause", "subject", "object", "behind"]
Within = Literal["sentence", "report"]
Shared = Literal["actor", "recipient"]
Phrase = tuple[str, ...]

SLOTS = (
    *("subject", "object", "of", "by", "against", "with", "to", "on", "from", "between", "possessive"),
    *("premodifier", "for", "in", "at", "into", "among", "over"),
)


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


class Trigger(NamedTuple):
    """Words that tell of an event of one type.

    ``lemmas`` is one word or a phrase, in order: ``("step", "down")``. Of a verb, the first word
    inflects and is given as its lemma; of a noun, the last; of a phrase, none. The other words
    stand as they are written, in lower case.

    ``actor`` and ``recipient`` say where the parties stand, names of ``SLOTS`` in order of
    preference; ``()`` where the trigger has no such party. ``subject`` and ``object`` are those of
    the active clause, so that in a passive one the ``by`` phrase fills ``subject`` and the
    grammatical subject ``object``; any other slot is a phrase with that preposition.
    ``mutual`` parties all act: those found in the recipient's slots count as actors.

    ``needs`` lists lemmas of which one must stand in the same clause or, where ``needs_at`` says
    so, among the words of the subject or the object, or among the few right behind the telling
    words; ``unless`` lists lemmas of which none may stand in the clause. ``gap`` is how many other
    words may part the words of a verb from each other: four in "pull the last troops out".
    ``confidence`` is 0 to 1.
    """

    lemmas: Phrase
    kind: TriggerKind
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: frozenset[str]
    unless: frozenset[str]
    confidence: float
    needs_at: Extent = "clause"
    gap: int = 0
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What an event may be about, with the phrases that cue it: lower case, the last word as its lemma."""

    name: str
    about: str
    cues: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """A word, phrase or name that stands for somebody who acts.

    ``sectors`` are PLOVER's codes, the primary one first (``IGO`` for an intergovernmental body);
    ``country`` is ISO 3166 alpha-3, None where the words do not say. ``is_title`` is true where it
    may stand before a person's name. ``since`` and ``until`` are the first and last day, ISO 8601, on
    which it stood for that; None where open.
    """

    name: str
    kind: AgentKind
    sectors: tuple[str, ...]
    country: str | None
    is_title: bool
    since: str | None = None
    until: str | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it stood for that for a time only."""
        return self.since is not None or self.until is not None

    def covers(self, day: str | None) -> bool:
        """Whether it stands for that on ``day``, ISO 8601; None is today, which no end has passed."""
        if day is None:
            return self.until is None
        return (self.since or day) <= day[:10] <= (self.until or day[:10])


@dataclass(frozen=True, slots=True)
class Rule:
    """One decision on a hard case: what happens to an event that fits.

    It fits when its type is in ``types`` and, where these are not empty, its mode in ``modes``, its
    reality in ``realities``, the first sector of an actor in ``actor_sectors`` and of a recipient in
    ``recipient_sectors``, one of the lemmas ``needs`` stands in its sentence, and an event of a type
    in ``beside`` (with a mode in ``beside_modes``) is told in the same ``within`` and has the same
    ``shares``, if any. It then ``becomes`` an event of ``type`` and ``mode``, ``brings`` one beside
    it with the same parties, or is ``dropped`` (effect ``drops``, ``type`` None).
    """

    name: str
    about: str
    types: frozenset[str]
    effect: RuleEffect
    type: str | None
    mode: str | None
    modes: frozenset[str] = frozenset()
    realities: frozenset[str] = frozenset()
    actor_sectors: frozenset[str] = frozenset()
    recipient_sectors: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    beside_modes: frozenset[str] = frozenset()
    within: Within = "sentence"
    shares: Shared | None = None


@dataclass(frozen=True, eq=False)  # known by identity, so that a reader of it can be cached
class Codebook:
    """Event types with their triggers, rules, contexts with their cues, sectors, and who acts.

    ``sectors`` says what each code means. ``agents`` are common nouns and phrases, by lower-case
    phrase with the last word as its lemma (``"prime minister"``); ``names`` are proper names, by the
    exact words (``"World Health Organization"``, ``"WHO"``, ``"Kremlin"``), each with what it stands for
    at one time or another: rebels may come to govern. ``former`` are words that
    make the agent behind them a former one, of sector ELI ("former president", "ex-minister").
    ``relational`` are nouns whose holder belongs to the body behind them ("head of the electoral
    commission"), ``kin`` those that make relatives ("the president's brother"). ``dependencies`` leads
    from a territory to the state that rules it, both ISO 3166 alpha-3, where PLOVER codes its actors
    as that state's.
    ``light_verbs`` lend their subject to the noun trigger that is their object: "carried out an
    air strike".
    """

    name: str
    version: str
    types: Mapping[str, EventType]
    triggers: tuple[Trigger, ...]
    rules: tuple[Rule, ...]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, str]
    agents: Mapping[str, Agent]
    names: Mapping[str, tuple[Agent, ...]]
    former: frozenset[str]
    relational: frozenset[str]
    kin: frozenset[str]
    dependencies: Mapping[str, str]
    light_verbs: tuple[Phrase, ...]

    @cached_property
    def agent_heads(self) -> frozenset[str]:
        """The last words of the phrases in ``agents``, so that a reader need not try the others."""
        return frozenset(phrase.rpartition(" ")[2] for phrase in self.agents)

    def named(self, form: str, day: str | None = None) -> Agent | None:
        """Who bears the name ``form`` on ``day``, ISO 8601 (None is today); None where nobody does.

        What is dated counts before what is not.
        """
        agents = self.names.get(form)
        if agents is None:
            return None
        dated = (agent for agent in agents if agent.is_dated and agent.covers(day))
        return next(dated, next((agent for agent in agents if not agent.is_dated), None))
