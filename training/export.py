"""A trained checkpoint comes in and the one file that ships goes out: the last stage but the card.

The file holds the encoder, the heads, the numbers that decoders need, the vocabulary, and the labels.
Matrices of the encoder and the word embeddings are kept in 8 bits (dynamic quantisation, a scale a
column, after channels that run high are levelled); the heads are small and stay in 32.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sitrep.model.file import FORMAT, MODEL_FILE
from sitrep.model.heads import HEADS
from sitrep.model.senses import Senses
from training.base import base_weights, load_tokenizer
from training.config import load_config
from training.fusing import fuse_attention
from training.levelling import level_channels
from training.network import CLS, SEP, ReaderModel
from training.prepare import load_samples, load_senses
from training.texts import Sample
from training.train import mean_weights

__all__ = ["Exported", "blend", "export", "quantise", "to_onnx"]

NO_SENSES = Senses((), {}, {})
LIMIT, OVERLAP = 252, 32
SHOWN = 60
"""Samples of news, of some 200 pieces each, that show how high the channels run."""
INPUTS = ("ids", "case", "quoted")
CONSTANTS = (
    "attribution.distance",
    "attribution.roles.weight",
    "attribution.roles.bias",
    "attribution.passed",
    "acts.distance",
    "roles.distance",
    "roles.kinds.weight",
    "roles.kinds.bias",
    "roles.senses.weight",
    "roles.senses.bias",
)


class Exported(nn.Module):
    """The model as it ships: what each head gives out for each piece, and the constants."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model
        self.names = [f"{head}.{name}" for head, row in HEADS.items() for name in row.outputs]

    def forward(self, ids: Tensor, case: Tensor, quoted: Tensor) -> tuple[Tensor, ...]:
        model = self.model
        hidden = model.encoder(ids, case, quoted, torch.ones_like(ids, dtype=torch.bool))
        maps = {
            "names.tags": model.names,
            "times.tags": model.times,
            "vectors.pieces": model.vectors,
            **{
                f"{head}.{name}": getattr(model, head)[name]
                for head in ("attribution", "mentions", "acts", "roles", "coreference", "factuality")
                for name in HEADS[head].outputs
            },
        }
        # A constant must hang on an input, else the exporter folds it away from its name.
        nought = (ids[0, 0] * 0).to(hidden.dtype)
        constants = (model.get_parameter(_parameter(name)) + nought for name in CONSTANTS)
        return (*(maps[name](hidden) for name in self.names), *constants)


def _parameter(constant: str) -> str:
    """The name that torch has for a constant: an embedding is called by its map alone."""
    return constant if constant.endswith((".weight", ".bias")) else f"{constant}.weight"


def to_onnx(model: ReaderModel, path: Path) -> None:
    """Write the model in 32 bits to ``path``."""
    exported = Exported(model).eval()
    one = torch.ones((2, 9), dtype=torch.long)
    axes = {0: "windows", 1: "pieces"}
    with warnings.catch_warnings():
        # The newer exporter wants a package more, and unrolls what has to stay open in length.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            exported,
            (one, one, one),
            str(path),
            input_names=list(INPUTS),
            output_names=[*exported.names, *CONSTANTS],
            dynamic_axes=dict.fromkeys((*INPUTS, *exported.names), axes),
            opset_version=17,
            dynamo=False,
        )
    exported.eval()


def quantise(path: Path, out: Path, *, heads: int) -> None:
    """Write the model at ``path`` to ``out``: matrices of the encoder in 8 bits, each attention one node."""
    graph = onnx.load(str(path)).graph
    # The exporter names a node by the module that it comes from.
    kept = [node.name for node in graph.node if node.op_type == "MatMul" and "/encoder/" not in node.name]
    quantize_dynamic(
        path,
        out,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=kept,
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    # Only now: quantising has to know the shapes of all, and the node is not of ONNX.
    model = onnx.load(str(out))
    fuse_attention(model, heads=heads)
    onnx.save(model, str(out))


def add_metadata(path: Path, tokenizer: str, senses: Senses = NO_SENSES) -> None:
    """Put into the file what a reader of it needs beside the graph."""
    model = onnx.load(str(path))
    onnx.helper.set_model_props(
        model,
        {
            "limit": str(LIMIT),
            "overlap": str(OVERLAP),
            "opening": str(CLS),
            "closing": str(SEP),
            "constants": json.dumps(CONSTANTS),
            "tokenizer": tokenizer,
            "senses": senses.to_json(),
        },
    )
    onnx.save(model, str(path))


def write_manifest(path: Path, version: str) -> None:
    """The manifest beside the file: layout, version, size and digest."""
    data = path.read_bytes()
    row = {
        "format": FORMAT,
        "version": version,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    path.with_suffix(".json").write_text(json.dumps(row, indent=1) + "\n")


def export(
    model: ReaderModel,
    out: Path,
    *,
    version: str,
    tokenizer: str,
    samples: Sequence[Sample] = (),
    senses: Senses = NO_SENSES,
    keep: Path | None = None,
) -> float:
    """Write the file that ships to ``out``; the largest difference of the 32-bit file from torch.

    ``samples`` show how high each channel runs; without any, none is levelled.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        to_onnx(level_channels(model, samples) if samples else model, whole)
        add_metadata(whole, tokenizer, senses)
        gap = difference(model, whole)
        quantise(whole, out, heads=model.encoder.heads)
        add_metadata(out, tokenizer, senses)
        if keep is not None:
            keep.write_bytes(whole.read_bytes())
            write_manifest(keep, version)
    write_manifest(out, version)
    return gap


def blend(weights: Mapping[str, Tensor], begun: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """``weights`` moved by ``share`` to those that the run began with, where it had them.

    New heads pull the encoder away from what the old ones learned on; a step back gives the old ones what
    they lost and costs the new ones little (Wortsman et al. 2022, robust fine-tuning).
    """
    return {
        name: torch.lerp(own, begun[name], share) if name in begun and begun[name].shape == own.shape else own
        for name, own in weights.items()
    }


@torch.no_grad()
def difference(model: ReaderModel, path: Path) -> float:
    """The largest difference between any output of torch and of the file, on made-up windows."""
    from onnxruntime import InferenceSession

    dice = np.random.default_rng(3)
    ids = dice.integers(103, min(20_000, model.encoder.word.num_embeddings), (3, 60))
    case, quoted = dice.integers(0, 6, ids.shape), dice.integers(0, 2, ids.shape)
    feed = dict(zip(INPUTS, (ids, case, quoted), strict=True))
    exported = Exported(model).eval()
    wanted = exported(*(torch.from_numpy(array) for array in feed.values()))
    found = InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, feed)
    return max(float(np.abs(a.numpy() - b).max()) for a, b in zip(wanted, found, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("build/model/run"))
    parser.add_argument("--begin", type=Path, help="folder of the run that the run began with")
    parser.add_argument("--samples", type=Path, default=Path("build/model/samples"))
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    parser.add_argument("--keep", type=Path, help="keep the 32-bit file here")
    options = parser.parse_args()
    weights = mean_weights(options.run)
    if options.begin is not None:
        weights = blend(weights, mean_weights(options.begin), load_config().begun)
    senses = load_senses(options.samples)
    model = ReaderModel(base_weights(), senses=senses.rows)
    model.load_state_dict(weights)
    model.eval()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    samples = load_samples(options.samples, "attribution", "train")
    gap = export(
        model,
        options.out,
        version=load_config().version,
        tokenizer=load_tokenizer().to_str(),
        senses=senses,
        samples=samples[:: max(1, len(samples) // SHOWN)],
        keep=options.keep,
    )
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB; 32 bits differ from torch by {gap:.1e}")
    if gap > 1e-4:
        raise SystemExit("the exported file does not give what torch gives")


if __name__ == "__main__":
    main()
