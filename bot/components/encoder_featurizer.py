"""Vectors of the sentence, scaled so that they count beside sparse features, and of its tokens."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import normalised_text, original_text
from bot.components.beside import spread
from bot.components.e5.finetuned import Manifest, Read
from bot.components.encoder import DIMENSIONS, Encoder, Vectors, shared_encoder
from bot.components.parsers.normalise import Normalised, normalise

_WORTH_IT = 8
"""Batches, of which one takes some 50 ms."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Encodes the normalised text. A unit vector hardly moves a linear model that also sees counts,
    hence `scale`.

    A message that is understood has the vectors of its tokens, too (not scaled); in training only
    who learns from them encodes them.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "scale": 10.0}

    def __init__(self, name: str, config: dict[str, Any], encoder: Encoder) -> None:
        super().__init__(name, config)
        self._scale = float(config["scale"])
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderFeaturizer:
        return cls(cls.__name__, config, shared_encoder())

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if float(config.get("scale", 1)) <= 0:
            raise ValueError("EncoderFeaturizer needs a scale above 0")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa knows this component's source; this says which encoder it has."""
        return Manifest.read().sha256

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            words = normalise(original_text(message))
            read = self._encoder.read(words.text)
            tokens = message.get(TOKENS_NAMES[TEXT]) or []
            rows = of_tokens(tokens, words, read)
            message.add_features(Features(rows, FEATURE_TYPE_SEQUENCE, TEXT, self._identifier))
            self._add([message], read.sentence[None])
        return messages

    def _add(self, messages: list[Message], vectors: Vectors) -> list[Message]:
        for message, vector in zip(messages, vectors * self._scale, strict=True):
            row = vector.reshape(1, -1)
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Batches are shared among the cores."""
        messages = training_data.training_examples
        self._encoder.load()  # Or each process would.
        vectors = self._encoder.encode(_texts(messages), partial(spread, worth=_WORTH_IT))
        self._add(messages, vectors)
        return training_data


def _texts(messages: list[Message]) -> list[str]:
    return [normalised_text(message) for message in messages]


def of_tokens(tokens: Sequence[Token], words: Normalised, read: Read) -> Vectors:
    """A row for each token: the vector of the piece that most of it lies in; zeros for what the
    normalised text does not have. `read` is of that text."""
    rows = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
    for row, token in zip(rows, tokens, strict=True):
        start, end = words.position(token.start), words.position(token.end)
        shares = [min(end, after) - max(start, first) for first, after in read.spans]
        place = int(np.argmax(shares)) if shares else 0
        if shares and shares[place] > 0:
            row[:] = read.pieces[place]
    return rows
