"""The sentence encoder, once per process, with a bounded memory of what it has encoded."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from threading import Lock, Thread
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.components.use import WIDTH, Use

Vectors = NDArray[np.float32]

DIMENSIONS = WIDTH
_BATCH = 64
"""Texts that a process is given at once in training."""


Each = Callable[[Callable[[list[str]], Vectors], Iterable[list[str]]], Iterable[Vectors]]


class Model(Protocol):
    def encode(self, texts: list[str]) -> Vectors: ...


class Encoder:
    """Unit vectors of sentences, Chinese and English in one space. Safe between threads."""

    def __init__(self, model: Model, capacity: int = 4096) -> None:
        self.model = model
        self._capacity = capacity
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def load(self) -> None:
        """What a first sentence would load. Safe to repeat."""
        self.encode(["hello"])

    def encode(self, texts: Sequence[str], each: Each = map) -> Vectors:
        """One row of 512 numbers for each text, in order; no texts give no rows.

        `each`: how the model is applied to batches.
        """
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
            found.update(
                self._encode_new([t for t in dict.fromkeys(texts) if t not in found], each)
            )
            self._remember(found)
        rows = [found[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def _encode_new(self, texts: list[str], each: Each) -> dict[str, Vectors]:
        fresh: dict[str, Vectors] = {}
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        for batch, vectors in zip(batches, each(self.model.encode, batches), strict=True):
            fresh.update(zip(batch, vectors, strict=True))
        return fresh

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        for text, vector in vectors.items():
            self._known[text] = vector
            self._known.move_to_end(text)
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """The process's one encoder; its weights load with the first sentence."""
    return Encoder(Use())


def load_ahead() -> None:
    """Load the weights beside whatever else starts; who encodes before they are there waits."""
    Thread(target=shared_encoder().load, daemon=True).start()
