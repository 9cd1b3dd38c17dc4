"""A graph as torch writes it comes in, and one with a single node for each attention and no mask goes out.

Written out, attention moves its arrays eleven times a layer; ONNX Runtime has all of it as one operator,
which keeps what it works at in the cache (Dao et al. 2022, FlashAttention) where no place has to be masked.
So the program reads windows without padding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onnx import GraphProto, ModelProto, NodeProto, helper

__all__ = ["fuse_attention", "replace_nodes"]

DOMAIN = "com.microsoft"


def fuse_attention(model: ModelProto, *, heads: int) -> int:
    """Put one node in the place of each attention of ``model``; how many there were.

    What only the mask or the written out attention needed goes; inputs that nothing asks for any more too.
    """
    graph = model.graph
    fused = dict(_fused(graph, heads))
    nodes = [fused.get(node.output[0], node) if node.output else node for node in graph.node]
    replace_nodes(graph, nodes)
    if fused and DOMAIN not in {known.domain for known in model.opset_import}:
        model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    return len(fused)


def _fused(graph: GraphProto, heads: int) -> Iterator[tuple[str, NodeProto]]:
    """The output of each attention, and the node that gives it out instead."""
    makers = {name: node for node in graph.node for name in node.output}
    users = {name: node for node in graph.node for name in node.input}

    def split(node: NodeProto, place: int) -> str:
        """What was reshaped and turned to be an input of a product."""
        turned = makers[node.input[place]]
        return makers[turned.input[0]].input[0]

    for softmax in graph.node:
        if softmax.op_type == "Softmax":
            masked = makers[softmax.input[0]]
            scores = makers[makers[masked.input[0]].input[0]]
            seen = users[softmax.output[0]]
            joined = users[users[seen.output[0]].output[0]]
            inputs = [split(scores, 0), split(scores, 1), split(seen, 1)]
            yield (
                joined.output[0],
                helper.make_node(
                    "MultiHeadAttention",
                    inputs,
                    [joined.output[0]],
                    name=softmax.name.replace("Softmax", "attention"),
                    domain=DOMAIN,
                    num_heads=heads,
                ),
            )


def replace_nodes(graph: GraphProto, nodes: list[NodeProto]) -> None:
    """Keep those of ``nodes`` on which an output hangs, in order, and what they ask for; all else goes."""
    wanted = _wanted(nodes, [output.name for output in graph.output])
    asked = {name for node in wanted for name in node.input}
    inputs = [known for known in graph.input if known.name in asked]
    stored = [tensor for tensor in graph.initializer if tensor.name in asked]
    ordered = _in_order(wanted, {known.name for known in (*inputs, *stored)})
    for field, values in ((graph.node, ordered), (graph.input, inputs), (graph.initializer, stored)):
        del field[:]
        field.extend(values)


def _wanted(nodes: list[NodeProto], outputs: Iterable[str]) -> list[NodeProto]:
    """The nodes on which an output hangs."""
    makers = {name: node for node in nodes for name in node.output}
    reached: set[str] = set()
    waiting = list(outputs)
    while waiting:
        name = waiting.pop()
        if name in makers and name not in reached:
            reached.update(makers[name].output)
            waiting.extend(makers[name].input)
    return [node for node in nodes if not reached.isdisjoint(node.output)]


def _in_order(nodes: list[NodeProto], known: set[str]) -> list[NodeProto]:
    """Each node behind those whose outputs it takes."""
    there, ordered = {*known, ""}, []
    while nodes:
        ready = [node for node in nodes if there.issuperset(node.input)]
        assert ready, "a graph without circles has a node that can be next"
        ordered += ready
        there.update(name for node in ready for name in node.output)
        nodes = [node for node in nodes if not there.issuperset(node.output)]
    return ordered
