"""A verb in its sentence comes in, and the noun phrases that are its subject go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.clause_scene import AMONG, BE, BREAKS, OPENING, RELATIVES, Step
from sitrep.readers.phrases import NounPhrase, conjuncts, is_day

if TYPE_CHECKING:
    from sitrep.readers.clauses import Clause

__all__ = ["Subjects"]

#: Verbs that take a thing for some end, which is the subject's: "fired gas to disperse them".
_WITH_THINGS = frozenset(
    """fire use block burn throw hurl lob hold stage launch open take set lay close erect cut raise wield
    spray""".split()
)
_APPEALS = frozenset({"appeal", "call", "plead", "prevail"})
"""Verbs that ask somebody behind a preposition to do something: "called on the army to leave"."""
_GATHER = frozenset("protest demonstrate march rally chant gather flee mourn celebrate demand live".split())
"""What the people just named do, whoever acts on them: "fired on crowds protesting against"."""
_RESULTS = frozenset("kill injure wound hurt leave destroy damage force prompt trigger displace".split())
"""What comes of an act, told in the passive behind the one who undergoes it: "was hit, killing two"."""
_SPOKEN = frozenset(
    """say tell warn urge threaten accuse call vow pledge promise demand announce deny reject condemn add
    appeal insist denounce criticise criticize""".split()
)
"""Verbs that "and" joins to another of them, past what that says: "said no army was there and threatened"."""
_TITLES = frozenset(
    """president prime minister premier king queen general colonel major captain brigadier admiral judge
    governor senator sheikh mr. mrs. ms. mr mrs ms dr. dr chancellor secretary mayor bishop pope""".split()
)
_PLACING = frozenset("in on near from around outside inside across".split())


class Subjects(Step):
    """Who does, or undergoes, what each verb of one sentence tells."""

    def of(
        self,
        verb: int,
        group: int,
        earlier: list[Clause],
        governor: int | None,
        helpers: set[str],
        *,
        is_finite: bool,
    ) -> tuple[NounPhrase, ...]:
        """The subject of ``verb``, whose group begins at ``group``; ``earlier`` are the clauses before it.

        ``helpers`` are the auxiliaries, ``governor`` the verb that an infinitive or participle hangs on.
        """
        ready = self._ready(group) if "to" in helpers else None
        if ready is not None:
            return self._before(ready, earlier)
        listed = self._listed(verb, group, earlier) if is_finite and governor is None else None
        if listed is not None:
            return listed
        if governor is not None:
            behind = self.tokens[group - 1].tag == "ADP" if group > self.sentence.first else False
            near = self.by_last.get(group)
            if near is not None and "to" not in helpers and self._is_of_nearest(verb, near):
                return self.scene.with_conjuncts(near, group)
            return self._controlled(verb, earlier[-1], takes_object="to" in helpers or behind)
        position = group - 1
        if position >= self.sentence.first and self.tokens[position].lower in {"and", "but", "or", "then"}:
            # "Fired gas to disperse them and arrested 15": what goes on is the verb before "to".
            is_apart = self.tokens[position - 1].lower == "," if position > self.sentence.first else False
            finite = (
                c
                for c in reversed(earlier)
                if not (is_finite and c.is_infinitive) and not (is_apart and self._is_relative(c))
            )
            joined = next(finite, earlier[-1] if earlier else None)
            if self.tokens[verb].lemma in _SPOKEN:
                spoken = (c for c in reversed(earlier) if self.tokens[c.verb].lemma in _SPOKEN and c.subjects)
                joined = next(spoken, joined)
            return joined.subjects if joined else ()
        return self._before(group, earlier)

    def _is_of_nearest(self, verb: int, near: int) -> bool:
        """Whether a participle is of the phrase before it: "crowds protesting", "that raids targeting"."""
        first = self.phrases[near].lead
        opens = first > self.sentence.first and self.tokens[first - 1].tag == "SCONJ"
        return opens or self.tokens[verb].lemma in _GATHER

    def _listed(self, verb: int, group: int, earlier: list[Clause]) -> tuple[NounPhrase, ...] | None:
        """The subject of a list of deeds, for one that is not the first: "killed ten, uprooted a million"."""
        comma = group - 1
        if not earlier or comma <= self.sentence.first or self.tokens[comma].lower != ",":
            return None
        before = earlier[-1]
        takes = any(p.lead == verb + 1 and self.tokens[p.head].tag != "PRON" for p in self.phrases)
        is_finite = not (before.is_infinitive or before.is_participle)
        ends = is_finite and before.objects and before.objects[-1].last == comma
        return before.subjects if takes and ends and before.subjects else None

    def _is_relative(self, clause: Clause) -> bool:
        """Whether a clause only says more of somebody: "teachers who had blocked the road, and"."""
        before = clause.group - 1
        return before >= self.sentence.first and self.tokens[before].lower in RELATIVES

    def _ready(self, group: int) -> int | None:
        """Where the "were" begins that an infinitive hangs on by an adjective: "were quick to blame"."""
        position = group - 1
        while position > self.sentence.first and self.tokens[position].tag in {"ADJ", "ADV"}:
            position -= 1
        if position == group - 1 and self.tokens[position].tag == "NOUN":
            position -= 1  # an adjective that is a noun too
        is_copula = position < group - 1 and self.tokens[position].lower in BE
        return self.scene.group_start(position) if is_copula else None

    def _controlled(self, verb: int, governing: Clause, *, takes_object: bool) -> tuple[NounPhrase, ...]:
        """Who does what an infinitive or participle tells: the one ordered or accused, else the subject."""
        lemma = self.tokens[governing.verb].lemma
        if takes_object and lemma in _APPEALS and not governing.is_passive:
            asked = (taken for word, taken in governing.prepositional if word in {"to", "on", "upon", "with"})
            return next(asked, governing.subjects)
        if governing.is_passive and not takes_object and self.tokens[verb].lemma in _RESULTS:
            return governing.taken_by("by")
        is_of_things = lemma in _WITH_THINGS
        if takes_object and governing.objects and not governing.is_passive and not is_of_things:
            return governing.objects
        return governing.subjects

    def _before(self, group: int, earlier: list[Clause]) -> tuple[NounPhrase, ...]:
        """The phrase before the verb group that is not inside a prepositional phrase or an insertion."""
        position = group
        while position > self.sentence.first:
            if position in self.by_last:
                step = self._past_phrase(self.by_last[position], group)
            else:
                step = self._past_token(position, earlier)
            if not isinstance(step, int):
                return step
            position = step
        return ()

    def _past_phrase(self, index: int, group: int) -> int | tuple[NounPhrase, ...]:
        """Where to go on before a phrase that is no subject; else it is, with those joined to it."""
        phrase, floor = self.phrases[index], self.sentence.first
        lead = phrase.lead if phrase.last == group else phrase.first
        before = self.tokens[lead - 1] if lead > floor else None
        if self.tokens[phrase.head].lower in RELATIVES and before is not None:
            return self._past_relative(phrase.first)
        opens = phrase.last == group and before is not None and before.lower in OPENING
        if before is not None and not opens and (before.tag == "ADP" or before.lower in {"to", "("}):
            return phrase.first - 1
        if self._is_of_participle(phrase):
            return phrase.lead - 1
        pair = conjuncts(self.tokens, self.phrases, index)[0]
        if pair.first > floor and self.tokens[pair.first - 1].lower in AMONG:
            return pair.first - 1  # "talks between Lufthansa and its pilots ended"
        if phrase.first in self.by_last and is_day(self.tokens, phrase):
            return phrase.first  # "the minister Tuesday told"
        return self.scene.with_conjuncts(index, group)

    def _past_token(self, position: int, earlier: list[Clause]) -> int | tuple[NounPhrase, ...]:
        """Where to go on before a word outside phrases; else whom a verb or the end of a clause leaves."""
        token = self.tokens[position - 1]
        if token.lower in RELATIVES:
            return self._past_relative(position - 1)
        if token.lower == ",":
            return self._before_insertion(position - 1)
        if token.tag == "VERB" and token.lower.endswith("ing") and position - 1 > self.sentence.first:
            return position - 1
        if earlier and earlier[-1].verb == position - 1 and self._is_reduced(earlier[-1]):
            return position - 1  # "relatives of three nurses abducted in May appealed"
        if token.tag in {"VERB", "SCONJ"} or token.lower in BREAKS:
            return earlier[-1].subjects if token.tag == "VERB" and earlier else ()
        return position - 1

    def _past_relative(self, position: int) -> int | tuple[NounPhrase, ...]:
        """Whom the "who" at ``position`` surely means, else where to look on before it."""
        who = self._named_before(position) if self.tokens[position].lower == "who" else ()
        return who or self._skip_marks(position)

    def _is_reduced(self, clause: Clause) -> bool:
        """Whether a participle only describes the phrase before it."""
        return clause.is_passive and clause.group == clause.verb and clause.verb in self.by_last

    def _is_of_participle(self, phrase: NounPhrase) -> bool:
        """Whether a phrase is only the object of a participle: "two women taking part in the march were"."""
        verb = phrase.lead - 1
        if verb <= self.sentence.first or self.tokens[verb].tag != "VERB":
            return False
        return self.tokens[verb].lower.endswith("ing") and verb in self.by_last

    def _named_before(self, position: int) -> tuple[NounPhrase, ...]:
        """Whom "who" at ``position`` means, where the phrase right before it surely is of people."""
        last = position - (self.tokens[position - 1].lower == ",")
        index = self.by_last.get(last)
        if index is None:
            return ()
        phrase = self.phrases[index]
        if titled := self._titled(phrase):
            return titled
        before = self.tokens[phrase.lead - 1].lower if phrase.lead > self.sentence.first else ""
        head = self.tokens[phrase.head]
        is_several = head.lower != head.lemma or head.tag in {"NUM", "PROPN", "DET"}
        if before in _PLACING or not is_several:
            return ()  # "the fishermen on Jolo who", "the minister for health, who"
        return (phrase,) if phrase.is_plain else ()

    def _titled(self, phrase: NounPhrase) -> tuple[NounPhrase, ...]:
        """The name with its title that ends a phrase: "President Lund" in "the request of President Lund"."""
        first = phrase.last
        while first > phrase.core_end and self.tokens[first - 1].tag == "PROPN":
            first -= 1
        if phrase.last - first < 2 or self.tokens[first].lower not in _TITLES:
            return ()
        start = self.tokens[first].start
        return (NounPhrase(first, phrase.last, phrase.last - 1, phrase.last, start, phrase.end, first),)

    def _skip_marks(self, position: int) -> int:
        while position > self.sentence.first and self.tokens[position - 1].lower in {",", "in", "of", "with"}:
            position -= 1
        return position

    def _before_insertion(self, comma: int) -> int:
        """The token position before an insertion that ends at ``comma``, or just before the comma."""
        for index in range(comma - 1, self.sentence.first, -1):
            if self.tokens[index].lower == ",":
                return index if index in self.by_last else comma
        return comma
