"""What is learned of danger: how likely somebody must come, and of which kind it then is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.components.danger.compared import Compared
from bot.components.danger.features import Numbers, Row, Vocabulary
from bot.components.danger.second_opinion import SecondOpinion

_FILE = "danger.npz"
WIDTH = 2.0
"""How fast likeness falls with the distance of two sounds: exp(-WIDTH * distance²). Chosen by
cross-validation by writer over 1, 1.5, 2 and 4 (docs/decisions/0028)."""


MACHINES = 3
"""Danger against all else, against ordinary messages, and against what only looks like it."""
SECONDED = MACHINES
"""Which column the second opinion has behind the machines'; those of the kinds follow."""


@dataclass(frozen=True)
class Model:
    """Support vector machines over the likeness of two texts: of their sounds (a Gaussian of the
    encoder's vectors) plus of their n-grams (a product, so its part is one weight for each n-gram).

    `slope` and `shift` make a probability of its score (Platt, 1999).
    """

    vocabulary: Vocabulary
    known: Compared
    """The sounds of the sentences that it compares with."""
    shares: Numbers
    """How much each of them says for danger, or against it below 0; a column for each machine,
    and one for the second opinion, zeros without one."""
    weights: Numbers
    """Of the n-grams: columns as those of `shares`, then one for each of `kinds`."""
    of_sound: Numbers
    """Of the encoder's dimensions, a column for each of `kinds`."""
    bias: Numbers
    kinds: tuple[str, ...]
    slope: float = 1.0
    shift: float = 0.0
    second: SecondOpinion | None = None

    def score(self, row: Row) -> float:
        """Above 0 it is rather danger than not; not calibrated."""
        scores = self.columns(row)
        return float(combined(scores)) + self._seconded(scores, row)

    def judge(self, row: Row) -> tuple[float, str]:
        """The probability that somebody must come, and the likeliest kind."""
        scores = self.columns(row)
        score = combined(scores) + self._seconded(scores, row)
        p = 1 / (1 + np.exp(-(self.slope * score + self.shift)))
        return float(p), self.kinds[int(scores[SECONDED + 1 :].argmax())]

    def _seconded(self, scores: Numbers, row: Row) -> float:
        if self.second is None or row.meaning is None:
            return 0.0
        return float(self.second.scores(scores[SECONDED], row.meaning[None])[0])

    def columns(self, row: Row) -> Numbers:
        """The machines' scores, what sounds and n-grams say in the second opinion, the kinds'."""
        scores: Numbers = self.bias + row.values @ self.weights[row.columns]
        scores[: SECONDED + 1] += likeness(self.known.cosines(row.sound[None]))[0] @ self.shares
        scores[SECONDED + 1 :] += row.sound @ self.of_sound
        return scores

    def save(self, folder: Path) -> None:
        arrays: dict[str, Any] = {
            "terms": np.array(self.vocabulary.terms), "rarity": self.vocabulary.rarity,
            "characters": np.array(self.vocabulary.characters),
            **self.known.arrays("known"), "shares": self.shares, "weights": self.weights,
            "of_sound": self.of_sound, "bias": self.bias, "kinds": np.array(self.kinds),
            "platt": np.array([self.slope, self.shift]),
        }  # fmt: skip
        if self.second is not None:
            arrays |= self.second.arrays()
        np.savez_compressed(folder / _FILE, **arrays)

    @classmethod
    def load(cls, folder: Path) -> Model | None:
        """None where nothing was there to learn from."""
        if not (folder / _FILE).exists():
            return None
        with np.load(folder / _FILE, allow_pickle=False) as kept:
            slope, shift = kept["platt"].tolist()
            return cls(
                vocabulary=Vocabulary(
                    tuple(kept["terms"].tolist()), kept["rarity"], int(kept["characters"])
                ),
                known=Compared.kept(kept, "known"),
                shares=kept["shares"],
                weights=kept["weights"],
                of_sound=kept["of_sound"],
                bias=kept["bias"],
                kinds=tuple(kept["kinds"].tolist()),
                slope=slope,
                shift=shift,
                second=SecondOpinion.of(kept),
            )


def combined(scores: Numbers) -> Numbers:
    """One score of the machines', the last axis: the mean of the first, and of the less sure of the
    other two. Danger must be unlike ordinary messages, and unlike what only looks like it."""
    found: Numbers = (scores[..., 0] + scores[..., 1:MACHINES].min(axis=-1)) / 2
    return found


def likeness(cosines: Numbers) -> Numbers:
    """Of two sounds: 1 for the same, 0 for what has nothing in common."""
    near: Numbers = np.exp(-2 * WIDTH * (1 - cosines))
    return near


def with_columns(*columns: csr_matrix | Numbers) -> Numbers:
    return np.ascontiguousarray(np.column_stack(columns), dtype=np.float32)
