"""When outlets serve a meal next, day and cut-off with it, and which meal an hour belongs to."""

from datetime import datetime

import pytest

from models.park import Park
from services.catalogue import serving
from tests.given.demo_park import SHANGHAI, DemoPark


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In December 2026; the 2nd is a Wednesday."""
    return datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "starts", "missed"),
    [
        (at(2, 9, 30), at(2, 11, 30), False),
        (at(2, 10, 46), at(3, 11, 30), True),
        (at(4, 19), at(7, 11, 30), False),
    ],
)
async def test_the_day_is_the_next_on_which_an_order_is_taken(
    demo: DemoPark, now: datetime, starts: datetime, missed: bool
) -> None:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
        found = await serving.next_services(session, park, "lunch", now=now)
    service = found[demo.outlets["sunshine_canteen"]]
    assert (service.starts, service.missed_today) == (starts, missed)
    assert service.closes == starts.replace(hour=10, minute=45)


async def test_what_serves_all_day_serves_every_meal(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
        found = await serving.next_services(session, park, "dinner", now=at(2, 9, 30))
    assert demo.outlets["coffee_bar"] in found


@pytest.mark.parametrize(
    ("start", "end", "meal"),
    [
        (at(2, 11), at(2, 14), "lunch"),
        (at(2, 12), at(2, 12, 1), "lunch"),
        (at(2, 18), at(2, 21), "dinner"),
        (at(2, 8), at(2, 9), "breakfast"),
        (at(2, 3), at(2, 4), None),
    ],
)
async def test_the_meal_of_a_time(
    demo: DemoPark, start: datetime, end: datetime, meal: str | None
) -> None:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
        assert await serving.meal_at(session, park, start, end) == meal
