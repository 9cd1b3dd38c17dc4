"""A sentence with its noun phrases comes in, and each verb with what stands around it goes out.

This is no parser: it knows where a verb group begins, which phrase stands before it as its subject,
what follows it, and what governs it. That is what rules on events need, at a thousandth of the cost.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.readers.clause_scene import AMONG, BE, BREAKS, PRONOUNS_AHEAD, Scene, Step
from sitrep.readers.clause_subjects import Subjects
from sitrep.readers.clause_voices import Voices
from sitrep.readers.phrases import conjuncts, noun_chunks, noun_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitrep.annotate import Annotation, Sentence
    from sitrep.readers.phrases import NounPhrase

__all__ = ["Clause", "SentenceParts", "parts", "parts_at"]

_PARTICLES = frozenset({"out", "up", "away", "back", "down", "off"})
_TIMES_AHEAD = frozenset("every each last next this yesterday today tomorrow".split())
_JOINING = frozenset({",", "and", "but", "as", "while"})
_AUXILIARIES = BE | frozenset("has have had having will would can could may might must shall should".split())


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

    @property
    def doers(self) -> tuple[NounPhrase, ...]:
        """Who does what is told, as the clause stands: its subjects, in the passive those behind "by"."""
        return self.taken_by("by") if self.is_passive else self.subjects

    @property
    def undergoers(self) -> tuple[NounPhrase, ...]:
        """Who undergoes it: the objects, in the passive the subjects."""
        return self.subjects if self.is_passive else self.objects

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
    scene = Scene(annotation.tokens, sentence, phrases)
    builder = _Builder(scene)
    clauses: list[Clause] = []
    verbs = [i for i in range(sentence.first, sentence.last) if scene.is_verb(i)]
    for position, verb in enumerate(verbs):
        following = scene.group_start(verbs[position + 1]) if position + 1 < len(verbs) else sentence.last
        clauses.append(builder.clause(verb, following, clauses))
    clauses = builder.voices.with_shared_voice(clauses)
    return SentenceParts(sentence, phrases, chunks, tuple(clauses))


def parts_at(sentences: Sequence[SentenceParts], offset: int) -> SentenceParts:
    """The parts, of ``sentences`` in order, that `Annotation.sentence_at` means by ``offset``."""
    index = bisect_right(sentences, offset, key=lambda part: part.sentence.start) - 1
    return sentences[max(index, 0)]


class _Builder(Step):
    """Makes the clauses of one sentence, one verb after another."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.voices, self.subjects = Voices(scene), Subjects(scene)

    def clause(self, verb: int, following: int, earlier: list[Clause]) -> Clause:
        group = self.scene.group_start(verb)
        helpers = {token.lower for token in self.tokens[group:verb]}
        is_infinitive = "to" in helpers
        participle = not helpers & _AUXILIARIES and self.tokens[verb].lower.endswith("ing")
        reach = self._reach(verb, following)
        objects, prepositional = self._complements(verb, reach)
        passive = self.voices.is_passive(verb, helpers, objects, prepositional)
        reduced = None if passive or objects else self.voices.described(verb, group)
        passive = passive or reduced is not None
        governor = self._governor(group, earlier) if is_infinitive or participle else None
        is_finite = bool(helpers & _AUXILIARIES) or self.tokens[verb].lower != self.tokens[verb].lemma
        subjects = reduced or self.subjects.of(
            verb, group, earlier, governor, helpers, is_finite=is_finite and not participle
        )
        return Clause(
            verb, group, reach, subjects, objects, prepositional, passive, is_infinitive, participle, governor
        )

    def _reach(self, verb: int, following: int) -> int:
        """The token after the clause of ``verb``; the subject of the next clause is not in it."""
        for index in range(verb + 1, following):
            token = self.tokens[index]
            if token.lower in BREAKS or (token.tag == "SCONJ" and index > verb + 1):
                return index
            if token.tag == "AUX" and index in self.by_last and self._is_joined(index, verb):
                return self.phrases[self.by_last[index]].first
        if following < self.sentence.last and following in self.by_last and self._is_joined(following, verb):
            members = self.scene.with_conjuncts(self.by_last[following], following)
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
        return self.tokens[pair.first - 1].lower not in AMONG

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
            self.tokens[phrase.head].lower not in PRONOUNS_AHEAD
            and self.tokens[phrase.first].lower not in _TIMES_AHEAD
        )

    def _is_object(self, verb: int, phrase: NounPhrase) -> bool:
        """Nothing but adverbs and particles between the verb and the phrase, and no "a week earlier"."""
        return not self.scene.is_spell(phrase) and all(
            t.tag in {"ADV", "ADP", "PART"} or t.lower in {'"', "“"}
            for t in self.tokens[verb + 1 : max(phrase.lead, verb + 1)]
        )

    def _governor(self, group: int, earlier: list[Clause]) -> int | None:
        return earlier[-1].verb if earlier and earlier[-1].verb < group else None
