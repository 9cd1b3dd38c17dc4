"""Passages that tell of events come in with what the model holds of their words, and weighed ones go out.

A trigger knows which words can tell of an act, who does it and what its mode is; the head for acts sees
the whole sentence. Where both agree the event is surer. Where the head is sure of another type, that one
is taken; where it is sure that nothing happens, a weak trigger is dropped; and a verb that no trigger
knows tells of what the head is sure it tells.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.codebook.codebook import Trigger
from sitrep.model.labels import NO_ACT
from sitrep.readers.event_draft import UNWILLED
from sitrep.readers.triggers import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from sitrep.annotate import Token
    from sitrep.model.layers import Floats, WordLayer
    from sitrep.readers.clauses import Clause, SentenceParts

__all__ = ["weigh_tellings"]

_OVERRULES = 0.5
"""Likelihood from which the head's type takes the place of a weak trigger's."""
_BELIEF = 0.7
"""Power of a trigger's odds: below 1 it is believed less than the codebook is sure of it."""
_RETYPES = 0.5
"""Likelihood from which the head's type may take the place of a trigger's at all: of 21 events of read
reports that got theirs below it or near it 16 had a wrong one."""
_UNSEEN = 0.1
"""Likelihood, of the word and of its sentence, below which the head sees nothing of a trigger's type."""
_HELD = 0.68
"""Confidence from which a trigger is believed even then: of 39 such events below it 2 were right."""
_DOUBT = 0.02
"""Likelihood of its own type that a trigger keeps where the head sees none of it."""
_WEAK = 0.6
"""Confidence up to which a trigger is weak."""
_STUBBORN = 0.5
"""By how much more than its confidence is above that a trigger holds out against the head."""
_SPECIAL = 0.05
"""And by how much more one of several words, or one that wants certain words beside it."""
_LOSS = 0.12
"""The most confidence that a trigger loses where the head sees nothing in it."""
_DOUBTS = 0.15
"""Likelihood of the trigger's own type below which the head may overrule or silence it."""
_SILENCES = 0.8
"""Likelihood of nothing from which a trigger is dropped."""
_TELLS = 0.6
"""Likelihood from which a verb without a trigger tells of an event."""
_BY_WORD = 0.6
"""What the word's own likelihoods weigh beside those of its sentence as a whole."""
_ABOUT = 0.5
"""Likelihood from which a sentence as a whole is about a type, so that one of its verbs tells of it."""
_SURE_OF_WORD = 0.7
"""Likelihood of a word's own type from which what its sentence is about does not change it."""
_HINTS = 0.25
"""Likelihood of that type that such a verb must have."""
_UNKNOWN = 0.55
"""Confidence of a verb that no trigger knows, before the head has its say."""
_LIGHT = frozenset("begin start take make have get do hold continue resume put go come keep".split())
"""Verbs that say nothing of what is done: what they take tells it, or nothing does."""
_ACTS = ("subject",)
_UNDERGOES = ("object", "on", "against", "with", "to")


def weigh_tellings(
    tellings: Sequence[Telling],
    sentences: Iterable[SentenceParts],
    tokens: Sequence[Token],
    layer: WordLayer,
) -> list[Telling]:
    """``tellings`` as the head leaves them, and those that it adds, in order."""
    by_sentence: defaultdict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_sentence[telling.parts.sentence.first].append(telling)
    found: list[Telling] = []
    for parts in sentences:
        told = by_sentence[parts.sentence.first]
        types = {telling.trigger.type for telling in told}
        kept = [after for telling in told if (after := _weighed(telling, tokens, layer, types)) is not None]
        taken = {index for telling in told for index in range(telling.first, telling.last)}
        kept += _untriggered(parts, tokens, layer, taken, {telling.trigger.type for telling in kept})
        kept = _about(kept, parts, tokens, layer, {telling.first: telling.trigger for telling in told})
        found += sorted(kept, key=lambda telling: telling.first)
    return found


def _likelihoods(offset: int, layer: WordLayer) -> Floats | None:
    """How likely each type is at a word, by the word and by its sentence as a whole."""
    word, whole = layer.at(offset), layer.whole_at(offset)
    return None if word is None or whole is None else _blended(word, whole)


def _blended(word: Floats, whole: Floats) -> Floats:
    blend: Floats = _BY_WORD * word + (1 - _BY_WORD) * whole
    return blend


def _weighed(telling: Telling, tokens: Sequence[Token], layer: WordLayer, told: Set[str]) -> Telling | None:
    """A telling as the head leaves it; ``told`` are the types that the triggers of its sentence tell.

    What a sentence is about says nothing of a word where another word of it tells just that: in
    "resigned after nine were killed" nobody resigns by being killed.
    """
    offset, trigger = tokens[telling.first].start, telling.trigger
    word, whole = layer.at(offset), layer.whole_at(offset)
    if word is None or whole is None or trigger.type not in layer.labels:
        return telling  # a type of a user's own codebook is one of which the head knows nothing
    about = layer.labels[int(whole.argmax())]
    scores = word if about != trigger.type and about in told else _blended(word, whole)
    own = layer.labels.index(trigger.type)
    nothing = layer.labels.index(NO_ACT)
    if scores[own] < _DOUBTS and scores[nothing] >= _SILENCES:
        return None
    belief = scores.copy()
    belief[own] = max(belief[own], _DOUBT) * _odds(trigger)
    belief[nothing] = 0.0
    best = int(belief.argmax())
    if max(word[own], whole[own]) < _UNSEEN and trigger.confidence < _HELD and scores[best] < _RETYPES:
        return None
    if best == own or scores[best] < _RETYPES:
        return _with(telling, trigger._replace(confidence=_sure(trigger, float(scores[own]))))
    sure = _sure(trigger, float(scores[best]))
    return _with(telling, _called(trigger, layer.labels[best])._replace(confidence=sure))


def _called(trigger: Trigger, type_: str) -> Trigger:
    """A trigger with another type: the subject of its verb does what that tells, whatever it did before."""
    if trigger.kind != "verb" or type_ in UNWILLED:
        return trigger._replace(type=type_, mode=None)
    return trigger._replace(type=type_, mode=None, actor=_ACTS, recipient=_UNDERGOES)


def _holds(telling: Telling, tokens: Sequence[Token], layer: WordLayer) -> bool:
    """Whether the head is sure of a trigger's own type by its word, whatever the sentence is about."""
    scores, type_ = layer.at(tokens[telling.first].start), telling.trigger.type
    if scores is None or type_ not in layer.labels:
        return True
    return float(scores[layer.labels.index(type_)]) >= _SURE_OF_WORD


def _odds(trigger: Trigger) -> float:
    """By how much a trigger makes its own type likelier than the head holds it."""
    confidence = min(0.95, trigger.confidence + _SPECIAL * _is_special(trigger))
    return float((confidence / (1 - confidence)) ** _BELIEF)


def _overruling(trigger: Trigger) -> float:
    """Likelihood from which the head's type takes the place of the trigger's: the surer that, the higher."""
    stubborn = _STUBBORN * max(0.0, trigger.confidence - _WEAK)
    return _OVERRULES + stubborn + _SPECIAL * _is_special(trigger)


def _is_special(trigger: Trigger) -> bool:
    """Whether a trigger is of several words or wants certain words beside it."""
    return len(trigger.lemmas) > 1 or bool(trigger.needs)


def _sure(trigger: Trigger, likely: float) -> float:
    """A trigger's confidence, moved by how likely the head holds what it tells."""
    least = max(trigger.confidence - _LOSS, min(trigger.confidence, _WEAK))
    return round(min(0.95, max(least, 0.7 * trigger.confidence + 0.35 * likely)), 2)


def _with(telling: Telling, trigger: Trigger) -> Telling:
    is_retyped = telling.is_retyped or trigger.type != telling.trigger.type
    return replace(telling, trigger=trigger, is_retyped=is_retyped)


def _untriggered(
    parts: SentenceParts, tokens: Sequence[Token], layer: WordLayer, taken: set[int], types: set[str]
) -> Iterator[Telling]:
    """Verbs that no trigger knows, where the head is sure of them and the sentence tells no such act yet."""
    for clause in parts.clauses:
        is_light = tokens[clause.verb].lemma in _LIGHT
        scores = None if clause.verb in taken or is_light else layer.at(tokens[clause.verb].start)
        if scores is None:
            continue
        best = int(scores.argmax())
        label, likely = layer.labels[best], float(scores[best])
        if label != NO_ACT and label not in types and likely >= _TELLS:
            types.add(label)
            yield _told(clause.verb, clause, label, likely, parts, tokens)


def _about(
    tellings: list[Telling],
    parts: SentenceParts,
    tokens: Sequence[Token],
    layer: WordLayer,
    before: Mapping[int, Trigger],
) -> list[Telling]:
    """``tellings`` of one sentence, with what it is about as a whole told by the word that most tells it.

    ``before`` are the triggers as the codebook has them, by the first of their words.
    """
    whole = layer.whole_at(tokens[parts.sentence.first].start) if parts.clauses else None
    if whole is None:
        return tellings
    best = int(whole.argmax())
    label = layer.labels[best]
    if label == NO_ACT or whole[best] < _ABOUT or any(t.trigger.type == label for t in tellings):
        return tellings

    def likely(index: int) -> float:
        scores = _likelihoods(tokens[index].start, layer)
        return 0.0 if scores is None else float(scores[best])

    free = [c for c in parts.clauses if c.verb not in before and tokens[c.verb].lemma not in _LIGHT]
    verb = max(free, key=lambda clause: likely(clause.verb), default=None)
    loose = [t for t in tellings if not _holds(t, tokens, layer)]
    telling = max(loose, key=lambda t: likely(t.first), default=None)
    if telling is not None and whole[best] < _overruling(before.get(telling.first, telling.trigger)):
        return tellings
    if telling is not None and (verb is None or likely(telling.first) >= likely(verb.verb)):
        if likely(telling.first) < _HINTS:
            return tellings
        trigger = telling.trigger
        sure = _sure(trigger, likely(telling.first))
        changed = _with(telling, _called(trigger, label)._replace(confidence=sure))
        return [changed if t is telling else t for t in tellings]
    if verb is None or likely(verb.verb) < _HINTS:
        return tellings
    return [*tellings, _told(verb.verb, verb, label, likely(verb.verb), parts, tokens)]


def _told(
    index: int, clause: Clause, label: str, likely: float, parts: SentenceParts, tokens: Sequence[Token]
) -> Telling:
    """A telling of a verb that no trigger knows: its subject acts, and what it takes is acted on."""
    trigger = Trigger(
        (tokens[index].lemma,), "verb", label, None, _ACTS, _UNDERGOES, frozenset(), frozenset(), _UNKNOWN
    )
    trigger = trigger._replace(confidence=_sure(trigger, likely))
    return Telling(trigger, index, index + 1, parts, clause)
