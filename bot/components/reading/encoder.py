"""The reader's encoder, once per process, with a small memory of what it has read."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property, lru_cache
from threading import Lock, Thread
from typing import Protocol

from bot.components.e5.finetuned import FineTuned, Read

WIDTH = 384
REMEMBERED = 8192
"""Pieces of the texts that are kept, 1.5 kB each: "yes", "that's all" and "thanks" are said all
day."""


class Reader(Protocol):
    def read(self, text: str) -> Read: ...


class Encoder:
    """Vectors of a text's pieces and of the whole. Safe between threads."""

    def __init__(self, model: Reader, capacity: int = REMEMBERED) -> None:
        """`capacity`: how many pieces of texts are kept at most."""
        self._model = model
        self._capacity = capacity
        self._read: OrderedDict[str, Read] = OrderedDict()
        self._pieces = 0
        self._lock = Lock()

    def load(self) -> None:
        """What a first text would load. Safe to repeat."""
        self.read("hello")

    def read(self, text: str) -> Read:
        """What was asked for longest ago is forgotten first."""
        with self._lock:
            known = self._read.get(text)
            if known is not None:
                self._read.move_to_end(text)
                return known
            read = self._read[text] = self._model.read(text)
            self._pieces += len(read.pieces)
            while self._pieces > self._capacity:
                self._pieces -= len(self._read.popitem(last=False)[1].pieces)
        return read


class _Late:
    """The shipped encoder, loaded when the first text comes."""

    @cached_property
    def _model(self) -> FineTuned:
        return FineTuned.shipped()

    def read(self, text: str) -> Read:
        return self._model.read(text)


@lru_cache(maxsize=1)
def shared_reader() -> Encoder:
    """The process's one; its weights load with the first text."""
    return Encoder(_Late())


def load_ahead() -> None:
    """Load the weights beside whatever else starts; who reads before they are there waits."""
    Thread(target=shared_reader().load, daemon=True).start()
