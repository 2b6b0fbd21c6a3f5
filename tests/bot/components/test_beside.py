"""Work in a copy of the process gives what it would have given here, or says why it did not."""

import os
import signal
from collections.abc import Callable

import pytest

from bot.components import beside
from bot.components.beside import Beside, BesideFailed, spread


def test_it_is_done_in_another_process() -> None:
    assert Beside(os.getpid).result() != os.getpid()


def fail() -> None:
    raise ValueError("no data")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("work", "said"), [(fail, "ValueError: no data"), (die, "-9")])
def test_what_failed_or_died_there_is_said_here(work: Callable[[], None], said: str) -> None:
    with pytest.raises(BesideFailed, match=said):
        Beside(work).result()


@pytest.mark.parametrize("count", [0, 1, 7, 8])
@pytest.mark.parametrize("cores", [1, 2, 3])
def test_results_stand_in_the_order_of_the_items(
    monkeypatch: pytest.MonkeyPatch, count: int, cores: int
) -> None:
    monkeypatch.setattr(beside, "cores", lambda: cores)
    done = spread(lambda number: (number * 2, os.getpid()), range(count), worth=2)
    assert [double for double, _ in done] == [number * 2 for number in range(count)]
    assert len({process for _, process in done}) == min(cores, count)


def test_a_few_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "cores", lambda: 2)
    assert set(spread(lambda _: os.getpid(), range(5), worth=6)) == {os.getpid()}
