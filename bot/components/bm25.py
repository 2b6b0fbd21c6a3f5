"""Okapi BM25 over characters of short questions: a few hundred rows, rebuilt when they change."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

# Robertson and Zaragoza's usual constants.
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75

_PIECE = re.compile(r"[a-z0-9]+|[^\W_]")


def terms(text: str) -> list[str]:
    """Latin words whole; other characters singly and in pairs of neighbours."""
    pieces = _PIECE.findall(text.lower())
    pairs = [a + b for a, b in pairwise(pieces) if not (a + b).isascii()]
    return pieces + pairs


class Bm25:
    """Immutable; scores are divided by each row's score for itself, so 1.0 is a verbatim match."""

    def __init__(self, texts: Sequence[str]) -> None:
        rows = [Counter(terms(text)) for text in texts]
        self._rows = len(rows)
        lengths = [row.total() for row in rows]
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        frequency = Counter(term for row in rows for term in row)
        gains: dict[str, dict[int, float]] = {}
        best = np.zeros(len(rows))
        for index, row in enumerate(rows):
            norm = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths[index] / mean
            for term, count in row.items():
                weight = _rarity(frequency[term], len(rows))
                gain = weight * count * (_SATURATION + 1) / (count + _SATURATION * norm)
                gains.setdefault(term, {})[index] = gain
                best[index] += gain
        self._best = np.where(best == 0, 1.0, best)
        self._gains = {
            term: (np.array(list(met)), np.array(list(met.values()))) for term, met in gains.items()
        }

    def scores(self, text: str) -> NDArray[np.float64]:
        """How far each row is met by the text, 0.0 to 1.0, in the order of the rows."""
        met = np.zeros(self._rows)
        for term in set(terms(text)):
            if (found := self._gains.get(term)) is not None:
                rows, gains = found
                met[rows] += gains
        shares: NDArray[np.float64] = np.minimum(1.0, met / self._best)
        return shares


def _rarity(rows_with_term: int, rows: int) -> float:
    return math.log(1 + (rows - rows_with_term + 0.5) / (rows_with_term + 0.5))
