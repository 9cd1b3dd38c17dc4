"""A sentence and its noun phrases come in, and the look-ups that finding its clauses needs go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.phrases import conjuncts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Sentence, Token
    from sitrep.readers.phrases import NounPhrase

__all__ = ["AMONG", "BE", "BREAKS", "OPENING", "PRONOUNS_AHEAD", "RELATIVES", "Scene", "Step"]

BE = frozenset("is are was were am be been being 's ’s 're ’re got get gets getting".split())
OPENING = frozenset("after before until till because".split())
RELATIVES = frozenset({"who", "which", "that"})
PRONOUNS_AHEAD = RELATIVES | {"whom", "whose", "what", "he", "she", "they", "it", "we", "i"}
BREAKS = frozenset({";", ":", "—", "–", "--"})
AMONG = frozenset({"between", "among"})
_GROUP_TAGS = frozenset({"AUX", "ADV", "PART"})
_MEASURED = frozenset("earlier ago later before after".split())
_SPELLS = frozenset("second minute hour day week month year decade night morning".split())


class Scene:
    """One sentence while its clauses are found; all numbers are token indexes of the annotation."""

    def __init__(self, tokens: Sequence[Token], sentence: Sentence, phrases: tuple[NounPhrase, ...]) -> None:
        self.tokens = tokens
        self.sentence = sentence
        self.phrases = phrases
        self.by_first = {phrase.first: i for i, phrase in enumerate(phrases)}
        self.by_last = {phrase.last: i for i, phrase in enumerate(phrases)}
        self.inside = {t for phrase in phrases for t in range(phrase.first, phrase.last)}

    def is_verb(self, index: int) -> bool:
        """Whether a verb stands at ``index``, and in no noun phrase."""
        return self.tokens[index].tag == "VERB" and index not in self.inside

    def group_start(self, verb: int) -> int:
        """Where the verb group of ``verb`` begins: its auxiliaries, negations and adverbs before it."""
        start = verb
        while start > self.sentence.first and self.tokens[start - 1].tag in _GROUP_TAGS:
            start -= 1
        while start < verb and self.tokens[start].tag == "ADV" and self.tokens[start].lower != "never":
            start += 1
        return start

    def with_conjuncts(self, index: int, group: int) -> tuple[NounPhrase, ...]:
        """Phrase ``index`` and those joined to it up to token ``group``, without what a verb takes before."""
        members = [m for m in conjuncts(self.tokens, self.phrases, index) if m.last <= group]
        taken = [
            at
            for at, m in enumerate(members)
            if m.first < self.phrases[index].first and self.tokens[m.last].lower == "," and self._is_taken(m)
        ]
        return tuple(members[taken[-1] + 1 :] if taken else members)

    def _is_taken(self, phrase: NounPhrase) -> bool:
        """Whether a verb or a preposition before a phrase takes it, so that what "and" adds may be new."""
        if phrase.lead == self.sentence.first:
            return False
        before = self.tokens[phrase.lead - 1]
        return before.tag == "VERB" or (before.tag == "ADP" and before.lower not in OPENING)

    def is_spell(self, phrase: NounPhrase) -> bool:
        """Whether a phrase only measures how long before or after: "a week earlier"."""
        behind = self.tokens[phrase.last].lower if phrase.last < self.sentence.last else ""
        return behind in _MEASURED and self.tokens[phrase.head].lemma in _SPELLS


class Step:
    """A step of finding the clauses of a scene, with what is looked at most at hand."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens, self.sentence, self.phrases = scene.tokens, scene.sentence, scene.phrases
        self.by_first, self.by_last = scene.by_first, scene.by_last
