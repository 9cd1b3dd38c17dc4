"""The figures of all reports come in, and series of versions, each related to the others, go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from sitrep.codebook.quantities import COUNTED_BY_THEMSELVES, PERSON_MEASURES
from sitrep.ledger.entries import Value
from sitrep.ledger.state import Relation, Series, Version
from sitrep.merge.bounds import Number, can_both_hold, is_narrower, is_same_number
from sitrep.merge.places import place_key
from sitrep.merge.told import ToldFigure

__all__ = [
    "Built",
    "Key",
    "Voiced",
    "build_series",
    "gather",
    "is_setting",
    "owner_of",
    "relate",
    "series_id",
]

PEOPLE = "people"
_UNDATED = "9999-12-31"

Key = tuple[str | None, ...]
_SETTING = "at "


@dataclass(frozen=True, slots=True)
class Voiced:
    """A figure with a ``voice`` equal exactly where the speaker is the same."""

    figure: ToldFigure
    voice: str

    @property
    def number(self) -> Number:
        """How many, with the bound."""
        return self.figure.number

    @property
    def day(self) -> str:
        """The day of publication, by which "up to and including its own day" is reckoned."""
        return self.figure.published[:10] if self.figure.published else _UNDATED


@dataclass(frozen=True, slots=True)
class Built:
    """A series and, for each of its versions, the actor of the report who says it: names differ, and change.

    The series' ``part_of`` may be the id of a figure, where the whole is told of another event.
    """

    series: Series
    speakers: tuple[str | None, ...]
    standing: tuple[str, str]


def series_id(figure: str) -> str:
    """The id of the series that begins with ``figure``."""
    return "n-" + figure.partition("-")[2]


def owner_of(figure: ToldFigure) -> str | None:
    """What a figure hangs on: its event, else its place and time; None where it makes no series."""
    if not figure.group and figure.measure not in COUNTED_BY_THEMSELVES:
        return None
    if figure.event is not None:
        return figure.event
    if figure.place is not None and figure.days is not None:
        return _SETTING + " ".join(part or "-" for part in (*place_key(figure.place), *figure.days))
    return None


def is_setting(owner: str) -> bool:
    """Whether ``owner`` is a place and time rather than an event."""
    return owner.startswith(_SETTING)


def gather(figures: Iterable[ToldFigure], events: Mapping[str, str]) -> dict[Key, list[ToldFigure]]:
    """The figures of one owner that make series, by measure, group and unit.

    ``events`` gives the event across reports that a report's event is. A part that is told as such,
    but of the same group as its whole, is set apart by its place.
    """
    by_id = {figure.id: figure for figure in figures}
    gathered: dict[Key, list[ToldFigure]] = defaultdict(list)
    for figure in by_id.values():
        event = events[figure.event] if figure.event else None
        gathered[event, figure.measure, figure.group, figure.unit, _part(figure, by_id)].append(figure)
    return {key: sorted(found, key=lambda f: (f.order, f.id)) for key, found in gathered.items()}


def build_series(
    gathered: Mapping[Key, Sequence[ToldFigure]],
    speakers: Mapping[str, str],
    corrected: Callable[[Iterable[str]], Mapping[str, Value]],
) -> list[Built]:
    """A series for each group of figures, by first publication, then id.

    ``speakers`` gives the actor across reports of a report's actor, ``corrected`` the cells that people
    put in place for any of some ids.
    """
    first = {key: series_id(figures[0].id) for key, figures in gathered.items()}
    holder = {figure.id: first[key] for key, figures in gathered.items() for figure in figures}
    voice = _voices(chain.from_iterable(gathered.values()), speakers)
    found = []
    for key, figures in gathered.items():
        versions = [Voiced(figure, voice(figure)) for figure in figures]
        whole = _whole(key, figures, first, holder)
        cells = corrected([first[key], *(series_id(figure.id) for figure in figures)])
        series = _series(first[key], key[0], versions, whole, cells)
        told = tuple(figure.speaker.actor if figure.speaker else None for figure in figures)
        found.append(Built(series, told, figures[0].order[:2]))
    return sorted(found, key=lambda built: (built.standing, built.series.id))


def relate(versions: Sequence[Voiced]) -> list[Relation]:
    """How each of ``versions``, given in order, stands to the others, decided in the contract's order."""
    return [_relation(n, versions) for n in range(len(versions))]


def _part(figure: ToldFigure, by_id: Mapping[str, ToldFigure]) -> str | None:
    whole = by_id.get(figure.part_of or "")
    if whole is None or whole.group != figure.group or whole.measure != figure.measure:
        return None
    return " ".join(filter(None, place_key(figure.place))) if figure.place else "part"


def _voices(figures: Iterable[ToldFigure], speakers: Mapping[str, str]) -> Callable[[ToldFigure], str]:
    """Who says a figure: the actor across reports, or who is described alike in them.

    "The health ministry" is the Health Ministry of other reports where these know but one. Numbers told
    as one change ("from 70 to 135") are of one voice, named or not.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        who = figure.speaker
        if who is not None and who.named:
            named[who.key].add(speakers.get(who.actor or "", who.key))

    def voice(figure: ToldFigure) -> str:
        who = figure.speaker
        if who is None:
            return f"report {figure.voice}"
        if who.named:
            return f"speaker {speakers.get(who.actor or '', who.key)}"
        known = named.get(who.key, set())
        return f"speaker {next(iter(known)) if len(known) == 1 else who.key}"

    return voice


def _relation(n: int, versions: Sequence[Voiced]) -> Relation:
    if n == 0:
        return "first"
    this = versions[n]
    before = next((v for v in reversed(versions[:n]) if v.voice == this.voice), None)
    if before is not None and not is_same_number(before.number, this.number):
        return "revises"
    latest = _latest(version for version in versions if version.day <= this.day)
    others = [version for voice, version in latest.items() if voice != this.voice]
    if not all(can_both_hold(this.number, other.number) for other in others):
        return "disputes"
    if others and all(is_narrower(this.number, other.number) for other in others):
        return "refines"
    return "repeats"


def _latest(versions: Iterable[Voiced]) -> dict[str, Voiced]:
    """The last version of each voice."""
    return {version.voice: version for version in versions}


def _whole(
    key: Key, figures: Sequence[ToldFigure], first: Mapping[Key, str], holder: Mapping[str, str]
) -> str | None:
    """The series of the whole that this one counts a part of, if there is one; else the figure told as it."""
    own = first[key]
    told = [figure.part_of for figure in figures if figure.part_of is not None]
    named = next((holder.get(whole, whole) for whole in told if holder.get(whole) != own), None)
    event, measure, group, _, part = key
    if named is not None or measure not in PERSON_MEASURES or (group == PEOPLE and part is None):
        return named
    return first.get((event, measure, PEOPLE, None, None))


def _series(
    name: str, event: str | None, versions: Sequence[Voiced], whole: str | None, cells: Mapping[str, Value]
) -> Series:
    figure = versions[0].figure
    latest = list(_latest(versions).values())
    decided = cells.get("best")
    disputed = decided is None and not all(
        can_both_hold(a.number, b.number) for a, b in combinations(latest, 2)
    )
    best = decided if isinstance(decided, int | float) else None if disputed else _best(latest)
    lows, highs = [v.number.low for v in latest], [v.number.high for v in latest]
    return Series(
        id=name,
        event=event,
        measure=figure.measure,
        counted=figure.group or None,
        unit=figure.unit,
        part_of=whole,
        low=None if None in lows else min(n for n in lows if n is not None),
        best=best,
        high=None if None in highs else max(n for n in highs if n is not None),
        disputed=disputed,
        versions=tuple(map(_version, versions, relate(versions))),
    )


def _best(latest: Sequence[Voiced]) -> int | float | None:
    """The number of the narrowest, the later of two alike; of a range, its lower end."""
    best = min(latest, key=lambda v: (v.figure.order, v.figure.id))
    for version in sorted(latest, key=lambda v: (v.figure.order, v.figure.id)):
        if not is_narrower(best.number, version.number):
            best = version
    return best.number.high if best.number.low is None else best.number.low


def _version(voiced: Voiced, relation: Relation) -> Version:
    figure = voiced.figure
    return Version(
        report=figure.report,
        figure=figure.id,
        published=figure.published,
        speaker=figure.speaker.name if figure.speaker else None,
        low=figure.number.low,
        high=figure.number.high,
        bound=figure.number.bound,
        quote=figure.quote,
        relation=relation,
    )
