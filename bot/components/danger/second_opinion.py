"""A second opinion on danger, by the reader's encoder.

That encoder was taught what danger is, so it is too sure of the sentences that it was taught: on
those, whatever it says is right. What it says of others is learned here, from them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.components.danger.features import Numbers

WIDTH = 2.0
"""How fast likeness falls with the distance of two sentences: exp(-WIDTH * distance²)."""
WEIGHT = 0.3
"""Of its score beside that of the first three machines. Chosen over 0.3, 0.5, 0.7 and 1 by
cross-validation by writer (docs/decisions/0035)."""
_HARDNESS = 2.0
_FEWEST = 20
"""Sentences of each side without which nothing is learned."""


@dataclass(frozen=True)
class SecondOpinion:
    """A support vector machine over the likeness of two sentences."""

    known: Numbers
    """The sentences that it compares with, a row each."""
    shares: Numbers
    """How much each of them says for danger, or against it below 0."""
    bias: float

    @classmethod
    def learn(cls, sentences: Numbers, critical: Sequence[bool]) -> SecondOpinion | None:
        """None where there is too little to learn from."""
        # Here, for a bot that answers does without scikit-learn.
        from sklearn.svm import SVC

        if min(sum(critical), len(critical) - sum(critical)) < _FEWEST:
            return None
        fitted = SVC(C=_HARDNESS, gamma=WIDTH, class_weight="balanced")
        fitted.fit(sentences.astype(np.float64), critical)
        return cls(
            np.ascontiguousarray(sentences[fitted.support_]),
            fitted.dual_coef_[0].astype(np.float32),
            float(fitted.intercept_[0]),
        )

    def scores(self, sentences: Numbers) -> Numbers:
        """Of each row, weighed: what is to be added to the score of the others."""
        alike = np.exp(-2 * WIDTH * (1 - sentences @ self.known.T))
        found: Numbers = WEIGHT * (alike @ self.shares + self.bias)
        return found

    def arrays(self) -> dict[str, Any]:
        """As they are kept."""
        return {
            "second_known": self.known,
            "second_shares": self.shares,
            "second_bias": np.array([self.bias]),
        }

    @classmethod
    def of(cls, kept: Any) -> SecondOpinion | None:
        """What `arrays` gave; None where there was none."""
        if "second_known" not in kept:
            return None
        return cls(kept["second_known"], kept["second_shares"], float(kept["second_bias"][0]))
