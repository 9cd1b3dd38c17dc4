"""A noun phrase comes in, and the country and body that its words and those behind it tie it to go out.

"The deputy head of Chad's electoral commission" belongs to a body of Chad, "NATO's secretary general"
to NATO, "Cluj timber company" to the country of Cluj, "police in Brazzaville" to that of Brazzaville.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitrep.annotate.lexicon import lemma_of
from sitrep.readers.name_words import COUNTRY_INITIALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitrep.annotate import Annotation, Token
    from sitrep.codebook import Codebook
    from sitrep.codebook.codebook import Agent
    from sitrep.gazetteer import Gazetteer
    from sitrep.readers.phrases import NounPhrase
    from sitrep.record import Place

__all__ = ["Affiliation", "Affiliations", "agent_at_end", "lemma_phrase", "may_be_country", "singular"]

_LONGEST_COUNTRY = 3
# Above this prominence, a logarithm to base ten, a place in a body's name is that place.
_GREAT = 5.4
# Above this its name is no other word's: "Shanghai police".
_WORLD_CITY = 6.8
_LONGEST_NAME = 6
_LONGEST_AGENT = 4
# Prepositions behind a phrase that tie it to a place, and those that tie a holder to a body.
_WHERE = frozenset({"in", "of", "from", "at", "across"})
_FOR = frozenset({"of", "for", "from", "at", "in", "with"})
_INTERNATIONAL = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What a phrase belongs to: a country, ISO 3166 alpha-3, and the sectors of a body, if one is told.

    ``is_international`` says that the body is of no country, so that none is to be looked for; ``end``
    is where the words of a body end that stands behind the phrase's head, else 0.
    """

    country: str | None = None
    sectors: tuple[str, ...] = ()
    is_international: bool = False
    end: int = 0


class Affiliations:
    """Ties the phrases of one annotation by one codebook, one gazetteer and the places found.

    ``chunks`` are the noun phrases of the text before any is joined to another, by their first token.
    """

    def __init__(
        self,
        annotation: Annotation,
        codebook: Codebook,
        gazetteer: Gazetteer,
        places: Mapping[int, Place],
        chunks: Mapping[int, NounPhrase],
    ) -> None:
        self.annotation = annotation
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.places = places
        self.chunks = chunks
        self.day = annotation.report.published
        self._told: dict[tuple[int, int], str | None] = {}

    def of(self, phrase: NounPhrase) -> Affiliation:
        """What ``phrase`` belongs to: by its own words first, then by those behind a preposition."""
        body = self._body_inside(phrase)
        international = body is not None and _is_international(body)
        country = self._country(phrase.first, phrase.last) or (body.country if body else None)
        if country is None and not international:
            country = self._country_of_place(*self._beside_head(phrase))
            country = country or self._country_of_place(phrase.core_end, phrase.last)
        tokens = self.annotation.tokens
        end = tokens[phrase.last - 1].end if body is not None and not phrase.is_plain else 0
        behind = self._behind(phrase)
        if behind is not None:
            beyond = body or self._body_of(behind.first, behind.last)
            international = international or (beyond is not None and _is_international(beyond))
            is_open = country is None and not international
            if is_open and beyond is not None:
                country = beyond.country
            if is_open and country is None and (beyond is not None or self._is_where(phrase)):
                country = self._country(behind.first, behind.last)
                country = country or self._country_of_place(behind.first, behind.last)
            if body is None and beyond is not None:
                body, end = beyond, tokens[behind.last - 1].end
        return Affiliation(country, body.sectors if body else (), international and country is None, end)

    def own_country(self, phrase: NounPhrase) -> str | None:
        """The country that the words before the head of a phrase tell: a demonym or a possessor."""
        return self._country(phrase.first, phrase.core_end)

    def _beside_head(self, phrase: NounPhrase) -> tuple[int, int]:
        """The tokens of a phrase in which a place may stand: a name at its head is nobody's place."""
        is_name = self.annotation.tokens[phrase.head].tag == "PROPN"
        first = phrase.first
        return first, phrase.head if is_name else phrase.core_end

    def _is_where(self, phrase: NounPhrase) -> bool:
        """Whether the preposition behind a phrase says where it is; not in "withdrew its men from Chad"."""
        tokens = self.annotation.tokens
        word = tokens[phrase.last].lower
        if word == "from":
            is_free = phrase.first == 0 or tokens[phrase.first - 1].tag not in {"VERB", "ADP"}
            return is_free or tokens[phrase.first].lower in {"a", "an"}
        return word in _WHERE

    def _behind(self, phrase: NounPhrase) -> NounPhrase | None:
        """The phrase right behind a preposition that follows ``phrase``, with what hangs on it by "of"."""
        tokens = self.annotation.tokens
        if phrase.last >= len(tokens) or tokens[phrase.last].lower not in _FOR:
            return None
        found = self.chunks.get(phrase.last + 1)
        if found is None:
            return None
        following = self.chunks.get(found.last + 1) if _is_of(tokens, found.last) else None
        return found if following is None else replace(found, last=following.last)

    def _country(self, first: int, last: int) -> str | None:
        """The country that words tell: a demonym, a possessor, "of Kenya"."""
        tokens = self.annotation.tokens
        capitals = [index for index in range(first, last) if tokens[index].text[0].isupper()]
        for size in range(_LONGEST_COUNTRY, 0, -1):
            for index in capitals:
                country = self._called(index, index + size) if index + size <= last else None
                if country is not None:
                    return country
        return None

    def _called(self, first: int, last: int) -> str | None:
        """The country that just these words call, looked for once."""
        if (first, last) not in self._told:
            words = self.annotation.tokens[first:last]
            found = None
            if may_be_country(words):
                text = self.annotation.text[words[0].start : words[-1].end]
                found = self.gazetteer.demonym(text) or self.gazetteer.country(text)
            self._told[first, last] = None if found is None else found.iso3
        return self._told[first, last]

    def _country_of_place(self, first: int, last: int) -> str | None:
        """The country of a town or province named among the words."""
        tokens = self.annotation.tokens
        for index in range(first, last):
            place = self.places.get(tokens[index].start)
            if place is not None and place.country is not None:
                return place.country
        for size in (2, 1):
            for index in range(first, last - size + 1):
                country = self._country_of_great_place(tokens[index : index + size])
                if country is not None:
                    return country
        return None

    def _country_of_great_place(self, words: Sequence[Token]) -> str | None:
        """The country of a province or great city that a body is called by: "Massachusetts Institute"."""
        if not all(word.text[0].isupper() and word.text[-1].isalpha() for word in words):
            return None
        name = self.annotation.text[words[0].start : words[-1].end]
        found = next(iter(self.gazetteer.lookup(name)), None)
        if found is None or found.match != "name" or found.prominence < _GREAT:
            return None
        is_word = self.gazetteer.is_surname(name) or self.gazetteer.is_common_word(name)
        if len(words) == 1 and is_word and found.prominence < _WORLD_CITY:
            return None
        return found.country if found.kind in ("admin1", "city", "capital") else None

    def _body_inside(self, phrase: NounPhrase) -> Agent | None:
        """The body named before the head of a phrase, or by what hangs on it by "of"."""
        named = self._named(phrase.first, phrase.core_end, before=phrase.core_end)
        if named is not None or phrase.is_plain:
            return named
        return self._body_of(phrase.core_end, phrase.last)

    def _body_of(self, first: int, last: int) -> Agent | None:
        """The body that words name, by a name of the codebook or a common noun at their end."""
        named = self._named(first, last, before=last + 1)
        if named is not None:
            return named
        agent = agent_at_end(self.codebook, self.annotation.tokens[first:last])
        return agent if agent is not None and agent.kind != "person" else None

    def _named(self, first: int, last: int, *, before: int) -> Agent | None:
        """The first name of the codebook among the words that ends before token ``before``."""
        tokens, text = self.annotation.tokens, self.annotation.text
        for start in range(first, last):
            if not tokens[start].text[0].isupper():
                continue
            for stop in range(min(start + _LONGEST_NAME, last, before - 1), start, -1):
                agent = self.codebook.named(text[tokens[start].start : tokens[stop - 1].end], self.day)
                if agent is not None:
                    return agent
        return None


def _is_international(agent: Agent) -> bool:
    return agent.country is None and not _INTERNATIONAL.isdisjoint(agent.sectors)


def _is_of(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].lower == "of"


def agent_at_end(codebook: Codebook, words: Sequence[Token]) -> Agent | None:
    """The longest agent of the codebook that ends with the last of ``words``."""
    phrase = _lemma(words[-1])
    if phrase not in codebook.agent_heads:
        return None
    longest = codebook.agents.get(phrase)
    for word in words[-2 : -_LONGEST_AGENT - 1 : -1]:
        phrase = f"{word.lower} {phrase}"
        longest = codebook.agents.get(phrase, longest)
    return longest


def lemma_phrase(words: Sequence[Token]) -> str:
    """The codebook's key of a phrase: lower case, the last word as its lemma."""
    return " ".join([*(word.lower for word in words[:-1]), _lemma(words[-1])])


def _lemma(token: Token) -> str:
    return token.lemma if token.tag != "PROPN" else singular(token)


def singular(token: Token) -> str:
    """The singular of a noun, in lower case."""
    return lemma_of(token.lower, "NOUN")


def may_be_country(words: Sequence[Token]) -> bool:
    """Whether they are capitalised words and no bare code: "PM" is an office before it is an island."""
    if len(words) == 1 and words[0].text.isupper() and len(words[0].text) <= 3:
        return words[0].text in COUNTRY_INITIALS
    return all(word.text[0].isupper() or word.lower in {"of", "the"} for word in words)
