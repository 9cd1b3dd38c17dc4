"""Reports come in, and how fast and how large sitrep is on this machine goes out, as Markdown.

    python benchmarks/run.py [FOLDER] [--texts N] [--runs N]

Without a folder the sample reports serve. Either way they are joined, paragraph by paragraph, to texts
of about 600 words. Times of one machine say little, so each stands beside a measure of the same run: the
plainest work on the same texts that Python can do, splitting them into words with one regular expression.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from sitrep.annotate import annotate
from sitrep.annotate.sentences import sentence_offsets
from sitrep.codebook import load_codebook
from sitrep.demo import demo_reports
from sitrep.gazetteer import open_gazetteer
from sitrep.intake import Failure, from_text, reports
from sitrep.model.reader_model import open_model
from sitrep.readers.figures import figures
from sitrep.readers.naming import Namer, Naming, NamingScope
from sitrep.readers.phrases import noun_chunks, noun_phrases
from sitrep.readers.places import toponyms
from sitrep.readers.reader import HEADS_READ, read_report
from sitrep.readers.times import times
from sitrep.record import Report

WORDS = 600
BARE = ()
"""No head: one output of the encoder, a sixtieth of its work, is asked for and thrown away."""
USED = HEADS_READ


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="reports to read instead of the sample")
    parser.add_argument("--texts", type=int, default=60, help="how many texts, at most")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each measure")
    options = parser.parse_args()
    texts = list(islice(sample_of(options.folder), options.texts))
    length = statistics.mean(len(report.text.split()) for report in texts)
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{len(texts)} reports of {length:.0f} words on average\n")
    print("| measure | min | median | max |")
    print("|---|--:|--:|--:|")
    words = _rates(texts, lambda r: re.findall(r"\w+", r.text), options.runs)
    tokens = _rates(texts, annotate, options.runs)
    arithmetic = _rates(texts, _arithmetic, options.runs)
    rules = _rates(texts, partial(read_report, reader="rules"), options.runs)
    whole = _rates(texts, read_report, options.runs)
    bare, headed = _rates(texts, _encoded(BARE), options.runs), _rates(texts, _encoded(USED), options.runs)
    _row("words by one regular expression, reports a second", words)
    _row("tokens, sentences and tags, reports a second", tokens)
    _row("times, figures, places and codes, reports a second", arithmetic)
    _row("whole record by rules, reports a second", rules)
    _row(
        "ratio of whole record to words, per mille", [1000 * a / b for a, b in zip(rules, words, strict=True)]
    )
    _row("whole record by model and rules, reports a second", whole)
    _row("encoder alone, reports a second", bare)
    _row("encoder with the heads of the reader and their decoders, reports a second", headed)
    _row("ratio of the two, per cent", [100 * a / b for a, b in zip(headed, bare, strict=True)])
    _row("one report of 600 words from a cold start, seconds", _cold_starts(texts, options.runs))
    _row("start of Python alone, seconds", _timed([sys.executable, "-c", "pass"], options.runs))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory of this run: {peak:.0f} MiB")


def _encoded(heads: Sequence[str]) -> Callable[[Report], object]:
    """Runs the encoder over a report, and decodes ``heads``."""
    model = open_model()

    def run(report: Report) -> object:
        sentences = sentence_offsets(report.text)
        if heads:
            return model.read(report.text, sentences, (), heads)
        return model.encode(report.text, sentences)

    return run


def known_reports(folder: Path | None) -> list[Report]:
    """The reports of a folder, or of the sample."""
    return [found for found in reports([folder or demo_reports()]) if not isinstance(found, Failure)]


def sample_of(folder: Path | None) -> Iterator[Report]:
    """The same, joined to texts of about 600 words."""
    sample = known_reports(folder)
    # The sample is small: it is begun again at each of its reports, so that no text comes twice.
    rounds = [sample] if folder else [sample[i:] + sample[:i] for i in range(len(sample))]
    for number, row in enumerate(rounds):
        for shift, text in enumerate(_joined(row)):
            yield from_text(text, published="2020-08-30", publisher=f"Benchmark {number}.{shift}")


def _joined(sample: list[Report]) -> Iterator[str]:
    paragraphs: list[str] = []
    for paragraph in (p for report in sample for p in report.text.split("\n\n")):
        paragraphs.append(paragraph)
        if sum(len(p.split()) for p in paragraphs) >= WORDS:
            yield "\n\n".join(paragraphs)
            paragraphs = []


def _arithmetic(report: Report) -> list[Naming | None]:
    """The layers that are arithmetic on words: times, figures, places, and codes of every noun phrase."""
    annotation, gazetteer = annotate(report), open_gazetteer()
    places = toponyms(annotation, gazetteer)
    times(annotation)
    figures(annotation)
    chunks = [noun_chunks(annotation, sentence) for sentence in annotation.sentences]
    namer = Namer(
        NamingScope(annotation, load_codebook(), gazetteer, places, (c for row in chunks for c in row))
    )
    return [namer.naming(phrase) for row in chunks for phrase in noun_phrases(annotation, row)]


def _rates(texts: list[Report], work: Callable[[Report], object], runs: int) -> list[float]:
    """Reports a second of ``work``, for each of ``runs`` passes after one that is not counted."""
    rates = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        for report in texts:
            work(report)
        rates.append(len(texts) / (time.perf_counter() - start))
    return rates[1:]


def _cold_starts(texts: list[Report], runs: int) -> list[float]:
    report = max(texts, key=lambda r: -abs(len(r.text.split()) - WORDS))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text(report.text, encoding="utf-8")
        command = [sys.executable, "-m", "sitrep.cli", "read", "--published", "2020-08-30", str(path)]
        return _timed(command, runs)


def _timed(command: list[str], runs: int) -> list[float]:
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return times[1:]


def _row(name: str, values: list[float]) -> None:
    low, middle, high = min(values), statistics.median(values), max(values)
    print(f"| {name} | {low:.3g} | {middle:.3g} | {high:.3g} |")


if __name__ == "__main__":
    main()
