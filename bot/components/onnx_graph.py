"""Makes graphs of numbers that onnxruntime runs: products of matrices whose weights it packs once.

NumPy packs a matrix anew for each product, which for a sentence of a dozen words takes longer than
the product. A graph is written here in ONNX's own format (https://onnx.ai/onnx/repo-docs/IR.html),
without the package `onnx`: since 1.18 that needs a protobuf that Rasa 3.6 does not go with, and
those before are reported vulnerable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Value = int | float | Sequence[int]

ORT = "com.microsoft"
"""The domain of operations that only onnxruntime has."""
_IR, _OPSET = 8, 17
_TYPES = {np.dtype(np.float32): 1, np.dtype(np.int8): 3, np.dtype(np.int64): 7}
_VARINT, _FIXED32, _BYTES = 0, 5, 2
_SEPTET = 127
_FLOAT, _INT, _INTS = 1, 2, 7
"""Kinds of attributes, as ONNX numbers them."""


class Graph:
    """Every method that adds something gives its name, by which others take it as input."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []
        self._inputs: list[bytes] = []
        self._outputs: list[bytes] = []
        self._names = 0

    def input(self, name: str, *shape: int | str) -> str:
        """Of single precision. A dimension that is a word may be of any length."""
        self._inputs.append(_told(name, shape))
        return name

    def constant(self, values: NDArray[Any]) -> str:
        """Single precision, or integers of 8 or 64 bits."""
        dimensions = b"".join(_field(1, size) for size in values.shape)
        name, raw = self._name(), np.ascontiguousarray(values).tobytes()
        told = _field(2, _TYPES[values.dtype]) + _field(8, name) + _field(9, raw)
        self._constants.append(dimensions + told)
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def node(self, operation: str, *inputs: str, domain: str = "", **attributes: Value) -> str:
        """An input that is left out is an empty name."""
        return self.nodes(operation, *inputs, outputs=1, domain=domain, **attributes)[0]

    def nodes(
        self, operation: str, *inputs: str, outputs: int, domain: str = "", **attributes: Value
    ) -> list[str]:
        """As node, for what gives several."""
        names = [self._name() for _ in range(outputs)]
        told = [_field(1, one) for one in inputs] + [_field(2, one) for one in names]
        told += [_field(4, operation), _field(7, domain)]
        told += [_field(5, _attribute(*one)) for one in attributes.items()]
        self._nodes.append(b"".join(told))
        return names

    def product(self, rows: str, weights: Floats, bias: Floats | None = None) -> str:
        """`rows` times `weights`, in single precision."""
        found = self.node("MatMul", rows, self.constant(weights))
        return found if bias is None else self.node("Add", found, self.constant(bias))

    def rough_product(self, rows: str, weights: Rough, bias: Floats | None = None) -> str:
        """The same by integers of 8 bits; `rows` are scaled by the largest number in them."""
        inputs = [rows, self.constant(weights.codes), self.constant(weights.scales)]
        if bias is not None:
            inputs += ["", self.constant(bias)]
        return self.node("DynamicQuantizeMatMul", *inputs, domain=ORT)

    def output(self, name: str, of: str, *shape: int | str) -> None:
        self._nodes.append(_field(1, of) + _field(2, name) + _field(4, "Identity") + _field(7, ""))
        self._outputs.append(_told(name, shape))

    def as_onnx(self) -> bytes:
        """The file."""
        parts = [(1, self._nodes), (5, self._constants), (11, self._inputs), (12, self._outputs)]
        graph = _field(2, "graph") + b"".join(_field(n, one) for n, some in parts for one in some)
        sets = [_field(1, "") + _field(2, _OPSET), _field(1, ORT) + _field(2, 1)]
        return _field(1, _IR) + _field(7, graph) + b"".join(_field(8, one) for one in sets)

    def _name(self) -> str:
        self._names += 1
        return f"v{self._names}"


@dataclass(frozen=True, eq=False)
class Rough:
    """A matrix as integers of 8 bits, with a scale for each column."""

    codes: NDArray[np.int8]
    scales: Floats

    @classmethod
    def of(cls, weights: Floats) -> Rough:
        largest = np.abs(weights).max(axis=0, initial=0) / 127
        scales = np.where(largest > 0, largest, 1).astype(np.float32)
        return cls(np.rint(weights / scales).astype(np.int8), scales)


def session(model: bytes) -> Any:
    """Runs it on one thread. Safe between threads."""
    # Here, for the tools of a release do without it until they have written the weights.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # What is kept for the longest message would stay with the process.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _told(name: str, shape: Sequence[int | str]) -> bytes:
    """A name with its type, as inputs and outputs are told."""
    sizes = b"".join(
        _field(1, _field(1, size) if isinstance(size, int) else _field(2, size)) for size in shape
    )
    tensor = _field(1, _TYPES[np.dtype(np.float32)]) + _field(2, sizes)
    return _field(1, name) + _field(2, _field(1, tensor))


def _attribute(name: str, value: Value) -> bytes:
    if isinstance(value, float):
        told, kind = _field(2, value), _FLOAT
    elif isinstance(value, int):
        told, kind = _field(3, value), _INT
    else:
        told, kind = b"".join(_field(8, one) for one in value), _INTS
    return _field(1, name) + told + _field(20, kind)


def _field(number: int, value: int | float | str | bytes) -> bytes:
    """A field of a message of Protocol Buffers."""
    if isinstance(value, int):
        return _varint(number << 3 | _VARINT) + _varint(value)
    if isinstance(value, float):
        return _varint(number << 3 | _FIXED32) + np.float32(value).tobytes()
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | _BYTES) + _varint(len(raw)) + raw


def _varint(value: int) -> bytes:
    return bytes(_septets(value % 2**64))


def _septets(value: int) -> Iterator[int]:
    """The lowest first; all but the last say that more follow."""
    while value > _SEPTET:
        yield value & _SEPTET | _SEPTET + 1
        value >>= 7
    yield value
