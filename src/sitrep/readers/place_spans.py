"""An annotation comes in, and every stretch of it that may name a place goes out, with its surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.gazetteer.names import fold
from sitrep.readers import place_words as table
from sitrep.readers.place_names import Word, is_joined, name_words, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitrep.annotate import Annotation
    from sitrep.gazetteer import Gazetteer, Toponym

__all__ = ["Sighting", "sightings"]

_QUALIFYING = frozenset((", ", " (", " in ", ", in "))
_JOINING = frozenset((", ", " and ", ", and ", " or ", ", or "))
_WEB = re.compile(r"\.(?:com|org|net|co|gov)\b")
_OWNED = ("'s ", "’s ")
_BEFORE_STATES = frozenset((", ", " (", ", (", " "))
_BLANKS = frozenset((" ", "\u00a0"))
_DISTRICT = re.compile(r",? D\. ?C\.|,? DC\b")
# Behind a name, the rest of a list of counties or districts at most between.
_COUNTIES = re.compile(r"(?:(?:, (?:and |or )?| and | or )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)* counties\b")
_APPOSED = re.compile(r", (?:(?:a|an|the|on|in|near|close|to|capital|of)\s+){1,3}([A-Z][a-z]+)\b")
_DISTRICT_NAME = "District of Columbia"
_WITH_ARTICLE = re.compile(r"\b(?:a[lrsdnz]|ash|e[lrsdz]|esh|ez|ul)[- ]\S", re.IGNORECASE)
_INITIALS = 4
_REACH = 5
_BACK = 24
_MOST_WORDS = 6
_MOST_SMALL_WORDS = 2


@dataclass(frozen=True, slots=True)
class Sighting:
    """Characters ``[start, end)`` that the gazetteer knows as a name, with what stands around them.

    ``before`` and ``after`` are the words next to it without any mark between, empty where there are
    none; ``before_last`` stands before ``before``. ``opens`` tells that it opens a sentence, ``people``
    that the report gives a person this name. ``qualifies`` tells that it follows a comma after another
    sighting, as Texas does in "Paris, Texas", and ``joins`` that a comma or "and" makes the two a list.
    ``nationality`` is the country of a demonym not far before,
    or behind a comma, as in "the Georgian capital Tbilisi" and "Tbilisi, the Georgian capital".
    """

    start: int
    end: int
    name: str
    options: tuple[Toponym, ...]
    before_last: str
    before: str
    after: str
    opens: bool
    people: bool
    qualifies: bool
    joins: bool
    nationality: str | None


def sightings(annotation: Annotation, gazetteer: Gazetteer) -> list[Sighting]:
    """Every stretch of capitalised words that names a place in ``gazetteer``, longest first, in order."""
    words = name_words(annotation)
    scan = _Scan(annotation.text, words, gazetteer, people(words, annotation.text, gazetteer))
    found: list[Sighting] = []
    position = 0
    while position < len(words):
        hit = scan.longest(position, found[-1] if found else None) if words[position].is_name else None
        if hit is None:
            position += 1
        else:
            found.append(hit.sighting)
            position = hit.last + 1
    return found


@dataclass(frozen=True, slots=True)
class _Hit:
    """A sighting and the number of its last word."""

    sighting: Sighting
    last: int


@dataclass(frozen=True, slots=True)
class _Scan:
    """One text under search: its words, and the names that it gives to people, in small letters."""

    text: str
    words: Sequence[Word]
    gazetteer: Gazetteer
    people: frozenset[str]

    def longest(self, first: int, previous: Sighting | None) -> _Hit | None:
        """The longest name that begins at word ``first``, the sighting before it being ``previous``."""
        start = self.words[first].start
        for last in reversed(self._ends(first)):
            end = self.words[last].end
            if previous is not None:
                closed, division = self._abbreviation(previous, start, end)
                if division is not None:
                    return _Hit(self._sighting(first, last, closed, (division,), previous), last)
            options = self._options(start, end) or self._county(first, last) or self._by_sound(first, last)
            if options:
                closed = self._with_district(start, end)
                if closed > end:
                    last += sum(word.start < closed for word in self.words[last + 1 : last + _REACH])
                    options = tuple(each for each in options if each.admin1 == _DISTRICT_NAME) or options
                return _Hit(self._sighting(first, last, closed, options, previous), last)
        return None

    def _with_district(self, start: int, end: int) -> int:
        """Where the federal capital's name ends, its district included: "Washington, D.C."."""
        match = _DISTRICT.match(self.text, end) if self.text.startswith("Washington", start) else None
        return match.end() if match else end

    def _county(self, first: int, last: int) -> tuple[Toponym, ...]:
        """The counties of a bare name that "County" or a list of counties follows."""
        behind = _COUNTIES.match(self.text, self.words[last].end)
        name = self.text[self.words[first].start : self.words[last].end]
        return self.gazetteer.lookup(f"{name} County") if behind else ()

    def _by_sound(self, first: int, last: int) -> tuple[Toponym, ...]:
        """The places that a name from Arabic letters spells in a way of its own, where a place may stand."""
        if self.words[first].lower in table.OPENERS:
            return ()
        name = self.text[self.words[first].start : self.words[last].end]
        is_located = first > 0 and self.words[first - 1].lower in table.LOCATIVES
        if name.isupper() or not (is_located or _WITH_ARTICLE.search(name)):
            return ()
        return self.gazetteer.lookup_by_sound(name)

    def _ends(self, first: int) -> list[int]:
        """Numbers of the words at which a name that begins at ``first`` may end, shortest first."""
        ends, small = [first], 0
        for index in range(first + 1, min(first + _MOST_WORDS, len(self.words))):
            before, word = self.words[index - 1], self.words[index]
            # The full stop of "St." is a word of its own.
            if word.text == "." and before.text in table.SAINTS:
                continue
            gap = self.text[before.end : word.start]
            if not (is_joined(self.text, before, word) or before.text == "." or gap in _OWNED):
                break
            if word.is_name:
                ends.append(index)
                small = 0
            elif word.lower in table.NAME_PARTICLES and small < _MOST_SMALL_WORDS:
                small += 1
            else:
                break
        return ends

    def _abbreviation(self, previous: Sighting, start: int, end: int) -> tuple[int, Toponym | None]:
        """The state that an abbreviation after a place stands for, and where it ends, its stop included."""
        gap = self.text[previous.end : start]
        if gap not in _BEFORE_STATES:
            return end, None
        for closed in (end + self.text.startswith(".", end), end):
            name = self.text[start:closed]
            division = self.gazetteer.division(name)
            if division is not None and (gap.startswith(",") or "." in name):
                return closed, division
        return end, None

    def _options(self, start: int, end: int) -> tuple[Toponym, ...]:
        """The places of the name in characters ``[start, end)``; none where it is no place's here."""
        name = self.text[start:end]
        lower = name.lower()
        if lower in table.OPENERS and not self._is_told_a_town(start):
            return ()
        if lower in table.CALENDAR or lower in table.NOT_PLACES:
            return ()
        if lower.startswith(table.BODY_OPENINGS) or self._is_other(name, start, end):
            return ()
        options = self.gazetteer.lookup(name)
        if not options or self.gazetteer.demonym(name) is not None or _is_opened(lower, options[0]):
            return ()
        if name.isupper() and len(name) <= _INITIALS and not _is_known_initials(name, options[0]):
            return ()
        return options

    def _is_told_a_town(self, start: int) -> bool:
        """Whether "the town of" stands before a name, so that it may be Of or Most."""
        words = self.text[max(0, start - _BACK) : start].split()
        return len(words) > 1 and words[-1] == "of" and words[-2].lower() in table.SETTLEMENT_NOUNS

    def _is_other(self, name: str, start: int, end: int) -> bool:
        """Whether it is a saint's day or church, a year (100 B.C.), a web address or a currency (US$)."""
        if self.text.startswith("$", end):
            return True
        if name.split(".")[0] in table.SAINTS and self.text.startswith(_OWNED, end):
            return True
        if name == "B.C." and self.text[max(start - 2, 0) : start].rstrip()[-1:].isdigit():
            return True
        return _WEB.match(self.text, end) is not None

    def _sighting(
        self, first: int, last: int, end: int, options: tuple[Toponym, ...], previous: Sighting | None
    ) -> Sighting:
        head = self.words[first]
        before = self._before(first, previous)
        after = self.words[last + 1] if last + 1 < len(self.words) else None
        is_next = after is not None and self.text[end : after.start] in _BLANKS
        return Sighting(
            head.start,
            end,
            " ".join(self.text[head.start : end].split()),
            options,
            self.words[first - 2].text if before and first > 1 else "",
            before,
            after.text if after and is_next else "",
            head.opens,
            first == last and head.lower in self.people,
            previous is not None and self.text[previous.end : head.start] in _QUALIFYING,
            previous is not None and self.text[previous.end : head.start] in _JOINING,
            self._nationality(first) or self._nationality_behind(end),
        )

    def _before(self, first: int, previous: Sighting | None) -> str:
        if not first or not is_joined(self.text, self.words[first - 1], self.words[first]):
            return ""
        before = self.words[first - 1]
        if before.lower in table.TEAM_OPENINGS:
            return before.text
        return "" if previous is not None and previous.end == before.end else before.text

    def _nationality(self, first: int) -> str | None:
        """The country of a demonym among the few words before, with no mark or other name between."""
        for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
            word = self.words[index]
            if not word.text[0].isalpha():
                return None
            if word.is_name:
                country = self.gazetteer.demonym(word.text)
                return country.iso3 if country else None
        return None

    def _nationality_behind(self, end: int) -> str | None:
        """The country of a demonym that a comma and a few small words put behind a name."""
        match = _APPOSED.match(self.text, end)
        country = self.gazetteer.demonym(match[1]) if match else None
        return country.iso3 if country else None


def _is_opened(lower: str, toponym: Toponym) -> bool:
    """Whether the first word is not the place's but the sentence's or a person's: "The Jordan", "Al Bath"."""
    opener, blank, _ = lower.partition(" ")
    if not blank or not (opener in table.OPENERS or opener in ("al", "ed")):
        return False
    return not fold(toponym.name).startswith(f"{opener} ")


def _is_known_initials(name: str, toponym: Toponym) -> bool:
    """Whether a name in few capitals is a place's: "US", "NSW", "LIMA", but not "WHO"."""
    if toponym.kind == "country":
        return toponym.name.upper() == name or "." in name or toponym.match == "alternate"
    if toponym.kind == "admin1":
        return len(name) > 2 or name == "DC"
    return len(name) == _INITIALS and toponym.is_settlement and toponym.prominence > 5
