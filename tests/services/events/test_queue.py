"""Events are taken of each park in turn: one with many waiting keeps no other from its own."""

from collections import Counter
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from parkline.stores.database import Sessions
from services.events import queue
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING as NOW


async def _waiting(session: AsyncSession, park_id: int, count: int) -> None:
    for number in range(count):
        session.add(
            EventRow(
                park_id=park_id,
                uid=uuid4(),
                subject=f"order:{number}",
                sequence=1,
                type="order.completed",
                version=1,
                data={},
                occurred_at=NOW,
                due_at=NOW,
            )
        )
    await session.flush()


async def _take(sessions: Sessions, limit: int, after: int = 0) -> list[EventRow]:
    async with sessions.begin() as session:
        return await queue.take(session, now=NOW, limit=limit, after=after)


async def test_parks_share_a_take_and_one_alone_has_all_of_it(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        full, quiet = [(await factories.make_park(session)).id for _ in range(2)]
        await _waiting(session, full, 40)
        await _waiting(session, quiet, 1)
    taken = Counter(row.park_id for row in await _take(sessions, 12))
    assert taken == {full: 6, quiet: 1}
    assert len(await _take(sessions, 12)) == 12


async def test_of_more_parks_than_a_take_has_room_for_the_next_ones_come_next(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as session:
        parks = [(await factories.make_park(session)).id for _ in range(5)]
        for park in parks:
            await _waiting(session, park, 2)
    served, after = list[set[int]](), 0
    for _ in range(3):
        rows = await _take(sessions, 2, after)
        served.append({row.park_id for row in rows})
        after = queue.last_in_turn(rows, after)
    assert served == [{*parks[:2]}, {*parks[2:4]}, {parks[4], parks[0]}]
