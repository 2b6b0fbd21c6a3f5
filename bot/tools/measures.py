"""Figures of a classifier, from plain lists. Shares are from 0.0 to 1.0; none of nothing is 1.0."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]  # the intent that a sentence has, the one that was seen
Sure = tuple[float, bool]  # how sure, from 0.0 to 1.0; whether rightly


@dataclass(frozen=True)
class Score:
    """One class against all others; `n` sentences have it."""

    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True)
class Bin:
    """Answers whose confidence lies in one interval."""

    confidence: float
    accuracy: float
    n: int


def share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 1.0


def accuracy(pairs: Iterable[Pair]) -> float:
    return share(true == seen for true, seen in pairs)


def by_class(pairs: Sequence[Pair]) -> dict[str, Score]:
    """Of every class that occurs, on either side; by name."""
    there = Counter(true for true, _ in pairs)
    seen = Counter(seen for _, seen in pairs)
    hits = Counter(true for true, seen in pairs if true == seen)
    return {name: _score(hits[name], seen[name], there[name]) for name in sorted({*there, *seen})}


def _score(hits: int, seen: int, there: int) -> Score:
    return Score(
        precision=hits / seen if seen else 0.0,
        recall=hits / there if there else 0.0,
        f1=2 * hits / (seen + there),
        n=there,
    )


def of_lists(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Score:
    """What was wanted beside what was found, sentence by sentence; order is no matter."""
    hits = there = seen = 0
    for wanted, found in pairs:
        want, got = Counter(wanted), Counter(found)
        hits += (want & got).total()
        there += want.total()
        seen += got.total()
    return _score(hits, seen, there) if seen + there else Score(1.0, 1.0, 1.0, 0)


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The plain mean over classes that a sentence of the set has: rare ones weigh as much."""
    scores = [score.f1 for score in by_class(pairs).values() if score.n]
    return sum(scores) / len(scores) if scores else 1.0


def confusion(pairs: Iterable[Pair]) -> tuple[list[str], list[list[int]]]:
    """Names, and counts with a row for each true class and a column for each seen one."""
    counts = Counter(pairs)
    names = sorted({name for pair in counts for name in pair})
    return names, [[counts[true, seen] for seen in names] for true in names]


def reliability(answers: Iterable[Sure], bins: int = 10) -> list[Bin]:
    """Bins of equal width that hold something, the least sure first."""
    filled: dict[int, list[Sure]] = {}
    for answer in answers:
        filled.setdefault(min(int(answer[0] * bins), bins - 1), []).append(answer)
    return [_bin(rows) for _, rows in sorted(filled.items())]


def _bin(rows: Sequence[Sure]) -> Bin:
    confidence = sum(sure for sure, _ in rows) / len(rows)
    return Bin(confidence, share(right for _, right in rows), len(rows))


def calibration_error(answers: Sequence[Sure], bins: int = 10) -> float:
    """ECE: how far confidence is from accuracy, weighed by the sentences in each bin."""
    gaps = (abs(row.confidence - row.accuracy) * row.n for row in reliability(answers, bins))
    return sum(gaps) / len(answers) if answers else 0.0


def rejection(pairs: Sequence[Pair], stranger: str) -> tuple[float, float]:
    """Of strangers' sentences the share seen as such; of all others the share falsely so."""
    recall = share(seen == stranger for true, seen in pairs if true == stranger)
    known = [seen == stranger for true, seen in pairs if true != stranger]
    return recall, sum(known) / len(known) if known else 0.0


def quantile(values: Sequence[float], q: float) -> float:
    """Nearest rank: a value that was there, at least `q` of all no greater. Raises on none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(q * len(ordered)) - 1, 0)]


def interval(p: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's: where the true share lies, 95 times of 100, when `p` was seen in `n`."""
    if not n:
        return 0.0, 1.0
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
