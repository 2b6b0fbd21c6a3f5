import asyncio

import pytest

from edge.bulkhead import Bulkhead

LONG, SHORT = 30.0, 0.01


async def test_who_comes_while_it_is_full_waits_for_who_is_inside() -> None:
    bulkhead, order = Bulkhead(1, LONG), list[str]()

    async def visit(name: str) -> None:
        async with bulkhead.enter() as inside:
            assert inside
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(*map(visit, "abc"))
    assert order == ["a in", "a out", "b in", "b out", "c in", "c out"]


async def test_who_has_waited_too_long_is_not_let_in_and_takes_nobodys_place() -> None:
    bulkhead = Bulkhead(1, SHORT)
    async with bulkhead.enter() as first:
        assert first
        for _ in range(3):
            async with bulkhead.enter() as late:
                assert not late
    async with bulkhead.enter() as again:
        assert again


async def test_a_failure_inside_leaves_the_place() -> None:
    bulkhead = Bulkhead(1, SHORT)

    async def fails() -> None:
        async with bulkhead.enter() as inside:
            assert inside
            raise KeyError

    for _ in range(2):
        with pytest.raises(KeyError):
            await fails()


async def test_who_gives_up_waiting_takes_nobodys_place() -> None:
    bulkhead = Bulkhead(1, LONG)

    async def visit() -> None:
        async with bulkhead.enter():
            pass

    async with bulkhead.enter():
        waiting = asyncio.create_task(visit())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(LONG), bulkhead.enter() as inside:
        assert inside
