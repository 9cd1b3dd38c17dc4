"""Reports come in, and parts of sitrep beside what a user would pick in their place go out, in one run.

    python benchmarks/rivals.py [FOLDER] [--runs N]

Tokens beside spaCy's blank pipeline, times beside dateparser's search, pairs of events beside TF-IDF of their
sentences with the best match of each (scikit-learn). What is not installed is left out, and said. They do
not do the same: dateparser reads no interval and no "last week of May" as one, TF-IDF gives no evidence.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.made import make_records
from benchmarks.run import sample_of

from sitrep.annotate import annotate
from sitrep.annotate.tokens import token_offsets
from sitrep.merge.blocks import blocks
from sitrep.merge.same_event import judge
from sitrep.merge.told import Telling, condense
from sitrep.readers.times import times
from sitrep.record import Report

EVENTS = 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="reports to read instead of the sample")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    texts = list(sample_of(options.folder))[:60]
    tellings = [event for record in make_records(EVENTS // 5) for event in condense(record).events]
    print(f"{platform.platform()}, CPython {platform.python_version()}; {len(texts)} reports of 600 words")
    print(f"and {len(tellings)} tellings of made reports\n")
    print("| part | min | median | max | unit |\n|---|--:|--:|--:|---|")
    measures: list[tuple[str, Callable[[], object] | None, int, str]] = [
        ("tokens", partial(_each, lambda r: token_offsets(r.text), texts), len(texts), "reports/s"),
        ("tokens by spaCy's blank pipeline", _spacy(texts), len(texts), "reports/s"),
        ("tokens, sentences, tags", partial(_each, annotate, texts), len(texts), "reports/s"),
        ("the same, and times with intervals", partial(_each, _timed, texts), len(texts), "reports/s"),
        ("dates by dateparser's search", _dateparser(texts[:6]), len(texts[:6]), "reports/s"),
        ("pairs by blocks, judged", partial(_pairs, tellings), len(tellings), "tellings/s"),
        ("best match of each by TF-IDF", _tfidf(tellings), len(tellings), "tellings/s"),
    ]
    for name, work, count, unit in measures:
        if work is None:
            print(f"| {name} | | | | not installed |")
            continue
        rates = sorted(_rate(work, count) for _ in range(options.runs))
        middle = statistics.median(rates)
        print(f"| {name} | {rates[0]:.3g} | {middle:.3g} | {rates[-1]:.3g} | {unit} |", flush=True)


def _rate(work: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def _each(work: Callable[[Report], object], texts: Sequence[Report]) -> None:
    for report in texts:
        work(report)


def _timed(report: Report) -> object:
    return times(annotate(report))


def _spacy(texts: Sequence[Report]) -> Callable[[], object] | None:
    spacy = _installed("spacy")
    if spacy is None:
        return None
    pipeline = spacy.blank("en")
    return partial(_each, lambda report: pipeline(report.text), texts)


def _dateparser(texts: Sequence[Report]) -> Callable[[], object] | None:
    search = _installed("dateparser.search")
    if search is None:
        return None
    return partial(_each, lambda report: search.search_dates(report.text, languages=["en"]), texts)


def _pairs(tellings: Sequence[Telling]) -> int:
    """Judge every pair that shares a block."""
    known: dict[str, list[Telling]] = {}
    judged = 0
    for telling in tellings:
        keys = list(blocks(telling))
        others = {other.id: other for key in keys for other in known.get(key, ())}
        for other in others.values():
            judge(*sorted((telling, other), key=lambda one: one.id))
            judged += 1
        for key in keys:
            known.setdefault(key, []).append(telling)
    return judged


def _tfidf(tellings: Sequence[Telling]) -> Callable[[], object] | None:
    text, neighbours = _installed("sklearn.feature_extraction.text"), _installed("sklearn.neighbors")
    if text is None or neighbours is None:
        return None

    def matched() -> object:
        rows = text.TfidfVectorizer().fit_transform([telling.quote for telling in tellings])
        return neighbours.NearestNeighbors(n_neighbors=2, metric="cosine").fit(rows).kneighbors(rows)

    return matched


def _installed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


if __name__ == "__main__":
    main()
