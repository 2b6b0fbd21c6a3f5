"""Planning deliveries with their event, and what a vendor is told."""

from datetime import timedelta

from models.events import EventRow
from parkline.stores.database import Sessions
from services.booking.events import BookingConfirmed
from services.events.publish import publish
from services.tickets.events import TicketReported
from services.vendors import deliveries, endpoints
from tests.contract.vendor_delivery import NOW, VAULT, make_world
from tests.given import factories
from tests.services.vendors.owing import URL, claims, turns


async def test_an_order_event_is_owed_to_every_endpoint_that_wants_it(
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
    assert [d.endpoint_id for d in owed] == [everything.id, placed_only.id, off.id]
    assert {d.status for d in owed} == {"pending"}
    assert await turns(world) == planned[:2]


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


async def test_a_booking_is_told_to_endpoints_that_name_it_and_to_no_other(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    named, _ = await world.endpoint(URL, event_types=["booking.confirmed"])
    await world.endpoint(URL, event_types=["booking.cancelled"])
    booked = BookingConfirmed(
        booking_id=7, booking_no="B-7", pool="meeting", resource="a_301", status="confirmed",
        starts_at=NOW, ends_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    async with sessions.begin() as session:
        row = await publish(session, world.park.id, booked, now=NOW)
        [planned] = await deliveries.plan(session, [row], now=NOW)
        assert await deliveries.plan(session, [row], now=NOW) == []
    assert (await world.delivery(planned)).endpoint_id == named.id
    [taken] = await claims(world)
    body = deliveries.envelope(taken.told, taken.park)
    assert (body["type"], body["data"]["resource"]) == ("booking.confirmed", "a_301")
    assert not {"person_id", "title", "phone"} & set(body["data"])
    assert await world.place()  # An order is still told to its vendor.


async def test_what_was_never_planned_of_bookings_is_replayed(sessions: Sessions) -> None:
    world = await make_world(sessions)
    booked = BookingConfirmed(
        booking_id=7, booking_no="B-7", pool="meeting", resource="a_301", status="confirmed",
        starts_at=NOW, ends_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    named, _ = await world.endpoint(URL, event_types=["booking.confirmed"])
    async with sessions.begin() as session:
        await publish(session, world.park.id, booked, now=NOW)
        chosen = deliveries.FailedSince(NOW - timedelta(days=1))
        assert len(await deliveries.replay(session, world.park.id, named.id, chosen)) == 1


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


async def test_what_has_waited_for_a_disabled_endpoint_for_a_week_is_cancelled(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    off, _ = await world.endpoint(URL)
    await world.endpoint(URL)
    async with sessions.begin() as session:
        await endpoints.disable_endpoint(session, world.park.id, off.id, reason="x", now=NOW)
    old, waits_elsewhere = await world.place()
    young, _ = await world.place(now=NOW + timedelta(seconds=1))
    async with sessions.begin() as session:
        assert await deliveries.give_up_waiting(session, now=NOW + deliveries.LONGEST_WAIT) == 0
    async with sessions.begin() as session:
        later = NOW + deliveries.LONGEST_WAIT + timedelta(seconds=1)
        assert await deliveries.give_up_waiting(session, now=later) == 1
    assert (await world.delivery(old)).status == "cancelled"
    assert (await world.delivery(young)).status == "pending"
    assert (await world.delivery(waits_elsewhere)).status == "pending"


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
