"""A codebook's triggers and the parts of a sentence come in, and the passages that tell of events go out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.annotate.lexicon import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitrep.annotate import Token
    from sitrep.codebook.codebook import Phrase, Trigger
    from sitrep.readers.clauses import Clause, SentenceParts
    from sitrep.readers.phrases import NounPhrase

__all__ = ["Telling", "TriggerIndex"]


@dataclass(frozen=True, slots=True)
class Telling:
    """One passage that tells of an event: which trigger matched, and on which tokens ``[first, last)``.

    ``clause`` is the clause whose verb it is, or, of a noun, the clause it stands in.
    """

    trigger: Trigger
    first: int
    last: int
    parts: SentenceParts
    clause: Clause | None

    @property
    def is_verb(self) -> bool:
        """Whether the telling word is the verb of its clause."""
        return self.trigger.kind == "verb"


#: How many words "behind" reaches: "swore that he would leave" has its verb in the fourth.
_BEHIND = 6
_MONTHS = frozenset({"march", "may"})
#: Verbs that mean something else with the word behind them.
_IDIOMS = frozenset(
    {
        *(("take", word) for word in ("place", "part", "effect", "advantage", "time", "note")),
        *(("make", word) for word in ("up", "sense", "clear", "sure")),
        *(("come", word) for word in ("true", "into", "from", "as", "under")),
        *(("break", word) for word in ("down", "even", "records")),
        *(("call", word) for word in ("himself", "themselves", "itself", "it", "them", "him", "her")),
        *(("strike", word) for word in ("a", "me", "many")),
    }
)


class TriggerIndex:
    """The triggers of one codebook, found by the word that a reader meets first."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._verbs: defaultdict[str, list[Trigger]] = defaultdict(list)
        self._nouns: defaultdict[str, list[Trigger]] = defaultdict(list)
        self._phrases: defaultdict[str, list[tuple[Trigger, int]]] = defaultdict(list)
        for trigger in triggers:
            if trigger.kind == "verb":
                self._verbs[trigger.lemmas[0]].append(trigger)
            elif trigger.kind == "noun":
                self._nouns[trigger.lemmas[-1]].append(trigger)
            else:
                # By the longest word: "the", "in" and their like stand in every sentence.
                place = max(range(len(trigger.lemmas)), key=lambda i: len(trigger.lemmas[i]))
                self._phrases[trigger.lemmas[place]].append((trigger, place))

    def tellings(self, parts: SentenceParts, tokens: Sequence[Token]) -> list[Telling]:
        """What one sentence tells, at most one telling for each word, in order."""
        found = [*self._verb_tellings(parts, tokens), *self._other_tellings(parts, tokens)]
        found.sort(key=lambda t: (-(t.last - t.first), -t.trigger.confidence, t.first))
        taken: set[int] = set()
        kept = []
        for telling in found:
            words = range(telling.first, telling.last)
            if taken.isdisjoint(words):
                taken.update(words)
                kept.append(telling)
        return sorted(kept, key=lambda t: t.first)

    def _verb_tellings(self, parts: SentenceParts, tokens: Sequence[Token]) -> Iterator[Telling]:
        for clause in parts.clauses:
            fits = []
            for trigger in self._verbs.get(tokens[clause.verb].lemma, ()):
                last = _verb_match(trigger, tokens, clause)
                if last is not None and _needs_met(trigger, last, tokens, clause, parts):
                    fits.append((trigger, last))
            if fits:
                trigger, last = max(fits, key=lambda fit: _rank(fit[0]))
                yield Telling(trigger, clause.verb, last, parts, clause)

    def _other_tellings(self, parts: SentenceParts, tokens: Sequence[Token]) -> Iterator[Telling]:
        verbs = {clause.verb for clause in parts.clauses}
        for index in range(parts.sentence.first, parts.sentence.last):
            fits = list(self._matches_at(index, tokens, parts, is_verb=index in verbs))
            if not fits:
                continue
            clause = _clause_around(parts.clauses, index)
            fits = [fit for fit in fits if _needs_met(fit[0], fit[2], tokens, clause, parts)]
            if fits:
                trigger, first, last = max(fits, key=lambda fit: _rank(fit[0]))
                yield Telling(trigger, first, last, parts, clause)

    def _matches_at(
        self, index: int, tokens: Sequence[Token], parts: SentenceParts, *, is_verb: bool
    ) -> Iterator[tuple[Trigger, int, int]]:
        """Nouns that end at token ``index``, unless it is a verb, and phrases whose longest word it is."""
        token, sentence = tokens[index], parts.sentence
        if token.lower in _MONTHS and token.tag == "PROPN":
            return
        told = is_verb or _is_modifier(tokens, index, sentence.last)
        for trigger in () if told else self._nouns.get(_noun_lemma(token), ()):
            first = index - len(trigger.lemmas) + 1
            if first >= sentence.first and _stands(trigger.lemmas[:-1], tokens, first):
                yield trigger, first, index + 1
        if "-" in token.lower and not is_verb:
            yield from self._hyphenated(token, index)
        for trigger, place in self._phrases.get(token.lower, ()):
            first, last = index - place, index - place + len(trigger.lemmas)
            if first >= sentence.first and last <= sentence.last and _stands(trigger.lemmas, tokens, first):
                yield trigger, first, last

    def _hyphenated(self, token: Token, index: int) -> Iterator[tuple[Trigger, int, int]]:
        """A noun written in one: "car-bombing" for "car bombing"."""
        *before, last = token.lower.split("-")
        words = (*before, lemma_of(last, "NOUN"))
        for trigger in self._nouns.get(words[-1], ()):
            if trigger.lemmas in (words, words[-1:]):
                yield trigger, index, index + 1


def _is_modifier(tokens: Sequence[Token], index: int, ceiling: int) -> bool:
    """Whether a noun only says what kind the next one is of: "detention camp", "fire crews"."""
    if index + 1 >= ceiling or tokens[index].tag == "PROPN":
        return False
    after = tokens[index + 1]
    return after.tag == "NOUN" and after.start == tokens[index].end + 1


def _rank(trigger: Trigger) -> tuple[int, bool, float]:
    return len(trigger.lemmas), bool(trigger.needs), trigger.confidence


def _noun_lemma(token: Token) -> str:
    if token.tag == "PROPN":
        return lemma_of(token.lower, "NOUN")
    return token.lemma if token.tag != "VERB" else token.lower


def _verb_match(trigger: Trigger, tokens: Sequence[Token], clause: Clause) -> int | None:
    """The token after the last word of a verb trigger, its other words behind the verb; None if absent."""
    position = clause.verb + 1
    after = tokens[position].lower if position < len(tokens) else ""
    if len(trigger.lemmas) == 1 and (tokens[clause.verb].lemma, after) in _IDIOMS:
        return None
    for word in trigger.lemmas[1:]:
        # An infinitive opens a clause of its own, which may tell something too: "refused to resign".
        reach = clause.reach + 1 + (tokens[position - 1].lower == "to")
        stop = min(position + trigger.gap + 1, reach, len(tokens))
        found = next((i for i in range(position, stop) if word in {tokens[i].lower, tokens[i].lemma}), None)
        if found is None:
            return None
        position = found + 1
    return min(position, clause.reach) if trigger.gap == 0 else clause.verb + 1


def _stands(words: Phrase, tokens: Sequence[Token], first: int) -> bool:
    """Whether ``words`` stand at token ``first``, each as it is written or as a lemma."""
    return all(
        word in (token.lower, token.lemma)
        for word, token in zip(words, tokens[first : first + len(words)], strict=True)
    )


def _needs_met(
    trigger: Trigger, last: int, tokens: Sequence[Token], clause: Clause | None, parts: SentenceParts
) -> bool:
    """Whether the words that a trigger wants stand by it, whose own words end at token ``last``."""
    if not trigger.needs and not trigger.unless:
        return True
    words = _clause_words(tokens, clause, parts)
    if not words.isdisjoint(trigger.unless):
        return False
    if not trigger.needs:
        return True
    if trigger.needs_at == "behind":
        return not _words(_behind(tokens, last, parts.sentence.last)).isdisjoint(trigger.needs)
    if trigger.needs_at == "clause" or clause is None:
        return not words.isdisjoint(trigger.needs)
    return not _phrase_words(tokens, _slot(trigger, clause)).isdisjoint(trigger.needs)


def _behind(tokens: Sequence[Token], last: int, ceiling: int) -> Sequence[Token]:
    """The few words right behind token ``last``: what is threatened, promised or meant."""
    stop = min(last + _BEHIND, ceiling)
    return tokens[last : next((i for i in range(last, stop) if tokens[i].tag == "PUNCT"), stop)]


def _slot(trigger: Trigger, clause: Clause) -> tuple[NounPhrase, ...]:
    """The subject or object that the trigger looks at, as of the active clause."""
    if trigger.needs_at == "subject":
        return clause.taken_by("by") if clause.is_passive else clause.subjects
    return clause.subjects if clause.is_passive else clause.objects


def _clause_words(tokens: Sequence[Token], clause: Clause | None, parts: SentenceParts) -> set[str]:
    if clause is None:
        return _words(tokens[parts.sentence.first : parts.sentence.last])
    # What stands between subject and verb describes one of them: "a man armed with a knife attacked".
    first = min((p.first for p in clause.subjects if p.first < clause.group), default=clause.group)
    found = _words(tokens[first : clause.reach])
    return found | _phrase_words(tokens, clause.subjects)


def _phrase_words(tokens: Sequence[Token], phrases: Iterable[NounPhrase]) -> set[str]:
    return {word for phrase in phrases for word in _words(tokens[phrase.first : phrase.last])}


def _words(tokens: Iterable[Token]) -> set[str]:
    return {word for token in tokens for word in (token.lower, token.lemma)}


def _clause_around(clauses: Sequence[Clause], index: int) -> Clause | None:
    """The clause that token ``index`` stands in: as its object, as its subject, or behind its verb."""
    held = [clause for clause in clauses if clause.governor is None]
    for clause, phrases in [*((c, c.objects) for c in held), *((c, c.subjects) for c in held)]:
        if any(phrase.first <= index < phrase.last for phrase in phrases):
            return clause
    around = None
    for clause in clauses:
        if clause.verb < index < clause.reach:
            around = clause
    return around
