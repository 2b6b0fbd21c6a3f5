"""Planning deliveries with their event, and replaying them."""

import asyncio
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import text

from models import EventRow
from parkline.database import Sessions
from services import deliveries, endpoints
from services.answers import Answer, Answered, record, record_plain
from services.attempts import Claim, Done, claim, release
from services.deliveries import Between, FailedSince, One
from services.errors import Invalid, NotFound, Refused
from services.events import TicketReported
from services.publish import publish
from services.retries import LEASE
from tests import factories
from tests.contract.vendor_delivery import NOW, VAULT, World, make_world

URL = "https://vendor.example/hooks"


async def claims(world: World, *, now: datetime = NOW) -> list[Claim]:
    """What a worker would be given now; it is nobody else's for the time of its lease."""
    async with world.sessions.begin() as session:
        found = await claim(session, now=now, rooms={}, each=8, at_most=100)
    return found.claims


async def turns(world: World, *, now: datetime = NOW) -> list[int]:
    return [one.delivery_id for one in await claims(world, now=now)]


async def conclude(world: World, delivery_id: int, status: str) -> None:
    async with world.sessions.begin() as session:
        await session.execute(
            text(
                "update delivery set status = :status, attempts = 10, next_attempt_at = null"
                " where id = :id"
            ),
            {"status": status, "id": delivery_id},
        )


async def wait_until(world: World, delivery_id: int, at: datetime) -> None:
    """As after a failed attempt."""
    async with world.sessions.begin() as session:
        await session.execute(
            text(
                "update delivery set attempts = attempts + 1, next_attempt_at = :at where id = :id"
            ),
            {"at": at, "id": delivery_id},
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
        assert await deliveries.plan(session, [row], now=NOW) == []


async def test_planning_again_adds_nothing(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()

    async with sessions.begin() as session:
        event = await session.get_one(
            EventRow, (world.park.id, (await world.delivery(delivery_id)).event_id)
        )
        assert await deliveries.plan(session, [event], now=NOW) == []

    assert await turns(world) == [delivery_id]
    assert await turns(world) == []


async def test_several_events_are_planned_in_their_order(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    rows = [await world.publish(await world.order(), now=NOW) for _ in range(3)]
    async with sessions.begin() as session:
        planned = await deliveries.plan(session, rows[::-1], now=NOW)
    told = [(await world.delivery(id_)).event_id for id_ in planned]
    assert told == [row.id for row in rows]


async def test_events_of_one_order_go_one_by_one_and_hold_up_no_other_order(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    stuck = await world.order()
    [first] = await world.owe(stuck)
    [second] = await world.owe(stuck)
    [other] = await world.place()

    assert await turns(world) == [first, other]
    await wait_until(world, first, NOW + timedelta(hours=1))
    assert await turns(world, now=NOW + timedelta(seconds=1)) == []
    await conclude(world, first, "delivered")
    assert await turns(world, now=NOW + timedelta(seconds=1)) == [second]


async def test_a_dead_endpoint_holds_up_no_other_endpoint(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    await world.endpoint(URL)
    order = await world.order()
    first_dead, first_live = await world.owe(order)
    _, second_live = await world.owe(order)

    assert await turns(world) == [first_dead, first_live]
    await wait_until(world, first_dead, NOW + timedelta(hours=1))
    await conclude(world, first_live, "delivered")
    assert await turns(world) == [second_live]


async def test_the_order_is_kept_by_claims_at_once(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL, rate_per_second=1000)
    placed = [await world.order() for _ in range(6)]
    owed = [[id_ for _ in range(3) for id_ in await world.owe(order)] for order in placed]

    for turn in range(3):
        taken = await asyncio.gather(*(turns(world) for _ in range(5)))
        assert sorted(id_ for each in taken for id_ in each) == sorted(ids[turn] for ids in owed)
        for ids in owed:
            await conclude(world, ids[turn], "delivered")


async def test_a_claim_whose_worker_died_is_taken_up_after_its_lease(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    [lost] = await claims(world)

    assert await turns(world, now=NOW + LEASE - timedelta(seconds=1)) == []
    [again] = await claims(world, now=NOW + LEASE)
    assert (again.delivery_id, again.number) == (lost.delivery_id, 1) == (delivery_id, 1)


async def test_what_is_given_back_may_go_at_once(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [first] = await world.place()
    [ended] = await world.place()
    taken = await claims(world)
    await conclude(world, ended, "delivered")
    async with sessions.begin() as session:
        await release(session, taken)
    assert await turns(world) == [first]


async def test_those_served_longest_ago_go_first_where_not_all_can(sessions: Sessions) -> None:
    world = await make_world(sessions)
    for _ in range(3):
        await world.endpoint(URL)
    owed = [await world.place() for _ in range(2)]

    async def some() -> list[int]:
        async with sessions.begin() as session:
            found = await claim(session, now=NOW, rooms={}, each=1, at_most=2)
        return [one.delivery_id for one in found.claims]

    assert await some() == owed[0][:2]
    assert await some() == [owed[0][2], owed[1][0]]


async def test_an_endpoint_gets_no_more_than_there_is_room_for(sessions: Sessions) -> None:
    world = await make_world(sessions)
    full, _ = await world.endpoint(URL)
    owed = [await world.place() for _ in range(3)]
    key = (world.park.id, full.id)
    for room, expected in ((0, []), (2, [owed[0][0], owed[1][0]])):
        async with sessions.begin() as session:
            found = await claim(session, now=NOW, rooms={key: room}, each=8, at_most=100)
        assert [one.delivery_id for one in found.claims] == expected


async def test_what_was_planned_while_its_endpoint_was_disabled_is_cancelled(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    off, _ = await world.endpoint(URL)
    await world.endpoint(URL)
    stranded, waits = await world.place()
    async with sessions.begin() as session:
        await session.execute(
            text("update endpoint set status = 'disabled' where id = :id"), {"id": off.id}
        )
        assert await deliveries.cancel_stranded(session) == 1
    assert (await world.delivery(stranded)).status == "cancelled"
    assert (await world.delivery(waits)).status == "pending"


async def test_the_envelope_is_what_the_contract_says(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    await world.place()
    [taken] = await claims(world)

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
    await conclude(world, delivery_id, "failed")

    async with sessions.begin() as session:
        chosen = await deliveries.replay(
            session, world.park.id, endpoint.id, FailedSince(NOW), dry_run=True
        )

    assert chosen == [delivery_id]
    assert (await world.delivery(delivery_id)).status == "failed"
    assert await turns(world) == []


async def test_a_replay_does_not_wait_for_a_retry_that_is_due_tomorrow(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    order = await world.order()
    [first] = await world.owe(order)
    [second] = await world.owe(order)
    await conclude(world, first, "failed")
    await wait_until(world, second, NOW + timedelta(days=1))
    assert await turns(world) == []

    async with sessions.begin() as session:
        await deliveries.replay(session, world.park.id, endpoint.id, One(first))

    assert await turns(world) == [first]


async def test_what_is_replayed_goes_before_what_waits_of_its_order(sessions: Sessions) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint(URL)
    order = await world.order()
    first, second, third = [id_ for _ in range(3) for id_ in await world.owe(order)]
    await wait_until(world, first, NOW + timedelta(days=1))
    for id_ in (second, third):
        await conclude(world, id_, "failed")
    async with sessions.begin() as session:
        await deliveries.replay(session, world.park.id, endpoint.id, FailedSince(NOW))

    for id_ in (second, third):
        assert await turns(world) == [id_]
        await conclude(world, id_, "delivered")
    assert await turns(world) == []
    assert await turns(world, now=NOW + timedelta(days=1)) == [first]


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


async def test_an_answer_recorded_by_two_counts_once(sessions: Sessions) -> None:
    """A job taken for dead while it was only slow: both workers record the same attempt."""
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    [taken] = await claims(world)
    failed, fine = Answer(status=500, milliseconds=1), Answer(status=200, milliseconds=1)
    later = NOW + timedelta(seconds=9)

    async with sessions.begin() as session:
        first = await record_plain(session, [Answered(taken, fine, NOW)])
    async with sessions.begin() as session:
        late = await record(session, taken, failed, at=NOW, random=Random(1))
    async with sessions.begin() as session:
        again = await record_plain(session, [Answered(taken, fine, later)])

    assert (first.outcomes, again.outcomes) == ([Done("delivered")], [Done("superseded")])
    assert late == Done("superseded")
    delivery = await world.delivery(delivery_id)
    assert (delivery.status, delivery.attempts) == ("delivered", 1)
    assert delivery.delivered_at == NOW
    assert len(await world.attempts(delivery_id)) == 3


async def test_who_records_learns_whether_the_order_goes_on(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    order = await world.order()
    for _ in range(2):
        await world.owe(order)
    fine, found = Answer(status=200, milliseconds=1), []
    for _ in range(2):
        [taken] = await claims(world)
        async with sessions.begin() as session:
            recorded = await record_plain(session, [Answered(taken, fine, NOW)])
        found.append(recorded.is_followed)
    assert found == [True, False]
