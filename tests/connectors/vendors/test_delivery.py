"""The life of deliveries over many attempts: giving up, rate, crashes."""

import asyncio
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from prometheus_client import CollectorRegistry
from sqlalchemy import update

from connectors.vendors.delivery import DeliveryMetrics
from models.vendors import Endpoint
from parkline.stores.database import Sessions
from services.vendors import outcomes as answering
from services.vendors.attempts import Done, RetryAt
from services.vendors.retries import LEASE, MAX_ATTEMPTS
from tests.contract.vendor_delivery import (
    NOW,
    answers,
    deliver_due,
    deliverer,
    make_world,
    receiver,
)


async def test_after_ten_attempts_in_three_days_it_failed_and_the_next_event_goes(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    script = [*[answers(500)] * MAX_ATTEMPTS, answers(200)]
    async with receiver(*script) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        order = await world.order()
        [first] = await world.owe(order)
        [second] = await world.owe(order)
        now, results = NOW, []
        for _ in range(MAX_ATTEMPTS):
            results.append((await deliver_due(courier, now=now)).get(first))
            now = getattr(results[-1], "at", now)
        assert (await deliver_due(courier, now=now)).get(second) == Done("delivered")

    assert [type(r) for r in results] == [RetryAt] * 9 + [Done]
    assert results[-1] == Done("failed")
    assert timedelta(hours=64) < now - NOW < timedelta(hours=80)
    assert (await world.delivery(first)).status == "failed"
    assert [a.number for a in await world.attempts(first)] == list(range(1, 11))
    assert (await world.endpoint_now(endpoint)).status == "active"


async def test_an_attempt_before_its_time_posts_nothing(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        due = (await deliver_due(courier, now=NOW)).get(delivery_id)
        assert isinstance(due, RetryAt)

        assert await deliver_due(courier, now=due.at - timedelta(seconds=1)) == {}

    assert (await world.delivery(delivery_id)).next_attempt_at == due.at
    assert len(vendor.received) == 1


async def test_a_rate_limit_holds_what_comes_at_once_and_counts_no_attempt(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url, rate_per_second=2)
        owed = [id_ for _ in range(6) for id_ in await world.place()]
        assert await deliver_due(courier, now=NOW) == dict.fromkeys(owed[:2], Done("delivered"))
        held = await courier.claim(now=NOW, rooms={}, each=8, at_most=8)
        half_a_second = NOW + timedelta(milliseconds=500)
        assert (held.claims, held.again_at) == ([], half_a_second), "at two a second"
        assert (await world.delivery(owed[2])).attempts == 0

        assert await deliver_due(courier, now=half_a_second) == {owed[2]: Done("delivered")}
    assert len(vendor.received) == 3


async def test_concurrent_attempts_do_not_overdraw_the_rate(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url, rate_per_second=3)
        for _ in range(8):
            await world.place()
        await asyncio.gather(*(deliver_due(courier, now=NOW, each=2) for _ in range(8)))
        await deliver_due(courier, now=NOW)

    assert len(vendor.received) == 3


async def test_a_crash_between_post_and_record_posts_the_same_id_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()

        async def dies(*_: object, **__: object) -> None:
            raise ConnectionError("the database went away")

        with monkeypatch.context() as patched:
            patched.setattr(answering, "record_plain", dies)
            with pytest.raises(ConnectionError):
                await deliver_due(courier, now=NOW)
        assert await deliver_due(courier, now=NOW) == {}, "it may still be on its way"
        after = await deliver_due(courier, now=NOW + LEASE)

    assert after == {delivery_id: Done("delivered")}
    assert len({post.id for post in vendor.received}) == 1
    assert len(vendor.received) == 2


async def test_a_delivered_one_is_not_posted_again(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        assert await deliver_due(courier, now=NOW) == {delivery_id: Done("delivered")}
        assert await deliver_due(courier, now=NOW + timedelta(days=1)) == {}
    assert len(vendor.received) == 1


async def test_a_private_address_is_logged_as_refused_and_never_connected(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions, allow=()) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        result = (await deliver_due(courier, now=NOW)).get(delivery_id)

    [attempt] = await world.attempts(delivery_id)
    assert isinstance(result, RetryAt)
    assert vendor.received == []
    assert attempt.error == "refused: webhooks may not reach 127.0.0.1"


async def test_a_secret_under_another_key_is_a_failure_that_can_be_mended(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        stranger = Fernet(Fernet.generate_key()).encrypt(b"whsec_AAAA")
        async with sessions.begin() as session:
            await session.execute(
                update(Endpoint).where(Endpoint.id == endpoint.id).values(secret=stranger)
            )
        [delivery_id] = await world.place()
        result = (await deliver_due(courier, now=NOW)).get(delivery_id)

    [attempt] = await world.attempts(delivery_id)
    assert isinstance(result, RetryAt)
    assert attempt.error == "the endpoint's secret is unreadable"
    assert vendor.received == []


async def test_outcomes_and_latency_are_counted(sessions: Sessions) -> None:
    world = await make_world(sessions)
    registry = CollectorRegistry()
    metrics = DeliveryMetrics(registry)
    script = [answers(500), answers(200)]
    async with receiver(*script) as vendor, deliverer(sessions, metrics=metrics) as courier:
        await world.endpoint(vendor.url)
        await world.place()
        await deliver_due(courier, now=NOW)
        await deliver_due(courier, now=NOW + timedelta(seconds=7))

    def counted(outcome: str) -> float | None:
        return registry.get_sample_value("parkline_webhook_attempts_total", {"outcome": outcome})

    assert (counted("retry"), counted("delivered")) == (1, 1)
    assert registry.get_sample_value("parkline_webhook_delivery_seconds_count") == 1
    assert (registry.get_sample_value("parkline_webhook_delivery_seconds_sum") or 0) >= 7
