"""Planning deliveries with their event, and replaying them."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from models import EventRow
from parkline.database import Sessions
from services import deliveries, endpoints
from services.answers import Answer, record
from services.attempts import Claim, Done, claim
from services.deliveries import Between, FailedSince, One
from services.errors import Invalid, NotFound, Refused
from services.events import TicketReported
from services.publish import publish
from tests import factories
from tests.contract.vendor_delivery import NOW, VAULT, World, make_world

URL = "https://vendor.example/hooks"


async def next_job(sessions: Sessions) -> dict[str, int] | None:
    """What a worker would be given now; it stays taken."""
    async with sessions.begin() as session:
        await session.execute(text("select procrastinate_register_worker_v1()"))
        worker = await session.scalar(text("select max(id) from procrastinate_workers"))
        row = await session.execute(
            text("select args from procrastinate_fetch_job_v2(array['deliveries'], :worker)"),
            {"worker": worker},
        )
        return row.scalar()


async def finish_jobs(sessions: Sessions, *, again_in: timedelta | None = None) -> None:
    """Jobs that are taken end, or wait for their retry."""
    async with sessions.begin() as session:
        if again_in is None:
            await session.execute(text("delete from procrastinate_jobs where status = 'doing'"))
        else:
            await session.execute(
                text(
                    "update procrastinate_jobs set status = 'todo', scheduled_at = now() + :wait"
                    " where status = 'doing'"
                ),
                {"wait": again_in},
            )


async def claimed(world: World, delivery_id: int) -> Claim:
    async with world.sessions.begin() as session:
        found = await claim(session, world.park.id, delivery_id, now=NOW, random=Random(1))
    assert isinstance(found, Claim)
    return found


async def conclude(world: World, delivery_id: int, status: str) -> None:
    async with world.sessions.begin() as session:
        await session.execute(
            text("update delivery set status = :status, attempts = 10 where id = :id"),
            {"status": status, "id": delivery_id},
        )


async def test_an_order_event_is_owed_to_every_active_endpoint_that_wants_it(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    everything, _ = await world.endpoint(URL)
    placed_only, _ = await world.endpoint(URL, event_types=["order.placed"])
    await world.endpoint(URL, event_types=["order.ready"])
    off, _ = await world.endpoint(URL)
    async with sessions.begin() as session:
        await endpoints.disable_endpoint(session, world.park.id, off.id, reason="x", now=NOW)

    planned = await world.place()

    owed = [await world.delivery(id_) for id_ in planned]
    assert [d.endpoint_id for d in owed] == [everything.id, placed_only.id]
    assert {d.status for d in owed} == {"pending"}


async def test_another_vendor_is_owed_nothing(sessions: Sessions) -> None:
    world = await make_world(sessions)
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
    assert await world.place() == []


async def test_what_is_no_order_is_owed_to_no_vendor(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    ticket = TicketReported(
        ticket_id=1, ticket_no="T-1", kind="repair", category="hvac", urgency="normal"
    )
    async with sessions.begin() as session:
        row = await publish(session, world.park.id, ticket, now=NOW)
        assert await deliveries.plan(session, row, now=NOW) == []


async def test_planning_again_adds_neither_delivery_nor_job(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()

    async with sessions.begin() as session:
        event = await session.get_one(
            EventRow, (world.park.id, (await world.delivery(delivery_id)).event_id)
        )
        assert await deliveries.plan(session, event, now=NOW) == []

    assert await next_job(sessions) == {"park_id": world.park.id, "delivery_id": delivery_id}
    assert await next_job(sessions) is None


async def test_events_of_one_order_go_one_by_one_and_hold_up_no_other_order(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    stuck = await world.order()
    [first] = await world.owe(stuck)
    [second] = await world.owe(stuck)
    [other] = await world.place()

    assert (await next_job(sessions) or {})["delivery_id"] == first
    await finish_jobs(sessions, again_in=timedelta(hours=1))
    assert (await next_job(sessions) or {})["delivery_id"] == other
    assert await next_job(sessions) is None, second


async def test_a_dead_endpoint_holds_up_no_other_endpoint(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    await world.endpoint(URL)
    order = await world.order()
    first_dead, first_live = await world.owe(order)
    _, second_live = await world.owe(order)

    assert (await next_job(sessions) or {})["delivery_id"] == first_dead
    await finish_jobs(sessions, again_in=timedelta(hours=1))
    assert (await next_job(sessions) or {})["delivery_id"] == first_live
    await finish_jobs(sessions)
    assert (await next_job(sessions) or {})["delivery_id"] == second_live


async def test_the_envelope_is_what_the_contract_says(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    taken = await claimed(world, delivery_id)

    body = deliveries.envelope(taken.told, taken.park)

    assert set(body) == {"type", "id", "timestamp", "park", "data", "sequence"}
    assert body["type"] == "order.placed"
    assert body["id"] == f"evt_{taken.told.uid.hex}"
    assert body["timestamp"] == "2026-12-02T01:30:00+00:00"
    assert (body["park"], body["sequence"]) == ("daybreak", 1)
    assert body["data"]["order"]["lines"][0]["name_en"] == "beef noodles"


async def test_replaying_one_starts_it_afresh_with_the_same_event(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await conclude(world, delivery_id, "failed")
    before = await world.delivery(delivery_id)

    async with sessions.begin() as session:
        chosen = await deliveries.replay(session, world.park.id, endpoint.id, One(delivery_id))

    after = await world.delivery(delivery_id)
    assert chosen == [delivery_id]
    assert (after.status, after.attempts, after.event_id) == ("pending", 0, before.event_id)


async def test_replaying_failures_leaves_what_was_delivered_or_waits(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [old] = await world.place(now=NOW - timedelta(days=2))
    [failed] = await world.place()
    [cancelled] = await world.place()
    [delivered] = await world.place()
    await world.place()
    for id_ in (old, failed):
        await conclude(world, id_, "failed")
    await conclude(world, cancelled, "cancelled")
    await conclude(world, delivered, "delivered")

    async with sessions.begin() as session:
        chosen = await deliveries.replay(
            session, world.park.id, endpoint.id, FailedSince(NOW - timedelta(days=1))
        )

    assert chosen == [failed, cancelled]
    assert (await world.delivery(old)).status == "failed"
    assert (await world.delivery(delivered)).status == "delivered"


async def test_replaying_a_range_sends_all_of_it_again_end_excluded(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [first] = await world.place(now=NOW)
    [second] = await world.place(now=NOW + timedelta(minutes=1))
    [third] = await world.place(now=NOW + timedelta(minutes=2))
    for id_ in (first, second, third):
        await conclude(world, id_, "delivered")

    async with sessions.begin() as session:
        chosen = await deliveries.replay(
            session, world.park.id, endpoint.id, Between(NOW, NOW + timedelta(minutes=2))
        )

    assert chosen == [first, second]
    assert (await world.delivery(third)).status == "delivered"


async def test_a_dry_run_names_what_it_would_send_and_sends_nothing(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await next_job(sessions)
    await finish_jobs(sessions)
    await conclude(world, delivery_id, "failed")

    async with sessions.begin() as session:
        chosen = await deliveries.replay(
            session, world.park.id, endpoint.id, FailedSince(NOW), dry_run=True
        )

    assert chosen == [delivery_id]
    assert (await world.delivery(delivery_id)).status == "failed"
    assert await next_job(sessions) is None


async def test_a_replay_does_not_wait_for_a_retry_that_is_due_tomorrow(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    order = await world.order()
    [first] = await world.owe(order)
    [second] = await world.owe(order)
    await next_job(sessions)
    await finish_jobs(sessions)
    await conclude(world, first, "failed")
    await next_job(sessions)
    await finish_jobs(sessions, again_in=timedelta(days=1))
    assert await next_job(sessions) is None

    async with sessions.begin() as session:
        await deliveries.replay(session, world.park.id, endpoint.id, One(first))

    assert (await next_job(sessions) or {})["delivery_id"] == first
    await finish_jobs(sessions)
    assert (await next_job(sessions) or {})["delivery_id"] == second


async def test_replaying_needs_an_enabled_endpoint_and_a_delivery_of_it(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    other, _ = await world.endpoint(URL)
    delivery_id, _ = await world.place()
    async with sessions.begin() as session:
        with pytest.raises(NotFound):
            await deliveries.replay(session, world.park.id, other.id, One(delivery_id))
        await endpoints.disable_endpoint(session, world.park.id, endpoint.id, reason="x", now=NOW)
        with pytest.raises(Refused):
            await deliveries.replay(session, world.park.id, endpoint.id, One(delivery_id))


async def test_disabling_cancels_what_waits_frees_its_jobs_and_says_so_once(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    [delivery_id] = await world.place()
    await next_job(sessions)
    await finish_jobs(sessions, again_in=timedelta(days=1))

    for _ in range(2):
        async with sessions.begin() as session:
            await endpoints.disable_endpoint(
                session, world.park.id, endpoint.id, reason="by the operator", now=NOW
            )

    assert (await world.delivery(delivery_id)).status == "cancelled"
    assert (await next_job(sessions) or {})["delivery_id"] == delivery_id
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


async def test_an_answer_recorded_by_two_counts_once(sessions: Sessions) -> None:
    """A job taken for dead while it was only slow: both workers record the same attempt."""
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    taken = await claimed(world, delivery_id)
    failed, fine = Answer(status=500, milliseconds=1), Answer(status=200, milliseconds=1)

    async with sessions.begin() as session:
        first = await record(session, taken, fine, at=NOW, random=Random(1))
    async with sessions.begin() as session:
        late = await record(session, taken, failed, at=NOW, random=Random(1))
    async with sessions.begin() as session:
        later = await record(session, taken, fine, at=NOW + timedelta(seconds=9), random=Random(1))

    assert (first, late, later) == (Done("delivered"), Done("superseded"), Done("superseded"))
    delivery = await world.delivery(delivery_id)
    assert (delivery.status, delivery.attempts) == ("delivered", 1)
    assert delivery.delivered_at == NOW
    assert len(await world.attempts(delivery_id)) == 3
