"""Reports of one state and month, or mentions of one topic, come in, and how well they are merged goes out.

Whether two reports belong together shows only beside all the others, so a report's tally is the report
itself: its key is what it is and how it was read, and merging waits until the sums are asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sitrep.evaluate.chains import chain_counts, conll
from sitrep.evaluate.corpora import ecbplus, gva
from sitrep.evaluate.corpora.ecbplus import EventMention
from sitrep.evaluate.gold import Document
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Figures, Tally, Totals, share
from sitrep.evaluate.task import Task
from sitrep.ledger import Filed, fold
from sitrep.merge.clusters import Groups
from sitrep.record import Event, Record, Span, identify
from sitrep.record.codec import decode, encode, from_json, to_json

__all__ = [
    "TASK",
    "Belonging",
    "bcubed_counts",
    "merge_mentions",
    "merge_reports",
    "pair_counts",
    "predicted",
    "tally",
    "with_mentions",
]

_OPEN, _CLOSE = "report ", " read"
_UNKNOWN = ""
"""The type of an event that only the annotators tell of."""

Chains = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a document is merged with, and what is one there: ``group`` is a state and month, or a topic.

    ``incident`` is what a report as a whole tells of; where that is None, ``mentions`` are merged.
    """

    document: str
    group: str
    incident: str | None = None
    mentions: tuple[EventMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """A document with its gold and, as JSON, its record."""

    gold: Belonging
    record: str


def predicted(record: Record) -> str:
    """The record as JSON: what a ledger files and merges."""
    return to_json(record)


def tally(gold: Belonging, found: str) -> Tally:
    """One count of the document itself, by which it is found again when all have been read."""
    return Tally({f"{_OPEN}{encode(Filing(gold, found))}{_CLOSE}": 1})


def merge_reports(records: Iterable[Record]) -> list[frozenset[Hashable]]:
    """Sets of ids of reports that a ledger brings together: any event of theirs is one, after closure."""
    filed = {record.report.id: record for record in records}
    events = fold(map(Filed, filed.values())).state.events
    groups = Groups(filed)
    for event in events:
        for other in event.reports[1:]:
            groups.join(event.reports[0], other)
    return _sets((groups.root(report), report) for report in filed)


def merge_mentions(records: Iterable[Record]) -> list[frozenset[Hashable]]:
    """Sets of ids of events that a ledger says are one."""
    events = fold(map(Filed, records)).state.events
    return [frozenset(item.event for item in event.items) for event in events]


def with_mentions(record: Record, mentions: Sequence[EventMention]) -> tuple[Record, dict[str, EventMention]]:
    """The record with the marked mentions for events, and the mention behind each event's id.

    What the reader told of an event whose trigger overlaps a mention stays; of any other mention
    nothing is known but its words.
    """
    events, by_id = [], {}
    for mention in mentions:
        read = next((event for event in record.events if event.trigger.overlaps(mention)), None)
        name = identify("e", record.report.id, mention.start, mention.end, mention.chain)
        trigger = Span.of(record.report.text, mention.start, mention.end)
        events.append(_marked(read, name, trigger, mention.sentence))
        by_id[name] = mention
    figures = tuple(replace(figure, event=None) for figure in record.figures)
    return replace(record, events=tuple(events), figures=figures), by_id


def _marked(read: Event | None, name: str, trigger: Span, sentence: Span) -> Event:
    if read is not None:
        return replace(read, id=name, trigger=trigger, sentence=sentence)
    return Event(
        id=name,
        type=_UNKNOWN,
        mode=None,
        contexts=(),
        quad=None,
        trigger=trigger,
        sentence=sentence,
        actors=(),
        recipients=(),
        place=None,
        time=None,
        earliest=None,
        latest=None,
        reality="happened",
        said_in=None,
        confidence=1.0,
    )


def pair_counts(gold: Chains, found: Chains) -> dict[str, float]:
    """How many pairs either side has, and how many both have; members are those of ``gold``."""
    both = [len(g & f) for g in gold for f in found]
    return {
        "pairwise.matched": _pairs(both),
        "pairwise.gold": _pairs(map(len, gold)),
        "pairwise.found": _pairs(map(len, found)),
    }


def bcubed_counts(gold: Chains, found: Chains) -> dict[str, float]:
    """The sums of B-cubed (Bagga and Baldwin 1998) over all members, those that stand alone too."""
    both = [(len(g & f), len(g), len(f)) for g in gold for f in found]
    return {
        "bcubed.members": sum(map(len, gold)),
        "bcubed.recall": sum(n * n / g for n, g, _ in both),
        "bcubed.precision": sum(n * n / f for n, _, f in both),
    }


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _figures(totals: Totals) -> Figures:
    """The scores; a group comes in a resample as often as its first document does."""
    groups: dict[str, list[Filing]] = defaultdict(list)
    weights: dict[str, npt.NDArray[np.float64]] = {}
    for row in totals.labels(_OPEN, _CLOSE):
        filing = decode(row, Filing)
        groups[filing.gold.group].append(filing)
        weights.setdefault(filing.gold.group, totals.count(f"{_OPEN}{row}{_CLOSE}"))
    tallies = [Tally(_counts(filings)) for filings in groups.values()]
    table = np.stack(list(weights.values()), axis=1) if weights else np.ones((1, 0))
    return _scores(Totals(tallies, table))


def _scores(totals: Totals) -> Figures:
    both = totals.count("pairwise.matched")
    precision = share(totals.count("bcubed.precision"), totals.count("bcubed.members"))
    recall = share(totals.count("bcubed.recall"), totals.count("bcubed.members"))
    return {
        "pairwise": share(2 * both, totals.count("pairwise.gold") + totals.count("pairwise.found")),
        "bcubed": share(2 * precision * recall, precision + recall),
        **conll(totals),
    }


def _counts(filings: Sequence[Filing]) -> Mapping[str, float]:
    if filings[0].gold.incident is None:
        return _mention_counts(filings)
    reports = [(filing, from_json(filing.record)) for filing in filings]
    documents: dict[Hashable, list[str]] = defaultdict(list)
    for filing, record in reports:
        documents[record.report.id].append(filing.gold.document)
    merged = merge_reports(record for _, record in reports)
    found = [frozenset(name for report in one for name in documents[report]) for one in merged]
    gold = _sets((filing.gold.incident, filing.gold.document) for filing in filings)
    return {**pair_counts(gold, found), **bcubed_counts(gold, found)}


def _mention_counts(filings: Sequence[Filing]) -> Mapping[str, float]:
    records, chains = [], {}
    for filing in filings:
        record, mentions = with_mentions(from_json(filing.record), filing.gold.mentions)
        records.append(record)
        chains.update({name: mention.chain for name, mention in mentions.items()})
    gold = _sets((chain, name) for name, chain in chains.items())
    return mention_counts(gold, merge_mentions(records))


def mention_counts(gold: Chains, found: Chains) -> dict[str, float]:
    """What :func:`conll` sums, mentions that stand alone counted as chains of one, as is done on ECB+.

    The counts leave out chains of one; here each mention stands twice, which changes no share of B-cubed
    and CEAF-e. MUC counts links, of which a chain of one has none.
    """
    twice = [[[(name, n) for name in chain for n in (0, 1)] for chain in side] for side in (gold, found)]
    links = {key: n for key, n in chain_counts(gold, found).items() if key.startswith("muc.")}
    return chain_counts(*twice) | links


def _sets(rows: Iterable[tuple[Hashable, str]]) -> list[frozenset[Hashable]]:
    sets: dict[Hashable, set[Hashable]] = defaultdict(set)
    for key, name in rows:
        sets[key].add(name)
    return [frozenset(names) for names in sets.values()]


def _reports(member: Member) -> Iterator[Document[Belonging]]:
    """The reports with the incident that each is on, to be merged with those of its state and month."""
    seen: Counter[str] = Counter()
    for document in gva.documents(member):
        name = document.name if not seen[document.name] else f"{document.name} {seen[document.name]}"
        seen[document.name] += 1
        group = f"{document.gold.state or ''} {(document.report.published or '')[:7]}"
        gold = Belonging(name, group, incident=document.gold.incident_uri)
        yield Document(document.name, document.report, gold)


def _mentions(member: Member) -> Iterator[Document[Belonging]]:
    """The documents with their event mentions, to be merged with those of their topic."""
    for document in ecbplus.documents(member):
        gold = Belonging(document.name, ecbplus.topic_of(document.name), mentions=document.gold)
        yield Document(document.name, document.report, gold)


TASK = Task({gva.FORM.name: _reports, ecbplus.FORM.name: _mentions}, predicted, tally, _figures)
