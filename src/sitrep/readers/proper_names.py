"""The words of a phrase come in, and whom they name by a proper name goes out.

Names are known by the codebook, by a title before them, by a noun of bodies at their end, or by their shape.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.annotate.lexicon import possible_tags
from sitrep.codebook.codebook import Agent
from sitrep.readers.affiliation import lemma_phrase, singular
from sitrep.readers.name_words import (
    BODIES,
    CALENDAR,
    COLLECTIVES,
    FIRMS,
    HONORIFICS,
    LOCATIVE,
    MEDIA,
    PARTICLES,
    STORM_WORDS,
    SUFFIXES,
    THINGS,
)
from sitrep.readers.naming_scope import Naming, NamingScope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Token
    from sitrep.readers.phrases import NounPhrase

__all__ = ["ProperNames"]


class ProperNames:
    """Names the phrases of one annotation that hold a proper name."""

    def __init__(self, scope: NamingScope) -> None:
        self.scope = scope

    def by_codebook(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """A name that the codebook holds, with what hangs on it by "of", or with words before it."""
        tokens = self.scope.annotation.tokens
        end = tokens[phrase.last - 1].end
        whole = tokens[phrase.first : phrase.core_end]
        if words[0].start > whole[0].start and whole[0].text[0].isupper():
            agent = self.scope.named(whole[0].start, whole[-1].end)
            if agent is not None:  # a possessor inside a name: "People's Liberation Army"
                return self._known(agent, (), whole[0].start, whole[-1].end, phrase)
        for first in range(len(words)):
            if not words[first].text[0].isupper():
                continue
            for stop in (end, words[-1].end):
                agent = self.scope.named(words[first].start, stop)
                if agent is None or self._is_elsewhere(agent, phrase):
                    continue
                if first == 0 or agent.country is None or stop > words[-1].end:
                    return self._known(agent, words[:first], words[0].start, stop, phrase)
        return None

    def _is_elsewhere(self, agent: Agent, phrase: NounPhrase) -> bool:
        """Whether the words give another country than a body's own: "Chile's Defense Department"."""
        told = self.scope.affiliations.own_country(phrase) if agent.country else None
        return told is not None and told != agent.country

    def _known(
        self, agent: Agent, before: Sequence[Token], start: int, end: int, phrase: NounPhrase
    ) -> Naming:
        """An agent of the codebook; words before its name, as in "Lebanese Red Cross", make it another's."""
        international = "IGO" in agent.sectors and not before
        name = self.scope.annotation.text[start:end] if before else agent.name
        told = agent.country or (None if international else self.scope.tie(phrase).country)
        return Naming(start, end, "name", agent.kind, name, None, told, agent.sectors, ("name", name.lower()))

    def titled(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """ "Lebanese Prime Minister Hassan Diab": the name is what follows the last word of a title."""
        if not words or not (words[-1].text[0].isupper() or words[-1].lower in SUFFIXES):
            return None  # no person's name is at the end
        for split in range(len(words) - 1, 0, -1):
            name = words[split:]
            agent, title_start = self._title_before(words, split)
            if agent is None or self.scope.agent(name) is not None:
                continue
            if not self._is_person(name, honoured=agent.is_title):
                continue
            text = self.scope.annotation.text
            title = text[words[title_start].start : words[split - 1].end]
            person = _person(text, name)
            sectors = self.scope.sectors(agent, words[:split], phrase)
            return replace(person, title=title, country=self.scope.tie(phrase).country, sectors=sectors)
        return None

    def introduced(self, naming: Naming, phrase: NounPhrase) -> Naming:
        """A person known by name, with the office before it in ``phrase``, or the body whose it is.

        "TSA chief A. B.", "AP writer A. B.", "MSNBC's A. B.".
        """
        tokens = self.scope.annotation.tokens
        split = next(
            (i for i in range(phrase.first, phrase.last) if tokens[i].start >= naming.start), phrase.first
        )
        first = self.scope.after_possessor(phrase.first, split)
        words = tokens[first : split + 1]
        agent, start = self._title_before(words, len(words) - 1) if len(words) > 1 else (None, 0)
        ties = self.scope.tie(phrase)
        if agent is None and len(words) > 1 and lemma_phrase(words[-2:-1]) in self.scope.codebook.relational:
            agent = Agent(lemma_phrase(words[-2:-1]), "person", ties.sectors, None, is_title=False)
            start = len(words) - 2
        if agent is None:
            is_owned = first > phrase.first and first == split
            return replace(naming, country=ties.country, sectors=ties.sectors) if is_owned else naming
        title = self.scope.annotation.text[words[start].start : words[-2].end]
        return replace(
            naming,
            title=title,
            country=naming.country or ties.country,
            sectors=self.scope.sectors(agent, words[:-1], phrase),
        )

    def attached(self, phrase: NounPhrase) -> Naming | None:
        """ "University of Nairobi professor John Otieno": the person at the end is who is named.

        A first office counts before a second: "Deputy Minister of Defence General A. B.".
        """
        if phrase.is_plain:
            return None
        tokens = self.scope.annotation.tokens
        person = self.titled(tokens[phrase.core_end : phrase.last], phrase)
        office = self.scope.agent(tokens[phrase.first : phrase.core_end])
        if person is None or office is None or not office.is_title:
            return person
        title = self.scope.annotation.text[tokens[phrase.first].start : person.start].strip()
        return replace(person, title=title, sectors=tuple(dict.fromkeys((*office.sectors, *person.sectors))))

    def _title_before(self, words: Sequence[Token], split: int) -> tuple[Agent | None, int]:
        if lemma_phrase(words[split - 1 : split]) not in self.scope.codebook.agent_heads:
            return None, split
        if words[split - 1].lower in COLLECTIVES:
            return None, split  # "the paramilitary police Guardia Civil"
        for start in range(max(0, split - 4), split):
            agent = self.scope.codebook.agents.get(lemma_phrase(words[start:split]))
            if agent is not None and agent.kind == "person":
                return agent, start
        return None, split

    def institution(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """ "Ministry of Public Health", "Lebanese Red Cross", "Kurdistan Workers' Party"."""
        head = words[-1]
        if head.tag != "PROPN":
            return None
        agent = self.scope.agent(words)
        if agent is None or agent.kind != "organization" or self._is_family(words):
            return None
        while words[0].tag != "PROPN":
            words = words[1:]
        tokens = self.scope.annotation.tokens
        attached = tokens[phrase.core_end : phrase.last]
        named = bool(attached) and all(
            t.tag == "PROPN" or t.lower in {"of", "and", "the", "for"} for t in attached
        )
        end = tokens[phrase.last - 1].end if named else head.end
        name = self.scope.annotation.text[words[0].start : end]
        return Naming(
            words[0].start,
            end,
            "name",
            "organization",
            name,
            None,
            self.scope.tie(phrase).country,
            agent.sectors,
            ("name", name.lower()),
        )

    def _is_family(self, words: Sequence[Token]) -> bool:
        """Whether a given name stands before a family name that looks like several bodies: "Steve Banks"."""
        gazetteer, last = self.scope.gazetteer, words[-1]
        is_named = len(words) == 2 and gazetteer.is_given_name(words[0].text)
        return is_named and gazetteer.is_surname(last.text) and singular(last) != last.lower

    def called_like_an_office(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """ "Marie King", "John Bishop": a given name before a family name that is an office too."""
        if len(words) < 2 or any(word.tag != "PROPN" or word.text.isupper() for word in words):
            return None
        given, last = words[0].text, words[-1].text
        if not (self.scope.gazetteer.is_given_name(given) and self.scope.gazetteer.is_surname(last)):
            return None
        if self.scope.agent(words[:-1]) is not None or lemma_phrase(words) in self.scope.codebook.agents:
            return None
        return self._person(words, phrase)

    def bare(self, words: Sequence[Token], phrase: NounPhrase) -> Naming | None:
        """A run of capitalised words that nothing explains: a person by its names, else a body."""
        run = list(words)
        while run and (run[0].tag != "PROPN" or run[0].lower in HONORIFICS):
            run = run[1:]
        if not run or any(word.tag != "PROPN" and word.lower not in PARTICLES for word in run):
            return None
        place = self.scope.places.get(run[0].start)
        if place is not None and place.end >= run[-1].end:
            return self.scope.seat(run) if place.precision != "country" else None
        if any(word.lower in STORM_WORDS for word in run[:2]) or any(word.lower in CALENDAR for word in run):
            return None
        honoured = run[0].start > words[0].start and words[0].lower in HONORIFICS
        if self._is_person(run, honoured=honoured):
            return None if self._is_located(run) else self._person(run, phrase)
        name = self.scope.annotation.text[run[0].start : run[-1].end]
        if run[-1].lower in THINGS or any(letter.isdigit() for letter in name):
            return None
        if all(len(word.text) == 1 or word.lower in SUFFIXES for word in run):
            return None  # the head of a table, the number of a chapter
        last = run[-1].lower
        sectors: tuple[str, ...] = ("JRN",) if last in MEDIA else ("BUS",) if last in FIRMS else ()
        is_thing = not sectors and last not in BODIES and all(possible_tags(word.lower) for word in run)
        if len(run) > 1 and is_thing:
            return None  # "Deepwater Horizon", "Penal Code": words of things that no body is called by
        before = words[: len(words) - len(run)]
        called = self.scope.agent(before) if before and not sectors else None
        if called is not None and called.kind != "person":
            sectors = called.sectors  # "the rebel group CNDD", "the daily Le Monde"
        country = self.scope.tie(phrase).country if sectors else None
        key = ("name", name.lower())
        return Naming(run[0].start, run[-1].end, "name", "organization", name, None, country, sectors, key)

    def _person(self, words: Sequence[Token], phrase: NounPhrase) -> Naming:
        """A person by name alone, of the country and body that the words behind the name tell.

        Where somebody is tells nothing of whose they are: "A. B. in Paris".
        """
        tokens = self.scope.annotation.tokens
        person = _person(self.scope.annotation.text, words)
        if phrase.last < len(tokens) and tokens[phrase.last].lower in {"in", "at", "across"}:
            return replace(person, country=self.scope.affiliations.own_country(phrase))
        ties = self.scope.tie(self._with_body(phrase))
        return replace(person, country=ties.country, sectors=ties.sectors if ties.end else ())

    def _with_body(self, phrase: NounPhrase) -> NounPhrase:
        """A person's phrase with the body behind a comma and "of": "A. B., of the city police"."""
        tokens = self.scope.annotation.tokens
        behind = [token.lower for token in tokens[phrase.last : phrase.last + 2]]
        body = self.scope.affiliations.chunks.get(phrase.last + 2) if behind == [",", "of"] else None
        return phrase if body is None else replace(phrase, last=body.last, end=body.end)

    def _is_person(self, run: Sequence[Token], *, honoured: bool) -> bool:
        """Whether capitalised words are a person's name: a known given name or family name among them."""
        while len(run) > 1 and run[-1].lower in SUFFIXES:
            run = run[:-1]
        gazetteer, last = self.scope.gazetteer, run[-1]
        if not _is_personal_name(run) or last.lower in THINGS or last.lower in BODIES:
            return False
        has_given = len(run) > 1 and gazetteer.is_given_name(run[0].text)
        if len(run) > 1 and not has_given and (last.lower in MEDIA or last.lower in FIRMS):
            return False
        if honoured or has_given:
            return True
        is_surname = gazetteer.is_surname(last.text)
        if not (is_surname or gazetteer.is_given_name(last.text)) and "NOUN" in possible_tags(last.lower):
            return False  # "Equine Influenza", "Deepwater Horizon"
        if gazetteer.is_common_word(last.text):
            return is_surname and len(run) > 1 and not gazetteer.is_common_word(run[0].text)
        return len(run) <= 3

    def _is_located(self, run: Sequence[Token]) -> bool:
        """Whether a name without a known given or family name stands where places stand: "in Gori"."""
        if self.scope.gazetteer.is_given_name(run[0].text) or self.scope.gazetteer.is_surname(run[-1].text):
            return False
        before = self.scope.annotation.tokens_between(run[0].start - 12, run[0].start)
        return bool(before) and self.scope.annotation.tokens[before[-1]].lower in LOCATIVE


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
