"""The shipped reader with ever more of its heads comes in, and what each adds goes out as a table.

    python tools/ablation.py [CORPORA]

Each row reads the dev parts of the corpora anew: first the rules alone, then the heads one after another in
the order in which the reader leans on them. The table stands in docs/reading-audit.md.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sitrep.codebook import load_codebook
from sitrep.evaluate.evaluation import evaluate
from sitrep.gazetteer import open_gazetteer
from sitrep.readers.reader import TextReader

STEPS = (
    ("triggers and rules alone", ()),
    ("+ attributions, names, times", ("attribution", "names", "times")),
    ("+ types of events", ("acts",)),
    ("+ roles", ("roles",)),
    ("+ coreference", ("coreference",)),
    ("+ factuality", ("factuality",)),
)
ASKED = (
    (
        "events",
        "plover-gsr-dev.jsonl.gz",
        ("accuracy", "accuracy15", "quad", "actor", "recipient", "country", "per_sentence"),
    ),
    ("attribution", "polnear-dev.jsonl.gz", ("relation",)),
    ("coreference", "gum-dev.tar.gz", ("conll",)),
    ("factuality", "factuality.jsonl.gz", ("pearson",)),
)
SAMPLE = {"factuality.jsonl.gz": 400}


def main(corpora: Path) -> None:
    names = [figure for _, _, figures in ASKED for figure in figures]
    print("| reader | " + " | ".join(f"`{name}`" for name in names) + " |")
    print("|---" * (len(names) + 1) + "|")
    heads: tuple[str, ...] = ()
    for label, added in STEPS:
        heads += added
        reader = TextReader(load_codebook(), open_gazetteer(), reader="model" if heads else "rules")
        reader.heads = heads
        row = []
        for task, file, figures in ASKED:
            found = evaluate(
                task, corpora / file, read=reader.read, split="dev", sample=SAMPLE.get(file)
            ).figures
            row += [found[figure] for figure in figures]
        print(f"| {label} | " + " | ".join("" if f is None else f"{f:.3f}" for f in row) + " |", flush=True)


if __name__ == "__main__":
    default = os.environ.get("SITREP_CORPORA", Path(__file__).parents[2] / "shared" / "corpora")
    main(Path(sys.argv[1] if len(sys.argv) > 1 else default))
