"""A telling of an event comes in, and the phrases that name its parties go out."""

from __future__ import annotations

from itertools import dropwhile, islice, pairwise
from typing import TYPE_CHECKING

from sitrep.readers.phrases import NounPhrase, conjuncts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sitrep.annotate import Token
    from sitrep.codebook.codebook import Phrase
    from sitrep.readers.clauses import Clause
    from sitrep.readers.triggers import Telling

__all__ = ["Parties", "companions", "is_aside", "owners", "parties", "touched", "victims", "wielders"]

_ASIDE = frozenset("after following since while when as".split())
"""Words behind which a sentence tells of something else."""
_HURTS = frozenset("kill injure wound hurt maim trap bury".split())
_CHARGED = frozenset("accuse charge convict suspect acquit".split())
_TOGETHER = frozenset({"together", "along"})
_OWN = frozenset("its their his her".split())
Parties = tuple[tuple[NounPhrase, ...], tuple[NounPhrase, ...]]


def parties(
    telling: Telling,
    tokens: Sequence[Token],
    *,
    light_verbs: Sequence[Phrase],
    acts: Callable[[NounPhrase, str], bool],
) -> Parties:
    """The actors and the recipients of a telling, by the slots that its trigger names.

    ``acts`` says whether a phrase names somebody who could act or suffer in that slot; others fill
    no slot.
    """
    slots = _Slots(telling, tokens, light_verbs)
    wanted = _active_slots(telling, tokens) or (telling.trigger.actor, telling.trigger.recipient)
    actors = _first_filled(slots, wanted[0], acts)
    taken = {phrase.start for phrase in actors}
    recipients = tuple(
        phrase
        for phrase in _first_filled(slots, wanted[1], acts)
        if phrase.start not in taken and not _is_means(telling, phrase, tokens)
    )
    if telling.trigger.mutual:
        return (*actors, *recipients), ()
    return actors, recipients


def victims(telling: Telling, tokens: Sequence[Token]) -> tuple[NounPhrase, ...]:
    """Whom the sentence of a blow or mishap says that it hurt: "crashed near the lake, killing 13 people"."""
    found: list[NounPhrase] = []
    for clause in telling.parts.clauses:
        if clause.verb >= telling.last and tokens[clause.verb].lemma in _HURTS and not clause.is_infinitive:
            found += clause.undergoers
    return tuple(found)


def companions(telling: Telling, tokens: Sequence[Token]) -> tuple[NounPhrase, ...]:
    """Those with whom an actor acts: "resigned with his cabinet", "attacked together with militias"."""
    clause = telling.clause
    if clause is None or not telling.is_verb or clause.is_passive:
        return ()
    behind = (chunk for chunk in telling.parts.chunks if telling.first < chunk.first <= clause.reach)
    return tuple(chunk for chunk in behind if _is_beside(tokens, chunk))


def _is_beside(tokens: Sequence[Token], chunk: NounPhrase) -> bool:
    """Whether a phrase stands behind "together with", "alongside", or is somebody's own behind "with"."""
    before = [token.lower for token in tokens[max(0, chunk.lead - 2) : chunk.lead]]
    if before[-1:] == ["with"]:
        return before[0] in _TOGETHER or tokens[chunk.first].lower in _OWN
    return before[-1:] == ["alongside"]


def touched(
    telling: Telling, tokens: Sequence[Token], acts: Callable[[NounPhrase, str], bool], taken: set[int]
) -> tuple[NounPhrase, ...]:
    """Whom an act touches that no slot of its trigger names: the first party told of behind it.

    "Agreed to send aid to Mali", "rejected the rebels' offer", "demanded that the army leave": the act is
    done to whom its aim or its object is tied. ``taken`` are the starts of phrases that are something else.
    """
    chunks = telling.parts.chunks
    others = {p.start for c in telling.parts.clauses if c.verb >= telling.last for p in c.subjects}
    for index, chunk in enumerate(chunks):
        if chunk.last <= telling.last:
            continue
        if chunk.start in others and tokens[chunk.first - 1].tag == "CCONJ":
            break  # "resigned, but protesters stormed on"
        if _is_over(tokens[telling.last : chunk.first]):
            break
        if (
            chunk.start in taken
            or is_aside(telling, chunk, tokens)
            or _is_apposed(chunks, index, tokens, taken)
        ):
            continue
        if chunk.first >= telling.last and acts(chunk, "object"):
            joined = conjuncts(tokens, chunks, index)
            return tuple(p for p in joined if p.start >= chunk.start and acts(p, "object"))
        for part, slot in _parts_of(chunk, tokens):
            if part.first >= telling.last and acts(part, slot):
                return (part,)
    return ()


def owners(
    telling: Telling, tokens: Sequence[Token], acts: Callable[[NounPhrase, str], bool]
) -> tuple[NounPhrase, ...]:
    """Whose things an act is done to: "shelled rebel positions", "bombed the ministry's archive"."""
    clause = telling.clause
    if clause is None or not telling.is_verb:
        return ()
    return _owners_of(clause.undergoers, tokens, acts)


def wielders(
    telling: Telling,
    tokens: Sequence[Token],
    acts: Callable[[NounPhrase, str], bool],
    weapons: frozenset[str],
) -> tuple[NounPhrase, ...]:
    """Whose ``weapons`` a blow is dealt with: "an Israeli strike killed", "hit by a rebel shell"."""
    clause = telling.clause
    if clause is None or not telling.is_verb:
        return ()
    return _owners_of([p for p in clause.doers if tokens[p.head].lemma in weapons], tokens, acts)


def _owners_of(
    phrases: Iterable[NounPhrase], tokens: Sequence[Token], acts: Callable[[NounPhrase, str], bool]
) -> tuple[NounPhrase, ...]:
    owned = (
        [piece for piece, slot in _parts_of(phrase, tokens) if acts(piece, slot)][:1] for phrase in phrases
    )
    return tuple(piece for pieces in owned for piece in pieces)


def _is_over(between: Sequence[Token]) -> bool:
    """Whether what stands between an act and a phrase begins to tell of something else."""
    behind = dropwhile(lambda token: token.tag != "CCONJ", between)
    if any(token.tag in {"VERB", "AUX"} for token in behind) or any(t.lower in _ASIDE for t in between):
        return True
    # "Britain, which imposed similar curbs, welcomed the move": behind its comma the clause goes on.
    pairs = pairwise(between)
    return any(t.lower == "," and after.is_finite for t, after in pairs)


def _is_apposed(chunks: Sequence[NounPhrase], index: int, tokens: Sequence[Token], taken: set[int]) -> bool:
    """Whether a phrase only says more of the one before it, which is taken: "by the governor, A. B."."""
    if not index or chunks[index - 1].start not in taken:
        return False
    between = tokens[chunks[index - 1].last : chunks[index].first]
    return [token.lower for token in between] == [","]


def is_aside(telling: Telling, chunk: NounPhrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase is the actor's own, what it sends to somebody, or another name in brackets."""
    is_own = tokens[chunk.first].lower in _OWN or _is_means(telling, chunk, tokens)
    behind = tokens[chunk.last].lower if chunk.last < len(tokens) else ""
    is_sent = tokens[chunk.head].tag == "NOUN" and behind == "to"
    return is_own or is_sent or tokens[chunk.first - 1].lower == "("


def _parts_of(chunk: NounPhrase, tokens: Sequence[Token]) -> Iterator[tuple[NounPhrase, str]]:
    """Whom the head of a phrase belongs to: "Mali" in "Mali's offer", "Danish" in "Danish ships"."""
    for index in range(chunk.head - 1, chunk.first, -1):
        if tokens[index].tag == "PART":
            yield _piece(tokens, chunk.first, index), "object"
    for piece in _before(tokens, chunk.first, chunk.head):
        yield piece, "premodifier"


def _active_slots(
    telling: Telling, tokens: Sequence[Token]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The slots of a phrase that is meant for the passive where its verb is active: "shot dead".

    "Was shot dead" has its victim as subject; in "police shot dead 24" the subject shoots, and in
    "claimed responsibility for the attack" it claims to have.
    """
    trigger = telling.trigger
    if trigger.kind != "phrase" or "subject" not in trigger.recipient:
        return None
    for clause in telling.parts.clauses:
        is_active = not clause.is_passive and not _is_charged(clause, tokens)
        if telling.first <= clause.verb < telling.last and is_active and clause.subjects:
            return ("subject",), ("object", "behind")
    return None


def _is_charged(clause: Clause, tokens: Sequence[Token]) -> bool:
    """Whether a participle says what its subject is charged with: "stands accused of", "charged with"."""
    verb, behind = tokens[clause.verb], tokens[clause.verb + 1 : clause.verb + 2]
    is_followed = bool(behind) and behind[0].lower in {"of", "with"}
    return verb.lemma in _CHARGED and verb.lower.endswith("ed") and is_followed and not clause.objects


def _is_means(telling: Telling, phrase: NounPhrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase is what an actor moves, not whom it meets: "sent 500 troops", "its ambassador"."""
    if tokens[phrase.head].lemma not in telling.trigger.needs or telling.trigger.mode == "expel":
        return False
    return telling.trigger.type == "MOBILIZE" or tokens[phrase.first].lower in _OWN


def _first_filled(
    slots: _Slots, names: Sequence[str], acts: Callable[[NounPhrase, str], bool]
) -> tuple[NounPhrase, ...]:
    for name in names:
        found = tuple(phrase for phrase in slots.filled(name) if acts(phrase, name))
        if found:
            return found[:1] if name == "premodifier" else found
    return ()


class _Slots:
    """The grammatical slots around one telling."""

    def __init__(self, telling: Telling, tokens: Sequence[Token], light_verbs: Sequence[Phrase]) -> None:
        self.telling = telling
        self.tokens = tokens
        self.light_verbs = light_verbs
        behind = (clause for clause in telling.parts.clauses if clause.verb >= telling.last)
        others = (clause for clause in behind if any(p.last == clause.group for p in clause.subjects))
        self._subjects = {phrase.first for clause in others for phrase in clause.subjects}

    def filled(self, name: str) -> tuple[NounPhrase, ...]:
        clause = self.telling.clause
        if self.telling.is_verb and clause is not None:
            return self._of_verb(name, clause)
        if self.telling.trigger.kind == "phrase" and name in {"subject", "object", "behind"}:
            return self._of_phrase(name)
        if name == "possessive":
            return self._possessor()
        if name == "premodifier":
            return self._premodifier()
        if name == "subject":
            return self._lent_subject(clause)
        if name == "object":
            return ()
        return self._behind_noun(name) or self._behind_clause(name, clause)

    def _of_verb(self, name: str, clause: Clause) -> tuple[NounPhrase, ...]:
        is_passive = clause.is_passive or _is_charged(clause, self.tokens)
        if name == "subject":
            return self._doers(clause) if is_passive else clause.subjects
        if name == "object":
            return clause.subjects if is_passive else clause.objects
        return clause.taken_by(name)

    def _doers(self, clause: Clause) -> tuple[NounPhrase, ...]:
        """Who does it in the passive, not who does what a noun before "by" tells: "after mediation by"."""
        found = clause.taken_by("by")
        before = self.tokens[found[0].lead - 2].lower if found and found[0].lead > 1 else ""
        return () if before.endswith(("tion", "sion", "ment", "ance")) else found

    def _of_phrase(self, name: str) -> tuple[NounPhrase, ...]:
        """The subject as it stands before a fixed phrase, its verb inside it or a bare "is" before it."""
        telling = self.telling
        for clause in telling.parts.clauses:
            if telling.first <= clause.verb < telling.last:
                return clause.subjects if name == "subject" else self._objects(clause)
        position = telling.first
        while position > telling.parts.sentence.first and self.tokens[position - 1].tag in {
            "AUX",
            "ADV",
            "PART",
        }:
            position -= 1
        if name == "object" or position == telling.first:
            return ()
        return tuple(phrase for phrase in telling.parts.phrases if phrase.last == position)

    def _objects(self, clause: Clause) -> tuple[NounPhrase, ...]:
        """The object of the verb in a phrase, or the phrase right behind it: "shot dead 24 protesters"."""
        last = self.telling.last
        found = clause.objects or tuple(c for c in self.telling.parts.chunks if c.first <= last < c.last)
        return tuple(_piece(self.tokens, max(last, p.first), p.last) for p in found if p.last > last)

    def _lent_subject(self, clause: Clause | None) -> tuple[NounPhrase, ...]:
        """The subject of a verb that says no more than that the noun took place."""
        if clause is None or not clause.verb < self.telling.first or not self._is_light(clause):
            return ()
        between = self.tokens[clause.verb : self.telling.first]
        if any(token.lower in _ASIDE for token in between):
            return ()  # "sent troops after protests"
        return clause.doers

    def _possessor(self) -> tuple[NounPhrase, ...]:
        """Whom a possessive mark in the noun's own phrase names: "the army's withdrawal"."""
        chunk = self._own_chunk()
        if chunk is None:
            return ()
        for index in range(self.telling.first - 1, chunk.first, -1):
            if self.tokens[index].tag == "PART":
                return (_piece(self.tokens, chunk.first, index),)
        return ()

    def _premodifier(self) -> tuple[NounPhrase, ...]:
        """The words before the noun in its phrase: "a police raid", "Israeli air strikes"."""
        chunk = self._own_chunk()
        if chunk is None:
            return ()
        return (*self._inside_trigger(chunk), *_before(self.tokens, chunk.first, self.telling.first))

    def _inside_trigger(self, chunk: NounPhrase) -> Iterator[NounPhrase]:
        """Who a trigger of two words says that acts: "Kurdish rebel" of "a Kurdish rebel attack"."""
        noun = self.telling.last - 2
        if noun < self.telling.first or not self.tokens[noun].text.islower():
            return
        for piece in islice(_before(self.tokens, chunk.first, noun + 1), 1):
            if piece.first == noun or self.tokens[piece.first].text[0].isupper():
                yield piece

    def _own_chunk(self) -> NounPhrase | None:
        for chunk in self.telling.parts.chunks:
            if chunk.first <= self.telling.first < chunk.last:
                return chunk
        return None

    def _behind_noun(self, preposition: str) -> tuple[NounPhrase, ...]:
        """The phrases that a preposition ties to the noun: "an attack by rebels on the town"."""
        chunks = self.telling.parts.chunks
        position = self.telling.last
        for index, chunk in enumerate(chunks):
            if chunk.first != position + 1 or self.tokens[position].tag not in {"ADP", "PART"}:
                continue
            phrases = self.telling.parts.phrases
            at = next((i for i, phrase in enumerate(phrases) if phrase.first == chunk.first), None)
            members = conjuncts(self.tokens, *((chunks, index) if at is None else (phrases, at)))
            members = tuple(m for m in members if m.first >= chunk.first and m.first not in self._subjects)
            if not members:
                return ()
            if self.tokens[position].lower == preposition:
                return members
            if preposition == "of":
                return ()  # a later "of" hangs on what stands between: "protests over the arrest of"
            position = members[-1].last
        return ()

    def _behind_clause(self, name: str, clause: Clause | None) -> tuple[NounPhrase, ...]:
        """A party that stands behind the verb: "an attack was carried out by rebels"."""
        if clause is None or not self.telling.last <= clause.verb or name not in {"by", "against"}:
            return ()
        return clause.taken_by(name) if self._is_light(clause) else ()

    def _is_light(self, clause: Clause) -> bool:
        """Whether the verb of ``clause`` only carries out the noun: "was staged by", "carried out"."""
        words = tuple(t.lemma if i == 0 else t.lower for i, t in enumerate(self.tokens[clause.verb :][:3]))
        return any(words[: len(light)] == light for light in self.light_verbs)


def _before(tokens: Sequence[Token], first: int, head: int) -> Iterator[NounPhrase]:
    """What may name somebody before a noun: all words, else the first: "Danish" of "Danish oil tanker"."""
    while first < head and tokens[first].tag in {"DET", "NUM"}:
        first += 1
    if first < head:
        yield _piece(tokens, first, head)
    if first + 1 < head and tokens[first].text[0].isupper():
        yield _piece(tokens, first, first + 1)


def _piece(tokens: Sequence[Token], first: int, last: int) -> NounPhrase:
    return NounPhrase(first, last, last - 1, last, tokens[first].start, tokens[last - 1].end, first)
