"""A noun phrase comes in, and whom it names goes out: name, kind, title, country and sectors.

Names are known by the codebook (organisations, seats of power), by the gazetteer (countries,
demonyms), by a title before them, or by their shape; common nouns by the codebook's agents.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sitrep.codebook.quantities import quantities
from sitrep.readers.affiliation import may_be_country, singular
from sitrep.readers.common_nouns import CALLINGS, LANDS, CommonNouns
from sitrep.readers.name_words import BODIES, CALENDAR, COUNTS, FIRST_PERSON, PRONOUNS, THINGS
from sitrep.readers.naming_scope import Naming, NamingScope, is_plural
from sitrep.readers.phrases import QUANTITIES
from sitrep.readers.place_words import DIRECTIONS, DIVISION_NOUNS
from sitrep.readers.proper_names import ProperNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Token
    from sitrep.codebook import Codebook
    from sitrep.gazetteer import Country
    from sitrep.readers.phrases import NounPhrase
    from sitrep.record import MentionForm

__all__ = ["FIRST_PERSON", "Namer", "Naming", "NamingScope"]


class Namer:
    """Names the phrases of one annotation, by one codebook, one gazetteer and the places found."""

    def __init__(self, scope: NamingScope) -> None:
        self.scope = scope
        self._names = ProperNames(scope)
        self._common = CommonNouns(scope)
        self._nouns = _calling_nouns(scope.codebook)

    def naming(self, phrase: NounPhrase) -> Naming | None:
        """Whom ``phrase`` names; None where it names nobody who could act, suffer or speak."""
        tokens = self.scope.annotation.tokens
        head = tokens[phrase.head]
        if head.tag == "PRON":
            return self._pronoun(phrase, head)
        if not self._may_name(phrase, head):
            return None
        words = self._own_words(phrase)
        if not words or words[0].lower in CALENDAR or self._is_in_dateline(phrase):
            return None
        shared = self._sharing(phrase, words)
        if shared is not None:
            return self._ruled(shared)
        known = self._names.by_codebook(words, phrase)
        if known is not None:
            return self._ruled(known)
        if head.tag == "PROPN" and (head.lower in THINGS or tokens[phrase.first].tag == "NUM"):
            return None  # a law, a street or a sum: "33 billion Won"
        of_country = self._land_of(words, phrase) or self._people_of(words)
        if of_country is not None:
            return self._ruled(of_country)
        named = self._without_direction(words)
        country = self._country(named)
        if self._is_place(named) and (country is None or self._is_namesake(named, country)):
            return self.scope.seat(named)
        found = (
            country
            or self._names.titled(words, phrase)
            or self._names.attached(phrase)
            or self._names.institution(words, phrase)
            or self._names.called_like_an_office(words, phrase)
            or self._common.lands(words, phrase)
            or self._common.agent(words, phrase)
            or self._names.bare(words, phrase)
            or self._common.people(words, phrase)
        )
        return found and self._ruled(found)

    def _is_in_dateline(self, phrase: NounPhrase) -> bool:
        start, end = self.scope.annotation.dateline
        return start <= phrase.start and phrase.end <= end

    def _may_name(self, phrase: NounPhrase, head: Token) -> bool:
        """Whether a name or a noun that calls somebody is in it: most phrases are of things."""
        tokens = self.scope.annotation.tokens
        if any(token.text[0].isupper() for token in tokens[phrase.first : phrase.last]):
            return True
        last = tokens[phrase.core_end - 1]
        noun = singular(last)
        is_counted = head.tag == "NUM" or last.tag == "NUM"
        return (
            is_counted
            or noun.endswith(CALLINGS)
            or not self._nouns.isdisjoint((last.lower, last.lemma, noun))
        )

    def _ruled(self, naming: Naming) -> Naming:
        """``naming`` with a territory's country that of the state that rules it, as PLOVER has it."""
        ruler = self.scope.codebook.dependencies.get(naming.country or "")
        return naming if ruler is None or naming.kind == "country" else replace(naming, country=ruler)

    def _sharing(self, phrase: NounPhrase, words: Sequence[Token]) -> Naming | None:
        """The first of two peoples that share a noun: "Rwandan and Mozambican troops"."""
        tokens = self.scope.annotation.tokens
        if len(words) != 1 or phrase.last >= len(tokens) or tokens[phrase.last].lower != "and":
            return None
        first = self.scope.gazetteer.demonym(words[0].text)
        other = self.scope.affiliations.chunks.get(phrase.last + 1)
        if first is None or other is None or self.scope.gazetteer.demonym(tokens[other.first].text) is None:
            return None
        noun = tokens[other.first + 1 : other.core_end]
        agent = self.scope.agent(noun) if noun else None
        if agent is None:
            return None
        name = f"{words[0].text} {self.scope.annotation.text[noun[0].start : noun[-1].end]}"
        kind = "group" if agent.kind == "person" and is_plural(noun[-1]) else agent.kind
        key = ("nominal", agent.name, first.iso3, "", "")
        return Naming(
            words[0].start, words[0].end, "nominal", kind, name, None, first.iso3, agent.sectors, key
        )

    def _own_words(self, phrase: NounPhrase) -> Sequence[Token]:
        """The words of a phrase without article and possessor; a possessor inside a name stays."""
        tokens = self.scope.annotation.tokens
        first = self.scope.after_possessor(phrase.first, phrase.core_end)
        if tokens[phrase.head].tag == "PROPN" and first > phrase.first:
            whole = tokens[phrase.first : phrase.core_end]
            if all(t.tag in {"PROPN", "PART"} for t in whole) and whole[-1].lower in BODIES:
                return whole
        words = tokens[first : phrase.core_end]
        of = next((i for i in range(len(words) - 1, 0, -1) if words[i].lower == "of"), None)
        if of is not None and _is_counted(words, of):
            words = words[of + 1 :]
        while len(words) > 1 and words[0].tag in {"DET", "NUM"}:
            words = words[1:]
        return words

    def _pronoun(self, phrase: NounPhrase, head: Token) -> Naming | None:
        kind = PRONOUNS.get(head.lower)
        if kind is None:
            return None
        key = ("pronoun", "speaker" if head.lower in FIRST_PERSON else kind)
        return Naming(head.start, head.end, "pronoun", kind, head.text, None, None, (), key)

    def _country(self, words: Sequence[Token]) -> Naming | None:
        text = self.scope.annotation.text[words[0].start : words[-1].end]
        found = self.scope.gazetteer.country(text) if may_be_country(words) else None
        if found is None:
            return None
        return _of_country(found, words, "name")

    def _land_of(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """The country whose demonym stands before a noun: "Russian", "Saudi-led" of "a Saudi-led strike"."""
        behind = self.scope.annotation.tokens[phrase.last : phrase.last + 2]
        is_gerund = bool(behind) and behind[0].lower.endswith("ing") and behind[-1].tag != "NOUN"
        if not behind or not (behind[0].tag in {"NOUN", "ADJ"} or is_gerund) or not may_be_country(words):
            return None
        text = self.scope.annotation.text[words[0].start : words[-1].end].removesuffix("-led")
        found = self.scope.gazetteer.demonym(text)
        is_people = text.endswith("s") and self.scope.gazetteer.demonym(text[:-1]) is not None
        return None if found is None or is_people else _of_country(found, words, "nominal")

    def _people_of(self, words: Sequence[Token]) -> Naming | None:
        """The people of a country by its demonym in the plural: "Palestinians", "nationalist Israelis"."""
        last = words[-1]
        if last.tag != "PROPN" or not last.lower.endswith("s") or last.text.isupper():
            return None
        text = self.scope.annotation.text[words[0].start : last.end]
        country = self.scope.gazetteer.demonym(text[:-1])
        if country is None and not any(word.tag == "PROPN" for word in words[:-1]):
            country = self.scope.gazetteer.demonym(last.text[:-1])
        if country is None:
            return None
        key = ("nominal", "people", country.iso3, "", "")
        return Naming(words[0].start, last.end, "nominal", "group", text, None, country.iso3, ("CVL",), key)

    def introduced(self, naming: Naming, phrase: NounPhrase) -> Naming:
        """A person's name with the office or the body that its own phrase puts before it."""
        return self._names.introduced(naming, phrase)

    def _without_direction(self, words: Sequence[Token]) -> Sequence[Token]:
        """The words of a place without those before it that say which part: "northeastern South Korea"."""
        for index, word in enumerate(words[:-1]):
            if word.text[0].isupper() or word.lower not in DIRECTIONS:
                break
            if words[index + 1].start in self.scope.places:
                return words[index + 1 :]
        return words

    def _is_place(self, words: Sequence[Token]) -> bool:
        """Whether words are the name of a place that is no country, its rank behind it: "Niger state"."""
        place = self.scope.places.get(words[0].start)
        if place is None or place.precision == "country":
            return False
        rest = [word.lower for word in words if word.start >= place.end]
        return not rest or (len(rest) == 1 and rest[0] in DIVISION_NOUNS)

    def _is_namesake(self, words: Sequence[Token], country: Naming) -> bool:
        """Whether a place that bears a country's name lies in another: Georgia, of the United States."""
        return self.scope.places[words[0].start].country not in {None, country.country}


def _of_country(country: Country, words: Sequence[Token], form: MentionForm) -> Naming:
    """A country as one that acts, by words of its own."""
    key = ("country", country.iso3)
    start, end = words[0].start, words[-1].end
    return Naming(start, end, form, "country", country.name, None, country.iso3, ("GOV",), key)


@lru_cache(maxsize=8)
def _calling_nouns(codebook: Codebook) -> frozenset[str]:
    """The last words of all that a codebook calls somebody by, and nouns of people and countries."""
    told = codebook.agent_heads | codebook.relational | codebook.kin
    return frozenset({*told, *quantities().groups, *COUNTS, *LANDS})


def _is_counted(words: Sequence[Token], of: int) -> bool:
    """Whether what stands before "of" only counts what stands behind it: "two of the prisoners"."""
    return words[of - 1].tag in {"NUM", "DET"} or words[of - 1].lemma in QUANTITIES
