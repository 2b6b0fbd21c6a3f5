"""Many deliveries at a time: shares of endpoints, order, being killed and leaving."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from sqlalchemy import func, select

from connectors.vendors import runner
from connectors.vendors.delivery import Deliverer
from connectors.vendors.exchange import DEADLINE_SECONDS
from connectors.vendors.runner import AT_A_TIME, Runner
from models.vendors import Attempt, Delivery
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.vendors.attempts import Claim
from services.vendors.retries import LEASE
from tests.contract.vendor_delivery import (
    NOW,
    Received,
    World,
    answers,
    deliverer,
    hangs,
    make_world,
    receiver,
)
from tests.kit.waiting import until


@asynccontextmanager
async def running(courier: Deliverer, clock: Callable[[], datetime]) -> AsyncIterator[Runner]:
    made = Runner(courier, clock)
    work = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        made.stop()
        await work


async def delivered(world: World, count: int) -> None:
    async def all_there() -> bool:
        async with world.sessions() as session:
            found = select(func.count()).where(Delivery.status == "delivered")
            return await session.scalar(found) == count

    await until(all_there)


async def posted(world: World, count: int) -> None:
    async def recorded() -> bool:
        async with world.sessions() as session:
            found = await session.scalar(select(func.count()).select_from(Attempt))
            return (found or 0) >= count

    await until(recorded)


def sequences(posts: list[Received]) -> dict[int, list[int]]:
    """What came of each order, as it came."""
    found = defaultdict[int, list[int]](list)
    for post in posts:
        told = json.loads(post.body)
        found[told["data"]["order"]["id"]].append(told["sequence"])
    return found


async def test_two_runners_tell_everything_once_and_of_each_order_in_its_order(
    sessions: Sessions,
) -> None:
    world, clock = await make_world(sessions), SetClock(NOW)
    async with (
        receiver(answers(200)) as vendor,
        deliverer(sessions, deadline=5) as one,
        deliverer(sessions, deadline=5) as other,
    ):
        await world.endpoint(vendor.url, rate_per_second=1000)
        placed = [await world.order() for _ in range(30)]
        for _ in range(4):
            for order in placed:
                await world.owe(order)
        async with running(one, clock), running(other, clock):
            await delivered(world, 120)
    assert sequences(vendor.received) == {order.id: [1, 2, 3, 4] for order in placed}


async def test_one_hanging_endpoint_holds_up_no_other(sessions: Sessions) -> None:
    world, clock = await make_world(sessions), SetClock(NOW)
    async with (
        receiver(hangs) as stuck,
        receiver(answers(200)) as vendor,
        deliverer(sessions, deadline=60) as courier,
    ):
        await world.endpoint(stuck.url)
        await world.endpoint(vendor.url)
        for _ in range(40):
            await world.place()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(runner, "FINISH_SECONDS", 0.0)
            async with running(courier, clock):
                await delivered(world, 40)
    assert len(vendor.received) == 40


async def test_a_slow_endpoint_takes_only_its_share_of_a_worker(sessions: Sessions) -> None:
    world, clock = await make_world(sessions), SetClock(NOW)
    async with receiver(hangs) as vendor, deliverer(sessions, deadline=0.3) as courier:
        await world.endpoint(vendor.url)
        for _ in range(3 * AT_A_TIME):
            await world.place()
        async with running(courier, clock):
            await posted(world, AT_A_TIME)
    assert AT_A_TIME <= len(vendor.received) <= 2 * AT_A_TIME, (
        "five failures opened the breaker for the others"
    )


@pytest.mark.parametrize(
    ("took", "room"),
    [(1, runner.AHEAD), (500, runner.AHEAD), (800, 40), (999, 32), (runner.SLOW, AT_A_TIME)],
)
def test_an_endpoint_has_as_many_in_hand_as_are_posted_before_their_lease_ends(
    took: int, room: int
) -> None:
    assert runner._Lane(took=took).room == room
    if room > AT_A_TIME:
        last_begins = room / AT_A_TIME * took / 1000
        assert last_begins + DEADLINE_SECONDS < LEASE.total_seconds()


async def test_what_waits_here_when_an_endpoint_fails_is_not_posted_to_it(
    sessions: Sessions,
) -> None:
    """An endpoint that answered well has claims in hand; the breaker opens for those, too."""
    world, clock = await make_world(sessions), SetClock(NOW)
    script = [*[answers(200)] * AT_A_TIME, answers(500)]
    async with receiver(*script) as vendor, deliverer(sessions, deadline=5) as courier:
        endpoint, _ = await world.endpoint(vendor.url, rate_per_second=1000)
        for _ in range(100):
            await world.place()
        async with running(courier, clock) as at_work:

            async def is_open() -> bool:
                return (await world.endpoint_now(endpoint)).open_until is not None

            async def is_idle() -> bool:
                return at_work.in_hand == 0

            await until(is_open)
            await until(is_idle)
        failed = len(vendor.received) - AT_A_TIME
        # Some rounds end while the first failures are still being written down.
        assert 5 <= failed <= runner.AHEAD // 2


async def test_what_a_runner_that_was_killed_had_claimed_is_anothers_after_the_lease(
    sessions: Sessions,
) -> None:
    world, clock = await make_world(sessions), SetClock(NOW)
    async with receiver(hangs, answers(200)) as vendor, deliverer(sessions, deadline=60) as courier:
        await world.endpoint(vendor.url)
        [delivery_id] = await world.place()
        killed = asyncio.create_task(courier.post((await claims(courier))[0]))
        await vendor.has_received(1)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)

        async with running(courier, clock) as other:
            clock.moment = NOW + LEASE
            other.wake()
            await delivered(world, 1)
    assert len({post.id for post in vendor.received}) == 1
    assert len(vendor.received) == 2
    assert (await world.delivery(delivery_id)).attempts == 1


async def claims(courier: Deliverer) -> list[Claim]:
    return (await courier.claim(now=NOW, rooms={}, each=8, at_most=8)).claims


async def test_who_leaves_gives_back_what_he_cannot_finish_and_records_the_rest(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "FINISH_SECONDS", 0.0)
    world, clock = await make_world(sessions), SetClock(NOW)
    script = [answers(200), hangs]
    async with receiver(*script) as vendor, deliverer(sessions, deadline=60) as courier:
        await world.endpoint(vendor.url)
        [first] = await world.place()
        async with running(courier, clock) as leaving:
            await delivered(world, 1)
            [second] = await world.place()
            leaving.wake()
            await vendor.has_received(2)
        [again] = await claims(courier)
    assert again.delivery_id == second, "at once, without waiting for a lease"
    assert (await world.delivery(first)).status == "delivered"


async def test_an_order_goes_on_as_soon_as_its_last_event_is_recorded(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to come by: it is known here that something waited."""
    monkeypatch.setattr(runner, "POLL_SECONDS", 60.0)
    world, clock = await make_world(sessions), SetClock(NOW)
    async with receiver(answers(200)) as vendor, deliverer(sessions, deadline=5) as courier:
        await world.endpoint(vendor.url)
        order = await world.order()
        for _ in range(3):
            await world.owe(order)
        async with running(courier, clock):
            await delivered(world, 3)
    assert sequences(vendor.received) == {order.id: [1, 2, 3]}


async def test_a_database_that_went_away_is_asked_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "REST_SECONDS", 0.01)
    world, clock = await make_world(sessions), SetClock(NOW)
    async with receiver(answers(200)) as vendor, deliverer(sessions, deadline=5) as courier:
        await world.endpoint(vendor.url)
        await world.place()
        for name in ("claim", "record_plain"):
            monkeypatch.setattr(courier, name, failing_once(getattr(courier, name)))
        async with running(courier, clock):
            await delivered(world, 1)
    assert len(vendor.received) == 1, "what was posted is only recorded later"


def failing_once(work: Callable[..., object]) -> Callable[..., object]:
    calls = iter([True])

    async def call(*given: object, **named: object) -> object:
        if next(calls, False):
            raise ConnectionError("the database went away")
        return await work(*given, **named)  # type: ignore[misc]

    return call
