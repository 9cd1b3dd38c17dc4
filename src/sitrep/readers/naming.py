"""A noun phrase comes in, and whom it names goes out: name, kind, title, country and sectors.

Names are known by the codebook (organisations, seats of power), by the gazetteer (countries,
demonyms), by a title before them, or by their shape; common nouns by the codebook's agents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from sitrep.annotate.datelines import dateline_end
from sitrep.annotate.lexicon import possible_tags
from sitrep.codebook.codebook import Agent
from sitrep.codebook.quantities import quantities
from sitrep.readers.affiliation import (
    Affiliation,
    Affiliations,
    agent_at_end,
    lemma_phrase,
    may_be_country,
    singular,
)
from sitrep.readers.name_words import (
    ABSTRACT,
    BODIES,
    CALENDAR,
    COLLECTIVES,
    COUNTS,
    FIRST_PERSON,
    HONORIFICS,
    LOCATIVE,
    PARTICLES,
    PRONOUNS,
    STORM_WORDS,
    SUFFIXES,
    THINGS,
)
from sitrep.readers.phrases import QUANTITIES
from sitrep.readers.place_words import DIRECTIONS, DIVISION_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitrep.annotate import Annotation, Token
    from sitrep.codebook import Codebook
    from sitrep.gazetteer import Gazetteer
    from sitrep.readers.phrases import NounPhrase
    from sitrep.record import ActorKind, Place

__all__ = ["FIRST_PERSON", "Namer", "Naming"]


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom a phrase names.

    ``start`` and ``end`` are the characters of the name or noun itself, without title or article;
    ``key`` is equal for phrases that name the same, as far as the words alone tell. ``is_seat`` marks
    a city that stands for the government seated there.
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


# Words before a noun that add a sector to those who can bear it.
_ADDED = (
    ("opposition", "OPP", frozenset({"PTY", "LEG", "CVL", "LAB", "JRN"})),
    ("ruling", "GOV", frozenset({"PTY"})),
    ("governing", "GOV", frozenset({"PTY"})),
)
_OFFICIALS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "ELI", "PTY"})
_PARTIAL = "PRE"
# How nouns end that call somebody by what they do.
_CALLINGS = ("er", "or", "ant", "ist", "ian", "man", "woman", "ee", "chief")


class Namer:
    """Names the phrases of one annotation, by one codebook, one gazetteer and the places found."""

    def __init__(
        self,
        annotation: Annotation,
        codebook: Codebook,
        gazetteer: Gazetteer,
        places: tuple[Place, ...],
        chunks: Iterable[NounPhrase],
    ) -> None:
        """``chunks`` are the noun phrases of the text before any is joined to another."""
        self.annotation = annotation
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.places = {place.start: place for place in places}
        by_first = {chunk.first: chunk for chunk in chunks}
        self.affiliations = Affiliations(annotation, codebook, gazetteer, self.places, by_first)
        self.day = annotation.report.published
        self._nouns = _calling_nouns(codebook)
        self._dateline = dateline_end(annotation.text)
        self._ties: dict[tuple[int, int], Affiliation] = {}

    def naming(self, phrase: NounPhrase) -> Naming | None:
        """Whom ``phrase`` names; None where it names nobody who could act, suffer or speak."""
        tokens = self.annotation.tokens
        head = tokens[phrase.head]
        if head.tag == "PRON":
            return self._pronoun(phrase, head)
        if not self._may_name(phrase, head):
            return None
        words = self._own_words(phrase)
        if not words or words[0].lower in CALENDAR or phrase.end <= self._dateline:
            return None
        shared = self._sharing(phrase, words)
        if shared is not None:
            return self._ruled(shared)
        known = self._by_codebook(words, phrase)
        if known is not None:
            return self._ruled(known)
        if head.tag == "PROPN" and (head.lower in THINGS or tokens[phrase.first].tag == "NUM"):
            return None  # a law, a street or a sum: "33 billion Won"
        named = self._without_direction(words)
        country = self._country(named)
        if self._is_place(named) and (country is None or self._is_namesake(named, country)):
            return self._seat(named)
        found = (
            country
            or self._titled(words, phrase)
            or self._attached_name(phrase)
            or self._institution(words, phrase)
            or self._called_like_an_office(words)
            or self._nominal(words, phrase)
            or self._bare_name(words, phrase)
            or self._people(words, phrase)
        )
        return found and self._ruled(found)

    def _may_name(self, phrase: NounPhrase, head: Token) -> bool:
        """Whether a name or a noun that calls somebody is in it: most phrases are of things."""
        tokens = self.annotation.tokens
        if any(token.text[0].isupper() for token in tokens[phrase.first : phrase.last]):
            return True
        last = tokens[phrase.core_end - 1]
        return (
            head.tag == "NUM"
            or last.tag == "NUM"
            or last.lower in self._nouns
            or last.lemma in self._nouns
            or singular(last) in self._nouns
            or singular(last).endswith(_CALLINGS)
        )

    def _tie(self, phrase: NounPhrase) -> Affiliation:
        """What ``phrase`` belongs to, looked for once."""
        extent = phrase.first, phrase.last
        found = self._ties.get(extent)
        if found is None:
            found = self._ties[extent] = self.affiliations.of(phrase)
        return found

    def _ruled(self, naming: Naming) -> Naming:
        """``naming`` with a territory's country that of the state that rules it, as PLOVER has it."""
        ruler = self.codebook.dependencies.get(naming.country or "")
        return naming if ruler is None or naming.kind == "country" else replace(naming, country=ruler)

    def _sharing(self, phrase: NounPhrase, words: Sequence[Token]) -> Naming | None:
        """The first of two peoples that share a noun: "Rwandan and Mozambican troops"."""
        tokens = self.annotation.tokens
        if len(words) != 1 or phrase.last >= len(tokens) or tokens[phrase.last].lower != "and":
            return None
        first = self.gazetteer.demonym(words[0].text)
        other = self.affiliations.chunks.get(phrase.last + 1)
        if first is None or other is None or self.gazetteer.demonym(tokens[other.first].text) is None:
            return None
        noun = tokens[other.first + 1 : other.core_end]
        agent = self._agent(noun) if noun else None
        if agent is None:
            return None
        name = f"{words[0].text} {self.annotation.text[noun[0].start : noun[-1].end]}"
        kind = "group" if agent.kind == "person" and _is_plural(noun[-1]) else agent.kind
        key = ("nominal", agent.name, first.iso3, "", "")
        return Naming(
            words[0].start, words[0].end, "nominal", kind, name, None, first.iso3, agent.sectors, key
        )

    def _own_words(self, phrase: NounPhrase) -> Sequence[Token]:
        """The words of a phrase without article and possessor; a possessor inside a name stays."""
        tokens = self.annotation.tokens
        first = self._after_possessor(phrase.first, phrase.core_end)
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

    def _after_possessor(self, first: int, last: int) -> int:
        """The token after the last possessive mark of a phrase: "Lebanon's prime minister"."""
        for index in range(last - 1, first, -1):
            if self.annotation.tokens[index].tag == "PART":
                return index + 1
        return first

    def _pronoun(self, phrase: NounPhrase, head: Token) -> Naming | None:
        kind = PRONOUNS.get(head.lower)
        if kind is None:
            return None
        key = ("pronoun", "speaker" if head.lower in FIRST_PERSON else kind)
        return Naming(head.start, head.end, "pronoun", kind, head.text, None, None, (), key)

    def _by_codebook(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """A name that the codebook holds, with what hangs on it by "of", or with words before it."""
        tokens = self.annotation.tokens
        end = tokens[phrase.last - 1].end
        whole = tokens[phrase.first : phrase.core_end]
        if words[0].start > whole[0].start and whole[0].text[0].isupper():
            agent = self.codebook.named(self.annotation.text[whole[0].start : whole[-1].end], self.day)
            if agent is not None:  # a possessor inside a name: "People's Liberation Army"
                return self._known(agent, (), whole[0].start, whole[-1].end, phrase)
        for first in range(len(words)):
            if not words[first].text[0].isupper():
                continue
            for stop in (end, words[-1].end):
                agent = self.codebook.named(self.annotation.text[words[first].start : stop], self.day)
                if agent is None or self._is_elsewhere(agent, phrase):
                    continue
                if first == 0 or agent.country is None or stop > words[-1].end:
                    return self._known(agent, words[:first], words[0].start, stop, phrase)
        return None

    def _is_elsewhere(self, agent: Agent, phrase: NounPhrase) -> bool:
        """Whether the words give another country than a body's own: "Chile's Defense Department"."""
        told = self.affiliations.own_country(phrase) if agent.country else None
        return told is not None and told != agent.country

    def _known(
        self, agent: Agent, before: Sequence[Token], start: int, end: int, phrase: NounPhrase
    ) -> Naming:
        """An agent of the codebook; words before its name, as in "Lebanese Red Cross", make it another's."""
        international = "IGO" in agent.sectors and not before
        name = self.annotation.text[start:end] if before else agent.name
        told = agent.country or (None if international else self._tie(phrase).country)
        return Naming(start, end, "name", agent.kind, name, None, told, agent.sectors, ("name", name.lower()))

    def _country(self, words: Sequence[Token]) -> Naming | None:
        text = self.annotation.text[words[0].start : words[-1].end]
        found = self.gazetteer.country(text) if may_be_country(words) else None
        if found is None:
            return None
        key = ("country", found.iso3)
        return Naming(
            words[0].start, words[-1].end, "name", "country", found.name, None, found.iso3, ("GOV",), key
        )

    def _titled(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """ "Lebanese Prime Minister Hassan Diab": the name is what follows the last word of a title."""
        if not words or not (words[-1].text[0].isupper() or words[-1].lower in SUFFIXES):
            return None  # no person's name is at the end
        for split in range(len(words) - 1, 0, -1):
            name = words[split:]
            agent, title_start = self._title_before(words, split)
            if agent is None or self._agent(name) is not None:
                continue
            if not self._is_person(name, honoured=agent.is_title):
                continue
            text = self.annotation.text
            title = text[words[title_start].start : words[split - 1].end]
            person = _person(text, name)
            sectors = self._sectors(agent, words[:split], phrase)
            return replace(person, title=title, country=self._tie(phrase).country, sectors=sectors)
        return None

    def _attached_name(self, phrase: NounPhrase) -> Naming | None:
        """ "University of Nairobi professor John Otieno": the person at the end is who is named.

        A first office counts before a second: "Deputy Minister of Defence General A. B.".
        """
        if phrase.is_plain:
            return None
        tokens = self.annotation.tokens
        person = self._titled(tokens[phrase.core_end : phrase.last], phrase)
        office = self._agent(tokens[phrase.first : phrase.core_end])
        if person is None or office is None or not office.is_title:
            return person
        title = self.annotation.text[tokens[phrase.first].start : person.start].strip()
        return replace(person, title=title, sectors=tuple(dict.fromkeys((*office.sectors, *person.sectors))))

    def _title_before(self, words: Sequence[Token], split: int) -> tuple[Agent | None, int]:
        if lemma_phrase(words[split - 1 : split]) not in self.codebook.agent_heads:
            return None, split
        for start in range(max(0, split - 4), split):
            agent = self.codebook.agents.get(lemma_phrase(words[start:split]))
            if agent is not None and agent.kind == "person":
                return agent, start
        return None, split

    def _sectors(self, agent: Agent, words: Sequence[Token], phrase: NounPhrase) -> tuple[str, ...]:
        """An agent's sectors, or those of the body that it belongs to, with what the words before it add.

        A former holder and a relative of an official belong to the elite (PLOVER's ELI); a party or a
        lawmaker may be of the opposition or rule; who acts for a partly recognised entity is PRE too.
        """
        lowers = {word.lower for word in words}
        before = self.annotation.tokens_between(words[0].start - 12, words[0].start) if words else range(0)
        # "Retired" may have been taken for a verb of its own.
        if before and before[-1] >= 0:
            lowers.add(self.annotation.tokens[before[-1]].lower)
        if not lowers.isdisjoint(self.codebook.former):
            return ("ELI",)
        ties = self._tie(phrase)
        sectors = agent.sectors
        if agent.name in self.codebook.relational and ties.sectors:
            sectors = ties.sectors
        elif _PARTIAL in ties.sectors:
            sectors = (*sectors, _PARTIAL)
        for word, sector, holders in _ADDED:
            if word in lowers and sector not in sectors and not holders.isdisjoint(sectors):
                sectors = (*sectors, sector)
        return sectors

    def _institution(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """ "Ministry of Public Health", "Lebanese Red Cross", "Kurdistan Workers' Party"."""
        head = words[-1]
        if head.tag != "PROPN":
            return None
        agent = self._agent(words)
        if agent is None or agent.kind != "organization":
            return None
        while words[0].tag != "PROPN":
            words = words[1:]
        tokens = self.annotation.tokens
        attached = tokens[phrase.core_end : phrase.last]
        named = bool(attached) and all(
            t.tag == "PROPN" or t.lower in {"of", "and", "the", "for"} for t in attached
        )
        end = tokens[phrase.last - 1].end if named else head.end
        name = self.annotation.text[words[0].start : end]
        return Naming(
            words[0].start,
            end,
            "name",
            "organization",
            name,
            None,
            self._tie(phrase).country,
            agent.sectors,
            ("name", name.lower()),
        )

    def _called_like_an_office(self, words: Sequence[Token]) -> Naming | None:
        """ "Marie King", "John Bishop": a given name before a family name that is an office too."""
        if len(words) < 2 or any(word.tag != "PROPN" or word.text.isupper() for word in words):
            return None
        given, last = words[0].text, words[-1].text
        if not (self.gazetteer.is_given_name(given) and self.gazetteer.is_surname(last)):
            return None
        if self._agent(words[:-1]) is not None or self.codebook.agents.get(lemma_phrase(words)) is not None:
            return None
        return _person(self.annotation.text, words)

    def _nominal(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        if self._is_no_one(words, phrase):
            return None
        agent = self._agent(words) or self._holder(words, phrase) or self._worker(words)
        relative = self._relative(words, phrase)
        if relative is not None or agent is None:
            return relative
        ties = self._tie(phrase)
        start, end = words[0].start, words[-1].end
        if agent.name in self.codebook.relational and ties.end > end:
            end = ties.end  # "the deputy head of the electoral commission" is more than a deputy head
        name = self.annotation.text[start:end]
        sectors = self._sectors(agent, words, phrase)
        whose = self._whose(phrase)
        country = ties.country or agent.country
        key = ("nominal", agent.name, country or "", "former" if sectors == ("ELI",) else "", whose)
        kind = "group" if agent.kind == "person" and _is_plural(words[-1]) else agent.kind
        return Naming(start, end, "nominal", kind, name, None, country, sectors, key)

    def _is_no_one(self, words: Sequence[Token], phrase: NounPhrase) -> bool:
        """Whether nouns that may call somebody do not here: "the state of the economy", "in exile"."""
        if words[-1].lower in ABSTRACT and not phrase.is_plain:
            return True
        is_bare = phrase.is_plain and phrase.last - phrase.first == 1 and words[-1].text.islower()
        agent = self.codebook.agents.get(lemma_phrase(words)) if is_bare else None
        return agent is not None and agent.kind == "person" and not _is_plural(words[-1])

    def _holder(self, words: Sequence[Token], phrase: NounPhrase) -> Agent | None:
        """Who holds an office in a body and nothing else is known of: "the head of the agency"."""
        for start in range(max(0, len(words) - 2), len(words)):
            noun = lemma_phrase(words[start:])
            if noun in self.codebook.relational:
                sectors = self._tie(phrase).sectors
                return Agent(noun, "person", sectors, None, is_title=False) if sectors else None
        return None

    def _worker(self, words: Sequence[Token]) -> Agent | None:
        """Who works for a body by a calling of no sector: "army accountant", "hospital cleaners"."""
        if len(words) < 2 or not singular(words[-1]).endswith(_CALLINGS):
            return None
        body = self._agent(words[:-1])
        if body is None or body.kind != "organization":
            return None
        return Agent(lemma_phrase(words), "person", body.sectors, None, is_title=False)

    def _relative(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """ "The president's brother", "a son of the general": the elite, where an official is the other."""
        if lemma_phrase(words[-1:]) not in self.codebook.kin and words[-1].lemma not in self.codebook.kin:
            return None
        first = self._after_possessor(phrase.first, phrase.core_end)
        tokens = self.annotation.tokens
        official = (
            agent_at_end(self.codebook, tokens[phrase.first : first - 1]) if first > phrase.first else None
        )
        if official is None and not phrase.is_plain:
            official = agent_at_end(self.codebook, tokens[phrase.core_end : phrase.last])
        if official is None or _OFFICIALS.isdisjoint(official.sectors):
            return None
        name = self.annotation.text[words[0].start : words[-1].end]
        kind: ActorKind = "group" if _is_plural(words[-1]) else "person"
        country = self._tie(phrase).country
        key = ("nominal", words[-1].lemma, country or "", "kin", self._whose(phrase))
        return Naming(words[0].start, words[-1].end, "nominal", kind, name, None, country, ("ELI",), key)

    def _whose(self, phrase: NounPhrase) -> str:
        """Whose somebody is, so that two camps stay two: "Akitani's supporters", "rebels of the FPR"."""
        tokens = self.annotation.tokens
        first = self._after_possessor(phrase.first, phrase.core_end)
        words = [*tokens[phrase.first : first], *tokens[phrase.core_end : phrase.last]]
        return " ".join(word.lower for word in words if word.tag not in {"DET", "PART"})

    def _people(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """Human beings by a noun that is no office ("passengers"), or by number alone ("thousands")."""
        head = words[-1]
        in_words = all(word.text.isalpha() and word.tag in {"NUM", "NOUN"} for word in words)
        counted = in_words and (head.tag == "NUM" or head.lemma in COUNTS)
        if not counted and quantities().groups.get(head.lower, "animals") == "animals":
            return None
        name = self.annotation.text[words[0].start : head.end]
        is_one = not counted and head.lower == singular(head)
        key = ("nominal", "people" if counted else head.lemma, "", "")
        kind: ActorKind = "person" if is_one else "group"
        country = self._tie(phrase).country
        return Naming(words[0].start, head.end, "nominal", kind, name, None, country, ("CVL",), key)

    def _agent(self, words: Sequence[Token]) -> Agent | None:
        """The longest agent of the codebook that ends with the last of ``words``."""
        return agent_at_end(self.codebook, words)

    def _bare_name(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """A run of capitalised words that nothing explains: a person by its names, else a body."""
        run = list(words)
        while run and (run[0].tag != "PROPN" or run[0].lower in HONORIFICS):
            run = run[1:]
        if not run or any(word.tag != "PROPN" and word.lower not in PARTICLES for word in run):
            return None
        place = self.places.get(run[0].start)
        if place is not None and place.end >= run[-1].end:
            return self._seat(run) if place.precision != "country" else None
        if run[0].lower in STORM_WORDS or any(word.lower in CALENDAR for word in run):
            return None
        honoured = run[0].start > words[0].start and words[0].lower in HONORIFICS
        if self._is_person(run, honoured=honoured):
            person = _person(self.annotation.text, run)
            return None if self._is_located(run) else replace(person, country=self._tie(phrase).country)
        name = self.annotation.text[run[0].start : run[-1].end]
        if run[-1].lower in THINGS or any(letter.isdigit() for letter in name):
            return None
        if all(len(word.text) == 1 or word.lower in SUFFIXES for word in run):
            return None  # the head of a table, the number of a chapter
        if len(run) > 1 and run[-1].lower not in BODIES and all(possible_tags(word.lower) for word in run):
            return None  # "Deepwater Horizon", "Penal Code": words of things that no body is called by
        key = ("name", name.lower())
        return Naming(run[0].start, run[-1].end, "name", "organization", name, None, None, (), key)

    def _is_person(self, run: Sequence[Token], *, honoured: bool) -> bool:
        """Whether capitalised words are a person's name: a known given name or family name among them."""
        while len(run) > 1 and run[-1].lower in SUFFIXES:
            run = run[:-1]
        if not _is_personal_name(run) or run[-1].lower in THINGS or run[-1].lower in BODIES:
            return False
        if honoured or (self.gazetteer.is_given_name(run[0].text) and len(run) > 1):
            return True
        last = run[-1].text
        is_name = self.gazetteer.is_surname(last) or self.gazetteer.is_given_name(last)
        if not is_name and "NOUN" in possible_tags(run[-1].lower):
            return False  # "Equine Influenza", "Deepwater Horizon"
        if self.gazetteer.is_common_word(last):
            first_is_rare = not self.gazetteer.is_common_word(run[0].text)
            return self.gazetteer.is_surname(last) and len(run) > 1 and first_is_rare
        return len(run) <= 3

    def _is_located(self, run: Sequence[Token]) -> bool:
        """Whether a name without a known given or family name stands where places stand: "in Gori"."""
        if self.gazetteer.is_given_name(run[0].text) or self.gazetteer.is_surname(run[-1].text):
            return False
        before = self.annotation.tokens_between(run[0].start - 12, run[0].start)
        return bool(before) and self.annotation.tokens[before[-1]].lower in LOCATIVE

    def _without_direction(self, words: Sequence[Token]) -> Sequence[Token]:
        """The words of a place without those before it that say which part: "northeastern South Korea"."""
        for index, word in enumerate(words[:-1]):
            if word.text[0].isupper() or word.lower not in DIRECTIONS:
                break
            if words[index + 1].start in self.places:
                return words[index + 1 :]
        return words

    def _is_place(self, words: Sequence[Token]) -> bool:
        """Whether words are the name of a place that is no country, its rank behind it: "Niger state"."""
        place = self.places.get(words[0].start)
        if place is None or place.precision == "country":
            return False
        rest = [word.lower for word in words if word.start >= place.end]
        return not rest or (len(rest) == 1 and rest[0] in DIVISION_NOUNS)

    def _is_namesake(self, words: Sequence[Token], country: Naming) -> bool:
        """Whether a place that bears a country's name lies in another: Georgia, of the United States."""
        return self.places[words[0].start].country not in {None, country.country}

    def _seat(self, words: Sequence[Token]) -> Naming:
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


@lru_cache(maxsize=8)
def _calling_nouns(codebook: Codebook) -> frozenset[str]:
    """The last words of all that a codebook calls somebody by, and the nouns of human beings."""
    told = codebook.agent_heads | codebook.relational | codebook.kin
    return frozenset({*told, *quantities().groups, *COUNTS})


def _is_counted(words: Sequence[Token], of: int) -> bool:
    """Whether what stands before "of" only counts what stands behind it: "two of the prisoners"."""
    return words[of - 1].tag in {"NUM", "DET"} or words[of - 1].lemma in QUANTITIES


def _is_plural(token: Token) -> bool:
    return token.lower != singular(token) or token.lower in COLLECTIVES


def _is_personal_name(words: Sequence[Token]) -> bool:
    if not 1 <= len(words) <= 5 or words[-1].lower in CALENDAR:
        return False
    return (
        all(
            (
                (word.tag == "PROPN" and word.text[0].isupper() and not word.text.isupper())
                or _is_initial(word)
            )
            or word.lower in PARTICLES
            or word.lower in SUFFIXES
            for word in words
        )
        and words[0].text[0].isalpha()
    )


def _is_initial(word: Token) -> bool:
    return word.text[0].isupper() and (
        len(word.text) == 1 or (word.text.endswith(".") and len(word.text) <= 4)
    )


def _person(text: str, words: Sequence[Token]) -> Naming:
    name = text[words[0].start : words[-1].end]
    parts = [word for word in words if word.lower not in SUFFIXES] or words
    key = ("person", *(word.lower.rstrip(".") for word in parts))
    return Naming(words[0].start, words[-1].end, "name", "person", name, None, None, (), key)
