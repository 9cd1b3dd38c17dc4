"""The shipped file comes in, and how exact and how fast it is in 32, 16 and 8 bits goes out as Markdown.

    python -m training.precisions --corpora ../shared/corpora [--speed-only]

The weights of 8 bits are written out in 32, so that all forms tell of one model: what 8 bits lose here is
what products of rounded numbers lose, and not what the weights lost when they were rounded
(`docs/model-card.md` has that). In 16 bits (bfloat16) the weights and what comes into each product are cut to
8 bits of mantissa and multiplied in 32, as ONNX Runtime has no such products for processors: a figure of
exactness alone. What 16 bits would gain is told by PyTorch's products of the same shapes.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from benchmarks.run import sample_of
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from sitrep.annotate.sentences import sentence_offsets
from sitrep.evaluate.evaluation import evaluate, load_reader
from sitrep.model.file import MODEL_FILE
from sitrep.model.reader_model import ReaderModel, open_model
from training.card import ASKED
from training.export import write_manifest
from training.fusing import replace_nodes

__all__ = ["widened"]

FIGURES = {
    "attribution": "relation",
    "entities": "exact",
    "times": "strict",
    "roles": "argument",
    "coreference": "conll",
    "factuality": "pearson",
    "events": "accuracy",
}
SHAPES = ((254, 384, 384), (254, 384, 1536), (254, 1536, 384))
RUNS = 5


def widened(model: ModelProto, *, short: bool = False) -> ModelProto:
    """``model`` with every product of 8 bits as one of 32, its inputs cut to bfloat16 if ``short``."""
    graph = model.graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    users = {name: node for node in graph.node for name in node.input}
    nodes = {node.output[0]: node for node in graph.node}
    for product in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        cast = users[product.output[0]]
        scaled = users[cast.output[0]]
        taken = makers[product.input[0]].input[0]  # what was rounded to 8 bits
        scales = makers[next(name for name in scaled.input if name != cast.output[0])]
        scale = next(stored[name] for name in scales.input if name in stored)
        weight = (stored[product.input[1]].astype(np.float32) - stored[product.input[3]]) * scale
        name = f"{product.input[1]}_wide"
        graph.initializer.append(numpy_helper.from_array(_short(weight) if short else weight, name))
        given, cuts = _cut(taken, product.name) if short else (taken, [])
        made = helper.make_node("MatMul", [given, name], [scaled.output[0]], name=f"{product.name}_wide")
        nodes[scaled.output[0]] = made
        nodes.update((node.output[0], node) for node in cuts)
    replace_nodes(graph, list(nodes.values()))
    return model


def _short(values: np.ndarray) -> np.ndarray:
    return torch.from_numpy(np.ascontiguousarray(values)).bfloat16().float().numpy()


def _cut(taken: str, name: str) -> tuple[str, list[NodeProto]]:
    """Nodes that cut to bfloat16 and back, and what they give out."""
    there = helper.make_node("Cast", [taken], [f"{name}_short"], to=TensorProto.BFLOAT16)
    back = helper.make_node("Cast", [f"{name}_short"], [f"{name}_cut"], to=TensorProto.FLOAT)
    return f"{name}_cut", [there, back]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--speed-only", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        models = {"8 bits, as shipped": open_model()}
        for name, short in (("32 bits", False), ("16 bits (bfloat16)", True)):
            path = Path(folder) / f"{short}.onnx"
            onnx.save(widened(onnx.load(str(MODEL_FILE)), short=short), str(path))
            write_manifest(path, "wide")
            models[name] = open_model(path)
        if not options.speed_only:
            print_exactness(models, options.corpora)
        print_speed(models)


def print_exactness(models: dict[str, ReaderModel], corpora: Path) -> None:
    print(f"| task | corpus | figure | {' | '.join(models)} |\n|---|---|---|{'--:|' * len(models)}")
    for asked in ASKED:
        path, figure = corpora / asked.file, FIGURES[asked.task]
        if path.exists():
            read = load_reader("model")
            found = [
                evaluate(asked.task, path, read=read, split="dev", layer="heads", model=model).figures[figure]
                for model in models.values()
            ]
            cells = " | ".join(f"{value:.4f}" for value in found if value is not None)
            print(f"| {asked.task} | {path.name.partition('.')[0]} | `{figure}` | {cells} |", flush=True)


def print_speed(models: dict[str, ReaderModel]) -> None:
    texts = [(report.text, sentence_offsets(report.text)) for report in sample_of(None)]
    rates: dict[str, list[float]] = {name: [] for name in models}
    for _ in range(RUNS):
        for name, model in models.items():
            rates[name].append(_rate(lambda model=model: sum(model.encode(*text) for text in texts)))
    print("\n| form | pieces a second: min | median | max |\n|---|--:|--:|--:|")
    for name, found in rates.items():
        print(f"| {name} | {min(found):.0f} | {statistics.median(found):.0f} | {max(found):.0f} |")
    print("\n| PyTorch's products of one window | GFLOP/s |\n|---|--:|")
    for name, kind in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
        print(f"| {name} | {_products(kind):.1f} |")


def _rate(work: Callable[[], float]) -> float:
    began = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - began)


def _products(kind: torch.dtype) -> float:
    pairs = [(torch.rand(m, k).to(kind), torch.rand(k, n).to(kind)) for m, k, n in SHAPES]
    flops = sum(2 * m * k * n for m, k, n in SHAPES)

    def work() -> float:
        for _ in range(30):
            for a, b in pairs:
                a @ b
        return 30 * flops / 1e9

    return max(_rate(work) for _ in range(RUNS))


if __name__ == "__main__":
    main()
