"""What is made of a park's lists is found by them again, with each message."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any


class Kept(tuple[Any, ...]):
    """A tuple whose hash is worked out once; what is equal is one and the same (`kept`)."""

    def __hash__(self) -> int:
        known = self.__dict__
        if "hash" not in known:
            known["hash"] = super().__hash__()
        found: int = known["hash"]
        return found


def kept(values: Iterable[Any]) -> Kept:
    return _one(Kept(values))


@lru_cache(maxsize=256)
def _one(values: Kept) -> Kept:
    return values
