"""The encoder as onnxruntime runs it: its products by integers of 8 bits, the rest in single
precision, with the operations that onnxruntime has for a transformer.

PyTorch's own export asks the shape of everything anew in every layer: with it a text of fifteen
pieces takes 5.6 ms where this takes 4.8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.components.onnx_graph import ORT, Floats, Graph, Rough

PRODUCTS = ("qkv", "out", "up", "down")


@dataclass(frozen=True)
class Norm:
    weight: Floats
    bias: Floats


@dataclass(frozen=True)
class Layer:
    """`products` and `biases` by the names in PRODUCTS."""

    products: Mapping[str, Rough]
    biases: Mapping[str, Floats]
    first: Norm
    second: Norm


@dataclass(frozen=True)
class Weights:
    norm: Norm
    layers: Sequence[Layer]
    shared: Floats
    """What all sentences have in common, which is taken off their mean."""
    heads: int
    epsilon: float


def as_onnx(weights: Weights) -> bytes:
    """One sentence at a time: `embedded` (1 × pieces × width) to `pieces` and `sentence`."""
    graph, width = Graph(), len(weights.shared)
    x = graph.input("embedded", 1, "length", width)
    told = [graph.constant(one) for one in (weights.norm.weight, weights.norm.bias)]
    x = graph.node("LayerNormalization", x, *told, axis=-1, epsilon=weights.epsilon)
    for layer in weights.layers:
        x = _through(graph, layer, x, weights)
    graph.output("pieces", x, 1, "length", width)
    mean = graph.node("ReduceMean", x, axes=[1], keepdims=0)
    apart = graph.node("Sub", mean, graph.constant(weights.shared))
    graph.output("sentence", graph.node("LpNormalization", apart, axis=-1, p=2), 1, width)
    return graph.as_onnx()


def _through(graph: Graph, layer: Layer, x: str, weights: Weights) -> str:
    def times(rows: str, name: str) -> str:
        return graph.rough_product(rows, layer.products[name], layer.biases[name])

    def added(rows: str, to: str, norm: Norm) -> str:
        told = [graph.constant(one) for one in (norm.weight, norm.bias)]
        epsilon = weights.epsilon
        return graph.node("SkipLayerNormalization", rows, to, *told, domain=ORT, epsilon=epsilon)

    asked = graph.nodes("Split", times(x, "qkv"), outputs=3, axis=-1)
    seen = graph.node("MultiHeadAttention", *asked, domain=ORT, num_heads=weights.heads)
    x = added(times(seen, "out"), x, layer.first)
    thought = graph.node("Gelu", times(x, "up"), domain=ORT)
    return added(times(thought, "down"), x, layer.second)
