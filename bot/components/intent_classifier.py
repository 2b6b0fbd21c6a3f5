"""Rasa's logistic regression, read row by row."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning

Numbers = NDArray[np.float64]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LogisticRegressionClassifier):
    """Stops learning early without a warning, and reads only the weights that a message touches."""

    _weights: Numbers | None = None
    """One row for each feature."""

    def train(self, training_data: TrainingData) -> Resource:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            return super().train(training_data)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LogisticRegressionClassifier:
        loaded = super().load(config, model_storage, resource, execution_context, **kwargs)
        assert isinstance(loaded, cls)
        loaded._weights = np.ascontiguousarray(loaded.clf.coef_.T)
        return loaded

    def process(self, messages: list[Message]) -> list[Message]:
        """As Rasa's own, without sparse matrices of one row being stacked, checked and turned."""
        if self._weights is None or len(self.clf.classes_) < 3:  # noqa: PLR2004 - odds of one class
            return super().process(messages)
        for message in messages:
            likely = zip(self.clf.classes_, self._likely(message, self._weights), strict=True)
            ranking = [
                {"name": str(name), "confidence": sure}
                for name, sure in sorted(likely, key=lambda one: -one[1])
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            ranking = ranking[: self.config["ranking_length"] or None]
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _likely(self, message: Message, weights: Numbers) -> list[float]:
        """Probability of each class."""
        _, sparse = message.get_sparse_features(TEXT)
        _, dense = message.get_dense_features(TEXT)
        scores = self.clf.intercept_.copy()
        width = 0
        if sparse:
            row = csr_matrix(sparse.features)
            scores += row.data @ weights[row.indices]
            width = row.shape[1]
        if dense:
            scores += np.asarray(dense.features)[0] @ weights[width:]
        odds = np.exp(scores - scores.max())
        likely: list[float] = (odds / odds.sum()).tolist()
        return likely
