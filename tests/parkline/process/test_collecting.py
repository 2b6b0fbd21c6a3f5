"""What a role that is up has the garbage collector do: counted by the collector's own callbacks."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from parkline.process.collecting import settle

TURN = 5_000
"""Objects that a turn makes, at least."""


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


def collections_while_making(objects: int) -> int:
    """How often the collector looked while so many objects were made and kept."""
    seen: list[str] = []

    def note(phase: str, _about: dict[str, Any]) -> None:
        seen.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    try:
        kept = [[number] for number in range(objects)]
    finally:
        gc.callbacks.remove(note)
    assert len(kept) == objects
    return seen.count("start")


def test_a_turn_ends_before_the_collector_looks() -> None:
    gc.set_threshold(700, 10, 10)
    assert collections_while_making(TURN) > 1
    settle()
    assert collections_while_making(TURN) == 0


def test_what_piles_up_is_looked_at_all_the_same() -> None:
    settle()
    assert collections_while_making(20 * TURN) >= 1


def test_what_was_there_is_not_gone_over_again() -> None:
    before = [[number] for number in range(TURN)]
    settle()
    assert gc.get_freeze_count() > len(before)
    assert not any(one is each for each in gc.get_objects() for one in before[:1])
