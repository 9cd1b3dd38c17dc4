"""A codebook's triggers and the parts of a sentence come in, and the passages that tell of events go out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sitrep.annotate.lexicon import lemma_of
from sitrep.readers.phrases import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sitrep.annotate import Token
    from sitrep.codebook.codebook import Phrase, Trigger
    from sitrep.readers.clauses import Clause, SentenceParts
    from sitrep.readers.phrases import NounPhrase

__all__ = ["Telling", "TriggerIndex"]


@dataclass(frozen=True, slots=True)
class Telling:
    """One passage that tells of an event: which trigger matched, and on which tokens ``[first, last)``.

    ``clause`` is the clause whose verb it is, or, of a noun, the clause it stands in. ``is_retyped`` says
    that the type is not the codebook's but the model's, which sees the whole sentence: "will not meet" as a
    refusal.
    """

    trigger: Trigger
    first: int
    last: int
    parts: SentenceParts
    clause: Clause | None
    is_retyped: bool = False

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
#: Words with a noun behind them that tells nothing there: "took charge of the rescue".
_SAYINGS = frozenset((word, "charge") for word in ("take", "assume", "in"))


class _Form(NamedTuple):
    """The words of triggers that differ in what they want around them, the likeliest trigger first.

    ``place`` is that of the word by which a phrase is found.
    """

    lemmas: Phrase
    gap: int
    place: int
    triggers: tuple[Trigger, ...]


class _Forms:
    """The forms of triggers of one kind by one of their words, put in order when a word is first met."""

    def __init__(self, place: Callable[[Phrase], int]) -> None:
        self._place = place
        self._rows: defaultdict[str, list[Trigger]] = defaultdict(list)
        self._forms: dict[str, tuple[_Form, ...]] = {}

    def add(self, trigger: Trigger) -> None:
        self._rows[trigger.lemmas[self._place(trigger.lemmas)]].append(trigger)

    def of(self, word: str) -> tuple[_Form, ...]:
        """The forms found by ``word``."""
        if word not in self._rows:
            return ()
        found = self._forms.get(word)
        if found is None:
            alike: defaultdict[tuple[Phrase, int], list[Trigger]] = defaultdict(list)
            for trigger in self._rows[word]:
                alike[trigger.lemmas, trigger.gap].append(trigger)
            found = self._forms[word] = tuple(
                _Form(lemmas, gap, self._place(lemmas), tuple(sorted(row, key=_rank, reverse=True)))
                for (lemmas, gap), row in alike.items()
            )
        return found


class TriggerIndex:
    """The triggers of one codebook, found by the word that a reader meets first."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._verbs = _Forms(lambda _: 0)
        self._nouns = _Forms(lambda lemmas: len(lemmas) - 1)
        # By the longest word: "the", "in" and their like stand in every sentence.
        self._phrases = _Forms(lambda lemmas: max(range(len(lemmas)), key=lambda i: len(lemmas[i])))
        kinds = {"verb": self._verbs, "noun": self._nouns, "phrase": self._phrases}
        for trigger in triggers:
            kinds[trigger.kind].add(trigger)

    def tellings(self, parts: SentenceParts, tokens: Sequence[Token]) -> list[Telling]:
        """What one sentence tells, at most one telling for each word, in order."""
        sentence = _Sentence(parts, tokens)
        found = [*self._verb_tellings(sentence), *self._other_tellings(sentence)]
        found.sort(key=lambda t: (-(t.last - t.first), -t.trigger.confidence, t.first))
        taken: set[int] = set()
        kept = []
        for telling in found:
            words = range(telling.first, telling.last)
            if taken.isdisjoint(words):
                taken.update(words)
                kept.append(telling)
        return sorted(kept, key=lambda t: t.first)

    def _verb_tellings(self, sentence: _Sentence) -> Iterator[Telling]:
        for clause in sentence.parts.clauses:
            forms = self._verbs.of(sentence.tokens[clause.verb].lemma)
            if not forms:
                continue
            fits = []
            behind = sentence.words_behind(clause)
            for form in forms:
                if len(form.lemmas) > 1 and form.lemmas[1] not in behind:
                    continue
                last = _verb_match(form, sentence.tokens, clause)
                trigger = None if last is None else sentence.fitting(form, last, clause)
                if last is not None and trigger is not None:
                    fits.append((trigger, last))
            if fits:
                trigger, last = max(fits, key=lambda fit: _rank(fit[0]))
                yield Telling(trigger, clause.verb, last, sentence.parts, clause)

    def _other_tellings(self, sentence: _Sentence) -> Iterator[Telling]:
        parts = sentence.parts
        verbs = {clause.verb for clause in parts.clauses}
        for index in range(parts.sentence.first, parts.sentence.last):
            matches = list(self._matches_at(index, sentence, is_verb=index in verbs))
            if not matches:
                continue
            clause = _clause_around(parts.clauses, index)
            fits = [
                (trigger, first, last)
                for form, first, last in matches
                if (trigger := sentence.fitting(form, last, clause)) is not None
            ]
            if fits:
                trigger, first, last = max(fits, key=lambda fit: _rank(fit[0]))
                yield Telling(trigger, first, last, parts, clause)

    def _matches_at(
        self, index: int, sentence: _Sentence, *, is_verb: bool
    ) -> Iterator[tuple[_Form, int, int]]:
        """Nouns that end at token ``index``, unless it is a verb, and phrases whose longest word it is."""
        tokens, floor, ceiling = sentence.tokens, sentence.parts.sentence.first, sentence.parts.sentence.last
        token = tokens[index]
        nouns = self._nouns.of(_noun_lemma(token))
        if is_verb:  # what may have been taken for a participle: "a mass bleaching"
            is_gerund = token.lower.endswith("ing")
            nouns = tuple(form for form in nouns if is_gerund and len(form.lemmas) > 1)
        phrases = self._phrases.of(token.lower)
        if not nouns and not phrases and "-" not in token.lower:
            return
        if token.lower in _MONTHS and token.tag == "PROPN":
            return
        if index > floor and (tokens[index - 1].lemma, token.lower) in _SAYINGS:
            return
        for form in () if _is_modifier(tokens, index, ceiling) else nouns:
            first = index - len(form.lemmas) + 1
            if first >= floor and _stands(form.lemmas[:-1], tokens, first):
                yield form, first, index + 1
        if "-" in token.lower and not is_verb:
            yield from self._hyphenated(token, index)
        for form in phrases:
            first, last = index - form.place, index - form.place + len(form.lemmas)
            if first >= floor and last <= ceiling and _stands(form.lemmas, tokens, first):
                yield form, first, last

    def _hyphenated(self, token: Token, index: int) -> Iterator[tuple[_Form, int, int]]:
        """A noun written in one: "car-bombing" for "car bombing"."""
        *before, last = token.lower.split("-")
        words = (*before, lemma_of(last, "NOUN"))
        for form in self._nouns.of(words[-1]):
            if form.lemmas in (words, words[-1:]):
                yield form, index, index + 1


class _Sentence:
    """One sentence while its tellings are found, with the words of its clauses, looked at once."""

    def __init__(self, parts: SentenceParts, tokens: Sequence[Token]) -> None:
        self.parts = parts
        self.tokens = tokens
        self._words: dict[int, set[str]] = {}  # by the clause's verb

    def fitting(self, form: _Form, last: int, clause: Clause | None) -> Trigger | None:
        """The likeliest trigger of ``form``, whose words end at token ``last``, that has what it wants."""
        return next((each for each in form.triggers if self._has_needs(each, last, clause)), None)

    def words_behind(self, clause: Clause) -> set[str]:
        """The words that may belong to a verb of several words."""
        return _words(self.tokens[clause.verb + 1 : clause.reach + 2])

    def _has_needs(self, trigger: Trigger, last: int, clause: Clause | None) -> bool:
        if not trigger.needs and not trigger.unless:
            return True
        words = self._clause_words(clause)
        if not words.isdisjoint(trigger.unless):
            return False
        if not trigger.needs:
            return True
        if trigger.needs_at == "behind":
            behind = _behind(self.tokens, last, self.parts.sentence.last)
            return not _words(behind).isdisjoint(trigger.needs)
        if trigger.needs_at == "clause" or clause is None:
            return not words.isdisjoint(trigger.needs)
        return not _phrase_words(self.tokens, _slot(trigger, clause)).isdisjoint(trigger.needs)

    def _clause_words(self, clause: Clause | None) -> set[str]:
        key = -1 if clause is None else clause.verb
        if key not in self._words:
            self._words[key] = _clause_words(self.tokens, clause, self.parts)
        return self._words[key]


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


def _verb_match(form: _Form, tokens: Sequence[Token], clause: Clause) -> int | None:
    """The token after the last word of a verb form, its other words behind the verb; None if absent."""
    position = clause.verb + 1
    after = tokens[position].lower if position < len(tokens) else ""
    if len(form.lemmas) == 1 and (tokens[clause.verb].lemma, after) in _IDIOMS:
        return None
    position += len(form.lemmas) > 1 and after in _BETWEEN  # "called Tuesday on the army to leave"
    for word in form.lemmas[1:]:
        # An infinitive opens a clause of its own, which may tell something too: "refused to resign".
        reach = clause.reach + 1 + (tokens[position - 1].lower == "to")
        stop = min(position + form.gap + 1, reach, len(tokens))
        found = next((i for i in range(position, stop) if word in {tokens[i].lower, tokens[i].lemma}), None)
        if found is None:
            return None
        position = found + 1
    if form.lemmas[-1] == "on" and position < len(tokens) and tokens[position].lower in _BETWEEN:
        return None  # "a strike was called on Friday"
    if tokens[position - 1].lower in _ARTICLES:
        position -= 1  # of the object, whatever it is: "deplored the decision"
    return min(position, clause.reach) if form.gap == 0 else clause.verb + 1


_ARTICLES = frozenset({"a", "an", "the"})
_BETWEEN = WEEKDAYS | {"today", "yesterday"}
"""Days that may stand inside what is told, without a preposition."""


def _stands(words: Phrase, tokens: Sequence[Token], first: int) -> bool:
    """Whether ``words`` stand at token ``first``, each as it is written or as a lemma."""
    return all(
        word in (token.lower, token.lemma)
        for word, token in zip(words, tokens[first : first + len(words)], strict=True)
    )


def _behind(tokens: Sequence[Token], last: int, ceiling: int) -> Sequence[Token]:
    """The few words right behind token ``last``: what is threatened, promised or meant."""
    stop = min(last + _BEHIND, ceiling)
    return tokens[last : next((i for i in range(last, stop) if tokens[i].tag == "PUNCT"), stop)]


def _slot(trigger: Trigger, clause: Clause) -> tuple[NounPhrase, ...]:
    """The subject or object that the trigger looks at, as of the active clause."""
    if trigger.needs_at == "subject":
        return clause.doers
    return clause.undergoers


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
