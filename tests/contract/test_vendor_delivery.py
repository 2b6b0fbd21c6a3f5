"""Delivery against receivers of every kind."""

from datetime import timedelta

import pytest

from connectors.vendors.signing import verify
from parkline.stores.database import Sessions
from services.vendors.attempts import Done
from tests.contract.vendor_delivery import (
    CASES,
    NOW,
    Case,
    answers,
    deliver_due,
    deliverer,
    make_world,
    receiver,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_one_attempt_at_a_receiver_that(case: Case, sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(case.behaves) as vendor, deliverer(sessions) as courier:
        endpoint, secret = await world.endpoint(vendor.url)
        [delivery_id] = await world.place()

        result = (await deliver_due(courier, now=NOW)).get(delivery_id)

    [post] = vendor.received
    assert verify([secret], post.headers, post.body, now=NOW)
    [attempt] = await world.attempts(delivery_id)
    assert (attempt.number, attempt.at, attempt.status_code) == (1, NOW, case.status)
    assert case.error is None or case.error in (attempt.error or "")
    assert (attempt.error is None) == (case.error is None)
    assert len(attempt.answer) <= 1024
    delivery = await world.delivery(delivery_id)
    assert (delivery.status, delivery.attempts) == (case.delivery, 1)
    assert (await world.endpoint_now(endpoint)).status == case.endpoint
    assert case.expects(result, NOW + timedelta(milliseconds=attempt.milliseconds)), result


async def test_a_receiver_that_recovers_gets_the_same_id_with_a_fresh_timestamp(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500), answers(200)) as vendor, deliverer(sessions) as courier:
        _, secret = await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        (await deliver_due(courier, now=NOW)).get(delivery_id)

        later = NOW + timedelta(seconds=10)
        result = (await deliver_due(courier, now=later)).get(delivery_id)

    assert result == Done("delivered")
    first, second = vendor.received
    assert first.id == second.id
    assert first.body == second.body
    assert int(second.headers["webhook-timestamp"]) == int(later.timestamp())
    assert verify([secret], second.headers, second.body, now=later)
    assert [a.status_code for a in await world.attempts(delivery_id)] == [500, 200]
