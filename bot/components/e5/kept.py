"""Vectors of earlier trainings, so that a training encodes only the sentences that are new."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np

from bot.components.e5.finetuned import Read
from bot.components.e5.package import Floats

_PATIENCE = 30.0
"""Seconds that a process waits for another one's writing."""
_AT_ONCE = 500


class Model(Protocol):
    def encode(self, texts: list[str]) -> Floats: ...

    def read(self, text: str) -> Read: ...


class Kept:
    """A model that looks a text up in a file before it encodes it. Processes may share the file;
    of texts it has digests only. `encoder` tells this model's vectors from another's."""

    def __init__(self, model: Model, path: Path, encoder: str) -> None:
        self._model = model
        self._path = path
        self._encoder = encoder

    def read(self, text: str) -> Read:
        return self._model.read(text)

    def encode(self, texts: list[str]) -> Floats:
        keys = [sha256(f"{self._encoder} {text}".encode()).digest() for text in texts]
        with closing(self._opened()) as store:
            known = _known(store, keys)
            missing = [place for place, key in enumerate(keys) if key not in known]
            if missing:
                vectors = self._model.encode([texts[place] for place in missing])
                fresh = dict(zip((keys[place] for place in missing), vectors, strict=True))
                with store:
                    store.executemany(
                        "insert or ignore into vectors values (?, ?)",
                        [(key, vector.astype("<f4").tobytes()) for key, vector in fresh.items()],
                    )
                known |= fresh
        return np.stack([known[key] for key in keys])

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        store = sqlite3.connect(self._path, timeout=_PATIENCE)
        store.execute("create table if not exists vectors (text blob primary key, vector blob)")
        return store


def _known(store: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Floats]:
    found: dict[bytes, Floats] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        asked = f"select text, vector from vectors where text in ({marks})"  # noqa: S608 - marks
        for key, vector in store.execute(asked, some):
            found[key] = np.frombuffer(vector, "<f4").astype(np.float32)
    return found
