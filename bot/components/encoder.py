"""The encoder, once per process, with a bounded memory of what it has encoded."""

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.components.e5.finetuned import FineTuned, Manifest, Read
from bot.components.e5.kept import Kept

Vectors = NDArray[np.float32]

VECTORS = "PARKLINE_VECTORS"
DIMENSIONS = 384
_BATCH = 64
_READ = 32
"""Messages of which the vectors of all pieces are kept, too."""


Each = Callable[[Callable[[list[str]], Vectors], Iterable[list[str]]], Iterable[Vectors]]


class Model(Protocol):
    def encode(self, texts: list[str]) -> Vectors: ...

    def read(self, text: str) -> Read: ...


class Encoder:
    """Unit vectors of sentences, Chinese and English in one space. Safe between threads."""

    def __init__(self, model: Model, capacity: int = 4096) -> None:
        self._model = model
        self._capacity = capacity
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._read: OrderedDict[str, Read] = OrderedDict()
        self._lock = Lock()

    def load(self) -> None:
        """What a first sentence would load. Safe to repeat."""
        self.encode(["hello"])

    def encode(self, texts: Sequence[str], each: Each = map) -> Vectors:
        """One row of 384 numbers for each text, in order; no texts give no rows.

        `each`: how the model is applied to batches.
        """
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
            found.update(self._encode_new({t for t in texts if t not in found}, each))
            self._remember(found)
        rows = [found[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def read(self, text: str) -> Read:
        """The vectors of a text's pieces, and that of the whole; both are remembered."""
        with self._lock:
            known = self._read.pop(text, None) or self._model.read(text)
            self._read[text] = known
            self._remember({text: known.sentence})
            while len(self._read) > _READ:
                self._read.popitem(last=False)
        return known

    def _encode_new(self, new: set[str], each: Each) -> dict[str, Vectors]:
        """By length, so that batches which are shared among the cores take about as long, and then
        by text: a training shall learn the same twice."""
        texts = sorted(new, key=lambda text: (len(text), text))
        fresh: dict[str, Vectors] = {}
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        for batch, vectors in zip(batches, each(self._model.encode, batches), strict=True):
            fresh.update(zip(batch, vectors, strict=True))
        return fresh

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        for text, vector in vectors.items():
            self._known[text] = vector
            self._known.move_to_end(text)
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)


class _Late:
    """The shipped encoder, loaded when the first text comes."""

    @cached_property
    def _model(self) -> FineTuned:
        return FineTuned.shipped()

    def encode(self, texts: list[str]) -> Vectors:
        return self._model.encode(texts)

    def read(self, text: str) -> Read:
        return self._model.read(text)


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """The process's one encoder; its weights load with the first sentence.

    Where the environment names a file for vectors (VECTORS), as a training does, they are kept.
    """
    kept = os.environ.get(VECTORS)
    if not kept:
        return Encoder(_Late())
    return Encoder(Kept(_Late(), Path(kept), Manifest.read().sha256))


def load_ahead() -> None:
    """Load the weights beside whatever else starts; who encodes before they are there waits."""
    Thread(target=shared_encoder().load, daemon=True).start()
