"""Logistic regression as scikit-learn fits it, over sparse and dense features side by side.

scikit-learn takes a single matrix. With five hundred dense columns in a sparse one its fit takes
twice as long, for weights that are the same to the twelfth digit; SciPy's minimiser, which it
calls, is called here by ourselves. For training only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Numbers = NDArray[np.float64]
Part = csr_matrix | Numbers
"""Some features of all rows."""

_ENDLESS = 1_000_000
_TWO = 2


def fit(
    parts: Sequence[Part], labels: Sequence[str], *, rounds: int, tolerance: float = 1e-4
) -> tuple[list[str], Numbers, Numbers]:
    """The classes in their order; weights, with a row for each feature and a column for each class;
    and biases.

    Every class counts the same, however many rows it has. After `rounds` of the minimiser it ends,
    converged or not. Raises ValueError below two classes.
    """
    # Here, for a bot that answers does without it.
    from scipy.optimize import minimize

    classes, codes = np.unique(labels, return_inverse=True)
    if len(classes) < _TWO:
        raise ValueError("there is nothing to tell apart")
    problem = _Problem.of(parts, codes)
    found = minimize(
        problem.loss,
        np.zeros(problem.size),
        method="L-BFGS-B",
        jac=True,
        options={"maxiter": rounds, "maxfun": _ENDLESS, "gtol": tolerance},
    )
    weights = problem.of_classes(found.x.reshape(problem.width + 1, -1))
    return classes.tolist(), np.ascontiguousarray(weights[:-1]), weights[-1]


@dataclass(frozen=True)
class _Problem:
    parts: Sequence[Part]
    turned: Sequence[Part]
    """The same, with features as rows."""
    truth: Numbers
    """1 for each row's class, a column for each class."""
    counts: Numbers
    """How much each row counts."""

    @classmethod
    def of(cls, parts: Sequence[Part], codes: NDArray[np.intp]) -> _Problem:
        truth = np.eye(codes.max() + 1)[codes]
        counts = len(codes) / (truth.shape[1] * truth.sum(axis=0))
        turned = [csr_matrix(part.T) if isinstance(part, csr_matrix) else part.T for part in parts]
        return cls(parts, turned, truth, counts[codes])

    @property
    def width(self) -> int:
        return sum(part.shape[1] for part in self.parts)

    @property
    def size(self) -> int:
        """Of two classes, as in scikit-learn, the second's odds alone are learned."""
        classes = self.truth.shape[1]
        return (self.width + 1) * (1 if classes == _TWO else classes)

    def of_classes(self, columns: Numbers) -> Numbers:
        """A column for each class."""
        return np.hstack([0 * columns, columns]) if columns.shape[1] == 1 else columns

    def loss(self, flat: Numbers) -> tuple[float, Numbers]:
        """Of weights and, in the last row, biases; and its gradient."""
        weights = flat.reshape(self.width + 1, -1)
        scores = self.of_classes(self._scores(weights))
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        sums = odds.sum(axis=1)
        missed = np.log(sums) - (scores * self.truth).sum(axis=1)
        wrong = (odds / sums[:, None] - self.truth) * self.counts[:, None]
        slopes = self._slopes(wrong[:, -weights.shape[1] :], weights)
        return float(self.counts @ missed + (weights[:-1] ** 2).sum() / 2), slopes.ravel()

    def _scores(self, weights: Numbers) -> Numbers:
        start, scores = 0, np.tile(weights[-1], (len(self.truth), 1))
        for part in self.parts:
            scores += part @ weights[start : start + part.shape[1]]
            start += part.shape[1]
        return scores

    def _slopes(self, wrong: Numbers, weights: Numbers) -> Numbers:
        start, slopes = 0, np.empty_like(weights)
        for part in self.turned:
            slopes[start : start + part.shape[0]] = part @ wrong
            start += part.shape[0]
        slopes[:-1] += weights[:-1]
        slopes[-1] = wrong.sum(axis=0)
        return slopes
