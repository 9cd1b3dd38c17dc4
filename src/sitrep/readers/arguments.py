"""The predicates that the head for roles found come in, and who does or undergoes a telling goes out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from sitrep.annotate.frames import predicates
from sitrep.readers.phrases import NounPhrase, conjuncts
from sitrep.readers.roles import is_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitrep.annotate import Annotation
    from sitrep.annotate.frames import Predicate
    from sitrep.readers.triggers import Telling

__all__ = ["Arguments"]

_DOES = ("ARG0",)
_TAKES = frozenset({"ARG1", "ARG2", "ARGM-PRP"})
_UNDERGOES = ("ARG1", "ARG2")
Acts = Callable[[NounPhrase, str], bool]
_CALLS = frozenset(
    """call describe term label brand dub deem consider say tell confirm deny defend justify condemn denounce
    report record document investigate verify register count witness survive suffer face fear probe examine
    discuss blame reject dismiss mention mark commemorate mourn recall remember see watch film claim warn
    allege expect predict announce underline underscore stress note emphasise emphasize criticise criticize
    deplore regret welcome""".split()
)
"""Verbs whose subject only tells of what the noun behind them tells, or undergoes it."""
_DONE_TO = frozenset({"of", "on", "against", "at"})
_OWN = frozenset("their its his her our my your".split())
_NOBODY = frozenset("for after before until within without despite".split())
"""Words in front of an argument that say it is no party."""


class Arguments:
    """Who does what in a text, and to whom, by PropBank's numbered arguments (Palmer et al. 2005)."""

    def __init__(self, annotation: Annotation, tellings: Iterable[Telling]) -> None:
        self._tokens = annotation.tokens
        self._predicates = {predicate.start: predicate for predicate in predicates(annotation)}
        tellings = tuple(tellings)
        self._told = {index for telling in tellings for index in range(telling.first, telling.last)}
        self._harm = {telling.last - 1 for telling in tellings if _is_done_to_somebody(telling)}

    def actors(self, telling: Telling, acts: Acts) -> tuple[NounPhrase, ...]:
        """Whoever does what is told and could, as ``acts`` says of a phrase and a slot.

        What a noun tells is done by whoever does what the verb says that takes it, where that tells
        nothing itself: "envoys return for talks".
        """

        def does(phrase: NounPhrase) -> bool:
            return self._tokens[phrase.head].lower not in _OWN and acts(phrase, "subject")

        found = self._first(telling, self._predicate(telling), _DOES, does)
        if found or telling.is_verb:
            return found
        return self._first(telling, self._around(telling), _DOES, does)

    def _around(self, telling: Telling) -> Predicate | None:
        """The verb of the clause in whose argument a noun stands, if it tells of nothing itself."""
        clause = telling.clause
        if clause is None or clause.verb > telling.first or clause.verb in self._told:
            return None
        if self._tokens[clause.verb].lemma in _CALLS:
            return None  # "called it an attack"
        if telling.last < len(self._tokens) and self._tokens[telling.last].tag in {"AUX", "VERB"}:
            return None  # the subject of what is said: "said the strike would go on"
        own = self._predicate(telling)
        if own is not None and any(a.kind in _DOES and a.end <= own.start for a in own.arguments):
            return None  # its own doer, if it is nobody: "the bill's arrival"
        predicate = self._predicates.get(self._tokens[clause.verb].start)
        start = self._tokens[telling.last - 1].start
        takes = predicate is not None and any(
            argument.start <= start < argument.end and argument.kind in _TAKES
            for argument in predicate.arguments
        )
        return predicate if takes else None

    def recipients(self, telling: Telling, acts: Acts) -> tuple[NounPhrase, ...]:
        """Whoever undergoes what is told and could; what a verb in the active takes stands behind it."""
        predicate = self._predicate(telling)
        clause = telling.clause
        behind = telling.is_verb and clause is not None and not clause.is_passive

        def undergoes(phrase: NounPhrase) -> bool:
            if behind and phrase.first < telling.last:
                return False
            return acts(phrase, "object") and not is_aside(telling, phrase, self._tokens)

        return self._first(telling, predicate, _UNDERGOES, undergoes)

    def harmed(self, telling: Telling) -> Iterator[NounPhrase]:
        """Whom the nouns of deeds in the sentence say that they are done to: "the attack on the convoy"."""
        chunks = telling.parts.chunks
        for index, (deed, chunk) in enumerate(pairwise(chunks)):
            is_tied = chunk.lead - deed.last == 1 and self._tokens[deed.last].lower in _DONE_TO
            if deed.head in self._harm and deed.first >= telling.last and is_tied:
                yield from conjuncts(self._tokens, chunks, index + 1)

    def _first(
        self,
        telling: Telling,
        predicate: Predicate | None,
        kinds: tuple[str, ...],
        fits: Callable[[NounPhrase], bool],
    ) -> tuple[NounPhrase, ...]:
        if predicate is None:
            return ()
        nearest = sorted(predicate.arguments, key=lambda a: abs(a.start - predicate.start))
        for kind in kinds:
            for argument in nearest:
                if argument.kind == kind:
                    named = self._named(telling, argument.start, argument.end)
                    if found := tuple(phrase for phrase in named if fits(phrase)):
                        return found
        return ()

    def _predicate(self, telling: Telling) -> Predicate | None:
        """The predicate that a telling tells of: its verb, else the last word of it that is one."""
        words = range(telling.first, telling.last)
        if telling.is_verb and telling.clause is not None and telling.clause.verb in words:
            return self._predicates.get(self._tokens[telling.clause.verb].start)
        found = (self._predicates.get(self._tokens[index].start) for index in reversed(words))
        return next((predicate for predicate in found if predicate is not None), None)

    def _named(self, telling: Telling, start: int, end: int) -> Iterator[NounPhrase]:
        """The phrase that an argument at characters ``[start, end)`` is, and those joined to it by "and"."""
        chunks = telling.parts.chunks
        for index, chunk in enumerate(chunks):
            if chunk.start < end and start < chunk.end:
                if chunk.first and self._tokens[chunk.first - 1].lower in _NOBODY:
                    return
                joined = conjuncts(self._tokens, chunks, index)
                yield from (p for p in joined if start <= p.start and p.start < end)
                return


def _is_done_to_somebody(telling: Telling) -> bool:
    """Whether whoever stands behind an event noun and "of" undergoes it: "the release of", no withdrawal."""
    trigger = telling.trigger
    return trigger.type in {"ASSAULT", "COERCE"} or trigger.mode == "release"
