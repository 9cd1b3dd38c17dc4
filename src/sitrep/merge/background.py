"""A record comes in, and the names, words and numbers by which its report is known again go out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log2

from sitrep.merge.days import ordinal
from sitrep.merge.rarity import WORD, bare, rarity, words_of
from sitrep.merge.view import View
from sitrep.merge.wording import name_key
from sitrep.record import Actor, Record

__all__ = ["Background", "background"]

_SENTENCE = re.compile(r"(?<=[.!?:”\"])\s*(?=[“\"]?[A-Z])|\n+")
_AGE = re.compile(r"\b(\d{1,3})[ -]years?[ -]old|(?<=[a-z]), (?:age )?(\d{1,2})(?=,| of\b)", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.? ?m\b", re.IGNORECASE)
_LONG = re.compile(r"(?<![\w.,:$/-])\d{1,3}(?:,\d{3})+\b|(?<![\w.,:$/-])\d{3,6}(?![\w:/]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_STREET = re.compile(
    r"(?:\b(?P<number>\d{2,5}) (?:(?:block|section) (?:of|on) )?)?"
    r"(?<![\w.’'-])(?P<name>(?:(?:[A-Z][\w.’'-]*|\d{1,3}(?:st|nd|rd|th)) ){1,3})"
    r"(?:Street|Avenue|Road|Drive|Boulevard|Lane|Court|Parkway|Highway|Place|Square|Terrace|Circle|Way|Pike"
    r"|Bridge|St|Ave|Rd|Dr|Blvd|Ln|Ct|Pkwy|Hwy)\b"
)
_BLOCK = re.compile(
    r"\b(?P<number>\d{2,5}) (?:block|section) (?:of|on) "
    r"(?<![\w.’'-])(?P<name>(?:(?:[A-Z][\w.’'-]*|\d{1,3}(?:st|nd|rd|th))\s?){1,4})"
)
_POINTS = frozenset(
    """north south east west n s e w ne nw se sw northeast northwest southeast southwest the block old new
    street avenue road drive boulevard lane court parkway highway place square terrace circle way pike bridge
    st ave rd dr blvd ln ct pkwy hwy when on in at near around just""".split()
)
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mon tues wed thurs fri sat sun jan feb aug sept oct nov
    dec""".split()
)
#: Those who speak or act in many a report of one place.
_OFFICE = frozenset("COP GOV MIL JUD LEG JRN SPY MED".split())
_PERSONS, _TOWNS, _STREETS, _BODIES, _NAMES, _WORDS, _NUMBERS, _TOLLS = 8, 8, 6, 6, 14, 32, 10, 6
_DAYS = 5
_OPENING, _LEAD = 260, 20
_LEAD_COMMON = 7.5
_TITLE, _TITLE_COMMON = 12, 6.0
_VICTIMS = frozenset({"killed", "injured", "arrested", "missing", "abducted", "rescued", "detained"})
_COMMON = 7.0


@dataclass(frozen=True)
class Background:
    """What a report holds besides the event itself, as far as it tells one story from another.

    ``persons`` are full names without officials, who are ``officials``; ``towns`` names of towns and
    districts, ``streets`` of streets, with the house or block where told; ``bodies`` of organisations;
    ``names`` other words in capitals; ``words`` the rarest other words; ``numbers`` ages, hours of the
    day and numbers of three digits or more; ``tolls`` what was counted of people; ``days`` those on
    which, as far as told to the day, what the report tells happened, as ordinals; ``lead`` the words of
    title and opening, where news is told in short, and ``title`` those of the title alone.
    """

    persons: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    lead: tuple[str, ...] = ()
    title: tuple[str, ...] = ()

    @cached_property
    def view(self) -> View:
        """The same as sets, made when it is first held against another."""
        return View.of(self)


def background(record: Record) -> Background:
    """What ``record`` and its text hold by which another report of the same story is known."""
    text = f"{record.report.title}.\n{record.report.text}" if record.report.title else record.report.text
    acting = {party.actor for event in record.events for party in (*event.actors, *event.recipients)}
    persons, officials = _persons(record.actors, acting)
    bodies = tuple(dict.fromkeys(_bodies(record.actors)))[:_BODIES]
    towns = Counter(name_key(p.name) for p in record.places if p.precision not in ("region", "country"))
    streets = tuple(dict.fromkeys(_streets(text)))[:_STREETS]
    known = {word for name in (*persons, *officials, *towns, *bodies, *streets) for word in name.split()}
    known |= {word for p in record.places for word in name_key(p.quote).split()}
    capitals, small = _words(text)
    names = Counter({word: n for word, n in capitals.items() if word not in known})
    tolls = (
        f"{f.low:.0f} {f.measure}" for f in record.figures if f.measure in _VICTIMS and f.low is not None
    )
    return Background(
        persons=persons[:_PERSONS],
        officials=officials[:_PERSONS],
        towns=tuple(name for name, _ in towns.most_common(_TOWNS)),
        streets=streets,
        bodies=bodies,
        names=_rarest(names, _NAMES),
        words=_rarest(small, _WORDS),
        numbers=tuple(dict.fromkeys(_numbers(text)))[:_NUMBERS],
        tolls=tuple(dict.fromkeys(tolls))[:_TOLLS],
        days=tuple(dict.fromkeys(_days(record)))[:_DAYS],
        lead=_lead(text),
        title=_title(record.report.title or ""),
    )


def _persons(actors: Iterable[Actor], acting: Set[str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Persons by their fullest name. One named once who takes part in nothing may have taken the photo."""
    plain, official = [], []
    for actor in actors:
        names = [mention.quote for mention in actor.mentions if mention.form == "name"]
        if actor.kind != "person" or not names:
            continue
        name = name_key(max(names, key=lambda n: (len(n), n)))
        if _OFFICE & set(actor.sectors):
            official.append(name)
        elif len(actor.mentions) > 1 or actor.id in acting:
            plain.append(name)
    return tuple(dict.fromkeys(plain)), tuple(dict.fromkeys(official))


def _lead(text: str) -> tuple[str, ...]:
    words = dict.fromkeys(words_of(text[:_OPENING]))
    return tuple(word for word in words if rarity(word) >= _LEAD_COMMON and word not in _CALENDAR)[:_LEAD]


def _title(title: str) -> tuple[str, ...]:
    words = dict.fromkeys(words_of(title))
    return tuple(word for word in words if rarity(word) >= _TITLE_COMMON and word not in _CALENDAR)[:_TITLE]


def _days(record: Record) -> Iterator[int]:
    for event in record.events:
        first, last = ordinal(event.earliest), ordinal(event.latest)
        if event.reality in ("happened", "ongoing") and first is not None and last is not None:
            yield from (first,) if last - first <= 1 else ()


def _bodies(actors: Iterable[Actor]) -> Iterator[str]:
    for actor in actors:
        if actor.kind == "organization" and any(mention.form == "name" for mention in actor.mentions):
            yield name_key(actor.name)


def _streets(text: str) -> Iterator[str]:
    """Each street by its chief word, behind the number of the house or block where one is told."""
    for pattern in (_BLOCK, _STREET):
        for found in pattern.finditer(text):
            words = [word for word in name_key(found["name"]).split() if word not in _POINTS]
            if words:
                yield f"{found['number']} {words[-1]}" if found["number"] else words[-1]


def _words(text: str) -> tuple[Counter[str], Counter[str]]:
    """Words that stand in capitals inside sentences, and those in small letters."""
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for sentence in _SENTENCE.split(text):
        for number, word in enumerate(WORD.findall(sentence or "")):
            plain = bare(word)
            if not _is_telling(plain):
                continue
            if word.islower():
                small[plain] += 1
            elif number and word[0].isupper():
                capitals[plain] += 1
    return Counter({w: n for w, n in capitals.items() if n > small[w]}), small


@lru_cache(maxsize=65536)
def _is_telling(word: str) -> bool:
    return len(word) >= 3 and word not in _CALENDAR and "'" not in word and not word.endswith("year-old")


def _rarest(words: Counter[str], most: int) -> tuple[str, ...]:
    scored = ((rarity(word) * (1 + log2(n) / 4), word) for word, n in words.items())
    ranked = sorted((row for row in scored if row[0] >= _COMMON), key=lambda row: (-row[0], row[1]))
    return tuple(word for _, word in ranked[:most])


def _numbers(text: str) -> Iterator[str]:
    for found in _AGE.finditer(text):
        yield f"aged {found[1] or found[2]}"
    for found in _CLOCK.finditer(text):
        yield f"{int(found[1])}:{found[2] or '00'} {found[3].lower()}m"
    for found in _LONG.finditer(text):
        if not _YEAR.match(found.group()):
            yield found.group().replace(",", "")
