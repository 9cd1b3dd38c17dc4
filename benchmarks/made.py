"""A number of reports comes in, and that many made-up records go out: a world of events told by several
papers each.

Names, places and days are spread as in news: few events and places have many reports, most have one. No
sentence is of any corpus.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sitrep.record import (
    SCHEMA,
    Actor,
    Event,
    Figure,
    Mention,
    Party,
    Place,
    Reader,
    Record,
    Report,
    Span,
    Statement,
    identify,
    identify_report,
)

__all__ = ["EVENTS_A_REPORT", "make_records"]

EVENTS_A_REPORT = 5
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 3650
_COUNTRIES = 120
_TOWNS = 40  # a country
_GROUPS = 30
_PERSONS = 400
_PAPERS = 300
_REPRINTS = 0.08
_VERBS = (
    ("attacked", "ASSAULT", "shooting", "killed"),
    ("bombed", "ASSAULT", "explosion", "killed"),
    ("arrested", "COERCE", "arrest", "arrested"),
    ("protested", "PROTEST", None, "participants"),
    ("met", "CONSULT", None, None),
    ("condemned", "ACCUSE", None, None),
    ("aided", "AID", None, None),
    ("warned", "THREATEN", None, None),
    ("deployed", "MOBILIZE", None, "deployed"),
)
_SYLLABLES = "ka ri mo ta le su no vi ba de go la mi pe ru sha to zu el an or is um ay".split()


@dataclass(frozen=True, slots=True)
class _Town:
    name: str
    country: str
    lat: float
    lon: float
    number: int


@dataclass(frozen=True, slots=True)
class _Happening:
    """An event of the made-up world: what every paper may tell of it."""

    verb: tuple[str, str, str | None, str | None]
    town: _Town
    day: date
    actor: str
    recipient: str
    count: int


class _World:
    """Towns, groups and people of a hundred countries, and what happens there, from one seed."""

    def __init__(self, random: Random, reports: int) -> None:
        self._random = random
        self._codes = [chr(65 + n // 26 % 26) + chr(65 + n % 26) + "X" for n in range(_COUNTRIES)]
        self._names: set[str] = set()
        self._towns = {code: [self._town(code) for _ in range(_TOWNS)] for code in self._codes}
        self._groups = {code: [f"{self._name()} Front" for _ in range(_GROUPS)] for code in self._codes}
        self._people = {
            code: [f"{self._name()} {self._name()}" for _ in range(_PERSONS)] for code in self._codes
        }
        self._span = max(30, min(_DAYS, reports // 40))

    def happening(self) -> _Happening:
        """One event, in a country and town that many others are in too."""
        random = self._random
        code = self._codes[int(random.random() ** 2 * _COUNTRIES)]
        town = self._towns[code][int(random.random() ** 2 * _TOWNS)]
        sides = self._groups[code] if random.random() < 0.5 else self._people[code]
        return _Happening(
            verb=random.choice(_VERBS),
            town=town,
            day=_FIRST_DAY + timedelta(days=random.randrange(self._span)),
            actor=random.choice(sides),
            recipient=random.choice(self._people[code]),
            count=2 + int(random.random() ** 3 * 120),
        )

    def _town(self, code: str) -> _Town:
        random = self._random
        number = len(self._names) + 1
        return _Town(self._name(), code, random.uniform(-60, 70), random.uniform(-180, 180), number)

    def _name(self) -> str:
        while True:
            name = "".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 4))).capitalize()
            if name not in self._names:
                self._names.add(name)
                return name


def make_records(reports: int, *, seed: int = 1) -> Iterator[Record]:
    """``reports`` records of five events each, by day of publication as far as a hundred of them reach.

    A third of the events are told once, the others by up to a dozen papers; one report in twelve is a
    reprint.
    """
    random = Random(seed)
    world = _World(random, reports)
    tellings: list[tuple[date, int, _Happening]] = []
    while len(tellings) < reports * EVENTS_A_REPORT:
        happening = world.happening()
        papers = 1 if random.random() < 0.33 else min(12, 2 + int(random.expovariate(0.5)))
        for _ in range(papers):
            tellings.append((happening.day + timedelta(days=random.randint(0, 3)), len(tellings), happening))
    tellings.sort(key=lambda telling: telling[:2])
    last: Record | None = None
    for n in range(reports):
        told = tellings[n * EVENTS_A_REPORT : (n + 1) * EVENTS_A_REPORT]
        day = max(day for day, _, _ in told)
        if last is not None and random.random() < _REPRINTS:
            last = _record(last.report.text, random, n, day, [h for _, _, h in told], copy=last)
        else:
            last = _record(None, random, n, day, [h for _, _, h in told])
        yield last


def _record(
    text: str | None, random: Random, n: int, day: date, told: list[_Happening], *, copy: Record | None = None
) -> Record:
    paper = f"Paper {random.randrange(_PAPERS)}"
    published = day.isoformat()
    if copy is not None:
        return _reprint(copy, paper, published, n)
    draft = _Draft(random, n)
    for happening in told:
        draft.tell(happening)
    return draft.record(paper, published)


def _reprint(original: Record, paper: str, published: str, n: int) -> Record:
    """The same text by another paper, its items read anew."""
    text = original.report.text
    url = f"https://made.example/{n}"
    report_id = identify_report(publisher=paper, url=url, published=published, text=text)
    return Record(
        schema=SCHEMA,
        reader=original.reader,
        report=Report(report_id, None, paper, published, "option", None, url, "en", text),
        actors=(),
        places=(),
        times=(),
        statements=(),
        events=(),
        figures=(),
    )


class _Draft:
    """A report that is being written, sentence by sentence."""

    def __init__(self, random: Random, n: int) -> None:
        self._random = random
        self._n = n
        self._text = ""
        self._spots: list[tuple[_Happening, dict[str, tuple[int, int]]]] = []
        self._said: list[tuple[str, tuple[int, int], tuple[int, int]]] = []

    def tell(self, happening: _Happening) -> None:
        """Add the sentences that tell of ``happening``."""
        spots: dict[str, tuple[int, int]] = {}
        start = len(self._text)
        self._put(happening.actor, spots, "actor")
        self._text += " "
        self._put(happening.verb[0], spots, "trigger")
        self._text += " "
        self._put(happening.recipient, spots, "recipient")
        self._text += " in "
        self._put(happening.town.name, spots, "place")
        self._text += f" on {happening.day:%d %B %Y}, where "
        shift = self._random.choice((0, 0, 0, 1, 3))
        self._put(str(happening.count + shift), spots, "count")
        self._text += " people were told of it by the evening"
        spots["sentence"] = (start, len(self._text))
        self._text += ".\n\n"
        self._spots.append((happening, spots))
        if self._random.random() < 0.4:
            self._say(happening.recipient)

    def record(self, paper: str, published: str) -> Record:
        """The whole record."""
        self._text += f"Desk number {self._n} closed this page."
        text, url = self._text, f"https://made.example/{self._n}"
        report_id = identify_report(publisher=paper, url=url, published=published, text=text)
        cells = _Cells(text, report_id)
        events = tuple(cells.event(happening, spots) for happening, spots in self._spots)
        figures = tuple(
            cells.figure(happening, spots, event.id)
            for (happening, spots), event in zip(self._spots, events, strict=True)
            if happening.verb[3] is not None
        )
        statements = tuple(cells.statement(*said) for said in self._said)
        return Record(
            schema=SCHEMA,
            reader=Reader("1", "made", "plover"),
            report=Report(report_id, None, paper, published, "option", None, url, "en", text),
            actors=tuple(cells.actors.values()),
            places=tuple(cells.places.values()),
            times=(),
            statements=statements,
            events=events,
            figures=figures,
        )

    def _put(self, words: str, spots: dict[str, tuple[int, int]], what: str) -> None:
        start = len(self._text)
        self._text += words
        spots[what] = (start, len(self._text))

    def _say(self, speaker: str) -> None:
        spots: dict[str, tuple[int, int]] = {}
        words = " ".join("".join(self._random.choices(_SYLLABLES, k=2)) for _ in range(14))
        self._text += "“"
        self._put(words, spots, "content")
        self._text += ",” said "
        self._put(speaker, spots, "speaker")
        self._text += ".\n\n"
        self._said.append((speaker, spots["speaker"], spots["content"]))


class _Cells:
    """The items of one report, each with its id."""

    def __init__(self, text: str, report: str) -> None:
        self._text = text
        self._report = report
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}

    def event(self, happening: _Happening, spots: dict[str, tuple[int, int]]) -> Event:
        trigger = self._span(spots["trigger"])
        day = happening.day.isoformat()
        return Event(
            id=identify("e", self._report, trigger.start, trigger.end, happening.verb[1]),
            type=happening.verb[1],
            mode=happening.verb[2],
            contexts=(),
            quad=None,
            trigger=trigger,
            sentence=self._span(spots["sentence"]),
            actors=(self._party(happening.actor, spots["actor"], happening.town.country),),
            recipients=(self._party(happening.recipient, spots["recipient"], happening.town.country),),
            place=self._place(happening.town, spots["place"]),
            time=None,
            earliest=day,
            latest=day,
            reality="happened",
            said_in=None,
            confidence=0.8,
        )

    def figure(self, happening: _Happening, spots: dict[str, tuple[int, int]], event: str) -> Figure:
        span = self._span(spots["count"])
        number = int(span.quote)
        return Figure(
            start=span.start,
            end=span.end,
            quote=span.quote,
            id=identify("f", self._report, span.start, span.end),
            measure=happening.verb[3] or "other",  # type: ignore[arg-type]
            low=number,
            high=number,
            bound="exact",
            unit=None,
            counted=None,
            part_of=None,
            changed_from=None,
            event=event,
            place=None,
            time=None,
            said_in=None,
            speaker=None,
        )

    def statement(self, speaker: str, at: tuple[int, int], content: tuple[int, int]) -> Statement:
        span = self._span(content)
        return Statement(
            id=identify("s", self._report, span.start, span.end),
            speaker=self._party(speaker, at, None),
            cue=None,
            content=(span,),
            form="direct",
            addressee=None,
            time=None,
            replies_to=None,
        )

    def _span(self, at: tuple[int, int]) -> Span:
        return Span.of(self._text, *at)

    def _party(self, name: str, at: tuple[int, int], country: str | None) -> Party:
        span = self._span(at)
        if name not in self.actors:
            kind = "organization" if name.endswith("Front") else "person"
            mention = Mention(span.start, span.end, span.quote, "name")
            actor_id = identify("a", self._report, span.start, span.end)
            self.actors[name] = Actor(actor_id, name, kind, country, (), None, (mention,))
        return Party(span.start, span.end, span.quote, self.actors[name].id)

    def _place(self, town: _Town, at: tuple[int, int]) -> str:
        if town.name not in self.places:
            span = self._span(at)
            place_id = identify("p", self._report, span.start, span.end)
            cells = (town.name, town.country, None, town.lat, town.lon, town.number, "city")
            self.places[town.name] = Place(span.start, span.end, span.quote, place_id, *cells)  # type: ignore[arg-type]
        return self.places[town.name].id
