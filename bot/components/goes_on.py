"""Hears how a message goes on about a room that was just spoken of: takes it, wants it for longer,
asks what it costs.

Beside intents, for what is said second has other words than what is said first, and means nothing
by itself: who reads it knows that a room was spoken of (actions/booking/now.py).
"""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import original_text
from bot.components.e5.finetuned import Manifest
from bot.components.encoder import Encoder, shared_encoder
from bot.components.linear import LinearModel
from bot.components.parsers.normalise import normalise
from bot.components.reading.encoder import Reader, shared_reader
from bot.components.reading.kept import kept_reads
from bot.components.training.kept_folder import digest_of, kept_folder
from bot.components.training.kept_vectors import kept_vectors

GOES_ON = "goes_on"
NONE = "none"
_FILE = "goes_on.npz"
_SCALE = 5.0
"""Of both vectors; chosen by cross-validation that leaves out one writer, over 4.4 and 8."""
_OF_STRANGERS = 2
"""How often a line is learned that was said in a conversation, and not made for this."""
_ONE_OF = 24
"""Of sentences of other domains one of so many is learned as being none of these."""
_HARDLY = 0.02
"""What is less likely is not told."""


class Line(NamedTuple):
    text: str
    does: str


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class GoesOn(GraphComponent):
    """Adds `goes_on` to the parse: how likely a message does each of what people do with a room
    that was spoken of, by its name (docs/reference/understanding.md). It learns from the files
    `data` and `strangers`, and from the intents of other domains what is none of it; without
    `data` it does nothing.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "data": "bot/data/booking/goes_on.jsonl",
            "strangers": "bot/data/booking/goes_on_strangers.jsonl",
            "own": ["book", "find_room"],
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._encoder, self._reader = shared_encoder(), shared_reader()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GoesOn:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> GoesOn:
        with model_storage.read_from(resource) as folder:
            path = folder / _FILE
            model = LinearModel.load(path) if path.exists() else None
        return cls(config, model_storage, resource, model)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Of the reader's encoder, and of the files that only this component reads."""
        digest = sha256(Manifest.read().sha256.encode())
        settled = {**cls.get_default_config(), **config}
        for path in (Path(settled["data"]), Path(settled["strangers"])):
            digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(f"{_SCALE} {_OF_STRANGERS}".encode())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        lines = read(Path(self._config["data"]))
        with self._storage.write_to(self._resource) as folder:
            if lines:
                lines += of_others(training_data.intent_examples, self._config["own"])
                spoken = read(Path(self._config["strangers"]))
                digest = digest_of(lines, spoken, Manifest.read().sha256)
                kept_folder(GOES_ON, digest, folder, partial(self._learn, lines, spoken))
        return self._resource

    def _learn(self, lines: Sequence[Line], spoken: Sequence[Line], folder: Path) -> None:
        weights = Manifest.read().sha256
        with kept_reads(self._reader, weights, sentences=True, name=f"-{GOES_ON}") as reader:
            texts = [one.text for one in [*lines, *spoken]]
            with kept_vectors(self._encoder, GOES_ON) as encoder:
                rows = rows_of(texts, encoder, reader)
        rows += rows[len(lines) :] * (_OF_STRANGERS - 1)
        does = [one.does for one in [*lines, *[*spoken] * _OF_STRANGERS]]
        LinearModel.fit(np.vstack(rows), does).save(folder / _FILE)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages if self._model is not None else ():
            text = original_text(message)
            if text.strip() and not text.startswith("/"):
                message.set(GOES_ON, self._likely(text), add_to_output=True)
        return messages

    def _likely(self, text: str) -> dict[str, float]:
        assert self._model is not None
        likely = self._model.probabilities(self._row(text)[0])
        return {name: round(one, 4) for name, one in likely.items() if one >= _HARDLY}

    def _row(self, text: str) -> np.ndarray[Any, Any]:
        return row_of(text, self._encoder, self._reader)


def row_of(text: str, encoder: Encoder, reader: Reader) -> np.ndarray[Any, Any]:
    """What both encoders make of the whole message."""
    return rows_of([text], encoder, reader)[0]


def rows_of(texts: Sequence[str], encoder: Encoder, reader: Reader) -> list[np.ndarray[Any, Any]]:
    """The same of many, which the first encoder reads together."""
    words = [normalise(text).text for text in texts]
    heard = zip(encoder.encode(words), (reader.read(one).sentence for one in words), strict=True)
    return [np.concatenate(both).reshape(1, -1) * _SCALE for both in heard]


def read(path: Path) -> list[Line]:
    """Raises KeyError or ValueError where a line is not as agreed."""
    if not path.is_file():
        return []
    rows = [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines() if one]
    return [Line(str(one["text"]), str(next(iter(one["does"]), NONE))) for one in rows]


def of_others(examples: Iterable[Message], own: Sequence[str]) -> Iterator[Line]:
    """Some of what begins something else, or asks for it."""
    for message in examples:
        text, intent = original_text(message), str(message.get(INTENT) or "")
        ours = intent in own or intent.endswith("_booking") or not intent
        if not ours and crc32(text.encode()) % _ONE_OF == 0:
            yield Line(text, NONE)
