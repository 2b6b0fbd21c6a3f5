"""Where vendors are told: switched off and on again, and their secrets."""

from datetime import timedelta

import pytest

from parkline.stores.database import Sessions
from services.kit.errors import Invalid
from services.vendors import endpoints
from tests.contract.vendor_delivery import NOW, VAULT, make_world
from tests.services.vendors.owing import URL, turns, wait_until


async def test_disabling_cancels_what_waits_and_says_so_once(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await wait_until(world, delivery_id, NOW + timedelta(days=1))

    for _ in range(2):
        async with sessions.begin() as session:
            await endpoints.disable_endpoint(
                session, world.park.id, endpoint.id, reason="by the operator", now=NOW
            )

    assert (await world.delivery(delivery_id)).status == "cancelled"
    assert await turns(world, now=NOW + timedelta(days=1)) == []
    [event] = await world.events("endpoint.disabled")
    assert event.data == {
        "endpoint_id": endpoint.id,
        "vendor_id": world.vendor.id,
        "reason": "by the operator",
    }


async def test_enabling_starts_with_a_clean_record(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    async with sessions.begin() as session:
        found = await endpoints.disable_endpoint(
            session, world.park.id, endpoint.id, reason="gone", now=NOW
        )
        found.failures, found.failing_since, found.open_until = 9, NOW, NOW
    async with sessions.begin() as session:
        await endpoints.enable_endpoint(session, world.park.id, endpoint.id)

    now = await world.endpoint_now(endpoint)
    assert (now.status, now.disabled_at, now.disabled_reason) == ("active", None, None)
    assert (now.failures, now.failing_since, now.open_until) == (0, None, None)
    assert await world.place() != []


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
