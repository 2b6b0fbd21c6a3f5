"""Latency at a rate: which messages count, under which kind, and from when."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import cycle

import aiohttp
import pytest

from bench import latency
from bench.latency import share, speak
from bench.scripts import Script
from bench.tenants import Dial, Heard, Refused

SCRIPTS = Script("order-zh", ["a", "b"]), Script("faq-en", ["c"])


@pytest.fixture(autouse=True)
def two_tenants(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the rate of these tests."""
    monkeypatch.setattr(latency, "THINKS_SECONDS", 0.002)


def dialled(answer: Callable[[str], float]) -> Dial:
    """Lines whose first answer to a text is there so many seconds after it was sent."""

    class Fake:
        async def say(self, text: str) -> Heard:
            return Heard(["…"], None, 0, time.monotonic() + answer(text))

        async def press(self) -> Heard:
            raise AssertionError

    @asynccontextmanager
    async def dial() -> AsyncIterator[Fake]:
        yield Fake()

    return dial


async def test_each_message_counts_under_the_kind_of_its_conversation() -> None:
    spoken = await speak(dialled(lambda _: 0.0), cycle(SCRIPTS), rate=1000, seconds=0.03)
    counts = {kind: len(seconds) for kind, seconds in spoken.seconds.items()}
    assert sum(counts.values()) == len(spoken.all()) == 30
    assert set(counts) == {"order", "faq"}
    assert spoken.unanswered == 0


async def test_a_message_counts_from_when_it_was_due() -> None:
    spoken = await speak(dialled(lambda _: 5.0), cycle(SCRIPTS), rate=1000, seconds=0.01)
    assert all(seconds >= 5.0 for seconds in spoken.all())


@pytest.mark.parametrize("broken", [Refused("full", None), TimeoutError(), aiohttp.ClientError()])
async def test_a_message_that_is_not_answered_is_told_and_the_others_go_on(
    broken: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latency, "COME_BACK_SECONDS", 0.0)

    def answer(text: str) -> float:
        if text == "b":
            raise broken
        return 0.0

    spoken = await speak(dialled(answer), cycle(SCRIPTS), rate=1000, seconds=0.03)
    assert spoken.unanswered > 0
    assert spoken.unanswered + len(spoken.all()) == 30


def test_a_share_of_few_is_the_largest_and_of_none_is_nothing() -> None:
    assert share([1.0, 2.0, 3.0, 4.0], 0.5) == 3.0
    assert share([1.0, 2.0], 0.99) == 2.0
    assert share([], 0.5) == 0.0
