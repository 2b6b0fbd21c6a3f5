"""A second opinion on danger, by the reader's encoder.

That encoder was taught what danger is, so it is too sure of the sentences that it was taught: on
those, whatever it says is right. What it says of others is learned here, from them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.components.danger.compared import Compared
from bot.components.danger.features import Numbers

WIDTH = 2.0
"""How fast likeness falls with the distance of two sentences: exp(-WIDTH * distance²)."""
WEIGHT = 0.5
"""Of its score beside that of the first three machines. Chosen by cross-validation by writer over
0.3, 0.6 and 0.9 (docs/decisions/0036)."""
MEANING = 2.0
"""How much the likeness of two sentences' meanings counts beside that of their sounds, and beside
that of their n-grams."""
_HARDNESS = 3.0
_FEWEST = 20
"""Sentences of each side without which nothing is learned."""


@dataclass(frozen=True)
class SecondOpinion:
    """A support vector machine over the likeness of two sentences: of their meanings, their sounds
    and their n-grams. The latter two parts stand in the model as a column beside the first machines
    (model.SECONDED); this is the part of the meanings."""

    known: Compared
    """The meanings of the sentences that it compares with."""
    shares: Numbers
    """How much each of them says for danger, or against it below 0."""

    def scores(self, others: Numbers, meanings: Numbers) -> Numbers:
        """Of each row of `meanings`, weighed: what is to be added to the score of the first
        machines. `others`: what sounds and n-grams say of the same rows, with the bias."""
        near = likeness(self.known.cosines(meanings))
        found: Numbers = WEIGHT * (others + near @ self.shares)
        return found

    def arrays(self) -> dict[str, Any]:
        """As they are kept."""
        return {**self.known.arrays("second"), "second_shares": self.shares}

    @classmethod
    def of(cls, kept: Any) -> SecondOpinion | None:
        """What `arrays` gave; None where there was none."""
        if "second_shares" not in kept:
            return None
        return cls(Compared.kept(kept, "second"), kept["second_shares"])


def learned_shares(
    alike: Numbers, meanings: Numbers, critical: Sequence[bool]
) -> tuple[Numbers, float] | None:
    """How much each sentence says for danger, and the bias; None where there is too little to learn
    from. `alike`: how much the sounds and n-grams of each two are like each other."""
    # Here, for a bot that answers does without scikit-learn.
    from sklearn.svm import SVC

    if min(sum(critical), len(critical) - sum(critical)) < _FEWEST:
        return None
    fitted = SVC(kernel="precomputed", C=_HARDNESS, class_weight="balanced")
    fitted.fit((alike + likeness(meanings @ meanings.T)).astype(np.float64), critical)
    shares = np.zeros(len(critical), dtype=np.float32)
    shares[fitted.support_] = fitted.dual_coef_[0]
    return shares, float(fitted.intercept_[0])


def likeness(cosines: Numbers) -> Numbers:
    """Of two meanings: MEANING for the same."""
    found: Numbers = MEANING * np.exp(-2 * WIDTH * (1 - cosines))
    return found
