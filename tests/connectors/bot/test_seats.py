"""Few are served at a time, in the order in which they came."""

import asyncio

import pytest

from connectors.bot.seats import Queue


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_who_came_first_is_served_first() -> None:
    queue: Queue[str] = Queue(1)
    served = []
    go_on = asyncio.Event()

    async def comes(name: str) -> None:
        async with queue.seat(name):
            served.append(name)
            await go_on.wait()

    coming = [asyncio.create_task(comes(name)) for name in "abc"]
    await asyncio.sleep(0)
    assert served == ["a"]
    go_on.set()
    await asyncio.gather(*coming)
    assert served == ["a", "b", "c"]


async def test_a_wait_is_as_long_as_that_of_the_first_at_least() -> None:
    clock = Clock()
    queue: Queue[str] = Queue(1, clock)
    async with queue.seat("a"):
        assert queue.wait() == 0
        waiting = asyncio.create_task(queue.seat("b").__aenter__())
        await asyncio.sleep(0)
        clock.seconds = 7
        assert queue.wait() == 7
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert queue.wait() == 0, "who goes away does not wait"


async def test_a_wait_is_as_long_as_those_before_will_take() -> None:
    clock = Clock()
    queue: Queue[int] = Queue(2, clock)
    for _ in range(100):
        async with queue.seat(0):
            clock.seconds += 3
    async with queue.seat(1), queue.seat(2):
        waiting = [asyncio.create_task(queue.seat(n).__aenter__()) for n in (3, 4, 5)]
        await asyncio.sleep(0)
        assert queue.wait() == pytest.approx(3 * 3 / 2, rel=0.01)
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_seat_is_given_back_by_who_fails() -> None:
    queue: Queue[str] = Queue(1)
    with pytest.raises(ZeroDivisionError):
        async with queue.seat("a"):
            raise ZeroDivisionError
    async with asyncio.timeout(5), queue.seat("b"):
        assert queue.wait() == 0


async def test_groups_are_served_in_turn_however_many_wait_in_one_of_them() -> None:
    queue: Queue[str] = Queue(1, group_of=lambda name: name[0])
    served = []

    async def comes(name: str) -> None:
        async with queue.seat(name):
            served.append(name)
            await asyncio.sleep(0)

    async with queue.seat("a0"):
        coming = [asyncio.create_task(comes(name)) for name in ("a1", "a2", "a3", "b1", "c1", "b2")]
        await asyncio.sleep(0)
    await asyncio.gather(*coming)
    assert served == ["a1", "b1", "c1", "a2", "b2", "a3"]


async def test_who_comes_to_a_quiet_group_does_not_wait_as_long_as_in_a_crowded_one() -> None:
    clock = Clock()
    queue: Queue[str] = Queue(1, clock, lambda name: name[0])
    async with queue.seat("a0"):
        waiting = [asyncio.create_task(queue.seat(f"a{n}").__aenter__()) for n in (1, 2, 3)]
        await asyncio.sleep(0)
        clock.seconds = 9
        assert (queue.wait("a"), queue.wait("b")) == (9, 0)
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
