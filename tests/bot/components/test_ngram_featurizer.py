"""Character n-grams of the plain and the masked text, the same after saving and loading."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.attributes import MASKED_TEXT, NORMALISED_TEXT
from bot.components.ngram_featurizer import NgramFeaturizer, QuickTfidf

CONFIG = {**NgramFeaturizer.get_default_config(), "min_df": 1}
TEXTS = [("两份面", "\ue004\ue001"), ("三份饭", "\ue004\ue001"), ("你好", "你好")]


def messages() -> list[Message]:
    return [Message({NORMALISED_TEXT: plain, MASKED_TEXT: masked}) for plain, masked in TEXTS]


def rows(component: NgramFeaturizer) -> Any:
    processed = component.process(messages())
    return np.vstack([m.get_sparse_features("text")[1].features.toarray() for m in processed])


@pytest.fixture
def trained(tmp_path: Path) -> tuple[NgramFeaturizer, NgramFeaturizer]:
    """The component as trained, and as loaded again from the model."""
    storage, context = LocalModelStorage(tmp_path), ExecutionContext(GraphSchema({}))
    component = NgramFeaturizer.create(CONFIG, storage, Resource("ngrams"), context)
    resource = component.train(TrainingData(messages()))
    return component, NgramFeaturizer.load(CONFIG, storage, resource, context)


def test_loaded_component_sees_what_the_trained_one_saw(trained: tuple[Any, Any]) -> None:
    before, after = trained
    np.testing.assert_allclose(rows(after), rows(before))


def test_masks_make_two_orders_more_alike_than_their_words_do(trained: tuple[Any, Any]) -> None:
    noodles, rice, hello = rows(trained[0])
    assert noodles @ rice > 0.5 * (noodles @ noodles)
    assert noodles @ hello == 0


def test_scale_is_the_length_of_each_view(trained: tuple[Any, Any]) -> None:
    assert np.linalg.norm(rows(trained[0])[0]) == pytest.approx((5**2 + 5**2) ** 0.5)


def test_unseen_characters_give_an_empty_row(trained: tuple[Any, Any]) -> None:
    unseen = Message({NORMALISED_TEXT: "xyz", MASKED_TEXT: "xyz"})
    (processed,) = trained[1].process([unseen])
    assert processed.get_sparse_features("text")[1].features.nnz == 0


@pytest.mark.parametrize(
    "text",
    ["来两份牛肉面", "Two  beef   NOODLES please", "", "\ue001\ue001", "从没见过的字", "aaaa aaaa"],
)
def test_one_text_weighs_what_the_vectorizer_says(text: str) -> None:
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True)
    vectorizer.fit(["来两份牛肉面", "two beef noodles please", "\ue001 aaaa", "wifi 密码"])
    columns, weights = QuickTfidf(vectorizer.vocabulary_, vectorizer.idf_, 4).weigh(text)
    row = vectorizer.transform([text]).tocsr()
    row.sort_indices()
    assert columns == row.indices.tolist()
    assert weights == pytest.approx(row.data)
