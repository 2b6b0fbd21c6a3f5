"""The likeliest sequence of tags in which every span begins before it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens [first, after) that have one label, and how sure the least sure of them is."""

    first: int
    after: int
    label: str
    sure: float


def tags_of(labels: Sequence[str]) -> tuple[str, ...]:
    """Every tag there is for these labels: outside, and begin and inside of each."""
    return (OUTSIDE, *(f"{mark}-{label}" for label in sorted(labels) for mark in "BI"))


def stretches(tags: Sequence[str], likely: Floats) -> list[Stretch]:
    """`likely`: a row of probabilities of the tags for each token.

    What begins where the same label ends goes on with it: people mark no such stretches apart.
    """
    if not len(likely):
        return []
    path = _best(tags, np.log(np.maximum(likely, 1e-9)))
    found: list[Stretch] = []
    for place, tag in enumerate(path):
        mark, _, label = tags[tag].partition("-")
        sure = float(likely[place, tag])
        last = found[-1] if found else None
        if last is not None and (mark, last.after, last.label) == ("B", place, label):
            mark = "I"
        if mark == "B":
            found.append(Stretch(place, place + 1, label, sure))
        elif mark == "I" and last is not None:
            found[-1] = Stretch(last.first, place + 1, label, min(sure, last.sure))
    return found


def _best(tags: Sequence[str], scores: Floats) -> list[int]:
    """Viterbi, 1967: I-x stands behind B-x or I-x only. Mostly the likeliest tag of each token may
    stand there, and nothing is likelier than these."""
    barred, inside = _barred(tuple(tags))
    likeliest = scores.argmax(axis=1)
    if not inside[likeliest[0]] and not barred[likeliest[:-1], likeliest[1:]].any():
        return [int(tag) for tag in likeliest]
    best = np.where(inside, -np.inf, scores[0])
    came: list[NDArray[np.intp]] = []
    for row in scores[1:]:
        reached = best[:, None] + barred
        came.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return path[::-1]


@lru_cache(maxsize=8)
def _barred(tags: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Minus infinity where a tag (row) has not that other one (column) behind it, else 0; and which
    tags may not be the first."""
    allowed = np.array([[_may_follow(one, other) for other in tags] for one in tags])
    inside = np.array([tag.startswith("I-") for tag in tags])
    return np.where(allowed, 0.0, -np.inf), inside


def _may_follow(one: str, other: str) -> bool:
    return not other.startswith("I-") or one[2:] == other[2:]
