"""Allowances: never more than there is, whoever asks at once, and given back to the minute."""

import asyncio
from datetime import date, datetime

import pytest
from sqlalchemy import select

from models.allowances import Allowance, AllowanceUse
from models.people import Person
from services.allowances import allowances
from tests.given.booking import NOW, park_of, person
from tests.given.demo_park import SHANGHAI, DemoPark

WHAT = "test:hours"


async def allowed(
    demo: DemoPark, scope: str = "company", amount: int = 300, period: str = "month"
) -> int:
    async with demo.sessions.begin() as session:
        row = Allowance(
            park_id=demo.id, what=WHAT, scope=scope, period=period, amount=amount, beyond="refuse"
        )
        session.add(row)
        await session.flush()
        return row.id


async def somebody(demo: DemoPark) -> int:
    async with demo.sessions.begin() as session:
        return (await person(session, demo, "Starsea")).id


async def take(
    demo: DemoPark, who: int, amount: int, subject: str, at: datetime = NOW
) -> list[int]:
    """By how much each allowance falls short."""
    async with demo.sessions.begin() as session:
        whose = await session.get_one(Person, (demo.id, who))
        over = await allowances.take(
            session,
            await park_of(session, demo),
            whose,
            WHAT,
            amount,
            subject=subject,
            at=at,
            now=NOW,
        )
        return [short for _, short in over]


async def used(demo: DemoPark) -> list[tuple[date, int]]:
    async with demo.sessions() as session:
        rows = await session.execute(
            select(AllowanceUse.period_start, AllowanceUse.used)
            .join(Allowance, Allowance.id == AllowanceUse.allowance_id)
            .where(Allowance.what == WHAT)
            .order_by(AllowanceUse.period_start)
        )
        return [(row.period_start, row.used) for row in rows]


async def test_people_of_a_company_share_and_nobody_gets_more_than_is_left(demo: DemoPark) -> None:
    await allowed(demo)
    gary, susan = await somebody(demo), await somebody(demo)
    assert await take(demo, gary, 180, "x:1") == []
    assert await take(demo, susan, 180, "x:2") == [60]
    assert await take(demo, gary, 60, "x:3") == [60]
    assert await used(demo) == [(date(2026, 12, 1), 300)]


async def test_what_is_given_back_is_what_was_taken(demo: DemoPark) -> None:
    await allowed(demo)
    gary = await somebody(demo)
    await take(demo, gary, 180, "x:1")
    await take(demo, gary, 180, "x:2")
    for _ in range(2):
        async with demo.sessions.begin() as session:
            await allowances.give_back(session, demo.id, "x:2")
    assert await used(demo) == [(date(2026, 12, 1), 180)]


async def test_fifty_at_once_use_what_there_is(demo: DemoPark) -> None:
    await allowed(demo, amount=300)
    people = [await somebody(demo) for _ in range(10)]
    over = await asyncio.gather(*(take(demo, people[n % 10], 60, f"x:{n}") for n in range(50)))
    assert sum(1 for one in over if not one) == 5
    assert await used(demo) == [(date(2026, 12, 1), 300)]


@pytest.mark.parametrize(
    ("period", "at", "begins"),
    [
        ("month", datetime(2026, 12, 31, 23, 59, tzinfo=SHANGHAI), date(2026, 12, 1)),
        ("month", datetime(2027, 1, 1, 0, 0, tzinfo=SHANGHAI), date(2027, 1, 1)),
        ("week", datetime(2026, 12, 31, 23, 59, tzinfo=SHANGHAI), date(2026, 12, 28)),
        ("week", datetime(2027, 1, 4, 0, 30, tzinfo=SHANGHAI), date(2027, 1, 4)),
        ("day", datetime(2026, 12, 3, 0, 30, tzinfo=SHANGHAI), date(2026, 12, 3)),
    ],
    ids=["month-last-minute", "month-first-minute", "week-over-new-year", "monday", "day"],
)
async def test_periods_are_the_parks(
    demo: DemoPark, period: str, at: datetime, begins: date
) -> None:
    await allowed(demo, period=period)
    await take(demo, await somebody(demo), 60, "x:1", at)
    assert await used(demo) == [(begins, 60)]


async def test_an_allowance_of_companies_is_none_of_who_is_in_none(demo: DemoPark) -> None:
    await allowed(demo)
    async with demo.sessions.begin() as session:
        nobody = (await person(session, demo)).id
    assert await take(demo, nobody, 1000, "x:1") == []
    assert await used(demo) == []
