"""The shipped file and the dev parts of the corpora come in, and the model card with all figures goes out."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitrep.evaluate.evaluation import Evaluation, evaluate, load_reader
from sitrep.model.file import MODEL_FILE, read_manifest
from sitrep.model.reader_model import ReaderModel, open_model
from training.config import Config, load_config
from training.similarity import neighbours

__all__ = ["ASKED", "NOT_OF_HEADS", "Scores", "card", "measure"]

CARD = Path(__file__).parents[1] / "docs" / "model-card.md"
ABOUT = Path(__file__).with_name("card.md")


@dataclass(frozen=True)
class Asked:
    """A corpus that the card reports, and the figures of it that are shown."""

    task: str
    file: str
    figures: tuple[str, ...]


ASKED = (
    Asked("attribution", "polnear-dev.jsonl.gz", ("cue.exact", "speaker.exact", "content.exact", "relation")),
    Asked("entities", "worldwide-ner-train.tar.gz", ("exact",)),
    Asked("entities", "gum-dev.tar.gz", ("exact",)),
    Asked("times", "tempeval3-tbaq.tar.gz", ("strict", "relaxed", "value")),
    Asked("times", "wikiwars-train.tar.gz", ("strict", "relaxed", "value")),
    Asked("roles", "ewt-roles-train.jsonl.gz", ("predicate", "sense", "argument")),
    Asked("coreference", "gum-dev.tar.gz", ("conll", "muc", "b3", "ceaf")),
    Asked("factuality", "factuality.jsonl.gz", ("pearson", "happened")),
    Asked(
        "events", "plover-gsr-dev.jsonl.gz", ("accuracy", "macro", "accuracy15", "quad", "actor", "recipient")
    ),
)


@dataclass(frozen=True)
class Scores:
    """What one corpus gave: the rules alone, the whole reader, and the heads in 8 and in 32 bits."""

    asked: Asked
    rules: Evaluation
    reader: Evaluation
    heads: Evaluation
    whole: Evaluation | None


def measure(corpora: Path, whole: ReaderModel | None) -> Iterator[Scores]:
    """The scores of every corpus that is there, on its dev part."""
    for asked in ASKED:
        path = corpora / asked.file
        if not path.exists():
            continue

        def scored(
            reader: str = "rules", path: Path = path, asked: Asked = asked, **options: Any
        ) -> Evaluation:
            return evaluate(asked.task, path, read=load_reader(reader), split="dev", **options)

        heads = scored(layer="heads")
        wide = scored(layer="heads", model=whole) if whole else None
        yield Scores(asked, scored("rules"), scored("model"), heads, wide)


def card(
    scores: Iterable[Scores], corpora: Path, run: Path, config: Config, *, learned: Path | None = None
) -> str:
    """The card as Markdown: what is written by hand, with the tables put in where it says so.

    ``learned`` is the folder of what :mod:`training.folds` and :mod:`training.curves` found.
    """
    scores = list(scores)
    parts = {
        "version": read_manifest().version,
        "size": f"{MODEL_FILE.stat().st_size / 1e6:.1f}",
        "sha256": read_manifest().sha256,
        "scores": _table(scores),
        "precision": _precision(scores),
        "corpora": _corpora(corpora),
        "run": _run(run, config),
        "similarity": _similarity(corpora),
        "folds": _folds(_rows(learned, "folds.jsonl")),
        "curves": _curves(_rows(learned, "curves.jsonl")),
    }
    text = ABOUT.read_text("utf-8")
    for name, value in parts.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def _table(scores: Iterable[Scores]) -> str:
    lines = [
        "| task | corpus | n | figure | rules | reader | 95 % | heads alone |",
        "|---|---|--:|---|--:|--:|---|--:|",
    ]
    for row in scores:
        for figure in row.asked.figures:
            corpus = row.asked.file.partition(".")[0]
            alone = _number(row.heads.figures.get(figure)) if figure not in NOT_OF_HEADS else ""
            if row.asked.task in NOT_OF_RECORDS:
                rules = value = ""
                bounds = row.heads.ci[figure]
            else:
                rules, value = _number(row.rules.figures[figure]), _number(row.reader.figures[figure])
                bounds = row.reader.ci[figure]
            interval = " to ".join(map(_number, bounds))
            lines.append(
                f"| {row.asked.task} | {corpus} | {row.reader.n} | `{figure}` "
                f"| {rules} | {value} | {interval} | {alone} |"
            )
    return "\n".join(lines)


NOT_OF_HEADS = frozenset({"value", "actor", "recipient"})
NOT_OF_RECORDS = frozenset({"roles", "coreference", "factuality"})
"""Tasks of what a record holds in part only: rules and reader have no figure, the interval is the heads'."""


def _precision(scores: Iterable[Scores]) -> str:
    lines = ["| task | corpus | figure | 32 bits | 8 bits | lost |", "|---|---|---|--:|--:|--:|"]
    for row in scores:
        if row.whole is None:
            continue
        for figure in (f for f in row.asked.figures if f not in NOT_OF_HEADS):
            wide, small = row.whole.figures[figure], row.heads.figures[figure]
            if wide is not None and small is not None:
                lines.append(
                    f"| {row.asked.task} | {row.asked.file.partition('.')[0]} | `{figure}` "
                    f"| {wide:.4f} | {small:.4f} | {wide - small:+.4f} |"
                )
    return "\n".join(lines)


def _corpora(folder: Path) -> str:
    rows = json.loads((folder / "INDEX.json").read_text("utf-8"))
    lines = ["| file | what and on what terms | marked for | here |", "|---|---|---|---|"]
    for row in rows:
        used = _USES.get(row["file"])
        if used:
            about, use = (_ORDERS.sub("", row[key].replace("|", "/")) for key in ("about", "use"))
            lines.append(f"| {row['file']} | {about} | {use} | {used} |")
    return "\n".join(lines)


# What the index asks of whoever works with a set says nothing of the set.
_ORDERS = re.compile(
    r": no text of it may enter.*|, see DESIGN part \d+| Score only the sentences in the CSV\."
)
_USES = {
    "polnear-train.jsonl.gz": "attribution, trained",
    "polnear-dev.jsonl.gz": "attribution, measured",
    "worldwide-ner-train.tar.gz": "names, trained and measured",
    "gum-train.tar.gz": "mentions and coreference, trained; sentences that tell no event",
    "gum-dev.tar.gz": "mentions and coreference, measured",
    "ewt-roles-train.jsonl.gz": "roles and senses, trained and measured",
    "factuality.jsonl.gz": "factuality, trained and measured",
    "tempeval3-tbaq.tar.gz": "times, trained and measured",
    "wikiwars-train.tar.gz": "times, trained and measured",
    "plv-train.jsonl.gz": "types of events, trained",
    "plover-gsr-dev.jsonl.gz": "types of events, measured",
    "ecbplus-train.tar.gz": "similarity of sentences, measured",
}


def _run(run: Path, config: Config) -> str:
    told = json.loads((run / "run.json").read_text("utf-8"))
    runs = [told]
    while begun := runs[0].get("begun"):
        runs.insert(0, begun)
    steps = " and ".join(str(each["steps"]) for each in runs)
    seconds = sum(each["seconds"] for each in runs)
    return (
        f"Seed {config.seed}; {steps} steps of about {config.batch_pieces} pieces; "
        f"{seconds / 60:.0f} minutes on {config.threads} cores without a GPU."
    )


_UNMEASURED = "Not measured for this file yet."


def _rows(folder: Path | None, name: str) -> list[dict[str, Any]]:
    path = folder / name if folder else None
    return [json.loads(line) for line in path.read_text().splitlines()] if path and path.exists() else []


def _folds(rows: Iterable[Mapping[str, Any]]) -> str:
    lines = [
        "| share of PLV | our own sentences | folds | passes | n | accuracy | macro F1 | any type or none |",
        "|--:|---|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        found = row["figures"]
        lines.append(
            f"| {row['share']:.0%} | {'yes' if row['own'] else 'no'} | {len(row['folds'])} | {row['passes']} "
            f"| {found['n']} | {_number(found['accuracy'])} | {_number(found['macro'])} "
            f"| {_number(found['open'])} |"
        )
    return "\n".join(lines) if len(lines) > 2 else _UNMEASURED


def _curves(rows: Iterable[Mapping[str, Any]]) -> str:
    lines = ["| heads taught | share of samples | passes | figures |", "|---|--:|--:|---|"]
    for row in rows:
        told = "; ".join(f"{name} {_number(value)}" for name, value in row["figures"].items())
        lines.append(f"| {', '.join(row['heads'])} | {row['share']:.0%} | {row['passes']} | {told} |")
    return "\n".join(lines) if len(lines) > 2 else _UNMEASURED


def _similarity(corpora: Path) -> str:
    path = corpora / "ecbplus-train.tar.gz"
    if not path.exists():
        return ""
    before, after, count = neighbours(path, open_model())
    return (
        f"Of {count} documents of ECB+ (its dev topics), the nearest other document by the mean of its "
        f"sentences' vectors tells of the same seminal event for {before:.3f} with the published encoder "
        f"and for {after:.3f} with this one."
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--run", type=Path, default=Path("build/model/run"))
    parser.add_argument("--whole", type=Path, help="the 32-bit file, to set beside the one that ships")
    parser.add_argument("--learned", type=Path, default=Path("build/model"))
    parser.add_argument("--out", type=Path, default=CARD)
    options = parser.parse_args()
    config = load_config()
    whole = open_model(options.whole) if options.whole else None
    text = card(
        measure(options.corpora, whole),
        options.corpora,
        options.run,
        config,
        learned=options.learned,
    )
    options.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
