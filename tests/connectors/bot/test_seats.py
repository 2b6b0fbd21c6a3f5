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


async def served(queue: Queue[str], keys: str) -> list[str]:
    """In which order keys have the one seat; "a1" is of the group a."""
    order: list[str] = []

    async def comes(key: str) -> None:
        async with queue.seat(key):
            order.append(key)
            await asyncio.sleep(0)

    await asyncio.gather(*(comes(key) for key in keys.split()))
    return order


async def test_a_group_with_a_larger_share_has_so_many_turns_in_a_row() -> None:
    shares = {"a": 2, "b": 1}
    queue: Queue[str] = Queue(1, group_of=lambda key: key[0], share_of=shares.__getitem__)
    order = await served(queue, "b0 a1 a2 a3 a4 b1 b2 b3")
    assert order == ["b0", "a1", "a2", "b1", "a3", "a4", "b2", "b3"]


async def test_a_group_has_no_more_seats_than_it_may_and_leaves_the_rest_to_others() -> None:
    queue: Queue[str] = Queue(3, group_of=lambda key: key[0], most_of={"a": 1}.get)
    seated: set[str] = set()
    go_on = asyncio.Event()

    async def comes(key: str) -> None:
        async with queue.seat(key):
            seated.add(key)
            await go_on.wait()

    coming = [asyncio.create_task(comes(key)) for key in ("a1", "a2", "b1", "b2", "b3")]
    await asyncio.sleep(0)
    assert seated == {"a1", "b1", "b2"}
    go_on.set()
    await asyncio.gather(*coming)
    assert seated == {"a1", "a2", "b1", "b2", "b3"}


async def test_who_goes_away_when_called_gives_the_seat_to_the_next() -> None:
    queue: Queue[str] = Queue(1, group_of=lambda key: key[0], most_of={"a": 1}.get)
    first = queue.seat("a1")
    await first.__aenter__()
    leaving = asyncio.create_task(queue.seat("a2").__aenter__())
    next_one = asyncio.create_task(queue.seat("a3").__aenter__())
    await asyncio.sleep(0)
    await first.__aexit__(None, None, None)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    async with asyncio.timeout(5):
        await next_one
