"""One message's features, as SciPy and Rasa would give them."""

import numpy as np
import pytest
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack

from bot.components.linear import LinearModel
from bot.components.rows import joined, of_sentence, one_row


def test_a_row_is_the_one_that_scipy_makes() -> None:
    made = one_row([1, 4], np.array([0.5, 2.0]), 6)
    wanted = csr_matrix(([0.5, 2.0], [1, 4], [0, 2]), shape=(1, 6))
    assert (made != wanted).nnz == 0
    assert made.shape == wanted.shape
    assert made.dtype == wanted.dtype
    assert (made.astype(np.float32) @ np.eye(6)).tolist() == wanted.toarray().tolist()
    assert hstack([made, wanted]).toarray().tolist() == [[0, 0.5, 0, 0, 2, 0] * 2]


def test_a_row_of_nothing() -> None:
    assert one_row([], np.zeros(0), 3).toarray().tolist() == [[0, 0, 0]]


def said(*features: Features) -> Message:
    message = Message({TEXT: "hi"})
    for one in features:
        message.add_features(one)
    return message


def of(rows: object, kind: str = FEATURE_TYPE_SENTENCE) -> Features:
    return Features(rows, kind, TEXT, "somebody")


def test_the_features_of_a_sentence_are_found_as_they_are() -> None:
    sparse, dense = one_row([1], np.ones(1), 2), np.array([[3.0, 4.0]])
    words = of(np.array([[9.0]]), FEATURE_TYPE_SEQUENCE)
    found = of_sentence(said(words, of(dense), of(sparse)))
    assert found[0] is sparse
    assert found[1] is dense
    assert of_sentence(said()) == (None, None)


def test_the_features_of_several_are_put_beside_each_other() -> None:
    sparse, dense = one_row([1], np.ones(1), 2), np.array([[3.0]])
    joined, stacked = of_sentence(said(of(sparse), of(dense), of(sparse), of(dense)))
    assert joined is not None
    assert stacked is not None
    assert joined.toarray().tolist() == [[0, 1, 0, 1]]
    assert stacked.tolist() == [[3, 3]]


def test_rows_side_by_side_are_one() -> None:
    parts = [one_row([1, 3], np.array([0.5, 2.0]), 5), np.array([[0.0, 7.0]]), np.array([[1.0]])]
    row = joined(parts)
    assert row.toarray().tolist() == [[0.0, 0.5, 0.0, 2.0, 0.0, 0.0, 7.0, 1.0]]
    assert (row.shape, row.has_sorted_indices) == ((1, 8), True)


def test_a_model_says_the_same_of_a_sparse_row_and_of_an_array() -> None:
    weights = np.array([[1.0, -1.0], [0.5, 2.0], [0.0, 3.0]], dtype=np.float32)
    model = LinearModel(["a", "b"], weights, np.array([0.1, 0.2], dtype=np.float32))
    row = np.array([1.0, 0.0, 0.5])
    said = model.probabilities(row)
    assert said == pytest.approx(model.probabilities(csr_matrix(row.reshape(1, -1))))
    odds = np.exp(np.array([1.1, 0.7]))
    assert list(said.values()) == pytest.approx((odds / odds.sum()).tolist())
