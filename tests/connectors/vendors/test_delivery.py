"""The life of deliveries over many attempts: breaker, rate, rotation, giving up, crashes."""

import asyncio
from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from prometheus_client import CollectorRegistry
from sqlalchemy import update

from connectors.vendors.delivery import Deliverer, DeliveryMetrics
from connectors.vendors.signing import verify
from models import Endpoint
from parkline.database import Sessions
from services import answers as answering
from services import endpoints
from services.attempts import Done, RetryAt
from services.retries import LEASE, MAX_ATTEMPTS
from tests.contract.vendor_delivery import (
    NOW,
    VAULT,
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


async def test_five_days_of_failing_disable_the_endpoint_and_cancel_the_rest(
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
        assert await deliver_due(courier, now=after, each=1) == {last: Done("failed")}
        assert (await world.delivery(waits)).status == "cancelled"
        assert await deliver_due(courier, now=after + timedelta(days=1)) == {}

    now = await world.endpoint_now(endpoint)
    assert (now.status, now.disabled_reason) == ("disabled", "failing")
    [event] = await world.events("endpoint.disabled")
    assert event.data["reason"] == "failing"
    assert len(vendor.received) == 3


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


@pytest.mark.parametrize(
    ("after", "old_verifies"), [(timedelta(hours=23), True), (timedelta(hours=25), False)]
)
async def test_both_secrets_sign_while_they_overlap(
    sessions: Sessions, after: timedelta, old_verifies: bool
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        endpoint, old = await world.endpoint(vendor.url)
        async with sessions.begin() as session:
            new = await endpoints.rotate_secret(
                session,
                VAULT,
                park_id=world.park.id,
                endpoint_id=endpoint.id,
                now=NOW,
                overlap=timedelta(days=1),
            )
        await world.place()
        await deliver_due(courier, now=NOW + after)

    [post] = vendor.received
    assert verify([new], post.headers, post.body, now=NOW + after)
    assert verify([old], post.headers, post.body, now=NOW + after) is old_verifies


async def test_rotating_without_overlap_ends_the_old_secret_at_once(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        endpoint, old = await world.endpoint(vendor.url)
        async with sessions.begin() as session:
            await endpoints.rotate_secret(
                session,
                VAULT,
                park_id=world.park.id,
                endpoint_id=endpoint.id,
                now=NOW,
                overlap=timedelta(),
            )
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
