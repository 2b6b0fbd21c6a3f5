"""A message's features as its classifiers take them: one row, looked at thousands of times an
hour, without what SciPy and Rasa do for matrices and lists of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

Numbers = NDArray[Any]


def one_row(columns: Sequence[int] | Numbers, values: Numbers, width: int) -> csr_matrix:
    """A matrix of one row, not checked: `columns` ascend, and are below `width`."""
    row = csr_matrix.__new__(csr_matrix)
    row.__dict__.update(_NOTHING.__dict__)
    row._shape = (1, width)
    row.data, row.indices = values, np.array(columns, dtype=np.int32)
    row.indptr = np.array([0, len(columns)], dtype=np.int32)
    return row


_NOTHING = csr_matrix((1, 1))


def joined(parts: Sequence[csr_matrix | Numbers]) -> csr_matrix:
    """A matrix of one row of rows side by side, each of shape [1, width]."""
    columns: list[Numbers] = []
    values: list[Numbers] = []
    width = 0
    for part in parts:
        if isinstance(part, csr_matrix):
            columns.append(part.indices + width)
            values.append(part.data)
        else:
            there = np.flatnonzero(part[0])
            columns.append(there + width)
            values.append(part[0][there])
        width += part.shape[1]
    return one_row(np.concatenate(columns), np.concatenate(values), width)


def of_sentence(message: Message) -> tuple[csr_matrix | None, Numbers | None]:
    """The sparse row of a message's sentence, and its dense one, [1, width]; not to be changed."""
    those = [
        one.features
        for one in message.features
        if one.attribute == TEXT and one.type == FEATURE_TYPE_SENTENCE
    ]
    sparse = [one for one in those if isinstance(one, csr_matrix)]
    dense = [one for one in those if isinstance(one, np.ndarray)]
    if len(sparse) <= 1 and len(dense) <= 1 and len(sparse) + len(dense) == len(those):
        return next(iter(sparse), None), next(iter(dense), None)
    joined, stacked = message.get_sparse_features(TEXT)[1], message.get_dense_features(TEXT)[1]
    return (
        csr_matrix(joined.features) if joined else None,
        np.asarray(stacked.features) if stacked else None,
    )
