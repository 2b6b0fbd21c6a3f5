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
        rows = [Counter(terms(text)) for text in texts]
        self._rows = len(rows)
        lengths = [row.total() for row in rows]
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        frequency = Counter(term for row in rows for term in row)
        self._gains: dict[str, list[tuple[int, float]]] = {}
        self._best = [0.0] * len(rows)
        for index, row in enumerate(rows):
            norm = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths[index] / mean
            for term, count in row.items():
                weight = _rarity(frequency[term], len(rows))
                gain = weight * count * (_SATURATION + 1) / (count + _SATURATION * norm)
                self._gains.setdefault(term, []).append((index, gain))
                self._best[index] += gain

    def scores(self, text: str) -> list[float]:
        """How far each row is met by the text, 0.0 to 1.0, in the order of the rows."""
        met = [0.0] * self._rows
        for term in set(terms(text)):
            for index, gain in self._gains.get(term, ()):
                met[index] += gain
        return [
            min(1.0, score / (best or 1.0)) for score, best in zip(met, self._best, strict=True)
        ]


def _rarity(rows_with_term: int, rows: int) -> float:
    return math.log(1 + (rows - rows_with_term + 0.5) / (rows_with_term + 0.5))
