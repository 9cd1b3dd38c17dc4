"""A mention and the actors told of so far come in, and which of them it means goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.readers.gathered import words_of_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitrep.readers.gathered import Role, Roles
    from sitrep.readers.naming import Naming
    from sitrep.readers.reference import Reference

__all__ = ["meant_by_pronoun", "named_again"]

#: The kinds of actor that a pronoun of each kind may mean.
_MEANT: dict[str, frozenset[str]] = {
    "person": frozenset({"person"}),
    "group": frozenset({"group", "organization", "country"}),
    "organization": frozenset({"organization", "country"}),
    "country": frozenset({"country"}),
}
#: Nouns that stand for an organisation named before, whatever it is called.
_GENERIC = frozenset("organisation organization group agency body company party movement union".split())
_SHORTEST_CUT = 2  # letters up to which an acronym gives all initials of a name
_INTRODUCED_REACH = 1500  # characters back that a person told of by office may stand
_PRONOUN_REACH = 600  # characters back that a pronoun may look for whom it means


def meant_by_pronoun(
    roles: Roles, naming: Naming, voices: frozenset[int], reference: Reference
) -> Role | None:
    """Whom a pronoun means: who spoke before, else whom its chain says, else whom the grammar guesses.

    Nobody is better than somebody wrong: who is told to be meant is, whether or not it acts.
    """
    if naming.key[1] in {"speaker", "each other"}:
        return None
    if naming.start in voices and (spoke := _spoke_before(roles, naming, voices)):
        return spoke
    before = reference.before(naming.start, naming.end)
    return _taken_up(roles, naming, before) if before else _meant(roles, naming)


def named_again(roles: Roles, naming: Naming) -> Role | None:
    """The actor of before that a name or a noun names."""
    known = roles.named(naming.key)
    if naming.key[:2] == ("nominal", "countries"):
        return known if naming.key[2] != "countries" else None  # "both countries" may be any two
    if known is not None:
        return known
    if naming.key[0] == "person":
        found = _namesake(roles, naming) or _introduced(roles, naming)
        is_bare = naming.title is None and not naming.sectors and len(naming.key) == 2
        if found is not None or not is_bare:
            return found
        # A single word that was a body's name is no person's: "Burberry" after "fashion house Burberry".
        return roles.named(("name", naming.key[1])) or _shortened(roles, naming)
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


def _introduced(roles: Roles, naming: Naming) -> Role | None:
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


def _shortened(roles: Roles, naming: Naming) -> Role | None:
    """The body of whose name one of before is the beginning, or the other way: "Shin" of "Shin Corporation".

    A name that the codebook knows is no part of another: the United Nations are not one of their offices.
    """
    words = words_of_name(naming.name)
    if not words:
        return None
    fits = []
    for role in roles.bodies(words[0]):
        known = words_of_name(role.best.name)
        short, long = sorted((words, known), key=len)
        part = naming if short is words else role.best
        if part.sectors or len(short) == len(long) or long[: len(short)] != short:
            continue
        if short and len({role.best.country, naming.country} - {None}) < 2:
            fits.append(role)
    return fits[0] if len(fits) == 1 else None


def _spoke_before(roles: Roles, naming: Naming, voices: frozenset[int]) -> Role | None:
    """Who spoke before "he said", if nobody did anything since: reports go on with whom they quote."""
    if naming.kind != "person":
        return None
    spoke = None
    for start, _, role in roles.between(naming.start - _PRONOUN_REACH + 1, naming.start):
        if role.best.kind == "person" and (start in voices or start in role.subjects):
            spoke = role if start in voices else None
    return spoke


def _taken_up(roles: Roles, naming: Naming, before: Iterable[tuple[int, int]]) -> Role | None:
    """Whom a pronoun takes up: the actor that the nearest of the mentions ``before`` it names."""
    wanted = _MEANT[naming.kind]
    for start, end in before:
        for _, closing, role in roles.between(start, end):
            if closing <= end and role.best.kind in wanted:
                return role
    return None


def _meant(roles: Roles, naming: Naming) -> Role | None:
    """The person or group that a pronoun means: a subject before it, else for a person the last told of.

    Nobody is better than somebody wrong: a medium is not meant by "they".
    """
    wanted = _MEANT[naming.kind]
    last: Role | None = None
    subject: Role | None = None
    told: set[int] = set()
    for start, _, role in roles.between(naming.start - _PRONOUN_REACH + 1, naming.start):
        if role.best.kind not in wanted or (naming.kind != "person" and "JRN" in role.best.sectors):
            continue
        last = role
        told.add(role.number)
        subject = role if start in role.subjects else subject
    if naming.kind == "country":
        return last if len(told) == 1 else None  # of two countries "the country" may be either
    return subject or (last if naming.kind == "person" else None)


def _namesake(roles: Roles, naming: Naming) -> Role | None:
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


def _spelled_out(roles: list[Role], naming: Naming) -> Role | None:
    """The organisation whose initials an acronym gives."""
    letters = naming.name.replace(".", "").lower()
    for role in roles:
        words = [word for word in role.best.name.split() if word[0].isupper()]
        initials = "".join(word[0] for word in words).lower()
        is_cut = len(letters) > _SHORTEST_CUT and initials.startswith(letters)
        if len(words) > 1 and (initials == letters or is_cut):
            return role
    return None


def _holder(roles: list[Role], naming: Naming) -> Role | None:
    """The person who was introduced with this office: "the minister" after "Minister A. B.".

    An office of another country is held by another.
    """
    office = naming.key[1].lower()
    for role in reversed(roles):
        title = (role.best.title or "").lower()
        is_other = len({role.best.country, naming.country} - {None}) > 1
        if role.best.kind != "person" or is_other or not title:
            continue
        if title == office or title.endswith(" " + office):
            return role
    return None


def _bearer(roles: list[Role], naming: Naming) -> Role | None:
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
