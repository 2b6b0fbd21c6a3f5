"""Parts of what there is to learn from: the smaller lie in the larger ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from random import Random
from typing import TypeVar

SHARES = (0.25, 0.5, 0.75, 1.0)

T = TypeVar("T")


def nested(
    things: Sequence[T], kinds: Sequence[Hashable], share: float, seed: int = 0
) -> list[int]:
    """Places of a share of the things, in order: of each kind as many, one at least."""
    of_kind: dict[Hashable, list[int]] = defaultdict(list)
    for place, kind in enumerate(kinds):
        of_kind[kind].append(place)
    assert len(things) == len(kinds)
    chosen: list[int] = []
    for kind, places in of_kind.items():
        drawn = Random(f"{seed} {kind}").sample(places, len(places))  # noqa: S311 - no secret
        chosen += drawn[: max(1, round(share * len(places)))]
    return sorted(chosen)
