"""Endpoints that fail: the breaker opens and probes; after five days it is over."""

import asyncio
import json
from datetime import datetime, timedelta

from connectors.vendors.delivery import Deliverer
from parkline.stores.database import Sessions
from services.vendors.attempts import Done, RetryAt
from services.vendors.endpoints import enable_endpoint
from tests.contract.vendor_delivery import (
    NOW,
    World,
    answers,
    deliver_due,
    deliverer,
    hangs,
    make_world,
    receiver,
)


async def fail_in_a_row(world: World, courier: Deliverer, count: int, now: datetime) -> None:
    for _ in range(count):
        await world.place()
        await deliver_due(courier, now=now)


async def test_the_fifth_failed_delivery_in_a_row_opens_the_breaker(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 5, NOW)
        opened = (await world.endpoint_now(endpoint)).open_until
        assert opened is not None
        assert timedelta(seconds=30) <= opened - NOW < timedelta(seconds=31)

        [waiting] = await world.place()
        assert await deliver_due(courier, now=NOW + timedelta(seconds=10)) == {}

    assert len(vendor.received) == 5
    assert (await world.delivery(waiting)).attempts == 0, "a wait is no attempt"


async def test_a_success_between_keeps_the_breaker_closed(sessions: Sessions) -> None:
    world = await make_world(sessions)
    script = [*[answers(500)] * 4, answers(200), *[answers(500)] * 4]
    async with receiver(*script) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 9, NOW)

    now = await world.endpoint_now(endpoint)
    assert (now.failures, now.open_until) == (4, None)


async def test_a_half_open_breaker_lets_exactly_one_probe_through(sessions: Sessions) -> None:
    world = await make_world(sessions)
    script = [*[answers(500)] * 5, hangs]
    async with receiver(*script) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 5, NOW)
        for _ in range(6):
            await world.place()

        later = NOW + timedelta(seconds=40)
        results = await asyncio.gather(*(deliver_due(courier, now=later) for _ in range(6)))

    assert len(vendor.received) == 6
    [probe] = [came for result in results for came in result.values()]
    assert isinstance(probe, RetryAt)


async def test_a_failed_probe_opens_it_for_longer(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 5, NOW)
        later = NOW + timedelta(seconds=40)
        await fail_in_a_row(world, courier, 1, later)

    opened = (await world.endpoint_now(endpoint)).open_until
    assert opened is not None
    assert timedelta(seconds=60) <= opened - later < timedelta(seconds=61)


async def test_a_probe_that_succeeds_closes_it(sessions: Sessions) -> None:
    world = await make_world(sessions)
    script = [*[answers(500)] * 5, answers(200)]
    async with receiver(*script) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 5, NOW)
        probe, other = [id_ for _ in range(2) for id_ in await world.place()]
        later = NOW + timedelta(seconds=40)

        assert (await deliver_due(courier, now=later)).get(probe) == Done("delivered")
        assert (await deliver_due(courier, now=later)).get(other) == Done("delivered")

    now = await world.endpoint_now(endpoint)
    assert (now.failures, now.failing_since, now.open_until) == (0, None, None)


async def test_a_probe_lost_in_a_crash_lets_another_go_after_its_lease(sessions: Sessions) -> None:
    world = await make_world(sessions)
    script = [*[answers(500)] * 5, answers(200)]
    async with receiver(*script) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 5, NOW)
        lost, next_one = [id_ for _ in range(2) for id_ in await world.place()]
        later = NOW + timedelta(seconds=40)
        [claim] = (await courier.claim(now=later, rooms={}, each=8, at_most=8)).claims
        assert claim.delivery_id == lost

        during = await deliver_due(courier, now=later + timedelta(seconds=19))
        after = await deliver_due(courier, now=later + timedelta(seconds=21))

    assert during == {}
    assert after == {next_one: Done("delivered")}


async def test_one_order_that_always_fails_does_not_open_the_breaker(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        now = NOW
        for _ in range(7):
            result = (await deliver_due(courier, now=now)).get(delivery_id)
            assert isinstance(result, RetryAt)
            now = result.at

    assert (await world.endpoint_now(endpoint)).open_until is None


async def test_five_days_of_failing_disable_the_endpoint_and_the_rest_waits(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 1, NOW)
        [waits] = await world.place()
        [last] = await world.place()
        almost = NOW + timedelta(days=4, hours=23)
        [result] = (await deliver_due(courier, now=almost, each=1)).values()
        assert isinstance(result, RetryAt)
        assert (await world.endpoint_now(endpoint)).status == "active"

        after = NOW + timedelta(days=5, seconds=1)
        [result] = (await deliver_due(courier, now=after, each=1)).values()
        assert isinstance(result, RetryAt)
        assert {(await world.delivery(id_)).status for id_ in (waits, last)} == {"pending"}
        assert await deliver_due(courier, now=after + timedelta(days=1)) == {}

    now = await world.endpoint_now(endpoint)
    assert (now.status, now.disabled_reason) == ("disabled", "failing")
    [event] = await world.events("endpoint.disabled")
    assert event.data["reason"] == "failing"
    assert len(vendor.received) == 3


async def test_what_happened_while_an_endpoint_was_gone_arrives_once_and_in_order(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(410), answers(200)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        order, other = await world.order(), await world.order()
        await world.owe(order)
        await deliver_due(courier, now=NOW)
        assert (await world.endpoint_now(endpoint)).disabled_reason == "gone"
        for one in (order, other, order):
            await world.owe(one)
        later = NOW + timedelta(hours=3)
        assert await deliver_due(courier, now=later) == {}

        async with sessions.begin() as session:
            await enable_endpoint(session, world.park.id, endpoint.id, now=later)
        for _ in range(4):
            await deliver_due(courier, now=later)

    told = [json.loads(post.body) for post in vendor.received[1:]]
    got = [(one["data"]["order"]["id"], one["sequence"]) for one in told]
    assert [one for one in got if one[0] == order.id] == [(order.id, n) for n in (1, 2, 3)]
    assert [one for one in got if one[0] == other.id] == [(other.id, 1)]
    assert vendor.received[0].id in {post.id for post in vendor.received[1:]}
