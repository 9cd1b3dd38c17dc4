"""The corpora come in and files of samples go out: the first stage of `make model`."""

from __future__ import annotations

import argparse
import pickle
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from sitrep.model.senses import Senses
from training.base import base_weights, load_tokenizer
from training.corpora import HEADS, SPLITS, digest_of, read_samples
from training.frames import read_senses
from training.network import Encoder, mean_vectors
from training.texts import Sample

__all__ = ["load_samples", "load_senses", "prepare", "teach_vectors"]

SENSES = "senses.json"
_TEACHING = ("attribution", "names")
_TAUGHT = 4
"""Of so many samples of news one keeps the vectors of the published encoder."""


def prepare(
    corpora: Path,
    out: Path,
    *,
    tokenizer: Tokenizer | None = None,
    weights: dict[str, torch.Tensor] | None = None,
) -> None:
    """Write ``HEAD-SPLIT.pickle`` for each head and split; what is there already is kept.

    ``tokenizer`` and ``weights`` are those of the published encoder, if None.
    """
    tokenizer = tokenizer or load_tokenizer()
    out.mkdir(parents=True, exist_ok=True)
    if not (out / SENSES).exists():
        (out / SENSES).write_text(read_senses(corpora).to_json())
    for head in HEADS:
        for split in SPLITS:
            path = out / f"{head}-{split}.pickle"
            if path.exists():
                continue
            samples = read_samples(head, split, corpora, tokenizer)
            if split == "train" and head in _TEACHING:
                teach_vectors(samples[::_TAUGHT], weights or base_weights())
            draft = path.with_suffix(".new")
            draft.write_bytes(pickle.dumps(samples))
            draft.replace(path)
            pieces = sum(len(sample.ids) for sample in samples)
            print(f"{head:12} {split:5} {len(samples):6} samples {pieces:8} pieces {digest_of(samples)}")


def load_samples(folder: Path, head: str, split: str) -> list[Sample]:
    """The samples that :func:`prepare` wrote."""
    found: list[Sample] = pickle.loads((folder / f"{head}-{split}.pickle").read_bytes())
    return found


def load_senses(folder: Path) -> Senses:
    """The senses that :func:`prepare` wrote."""
    return Senses.from_json((folder / SENSES).read_text())


def teach_vectors(samples: list[Sample], weights: dict[str, torch.Tensor], *, batch: int = 64) -> None:
    """Keep with each sample what the published encoder makes of its sentences, each read by itself."""
    encoder = Encoder(weights).eval()
    alone = [s.ids[a:b] for s in samples for a, b in pairwise(s.sentences)]
    order = sorted(range(len(alone)), key=lambda i: len(alone[i]))
    vectors = np.zeros((len(alone), encoder.width), np.float16)
    for at in range(0, len(order), batch):
        chosen = order[at : at + batch]
        vectors[chosen] = mean_vectors(encoder, [alone[i] for i in chosen]).numpy().astype(np.float16)
    done = 0
    for sample in samples:
        count = len(sample.sentences) - 1
        sample.targets["vectors"] = vectors[done : done + count]
        done += count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=Path("build/model/samples"))
    options = parser.parse_args()
    prepare(options.corpora, options.out)


if __name__ == "__main__":
    main()
