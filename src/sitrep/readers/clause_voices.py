"""A verb in its sentence comes in, and whether its subject undergoes what it tells goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.annotate.lexicon import SAME_FORMS
from sitrep.readers.clause_scene import BE, PRONOUNS_AHEAD, Step
from sitrep.readers.phrases import WEEKDAYS, NounPhrase

if TYPE_CHECKING:
    from sitrep.readers.clauses import Clause

__all__ = ["Voices"]

_READY = frozenset("prepared determined inclined disposed resolved committed".split())
"""Participles that, before an infinitive, tell what their subject means to do, not what is done to it."""
#: What happens to people and things, in a clause that leaves out its "were".
_UNDERGONE = frozenset(
    """kill wound injure hurt arrest detain displace hospitalise hospitalize evacuate destroy damage burn
    shoot abduct kidnap jail sentence charge dismiss suspend expel release rescue trap maim behead
    execute raze loot close cancel ban convict fine deport""".split()
)
#: What nobody does without saying to whom, so that a form in "-ed" without an object is a passive.
_DONE_TO = frozenset(
    """kill wound injure arrest detain displace hospitalise hospitalize destroy damage abduct kidnap jail
    imprison sentence behead execute convict rescue maim raze free release evacuate loot
    summon expel oust overthrow acquit extradite perpetrate torture assassinate
    ambush capture stab beat pull deport""".split()
)
#: What may stand behind such a participle that is no object of it.
_NO_OBJECT = frozenset({"ADP", "ADV", "SCONJ", "PUNCT"})
_OF_OTHERS = frozenset(
    """family relative wife husband mother father parent widow son daughter lawyer supporter body remains name
    fate killer colleague friend home house release killing death memory""".split()
)
"""Nouns whose "of" leads to the one of whom a participle behind it tells."""
_GIVEN = frozenset("give hand deny award offer pay send tell show".split())
"""Verbs that keep an object in the passive: "was summoned and handed a note"."""
_TIMES_BEHIND = WEEKDAYS | frozenset(
    "yesterday today tonight last this earlier overnight hours days weeks months years".split()
)
_KEPT = frozenset("custody detention prison jail captivity captive hostage hostages prisoner".split())


class Voices(Step):
    """Actives and passives of one sentence, those without a "were" among them."""

    def with_shared_voice(self, clauses: list[Clause]) -> list[Clause]:
        """Coordinated passives share their auxiliary and their doer: "were beaten and detained by police"."""
        found = list(clauses)
        for index in range(1, len(found)):
            first, second = found[index - 1], found[index]
            # Behind an insertion stands the verb of the sentence: "talks, mediated by Qatar, collapsed".
            joints = {"and", "or"} if first.group == first.verb else {"and", "or", ","}
            joined = second.group - 1 > first.verb and self.tokens[second.group - 1].lower in joints
            joined = joined or self._is_elliptic(second)
            is_given = self.tokens[second.verb].lemma in _GIVEN
            if not (joined and first.is_passive and second.group == second.verb):
                continue
            if second.objects and not is_given:
                continue
            if not self.tokens[second.verb].lower.endswith(("ed", "en", "ot", "ght", "wn")):
                continue
            found[index] = replace(second, is_passive=True)
            if second.taken_by("by") and not first.taken_by("by"):
                by = ("by", second.taken_by("by"))
                found[index - 1] = replace(first, prepositional=(*first.prepositional, by))
        return found

    def _is_elliptic(self, clause: Clause) -> bool:
        """Whether a clause has its subject and only lacks its "were": "and dozens wounded"."""
        if not clause.subjects or self.tokens[clause.verb].lemma not in _UNDERGONE:
            return False
        subject = clause.subjects[0]
        return subject.lead > 0 and self.tokens[subject.lead - 1].lower in {"and", ","}

    def is_passive(
        self,
        verb: int,
        helpers: set[str],
        objects: tuple[NounPhrase, ...],
        prepositional: tuple[tuple[str, tuple[NounPhrase, ...]], ...],
    ) -> bool:
        """Whether "was" or a "by" makes ``verb`` a passive; ``helpers`` are its auxiliaries."""
        token = self.tokens[verb]
        if token.lower.endswith("ing") or token.lower == token.lemma:
            return bool(helpers & BE) and token.lower == token.lemma and token.lemma in SAME_FORMS
        if helpers & BE:
            return not (token.lower in _READY and self._is_before_infinitive(verb))
        by = any(word == "by" for word, _ in prepositional)
        return not helpers and by and not objects and token.lower.endswith(("ed", "en", "wn", "ght", "ot"))

    def described(self, verb: int, group: int) -> tuple[NounPhrase, ...] | None:
        """Whom a participle without "were" and without an object is of: "a man arrested yesterday".

        None where the verb is no such participle: "the number police arrested", "killed and wounded ten";
        empty where it is one of somebody whom brackets part from it.
        """
        token = self.tokens[verb]
        is_held = token.lower == "held" and self._is_in_custody(verb + 1)
        if not is_held and (token.lemma not in _DONE_TO or token.lower == token.lemma):
            return None
        if token.lower.endswith("ing"):
            return None
        if group != verb or (verb + 1 < self.sentence.last and not self._ends_group(verb + 1)):
            return None
        last = verb
        while last > self.sentence.first and self.tokens[last - 1].tag == "ADV":
            last -= 1
        is_apart = last > self.sentence.first and self.tokens[last - 1].lower == ","
        last -= is_apart  # "two employees, kidnapped a week earlier, were freed"
        index = self.by_last.get(last)
        if index is None:
            return () if is_apart and self.tokens[last - 1].text == ")" else None
        phrase = self.phrases[index]
        before = self.tokens[phrase.lead - 1] if phrase.lead > self.sentence.first else None
        if before is not None and (before.lower in PRONOUNS_AHEAD or phrase.lead in self.by_last):
            return None
        if self.tokens[phrase.core_end - 1].lemma in _OF_OTHERS and not phrase.is_plain:
            return (self._behind_of(phrase),)
        return None if self.tokens[phrase.head].tag == "PRON" else self.scene.with_conjuncts(index, verb)

    def _behind_of(self, phrase: NounPhrase) -> NounPhrase:
        """What stands behind the last "of" of a phrase: "the monks" in "families of the monks killed"."""
        of = max(i for i in range(phrase.core_end, phrase.last) if self.tokens[i].lower == "of")
        start = self.tokens[of + 1].start
        return NounPhrase(of + 1, phrase.last, phrase.last - 1, phrase.last, start, phrase.end, of + 1)

    def _is_in_custody(self, index: int) -> bool:
        """Whether what "held" at the token before says is that somebody is kept: "held in custody"."""
        words = [token.lower for token in self.tokens[index : min(index + 2, self.sentence.last)]]
        return bool(words) and (
            words[0] in _KEPT or (words[0] in {"in", "at", "under"} and words[-1] in _KEPT)
        )

    def _ends_group(self, index: int) -> bool:
        """Whether no object stands at token ``index``, a time being none: "arrested Monday"."""
        token = self.tokens[index]
        if index in self.by_first and self.scene.is_spell(self.phrases[self.by_first[index]]):
            return True
        return token.tag in _NO_OBJECT or token.lower in _TIMES_BEHIND or token.tag == "PART"

    def _is_before_infinitive(self, verb: int) -> bool:
        behind = self.tokens[verb + 1 : min(verb + 3, self.sentence.last)]
        return len(behind) == 2 and behind[0].lower == "to" and behind[1].tag in {"VERB", "AUX"}
