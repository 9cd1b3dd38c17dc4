"""Events that readers judged come in, and the curve from confidence to the share that is right goes out.

    python -m training.calibrate --reports FOLDER --corpora FOLDER

``judged.csv`` holds what readers who had not seen the code found of every event of forty reports of Wikinews:
report, characters of the trigger, type, and whether it was right. The curve is fitted to all of them that are
still told, and tested on each fifth of the reports by a curve fitted to the others. Beside them stand the
sentences of the gold standard, each of which tells an event, so that more is right there. Prints the two
numbers for ``sitrep/readers/confidence.py`` and writes ``docs/reliability.svg``.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import exp
from pathlib import Path

import numpy as np

from sitrep.evaluate.evaluation import evaluate, load_reader
from sitrep.evaluate.tasks.events import FOLDED, main_event
from sitrep.intake import Failure, reports
from sitrep.readers.confidence import SHIFT, SLOPE
from sitrep.readers.reader import read_report

__all__ = ["bins", "expected_error", "fit", "plot"]

FOLDS = 5
JUDGED = Path(__file__).with_name("judged.csv")
PLOT = Path(__file__).parents[1] / "docs" / "reliability.svg"
GSR = "plover-gsr-dev.jsonl.gz"
EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Pairs = Sequence[tuple[float, bool]]


def judged(folder: Path) -> Iterator[Pairs]:
    """For each report the confidence of its judged events that are still told, and whether each is right."""
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with JUDGED.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            rows[row["report"]].append(row)
    for name, told in sorted(rows.items()):
        report = next(reports([folder / f"{name}.md"]))
        if isinstance(report, Failure):
            raise SystemExit(f"{report.where}: {report.reason}")
        now = {
            (event.type, offset): event.confidence
            for event in read_report(report).events
            for offset in range(event.trigger.start, event.trigger.end)
        }
        places = ((row, now.get((row["type"], int(row["start"])))) for row in told)
        yield [(found, row["right"] == "1") for row, found in places if found is not None]


def held_out(groups: Sequence[Pairs]) -> Iterator[tuple[float, bool]]:
    """Each pair with its confidence by the curve of the other four fifths of the groups."""
    for part in range(FOLDS):
        slope, shift = fit([pair for i, group in enumerate(groups) if i % FOLDS != part for pair in group])
        for confidence, right in (pair for group in groups[part::FOLDS] for pair in group):
            held = min(0.95, max(0.05, confidence))
            yield 1 / (1 + (held / (1 - held)) ** -slope * exp(-shift)), right


def of_gold(corpora: Path) -> Iterator[tuple[float, bool]]:
    """The main event of each sentence of the gold standard, and whether its type is gold's."""
    for sentence in evaluate("events", corpora / GSR, read=load_reader("model"), split="dev").predictions:
        main = main_event(sentence.gold, sentence.predicted)
        if main is not None:
            wanted = sentence.gold.type
            yield main.confidence, FOLDED.get(main.type, main.type) == FOLDED.get(wanted, wanted)


def fit(pairs: Pairs) -> tuple[float, float]:
    """Slope and shift of the logistic curve over log odds that makes ``pairs`` likeliest, by Newton."""
    confidence = np.clip([c for c, _ in pairs], 0.05, 0.95)
    inputs = np.stack([np.log(confidence / (1 - confidence)), np.ones(len(pairs))], axis=1)
    right = np.array([r for _, r in pairs], float)
    weights = np.zeros(2)
    for _ in range(50):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        bend = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        weights += np.linalg.solve(bend, inputs.T @ (right - likely))
    return float(weights[0]), float(weights[1])


def bins(pairs: Pairs, edges: Sequence[float]) -> list[tuple[float, float, int]]:
    """Mean confidence, share that is right, and number of the pairs between each two ``edges``."""
    rows = []
    for low, high in pairwise(edges):
        inside = [(c, r) for c, r in pairs if low <= c < high]
        if inside:
            confidences, rights = zip(*inside, strict=True)
            rows.append((sum(confidences) / len(inside), sum(rights) / len(inside), len(inside)))
    return rows


def expected_error(rows: Iterable[tuple[float, float, int]]) -> float:
    """The mean distance between confidence and share, by numbers of events (expected calibration error)."""
    rows = list(rows)
    return sum(n * abs(c - r) for c, r, n in rows) / sum(n for *_, n in rows)


def plot(rows: Sequence[tuple[float, float, int]]) -> str:
    """An SVG of confidence against the share that is right: a dot a bin, as large as it has events."""
    size, margin = 320, 40
    place = {True: lambda share: margin + share * size, False: lambda share: margin + (1 - share) * size}
    marks = [
        f'<circle cx="{place[True](c):.1f}" cy="{place[False](r):.1f}" r="{3 + n**0.5:.1f}" fill="#1f5fa8" '
        f'fill-opacity=".75"><title>{n} events given {c:.2f}, {r:.2f} right</title></circle>'
        for c, r, n in rows
    ]
    ticks = [
        f'<text x="{place[True](s):.0f}" y="{margin + size + 16}" text-anchor="middle">{s:.1f}</text>'
        f'<text x="{margin - 6}" y="{place[False](s) + 4:.0f}" text-anchor="end">{s:.1f}</text>'
        for s in (0, 0.2, 0.4, 0.6, 0.8, 1)
    ]
    whole = size + 2 * margin
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}"',
            ' font-family="sans-serif" font-size="11">',
            f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
            f'<rect x="{margin}" y="{margin}" width="{size}" height="{size}" fill="none" stroke="#999"/>',
            f'<line x1="{margin}" y1="{margin + size}" x2="{margin + size}" y2="{margin}"',
            ' stroke="#999" stroke-dasharray="4"/>',
            *ticks,
            *marks,
            f'<text x="{whole / 2}" y="{whole - 6}" text-anchor="middle">confidence of the event</text>',
            f'<text x="12" y="{whole / 2}" text-anchor="middle" transform="rotate(-90 12 {whole / 2})">',
            "share that is right</text>",
            "</svg>\n",
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args()
    groups = list(judged(options.reports))
    learned = [pair for group in groups for pair in group]
    tested = list(held_out(groups))
    slope, shift = fit(learned)
    # What the reader gives is calibrated by the curve that it has; a curve over a curve is one again.
    print(f"SLOPE = {slope * SLOPE:.3f}\nSHIFT = {slope * SHIFT + shift:.3f}")
    gold = list(of_gold(options.corpora))
    for name, pairs in (("as read", learned), ("held out", tested), ("gold sentences", gold)):
        rows = bins(pairs, EDGES)
        print(
            f"{name}: {len(pairs)} events, {sum(r for _, r in pairs) / len(pairs):.3f} right, "
            f"mean confidence {sum(c for c, _ in pairs) / len(pairs):.3f}, "
            f"expected error {expected_error(rows):.3f}"
        )
        for confidence, share, count in rows:
            print(f"  {confidence:.2f}  {share:.2f}  {count}")
    PLOT.write_text(plot(bins(tested, EDGES)), encoding="utf-8")


if __name__ == "__main__":
    main()
