"""Logistic regression over rows of features, kept as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Numbers = NDArray[np.float32]


class LinearModel:
    """Probabilities of classes. Stored as arrays: a pickle may run code when it is opened."""

    def __init__(self, classes: Sequence[str], weights: Numbers, bias: Numbers) -> None:
        self._classes = list(classes)
        # Multiplying by weights in another order would copy them all for each row.
        self._weights = np.ascontiguousarray(weights)
        self._bias = bias

    @classmethod
    def fit(cls, rows: csr_matrix | Numbers, labels: Sequence[str]) -> LinearModel:
        """Every class counts the same, however many rows it has. Raises ValueError below two."""
        # Here, for a bot that answers does without scikit-learn.
        from sklearn.linear_model import LogisticRegression

        trained = LogisticRegression(max_iter=100, class_weight="balanced").fit(rows, labels)
        weights, bias = trained.coef_.T, trained.intercept_
        if weights.shape[1] == 1:
            # Of two classes scikit-learn keeps the second's odds only.
            weights, bias = np.hstack([0 * weights, weights]), np.append(0, bias)
        return cls(trained.classes_.tolist(), weights.astype(np.float32), bias.astype(np.float32))

    def probabilities(self, row: csr_matrix | Numbers) -> dict[str, float]:
        """Of each class, for a single row of as many features as were learned from: a sparse
        matrix, or an array."""
        # In the type of the weights, or every call would convert them all; and by arrays, for
        # SciPy takes longer to look at a matrix than to multiply it.
        if isinstance(row, csr_matrix):
            met = row.data.astype(np.float32) @ self._weights[row.indices]
        else:
            met = row.astype(np.float32) @ self._weights
        scores = met + self._bias
        odds = np.exp(scores - scores.max())
        return dict(zip(self._classes, (odds / odds.sum()).tolist(), strict=True))

    def save(self, path: Path) -> None:
        np.savez_compressed(path, classes=self._classes, weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        with np.load(path, allow_pickle=False) as kept:
            return cls(kept["classes"].tolist(), kept["weights"], kept["bias"])
