"""One annotation while its phrases are named: what every way of naming asks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sitrep.readers.affiliation import Affiliation, Affiliations, agent_at_end, singular
from sitrep.readers.name_words import COLLECTIVES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sitrep.annotate import Annotation, Token
    from sitrep.codebook import Codebook
    from sitrep.codebook.codebook import Agent
    from sitrep.gazetteer import Gazetteer
    from sitrep.readers.phrases import NounPhrase
    from sitrep.record import ActorKind, Place

__all__ = ["Naming", "NamingScope", "is_plural"]


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom a phrase names.

    ``start`` and ``end`` are the characters of the name or noun itself, without title or article;
    ``key`` is equal for phrases that name the same, as far as the words alone tell. ``is_seat`` marks
    a city that stands for the government seated there, ``is_seen`` a name that the model sees as one.
    """

    start: int
    end: int
    form: Literal["name", "nominal", "pronoun"]
    kind: ActorKind
    name: str
    title: str | None
    country: str | None
    sectors: tuple[str, ...]
    key: tuple[str, ...]
    is_seat: bool = False
    is_seen: bool = False


# Words before a noun that add a sector to those who can bear it.
_ADDED = (
    ("opposition", "OPP", frozenset({"PTY", "LEG", "CVL", "LAB", "JRN"})),
    ("ruling", "GOV", frozenset({"PTY"})),
    ("governing", "GOV", frozenset({"PTY"})),
)
_PARTIAL = "PRE"
_OFFICIAL = frozenset("GOV LEG JUD MIL COP SPY PTY OPP ELI".split())
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,8})\)")
_NAME_REACH = 90  # characters of a name before its initials


class NamingScope:
    """One annotation with one codebook, one gazetteer and the places found.

    ``chunks`` are the noun phrases of the text before any is joined to another.
    """

    def __init__(
        self,
        annotation: Annotation,
        codebook: Codebook,
        gazetteer: Gazetteer,
        places: tuple[Place, ...],
        chunks: Iterable[NounPhrase],
    ) -> None:
        self.annotation = annotation
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.places = {place.start: place for place in places}
        by_first = {chunk.first: chunk for chunk in chunks}
        self.affiliations = Affiliations(annotation, codebook, gazetteer, self.places, by_first)
        self.day = annotation.report.published
        self._own_initials = frozenset(_spelled_out(annotation.text, self._means_another))
        self._ties: dict[tuple[int, int], Affiliation] = {}

    def named(self, start: int, end: int) -> Agent | None:
        """Whom the codebook calls by just the characters ``[start, end)``, on the day of the report.

        Nobody by initials that the report itself spells out as another name.
        """
        name = self.annotation.text[start:end]
        return None if name in self._own_initials else self.codebook.named(name, self.day)

    def _means_another(self, initials: str, name: str) -> bool:
        known = self.codebook.named(initials, self.day)
        is_spelled = known is not None and " " in known.name
        return is_spelled and self.codebook.named(name, self.day) != known

    def tie(self, phrase: NounPhrase) -> Affiliation:
        """What ``phrase`` belongs to, looked for once."""
        extent = phrase.first, phrase.last
        found = self._ties.get(extent)
        if found is None:
            found = self._ties[extent] = self.affiliations.of(phrase)
        return found

    def agent(self, words: Sequence[Token]) -> Agent | None:
        """The longest agent of the codebook that ends with the last of ``words``."""
        return agent_at_end(self.codebook, words)

    def after_possessor(self, first: int, last: int) -> int:
        """The token after the last possessive mark of a phrase: "Lebanon's prime minister"."""
        for index in range(last - 1, first, -1):
            if self.annotation.tokens[index].tag == "PART":
                return index + 1
        return first

    def sectors(self, agent: Agent, words: Sequence[Token], phrase: NounPhrase) -> tuple[str, ...]:
        """An agent's sectors, or those of the body that it belongs to, with what the words before it add.

        A former holder and a relative of an official belong to the elite (PLOVER's ELI); a party or a
        lawmaker may be of the opposition or rule; who acts for a partly recognised entity is PRE too.
        """
        lowers = {word.lower for word in words}
        before = self.annotation.tokens_between(words[0].start - 12, words[0].start) if words else range(0)
        # "Retired" may have been taken for a verb of its own.
        if before and before[-1] >= 0:
            lowers.add(self.annotation.tokens[before[-1]].lower)
        ties = self.tie(phrase)
        is_former = not lowers.isdisjoint(self.codebook.former)
        if is_former and not _OFFICIAL.isdisjoint(agent.sectors or ties.sectors):
            return ("ELI",)
        sectors = agent.sectors
        if agent.name in self.codebook.relational and ties.sectors:
            sectors = ties.sectors
        elif _PARTIAL in ties.sectors:
            sectors = (*sectors, _PARTIAL)
        for word, sector, holders in _ADDED:
            if word in lowers and sector not in sectors and not holders.isdisjoint(sectors):
                sectors = (*sectors, sector)
        return sectors

    def seat(self, words: Sequence[Token]) -> Naming:
        """A capital that acts or speaks is its country's government, any other place its own."""
        start, end = words[0].start, words[-1].end
        found = self.gazetteer.capital_of(self.annotation.text[start:end])
        if found is not None:
            key = ("country", found.iso3)
            return Naming(
                start, end, "name", "country", found.name, None, found.iso3, ("GOV",), key, is_seat=True
            )
        place = self.places[start]
        name = self.annotation.text[start:end]
        return Naming(
            start,
            end,
            "name",
            "organization",
            name,
            None,
            place.country,
            ("GOV",),
            ("name", name.lower()),
            is_seat=True,
        )


def _spelled_out(text: str, is_another: Callable[[str, str], bool]) -> Iterator[str]:
    """The initials in brackets right behind the name whose words they begin: "People's Power Party (PPP)"."""
    for found in _IN_BRACKETS.finditer(text):
        words = text[max(0, found.start() - _NAME_REACH) : found.start()].split()
        capitals = [i for i, word in enumerate(words) if word[0].isupper()][-len(found[1]) :]
        initials = "".join(words[i][0] for i in capitals)
        if capitals and initials == found[1] and is_another(found[1], " ".join(words[capitals[0] :])):
            yield found[1]


def is_plural(token: Token) -> bool:
    """Whether a noun means several: its form is no singular, or it calls a body of people."""
    return token.lower != singular(token) or token.lower in COLLECTIVES
