"""Small worlds for these tests."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import NORMALISED_TEXT
from bot.components.encoder import DIMENSIONS, Vectors


class CountingModel:
    """Gives every text a vector of its own and remembers what it was asked for."""

    def __init__(self, vectors: Mapping[str, int] | None = None) -> None:
        self.asked: list[str] = []
        self._directions = dict(vectors or {})

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        direction = self._directions.setdefault(text, len(self._directions))
        return np.eye(DIMENSIONS, dtype=np.float32)[direction]


def message(text: str, **metadata: Any) -> Message:
    return Message({"text": text, NORMALISED_TEXT: text, "metadata": metadata})


def document(version: int = 1, faqs: Mapping[str, Iterable[str]] | None = None) -> dict[str, Any]:
    return {
        "version": version,
        "timezone": "Asia/Shanghai",
        "items": [
            {"id": 7, "kind": "dish", "names": ["牛肉面", "beef noodles"], "units": ["份", "碗"]},
            {"id": 9, "kind": "product", "names": ["打印纸", "A4 paper"], "units": ["包"]},
        ],
        "options": [{"code": "no_chili", "names": ["不要辣", "no chili"]}],
        "buildings": [{"code": "A", "names": ["A座", "Building A"]}],
        "faqs": [{"id": id_, "questions": list(qs)} for id_, qs in (faqs or {}).items()],
    }
