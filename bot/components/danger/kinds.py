"""Of which kind a danger is, learned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.components.danger.features import Numbers

_STRENGTH = 1.0
"""Inverse of the regularisation."""
_SOUND, _SIGNS = 7.0, 5.0
"""How much each part weighs."""


def learned_kinds(
    sounds: Numbers, signs: csr_matrix, kinds: Sequence[str]
) -> tuple[Numbers, Numbers, Numbers, tuple[str, ...]]:
    """Of dangers: weights of their sounds and of their n-grams, a column for each kind, biases, and
    the kinds in the order of the columns. A logistic regression for each, of it against others."""
    # Here, for a bot that answers does without scikit-learn.
    from sklearn.linear_model import LogisticRegression

    names = sorted(set(kinds))
    features = hstack([csr_matrix(sounds * _SOUND), signs * _SIGNS]).tocsr()
    columns, biases = [], []
    for name in names:
        # There are many times more n-grams than dangers, so the dual problem is solved in a third
        # of the time. Its answer is the same to a hundredth of a score.
        one = LogisticRegression(
            C=_STRENGTH, class_weight="balanced", solver="liblinear", dual=True, random_state=0
        ).fit(features, [kind == name for kind in kinds])
        columns.append(one.coef_[0])
        biases.append(one.intercept_[0])
    weights = np.array(columns, dtype=np.float32).reshape(len(names), features.shape[1]).T
    cut = sounds.shape[1]
    of_sounds = np.ascontiguousarray(weights[:cut] * _SOUND)
    return of_sounds, weights[cut:] * _SIGNS, np.array(biases, dtype=np.float32), tuple(names)
