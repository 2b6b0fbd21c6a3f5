"""The sentence vector as a dense feature, scaled so that it counts beside the sparse ones."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from functools import partial
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import normalised_text
from bot.components.beside import spread
from bot.components.encoder import Encoder, Vectors, shared_encoder
from bot.components.training.kept_vectors import kept_vectors

_WORTH_IT = 8
"""Batches, of which one takes some 50 ms."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Encodes the normalised text. A unit vector hardly moves a linear model that also sees counts,
    hence `scale` (10 by default; chosen by cross-validation over 1 to 30)."""

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

    def process(self, messages: list[Message]) -> list[Message]:
        return self._add(messages, self._encoder.encode(_texts(messages)))

    def _add(self, messages: list[Message], vectors: Vectors) -> list[Message]:
        for message, vector in zip(messages, vectors * self._scale, strict=True):
            row = vector.reshape(1, -1)
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Batches are shared among the cores."""
        messages = training_data.training_examples
        self._encoder.load()  # Or each process would.
        with kept_vectors(self._encoder, "intents") as encoder:
            vectors = encoder.encode(_texts(messages), partial(spread, worth=_WORTH_IT))
        self._add(messages, vectors)
        return training_data


def _texts(messages: list[Message]) -> list[str]:
    return [normalised_text(message) for message in messages]
