"""Character n-grams of what was written and of what it looks like with its things masked."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

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

from bot.components.attributes import masked_text, normalised_text
from bot.components.rows import one_row

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

_SPACES = re.compile(r"\s\s+")


class Terms(NamedTuple):
    """What was learned of one view: n-grams in the order of their columns, and how rare each is."""

    terms: list[str]
    idf: list[float]


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
        learned: Sequence[Terms] = (),
    ) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._learned = list(learned)

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
        learned = [Terms(**state) for state in states]
        return cls(cls.__name__, config, model_storage, resource, learned)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if float(config.get("scale", 1)) <= 0:
            raise ValueError("NgramFeaturizer needs a scale above 0")

    def train(self, training_data: TrainingData) -> Resource:
        views = _views(training_data.training_examples)
        self._learned = [_terms(_vectorizer(self._config).fit(texts)) for texts in views]
        with self._storage.write_to(self._resource) as folder:
            # JSON: a pickle may run code when it is opened.
            states = [one._asdict() for one in self._learned]
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
            _restored(self._config, learned).transform(texts)
            for learned, texts in zip(self._learned, _views(messages), strict=True)
        ]
        rows = csr_matrix(hstack(views)) * float(self._config["scale"])
        for message, row in zip(messages, _each(rows), strict=True):
            self._add(message, row)
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
        return one_row(columns, np.concatenate(values), start)

    @cached_property
    def _quick(self) -> list[QuickTfidf]:
        longest = int(self._config["max_ngram"])
        return [
            QuickTfidf(_columns(one.terms), np.array(one.idf), longest) for one in self._learned
        ]


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
        grams = [
            text[start : start + length]
            for length in range(1, min(self._longest, len(text)) + 1)
            for start in range(len(text) - length + 1)
        ]
        known = map(self._vocabulary.get, grams)
        counted = Counter(column for column in known if column is not None)
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
    # Here, for a bot that answers does without scikit-learn.
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char",
        ngram_range=(1, int(config["max_ngram"])),
        min_df=int(config["min_df"]),
        max_features=config["max_features"],
        sublinear_tf=True,
        vocabulary=vocabulary,
    )


def _terms(vectorizer: TfidfVectorizer) -> Terms:
    columns = vectorizer.vocabulary_
    return Terms(sorted(columns, key=columns.__getitem__), vectorizer.idf_.tolist())


def _restored(config: dict[str, Any], learned: Terms) -> TfidfVectorizer:
    vectorizer = _vectorizer(config, _columns(learned.terms))
    vectorizer.idf_ = np.asarray(learned.idf)
    return vectorizer


def _columns(terms: Sequence[str]) -> dict[str, int]:
    return {term: column for column, term in enumerate(terms)}


def _each(rows: csr_matrix) -> Iterator[csr_matrix]:
    """Each row as a matrix, in a third of the time that asking for one by one takes."""
    for start, end in zip(rows.indptr, rows.indptr[1:], strict=False):
        part = (rows.data[start:end], rows.indices[start:end], [0, end - start])
        yield csr_matrix(part, shape=(1, rows.shape[1]))
