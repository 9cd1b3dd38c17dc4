"""The words of a phrase come in, and whom they call by a common noun goes out: "police", "his brother"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.codebook.codebook import Agent
from sitrep.codebook.quantities import quantities
from sitrep.readers.affiliation import lemma_phrase, singular
from sitrep.readers.name_words import ABSTRACT, COUNTS
from sitrep.readers.naming_scope import Naming, NamingScope, is_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Token
    from sitrep.readers.phrases import NounPhrase
    from sitrep.record import ActorKind

__all__ = ["CALLINGS", "LANDS", "CommonNouns"]

_OFFICIALS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "ELI", "PTY"})
LANDS = frozenset({"country", "nation", "power"})
"""Nouns of countries; "power" is one of them with a word of ``_POWERS`` before it."""
_POWERS = frozenset("western eastern world major great big foreign regional european nuclear".split())
#: How nouns end that call somebody by what they do.
CALLINGS = ("er", "or", "ant", "ist", "ian", "man", "woman", "ee", "chief")


class CommonNouns:
    """Names the phrases of one annotation that call somebody by what they are or do."""

    def __init__(self, scope: NamingScope) -> None:
        self.scope = scope

    def agent(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """An agent of the codebook, who holds an office in a body or works for it, or a relative of one."""
        if self._is_no_one(words, phrase):
            return None
        office = self._office(words, phrase)
        agent = office or self.scope.agent(words) or self._holder(words, phrase) or self._worker(words)
        relative = self._relative(words, phrase)
        if relative is not None or agent is None:
            return relative
        ties = self.scope.tie(phrase)
        start, end = words[0].start, phrase.end if office is not None else words[-1].end
        if agent.name in self.scope.codebook.relational and ties.end > end:
            end = ties.end  # "the deputy head of the electoral commission" is more than a deputy head
        name = self.scope.annotation.text[start:end]
        sectors = self.scope.sectors(agent, words, phrase)
        whose = self._whose(phrase)
        country = ties.country or agent.country
        key = ("nominal", agent.name, country or "", "former" if sectors == ("ELI",) else "", whose)
        are_many = is_plural(words[-1]) or self._stands_before_noun(phrase)
        kind = "group" if agent.kind == "person" and are_many else agent.kind
        return Naming(start, end, "nominal", kind, name, None, country, sectors, key)

    def _office(self, words: Sequence[Token], phrase: NounPhrase) -> Agent | None:
        """An office that the codebook calls by more than a noun: "chief of staff", "member of parliament"."""
        if phrase.is_plain:
            return None
        tokens = self.scope.annotation.tokens
        whole = [*words, *tokens[phrase.core_end : phrase.last]]
        agent = self.scope.agent(whole)
        attached = phrase.last - phrase.core_end
        return agent if agent is not None and len(agent.name.split()) > attached else None

    def people(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """Human beings by a noun that is no office ("passengers"), or by number alone ("thousands")."""
        head = words[-1]
        if head.lower == "other" and self.scope.annotation.tokens[phrase.first].lower == "each":
            others = ("pronoun", "each other")
            return Naming(phrase.start, phrase.end, "pronoun", "group", "each other", None, None, (), others)
        in_words = all(word.text.isalpha() and word.tag in {"NUM", "NOUN"} for word in words)
        counted = in_words and (head.tag == "NUM" or head.lemma in COUNTS)
        if not counted and quantities().groups.get(head.lower, "animals") == "animals":
            return None
        start = phrase.start if counted and words[0].tag == "NUM" else words[0].start
        name = self.scope.annotation.text[start : head.end]
        is_one = not counted and head.lower == singular(head)
        key = ("nominal", "people" if counted else head.lemma, "", "")
        kind: ActorKind = "person" if is_one else "group"
        country = self.scope.tie(phrase).country
        return Naming(words[0].start, head.end, "nominal", kind, name, None, country, ("CVL",), key)

    def lands(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """Countries without a name: many of them ("western nations"), or "the country" that was told of."""
        head = words[-1]
        noun = singular(head)
        if noun not in LANDS or not phrase.is_plain or head.tag != "NOUN":
            return None
        if noun == "power" and not (is_plural(head) and len(words) > 1 and words[-2].lower in _POWERS):
            return None
        start, end = words[0].start, head.end
        name = self.scope.annotation.text[start:end]
        if is_plural(head):
            key = ("nominal", "countries", name.lower(), "")
            return Naming(start, end, "nominal", "group", name, None, None, ("GOV",), key)
        tokens = self.scope.annotation.tokens
        if tokens[phrase.first].lower != "the" or phrase.last - phrase.first != 2:
            return None
        return Naming(start, end, "pronoun", "country", name, None, None, (), ("pronoun", "country"))

    def _is_no_one(self, words: Sequence[Token], phrase: NounPhrase) -> bool:
        """Whether nouns that may call somebody do not here: "the state of the economy", "in exile"."""
        if words[-1].lower in ABSTRACT and not phrase.is_plain:
            return True
        is_bare = phrase.is_plain and phrase.last - phrase.first == 1 and words[-1].text.islower()
        agent = self.scope.codebook.agents.get(lemma_phrase(words)) if is_bare else None
        is_one = agent is not None and agent.kind == "person" and not is_plural(words[-1])
        return is_one and not self._stands_before_noun(phrase)

    def _stands_before_noun(self, phrase: NounPhrase) -> bool:
        """Whether a phrase says whose the noun behind it is: "rebel" of "rebel positions"."""
        tokens = self.scope.annotation.tokens
        behind = tokens[phrase.last : phrase.last + 1]
        return bool(behind) and behind[0].tag == "NOUN" and tokens[phrase.head].tag == "NOUN"

    def _holder(self, words: Sequence[Token], phrase: NounPhrase) -> Agent | None:
        """Who holds an office in a body and nothing else is known of: "the head of the agency"."""
        for start in range(max(0, len(words) - 2), len(words)):
            noun = lemma_phrase(words[start:])
            if noun in self.scope.codebook.relational:
                sectors = self.scope.tie(phrase).sectors
                return Agent(noun, "person", sectors, None, is_title=False) if sectors else None
        return None

    def _worker(self, words: Sequence[Token]) -> Agent | None:
        """Who works for a body by a calling of no sector: "army accountant", "hospital cleaners"."""
        if len(words) < 2 or not singular(words[-1]).endswith(CALLINGS):
            return None
        body = self.scope.agent(words[:-1])
        if body is None or body.kind != "organization":
            return None
        return Agent(lemma_phrase(words), "person", body.sectors, None, is_title=False)

    def _relative(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """ "The president's brother", "a son of the general": the elite, where an official is the other."""
        if self.scope.codebook.kin.isdisjoint((lemma_phrase(words[-1:]), words[-1].lemma)):
            return None
        first = self.scope.after_possessor(phrase.first, phrase.core_end)
        tokens = self.scope.annotation.tokens
        official = self.scope.agent(tokens[phrase.first : first - 1]) if first > phrase.first else None
        if official is None and not phrase.is_plain:
            official = self.scope.agent(tokens[phrase.core_end : phrase.last])
        if official is None or _OFFICIALS.isdisjoint(official.sectors):
            return None
        name = self.scope.annotation.text[words[0].start : words[-1].end]
        kind: ActorKind = "group" if is_plural(words[-1]) else "person"
        country = self.scope.tie(phrase).country
        key = ("nominal", words[-1].lemma, country or "", "kin", self._whose(phrase))
        return Naming(words[0].start, words[-1].end, "nominal", kind, name, None, country, ("ELI",), key)

    def _whose(self, phrase: NounPhrase) -> str:
        """Whose somebody is, so that two camps stay two: "Akitani's supporters", "rebels of the FPR"."""
        tokens = self.scope.annotation.tokens
        first = self.scope.after_possessor(phrase.first, phrase.core_end)
        words = [*tokens[phrase.first : first], *tokens[phrase.core_end : phrase.last]]
        return " ".join(word.lower for word in words if word.tag not in {"DET", "PART"})
