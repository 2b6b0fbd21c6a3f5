"""Deliveries that are sent again because somebody asked."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.vendors import Delivery
from parkline.stores.database import Sessions
from services.kit.errors import NotFound, Refused
from services.vendors import deliveries, endpoints
from services.vendors.deliveries import Between, FailedSince, One
from tests.contract.vendor_delivery import NOW, make_world
from tests.services.vendors.owing import URL, conclude, turns, wait_until


async def test_replaying_one_starts_it_afresh_with_the_same_event(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await conclude(world, delivery_id, "failed")
    before = await world.delivery(delivery_id)

    async with sessions.begin() as session:
        chosen = await deliveries.replay(session, world.park.id, endpoint.id, One(delivery_id))

    after = await world.delivery(delivery_id)
    assert chosen == [delivery_id]
    assert (after.status, after.attempts, after.event_id) == ("pending", 0, before.event_id)


async def test_replaying_failures_leaves_what_was_delivered_or_waits(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [old] = await world.place(now=NOW - timedelta(days=2))
    [failed] = await world.place()
    [cancelled] = await world.place()
    [delivered] = await world.place()
    await world.place()
    for id_ in (old, failed):
        await conclude(world, id_, "failed")
    await conclude(world, cancelled, "cancelled")
    await conclude(world, delivered, "delivered")

    async with sessions.begin() as session:
        chosen = await deliveries.replay(
            session, world.park.id, endpoint.id, FailedSince(NOW - timedelta(days=1))
        )

    assert chosen == [failed, cancelled]
    assert (await world.delivery(old)).status == "failed"
    assert (await world.delivery(delivered)).status == "delivered"


async def test_replaying_a_range_sends_all_of_it_again_end_excluded(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [first] = await world.place(now=NOW)
    [second] = await world.place(now=NOW + timedelta(minutes=1))
    [third] = await world.place(now=NOW + timedelta(minutes=2))
    for id_ in (first, second, third):
        await conclude(world, id_, "delivered")

    async with sessions.begin() as session:
        chosen = await deliveries.replay(
            session, world.park.id, endpoint.id, Between(NOW, NOW + timedelta(minutes=2))
        )

    assert chosen == [first, second]
    assert (await world.delivery(third)).status == "delivered"


async def test_a_dry_run_names_what_it_would_send_and_sends_nothing(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await conclude(world, delivery_id, "failed")

    async with sessions.begin() as session:
        chosen = await deliveries.replay(
            session, world.park.id, endpoint.id, FailedSince(NOW), dry_run=True
        )

    assert chosen == [delivery_id]
    assert (await world.delivery(delivery_id)).status == "failed"
    assert await turns(world) == []


async def test_what_was_never_planned_is_sent_by_a_replay_too(sessions: Sessions) -> None:
    """As events of the time when nothing was planned for an endpoint that was disabled."""
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    await world.publish(await world.order(), now=NOW - timedelta(days=1))
    order = await world.order()
    await world.publish(order)
    [second] = await world.owe(order)
    since = FailedSince(NOW)

    async with sessions.begin() as session:
        dry = await deliveries.replay(session, world.park.id, endpoint.id, since, dry_run=True)
    assert len(dry) == 1
    async with sessions.begin() as session:
        assert await session.scalar(select(func.count()).select_from(Delivery)) == 1
        [first] = await deliveries.replay(session, world.park.id, endpoint.id, since)

    assert await turns(world) == [first]
    await conclude(world, first, "delivered")
    assert await turns(world) == [second]


async def test_events_from_before_an_endpoint_was_registered_have_not_failed(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    await world.publish(await world.order(), now=NOW - timedelta(days=1))
    endpoint, _ = await world.endpoint(URL)
    async with sessions.begin() as session:
        week = NOW - timedelta(days=7)
        failed = await deliveries.replay(
            session, world.park.id, endpoint.id, FailedSince(week), dry_run=True
        )
        all_ = await deliveries.replay(session, world.park.id, endpoint.id, Between(week, NOW))
    assert (failed, len(all_)) == ([], 1)


async def test_a_replay_does_not_wait_for_a_retry_that_is_due_tomorrow(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    order = await world.order()
    [first] = await world.owe(order)
    [second] = await world.owe(order)
    await conclude(world, first, "failed")
    await wait_until(world, second, NOW + timedelta(days=1))
    assert await turns(world) == []

    async with sessions.begin() as session:
        await deliveries.replay(session, world.park.id, endpoint.id, One(first))

    assert await turns(world) == [first]


async def test_what_is_replayed_goes_before_what_waits_of_its_order(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    order = await world.order()
    first, second, third = [id_ for _ in range(3) for id_ in await world.owe(order)]
    await wait_until(world, first, NOW + timedelta(days=1))
    for id_ in (second, third):
        await conclude(world, id_, "failed")
    async with sessions.begin() as session:
        await deliveries.replay(session, world.park.id, endpoint.id, FailedSince(NOW))

    for id_ in (second, third):
        assert await turns(world) == [id_]
        await conclude(world, id_, "delivered")
    assert await turns(world) == []
    assert await turns(world, now=NOW + timedelta(days=1)) == [first]


async def test_replaying_needs_an_enabled_endpoint_and_a_delivery_of_it(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    other, _ = await world.endpoint(URL)
    delivery_id, _ = await world.place()
    async with sessions.begin() as session:
        with pytest.raises(NotFound):
            await deliveries.replay(session, world.park.id, other.id, One(delivery_id))
        await endpoints.disable_endpoint(session, world.park.id, endpoint.id, reason="x", now=NOW)
        with pytest.raises(Refused):
            await deliveries.replay(session, world.park.id, endpoint.id, One(delivery_id))
