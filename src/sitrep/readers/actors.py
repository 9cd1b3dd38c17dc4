"""The parties that events and statements name come in, and actors with all their mentions go out.

Mentions are joined within one report: a surname to the full name before it, an office to the person
who was given it, a pronoun to the last person or group told of. Two people of one surname stay two.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sitrep.readers.acting import is_located
from sitrep.record import Actor, Mention, identify_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitrep.annotate import Annotation
    from sitrep.readers.naming import Naming
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.reference import Reference

__all__ = ["Cast", "cast"]

#: The kinds of actor that a pronoun of each kind may mean.
_MEANT: dict[str, frozenset[str]] = {
    "person": frozenset({"person"}),
    "group": frozenset({"group", "organization", "country"}),
    "organization": frozenset({"organization", "country"}),
}
#: Nouns that stand for an organisation named before, whatever it is called.
_GENERIC = frozenset("organisation organization group agency body company party movement union".split())
#: Openings of a noun phrase before a name that says what it is, and those of one that is anybody.
_DEFINITE = frozenset("the their its his her our".split())
_INDEFINITE = frozenset("a an other another some several many".split())
_CLOSING = frozenset({",", ".", ";", ")", "—", "–", "-"})
_SHORTEST_CUT = 2  # letters up to which an acronym gives all initials of a name
_INTRODUCED_REACH = 1500  # characters back that a person told of by office may stand
_PRONOUN_REACH = 600  # characters back that a pronoun may look for whom it means


@dataclass
class _Role:
    """One actor while its mentions are gathered."""

    best: Naming
    number: int
    mentions: list[Naming] = field(default_factory=list)
    subjects: set[int] = field(default_factory=set)
    is_new: bool = False

    def take(self, naming: Naming) -> None:
        self.mentions.append(naming)
        if naming.form == "pronoun":
            return
        longer = self.best.form != "name" or len(naming.name) > len(self.best.name)
        if naming.form == "name" and naming.kind == self.best.kind and longer:
            kept = self.best
            self.best = replace(
                naming,
                title=naming.title or kept.title,
                country=naming.country or kept.country,
                sectors=naming.sectors or kept.sectors,
            )
        else:
            self.best = replace(
                self.best,
                title=self.best.title or naming.title,
                country=self.best.country or naming.country,
                sectors=self.best.sectors or naming.sectors,
            )


class _Roles:
    """The actors of a report while they are gathered, in order of first mention, to be looked up fast."""

    def __init__(self) -> None:
        self.all: list[_Role] = []
        self._by_key: dict[tuple[str, ...], _Role] = {}
        self._keys_by_word: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        self._bodies: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._mentions: list[tuple[int, int, int]] = []

    def add(self, naming: Naming) -> _Role:
        """A new actor, as yet without a mention."""
        role = _Role(naming, len(self.all))
        self.all.append(role)
        return role

    def take(self, role: _Role, naming: Naming) -> None:
        """Take ``naming`` for a mention of ``role``."""
        role.take(naming)
        insort(self._mentions, (naming.start, naming.end, role.number))
        known = self._by_key.get(naming.key)
        if known is None or known.number < role.number:
            self._by_key[naming.key] = role
        if naming.key[0] == "person":
            for word in naming.key[1:]:
                self._keys_by_word[word][naming.key] = None
        elif naming.kind == "organization" and naming.form == "name":
            for word in _words_of_name(naming.name)[:1]:
                self._bodies[word][role.number] = None

    def named(self, key: tuple[str, ...]) -> _Role | None:
        """The last actor with this key."""
        return self._by_key.get(key)

    def persons(self, words: Iterable[str]) -> Iterator[tuple[tuple[str, ...], _Role]]:
        """Every person with one of ``words`` in a name, with that name."""
        for word in words:
            for key in self._keys_by_word.get(word, ()):
                yield key[1:], self._by_key[key]

    def bodies(self, word: str) -> Iterator[_Role]:
        """Every organisation with a name that opens with ``word``, in order of first mention."""
        yield from (self.all[number] for number in sorted(self._bodies.get(word, ())))

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, _Role]]:
        """The mentions that begin in ``[start, end)``, in their order, with whose they are."""
        first, last = (bisect_left(self._mentions, (offset,)) for offset in (start, end))
        for opening, closing, number in self._mentions[first:last]:
            yield opening, closing, self.all[number]


@dataclass(frozen=True)
class Cast:
    """The actors of one report, and which of them any passage names."""

    actors: tuple[Actor, ...]
    by_start: dict[int, str]

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
    roles = _Roles()
    last: tuple[NounPhrase, Naming, _Role] | None = None
    for phrase in sorted(phrases, key=lambda p: p.start):
        naming = name(phrase)
        if naming is None or (
            last is not None and phrase.start > last[0].start and phrase.end <= last[1].end
        ):
            continue  # nobody, or inside the name before: the staff of a "chief of staff"
        if (naming.kind == "country" or naming.is_seat) and is_located(annotation, phrase.start, phrase.end):
            continue
        role = _apposed(annotation, last, phrase, naming) or _bracketed(annotation, last, phrase, naming)
        is_subject = naming.form == "nominal" and phrase.start in subjects
        makes_one = is_subject or _is_telling(annotation, phrase, naming) or phrase.start in wanted
        if role is None and naming.form == "pronoun":
            role = _antecedent(annotation, last, phrase, naming) if makes_one else None
            role = role or (_pronoun(roles, naming, voices, reference) if makes_one else None)
        elif (
            role is None
            and (makes_one or naming.form == "nominal")
            and not _is_another(annotation, phrase, naming)
        ):
            role = _role_of(roles, naming)
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
    annotation: Annotation, last: tuple[NounPhrase, Naming, _Role] | None, phrase: NounPhrase, naming: Naming
) -> _Role | None:
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
    annotation: Annotation, last: tuple[NounPhrase, Naming, _Role] | None, phrase: NounPhrase, naming: Naming
) -> _Role | None:
    """Whom "who" means: whoever is named right before it, one or many."""
    if last is None or naming.name.lower() != "who":
        return None
    return last[2] if annotation.text[last[0].end : phrase.start].strip() in {"", ","} else None


def _bracketed(
    annotation: Annotation, last: tuple[NounPhrase, Naming, _Role] | None, phrase: NounPhrase, naming: Naming
) -> _Role | None:
    """The body just named, where brackets hold its initials: "National Airline Pilots Union (SNPL)"."""
    if last is None or naming.form != "name" or not naming.name.replace(".", "").isupper():
        return None
    if annotation.text[last[1].end : naming.start].strip() != "(" or naming.kind != "organization":
        return None
    is_closed = annotation.text[naming.end : naming.end + 1] == ")"
    return last[2] if is_closed and last[1].form == "name" and last[1].kind == "organization" else None


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
        return naming.sectors != ("CVL",) and (naming.kind == "group" or (is_told and len(words) > 1))
    if naming.is_seen or naming.sectors or naming.title is not None:
        return True
    if naming.kind == "person":
        return len(naming.key) > 2
    return " " in naming.name or naming.name.isupper()


def _pronoun(roles: _Roles, naming: Naming, voices: frozenset[int], reference: Reference) -> _Role | None:
    """Whom a pronoun means: who spoke before, else whom its chain says, else whom the grammar guesses.

    Nobody is better than somebody wrong: who is told to be meant is, whether or not it acts.
    """
    if naming.key[1] == "speaker":
        return None
    if naming.start in voices and (spoke := _spoke_before(roles, naming, voices)):
        return spoke
    before = reference.before(naming.start, naming.end)
    return _taken_up(roles, naming, before) if before else _meant(roles, naming)


def _role_of(roles: _Roles, naming: Naming) -> _Role | None:
    """The actor of before that a name or a noun names."""
    known = roles.named(naming.key)
    if known is not None:
        return known
    if naming.key[0] == "person":
        found = _namesake(roles, naming) or _introduced(roles, naming)
        is_bare = naming.title is None and not naming.sectors and len(naming.key) == 2
        return found or (_shortened(roles, naming) if is_bare else None)
    if naming.form == "name" and naming.kind == "organization":
        # "Bush" alone, a word like any other, after "George W. Bush".
        is_bare = not naming.sectors and " " not in naming.name
        person = _namesake(roles, replace(naming, key=("person", naming.name.lower()))) if is_bare else None
        return person or _spelled_out(roles.all, naming) or _shortened(roles, naming)
    if naming.form == "nominal" and naming.kind == "person":
        return _holder(roles.all, naming)
    if naming.form == "nominal" and naming.kind in {"organization", "group"}:
        return _bearer(roles.all, naming)
    return None


def _introduced(roles: _Roles, naming: Naming) -> _Role | None:
    """Who was told of by office alone before: "a city judge" before "Judge A. B.", if only one was."""
    if naming.title is None or not naming.title[0].isupper():
        return None
    office = naming.title.split()[-1].lower()
    bearers = [
        role
        for _, _, role in roles.between(max(0, naming.start - _INTRODUCED_REACH), naming.start)
        if role.best.kind == "person" and role.best.form == "nominal" and role.is_new
    ]
    fits = {role.number: role for role in bearers if role.best.name.lower().split()[-1] == office}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _shortened(roles: _Roles, naming: Naming) -> _Role | None:
    """The body of whose name one of before is the beginning, or the other way: "Shin" of "Shin Corporation".

    A name that the codebook knows is no part of another: the United Nations are not one of their offices.
    """
    words = _words_of_name(naming.name)
    if not words:
        return None
    fits = []
    for role in roles.bodies(words[0]):
        known = _words_of_name(role.best.name)
        short, long = sorted((words, known), key=len)
        part = naming if short is words else role.best
        if part.sectors or len(short) == len(long) or long[: len(short)] != short:
            continue
        if short and not _are_apart(role.best, naming):
            fits.append(role)
    return fits[0] if len(fits) == 1 else None


def _words_of_name(name: str) -> list[str]:
    return [word for word in name.lower().replace(",", " ").split() if word != "the"]


def _are_apart(one: Naming, other: Naming) -> bool:
    """Whether countries or sectors say that two names are of two bodies."""
    if one.country and other.country and one.country != other.country:
        return True
    return bool(one.sectors and other.sectors) and set(one.sectors).isdisjoint(other.sectors)


def _spoke_before(roles: _Roles, naming: Naming, voices: frozenset[int]) -> _Role | None:
    """Who spoke before "he said", if nobody did anything since: reports go on with whom they quote."""
    if naming.kind != "person":
        return None
    spoke = None
    for start, _, role in roles.between(naming.start - _PRONOUN_REACH + 1, naming.start):
        if role.best.kind == "person" and (start in voices or start in role.subjects):
            spoke = role if start in voices else None
    return spoke


def _taken_up(roles: _Roles, naming: Naming, before: Iterable[tuple[int, int]]) -> _Role | None:
    """Whom a pronoun takes up: the actor that the nearest of the mentions ``before`` it names."""
    wanted = _MEANT[naming.kind]
    for start, end in before:
        for _, closing, role in roles.between(start, end):
            if closing <= end and role.best.kind in wanted:
                return role
    return None


def _meant(roles: _Roles, naming: Naming) -> _Role | None:
    """The person or group that a pronoun means: a subject before it, else for a person the last told of.

    Nobody is better than somebody wrong: a medium is not meant by "they".
    """
    wanted = _MEANT[naming.kind]
    last: _Role | None = None
    subject: _Role | None = None
    for start, _, role in roles.between(naming.start - _PRONOUN_REACH + 1, naming.start):
        if role.best.kind not in wanted or (naming.kind != "person" and "JRN" in role.best.sectors):
            continue
        last = role
        subject = role if start in role.subjects else subject
    return subject or (last if naming.kind == "person" else None)


def _namesake(roles: _Roles, naming: Naming) -> _Role | None:
    """The last person whose name this one shortens or lengthens; None where none does."""
    parts = naming.key[1:]
    fits = [role for name, role in roles.persons(parts) if _same_person(parts, name)]
    return max(fits, key=lambda role: role.number, default=None)


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return short[0] == long[-1] or (len(long) == 2 and short[0] == long[0])
    return short[-1] == long[-1] and (
        short[0] == long[0] or short[0][:1] == long[0] or long[0][:1] == short[0]
    )


def _spelled_out(roles: list[_Role], naming: Naming) -> _Role | None:
    """The organisation whose initials an acronym gives."""
    letters = naming.name.replace(".", "").lower()
    for role in roles:
        words = [word for word in role.best.name.split() if word[0].isupper()]
        initials = "".join(word[0] for word in words).lower()
        is_cut = len(letters) > _SHORTEST_CUT and initials.startswith(letters)
        if len(words) > 1 and (initials == letters or is_cut):
            return role
    return None


def _holder(roles: list[_Role], naming: Naming) -> _Role | None:
    """The person who was introduced with this office: "the minister" after "Minister A. B."."""
    office = naming.key[1].lower()
    for role in reversed(roles):
        title = (role.best.title or "").lower()
        if role.best.kind == "person" and title and (title == office or title.endswith(" " + office)):
            return role
    return None


def _bearer(roles: list[_Role], naming: Naming) -> _Role | None:
    """The organisation whose name a bare noun repeats: "the ministry" after "the health ministry"."""
    noun = naming.name.lower()
    if " " in noun:
        return None
    for role in reversed(roles):
        if role.best.kind not in {"organization", "group"} or "JRN" in role.best.sectors:
            continue
        if noun in role.best.name.lower().split() or (noun in _GENERIC and role.best.form == "name"):
            return role
    return None


def _built(annotation: Annotation, roles: list[_Role]) -> Cast:
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
