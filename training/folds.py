"""Prepared samples of acts come in, and how well the head tells types of unseen sentences goes out.

The shipped model learns from all of PLV, so it cannot be measured there. Five smaller ones, each taught
with a fifth of PLV left out, can: each has the recipe of the shipped one for this head alone, with the lower
half of the encoder as published. They learn from the sentences of one's own too, or from PLV alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from sitrep.evaluate.splits import FOLDS
from sitrep.model.labels import ACTS, NO_ACT
from training.acts import FILLED, WRITTEN, YIELD
from training.base import base_weights
from training.config import Config, HeadConfig, Round, load_config
from training.network import ReaderModel, pad_samples
from training.prepare import load_samples
from training.texts import Sample
from training.train import Trainer

__all__ = ["cross_validate", "score"]

FROZEN = 3
"""Layers, from below, that stay as published."""
_FOLDED = {ACTS.index("CONCEDE"): YIELD, ACTS.index("RETREAT"): YIELD}
_TYPES = [number for number, kind in enumerate(ACTS) if kind not in {"DISASTER", "ACCIDENT", NO_ACT}]
"""PLV's: each of its sentences tells of an event of one of these."""


def cross_validate(
    samples: Sequence[Sample],
    config: Config,
    weights: dict[str, torch.Tensor],
    folder: Path,
    *,
    heads: int = 12,
    folds: Sequence[int] = range(FOLDS),
    share: float = 1.0,
    own: bool = True,
) -> dict[str, float]:
    """Accuracy and macro F1 over PLV's fifteen types, each sentence told by a model that never saw it.

    ``open`` is the accuracy where the model may also tell of nothing, or of a type that PLV lacks, as it may
    in a report. Only every so many-th sentence of PLV is learned from where ``share`` is below 1; the
    sentences of one's own are all learned from, or, without ``own``, none.
    """
    step = round(1 / share)
    gold: list[int] = []
    told: list[int] = []
    open_told: list[int] = []
    for fold in folds:
        torch.manual_seed(config.seed)
        model = ReaderModel(weights, heads=heads)
        for layer in [model.encoder.position, model.encoder.norm, *list(model.encoder.layers)[:FROZEN]]:
            layer.requires_grad_(False)
        others = [s for s in samples if s.targets["acts"]["fold"] not in {fold, WRITTEN, FILLED}]
        kept = others[::step] + [s for s in samples if own and s.targets["acts"]["fold"] == WRITTEN]
        trainer = Trainer(model, {"acts": kept}, config, folder=folder)
        trainer.run()
        asked = [sample for sample in samples if sample.targets["acts"]["fold"] == fold]
        gold += [sample.targets["acts"]["whole"] for sample in asked]
        scores = [_scores(model, sample) for sample in asked]
        told += [_folded(_TYPES[int(row[_TYPES].argmax())]) for row in scores]
        open_told += [_folded(int(row.argmax())) for row in scores]
        print(f"fold {fold}: {trainer.seconds:.0f} s, {_figures(gold, told, open_told)}", flush=True)
    return _figures(gold, told, open_told)


def _figures(gold: Sequence[int], told: Sequence[int], open_told: Sequence[int]) -> dict[str, float]:
    return {**score(gold, told), "open": score(gold, open_told)["accuracy"]}


@torch.no_grad()
def _scores(model: ReaderModel, sample: Sample) -> torch.Tensor:
    """Of each of ``ACTS``, how far the sentence as a whole tells of it."""
    model.eval()
    padded = pad_samples([sample])
    hidden = model.encoder(padded.ids, padded.case, padded.quoted, padded.mask)
    scores: torch.Tensor = model.acts["types"](hidden[0, padded.words[0]]).mean(0)
    return scores


def _folded(kind: int) -> int:
    return _FOLDED.get(kind, kind)


def score(gold: Sequence[int], told: Sequence[int]) -> dict[str, float]:
    """Accuracy, and the mean F1 of the types that gold has; both from 0 to 1."""
    pairs = list(zip(gold, told, strict=True))
    singles = []
    for kind in sorted(set(gold)):
        right = sum(g == t == kind for g, t in pairs)
        singles.append(
            2 * right / max(1, sum(g == kind for g, _ in pairs) + sum(t == kind for _, t in pairs))
        )
    accuracy = float(np.mean([g == t for g, t in pairs]))
    return {"accuracy": round(accuracy, 4), "macro": round(float(np.mean(singles)), 4), "n": len(pairs)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=Path("build/model/samples"))
    parser.add_argument("--out", type=Path, default=Path("build/model"))
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--share", type=float, default=1.0, help="of PLV's sentences to learn from")
    parser.add_argument("--plv-alone", action="store_true", help="learn nothing from sentences of one's own")
    parser.add_argument("--folds", type=int, nargs="+", default=list(range(FOLDS)))
    options = parser.parse_args()
    scratch = options.out / "folds"
    scratch.mkdir(parents=True, exist_ok=True)
    config = replace(
        load_config(),
        rounds=(Round(options.passes, 1.0),),
        heads={"acts": HeadConfig(1.0, 1.0)},
    )
    torch.set_num_threads(config.threads)
    found = cross_validate(
        load_samples(options.samples, "acts", "train"),
        config,
        base_weights(),
        scratch,
        folds=options.folds,
        share=options.share,
        own=not options.plv_alone,
    )
    row = {
        "folds": options.folds,
        "share": options.share,
        "own": not options.plv_alone,
        "passes": options.passes,
        "figures": found,
    }
    with (options.out / "folds.jsonl").open("a") as out:
        out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
