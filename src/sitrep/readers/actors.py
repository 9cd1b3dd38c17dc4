"""The parties that events and statements name come in, and actors with all their mentions go out.

Mentions are joined within one report: a surname to the full name before it, an office to the person
who was given it, a pronoun to the last person or group told of. Two people of one surname stay two.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sitrep.readers.acting import is_located
from sitrep.readers.gathered import Roles
from sitrep.readers.named_again import meant_by_pronoun, named_again
from sitrep.record import Actor, Mention, identify_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitrep.annotate import Annotation
    from sitrep.readers.gathered import Role
    from sitrep.readers.naming import Naming
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.reference import Reference

__all__ = ["Cast", "cast"]

#: Openings of a noun phrase before a name that says what it is, and those of one that is anybody.
_DEFINITE = frozenset("the their its his her our".split())
_INDEFINITE = frozenset("a an other another some several many".split())
_KNOWN_AS = frozenset({"known as", "also known as", "known by its initials", "known by its acronym"})
_CLOSING = frozenset({",", ".", ";", ")", "—", "–", "-"})


@dataclass(frozen=True)
class Cast:
    """The actors of one report, and which of them any passage names."""

    actors: tuple[Actor, ...]
    by_start: dict[int, str]

    def actor_of(self, start: int, head: int) -> str | None:
        """The id of whom the word at character ``head`` of a phrase from ``start`` on names.

        Else of who is named first before it, and nobody behind it: "supporters of A. B." are not A. B.
        """
        first = bisect_left(self._starts, start)
        for offset in reversed(self._starts[first : bisect_left(self._starts, head + 1)]):
            if head < self._ends[offset]:
                return self.by_start[offset]
        return self.actor_at(start, head + 1)

    def actor_at(self, start: int, end: int) -> str | None:
        """The id of the actor named first inside characters ``[start, end)``; None where none is."""
        first = bisect_left(self._starts, start)
        is_inside = first < len(self._starts) and self._starts[first] < end
        return self.by_start[self._starts[first]] if is_inside else None

    def speaker_at(self, start: int, end: int) -> str | None:
        """The id of who speaks by the words ``[start, end)``: a person named, or who comes first."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = self._starts[first:last]
        speaker = next(
            (offset for offset in inside if offset in self._persons), inside[0] if inside else None
        )
        return None if speaker is None else self.by_start[speaker]

    @cached_property
    def _persons(self) -> frozenset[int]:
        """Where a person is named."""
        persons = (actor for actor in self.actors if actor.kind == "person")
        return frozenset(m.start for actor in persons for m in actor.mentions if m.form == "name")

    @cached_property
    def _ends(self) -> dict[int, int]:
        """Where the mention that begins at each character ends."""
        return {mention.start: mention.end for actor in self.actors for mention in actor.mentions}

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self.by_start)


def cast(
    annotation: Annotation,
    name: Callable[[NounPhrase], Naming | None],
    phrases: Iterable[NounPhrase],
    wanted: set[int],
    subjects: frozenset[int],
    voices: frozenset[int],
    reference: Reference,
) -> Cast:
    """The actors that ``phrases`` name, in order of first mention; ``name`` says whom a phrase names.

    Every name makes an actor; a common noun or pronoun does only where one of the characters
    ``wanted`` (the starts of the phrases that are parties) says that it acts, suffers or speaks.
    ``subjects`` are the starts of the phrases that are subjects, which pronouns mean first where
    ``reference`` does not say what they take up; ``voices`` are the starts of speakers: "he said" means
    who spoke before.
    """
    roles = Roles()
    last: tuple[NounPhrase, Naming, Role] | None = None
    for phrase in sorted(phrases, key=lambda p: p.start):
        naming = name(phrase)
        if naming is None or (
            last is not None and phrase.start > last[0].start and phrase.end <= last[1].end
        ):
            continue  # nobody, or inside the name before: the staff of a "chief of staff"
        may_be_place = naming.form == "name" and (naming.kind == "country" or naming.is_seat)
        if may_be_place and is_located(annotation, phrase.start, phrase.end):
            continue
        role = _apposed(annotation, last, phrase, naming) or _bracketed(annotation, last, phrase, naming)
        is_subject = naming.form == "nominal" and phrase.start in subjects
        makes_one = is_subject or _is_telling(annotation, phrase, naming) or phrase.start in wanted
        if role is None and naming.form == "pronoun":
            if makes_one:
                role = _antecedent(annotation, last, phrase, naming)
                role = role or meant_by_pronoun(roles, naming, voices, reference)
                if role is not None and naming.kind == "country":
                    naming = replace(
                        naming, form="nominal"
                    )  # "the country", which takes up a name as "it" does
        elif (
            role is None
            and (makes_one or naming.form == "nominal")
            and not _is_another(annotation, phrase, naming)
        ):
            role = named_again(roles, naming)
        if role is None and makes_one and naming.form != "pronoun":
            role = roles.add(naming)
            role.is_new = annotation.tokens[phrase.first].lower in {"a", "an"}
        if role is not None:
            roles.take(role, naming)
            if phrase.start in subjects:
                role.subjects.add(naming.start)
            if last is None or phrase.end > last[0].end:
                last = (phrase, naming, role)
    return _built(annotation, roles.all)


def _apposed(
    annotation: Annotation, last: tuple[NounPhrase, Naming, Role] | None, phrase: NounPhrase, naming: Naming
) -> Role | None:
    """The person just named, where a comma and this phrase only say more: "A. B., the minister,"."""
    if last is None or annotation.text[last[0].end : phrase.start].strip() != ",":
        return None
    _, before, role = last
    if {before.form, naming.form} != {"name", "nominal"}:
        return None
    if not before.kind == naming.kind == "person" and not _says_what_it_is(
        annotation, last[0], phrase, naming
    ):
        return None
    said = naming if naming.form == "nominal" else before
    if naming.kind != "person":
        named = naming if naming.form == "name" else before
        role.best = replace(
            named, country=named.country or said.country, sectors=named.sectors or said.sectors
        )
        return role
    role.best = replace(
        role.best,
        title=role.best.title or said.name,
        country=role.best.country or said.country,
        sectors=role.best.sectors or said.sectors,
    )
    return role


def _antecedent(
    annotation: Annotation, last: tuple[NounPhrase, Naming, Role] | None, phrase: NounPhrase, naming: Naming
) -> Role | None:
    """Whom "who" means: whoever is named right before it, one or many."""
    if last is None or naming.name.lower() != "who":
        return None
    return last[2] if annotation.text[last[0].end : phrase.start].strip() in {"", ","} else None


def _bracketed(
    annotation: Annotation, last: tuple[NounPhrase, Naming, Role] | None, phrase: NounPhrase, naming: Naming
) -> Role | None:
    """The body just named, where brackets or words give its initials: "National Pilots Union (SNPL)"."""
    if last is None or naming.form != "name" or not _are_initials(naming.name):
        return None
    if naming.kind != "organization" or last[1].kind != "organization":
        return None
    between = annotation.text[last[1].end : naming.start].strip()
    if between.lstrip(", ") in _KNOWN_AS:
        return last[2]
    is_closed = between == "(" and annotation.text[naming.end : naming.end + 1] == ")"
    return last[2] if is_closed and last[1].form == "name" else None


def _are_initials(name: str) -> bool:
    """Whether a name is short for a longer one: "SNPL", "DoDMA"."""
    letters = name.replace(".", "")
    capitals = sum(letter.isupper() for letter in letters)
    return letters.isupper() or (letters.isalpha() and capitals > len(letters) - capitals > 0)


def _is_another(annotation: Annotation, phrase: NounPhrase, naming: Naming) -> bool:
    """Whether an article or a number says that a noun brings in another body: "a group", "three people".

    Of one person an article may only say more: "he is a lawyer".
    """
    if naming.form != "nominal" or naming.kind == "person":
        return False
    opening = annotation.tokens[phrase.first]
    return opening.lower in _INDEFINITE or opening.tag == "NUM" or phrase.lead < phrase.first


def _says_what_it_is(annotation: Annotation, before: NounPhrase, phrase: NounPhrase, naming: Naming) -> bool:
    """Whether a body is named between commas behind the noun for it: "their employers, the Ministry of X,".

    What goes on with another comma and a noun, or with "and", is a list.
    """
    if naming.kind != "organization" or annotation.tokens[before.first].lower in _INDEFINITE:
        return False
    tokens = annotation.tokens
    is_closed = phrase.last >= len(tokens) or tokens[phrase.last].text in _CLOSING
    behind = [token.lower for token in tokens[phrase.last + 1 : phrase.last + 2]]
    is_definite = tokens[phrase.first].lower == "the" or tokens[before.first].lower in _DEFINITE
    return is_closed and is_definite and behind != ["and"]


def _is_telling(annotation: Annotation, phrase: NounPhrase, naming: Naming) -> bool:
    """Whether a mention makes an actor wherever it stands: names, and nouns that stand for a sector.

    A country may be only where something is, and a single unexplained word may be anything. A noun for one
    person may be no more than an office ("as party leader"), one for a body than a thing ("an air base"):
    with their country, or with a name in them, they are somebody.
    """
    if naming.form == "pronoun" or naming.kind == "country" or naming.is_seat:
        return False
    if naming.form == "nominal":
        words = annotation.tokens[phrase.first : phrase.last]
        is_told = naming.country is not None or any(token.tag == "PROPN" for token in words)
        is_anyone = naming.sectors == ("CVL",) or naming.key[1] == "countries"
        return not is_anyone and (naming.kind == "group" or (is_told and len(words) > 1))
    if naming.is_seen or naming.sectors or naming.title is not None:
        return True
    if naming.kind == "person":
        return len(naming.key) > 2
    return " " in naming.name or naming.name.isupper()


def _built(annotation: Annotation, roles: list[Role]) -> Cast:
    named = [role for role in roles if any(m.form != "pronoun" for m in role.mentions)]
    report = annotation.report.id
    ids = identify_each("a", [(report, r.mentions[0].start, r.mentions[0].end, r.best.kind) for r in named])
    actors, by_start = [], {}
    for role, id_ in zip(named, ids, strict=True):
        best = role.best
        mentions = tuple(
            Mention(m.start, m.end, annotation.text[m.start : m.end], form=m.form) for m in role.mentions
        )
        actors.append(Actor(id_, best.name, best.kind, best.country, best.sectors, best.title, mentions))
        by_start.update({mention.start: id_ for mention in mentions})
    return Cast(tuple(actors), by_start)
