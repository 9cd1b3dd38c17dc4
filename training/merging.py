"""Gun violence reports up to 2015 and ECB+ less its dev topics come in, and weights.yaml goes out.

``python -m training.merging`` reads the reports (once: records are kept under ``build/merging``), fits the
two logistic regressions of :mod:`sitrep.merge.scorer` and writes their weights, which are a few numbers with
a line each that says what they are. ``--baselines`` instead scores two simple ways of merging reports.

Of two reports on one incident it is not marked which of their events are one. A pair of reports is
therefore learned from by its most alike pair of tellings, which is chosen anew after each fit.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import combinations
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from sitrep.evaluate.evaluation import load_documents
from sitrep.evaluate.gold import Document
from sitrep.evaluate.tasks.merging import Belonging, pair_counts, with_mentions
from sitrep.merge.blocks import blocks
from sitrep.merge.clusters import Groups
from sitrep.merge.features import differences
from sitrep.merge.same_event import contradictions
from sitrep.merge.told import Telling, condense
from sitrep.readers.reader import read_report
from sitrep.record import Record
from sitrep.record.codec import from_json, to_json

__all__ = ["Bag", "baselines", "fit", "main", "report_bags", "topic_rows"]

Array = npt.NDArray[np.float64]
Row = Mapping[str, float]

GVA, ECBPLUS = "gva-docs.jsonl.gz", "ecbplus-train.tar.gz"
WINDOW = 31
"""Days between two reports that are set side by side."""
YEAR = 364
"""Days that the years are moved to lie over one another: one archive as dense as a later, larger one."""
ROUNDS = 6
PENALTY = 1.0
EASY = 0.1
"""What all pairs of ECB+ documents count beside all pairs of reports, for which they tell of no day."""
WEIGHTS = "weights.yaml"
FOR = (
    "same ",
    "more same ",
    "names ",
    "words ",
    "sentences ",
    "told ",
    "leads ",
    "titles ",
    "place: same",
    "place: place",
)
AGAINST = ("other ", "days do not", "days between", "days apart", "place: apart")
"""How the names of features begin that speak for one event, or against it."""


@dataclass(frozen=True, slots=True)
class Bag:
    """All pairs of tellings of two reports that may be one event, and whether the reports are on one."""

    rows: tuple[Row, ...]
    is_same: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of one topic: their features, whether they are one event, and of one story."""

    row: Row
    is_same: bool
    is_one_story: bool
    documents: tuple[str, str]


def records(documents: Sequence[Document[Belonging]], kept: Path) -> dict[str, Record]:
    """The record of each document by the report's id, those read before from the file ``kept``."""
    found = {}
    if kept.is_file():
        with kept.open(encoding="utf-8") as lines:
            found = {record.report.id: record for record in map(from_json, lines)}
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("a", encoding="utf-8") as lines:
        for document in documents:
            if document.report.id not in found:
                found[document.report.id] = record = read_report(document.report)
                lines.write(to_json(record) + "\n")
    return found


def report_bags(documents: Sequence[Document[Belonging]], read: Mapping[str, Record]) -> Iterator[Bag]:
    """A bag for any two reports of one state within :data:`WINDOW` days, the years laid over one another."""
    by_state = defaultdict(list)
    for document in documents:
        published = document.report.published or ""
        years = int(published[:4]) - 2013
        tellings = [_moved(t, years * YEAR) for t in condense(read[document.report.id]).events]
        day = date.fromisoformat(published[:10]).toordinal() - years * YEAR
        by_state[document.gold.group[:-8]].append((day, document, tellings))
    for rows in by_state.values():
        for (day, a, ours), (other_day, b, theirs) in combinations(rows, 2):
            is_same = a.gold.incident == b.gold.incident
            is_one_year = (a.report.published or "")[:4] == (b.report.published or "")[:4]
            if abs(day - other_day) > WINDOW or a.report.id == b.report.id or (is_same and not is_one_year):
                continue
            found = tuple(_rows(ours, theirs))
            if found:
                yield Bag(found, is_same)


def _moved(telling: Telling, days: int) -> Telling:
    told_on = telling.told_on - days if telling.told_on is not None else None
    span = telling.days
    moved = replace(span, first=span.first - days, last=span.last - days) if span else None
    about = replace(telling.background, days=tuple(day - days for day in telling.background.days))
    return replace(telling, told_on=told_on, days=moved, background=about)


def _rows(ours: Sequence[Telling], theirs: Sequence[Telling]) -> Iterator[Row]:
    keys = [frozenset(blocks(telling)) for telling in theirs]
    for a in ours:
        mine = frozenset(blocks(a))
        for b, other in zip(theirs, keys, strict=True):
            if not mine.isdisjoint(other) and not any(True for _ in contradictions(a, b)):
                yield differences(a, b)


def topic_rows(documents: Sequence[Document[Belonging]], read: Mapping[str, Record]) -> Iterator[Pair]:
    """Every pair of mentions of a topic of ECB+ that nothing forbids to be one event."""
    by_topic = defaultdict(list)
    for document in documents:
        record, mentions = with_mentions(read[document.report.id], document.gold.mentions)
        for telling in condense(record).events:
            by_topic[document.gold.group].append((telling, document.name, mentions[telling.id].chain))
    for rows in by_topic.values():
        for (a, name_a, chain_a), (b, name_b, chain_b) in combinations(rows, 2):
            if not any(True for _ in contradictions(a, b)):
                is_one_story = name_a.endswith("plus") == name_b.endswith("plus")
                yield Pair(differences(a, b), chain_a == chain_b, is_one_story, (name_a, name_b))


class Table:
    """Rows of features as an array with a column for each of ``names``."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._columns = {name: number for number, name in enumerate(self.names)}

    def array(self, rows: Sequence[Row]) -> Array:
        """One row each; features without a column are left out."""
        table = np.zeros((len(rows), len(self.names)))
        for number, row in enumerate(rows):
            for name, value in row.items():
                if name in self._columns:
                    table[number, self._columns[name]] = value
        return table


def logistic(x: Array, y: Array, weights: Array, *, penalty: float = PENALTY, steps: int = 25) -> Array:
    """Weights of a logistic regression by Newton's method; the first column, the bias, is not held small."""
    held = np.full(x.shape[1], penalty)
    held[0] = 1e-6
    found = np.zeros(x.shape[1])
    for _ in range(steps):
        p = sigmoid(x @ found)
        slope = x.T @ (weights * (y - p)) - held * found
        bend = (x * (weights * p * (1 - p))[:, None]).T @ x + np.diag(held)
        step: Array = np.linalg.solve(bend, slope)
        found = found + step
        if np.abs(step).max() < 1e-6:
            break
    return found


def sign_of(name: str) -> int:
    """1 for a feature that can only speak for one event, -1 against it, 0 where it may do either."""
    if name.startswith(AGAINST):
        return -1
    return 1 if name.startswith(FOR) else 0


def signed_logistic(names: Sequence[str], x: Array, y: Array, weights: Array) -> Array:
    """As :func:`logistic`, without the features whose weight would say the opposite of their name."""
    signs = np.array([sign_of(name) for name in names])
    free = np.ones(len(names), bool)
    while True:
        found = np.zeros(len(names))
        found[free] = logistic(x[:, free], y, weights)
        wrong = found * signs < 0
        if not wrong.any():
            return found
        free &= ~wrong


def sigmoid(z: Array) -> Array:
    """The logistic function."""
    p: Array = 1 / (1 + np.exp(-np.clip(z, -40, 40)))
    return p


def fit(
    bags: Sequence[Bag], pairs: Sequence[Pair], story: Sequence[str], act: Sequence[str], act_counts: float
) -> tuple[dict[str, float], dict[str, float]]:
    """The weights of the features ``story`` and ``act``, the first of each being the bias."""
    stories, acts = Table(story), Table(act)
    close = [pair for pair in pairs if pair.is_one_story]
    act_weights = signed_logistic(
        act,
        acts.array([pair.row for pair in close]),
        np.array([pair.is_same for pair in close], float),
        np.ones(len(close)),
    )
    rows = [row for bag in bags for row in bag.rows]
    ends = np.cumsum([len(bag.rows) for bag in bags])
    in_story, in_act = stories.array(rows), sigmoid(acts.array(rows) @ act_weights) ** act_counts
    other = list(_document_pairs(pairs))
    other_x, other_y = stories.array([pair.row for pair in other]), [pair.is_one_story for pair in other]
    y = np.array([*(bag.is_same for bag in bags), *other_y], float)
    weights = np.ones(len(y))
    weights[len(bags) :] = EASY * len(bags) / max(1, len(other))
    story_weights = np.array([sign_of(name) for name in story], float)
    for _ in range(ROUNDS):
        alike = in_act * sigmoid(in_story @ story_weights)
        chosen = [
            int(start + alike[start:end].argmax()) for start, end in zip((0, *ends), ends, strict=False)
        ]
        story_weights = signed_logistic(story, np.concatenate([in_story[chosen], other_x]), y, weights)
    return dict(zip(story, story_weights.tolist(), strict=True)), dict(
        zip(act, act_weights.tolist(), strict=True)
    )


def _document_pairs(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """One pair of mentions for any two documents, of one event where they have any."""
    chosen: dict[tuple[str, str], Pair] = {}
    for pair in pairs:
        if pair.documents[0] != pair.documents[1] and (pair.is_same or pair.documents not in chosen):
            chosen[pair.documents] = pair
    return iter(chosen.values())


def baselines(
    train: Sequence[Document[Belonging]], dev: Sequence[Document[Belonging]], read: Mapping[str, Record]
) -> dict[str, Any]:
    """Pairwise F1 on ``dev`` of TF-IDF cosine, its threshold best on ``train``, and of same city and day."""
    rarity = _rarity([document.report.text for document in train])
    vectors = {d.report.id: _vector(d.report.text, rarity) for d in (*train, *dev)}

    def cosine(a: Document[Belonging], b: Document[Belonging]) -> float:
        ours, theirs = vectors[a.report.id], vectors[b.report.id]
        return sum(value * theirs.get(word, 0.0) for word, value in ours.items())

    last = [d for d in train if (d.report.published or "")[:4] == "2015"]
    thresholds = [round(0.02 * step, 2) for step in range(5, 31)]
    best = max(thresholds, key=lambda least: _pairwise(last, lambda a, b: cosine(a, b) >= least))
    spots = {name: _spots(record) for name, record in read.items()}
    return {
        "tfidf": _pairwise(dev, lambda a, b: cosine(a, b) >= best),
        "tfidf threshold": best,
        "same city and day": _pairwise(dev, lambda a, b: bool(spots[a.report.id] & spots[b.report.id])),
    }


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    count = Counter(word for text in texts for word in set(_words(text)))
    return {word: log((1 + len(texts)) / (1 + n)) + 1 for word, n in count.items()} | {
        "": log(1 + len(texts)) + 1
    }


def _vector(text: str, rarity: Mapping[str, float]) -> dict[str, float]:
    counts = Counter(_words(text))
    vector = {word: (1 + log(n)) * rarity.get(word, rarity[""]) for word, n in counts.items()}
    norm = sum(value**2 for value in vector.values()) ** 0.5 or 1.0
    return {word: value / norm for word, value in vector.items()}


def _words(text: str) -> list[str]:
    return [
        word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if len(word) > 1
    ]


def _spots(record: Record) -> frozenset[tuple[str, str]]:
    """City and day of each event that has both."""
    cities = {place.id: place.name for place in record.places if place.precision == "city"}
    return frozenset(
        (cities[e.place], e.earliest[:10])
        for e in record.events
        if e.place in cities and e.earliest and e.latest and e.earliest[:10] == e.latest[:10]
    )


def _pairwise(documents: Sequence[Document[Belonging]], are_one: Any) -> float:
    groups: dict[str, list[Document[Belonging]]] = defaultdict(list)
    for document in documents:
        groups[document.gold.group].append(document)
    totals: Counter[str] = Counter()
    for members in groups.values():
        joined = Groups(document.gold.document for document in members)
        for a, b in combinations(members, 2):
            if a.report.id == b.report.id or are_one(a, b):
                joined.join(a.gold.document, b.gold.document)
        sets: tuple[dict[Any, set[str]], ...] = (defaultdict(set), defaultdict(set))
        for document in members:
            sets[0][document.gold.incident].add(document.gold.document)
            sets[1][joined.root(document.gold.document)].add(document.gold.document)
        gold, found = ([frozenset(names) for names in side.values()] for side in sets)
        totals.update(pair_counts(gold, found))
    both = 2 * totals["pairwise.matched"] / max(1, totals["pairwise.gold"] + totals["pairwise.found"])
    return round(both, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--kept", type=Path, default=Path("build/merging"), help="where records are kept")
    parser.add_argument("--baselines", action="store_true")
    options = parser.parse_args()
    train = load_documents("merging", options.corpora / GVA, split="train")
    if options.baselines:
        dev = load_documents("merging", options.corpora / GVA, split="dev")
        read = records([*train, *dev], options.kept / "reports.jsonl")
        print(json.dumps(baselines(train, dev, read)))
        return
    bags = list(report_bags(train, records(train, options.kept / "reports.jsonl")))
    topics = load_documents("merging", options.corpora / ECBPLUS, split="train")
    pairs = list(topic_rows(topics, records(topics, options.kept / "topics.jsonl")))
    path = Path(str(files("sitrep.merge") / WEIGHTS))
    data = yaml.safe_load(path.read_text("utf-8"))
    story, act = fit(bags, pairs, list(data["story"]), list(data["act"]), data["act_counts"])
    path.write_text(_written(path.read_text("utf-8"), {"story": story, "act": act}), "utf-8")


def _written(text: str, found: Mapping[str, Mapping[str, float]]) -> str:
    """``text`` with the number of each line of a section replaced; all else stays as it is."""
    lines, section = [], ""
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            section = line.partition(":")[0]
        name = line.strip().rpartition(": {weight:")[0].strip('"')
        if section in found and name in found[section]:
            rest = line.rpartition(": {weight:")[2].partition(",")[2]
            line = f'  "{name}": {{weight: {found[section][name]:.2f},{rest}'
        lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
