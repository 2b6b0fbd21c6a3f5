"""What is learned of danger: how likely somebody must come, and of which kind it then is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.components.danger.features import Numbers, Row, Vocabulary

_FILE = "danger.npz"
WIDTH = 2.0
"""How fast likeness falls with the distance of two sounds: exp(-WIDTH * distance²). Chosen by
cross-validation by writer over 1, 1.5, 2 and 4 (docs/decisions/0028)."""


@dataclass(frozen=True)
class Model:
    """A support vector machine over the likeness of two texts: of their sounds (a Gaussian of the
    encoder's vectors) plus of their n-grams (a product, so its part is one weight for each n-gram).

    `slope` and `shift` make a probability of its score (Platt, 1999).
    """

    vocabulary: Vocabulary
    known: Numbers
    """The sounds of the sentences that it compares with, a row each."""
    shares: Numbers
    """How much each of them says for danger, or against it below 0."""
    weights: Numbers
    """Of the n-grams: the first column is danger, the others are `kinds`."""
    of_sound: Numbers
    """Of the encoder's dimensions, a column for each of `kinds`."""
    bias: Numbers
    kinds: tuple[str, ...]
    slope: float = 1.0
    shift: float = 0.0

    def score(self, row: Row) -> float:
        """Above 0 it is rather danger than not; not calibrated."""
        return float(self._scores(row)[0])

    def judge(self, row: Row) -> tuple[float, str]:
        """The probability that somebody must come, and the likeliest kind."""
        scores = self._scores(row)
        p = 1 / (1 + np.exp(-(self.slope * scores[0] + self.shift)))
        return float(p), self.kinds[int(scores[1:].argmax())]

    def _scores(self, row: Row) -> Numbers:
        scores: Numbers = self.bias + row.values @ self.weights[row.columns]
        scores[0] += likeness(self.known, row.sound) @ self.shares
        scores[1:] += row.sound @ self.of_sound
        return scores

    def save(self, folder: Path) -> None:
        arrays: dict[str, Any] = {
            "terms": np.array(self.vocabulary.terms), "rarity": self.vocabulary.rarity,
            "known": self.known, "shares": self.shares, "weights": self.weights,
            "of_sound": self.of_sound, "bias": self.bias, "kinds": np.array(self.kinds),
            "platt": np.array([self.slope, self.shift]),
        }  # fmt: skip
        np.savez_compressed(folder / _FILE, **arrays)

    @classmethod
    def load(cls, folder: Path) -> Model | None:
        """None where nothing was there to learn from."""
        if not (folder / _FILE).exists():
            return None
        with np.load(folder / _FILE, allow_pickle=False) as kept:
            slope, shift = kept["platt"].tolist()
            return cls(
                vocabulary=Vocabulary(tuple(kept["terms"].tolist()), kept["rarity"]),
                known=kept["known"],
                shares=kept["shares"],
                weights=kept["weights"],
                of_sound=kept["of_sound"],
                bias=kept["bias"],
                kinds=tuple(kept["kinds"].tolist()),
                slope=slope,
                shift=shift,
            )


def likeness(known: Numbers, sound: Numbers) -> Numbers:
    """Of unit vectors, each of `known` with `sound` (or each of them): 1 for the same, 0 for what
    has nothing in common."""
    near: Numbers = np.exp(-2 * WIDTH * (1 - known @ sound.T))
    return near


def with_columns(*columns: csr_matrix | Numbers) -> Numbers:
    return np.ascontiguousarray(np.column_stack(columns), dtype=np.float32)
