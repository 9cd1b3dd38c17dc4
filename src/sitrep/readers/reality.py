"""A telling of an event comes in, and whether it happened, is planned, feared or denied goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Token
    from sitrep.readers.clauses import Clause
    from sitrep.readers.triggers import Telling
    from sitrep.record import Reality

__all__ = ["believed", "is_presupposed", "reality"]

_DOUBTED = 1.0
"""Factuality, from -3 to 3, below which what the grammar takes as happened is only possible."""
_DISBELIEVED = -1.0
"""Factuality below which it did not happen."""
_TAKEN_AS_FACT = 2.5
"""Factuality from which what the grammar takes as possible happened."""

_NEGATIONS = frozenset("not n't n’t never neither nor without no".split())
_FUTURE = frozenset("will shall 'll ’ll wo".split())
_POSSIBLE = frozenset("would could may might should can must ca ought".split())
_CONDITIONS = frozenset("if unless whether".split())
_WILL_BE = frozenset(
    """plan intend aim prepare schedule vow promise pledge agree expect set decide threaten offer hope
    announce due poise order tell instruct hesitate""".split()
)
_MAY_BE = frozenset(
    """urge ask call demand want seek request appeal order try attempt consider discuss propose suggest
    threaten warn need fear allege accuse suspect believe help encourage press plead risk prevent avoid
    stop accept allow vote require permit charge indict blame shout chant cry""".split()
)
#: Verbs of will, of which the negation means that what is willed will not be.
_MEANS = frozenset("plan intend want wish agree expect mean go".split())
_IS_NOT = frozenset("refuse decline fail deny reject cancel postpone avert foil thwart abort".split())
_UNDONE = frozenset("cancel avert foil thwart prevent abort".split())
_HARM = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "PROTEST"})
_DEFINITE = frozenset("the this that these those 's ’s his her its their".split())
_GOES_ON = frozenset("continue keep begin start".split())
#: Nouns and adjectives that take an event noun out of the world of what has happened.
_BEFORE_NOUN: dict[str, Reality] = {
    **dict.fromkeys("planned upcoming scheduled future proposed forthcoming promised".split(), "planned"),
    **dict.fromkeys(
        "possible potential alleged threatened feared hypothetical imminent likely any".split(), "possible"
    ),
    **dict.fromkeys(
        "threat risk fear danger possibility prospect warning call demand suspicion".split(), "possible"
    ),
    **dict.fromkeys("plan preparation intention".split(), "planned"),
    **dict.fromkeys("no cancelled foiled averted failed".split(), "denied"),
    **dict.fromkeys("ongoing continuing current".split(), "ongoing"),
}


#: Adjectives that "is" ties to an event noun before it: "aftershocks are possible".
_BE_WHAT: dict[str, Reality] = {
    **dict.fromkeys("possible likely probable imminent feared expected".split(), "possible"),
    **dict.fromkeys("planned scheduled".split(), "planned"),
    **dict.fromkeys("unlikely impossible".split(), "denied"),
}


def reality(telling: Telling, tokens: Sequence[Token]) -> Reality:
    """Whether what is told happened, goes on, is planned, is only possible, or is said not to be."""
    clause = telling.clause
    if clause is not None and _is_undone(clause, telling, tokens):
        return "denied"
    if telling.first and tokens[telling.first - 1].lower == "without":
        return "denied"
    if is_presupposed(telling, tokens):
        return "happened"
    if clause is None:
        return _noun_reality(telling, tokens) or "happened"
    if not telling.is_verb:
        return _noun_reality(telling, tokens) or _of_noun_in(clause, telling, tokens)
    return _clause_reality(clause, telling, tokens)


def believed(found: Reality, factuality: float | None) -> Reality:
    """What the grammar found, unless the head for factuality is sure of another thing.

    ``factuality`` is on the scale from -3, it did not happen, to 3, it did (Saurí and Pustejovsky 2009);
    None where no head was asked. What is planned stays so: the head holds a sure plan for true.
    """
    if factuality is None:
        return found
    if found == "happened" and factuality < _DOUBTED:
        return "denied" if factuality < _DISBELIEVED else "possible"
    return "happened" if found == "possible" and factuality >= _TAKEN_AS_FACT else found


def _is_undone(clause: Clause, telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether an event noun was kept from happening: "foiled the attack", "the march was thwarted"."""
    is_it = telling.last <= clause.group if clause.is_passive else telling.first > clause.verb
    return is_it and not telling.is_verb and tokens[clause.verb].lemma in _UNDONE


#: Nouns and adjectives whose infinitive tells what is only meant: "conspiracy to kill", "ready to leave".
_AHEAD: dict[str, Reality] = {
    **dict.fromkeys(
        """plan pledge promise decision agreement intention vow deal willing ready prepared keen determined
        poised due""".split(),
        "planned",
    ),
    **dict.fromkeys(
        """conspiracy plot attempt threat bid call demand order request effort offer right ability power
        proposal chance opportunity permission authority need urge license likely able free""".split(),
        "possible",
    ),
    **dict.fromkeys("refusal failure inability unable unwilling reluctant".split(), "denied"),
}


def is_presupposed(telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether a noun of harm stands with "the", "this" or a possessive: whatever is said of it, it was."""
    if telling.is_verb or telling.trigger.type not in _HARM:
        return False
    for index in range(telling.first - 1, max(telling.first - 4, telling.parts.sentence.first) - 1, -1):
        if tokens[index].lower in _DEFINITE:
            return True
        if tokens[index].tag not in {"ADJ", "NOUN", "PROPN", "NUM"}:
            return False
    return False


def _noun_reality(telling: Telling, tokens: Sequence[Token]) -> Reality | None:
    floor = max(telling.parts.sentence.first, telling.first - 5)
    for index in range(telling.first - 1, floor - 1, -1):
        token = tokens[index]
        if token.tag in {"VERB", "AUX", "PUNCT"}:
            return None
        found = _BEFORE_NOUN.get(token.lemma) or _BEFORE_NOUN.get(token.lower)
        if found is not None:
            return found
    return _said_to_be(telling, tokens)


def _said_to_be(telling: Telling, tokens: Sequence[Token]) -> Reality | None:
    """What "is possible" or "are unlikely" behind an event noun says of it."""
    ceiling = min(telling.parts.sentence.last - 1, telling.last + 4)
    for index in range(telling.last, ceiling):
        if tokens[index].tag in {"VERB", "PUNCT"}:
            return None
        if tokens[index].tag == "AUX":
            return _BE_WHAT.get(tokens[index + 1].lower) if tokens[index].lemma == "be" else None
    return None


def _of_noun_in(clause: Clause, telling: Telling, tokens: Sequence[Token]) -> Reality:
    """What the verb around an event noun says of it: "prevented an attack", "will hold talks"."""
    lemma = tokens[clause.verb].lemma
    if telling.first > clause.verb:
        if lemma in _IS_NOT or (lemma == "call" and tokens[clause.verb + 1].lower == "off"):
            return "denied"
        if lemma in _MAY_BE and lemma not in {"accept", "allow", "help"}:
            return "possible"
        if lemma in _WILL_BE - {"order", "tell", "announce", "set"}:
            return "planned"
    return _clause_reality(clause, telling, tokens)


def _clause_reality(clause: Clause, telling: Telling, tokens: Sequence[Token]) -> Reality:
    helpers = [token.lower for token in tokens[clause.group : clause.verb]]
    if _is_denied(clause, helpers, tokens):
        return "denied"
    if _is_conditional(clause, telling, tokens):
        return "possible"
    if not _FUTURE.isdisjoint(helpers):
        return "planned"
    if not _POSSIBLE.isdisjoint(helpers):
        return "possible"
    if clause.governor is not None and _is_unwilled(clause.governor, telling, tokens):
        return "denied"
    if clause.is_infinitive and tokens[clause.group - 1].lemma in _AHEAD:
        return _AHEAD[tokens[clause.group - 1].lemma]
    if clause.governor is not None and _is_governed(clause, tokens):
        found = _governed(clause.governor, telling, tokens)
        if found != "happened":
            return found
    if tokens[clause.verb].lower.endswith("ing") and {"is", "are", "'s", "'re"} & set(helpers):
        return "ongoing"
    return "happened"


def _is_denied(clause: Clause, helpers: Sequence[str], tokens: Sequence[Token]) -> bool:
    if not _NEGATIONS.isdisjoint(helpers) and "only" not in helpers:  # "not only burned ..."
        return True
    if _opens_with_denial(clause, tokens):
        return True
    subjects = clause.subjects[:1]
    if any(phrase.first and tokens[phrase.first - 1].lower == "not" for phrase in subjects):
        return True  # "Not all members voted for it."
    return any(tokens[phrase.first].lower in {"no", "nobody", "none", "neither"} for phrase in subjects)


def _opens_with_denial(clause: Clause, tokens: Sequence[Token]) -> bool:
    """Whether a denial stands first, and turns the clause round: "at no time was he", "nor did they"."""
    turned = clause.subjects[0].first - 1 if clause.subjects else clause.group
    if turned < 1 or tokens[turned].tag not in {"AUX", "VERB"}:
        return False
    before = [token.lower for token in tokens[max(0, turned - 3) : turned]]
    return before[-1] in {"nor", "never"} or before[-2:-1] == ["no"]


def _is_conditional(clause: Clause, telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether "if" or its like opens the clause."""
    first = min([clause.group, *(phrase.first for phrase in clause.subjects if phrase.first < clause.group)])
    opening = tokens[max(telling.parts.sentence.first, first - 3) : first]
    return any(token.lower in _CONDITIONS for token in opening)


def _is_governed(clause: Clause, tokens: Sequence[Token]) -> bool:
    """Whether the verb above decides: over an infinitive, "accused of killing", "will begin leaving"."""
    if clause.is_infinitive or _is_behind_of(clause, tokens):
        return True
    return clause.is_participle and tokens[clause.group - 1].lemma in _GOES_ON


def _is_behind_of(clause: Clause, tokens: Sequence[Token]) -> bool:
    """ "accused of killing", "charged with killing": a participle that its governor weighs."""
    before = tokens[clause.group - 1].lower
    return clause.is_participle and before in {"of", "from", "to", "with", "for"}


def _clause_of(verb: int, telling: Telling) -> Clause | None:
    """The clause whose verb is token ``verb``."""
    return next((clause for clause in telling.parts.clauses if clause.verb == verb), None)


def _is_unwilled(governor: int, telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether the verb of will above an act is negated: "do not plan to negotiate"."""
    above = _clause_of(governor, telling)
    if above is None or tokens[governor].lemma not in _MEANS:
        return False
    return _is_denied(above, [token.lower for token in tokens[above.group : above.verb]], tokens)


def _governed(governor: int, telling: Telling, tokens: Sequence[Token]) -> Reality:
    """What the verbs above an infinitive make of it, up to the first that leaves no doubt."""
    lemma = tokens[governor].lemma
    if lemma in _IS_NOT:
        return "denied"
    if lemma in _WILL_BE or tokens[governor].lower == "going":
        return "planned"
    if lemma in _MAY_BE:
        return "possible"
    above = _clause_of(governor, telling)
    if above is not None:
        found = _clause_reality(above, telling, tokens)
        if found != "happened":
            return found
    return "ongoing" if lemma in _GOES_ON else "happened"
