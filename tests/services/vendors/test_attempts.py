"""Who may deliver what next: of an order one after another, for the time of a lease."""

import asyncio
from datetime import timedelta

from parkline.stores.database import Sessions
from services.vendors.attempts import claim, release
from services.vendors.retries import LEASE
from tests.contract.vendor_delivery import NOW, make_world
from tests.services.vendors.owing import URL, claims, conclude, turns, wait_until


async def test_events_of_one_order_go_one_by_one_and_hold_up_no_other_order(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    stuck = await world.order()
    [first] = await world.owe(stuck)
    [second] = await world.owe(stuck)
    [other] = await world.place()

    assert await turns(world) == [first, other]
    await wait_until(world, first, NOW + timedelta(hours=1))
    assert await turns(world, now=NOW + timedelta(seconds=1)) == []
    await conclude(world, first, "delivered")
    assert await turns(world, now=NOW + timedelta(seconds=1)) == [second]


async def test_a_dead_endpoint_holds_up_no_other_endpoint(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    await world.endpoint(URL)
    order = await world.order()
    first_dead, first_live = await world.owe(order)
    _, second_live = await world.owe(order)

    assert await turns(world) == [first_dead, first_live]
    await wait_until(world, first_dead, NOW + timedelta(hours=1))
    await conclude(world, first_live, "delivered")
    assert await turns(world) == [second_live]


async def test_the_order_is_kept_by_claims_at_once(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL, rate_per_second=1000)
    placed = [await world.order() for _ in range(6)]
    owed = [[id_ for _ in range(3) for id_ in await world.owe(order)] for order in placed]

    for turn in range(3):
        taken = await asyncio.gather(*(turns(world) for _ in range(5)))
        assert sorted(id_ for each in taken for id_ in each) == sorted(ids[turn] for ids in owed)
        for ids in owed:
            await conclude(world, ids[turn], "delivered")


async def test_a_claim_whose_worker_died_is_taken_up_after_its_lease(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    [lost] = await claims(world)

    assert await turns(world, now=NOW + LEASE - timedelta(seconds=1)) == []
    [again] = await claims(world, now=NOW + LEASE)
    assert (again.delivery_id, again.number) == (lost.delivery_id, 1) == (delivery_id, 1)


async def test_what_is_given_back_may_go_at_once(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [first] = await world.place()
    [ended] = await world.place()
    taken = await claims(world)
    await conclude(world, ended, "delivered")
    async with sessions.begin() as session:
        await release(session, taken)
    assert await turns(world) == [first]


async def test_those_served_longest_ago_go_first_where_not_all_can(sessions: Sessions) -> None:
    world = await make_world(sessions)
    for _ in range(3):
        await world.endpoint(URL)
    owed = [await world.place() for _ in range(2)]

    async def some() -> list[int]:
        async with sessions.begin() as session:
            found = await claim(session, now=NOW, rooms={}, each=1, at_most=2)
        return [one.delivery_id for one in found.claims]

    assert await some() == owed[0][:2]
    assert await some() == [owed[0][2], owed[1][0]]


async def test_an_endpoint_gets_no_more_than_there_is_room_for(sessions: Sessions) -> None:
    world = await make_world(sessions)
    full, _ = await world.endpoint(URL)
    owed = [await world.place() for _ in range(3)]
    key = (world.park.id, full.id)
    for room, expected in ((0, []), (2, [owed[0][0], owed[1][0]])):
        async with sessions.begin() as session:
            found = await claim(session, now=NOW, rooms={key: room}, each=8, at_most=100)
        assert [one.delivery_id for one in found.claims] == expected
