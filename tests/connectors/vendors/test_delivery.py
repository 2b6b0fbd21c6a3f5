"""The life of deliveries over many attempts: breaker, rate, rotation, giving up, crashes."""

import asyncio
from contextlib import ExitStack
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
from services import attempts, endpoints
from services.attempts import Done, RetryAt
from services.errors import NotFound
from services.retries import MAX_ATTEMPTS
from tests.contract.vendor_delivery import (
    NOW,
    VAULT,
    World,
    answers,
    deliverer,
    hangs,
    make_world,
    receiver,
)


async def fail_in_a_row(world: World, courier: Deliverer, count: int, now: datetime) -> None:
    for _ in range(count):
        for delivery_id in await world.place():
            await courier.attempt(world.park.id, delivery_id, now=now)


async def test_the_fifth_failed_delivery_in_a_row_opens_the_breaker(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 5, NOW)
        opened = (await world.endpoint_now(endpoint)).open_until
        assert opened is not None
        assert timedelta(seconds=30) <= opened - NOW < timedelta(seconds=31)

        [waiting] = await world.place()
        result = await courier.attempt(world.park.id, waiting, now=NOW + timedelta(seconds=10))

    assert isinstance(result, RetryAt)
    assert (result.reason, result.at > opened) == ("breaker", True)
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
        waiting = [id_ for _ in range(6) for id_ in await world.place()]

        later = NOW + timedelta(seconds=40)
        results = await asyncio.gather(
            *(courier.attempt(world.park.id, id_, now=later) for id_ in waiting)
        )

    assert len(vendor.received) == 6
    reasons = sorted(r.reason for r in results if isinstance(r, RetryAt))
    assert reasons == ["breaker"] * 5 + ["retry"]


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

        assert await courier.attempt(world.park.id, probe, now=later) == Done("delivered")
        assert await courier.attempt(world.park.id, other, now=later) == Done("delivered")

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
        with ExitStack() as place:
            claim = await courier._claim(world.park.id, lost, later, place)
        assert isinstance(claim, attempts.Claim)

        during = await courier.attempt(world.park.id, next_one, now=later + timedelta(seconds=19))
        after = await courier.attempt(world.park.id, next_one, now=later + timedelta(seconds=21))

    assert isinstance(during, RetryAt)
    assert after == Done("delivered")


async def test_one_order_that_always_fails_does_not_open_the_breaker(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        now = NOW
        for _ in range(7):
            result = await courier.attempt(world.park.id, delivery_id, now=now)
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
            results.append(await courier.attempt(world.park.id, first, now=now))
            now = getattr(results[-1], "at", now)
        assert await courier.attempt(world.park.id, second, now=now) == Done("delivered")

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
        due = await courier.attempt(world.park.id, delivery_id, now=NOW)
        assert isinstance(due, RetryAt)

        early = await courier.attempt(world.park.id, delivery_id, now=NOW + timedelta(seconds=1))

    assert early == RetryAt(due.at, "early")
    assert len(vendor.received) == 1


async def test_five_days_of_failing_disable_the_endpoint_and_cancel_the_rest(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(500)) as vendor, deliverer(sessions) as courier:
        endpoint, _ = await world.endpoint(vendor.url)
        await fail_in_a_row(world, courier, 1, NOW)
        [last] = await world.place()
        [waiting] = await world.place()
        almost = NOW + timedelta(days=4, hours=23)
        assert isinstance(await courier.attempt(world.park.id, last, now=almost), RetryAt)
        assert (await world.endpoint_now(endpoint)).status == "active"

        after = NOW + timedelta(days=5, seconds=1)
        assert await courier.attempt(world.park.id, last, now=after) == Done("failed")
        assert await courier.attempt(world.park.id, waiting, now=after) == Done("cancelled")

    now = await world.endpoint_now(endpoint)
    assert (now.status, now.disabled_reason) == ("disabled", "failing")
    [event] = await world.events("endpoint.disabled")
    assert event.data["reason"] == "failing"
    assert len(vendor.received) == 3


async def test_a_rate_limit_spreads_what_comes_at_once_and_counts_no_attempt(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url, rate_per_second=2)
        owed = [id_ for _ in range(6) for id_ in await world.place()]
        results = [await courier.attempt(world.park.id, id_, now=NOW) for id_ in owed]

        assert results[:2] == [Done("delivered")] * 2
        held = [r for r in results[2:] if isinstance(r, RetryAt)]
        assert [r.reason for r in held] == ["rate"] * 4
        waits = [(r.at - NOW) / timedelta(seconds=1) for r in held]
        assert waits == sorted(waits), "the oldest comes back first"
        assert 1 < waits[-1] <= 2, "four at two a second"
        assert (await world.delivery(owed[2])).attempts == 0

        half_a_second = NOW + timedelta(milliseconds=500)
        again = [await courier.attempt(world.park.id, id_, now=half_a_second) for id_ in owed[2:4]]
        assert again[0] == Done("delivered")
        assert isinstance(again[1], RetryAt)
    assert len(vendor.received) == 3


async def test_concurrent_attempts_do_not_overdraw_the_rate(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions, max_in_flight=50) as courier:
        await world.endpoint(vendor.url, rate_per_second=3)
        owed = [id_ for _ in range(8) for id_ in await world.place()]
        await asyncio.gather(*(courier.attempt(world.park.id, id_, now=NOW) for id_ in owed))

    assert len(vendor.received) == 3


async def test_a_slow_endpoint_takes_only_its_share_of_a_worker(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(hangs) as vendor, deliverer(sessions, max_in_flight=2) as courier:
        await world.endpoint(vendor.url)
        owed = [id_ for _ in range(3) for id_ in await world.place()]
        results = await asyncio.gather(
            *(courier.attempt(world.park.id, id_, now=NOW) for id_ in owed)
        )

    assert len(vendor.received) == 2
    reasons = sorted(result.reason for result in results if isinstance(result, RetryAt))
    assert reasons == ["busy", "retry", "retry"]


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
        [delivery_id] = await world.place()
        await courier.attempt(world.park.id, delivery_id, now=NOW + after)

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
        [delivery_id] = await world.place()
        await courier.attempt(world.park.id, delivery_id, now=NOW)

    [post] = vendor.received
    assert not verify([old], post.headers, post.body, now=NOW)


async def test_ed25519_endpoints_verify_with_the_public_key(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        _, public = await world.endpoint(vendor.url, scheme="v1a")
        [delivery_id] = await world.place()
        await courier.attempt(world.park.id, delivery_id, now=NOW)

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
            patched.setattr(answering, "record", dies)
            with pytest.raises(ConnectionError):
                await courier.attempt(world.park.id, delivery_id, now=NOW)
        assert await courier.attempt(world.park.id, delivery_id, now=NOW) == Done("delivered")

    assert len({post.id for post in vendor.received}) == 1
    assert len(vendor.received) == 2


async def test_a_delivered_one_is_not_posted_again(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        await courier.attempt(world.park.id, delivery_id, now=NOW)

        assert await courier.attempt(world.park.id, delivery_id, now=NOW) == Done("delivered")
    assert len(vendor.received) == 1


async def test_a_private_address_is_logged_as_refused_and_never_connected(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions, allow=()) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        result = await courier.attempt(world.park.id, delivery_id, now=NOW)

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
        result = await courier.attempt(world.park.id, delivery_id, now=NOW)

    [attempt] = await world.attempts(delivery_id)
    assert isinstance(result, RetryAt)
    assert attempt.error == "the endpoint's secret is unreadable"
    assert vendor.received == []


async def test_an_unknown_delivery(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with deliverer(sessions) as courier:
        with pytest.raises(NotFound):
            await courier.attempt(world.park.id, 404, now=NOW)


async def test_outcomes_and_latency_are_counted(sessions: Sessions) -> None:
    world = await make_world(sessions)
    registry = CollectorRegistry()
    metrics = DeliveryMetrics(registry)
    script = [answers(500), answers(200)]
    async with receiver(*script) as vendor, deliverer(sessions, metrics=metrics) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        await courier.attempt(world.park.id, delivery_id, now=NOW)
        await courier.attempt(world.park.id, delivery_id, now=NOW + timedelta(seconds=7))

    def counted(outcome: str) -> float | None:
        return registry.get_sample_value("parkline_webhook_attempts_total", {"outcome": outcome})

    assert (counted("retry"), counted("delivered")) == (1, 1)
    assert registry.get_sample_value("parkline_webhook_delivery_seconds_count") == 1
    assert (registry.get_sample_value("parkline_webhook_delivery_seconds_sum") or 0) >= 7
