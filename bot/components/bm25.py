"""Okapi BM25 over characters of short questions: a few hundred rows, rebuilt when they change."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

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
        self._rows = [Counter(terms(text)) for text in texts]
        lengths = [sum(row.values()) for row in self._rows]
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        self._norms = [1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * length / mean for length in lengths]
        frequency = Counter(term for row in self._rows for term in row)
        total = len(self._rows)
        self._weights = {
            t: math.log(1 + (total - n + 0.5) / (n + 0.5)) for t, n in frequency.items()
        }
        self._best = [self._score(row, index) or 1.0 for index, row in enumerate(self._rows)]

    def scores(self, text: str) -> list[float]:
        """How far each row is met by the text, 0.0 to 1.0, in the order of the rows."""
        query = Counter(terms(text))
        return [min(1.0, self._score(query, i) / self._best[i]) for i in range(len(self._rows))]

    def _score(self, query: Counter[str], index: int) -> float:
        row, norm = self._rows[index], self._norms[index]
        return sum(
            self._weights[term] * row[term] * (_SATURATION + 1) / (row[term] + _SATURATION * norm)
            for term in query
            if term in row
        )
