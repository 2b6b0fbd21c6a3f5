"""Claims: the database keeps the time of a lane from being had twice."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from models.claims import Claim, Lane
from services.claims import claims, lanes
from services.claims.claims import Span, Taken
from services.kit.errors import Invalid
from tests.given.demo_park import DemoPark

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def span(start: int, end: int, before: int = 0, after: int = 0) -> Span:
    """Minutes from NOW."""
    return Span(NOW + start * MINUTE, NOW + end * MINUTE, before, after)


async def lane(demo: DemoPark) -> int:
    async with demo.sessions.begin() as session:
        return (await lanes.add(session, demo.id)).number


async def taken(
    demo: DemoPark, subject: str, numbers: list[int], wanted: Span, **how: object
) -> bool:
    async with demo.sessions.begin() as session:
        await claims.lock(session, numbers)
        try:
            await claims.take(session, demo.id, subject, numbers, wanted, **{"now": NOW} | how)  # type: ignore[arg-type]
        except Taken:
            return False
        return True


async def test_two_hundred_at_once_and_one_has_it(demo: DemoPark) -> None:
    number = await lane(demo)
    variants = [span(0, 60), span(30, 90), span(15, 45)]
    got = await asyncio.gather(
        *(taken(demo, f"x:{n}", [number], variants[n % 3]) for n in range(200))
    )
    assert Counter(got) == {True: 1, False: 199}


async def test_the_database_itself_refuses_what_overlaps(demo: DemoPark) -> None:
    """Whoever goes around the service fails, too."""
    number = await lane(demo)
    assert await taken(demo, "x:1", [number], span(0, 60))
    row = {
        "park_id": demo.id, "lane": number, "kind": "use", "subject": "x:2", "status": "confirmed",
        "starts_at": NOW + 59 * MINUTE, "ends_at": NOW + 61 * MINUTE, "created_at": NOW,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="claim_no_overlap"):
        async with demo.sessions.begin() as session:
            await session.execute(insert(Claim).values(row))


@pytest.mark.parametrize(
    ("wanted", "free"),
    [
        (span(60, 90), False),
        (span(69, 90), False),
        (span(70, 90), True),
        (span(70, 90, before=1), False),
        (span(-30, 0), False),
        (span(-30, -5), True),
        (span(-30, -5, after=1), False),
    ],
    ids=["at-its-end", "in-after", "after", "before-meets", "at-start", "before", "after-meets"],
)
async def test_buffers_are_taken_too(demo: DemoPark, wanted: Span, free: bool) -> None:
    number = await lane(demo)
    assert await taken(demo, "x:1", [number], span(0, 60, before=5, after=10))
    assert await taken(demo, "x:2", [number], wanted) is free


async def test_a_whole_is_its_parts_and_nobody_gets_half_of_it(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        whole, east, west = [await lanes.add(session, demo.id) for _ in range(3)]
        await lanes.divide(session, demo.id, whole.id, [east.id, west.id])
        leaves = await lanes.leaves(session, demo.id, [whole.id, east.id])
        assert leaves == {whole.id: (east.number, west.number), east.id: (east.number,)}
    assert await taken(demo, "x:1", [west.number], span(0, 60))
    assert not await taken(demo, "x:2", list(leaves[whole.id]), span(30, 90))
    async with demo.sessions() as session:
        left = await session.scalars(select(Claim.subject).where(Claim.subject == "x:2"))
        assert left.all() == []
    assert await taken(demo, "x:3", [east.number], span(30, 90))


async def test_parts_of_parts_are_refused(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        one, two, three = [await lanes.add(session, demo.id) for _ in range(3)]
        await lanes.divide(session, demo.id, one.id, [two.id])
        with pytest.raises(Invalid):
            await lanes.divide(session, demo.id, three.id, [one.id])
        with pytest.raises(Invalid):
            await lanes.divide(session, demo.id, two.id, [three.id])


async def test_a_hold_gives_way_when_its_time_has_come(demo: DemoPark) -> None:
    number = await lane(demo)
    until = NOW + 15 * MINUTE
    assert await taken(demo, "x:1", [number], span(60, 90), held_until=until)
    assert not await taken(demo, "x:2", [number], span(60, 90), now=until - MINUTE)
    async with demo.sessions.begin() as session:
        seen = await claims.busy(session, demo.id, [number], NOW, NOW + 90 * MINUTE, now=until)
        assert seen == []
        assert not await claims.confirm(session, demo.id, "x:1", now=until)
    assert await taken(demo, "x:2", [number], span(60, 90), now=until)


async def test_what_is_confirmed_in_time_stays(demo: DemoPark) -> None:
    number = await lane(demo)
    until = NOW + 15 * MINUTE
    await taken(demo, "x:1", [number], span(60, 90), held_until=until)
    async with demo.sessions.begin() as session:
        for _ in range(2):
            assert await claims.confirm(session, demo.id, "x:1", now=until - MINUTE)
    assert not await taken(demo, "x:2", [number], span(60, 90), now=until + MINUTE)


async def test_whoever_moves_keeps_what_they_had_if_the_new_time_is_taken(demo: DemoPark) -> None:
    number = await lane(demo)
    await taken(demo, "x:1", [number], span(0, 60))
    await taken(demo, "x:2", [number], span(60, 120))
    assert not await taken(demo, "x:1", [number], span(30, 90), despite=["x:1"])
    assert not await taken(demo, "x:3", [number], span(0, 10))
    assert await taken(demo, "x:1", [number], span(-30, 30), despite=["x:1"])
    assert await taken(demo, "x:3", [number], span(30, 60))


async def test_crowds_in_any_order_neither_overlap_nor_wait_for_one_another(demo: DemoPark) -> None:
    """Each wants all three lanes at several times, in an order of its own."""
    random = Random(25)
    numbers = [await lane(demo) for _ in range(3)]

    async def one(n: int) -> None:
        async with demo.sessions.begin() as session:
            await claims.lock(session, random.sample(numbers, 3))
            for k in random.sample(range(6), 3):
                try:
                    await claims.take(
                        session, demo.id, f"c:{n}:{k}", random.sample(numbers, 2),
                        span(k * 60, k * 60 + 90), now=NOW,
                    )  # fmt: skip
                except Taken:
                    continue

    await asyncio.gather(*(one(n) for n in range(40)))
    async with demo.sessions() as session:
        found = await session.scalar(
            text(
                "select count(*) from claim a join claim b on a.id < b.id and a.taken && b.taken"
                " where a.status = 'confirmed' and b.status = 'confirmed'"
            )
        )
    assert found == 0


async def test_a_park_that_moves_gets_new_lanes_and_its_claims_follow(demo: DemoPark) -> None:
    number = await lane(demo)
    await taken(demo, "x:1", [number], span(0, 60))
    async with demo.sessions.begin() as session:
        await session.execute(
            text("update lane set number = 900001 where number = :number"), {"number": number}
        )
        seen = await claims.busy(session, demo.id, [900001], NOW, NOW + MINUTE, now=NOW)
        assert [one.subject for one in seen] == ["x:1"]
        assert await session.scalar(select(Lane.number).where(Lane.number == number)) is None
    assert await taken(demo, "x:2", [await lane(demo)], span(0, 60))
    assert not await taken(demo, "x:3", [900001], span(0, 60))
