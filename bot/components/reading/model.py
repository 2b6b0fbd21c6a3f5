"""Linear heads: a label for each token, a role for each span, and the acts of a message."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.components.reading.decoding import Floats, Stretch, stretches, tags_of

_FILE = "reading.npz"
_STRENGTH = 0.03
"""Inverse of the regularisation. The encoder has read the lines, so what tells them apart is weaker
in those of somebody else."""
_ROUNDS = 40
_STRENGTH_OF_ACTS = 0.1
_FEW = 5
_TOKENS, _SENTENCE, _RULED = 4.0, 8.0, 3.0
"""How much the vectors of tokens (some 5 long), of the whole message (1 long), and what rules found
(0 or 1) are scaled."""


@dataclass(frozen=True)
class Linear:
    """The odds of each of `names`."""

    names: tuple[str, ...]
    weights: Floats
    bias: Floats

    def likely(self, rows: Floats) -> Floats:
        """A row of probabilities for each row."""
        scores = rows @ self.weights + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Floats = scores / scores.sum(axis=1, keepdims=True)
        return found

    @classmethod
    def fit(cls, rows: Floats, answers: Sequence[str]) -> Linear:
        # Here, for a bot that answers does without scikit-learn.
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.linear_model import LogisticRegression

        regression = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            regression.fit(rows, answers)
        weights, bias = regression.coef_.T, regression.intercept_
        if weights.shape[1] == 1:
            # Of two classes scikit-learn keeps the second's odds only.
            weights, bias = np.hstack([0 * weights, weights]), np.append(0, bias)
        names = tuple(str(name) for name in regression.classes_)
        return cls(names, np.ascontiguousarray(weights, np.float32), bias.astype(np.float32))


@dataclass(frozen=True)
class Several:
    """How likely each of `names` is by itself."""

    names: tuple[str, ...]
    weights: Floats
    bias: Floats

    def likely(self, row: Floats) -> dict[str, float]:
        scores = 1 / (1 + np.exp(-(row @ self.weights + self.bias)))
        return {name: float(one) for name, one in zip(self.names, scores, strict=True)}

    @classmethod
    def fit(cls, rows: Floats, answers: Sequence[frozenset[str]]) -> Several:
        """Names that fewer than `_FEW` rows have are left out."""
        # Here, for a bot that answers does without scikit-learn.
        from sklearn.linear_model import LogisticRegression

        counted = Counter(name for one in answers for name in one)
        names = tuple(sorted(name for name, many in counted.items() if _FEW <= many < len(rows)))
        regression = LogisticRegression(C=_STRENGTH_OF_ACTS, solver="liblinear")
        weights = np.zeros((rows.shape[1], len(names)), dtype=np.float32)
        bias = np.zeros(len(names), dtype=np.float32)
        for column, name in enumerate(names):
            regression.fit(rows, [name in one for one in answers])
            weights[:, column], bias[column] = regression.coef_[0], regression.intercept_[0]
        return cls(names, weights, bias)


@dataclass(frozen=True)
class Heard:
    """A message as encoder and rules see it: a row for each token, and one for the whole."""

    tokens: Floats
    sentence: Floats
    ruled: Floats

    def known(self) -> Heard:
        """Up to the last token that was read or that a rule knows: the rest of an endless message
        says nothing."""
        told = self.tokens.any(axis=1) | self.ruled.any(axis=1)
        count = int(np.flatnonzero(told)[-1]) + 1 if told.any() else 0
        return Heard(self.tokens[:count], self.sentence, self.ruled[:count])


@dataclass(frozen=True)
class Labelled:
    """Tokens [first, after) with label and role, and how sure each is."""

    first: int
    after: int
    label: str
    role: str
    sure: float
    sure_of_role: float


@dataclass(frozen=True)
class Model:
    tags: Linear
    roles: Linear
    of_label: NDArray[np.bool_]
    """Which roles a label may have: a row for each of `labels`, a column for each role."""
    labels: tuple[str, ...]
    acts: Several

    @classmethod
    def learn(
        cls,
        heard: Sequence[Heard],
        spans: Sequence[Sequence[Labelled]],
        acts: Sequence[frozenset[str]],
    ) -> Model:
        """`spans`: of each message, in order and without overlaps; `acts`: what each does, by name.

        Raises ValueError where none of them has a span.
        """
        labels = tuple(sorted({one.label for those in spans for one in those}))
        if not labels:
            raise ValueError("nothing is marked in any message")
        tags = [tag for one, those in zip(heard, spans, strict=True) for tag in _tags(one, those)]
        couples = [(h, one) for h, those in zip(heard, spans, strict=True) for one in those]
        rows = np.stack(
            [_of_span(h, one.first, one.after, one.label, labels) for h, one in couples]
        )
        roles = Linear.fit(rows, [one.role for _, one in couples])
        seen = {(one.label, one.role) for _, one in couples}
        of_label = np.array([[(label, role) in seen for role in roles.names] for label in labels])
        return cls(
            Linear.fit(np.concatenate([_wide(one) for one in heard]), tags),
            roles,
            of_label,
            labels,
            Several.fit(np.stack([_whole(one) for one in heard]), acts),
        )

    def likely_acts(self, heard: Heard) -> dict[str, float]:
        """How likely it is that a message holds an act, by the act's name."""
        return self.acts.likely(_whole(heard))

    def read(self, heard: Heard) -> list[Labelled]:
        """The likeliest spans of a message, in order."""
        heard = heard.known()
        if not len(heard.tokens):
            return []
        every, columns = self._every_tag
        likely = np.zeros((len(heard.tokens), len(every)), dtype=np.float32)
        likely[:, columns] = self.tags.likely(_wide(heard))
        return self._with_roles(heard, stretches(every, likely))

    @cached_property
    def _every_tag(self) -> tuple[tuple[str, ...], list[int]]:
        """Every tag there is, and which of them each column of `tags` is."""
        every = tags_of(self.labels)
        return every, [every.index(name) for name in self.tags.names]

    def _with_roles(self, heard: Heard, found: Sequence[Stretch]) -> list[Labelled]:
        if not found:
            return []
        rows = [_of_span(heard, one.first, one.after, one.label, self.labels) for one in found]
        may_be = self.of_label[[self.labels.index(one.label) for one in found]]
        likely = self.roles.likely(np.stack(rows)) * may_be
        likely /= np.maximum(likely.sum(axis=1, keepdims=True), 1e-9)
        best = likely.argmax(axis=1)
        return [
            Labelled(
                one.first, one.after, one.label, self.roles.names[role], one.sure, float(row[role])
            )
            for one, row, role in zip(found, likely, best, strict=True)
        ]

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / _FILE,
            tags=np.array(self.tags.names), tag_weights=self.tags.weights, tag_bias=self.tags.bias,
            roles=np.array(self.roles.names), role_weights=self.roles.weights,
            role_bias=self.roles.bias, of_label=self.of_label, labels=np.array(self.labels),
            acts=np.array(self.acts.names, dtype=str), act_weights=self.acts.weights,
            act_bias=self.acts.bias,
        )  # fmt: skip

    @classmethod
    def load(cls, folder: Path) -> Model | None:
        """None where nothing was there to learn from."""
        if not (folder / _FILE).exists():
            return None
        with np.load(folder / _FILE, allow_pickle=False) as kept:
            tags = Linear(tuple(kept["tags"].tolist()), kept["tag_weights"], kept["tag_bias"])
            roles = Linear(tuple(kept["roles"].tolist()), kept["role_weights"], kept["role_bias"])
            acts = Several(tuple(kept["acts"].tolist()), kept["act_weights"], kept["act_bias"])
            return cls(tags, roles, kept["of_label"], tuple(kept["labels"].tolist()), acts)


def _tags(heard: Heard, spans: Sequence[Labelled]) -> list[str]:
    tags = ["O"] * len(heard.tokens)
    for one in spans:
        for place in range(one.first, one.after):
            tags[place] = f"{'B' if place == one.first else 'I'}-{one.label}"
    return tags


def _wide(heard: Heard) -> Floats:
    """Each token with what rules found there, and with whether it goes on with the piece of the one
    before: a piece may hold several characters, of which only the first begins something."""
    tokens = heard.tokens
    same = np.zeros((len(tokens), 1), dtype=np.float32)
    same[1:, 0] = (tokens[1:] == tokens[:-1]).all(axis=1)
    return np.hstack([tokens * _TOKENS, same, heard.ruled * _RULED])


def _whole(heard: Heard) -> Floats:
    row: Floats = heard.sentence * _SENTENCE
    return row


def _of_span(heard: Heard, first: int, after: int, label: str, labels: Sequence[str]) -> Floats:
    inside = heard.tokens[first:after].mean(axis=0) * _TOKENS
    is_label = np.array([one == label for one in labels], dtype=np.float32)
    ruled = heard.ruled[first:after].max(axis=0) * _RULED
    row: Floats = np.concatenate([inside, _whole(heard), is_label, ruled]).astype(np.float32)
    return row
