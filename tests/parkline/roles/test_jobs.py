"""From an event to what follows from it, with a real worker."""

import asyncio
import functools
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from procrastinate import App
from procrastinate.jobs import Job, Status
from sqlalchemy import select, text

from connectors.channels.feed import Feed
from connectors.vendors.delivery import Deliverer
from connectors.vendors.runner import Runner
from models.conversations import Conversation, Message
from models.events import EventRow
from models.ordering import Order
from models.park import Park
from models.vendors import Attempt, Delivery
from models.visits import Visit
from parkline.process.clock import SetClock
from parkline.process.listening import listen
from parkline.roles.handling import LONGEST_WAIT, EventRunner
from parkline.roles.jobs import Worker, make_app, rescue_stalled
from parkline.stores.database import Sessions
from services.accounting.days import RECONCILE_DAY
from services.accounting.returns import RETURN_PAYMENT
from services.events import follows
from services.events import queue as event_queue
from services.events.publish import defer, publish
from services.handoffs import handoffs
from services.kit.actors import ITSELF
from services.notices.notices import NOTICE_DUE
from services.ordering import describing, orders
from services.ordering.deadlines import ACCEPTANCE_DUE, SLOT_OVER
from services.ordering.events import OrderPlaced
from services.ordering.payment_requests import WATCH_PAYMENT
from services.tickets import tickets
from services.vendors import deliveries
from services.visits import erasure
from tests.contract.vendor_delivery import World, answers, deliverer, make_world, receiver
from tests.given import factories, visits
from tests.given.demo_park import DemoPark
from tests.kit.waiting import PATIENCE, until

NOW = factories.CREATED


@pytest.fixture
async def world(sessions: Sessions) -> World:
    return await make_world(sessions)


@pytest.fixture
async def courier(sessions: Sessions) -> AsyncIterator[Deliverer]:
    async with deliverer(sessions, deadline=5) as courier:
        yield courier


def worker_of(sessions: Sessions, feed: Feed, now: datetime = NOW) -> Worker:
    return Worker(sessions, feed, SetClock(now))


def events_of(worker: Worker) -> EventRunner:
    return EventRunner(worker.sessions, worker.feed, worker.clock)


@asynccontextmanager
async def running(database_url: str, worker: Worker, courier: Deliverer) -> AsyncIterator[App]:
    """All that a worker process does, but for what it does by the clock."""
    app, events = make_app(database_url, worker), events_of(worker)
    delivering = Runner(courier, worker.clock)
    wakes = {event_queue.CHANNEL: events.wake, deliveries.CHANNEL: delivering.wake}
    async with app.open_async():
        work = [
            asyncio.create_task(one)
            for one in (
                app.run_worker_async(
                    concurrency=4,
                    fetch_job_polling_interval=0.2,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                ),
                events.run(),
                listen(database_url, wakes),
            )
        ]
        delivered = asyncio.create_task(delivering.run())
        try:
            yield app
        finally:
            delivering.stop()
            for one in work:
                one.cancel()
            await asyncio.gather(delivered, *work, return_exceptions=True)


async def place(world: World, *, now: datetime = NOW) -> tuple[Order, EventRow]:
    """An order that is placed, with its event and nothing that follows from it yet."""
    order = await world.order()
    async with world.sessions.begin() as session:
        order = await orders.load(session, order.park_id, order.id, lock=True)
        placed = OrderPlaced(order=await describing.describe(session, order))
        return order, await publish(session, order.park_id, placed, now=now)


async def advance(world: World, order: Order, *actions: str, now: datetime = NOW) -> None:
    for action in actions:
        async with world.sessions.begin() as session:
            await orders.advance(session, order.park_id, order.id, action, now=now)


async def delivered(world: World, count: int) -> None:
    async def all_there() -> bool:
        async with world.sessions() as session:
            statuses = list(await session.scalars(select(Delivery.status)))
        return len(statuses) >= count and set(statuses) == {"delivered"}

    await until(all_there)


async def test_a_placed_order_reaches_its_vendor(
    world: World, courier: Deliverer, database_url: str
) -> None:
    async with receiver(answers(200)) as vendor, Feed(None) as feed:
        await world.endpoint(vendor.url)
        async with running(database_url, worker_of(world.sessions, feed), courier):
            _, event = await place(world)
            await delivered(world, 1)

    [post] = vendor.received
    assert post.id == f"evt_{event.uid.hex}"
    async with world.sessions() as session:
        handled = await session.get_one(EventRow, (event.park_id, event.id))
        assert handled.handled_at == NOW


async def test_a_vendor_hears_of_an_order_in_its_order(
    world: World, courier: Deliverer, database_url: str
) -> None:
    async with receiver(answers(200)) as vendor, Feed(None) as feed:
        await world.endpoint(vendor.url)
        order, _ = await place(world)
        await advance(world, order, "accept", "preparing", "ready", "complete")
        async with running(database_url, worker_of(world.sessions, feed), courier):
            await delivered(world, 6)

    assert [sequence_of(post.body) for post in vendor.received] == [1, 2, 3, 4, 5, 6]
    assert [json.loads(post.body)["type"] for post in vendor.received][-2:] == [
        "order.completed",
        "payment.succeeded",
    ]


def sequence_of(body: bytes) -> int:
    return int(json.loads(body)["sequence"])


async def test_an_attempt_that_failed_is_made_again_with_the_same_id(
    world: World, courier: Deliverer, database_url: str
) -> None:
    async with receiver(answers(500), answers(200)) as vendor, Feed(None) as feed:
        await world.endpoint(vendor.url)
        worker = worker_of(world.sessions, feed)
        async with running(database_url, worker, courier):
            await place(world)
            await vendor.has_received(1)
            async with world.sessions() as session:
                [delivery_id] = list(await session.scalars(select(Delivery.id)))
            assert isinstance(worker.clock, SetClock)
            worker.clock.moment = NOW + timedelta(seconds=10)
            await delivered(world, 1)

    first, second = vendor.received
    assert first.id == second.id
    assert [attempt.status_code for attempt in await world.attempts(delivery_id)] == [500, 200]


async def accepted(
    world: World, *, now: datetime = NOW, **values: Any
) -> tuple[Conversation, Order, EventRow]:
    """An order of somebody's conversation that its vendor accepted."""
    async with world.sessions.begin() as session:
        person = await factories.make_person(session, world.park)
        conversation = await factories.make_conversation(session, person)
    order = await world.order(person=person, conversation_id=conversation.id, **values)
    await advance(world, order, "accept", now=now)
    [event] = await world.events("order.accepted")
    return conversation, order, event


async def notices(world: World) -> list[Message]:
    async with world.sessions() as session:
        return list(await session.scalars(select(Message).where(Message.author == "system")))


async def test_an_event_handled_twice_is_handled_once(world: World, courier: Deliverer) -> None:
    _, _, event = await accepted(world)
    async with Feed(None) as feed:
        runner = events_of(worker_of(world.sessions, feed))
        await runner.handle(event.park_id, event.id)
        await runner.handle(event.park_id, event.id)
    assert len(await notices(world)) == 1


async def test_an_event_handled_at_two_places_at_once_is_handled_once(
    world: World, courier: Deliverer
) -> None:
    _, _, event = await accepted(world)
    async with Feed(None) as feed:
        runner = events_of(worker_of(world.sessions, feed))
        await asyncio.gather(
            *(runner.handle(event.park_id, event.id) for _ in range(3)),
            *(runner.handle_waiting() for _ in range(3)),
        )
    assert len(await notices(world)) == 1


async def test_an_event_whose_handler_fails_is_not_handled(
    world: World, courier: Deliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> None:
        raise RuntimeError("a bug")

    [webhook, *_] = follows.following(OrderPlaced)
    broken = follows.Follows("fails", follows.of(OrderPlaced), run=fails)
    monkeypatch.setattr(follows, "following", lambda _kind: (webhook, broken))
    async with receiver(answers(200)) as vendor, Feed(None) as feed:
        await world.endpoint(vendor.url)
        _, event = await place(world)
        with pytest.raises(RuntimeError, match="a bug"):
            await events_of(worker_of(world.sessions, feed)).handle(event.park_id, event.id)

    async with world.sessions() as session:
        row = await session.get_one(EventRow, (event.park_id, event.id))
        assert row.handled_at is None
        assert list(await session.scalars(select(Delivery))) == [], "together or not at all"


async def test_a_notice_wakes_the_sockets_of_its_conversation(
    world: World, courier: Deliverer
) -> None:
    conversation, order, event = await accepted(world)
    async with (
        Feed(None, poll_seconds=60) as feed,
        feed.subscribe(conversation.park_id, conversation.id) as wakeups,
    ):
        await events_of(worker_of(world.sessions, feed)).handle(event.park_id, event.id)
        async with asyncio.timeout(PATIENCE):
            await anext(wakeups)
    [notice] = await notices(world)
    assert order.order_no in notice.text


async def test_a_notice_that_waits_for_the_morning_holds_up_nothing_else(
    world: World, courier: Deliverer, database_url: str
) -> None:
    """It is quiet by the clock that the queue goes by, too."""
    now = datetime.now(UTC)
    await quiet(world, now - timedelta(hours=1), now + timedelta(hours=2))
    async with receiver(answers(200)) as vendor, Feed(None) as feed:
        await world.endpoint(vendor.url)
        _, order, _ = await accepted(world, now=now, slot_start=now + timedelta(days=2))
        worker = worker_of(world.sessions, feed, now)
        async with running(database_url, worker, courier):
            await delivered(world, 1)
            await advance(world, order, "preparing", now=now)
            await delivered(world, 2)
            assert await notices(world) == []

            assert isinstance(worker.clock, SetClock)
            worker.clock.moment = now + timedelta(hours=3)
            async with world.sessions.begin() as session:
                due = "update procrastinate_jobs set scheduled_at = now() where task_name = :task"
                await session.execute(text(due), {"task": NOTICE_DUE})

            async def told() -> bool:
                return bool(await notices(world))

            await until(told)
    assert [notice.data["status"] for notice in await notices(world)] == ["preparing"]


async def quiet(world: World, start: datetime, end: datetime) -> None:
    async with world.sessions.begin() as session:
        park = await session.get_one(Park, world.park.id)
        park.timezone, park.quiet_from, park.quiet_until = "UTC", start.time(), end.time()


async def test_staff_who_fall_silent_give_back_and_the_tenants_sockets_wake(
    world: World, courier: Deliverer
) -> None:
    async with world.sessions.begin() as session:
        person = await factories.make_person(session, world.park)
        conversation = await factories.make_conversation(session, person)
        member = await factories.make_staff(session, world.park.id)
        await handoffs.take(session, world.park.id, conversation.id, member, now=NOW)
    async with (
        Feed(None, poll_seconds=60) as feed,
        feed.subscribe(conversation.park_id, conversation.id) as wakeups,
    ):
        await worker_of(world.sessions, feed, NOW + timedelta(minutes=31)).every(15.0)
        async with asyncio.timeout(PATIENCE):
            await anext(wakeups)
    async with world.sessions() as session:
        found = await session.get_one(Conversation, (world.park.id, conversation.id))
    assert found.owner == "bot"


async def test_clocks_of_tickets_ring(world: World, courier: Deliverer) -> None:
    async with world.sessions.begin() as session:
        ticket = await tickets.open_ticket(
            session, world.park.id, kind="repair", urgency="low", description="灯坏了", now=NOW
        )
        for action in ("resolve", "confirm"):
            await tickets.advance(session, world.park.id, ticket.id, action, by=ITSELF, now=NOW)
        ticket.next_alarm_at = NOW
    async with Feed(None) as feed:
        await worker_of(world.sessions, feed).every(2.0)
    async with world.sessions() as session:
        assert (await tickets.load(session, world.park.id, ticket.id)).status == "closed"


async def test_every_job_that_is_deferred_has_a_task(
    world: World, courier: Deliverer, database_url: str
) -> None:
    async with Feed(None) as feed:
        app = make_app(database_url, worker_of(world.sessions, feed))
    assert {NOTICE_DUE, ACCEPTANCE_DUE, SLOT_OVER} <= set(app.tasks)
    assert {WATCH_PAYMENT, RETURN_PAYMENT, RECONCILE_DAY} <= set(app.tasks)


def job(task: str, attempts: int) -> Job:
    return Job(id=1, queue="q", lock=None, queueing_lock=None, task_name=task, attempts=attempts)


def waits(app: App, task: str, attempts: Iterable[int], failure: BaseException) -> list[timedelta]:
    """How long each try waits, to the second; a try without another one fails here."""
    found = []
    for attempt in attempts:
        before = datetime.now(NOW.tzinfo)
        failed = app.tasks[task].get_retry_exception(failure, job(task, attempt))
        assert failed is not None, f"given up after {attempt} attempts"
        assert failed.retry_decision.retry_at is not None
        wait = failed.retry_decision.retry_at - before
        found.append(timedelta(seconds=round(wait.total_seconds())))
    return found


@pytest.mark.parametrize("task", [NOTICE_DUE, ACCEPTANCE_DUE, SLOT_OVER])
async def test_a_job_that_fails_is_tried_for_ever_ever_slower(
    world: World, courier: Deliverer, database_url: str, task: str
) -> None:
    async with Feed(None) as feed:
        app = make_app(database_url, worker_of(world.sessions, feed))
    found = waits(app, task, [0, 1, 2, 8, 9, 1000], RuntimeError("a bug"))
    assert [wait.total_seconds() for wait in found[:4]] == [1, 2, 4, 256]
    assert found[4:] == [LONGEST_WAIT, LONGEST_WAIT]


async def test_jobs_of_a_dead_worker_are_given_back_and_those_of_a_living_one_not(
    world: World, courier: Deliverer, database_url: str
) -> None:
    async with world.sessions.begin() as session:
        for _ in range(2):
            await defer(session, "settle_link", queue="events", args={"park_id": 1, "link_id": 1})
    async with (
        Feed(None) as feed,
        make_app(database_url, worker_of(world.sessions, feed)).open_async() as app,
    ):
        dead = await app.job_manager.register_worker()
        alive = await app.job_manager.register_worker()
        lost = await app.job_manager.fetch_job(queues=None, worker_id=dead)
        kept = await app.job_manager.fetch_job(queues=None, worker_id=alive)
        assert lost is not None
        assert kept is not None
        async with world.sessions.begin() as session:
            await session.execute(
                text(
                    "update procrastinate_workers"
                    " set last_heartbeat = now() - interval '1 minute' where id = :id"
                ),
                {"id": dead},
            )
        assert await rescue_stalled(app) == 1
        assert await app.job_manager.get_job_status_async(lost.id) == Status.TODO
        assert await app.job_manager.get_job_status_async(kept.id) == Status.DOING


async def test_attempts_are_recorded_with_what_the_vendor_said(
    world: World, courier: Deliverer, database_url: str
) -> None:
    async with receiver(answers(204)) as vendor, Feed(None) as feed:
        await world.endpoint(vendor.url)
        async with running(database_url, worker_of(world.sessions, feed), courier):
            await place(world)
            await delivered(world, 1)
    async with world.sessions() as session:
        [attempt] = list(await session.scalars(select(Attempt)))
    assert (attempt.number, attempt.status_code) == (1, 204)


async def test_old_visits_are_erased_in_transactions_that_end(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("王小明", "李四", "张三"):
        await visits.registered(demo, names=[name])
    one_at_a_time = functools.partial(erasure.erase, limit=1)
    monkeypatch.setattr(erasure, "erase", one_at_a_time)
    later = visits.FIVE + timedelta(days=31)
    worker = Worker(demo.sessions, cast(Any, None), SetClock(later))
    await asyncio.wait_for(worker.tidy(), timeout=30)
    async with demo.sessions() as session:
        found = (await session.execute(select(Visit.names, Visit.erased_at))).all()
        written_by = await session.scalars(text("select xmin::text from visit"))
        transactions = set(written_by.all())
    assert [tuple(row) for row in found] == [([], later)] * 3
    assert len(transactions) == 3
