"""A telling comes in, and the keys under which it is compared with others go out.

Two tellings are set side by side only where they share a key, so that a ledger of a million compares
each new one with few. A key joins the kind of event and the time of publication with one thing that few
reports have: a person, a street, a town within days, a rare name, the act between two parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sitrep.merge.rarity import rarity, words_of
from sitrep.merge.wording import name_key

if TYPE_CHECKING:
    from sitrep.merge.told import Telling

__all__ = ["KINDRED", "blocks", "kind_of"]

#: One shooting is an assault to one reader, an accident or an act of coercion to another.
KINDRED = frozenset({"ASSAULT", "ACCIDENT", "COERCE", "DISASTER"})
_WIDEST, _WIDE, _NARROW = 84, 28, 8  # days of a block
_BORDER = 0.15  # of a block; so near its end, a telling stands in the next one too
_MOST = 13
_SOME = 8.0
_MANY = 4  # so many dead or hurt, and a week holds few such stories
_RARE = 12.0  # of a word rarer than this, a month holds few reports


def kind_of(telling: Telling) -> str:
    """The kind of event as far as readers agree on it: its type, or one name for all kinds of harm."""
    return "HARM" if telling.type in KINDRED else telling.type


def blocks(telling: Telling) -> Iterator[str]:
    """The keys of ``telling``, each once, at most thirteen, the most telling ones first."""
    yield from list(dict.fromkeys(_keys(telling)))[:_MOST]


def _keys(telling: Telling) -> Iterator[str]:
    yield f"{telling.report} {kind_of(telling)}"
    if telling.told_on is None:
        # An undated report has one time for every date there is: the act has to be in the key.
        yield from (f"{telling.report} {act}" for act in telling.acts[:1])
        yield from _act_keys(telling, 8)
        yield from _story_keys(telling)
    else:
        yield from _story_keys(telling)
        yield from _act_keys(telling, 1 if kind_of(telling) == "HARM" else 3)


def _story_keys(telling: Telling) -> Iterator[str]:
    """The kind of event beside what tells of the story: who, where on which day, how many."""
    about, kind = telling.background, kind_of(telling)
    wide, narrow = _times(telling.told_on, _WIDE), _times(telling.told_on, _NARROW)
    towns = [name_key(telling.place.name)] if telling.place and telling.place.precision == "city" else []
    towns = list(dict.fromkeys([*towns, *about.towns]))[:2]
    for town in towns:
        yield from (f"{kind} {town} on {day}" for day in _days(telling)[:1])
    for name in [name for name in about.persons if " " in name][:3]:
        for time in _times(telling.told_on, _WIDEST):
            yield f"{kind} {name.split()[0]} {name.split()[-1]} {time}"
    for word in (*towns, *_rarest(about.lead)[:2]):
        yield from (f"{kind} {word} {time}" for time in (wide if _is_rare(word) else narrow))
    for toll in [toll for toll in about.tolls if int(toll.split()[0].partition(".")[0] or 0) >= _MANY][:1]:
        yield from (f"{kind} {toll} {time}" for time in narrow)
    for street in about.streets[:2]:
        yield from (f"{kind} {street.split()[-1]} {time}" for time in wide)
    for name in _rarest(about.names)[:1]:
        yield from (f"{kind} {name} {time}" for time in wide)
    ages = sorted([number for number in about.numbers if number.startswith("aged")][:2])
    if len(ages) == 2:
        yield from (f"{kind} {' '.join(ages)} {time}" for time in wide)


def _act_keys(telling: Telling, most: int) -> Iterator[str]:
    for act, word in list(_told_of(telling))[:most]:
        yield from (f"{act} {word} {time}" for time in _times(telling.told_on, _WIDE))


def _days(telling: Telling) -> tuple[int, ...]:
    """The day of the event where it is told; else those that the report tells."""
    days = telling.days
    if days is not None and days.stated and days.last - days.first <= 1:
        return (days.first,)
    return telling.background.days


def _told_of(telling: Telling) -> Iterator[tuple[str, str]]:
    """The act beside names of the report, those of its own sentence first."""
    about = telling.background
    names = {word for name in (*about.persons, *about.towns, *about.bodies) for word in name.split()}
    names.update(about.names)
    said = set(words_of(telling.quote))
    ranked = [*_rarest(names & said), *_rarest(names - said), *_rarest(said - names)]
    for act, most in zip(telling.acts[:2], (3, 1) if telling.told_on is not None else (5, 3), strict=False):
        yield from ((act, word) for word in [w for w in ranked if w[:4] != act[:4]][:most])


def _rarest(words: Iterable[str]) -> list[str]:
    """Those of ``words`` of some rarity, the rarest first."""
    found = {word: rarity(word) for word in words if len(word) > 2}
    return sorted((word for word in found if found[word] >= _SOME), key=lambda word: (-found[word], word))


def _is_rare(name: str) -> bool:
    return any(rarity(word) >= _RARE for word in name.split())


def _times(day: int | None, length: int) -> list[str]:
    if day is None:
        return ["undated"]
    first = day // length
    later = (day + round(length * _BORDER)) // length
    return [f"{length}.{first}"] if later == first else [f"{length}.{first}", f"{length}.{later}"]
