"""A test event tells whether an endpoint answers and takes our signature."""

import json
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from connectors.vendors import exchange, guard
from connectors.vendors.ping import Pinger
from connectors.vendors.signing import verify
from models.vendors import Endpoint
from parkline.stores.database import Sessions
from services.kit.errors import NotFound
from tests.connectors.vendors.rotating import rotate
from tests.contract.vendor_delivery import NOW, VAULT, answers, hangs, make_world, receiver

LOOPBACK = guard.networks(["127.0.0.0/8"])


def pinger(sessions: Sessions, *, vault: Fernet = VAULT, reach_loopback: bool = True) -> Pinger:
    allow = LOOPBACK if reach_loopback else []
    return Pinger(sessions, vault, lambda: exchange.client(allow), lambda: NOW, deadline=0.5)


async def test_it_is_signed_and_says_what_it_is(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(204)) as vendor:
        endpoint, secret = await world.endpoint(vendor.url)
        answer = await pinger(sessions).ping(world.park.id, endpoint.id)
    [post] = vendor.received
    assert (answer.status, answer.error) == (204, None)
    assert verify([secret], post.headers, post.body, now=NOW)
    told = json.loads(post.body)
    assert (told["type"], told["park"], told["sequence"]) == (
        "endpoint.ping",
        world.park.slug,
        0,
    )
    assert told["data"] == {"endpoint_id": endpoint.id}
    assert told["id"] == post.headers["webhook-id"]


async def test_both_secrets_sign_it_while_they_overlap(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor:
        endpoint, old = await world.endpoint(vendor.url)
        await rotate(world, endpoint, overlap=timedelta(days=1))
        await pinger(sessions).ping(world.park.id, endpoint.id)
    [post] = vendor.received
    assert verify([old], post.headers, post.body, now=NOW)


async def test_what_goes_wrong_is_an_answer_and_harms_no_breaker(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500), hangs) as vendor:
        endpoint, _ = await world.endpoint(vendor.url)
        ping = pinger(sessions)
        assert (await ping.ping(world.park.id, endpoint.id)).status == 500
        late = await ping.ping(world.park.id, endpoint.id)
        assert (late.status, late.error) == (None, "no complete answer within 0.5 s")
        guarded = await pinger(sessions, reach_loopback=False).ping(world.park.id, endpoint.id)
        assert "refused" in (guarded.error or "")
        unreadable = pinger(sessions, vault=Fernet(Fernet.generate_key()))
        told = await unreadable.ping(world.park.id, endpoint.id)
        assert told.error == "the endpoint's secret is unreadable"
    async with sessions() as session:
        row = await session.get_one(Endpoint, (world.park.id, endpoint.id))
    assert (row.failures, row.failing_since, row.status) == (0, None, "active")


async def test_an_endpoint_that_is_not_there(sessions: Sessions) -> None:
    world = await make_world(sessions)
    with pytest.raises(NotFound):
        await pinger(sessions).ping(world.park.id, 999_999)
