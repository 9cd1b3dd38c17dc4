"""The figures of all reports come in, and series of versions, each related to the others, go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sitrep.codebook.quantities import PERSON_MEASURES
from sitrep.ledger.state import Relation, Series, Version
from sitrep.merge.bounds import Number, can_both_hold, is_narrower, is_same_number
from sitrep.merge.places import place_key
from sitrep.merge.told import ToldFigure

__all__ = ["Key", "Voiced", "build_series", "gather", "relate", "series_id"]

PEOPLE = "people"
_UNDATED = "9999-12-31"
_COUNTED_BY_THEMSELVES = PERSON_MEASURES | {"deployed", "destroyed", "damaged", "magnitude", "area"}

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Voiced:
    """A figure with its ``speaker`` as shown, and a ``voice`` equal exactly where the speaker is the same."""

    figure: ToldFigure
    speaker: str | None
    voice: str

    @property
    def number(self) -> Number:
        """How many, with the bound."""
        return self.figure.number

    @property
    def day(self) -> str:
        """The day of publication, by which "up to and including its own day" is reckoned."""
        return self.figure.published[:10] if self.figure.published else _UNDATED


def series_id(figure: str) -> str:
    """The id of the series that begins with ``figure``."""
    return "n-" + figure.partition("-")[2]


def gather(figures: Iterable[ToldFigure], events: Mapping[str, str]) -> dict[Key, list[ToldFigure]]:
    """The figures that make series, by event (or place and time), measure, group and unit.

    ``events`` gives the event across reports that a report's event is. A part that is told as such,
    but of the same group as its whole, is set apart by its place.
    """
    by_id = {figure.id: figure for figure in figures}
    gathered: dict[Key, list[ToldFigure]] = defaultdict(list)
    for figure in by_id.values():
        key = _key(figure, events, by_id)
        if key is not None:
            gathered[key].append(figure)
    return {key: sorted(found, key=lambda f: (f.order, f.id)) for key, found in gathered.items()}


def build_series(
    gathered: Mapping[Key, Sequence[ToldFigure]], events: Mapping[str, str], names: Mapping[str, str]
) -> list[Series]:
    """A series for each group of figures, by first publication, then id.

    ``names`` gives the name across reports of a report's actor.
    """
    first = {key: series_id(figures[0].id) for key, figures in gathered.items()}
    holder = {figure.id: first[key] for key, figures in gathered.items() for figure in figures}
    found = []
    for key, figures in gathered.items():
        versions = list(_voiced(figures, names))
        whole = _whole(key, figures, first, holder)
        found.append((figures[0].order, _series(first[key], events, versions, whole)))
    return [series for _, series in sorted(found, key=lambda pair: (pair[0][:2], pair[1].id))]


def relate(versions: Sequence[Voiced]) -> list[Relation]:
    """How each of ``versions``, given in order, stands to the others, decided in the contract's order."""
    return [_relation(n, versions) for n in range(len(versions))]


def _key(figure: ToldFigure, events: Mapping[str, str], by_id: Mapping[str, ToldFigure]) -> Key | None:
    if not figure.group and figure.measure not in _COUNTED_BY_THEMSELVES:
        return None
    what = (figure.measure, figure.group, figure.unit, _part(figure, by_id))
    if figure.event is not None:
        return ("event", events[figure.event], *what)
    if figure.place is not None and figure.days is not None:
        return ("place", *place_key(figure.place), *figure.days, *what)
    return None


def _part(figure: ToldFigure, by_id: Mapping[str, ToldFigure]) -> str | None:
    whole = by_id.get(figure.part_of or "")
    if whole is None or whole.group != figure.group or whole.measure != figure.measure:
        return None
    return " ".join(filter(None, place_key(figure.place))) if figure.place else "part"


def _voiced(figures: Sequence[ToldFigure], names: Mapping[str, str]) -> Iterator[Voiced]:
    shown: dict[str, str] = {}
    for figure in figures:
        who = figure.speaker
        if who is None:
            # Numbers told as one change ("from 70 to 135") are of one voice, named or not.
            yield Voiced(figure, None, f"report {figure.voice}")
            continue
        name = shown.setdefault(who.key, names.get(who.actor or "", who.name))
        yield Voiced(figure, name, f"speaker {who.key}")


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
    """The series of the whole that this one counts a part of, if there is one."""
    told = (holder.get(figure.part_of or "") for figure in figures)
    own = first[key]
    named = next((series for series in told if series is not None and series != own), None)
    measure, group, _, part = key[-4:]
    if named is not None or measure not in PERSON_MEASURES or (group == PEOPLE and part is None):
        return named
    return first.get((*key[:-4], measure, PEOPLE, None, None))


def _series(name: str, events: Mapping[str, str], versions: Sequence[Voiced], whole: str | None) -> Series:
    figure = versions[0].figure
    latest = list(_latest(versions).values())
    disputed = not all(can_both_hold(a.number, b.number) for a, b in combinations(latest, 2))
    lows, highs = [v.number.low for v in latest], [v.number.high for v in latest]
    return Series(
        id=name,
        event=events[figure.event] if figure.event else None,
        measure=figure.measure,
        counted=figure.group or None,
        unit=figure.unit,
        part_of=whole,
        low=None if None in lows else min(n for n in lows if n is not None),
        best=None if disputed else _best(latest),
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
        speaker=voiced.speaker,
        low=figure.number.low,
        high=figure.number.high,
        bound=figure.number.bound,
        quote=figure.quote,
        relation=relation,
    )
