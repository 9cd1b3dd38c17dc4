"""A sentence with its noun phrases comes in, and each verb with what stands around it goes out.

This is no parser: it knows where a verb group begins, which phrase stands before it as its subject,
what follows it, and what governs it. That is what rules on events need, at a thousandth of the cost.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitrep.annotate.lexicon import SAME_FORMS
from sitrep.readers.phrases import NounPhrase, conjuncts, is_day, noun_chunks, noun_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitrep.annotate import Annotation, Sentence, Token

__all__ = ["Clause", "SentenceParts", "parts", "parts_at"]

_BE = frozenset("is are was were am be been being 's ’s 're ’re got get gets getting".split())
_GROUP_TAGS = frozenset({"AUX", "ADV", "PART"})
_PARTICLES = frozenset({"out", "up", "away", "back", "down", "off"})
_OPENING = frozenset("after before until till because".split())
_RELATIVES = frozenset({"who", "which", "that"})
_READY = frozenset("prepared determined inclined disposed resolved committed".split())
"""Participles that, before an infinitive, tell what their subject means to do, not what is done to it."""
_PRONOUNS_AHEAD = _RELATIVES | {"whom", "whose", "what", "he", "she", "they", "it", "we", "i"}
#: Verbs that take a thing for some end, which is the subject's: "fired gas to disperse them".
_WITH_THINGS = frozenset(
    """fire use block burn throw hurl lob hold stage launch open take set lay close erect cut raise wield
    spray""".split()
)
#: What happens to people and things, in a clause that leaves out its "were".
_UNDERGONE = frozenset(
    """kill wound injure hurt arrest detain displace hospitalise hospitalize evacuate destroy damage burn
    shoot abduct kidnap jail sentence charge dismiss suspend expel release rescue trap maim behead
    execute raze loot close cancel ban convict fine deport""".split()
)
#: Of these, those that nobody does without saying to whom: a form in "-ed" without an object is a passive.
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
_APPEALS = frozenset({"appeal", "call", "plead", "prevail"})
"""Verbs that ask somebody behind a preposition to do something: "called on the army to leave"."""
_GIVEN = frozenset("give hand deny award offer pay send tell show".split())
"""Verbs that keep an object in the passive: "was summoned and handed a note"."""
_GATHER = frozenset("protest demonstrate march rally chant gather flee mourn celebrate demand live".split())
"""What the people just named do, whoever acts on them: "fired on crowds protesting against"."""
_RESULTS = frozenset("kill injure wound hurt leave destroy damage force prompt trigger displace".split())
"""What comes of an act, told in the passive behind the one who undergoes it: "was hit, killing two"."""
_SPOKEN = frozenset(
    """say tell warn urge threaten accuse call vow pledge promise demand announce deny reject condemn add
    appeal insist denounce criticise criticize""".split()
)
"""Verbs that "and" joins to another of them, past what that says: "said no army was there and threatened"."""
_TIMES_AHEAD = frozenset("every each last next this yesterday today tomorrow".split())
_BREAKS = frozenset({";", ":", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb with its surroundings; all numbers are token indexes of the annotation.

    ``group`` is where the verb group with its auxiliaries begins; ``[verb, reach)`` is the verb and
    all that follows up to the next clause. ``objects`` stand behind the verb without a preposition;
    ``prepositional`` pairs each preposition with the phrases it takes. ``governor`` is the verb that
    an infinitive or participle hangs on.
    """

    verb: int
    group: int
    reach: int
    subjects: tuple[NounPhrase, ...]
    objects: tuple[NounPhrase, ...]
    prepositional: tuple[tuple[str, tuple[NounPhrase, ...]], ...]
    is_passive: bool
    is_infinitive: bool
    is_participle: bool
    governor: int | None

    def taken_by(self, preposition: str) -> tuple[NounPhrase, ...]:
        """The phrases behind ``preposition``; empty where the clause has none."""
        return next((taken for word, taken in self.prepositional if word == preposition), ())


@dataclass(frozen=True, slots=True)
class SentenceParts:
    """The noun phrases and the clauses of one sentence, each in order.

    ``chunks`` are the phrases before any of them is joined to another by "of".
    """

    sentence: Sentence
    phrases: tuple[NounPhrase, ...]
    chunks: tuple[NounPhrase, ...]
    clauses: tuple[Clause, ...]


def parts(
    annotation: Annotation, sentence: Sentence, dates: Mapping[int, int] | None = None
) -> SentenceParts:
    """The noun phrases and clauses of one sentence; ``dates`` keep apart what :func:`dates_apart` says."""
    chunks = noun_chunks(annotation, sentence, dates)
    phrases = noun_phrases(annotation, chunks)
    scene = _Scene(annotation.tokens, sentence, phrases)
    clauses: list[Clause] = []
    verbs = [i for i in range(sentence.first, sentence.last) if scene.is_verb(i)]
    for position, verb in enumerate(verbs):
        following = scene.group_start(verbs[position + 1]) if position + 1 < len(verbs) else sentence.last
        clauses.append(scene.clause(verb, following, clauses))
    clauses = scene.with_shared_voice(clauses)
    return SentenceParts(sentence, phrases, chunks, tuple(clauses))


def parts_at(sentences: Sequence[SentenceParts], offset: int) -> SentenceParts:
    """The parts, of ``sentences`` in order, that `Annotation.sentence_at` means by ``offset``."""
    index = bisect_right(sentences, offset, key=lambda part: part.sentence.start) - 1
    return sentences[max(index, 0)]


class _Scene:
    """One sentence while its clauses are found: the look-ups that every step needs."""

    def __init__(self, tokens: Sequence[Token], sentence: Sentence, phrases: tuple[NounPhrase, ...]) -> None:
        self.tokens = tokens
        self.sentence = sentence
        self.phrases = phrases
        self.by_first = {phrase.first: i for i, phrase in enumerate(phrases)}
        self.by_last = {phrase.last: i for i, phrase in enumerate(phrases)}
        self.inside = {t for phrase in phrases for t in range(phrase.first, phrase.last)}

    def is_verb(self, index: int) -> bool:
        return self.tokens[index].tag == "VERB" and index not in self.inside

    def group_start(self, verb: int) -> int:
        """Where the verb group of ``verb`` begins: its auxiliaries, negations and adverbs before it."""
        start = verb
        while start > self.sentence.first and self.tokens[start - 1].tag in _GROUP_TAGS:
            start -= 1
        while start < verb and self.tokens[start].tag == "ADV" and self.tokens[start].lower != "never":
            start += 1
        return start

    def clause(self, verb: int, following: int, earlier: list[Clause]) -> Clause:
        group = self.group_start(verb)
        helpers = {token.lower for token in self.tokens[group:verb]}
        is_infinitive = "to" in helpers
        participle = not helpers & _AUXILIARIES and self.tokens[verb].lower.endswith("ing")
        reach = self._reach(verb, following)
        objects, prepositional = self._complements(verb, reach)
        passive = self._is_passive(verb, helpers, objects, prepositional)
        reduced = None if passive or objects else self._described(verb, group)
        passive = passive or reduced is not None
        governor = self._governor(group, earlier) if is_infinitive or participle else None
        is_finite = bool(helpers & _AUXILIARIES) or self.tokens[verb].lower != self.tokens[verb].lemma
        subjects = reduced or self._subjects(
            verb, group, earlier, governor, helpers, is_finite=is_finite and not participle
        )
        return Clause(
            verb, group, reach, subjects, objects, prepositional, passive, is_infinitive, participle, governor
        )

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

    def _reach(self, verb: int, following: int) -> int:
        """The token after the clause of ``verb``; the subject of the next clause is not in it."""
        for index in range(verb + 1, following):
            token = self.tokens[index]
            if token.lower in _BREAKS or (token.tag == "SCONJ" and index > verb + 1):
                return index
            if token.tag == "AUX" and index in self.by_last and self._is_joined(index, verb):
                return self.phrases[self.by_last[index]].first
        if following < self.sentence.last and following in self.by_last and self._is_joined(following, verb):
            members = self._with_conjuncts(self.by_last[following], following)
            opening = (
                m for m in members if m.first > verb + 1 and self.tokens[m.first - 1].lower in _JOINING
            )
            return next(opening, members[-1]).first
        return following

    def _is_joined(self, end: int, verb: int) -> bool:
        """Whether the phrase that ends at ``end`` opens a clause of its own behind ``verb``: ", and he"."""
        index = self.by_last[end]
        first = self.phrases[index].first
        if first <= verb + 1 or self.tokens[first - 1].lower not in _JOINING:
            return False
        pair = conjuncts(self.tokens, self.phrases, index)[0]
        return self.tokens[pair.first - 1].lower not in _AMONG

    def _complements(
        self, verb: int, reach: int
    ) -> tuple[tuple[NounPhrase, ...], tuple[tuple[str, tuple[NounPhrase, ...]], ...]]:
        objects: tuple[NounPhrase, ...] = ()
        prepositional: list[tuple[str, tuple[NounPhrase, ...]]] = []
        taken: set[int] = set()
        for phrase in self.phrases:
            if not verb < phrase.first < reach or phrase.first in taken:
                continue
            members = conjuncts(self.tokens, self.phrases, self.by_first[phrase.first])
            members = tuple(m for m in members if verb < m.first < reach)
            taken.update(m.first for m in members)
            lead = phrase.lead if phrase.lead == verb + 1 else phrase.first
            before = self.tokens[lead - 1]
            if (before.tag == "ADP" or before.lower == "to") and not self._is_particle(verb, phrase):
                prepositional.append((before.lower, members))
            elif not objects and self._is_object(verb, phrase):
                objects = members
            elif (
                objects and phrase.first == objects[-1].last and len(objects) == 1 and self._is_given(phrase)
            ):
                # "gave Nepal ten million": what stands first is the one it goes to.
                prepositional.append(("to", objects))
                objects = members
        return objects, tuple(prepositional)

    def _is_particle(self, verb: int, phrase: NounPhrase) -> bool:
        """Whether the word between the verb and a phrase belongs to the verb: "kicked out 18 miners".

        "Down the road" is a way, though.
        """
        word = self.tokens[verb + 1].lower
        if phrase.first != verb + 2 or word not in _PARTICLES:
            return False
        return word != "down" or self.tokens[phrase.first].lower not in {"the", "a"}

    def _is_given(self, phrase: NounPhrase) -> bool:
        """Whether a second object can be one: no "whom" that opens a clause, nor "every month"."""
        return (
            self.tokens[phrase.head].lower not in _PRONOUNS_AHEAD
            and self.tokens[phrase.first].lower not in _TIMES_AHEAD
        )

    def _is_object(self, verb: int, phrase: NounPhrase) -> bool:
        """Nothing but adverbs and particles between the verb and the phrase, and no "a week earlier"."""
        return not self._is_spell(phrase) and all(
            t.tag in {"ADV", "ADP", "PART"} or t.lower in {'"', "“"}
            for t in self.tokens[verb + 1 : max(phrase.lead, verb + 1)]
        )

    def _is_spell(self, phrase: NounPhrase) -> bool:
        """Whether a phrase only measures how long before or after: "a week earlier"."""
        behind = self.tokens[phrase.last].lower if phrase.last < self.sentence.last else ""
        return behind in _MEASURED and self.tokens[phrase.head].lemma in _SPELLS

    def _is_passive(
        self,
        verb: int,
        helpers: set[str],
        objects: tuple[NounPhrase, ...],
        prepositional: tuple[tuple[str, tuple[NounPhrase, ...]], ...],
    ) -> bool:
        token = self.tokens[verb]
        if token.lower.endswith("ing") or token.lower == token.lemma:
            return bool(helpers & _BE) and token.lower == token.lemma and token.lemma in SAME_FORMS
        if helpers & _BE:
            return not (token.lower in _READY and self._is_before_infinitive(verb))
        by = any(word == "by" for word, _ in prepositional)
        return not helpers and by and not objects and token.lower.endswith(("ed", "en", "wn", "ght", "ot"))

    def _described(self, verb: int, group: int) -> tuple[NounPhrase, ...] | None:
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
        if before is not None and (before.lower in _PRONOUNS_AHEAD or phrase.lead in self.by_last):
            return None
        if self.tokens[phrase.core_end - 1].lemma in _OF_OTHERS and not phrase.is_plain:
            return (self._behind_of(phrase),)
        return None if self.tokens[phrase.head].tag == "PRON" else self._with_conjuncts(index, verb)

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
        if index in self.by_first and self._is_spell(self.phrases[self.by_first[index]]):
            return True
        return token.tag in _NO_OBJECT or token.lower in _TIMES_BEHIND or token.tag == "PART"

    def _is_before_infinitive(self, verb: int) -> bool:
        behind = self.tokens[verb + 1 : min(verb + 3, self.sentence.last)]
        return len(behind) == 2 and behind[0].lower == "to" and behind[1].tag in {"VERB", "AUX"}

    def _governor(self, group: int, earlier: list[Clause]) -> int | None:
        return earlier[-1].verb if earlier and earlier[-1].verb < group else None

    def _subjects(
        self,
        verb: int,
        group: int,
        earlier: list[Clause],
        governor: int | None,
        helpers: set[str],
        *,
        is_finite: bool,
    ) -> tuple[NounPhrase, ...]:
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
                return self._with_conjuncts(near, group)
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
        return before >= self.sentence.first and self.tokens[before].lower in _RELATIVES

    def _ready(self, group: int) -> int | None:
        """Where the "were" begins that an infinitive hangs on by an adjective: "were quick to blame"."""
        position = group - 1
        while position > self.sentence.first and self.tokens[position].tag in {"ADJ", "ADV"}:
            position -= 1
        if position == group - 1 and self.tokens[position].tag == "NOUN":
            position -= 1  # an adjective that is a noun too
        is_copula = position < group - 1 and self.tokens[position].lower in _BE
        return self.group_start(position) if is_copula else None

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
        position, floor = group, self.sentence.first
        while position > floor:
            if position in self.by_last:
                index = self.by_last[position]
                phrase = self.phrases[index]
                lead = phrase.lead if phrase.last == group else phrase.first
                before = self.tokens[lead - 1] if lead > floor else None
                if self.tokens[phrase.head].lower in _RELATIVES and before is not None:
                    who = self._named_before(phrase.first) if self.tokens[phrase.head].lower == "who" else ()
                    if who:
                        return who
                    position = self._skip_marks(phrase.first)
                    continue
                opens = phrase.last == group and before is not None and before.lower in _OPENING
                if before is not None and not opens and (before.tag == "ADP" or before.lower in {"to", "("}):
                    position = phrase.first - 1
                    continue
                if self._is_of_participle(phrase):
                    position = phrase.lead - 1
                    continue
                pair = conjuncts(self.tokens, self.phrases, index)[0]
                if pair.first > floor and self.tokens[pair.first - 1].lower in _AMONG:
                    position = pair.first - 1  # "talks between Lufthansa and its pilots ended"
                    continue
                if phrase.first in self.by_last and is_day(self.tokens, phrase):
                    position = phrase.first  # "the minister Tuesday told"
                    continue
                return self._with_conjuncts(index, group)
            token = self.tokens[position - 1]
            if token.lower in _RELATIVES:
                who = self._named_before(position - 1) if token.lower == "who" else ()
                if who:
                    return who
                position = self._skip_marks(position - 1)
            elif token.lower == ",":
                position = self._before_insertion(position - 1)
            elif token.tag == "VERB" and token.lower.endswith("ing") and position - 1 > floor:
                position -= 1
            elif earlier and earlier[-1].verb == position - 1 and self._is_reduced(earlier[-1]):
                position -= 1  # "relatives of three nurses abducted in May appealed"
            elif token.tag in {"VERB", "SCONJ"} or token.lower in _BREAKS:
                return earlier[-1].subjects if token.tag == "VERB" and earlier else ()
            else:
                position -= 1
        return ()

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

    def _with_conjuncts(self, index: int, group: int) -> tuple[NounPhrase, ...]:
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
        return before.tag == "VERB" or (before.tag == "ADP" and before.lower not in _OPENING)


_TIMES_BEHIND = frozenset(
    """yesterday today tonight monday tuesday wednesday thursday friday saturday sunday last this earlier
    overnight hours days weeks months years""".split()
)
_TITLES = frozenset(
    """president prime minister premier king queen general colonel major captain brigadier admiral judge
    governor senator sheikh mr. mrs. ms. mr mrs ms dr. dr chancellor secretary mayor bishop pope""".split()
)
_PLACING = frozenset("in on near from around outside inside across".split())
_KEPT = frozenset("custody detention prison jail captivity captive hostage hostages prisoner".split())
_AMONG = frozenset({"between", "among"})
_JOINING = frozenset({",", "and", "but", "as", "while"})
_MEASURED = frozenset("earlier ago later before after".split())
_SPELLS = frozenset("second minute hour day week month year decade night morning".split())
_AUXILIARIES = _BE | frozenset("has have had having will would can could may might must shall should".split())
