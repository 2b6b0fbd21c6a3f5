"""Where vendors are told: switched off and on again, and their secrets."""

from datetime import datetime, timedelta

import pytest

from models.vendors import Attempt, Endpoint
from parkline.stores.database import Sessions
from services.kit.errors import Invalid
from services.vendors import endpoints, twins
from services.vendors.retries import LEASE
from tests.contract.vendor_delivery import NOW, VAULT, World, make_world
from tests.given import factories
from tests.services.vendors.owing import URL, conclude, turns, wait_until


async def disable(world: World, endpoint: Endpoint) -> None:
    async with world.sessions.begin() as session:
        await endpoints.disable_endpoint(
            session, world.park.id, endpoint.id, reason="by the operator", now=NOW
        )


async def enable(world: World, endpoint: Endpoint, *, now: datetime) -> None:
    async with world.sessions.begin() as session:
        await endpoints.enable_endpoint(session, world.park.id, endpoint.id, now=now)


async def test_what_waits_for_an_endpoint_that_is_disabled_goes_on_waiting(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await wait_until(world, delivery_id, NOW + timedelta(days=1))

    for _ in range(2):
        await disable(world, endpoint)

    assert (await world.delivery(delivery_id)).status == "pending"
    assert await turns(world, now=NOW + timedelta(days=1)) == []
    [event] = await world.events("endpoint.disabled")
    assert event.data == {
        "endpoint_id": endpoint.id,
        "vendor_id": world.vendor.id,
        "reason": "by the operator",
    }


async def test_enabling_sends_what_was_placed_meanwhile_each_once_and_in_order(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    order, other = await world.order(), await world.order()
    [before] = await world.owe(order)
    await wait_until(world, before, NOW + timedelta(days=1))
    await disable(world, endpoint)
    [then] = await world.owe(order)
    [another] = await world.owe(other)
    later = NOW + timedelta(hours=2)

    await enable(world, endpoint, now=later)
    [after] = await world.owe(order, now=later)

    assert await turns(world, now=later) == [before, another]
    assert await turns(world, now=later) == []
    await conclude(world, before, "delivered")
    assert await turns(world, now=later) == [then]
    await conclude(world, then, "delivered")
    assert await turns(world, now=later) == [after]


async def test_enabling_sends_what_failed_since_the_trouble_began_and_nothing_older(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    order = await world.order()
    [old], [failed], [waits] = [await world.owe(order) for _ in range(3)]
    began = NOW + timedelta(hours=1)
    for delivery_id, at in ((old, NOW), (failed, began)):
        await conclude(world, delivery_id, "failed")
        async with sessions.begin() as session:
            session.add(
                Attempt(
                    park_id=world.park.id,
                    delivery_id=delivery_id,
                    number=10,
                    at=at,
                    status_code=500,
                    milliseconds=3,
                )
            )
            row = await endpoints.lock_endpoint(session, world.park.id, endpoint.id)
            row.failing_since = began
    await disable(world, endpoint)

    await enable(world, endpoint, now=began)

    assert (await world.delivery(old)).status == "failed"
    assert await turns(world, now=began) == [failed]
    await conclude(world, failed, "delivered")
    assert await turns(world, now=began) == [waits]


async def test_enabling_does_not_send_what_is_on_its_way_a_second_time(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    assert await turns(world) == [delivery_id]
    await disable(world, endpoint)
    await enable(world, endpoint, now=NOW)
    assert await turns(world) == []
    assert await turns(world, now=NOW + LEASE) == [delivery_id]


async def test_enabling_what_is_active_resends_nothing(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await wait_until(world, delivery_id, NOW + timedelta(days=1))
    await enable(world, endpoint, now=NOW)
    assert await turns(world) == []


async def test_enabling_starts_with_a_clean_record(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    async with sessions.begin() as session:
        found = await endpoints.disable_endpoint(
            session, world.park.id, endpoint.id, reason="gone", now=NOW
        )
        found.failures, found.failing_since, found.open_until = 9, NOW, NOW
    await enable(world, endpoint, now=NOW)

    now = await world.endpoint_now(endpoint)
    assert (now.status, now.disabled_at, now.disabled_reason) == ("active", None, None)
    assert (now.failures, now.failing_since, now.open_until) == (0, None, None)
    assert await world.place() != []


@pytest.mark.parametrize(
    ("url", "values", "is_told"),
    [
        (URL, {}, True),
        ("HTTPS://Vendor.example:443/hooks", {}, True),
        (URL, {"event_types": ["order.placed"]}, True),
        (URL + "/2", {}, False),
        (URL, {"event_types": ["order.ready"]}, False),
    ],
)
async def test_an_endpoint_that_would_be_told_the_same_twice_is_named(
    sessions: Sessions, url: str, values: dict[str, object], is_told: bool
) -> None:
    world = await make_world(sessions)
    first, _ = await world.endpoint(URL, event_types=["order.placed", "order.cancelled"])
    second, _ = await world.endpoint(url, **values)
    async with sessions() as session:
        found = await twins.of_endpoint(session, second)
        everywhere = await twins.by_endpoint(session, world.park.id)
    assert found == ([first.id] if is_told else [])
    assert everywhere == ({first.id: [second.id], second.id: [first.id]} if is_told else {})


async def test_two_vendors_may_share_a_url(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    async with sessions.begin() as session:
        other = await factories.make_vendor(session, world.park)
        await endpoints.register_endpoint(
            session,
            VAULT,
            park_id=world.park.id,
            vendor_id=other.id,
            url=endpoints.CheckedUrl(URL),
            now=NOW,
        )
        assert await twins.of_endpoint(session, endpoint) == []


async def test_the_secret_is_shown_once_and_kept_encrypted(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, secret = await world.endpoint(URL)

    kept = (await world.endpoint_now(endpoint)).secret
    assert secret.startswith("whsec_")
    assert secret.encode() not in kept
    assert VAULT.decrypt(kept).decode() == secret


@pytest.mark.parametrize(
    "values",
    [
        {"scheme": "v2"},
        {"rate_per_second": 0},
        {"rate_per_second": 5000},
        {"event_types": ["order.eaten"]},
        {"event_types": ["message.received"]},
    ],
)
async def test_endpoints_that_make_no_sense(sessions: Sessions, values: dict[str, object]) -> None:
    world = await make_world(sessions)
    with pytest.raises(Invalid):
        await world.endpoint(URL, **values)


@pytest.mark.parametrize("overlap", [timedelta(days=-1), timedelta(days=7, seconds=1)])
async def test_secrets_overlap_for_a_week_at_most(sessions: Sessions, overlap: timedelta) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    async with sessions.begin() as session:
        with pytest.raises(Invalid):
            await endpoints.rotate_secret(
                session,
                VAULT,
                park_id=world.park.id,
                endpoint_id=endpoint.id,
                now=NOW,
                overlap=overlap,
            )
