"""What is read once in a transaction."""

from collections.abc import Sequence

import pytest

from models.park import Building
from services.kit.once import once, once_each
from tests.given.demo_park import DemoPark


class Reads:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []

    async def all(self) -> int:
        self.asked.append(())
        return len(self.asked)

    async def some(self, ids: Sequence[int]) -> dict[int, int]:
        self.asked.append(tuple(ids))
        return {one: one * 10 for one in ids if one < 9}


@pytest.fixture
def reads() -> Reads:
    return Reads()


async def test_the_second_time_nothing_is_read(demo: DemoPark, reads: Reads) -> None:
    async with demo.sessions.begin() as session:
        first = await once(session, Building, 1, reads.all)
        assert (first, await once(session, Building, 1, reads.all)) == (1, 1)
        assert await once(session, Building, 2, reads.all) == 2  # Of another key.


async def test_another_transaction_reads_anew(demo: DemoPark, reads: Reads) -> None:
    async with demo.sessions() as session:
        async with session.begin():
            await once(session, Building, 1, reads.all)
        async with session.begin():
            assert await once(session, Building, 1, reads.all) == 2


async def test_what_was_written_is_read_anew(demo: DemoPark, reads: Reads) -> None:
    async with demo.sessions.begin() as session:
        await once(session, Building, 1, reads.all)
        session.add(
            Building(park_id=demo.id, code="Z", name_zh="Z座", name_en="Z", aliases=[], floors=3)
        )
        await session.flush()
        assert await once(session, Building, 1, reads.all) == 2


async def test_what_was_taken_back_is_read_anew(demo: DemoPark, reads: Reads) -> None:
    async with demo.sessions.begin() as session:
        async with session.begin_nested() as part:
            await once(session, Building, 1, reads.all)
            await part.rollback()
        assert await once(session, Building, 1, reads.all) == 2


async def test_only_unknown_ids_are_read_and_what_is_not_there_is_asked_for_again(
    demo: DemoPark, reads: Reads
) -> None:
    async with demo.sessions.begin() as session:
        assert await once_each(session, Building, 1, [1, 2, 2], reads.some) == {1: 10, 2: 20}
        assert await once_each(session, Building, 1, [2, 3, 9], reads.some) == {2: 20, 3: 30}
        await once_each(session, Building, 1, [9], reads.some)
    assert reads.asked == [(1, 2), (3, 9), (9,)]
