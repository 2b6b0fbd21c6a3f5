"""Character n-grams of what was written and of what it looks like with its things masked."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.attributes import masked_text, normalised_text

_SPACES = re.compile(r"\s\s+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """TF-IDF of character 1- to 4-grams of the plain and the masked text, each of length `scale`.

    Rasa's CountVectorsFeaturizer counts tokens of one fixed attribute, so it cannot see the masks.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            **SparseFeaturizer.get_default_config(),
            "scale": 5.0,
            "max_ngram": 4,
            "min_df": 2,
            "max_features": None,
        }

    def __init__(
        self,
        name: str,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        vectorizers: Sequence[TfidfVectorizer] = (),
    ) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._vectorizers = list(vectorizers) or [_vectorizer(config), _vectorizer(config)]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        return cls(cls.__name__, config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> NgramFeaturizer:
        with model_storage.read_from(resource) as folder:
            states = json.loads((folder / "ngrams.json").read_text(encoding="utf-8"))
        vectorizers = [_restore(config, state) for state in states]
        return cls(cls.__name__, config, model_storage, resource, vectorizers)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if float(config.get("scale", 1)) <= 0:
            raise ValueError("NgramFeaturizer needs a scale above 0")

    def train(self, training_data: TrainingData) -> Resource:
        for vectorizer, texts in zip(
            self._vectorizers, _views(training_data.training_examples), strict=True
        ):
            vectorizer.fit(texts)
        with self._storage.write_to(self._resource) as folder:
            states = [_state(vectorizer) for vectorizer in self._vectorizers]
            (folder / "ngrams.json").write_text(json.dumps(states), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._add(message, self._row(normalised_text(message), masked_text(message)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Thousands at once, which scikit-learn is made for."""
        messages = training_data.training_examples
        views = [
            vectorizer.transform(texts)
            for vectorizer, texts in zip(self._vectorizers, _views(messages), strict=True)
        ]
        rows = csr_matrix(hstack(views)) * float(self._config["scale"])
        for index, message in enumerate(messages):
            self._add(message, rows[index])
        return training_data

    def _add(self, message: Message, row: csr_matrix) -> None:
        features = Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
        message.add_features(features)

    def _row(self, *texts: str) -> csr_matrix:
        """One message's features, as the vectorizers make them in a tenth of the time."""
        columns: list[int] = []
        values: list[np.ndarray[Any, np.dtype[np.float64]]] = []
        start = 0
        for quick, text in zip(self._quick, texts, strict=True):
            found, weights = quick.weigh(text)
            columns += [start + column for column in found]
            values.append(weights * float(self._config["scale"]))
            start += quick.width
        data = np.concatenate(values)
        return csr_matrix((data, columns, [0, len(columns)]), shape=(1, start))

    @cached_property
    def _quick(self) -> list[QuickTfidf]:
        longest = int(self._config["max_ngram"])
        return [QuickTfidf(one.vocabulary_, one.idf_, longest) for one in self._vectorizers]


class QuickTfidf:
    """A fitted TfidfVectorizer of characters, for one text at a time."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        rarity: np.ndarray[Any, np.dtype[np.float64]],
        longest: int,
    ) -> None:
        self._vocabulary = dict(vocabulary)
        self._rarity = rarity
        self._longest = longest
        self.width = len(rarity)

    def weigh(self, text: str) -> tuple[list[int], np.ndarray[Any, np.dtype[np.float64]]]:
        """Columns in ascending order, and their weights: a vector of length 1, or none at all."""
        text = _SPACES.sub(" ", text.lower())
        grams = (
            text[start : start + length]
            for length in range(1, min(self._longest, len(text)) + 1)
            for start in range(len(text) - length + 1)
        )
        known = self._vocabulary
        counted = Counter(known[gram] for gram in grams if gram in known)
        columns = sorted(counted)
        if not columns:
            return [], np.zeros(0)
        counts = np.array([counted[column] for column in columns], dtype=np.float64)
        weights = (1.0 + np.log(counts)) * self._rarity[columns]
        return columns, weights / np.sqrt(weights @ weights)


def _views(messages: Sequence[Message]) -> tuple[list[str], list[str]]:
    return [normalised_text(m) for m in messages], [masked_text(m) for m in messages]


def _vectorizer(
    config: dict[str, Any], vocabulary: dict[str, int] | None = None
) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char",
        ngram_range=(1, int(config["max_ngram"])),
        min_df=int(config["min_df"]),
        max_features=config["max_features"],
        sublinear_tf=True,
        vocabulary=vocabulary,
    )


def _state(vectorizer: TfidfVectorizer) -> dict[str, Any]:
    """Terms in the order of their columns, as JSON: a pickle may run code when it is opened."""
    terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
    return {"terms": terms, "idf": vectorizer.idf_.tolist()}


def _restore(config: dict[str, Any], state: dict[str, Any]) -> TfidfVectorizer:
    vectorizer = _vectorizer(config, {term: column for column, term in enumerate(state["terms"])})
    vectorizer.idf_ = np.asarray(state["idf"])
    return vectorizer
