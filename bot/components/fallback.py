"""A message that fits no intent well enough is out of scope."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import normalised_text

OUT_OF_SCOPE = "out_of_scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ThresholdFallback(GraphComponent, IntentClassifier):
    """Below `threshold` the intent becomes out_of_scope; the ranking still says what it might be.

    The threshold is chosen by bot/tools/choose_threshold.py: the highest that rejects at most 5%
    of sentences with an intent, in cross-validation. out_of_scope is a trained class besides.
    A message without words (a picture, an emoji alone, ？？？) is out of scope, however sure the
    classifier was about nothing.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": 0.3}

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ThresholdFallback:
        return cls(float(config["threshold"]))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            confidence = float((message.get(INTENT) or {}).get(PREDICTED_CONFIDENCE_KEY) or 0.0)
            if not any(char.isalnum() for char in normalised_text(message)):
                confidence = 0.0
            if confidence < self._threshold:
                rejected = {INTENT_NAME_KEY: OUT_OF_SCOPE, PREDICTED_CONFIDENCE_KEY: 1 - confidence}
                message.set(INTENT, rejected, add_to_output=True)
        return messages
