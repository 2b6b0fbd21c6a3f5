"""Graphs are written so that onnxruntime runs them, and compute what NumPy does."""

import numpy as np
import pytest

from bot.components.onnx_graph import Graph, Rough, session

CHANCE = np.random.default_rng(1)
ROWS = CHANCE.standard_normal((5, 64)).astype(np.float32)
WEIGHTS = CHANCE.standard_normal((64, 7)).astype(np.float32)
BIAS = CHANCE.standard_normal(7).astype(np.float32)


def test_a_product_is_that_of_numpy_for_any_number_of_rows() -> None:
    graph = Graph()
    found = graph.product(graph.input("rows", "n", 64), WEIGHTS, BIAS)
    graph.output("found", found, "n", 7)
    ran = session(graph.as_onnx())
    for count in (0, 1, 5):
        (got,) = ran.run(["found"], {"rows": ROWS[:count]})
        assert np.allclose(got, ROWS[:count] @ WEIGHTS + BIAS, atol=1e-5)


@pytest.mark.parametrize("bias", [None, BIAS])
def test_a_rough_product_is_off_by_a_hundredth(bias: np.ndarray | None) -> None:
    graph = Graph()
    rough = Rough.of(WEIGHTS)
    graph.output("found", graph.rough_product(graph.input("rows", "n", 64), rough, bias), "n", 7)
    (got,) = session(graph.as_onnx()).run(None, {"rows": ROWS})
    wanted = ROWS @ WEIGHTS + (0 if bias is None else bias)
    assert 0 < np.abs(got - wanted).max() < 0.01 * np.abs(ROWS).max() * 64**0.5


def test_a_column_of_zeros_stays_zero() -> None:
    rough = Rough.of(np.zeros((3, 2), dtype=np.float32))
    assert not rough.codes.any()
    assert (rough.scales == 1).all()


def test_attributes_are_whole_numbers_fractions_and_lists() -> None:
    graph = Graph()
    rows = graph.input("rows", "n", 64)
    left, right = graph.nodes("Split", rows, outputs=2, axis=1)
    mean = graph.node("ReduceMean", graph.node("LeakyRelu", left, alpha=0.25), axes=[0, 1])
    graph.output("mean", mean, 1, 1)
    graph.output("right", right, "n", 32)
    got, other = session(graph.as_onnx()).run(["mean", "right"], {"rows": ROWS})
    half = ROWS[:, :32]
    assert np.allclose(got, np.where(half < 0, half / 4, half).mean(), atol=1e-6)
    assert (other == ROWS[:, 32:]).all()


def test_numbers_below_0_are_written_as_protocol_buffers_do() -> None:
    graph = Graph()
    rows = graph.input("rows", "n", 64)
    graph.output("last", graph.node("Gather", rows, graph.integers(-1), axis=0), 1, 64)
    (got,) = session(graph.as_onnx()).run(None, {"rows": ROWS})
    assert (got == ROWS[-1:]).all()


def test_an_attribute_below_0_counts_from_the_end() -> None:
    graph = Graph()
    cube = graph.input("cube", 2, 3, 4)
    graph.output("sums", graph.node("Softmax", cube, axis=-2), 2, 3, 4)
    (got,) = session(graph.as_onnx()).run(None, {"cube": ROWS[:2, :12].reshape(2, 3, 4)})
    assert np.allclose(got.sum(axis=1), 1, atol=1e-5)
