"""The actors of each report come in, and actors known across reports go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sitrep.merge.told import Told, ToldActor

__all__ = ["merge_actors"]

_KINDS = {"person": "person", "organization": "body", "group": "body", "country": "country"}


def merge_actors(reports: Sequence[Told], reprints: Mapping[str, str]) -> list[tuple[ToldActor, ...]]:
    """The actors of ``reports``, gathered by who they are; each in the order told.

    Actors of one name and kind are one unless their countries differ; where several countries bear
    the name, those told without a country stay apart from all of them. An actor that a report
    never names ("officials") is nobody else's, but for the reprints of that report.
    """
    named: dict[tuple[str, str], list[ToldActor]] = defaultdict(list)
    unnamed: dict[tuple[str, str, str], list[ToldActor]] = defaultdict(list)
    for report in reports:
        for told in report.actors:
            kind = _KINDS[told.actor.kind]
            if told.who.named:
                named[told.who.key, kind].append(told)
            else:
                unnamed[told.who.key, kind, reprints.get(report.id, report.id)].append(told)
    groups = [group for namesakes in named.values() for group in _by_country(namesakes)]
    groups += unnamed.values()
    ordered = (tuple(sorted(group, key=lambda told: (told.order, told.actor.id))) for group in groups)
    return sorted(ordered, key=lambda group: (group[0].order, group[0].actor.id))


def _by_country(namesakes: Sequence[ToldActor]) -> Iterator[list[ToldActor]]:
    countries = {told.actor.country for told in namesakes} - {None}
    if len(countries) <= 1:
        yield list(namesakes)
        return
    by_country = defaultdict(list)
    for told in namesakes:
        by_country[told.actor.country].append(told)
    yield from by_country.values()
