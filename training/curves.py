"""A share of the samples and some heads come in, and what a model taught with no more tells goes out.

Two questions are answered so: what more samples would bring to a head, and what it gains or loses by being
taught together with others.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from sitrep.evaluate.evaluation import evaluate, load_reader
from sitrep.model.reader_model import ReaderModel as Opened
from sitrep.model.reader_model import open_model
from training.base import base_weights, load_tokenizer
from training.card import ASKED, NOT_OF_HEADS
from training.config import FIRST, Config, Round, load_config
from training.corpora import HEADS
from training.export import add_metadata, to_onnx, write_manifest
from training.network import ReaderModel
from training.prepare import load_samples, load_senses
from training.texts import Sample
from training.train import Trainer

__all__ = ["figures", "taught"]

TASKS = {"attribution": "attribution", "names": "entities", "mentions": "entities", "times": "times"}
"""Which task of ``sitrep evaluate`` tells how well a head does; ``training.folds`` tells it of acts."""


def taught(
    samples: Mapping[str, Sequence[Sample]], share: float, config: Config, folder: Path, model: ReaderModel
) -> ReaderModel:
    """``model``, taught with every so many-th sample of each head."""
    step = round(1 / share)
    kept = {head: found[::step] for head, found in samples.items()}
    Trainer(model, kept, config, folder=folder).run()
    return model.eval()


def figures(model: Opened, heads: Sequence[str], corpora: Path) -> dict[str, float]:
    """What the heads by themselves tell on the dev parts, by corpus and figure."""
    found = {}
    for asked in ASKED:
        path = corpora / asked.file
        if asked.task in {TASKS.get(head) for head in heads} and path.exists():
            scores = evaluate(
                asked.task, path, read=load_reader("rules"), split="dev", layer="heads", model=model
            )
            for name in asked.figures:
                value = scores.figures.get(name)
                if name not in NOT_OF_HEADS and value is not None:
                    found[f"{asked.file.partition('.')[0]} {name}"] = round(value, 4)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--samples", type=Path, default=Path("build/model/samples"))
    parser.add_argument("--out", type=Path, default=Path("build/model/curves.jsonl"))
    parser.add_argument("--heads", nargs="+", choices=HEADS, default=list(HEADS))
    parser.add_argument("--share", type=float, default=0.25)
    parser.add_argument("--passes", type=int, default=4)
    options = parser.parse_args()
    config = load_config(FIRST)
    config = replace(config, rounds=(Round(options.passes, 1.0),))
    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    samples = {head: load_samples(options.samples, head, "train") for head in options.heads}
    senses = load_senses(options.samples)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = taught(
            samples, options.share, config, folder, ReaderModel(base_weights(), senses=senses.rows)
        )
        path = folder / "whole.onnx"
        to_onnx(model, path)
        add_metadata(path, load_tokenizer().to_str(), senses)
        write_manifest(path, "curve")
        found = figures(open_model(path), options.heads, options.corpora)
    row = {"heads": options.heads, "share": options.share, "passes": options.passes, "figures": found}
    with options.out.open("a") as out:
        out.write(json.dumps(row) + "\n")
    print(json.dumps(row))


if __name__ == "__main__":
    main()
