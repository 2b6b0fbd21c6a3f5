"""The encoder's graph computes what a transformer with its norms behind does."""

from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.components.onnx_graph import Rough, session
from bot.tools.finetuning.graph import PRODUCTS, Layer, Norm, Weights, as_onnx

WIDTH, HEADS, INNER, PIECES = 64, 4, 96, 6
CHANCE = np.random.default_rng(3)
SHAPES = {
    "qkv": (WIDTH, 3 * WIDTH),
    "out": (WIDTH, WIDTH),
    "up": (WIDTH, INNER),
    "down": (INNER, WIDTH),
}
Floats = NDArray[np.float32]


def drawn(*shape: int) -> Floats:
    return (CHANCE.standard_normal(shape) / 8).astype(np.float32)


def norm() -> Norm:
    return Norm(1 + drawn(WIDTH), drawn(WIDTH))


def layer() -> Layer:
    products = {name: Rough.of(drawn(*SHAPES[name])) for name in PRODUCTS}
    biases = {name: drawn(SHAPES[name][1]) for name in PRODUCTS}
    return Layer(products, biases, norm(), norm())


WEIGHTS = Weights(norm(), [layer(), layer()], drawn(WIDTH), HEADS, 1e-12)


def normed(x: Floats, by: Norm) -> Floats:
    x = x - x.mean(-1, keepdims=True)
    found: Floats = by.weight * x / np.sqrt((x**2).mean(-1, keepdims=True)) + by.bias
    return found


def by_numpy(x: Floats) -> tuple[Floats, Floats]:
    x = normed(x, WEIGHTS.norm)
    for one in WEIGHTS.layers:
        parts = np.split(times(one, x, "qkv"), 3, axis=1)
        query, key, value = (part.reshape(PIECES, HEADS, -1).swapaxes(0, 1) for part in parts)
        near = np.exp(query @ key.swapaxes(1, 2) / sqrt(WIDTH / HEADS))
        seen = (near / near.sum(-1, keepdims=True) @ value).swapaxes(0, 1).reshape(PIECES, WIDTH)
        x = normed(x + times(one, seen, "out"), one.first)
        inner = times(one, x, "up")
        x = normed(x + times(one, inner * np.vectorize(phi)(inner), "down"), one.second)
    apart = x.mean(0) - WEIGHTS.shared
    return x, apart / np.linalg.norm(apart)


def times(layer: Layer, rows: Floats, name: str) -> Floats:
    rough = layer.products[name]
    found: Floats = rows @ (rough.codes * rough.scales) + layer.biases[name]
    return found


def phi(value: float) -> float:
    return (1 + erf(value / sqrt(2))) / 2


def test_pieces_and_sentence_are_those_of_the_same_layers_in_numpy() -> None:
    embedded = 3 * drawn(PIECES, WIDTH)
    ran = session(as_onnx(WEIGHTS))
    pieces, sentence = ran.run(["pieces", "sentence"], {"embedded": embedded[None]})
    wanted, whole = by_numpy(embedded)
    assert np.abs(pieces[0] - wanted).max() < 0.1
    assert sentence[0] @ whole > 0.999


def test_the_length_of_a_sentence_is_free() -> None:
    ran = session(as_onnx(WEIGHTS))
    for length in (1, 2, 40):
        pieces, sentence = ran.run(["pieces", "sentence"], {"embedded": drawn(1, length, WIDTH)})
        assert (pieces.shape, sentence.shape) == ((1, length, WIDTH), (1, WIDTH))
