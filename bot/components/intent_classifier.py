"""Logistic regression over sentence features, kept as plain arrays and read row by row."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as Classifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from bot.components.regression import Part, fit
from bot.components.rows import of_sentence

Numbers = NDArray[np.float64]

_FILE = "intents.npz"


@dataclass(frozen=True)
class Learned:
    """What the odds of each class are; `weights` has one row for each feature."""

    classes: list[str]
    weights: Numbers
    bias: Numbers

    def save(self, path: Path) -> None:
        np.savez(path, classes=self.classes, weights=self.weights, bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> Learned:
        with np.load(path, allow_pickle=False) as kept:
            return cls(kept["classes"].tolist(), kept["weights"], kept["bias"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, Classifier):
    """Learns what Rasa's LogisticRegressionClassifier learns, in half the time, and reads only the
    weights that a message touches.

    Rasa's keeps a scikit-learn object in a file of skops, whose import alone takes two seconds.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"max_iter": 100, "tol": 1e-4, "ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        learned: Learned | None = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._learned = learned

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> IntentClassifier:
        with model_storage.read_from(resource) as folder:
            # Empty where nothing was there to learn; a model of another format is not that.
            learned = Learned.load(folder / _FILE) if any(folder.iterdir()) else None
        return cls(config, model_storage, resource, learned)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        with self._storage.write_to(self._resource) as folder:
            if examples:
                self._learned = Learned(
                    *fit(
                        parts(examples),
                        [m.get(INTENT) for m in examples],
                        rounds=self._config["max_iter"],
                        tolerance=self._config["tol"],
                    )
                )
                self._learned.save(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        learned = self._learned
        for message in messages if learned else ():
            assert learned is not None
            likely = zip(learned.classes, _likely(message, learned), strict=True)
            ranking = [
                {"name": name, "confidence": sure}
                for name, sure in sorted(likely, key=lambda one: -one[1])
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            ranking = ranking[: self._config["ranking_length"] or None]
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def parts(messages: Sequence[Message]) -> list[Part]:
    """A row for each message: the sparse features of its sentence, then the dense ones."""
    sparse = [message.get_sparse_features(TEXT)[1] for message in messages]
    dense = [message.get_dense_features(TEXT)[1] for message in messages]
    found: list[Part] = []
    if all(sparse):
        found.append(csr_matrix(vstack([one.features for one in sparse if one])))
    if all(dense):
        found.append(np.vstack([one.features for one in dense if one]).astype(np.float64))
    return found


def _likely(message: Message, learned: Learned) -> list[float]:
    """Probability of each class, without a sparse matrix of one row being stacked and turned."""
    sparse, dense = of_sentence(message)
    scores = learned.bias.copy()
    width = 0
    if sparse is not None:
        scores += sparse.data @ learned.weights[sparse.indices]
        width = sparse.shape[1]
    if dense is not None:
        scores += dense[0] @ learned.weights[width:]
    odds = np.exp(scores - scores.max())
    likely: list[float] = (odds / odds.sum()).tolist()
    return likely
