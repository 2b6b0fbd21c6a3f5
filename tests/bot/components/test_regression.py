"""The regression learns what scikit-learn learns of the same features in one matrix."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.components.regression import fit

RANDOM = np.random.default_rng(7)
ROWS = 60
SPARSE = csr_matrix(RANDOM.random((ROWS, 30)) * (RANDOM.random((ROWS, 30)) < 0.2))
DENSE = RANDOM.normal(size=(ROWS, 8))


@pytest.mark.parametrize("count", [2, 3, 7])
def test_weights_and_biases_are_those_of_scikit_learn(count: int) -> None:
    """Of classes that have 30 rows and those that have a few."""
    labels = [f"class {min(int(number), count - 1)}" for number in RANDOM.geometric(0.5, ROWS) - 1]
    labels[:count] = [f"class {number}" for number in range(count)]
    classes, weights, bias = fit([SPARSE, DENSE], labels, rounds=20)
    theirs = LogisticRegression(max_iter=20, class_weight="balanced")
    theirs.fit(csr_matrix(hstack([SPARSE, DENSE])), labels)
    assert classes == theirs.classes_.tolist()
    if count == 2:  # The second's odds alone are learned.
        assert not weights[:, 0].any()
        weights, bias = weights[:, 1:], bias[1:]
    assert weights == pytest.approx(theirs.coef_.T, abs=1e-9)
    assert bias == pytest.approx(theirs.intercept_, abs=1e-9)


def test_one_kind_of_features_is_enough() -> None:
    labels = ["a", "b", "c"] * (ROWS // 3)
    for part in (SPARSE, DENSE):
        _, weights, _ = fit([part], labels, rounds=20)
        assert weights.shape == (part.shape[1], 3)


def test_a_single_class_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to tell apart"):
        fit([DENSE], ["a"] * ROWS, rounds=20)
