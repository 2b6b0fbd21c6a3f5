"""Vectors of the sentences that are learned, kept for the next training: most of what is left of it
is encoding ten thousand sentences of which a few are new.

`parkline train` names the place by PARKLINE_READ_FILE; without it nothing is kept. The files may be
deleted at any time.
"""

from __future__ import annotations

import json
import os
import sys
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.components.encoder import DIMENSIONS, Each, Encoder, Vectors
from bot.components.reading.kept import READ_FILE
from bot.components.use import made_by


class _Kept(Encoder):
    """Forgets nothing, and knows what it was asked for."""

    def __init__(self, encoder: Encoder, known: Iterable[tuple[str, Vectors]]) -> None:
        super().__init__(encoder.model, capacity=sys.maxsize)
        self._known = OrderedDict(known)
        self.asked: dict[str, None] = {}

    def encode(self, texts: Sequence[str], each: Each = map) -> Vectors:
        self.asked |= dict.fromkeys(texts)
        return super().encode(texts, each)


@contextmanager
def kept_vectors(encoder: Encoder, name: str) -> Iterator[Encoder]:
    """The encoder, with what the last training encoded under this name. A file that is damaged
    counts as none, and one that cannot be written is done without."""
    place = os.environ.get(READ_FILE)
    if not place:
        yield encoder
        return
    path = Path(place).with_name(f"vectors-{name}.npz")
    known = dict(_read(path))
    kept = _Kept(encoder, known.items())
    yield kept
    if kept.asked.keys() != known.keys():
        with suppress(OSError):
            _write(path, list(kept.asked), kept.encode(list(kept.asked)))


def _read(path: Path) -> list[tuple[str, Vectors]]:
    try:
        with np.load(path, allow_pickle=False) as file:
            texts, vectors = json.loads(file["texts"].tobytes()), file["vectors"]
            if str(file["encoder"]) == made_by() and vectors.shape[1:] == (DIMENSIONS,):
                return list(zip(map(str, texts), vectors, strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        pass
    return []


def _write(path: Path, texts: Sequence[str], vectors: Vectors) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    told = np.frombuffer(json.dumps(texts).encode(), dtype=np.uint8)
    with unfinished.open("wb") as out:
        np.savez(out, texts=told, vectors=vectors, encoder=np.array(made_by()))
    unfinished.replace(path)
