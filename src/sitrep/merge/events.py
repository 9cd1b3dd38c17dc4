"""What reports tell comes in, and clusters of tellings, each one event, go out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from sitrep.merge.clusters import cluster
from sitrep.merge.judgement import Judgement
from sitrep.merge.rule import Rule
from sitrep.merge.same_event import contradictions, judge
from sitrep.merge.told import Telling, Told
from sitrep.merge.wording import words_key

__all__ = ["judge_events", "merge_events"]

_BUCKET_DAYS = 8

Block = tuple[str | int | None, ...]


def merge_events(
    reports: Sequence[Told], reprints: Mapping[str, str], rule: Rule
) -> list[tuple[Telling, ...]]:
    """The tellings of ``reports``, gathered by event; each in the order told, events by their first.

    A reprint's tellings follow those of its original, so that a text counts once however often
    it was printed; one that has no counterpart there is judged as any other.
    """
    tellings = {t.id: t for report in reports for t in report.events}
    originals = _counterparts(reports, reprints)
    judged = sorted((t for t in tellings.values() if t.id not in originals), key=lambda t: (t.order, t.id))

    def differ(a: str, b: str) -> bool:
        return any(True for _ in contradictions(tellings[a], tellings[b], rule))

    gathered = cluster([t.id for t in judged], judge_events(judged, rule), differ)
    copies = defaultdict(list)
    for copy, original in originals.items():
        copies[original].append(copy)
    events = []
    for names in gathered:
        items = [tellings[i] for name in names for i in (name, *copies[name])]
        events.append(tuple(sorted(items, key=lambda t: (t.order, t.id))))
    return sorted(events, key=lambda items: (items[0].order, items[0].id))


def judge_events(tellings: Sequence[Telling], rule: Rule) -> Iterator[Judgement]:
    """A judgement on every pair that shares a block: type, week, and country or a named party."""
    blocks: dict[Block, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for block in _blocks(telling, rule):
            blocks[block].append(telling)
    judged: set[tuple[str, str]] = set()
    for members in blocks.values():
        for a, b in combinations(members, 2):
            if (a.id, b.id) not in judged:
                judged.add((a.id, b.id))
                yield judge(a, b, rule)


def _blocks(telling: Telling, rule: Rule) -> Iterator[Block]:
    yield (telling.type, "report", telling.report)
    days = telling.days
    if days is None or days.last - days.first > rule.widest_days:
        return
    places = (telling.place,) if telling.place else telling.setting
    keys = [("country", p.country) if p.country else ("place", words_key(p.name)) for p in places]
    keys += [("party", word) for w in (*telling.actors, *telling.recipients) for word in w.key.split()[-1:]]
    for week in range(days.first // _BUCKET_DAYS, days.last // _BUCKET_DAYS + 1):
        for kind, key in dict.fromkeys(keys):
            yield (telling.type, week, kind, key)


def _counterparts(reports: Sequence[Told], reprints: Mapping[str, str]) -> dict[str, str]:
    by_report = {report.id: _numbered(report) for report in reports}
    found = {}
    for copy, original in reprints.items():
        theirs = by_report[original]
        found.update({i: theirs[key] for key, i in by_report[copy].items() if key in theirs})
    return found


def _numbered(report: Told) -> dict[tuple[str, str, int], str]:
    """The events of a report by type, trigger word and how many such came before it."""
    seen: Counter[tuple[str, str]] = Counter()
    numbered = {}
    for telling in sorted(report.events, key=lambda t: t.order):
        key = (telling.type, words_key(telling.trigger))
        numbered[(*key, seen[key])] = telling.id
        seen[key] += 1
    return numbered
