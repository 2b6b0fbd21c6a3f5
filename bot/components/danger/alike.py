"""How much each of twelve thousand sentences is like each other, to learn danger from."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from bot.components.danger.features import Numbers
from bot.components.danger.model import likeness

_BLOCK = 1024
"""Rows at a time, so that what is computed on the way stays small."""
_COMMON = 400
"""Sentences that hold an n-gram from which it is common. The few hundred that are make up most of a
sparse product, and take a third of the time in a dense one."""


def alike(sounds: Numbers, signs: csr_matrix) -> Numbers:
    """Of their sounds, unit vectors with a row for each, plus of their n-grams."""
    count = len(sounds)
    held = np.bincount(signs.indices, minlength=signs.shape[1])
    common: Numbers = signs[:, np.flatnonzero(held > _COMMON)].toarray()
    rare = signs[:, np.flatnonzero(held <= _COMMON)].tocsr()
    turned = rare.T.tocsc()
    found = np.empty((count, count), dtype=np.float32)
    for start in range(0, count, _BLOCK):
        end = min(start + _BLOCK, count)
        block = likeness(sounds[start:end] @ sounds[:end].T)
        block += common[start:end] @ common[:end].T
        block += (rare[start:end] @ turned[:, :end]).toarray()
        found[start:end, :end] = block
        found[:start, start:end] = block[:, :start].T
    return found
