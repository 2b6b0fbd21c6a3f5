"""The counter of a park's day, whoever counts at once."""

import asyncio
from datetime import UTC, date, datetime

from parkline.stores.database import Sessions
from services.readers import budget
from tests.given import factories

DAY = date(2026, 12, 2)


async def test_of_many_at_once_as_many_get_one_as_there_are(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await factories.make_park(session)
        other = await factories.make_park(session)

    async def take(park_id: int) -> bool:
        async with sessions.begin() as session:
            return await budget.take(session, park_id, DAY, 7)

    taken = await asyncio.gather(*(take(park.id) for _ in range(20)))
    assert sum(taken) == 7
    assert await take(other.id), "another park has its own"
    async with sessions.begin() as session:
        assert await budget.used(session, park.id, DAY) == 7
        assert not await budget.take(session, park.id, date(2026, 12, 3), 0)


def test_a_day_is_the_parks() -> None:
    late = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert budget.day_of("Asia/Shanghai", late) == DAY
    assert budget.day_of("UTC", late) == date(2026, 12, 1)
