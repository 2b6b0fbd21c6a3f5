"""Learns a model of danger from sentences, and how far its scores can be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.components.danger.data import Line
from bot.components.danger.features import Numbers, Vocabulary, rows, signs, sounds
from bot.components.danger.model import Model, likeness, with_columns
from bot.components.danger.zones import KINDS
from bot.components.encoder import Encoder

_HARDNESS = 3.0
"""What a sentence on the wrong side costs the support vector machine. From 1 on it makes none."""
_KIND_STRENGTH, _KIND_SOUND, _KIND_SIGNS = 1.0, 7.0, 5.0
"""Inverse of the regularisation of the regression over kinds, and how much each part weighs."""


def learn(lines: Sequence[Line], encoder: Encoder, always: Sequence[Line] = ()) -> Model:
    """A model of all lines, calibrated on lines of writers that it had not read: a model is too
    sure of what it learned. `always` is learned and not calibrated on.

    Raises ValueError where there is no danger among the lines, or nothing else.
    """
    slope, shift = platt(unread_scores(lines, encoder, always), [line.critical for line in lines])
    return replace(fit([*lines, *always], encoder), slope=slope, shift=shift)


def unread_scores(
    lines: Sequence[Line], encoder: Encoder, always: Sequence[Line] = ()
) -> list[float]:
    """The score of each line, by a model of `always` and the other writers' lines; of a single
    writer's, by one of them all."""
    writers = sorted({line.writer for line in lines})
    scores = np.zeros(len(lines))
    for writer in writers:
        others = [line for line in lines if line.writer != writer or len(writers) == 1]
        asked = [place for place, line in enumerate(lines) if line.writer == writer]
        model = fit([*others, *always], encoder, kinds=False)
        scores[asked] = ask(model, [lines[i] for i in asked], encoder)
    found: list[float] = scores.tolist()
    return found


def ask(model: Model, lines: Sequence[Line], encoder: Encoder) -> list[float]:
    made = rows([line.text for line in lines], encoder, model.vocabulary)
    return [model.score(row) for row in made]


def platt(scores: Sequence[float], critical: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift of the logistic curve over `scores`."""
    # Here, for a bot that answers does without scikit-learn.
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e3).fit(np.array(scores)[:, None], critical)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def fit(lines: Sequence[Line], encoder: Encoder, *, kinds: bool = True) -> Model:
    """A model whose scores are not calibrated. Without `kinds` it can score and not judge."""
    texts = [line.text for line in lines]
    vocabulary = Vocabulary.learn(texts)
    made = rows(texts, encoder, vocabulary)
    heard, seen = sounds(made), signs(made, vocabulary)
    known, shares, weights, bias = _machine(heard, seen, [line.critical for line in lines])
    told = [line.critical and line.kind in KINDS and kinds for line in lines]
    danger = [place for place, is_told in enumerate(told) if is_told]
    of_kinds, kind_bias, names = _kinds(
        heard[danger], seen[danger], [lines[i].kind for i in danger]
    )
    cut = heard.shape[1]
    return Model(
        vocabulary=vocabulary,
        known=known,
        shares=shares,
        weights=with_columns(weights, of_kinds[cut:] * _KIND_SIGNS),
        of_sound=np.ascontiguousarray(of_kinds[:cut] * _KIND_SOUND, dtype=np.float32),
        bias=np.append(bias, kind_bias).astype(np.float32),
        kinds=names,
    )


def _machine(
    heard: Numbers, seen: csr_matrix, critical: Sequence[bool]
) -> tuple[Numbers, Numbers, Numbers, float]:
    """The sounds that it compares with, the share of each, a weight for each n-gram, the bias."""
    from sklearn.svm import SVC

    alike = likeness(heard, heard).astype(np.float64) + (seen @ seen.T).toarray()
    fitted = SVC(kernel="precomputed", C=_HARDNESS, class_weight="balanced").fit(alike, critical)
    shares = fitted.dual_coef_[0].astype(np.float32)
    weights: Numbers = seen[fitted.support_].T @ shares
    return heard[fitted.support_], shares, weights, float(fitted.intercept_[0])


def _kinds(
    heard: Numbers, seen: csr_matrix, kinds: Sequence[str]
) -> tuple[Numbers, Numbers, tuple[str, ...]]:
    """Weights with a column for each kind, biases, and the kinds in the order of the columns."""
    from sklearn.linear_model import LogisticRegression

    names = sorted(set(kinds))
    features = hstack([csr_matrix(heard * _KIND_SOUND), seen * _KIND_SIGNS]).tocsr()
    columns, biases = [], []
    for name in names:
        is_it = [kind == name for kind in kinds]
        one = LogisticRegression(
            C=_KIND_STRENGTH, class_weight="balanced", solver="liblinear", random_state=0
        ).fit(features, is_it)
        columns.append(one.coef_[0])
        biases.append(one.intercept_[0])
    weights = np.array(columns, dtype=np.float32).reshape(len(names), features.shape[1]).T
    return weights, np.array(biases, dtype=np.float32), tuple(names)
