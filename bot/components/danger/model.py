"""What is learned of danger: how likely somebody must come, and of which kind it then is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bot.components.danger.data import Line
from bot.components.danger.features import Numbers, Row, Vocabulary, rows
from bot.components.encoder import Encoder

_FILE = "danger.npz"
_STRENGTH = 0.3
"""Inverse of the regularisation; chosen by cross-validation by writer."""


@dataclass(frozen=True)
class Model:
    """Logistic regression over the features of a text, and over danger alone one for its kind.

    `slope` and `shift` make a probability of the score (Platt, 1999): fitted to the scores that
    lines of each writer get from a model of the others, since a model is too sure of what it
    learned.
    """

    vocabulary: Vocabulary
    weights: Numbers
    bias: Numbers
    """The first column is danger, the others are `kinds`."""
    kinds: tuple[str, ...]
    slope: float
    shift: float

    def judge(self, row: Row) -> tuple[float, str]:
        """The probability that somebody must come, and the likeliest kind."""
        scores = row.scores(self.weights, self.bias)
        p = 1 / (1 + np.exp(-(self.slope * scores[0] + self.shift)))
        return float(p), self.kinds[int(scores[1:].argmax())]

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / _FILE,
            terms=np.array(self.vocabulary.terms), rarity=self.vocabulary.rarity,
            weights=self.weights, bias=self.bias, kinds=np.array(self.kinds),
            platt=np.array([self.slope, self.shift]),
        )  # fmt: skip

    @classmethod
    def load(cls, folder: Path) -> Model | None:
        """None where nothing was there to learn from."""
        if not (folder / _FILE).exists():
            return None
        with np.load(folder / _FILE, allow_pickle=False) as kept:
            slope, shift = kept["platt"].tolist()
            vocabulary = Vocabulary(tuple(kept["terms"].tolist()), kept["rarity"])
            kinds = tuple(kept["kinds"].tolist())
            return cls(vocabulary, kept["weights"], kept["bias"], kinds, slope, shift)


def learn(lines: Sequence[Line], encoder: Encoder) -> Model:
    """A model of all lines, calibrated on writers that it had not read.

    Raises ValueError where they are not of two kinds of danger at least, and of none.
    """
    raw = [_score(model, line, encoder) for model, line in _unread(lines, encoder)]
    slope, shift = platt(raw, [line.critical for line in lines])
    return _fit(lines, encoder, slope, shift)


def _unread(lines: Sequence[Line], encoder: Encoder) -> list[tuple[Model, Line]]:
    """Each line with a model of what other writers wrote; of a single writer, of every line."""
    writers = sorted({line.writer for line in lines})
    found: dict[str, Model] = {}
    for writer in writers:
        others = [line for line in lines if line.writer != writer or len(writers) == 1]
        found[writer] = _fit(others, encoder)
    return [(found[line.writer], line) for line in lines]


def _score(model: Model, line: Line, encoder: Encoder) -> float:
    (row,) = rows([line.text], encoder, model.vocabulary)
    return float(row.scores(model.weights, model.bias)[0])


def platt(scores: Sequence[float], critical: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift of the logistic curve over `scores`."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e3).fit(np.array(scores)[:, None], critical)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _fit(lines: Sequence[Line], encoder: Encoder, slope: float = 1.0, shift: float = 0.0) -> Model:
    texts = [line.text for line in lines]
    vocabulary = Vocabulary.learn(texts)
    known = _matrix(rows(texts, encoder, vocabulary), vocabulary.width)
    danger = [index for index, line in enumerate(lines) if line.critical]
    weights, bias, _ = _regression(known, [line.critical for line in lines])
    of_kinds, bias_of_kinds, kinds = _regression(known[danger], [lines[i].kind for i in danger])
    return Model(
        vocabulary,
        np.ascontiguousarray(np.hstack([weights, of_kinds]), dtype=np.float32),
        np.concatenate([bias, bias_of_kinds]).astype(np.float32),
        kinds, slope, shift,
    )  # fmt: skip


def _regression(
    known: csr_matrix, labels: Sequence[bool] | Sequence[str]
) -> tuple[Numbers, Numbers, tuple[str, ...]]:
    """Weights with a column for each class, of two classes for the second one only."""
    # Here, for a bot that answers does without scikit-learn.
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(
        C=_STRENGTH, max_iter=200, class_weight="balanced", multi_class="ovr", solver="liblinear"
    ).fit(known, labels)
    return fitted.coef_.T, fitted.intercept_, tuple(map(str, fitted.classes_))


def _matrix(made: Sequence[Row], width: int) -> csr_matrix:
    wide = len(made[0].dense)
    columns = [np.append(np.arange(wide), wide + np.array(row.columns, dtype=int)) for row in made]
    values = [np.append(row.dense, row.values) for row in made]
    starts = np.cumsum([0, *(len(one) for one in columns)])
    parts = (np.concatenate(values), np.concatenate(columns), starts)
    return csr_matrix(parts, shape=(len(made), width))
