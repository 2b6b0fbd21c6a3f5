"""Which secrets sign a delivery: while they overlap, afterwards, and of which scheme."""

from datetime import timedelta

import pytest

from connectors.vendors.signing import verify
from parkline.stores.database import Sessions
from tests.connectors.vendors.rotating import rotate
from tests.contract.vendor_delivery import (
    NOW,
    answers,
    deliver_due,
    deliverer,
    make_world,
    receiver,
)


@pytest.mark.parametrize(
    ("after", "old_verifies"), [(timedelta(hours=23), True), (timedelta(hours=25), False)]
)
async def test_both_secrets_sign_while_they_overlap(
    sessions: Sessions, after: timedelta, old_verifies: bool
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        endpoint, old = await world.endpoint(vendor.url)
        new = await rotate(world, endpoint, overlap=timedelta(days=1))
        await world.place()
        await deliver_due(courier, now=NOW + after)

    [post] = vendor.received
    assert verify([new], post.headers, post.body, now=NOW + after)
    assert verify([old], post.headers, post.body, now=NOW + after) is old_verifies


async def test_rotating_without_overlap_ends_the_old_secret_at_once(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        endpoint, old = await world.endpoint(vendor.url)
        await rotate(world, endpoint, overlap=timedelta())
        await world.place()
        await deliver_due(courier, now=NOW)

    [post] = vendor.received
    assert not verify([old], post.headers, post.body, now=NOW)


async def test_ed25519_endpoints_verify_with_the_public_key(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        _, public = await world.endpoint(vendor.url, scheme="v1a")
        await world.place()
        await deliver_due(courier, now=NOW)

    [post] = vendor.received
    assert public.startswith("whpk_")
    assert verify([public], post.headers, post.body, now=NOW)
