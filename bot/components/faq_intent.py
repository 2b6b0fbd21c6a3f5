"""A question that the classifier is unsure of, and that an entry of the FAQ knows."""

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

from bot.components.attributes import FAQ

ASK_FAQ = "ask_faq"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FaqIntent(GraphComponent, IntentClassifier):
    """Makes the intent ask_faq where it was less sure than `unsure` and the FAQ's best entry scores
    `score` or more, `margin` ahead of the next; from `certain` on the entry's own question was
    asked, and the classifier's doubts do not count. It knows only the questions of its training; an
    operator's new entry has none there. Put it behind FaqRetriever.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"unsure": 0.8, "score": 0.55, "margin": 0.05, "certain": 0.95}

    def __init__(self, unsure: float, score: float, margin: float, certain: float) -> None:
        self._unsure, self._score, self._margin = unsure, score, margin
        self._certain = certain

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FaqIntent:
        return cls(*(float(config[name]) for name in ("unsure", "score", "margin", "certain")))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = message.get(FAQ) or {}
            score = float(found.get("score") or 0.0)
            confidence = float((message.get(INTENT) or {}).get(PREDICTED_CONFIDENCE_KEY) or 0.0)
            near = score >= self._score and float(found.get("margin") or 0.0) >= self._margin
            if near and (confidence < self._unsure or score >= self._certain):
                intent = {INTENT_NAME_KEY: ASK_FAQ, PREDICTED_CONFIDENCE_KEY: score}
                message.set(INTENT, intent, add_to_output=True)
        return messages
