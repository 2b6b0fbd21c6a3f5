"""Events and jobs exist with the change they are about, or not at all."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.events import EventRow
from services.conversations.events import MessageReceived
from services.events.publish import defer, publish
from services.events.registry import known, parse_event
from services.ordering import describing, orders
from services.tickets.events import TicketReported
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, events_of, jobs

NOW = WEDNESDAY_MORNING


def ticket(number: int) -> TicketReported:
    return TicketReported(
        ticket_id=number, ticket_no="T-1", kind="repair", category="hvac", urgency="normal"
    )


async def test_an_event_is_a_row_that_waits_to_be_handled(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        row = await publish(session, demo.id, ticket(7), now=NOW)
        assert await jobs(session) == []
    assert (row.type, row.version, row.subject, row.sequence, row.occurred_at) == (
        "ticket.reported", 1, "ticket:7", 1, NOW,
    )  # fmt: skip
    assert row.data == {
        "ticket_id": 7,
        "ticket_no": "T-1",
        "kind": "repair",
        "category": "hvac",
        "urgency": "normal",
        "order_no": None,
        "status": "reported",
        "reason": None,
    }
    assert (row.handled_at, row.due_at) == (None, NOW)


async def test_an_event_that_nothing_follows_from_waits_for_nothing(demo: DemoPark) -> None:
    said = MessageReceived(conversation_id=1, message_id=1)
    async with demo.sessions() as session:
        row = await publish(session, demo.id, said, now=NOW)
    assert (row.handled_at, row.due_at) == (NOW, None)


async def test_each_subject_of_each_park_counts_for_itself(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        other = await factories.make_park(session)
        for park_id, number in [(demo.id, 1), (demo.id, 2), (demo.id, 1), (other.id, 1)]:
            await publish(session, park_id, ticket(number), now=NOW)
        assert [n for n, _ in await events_of(session, demo.id, "ticket:1")] == [1, 2]
        assert [n for n, _ in await events_of(session, demo.id, "ticket:2")] == [1]
        assert [n for n, _ in await events_of(session, other.id, "ticket:1")] == [1]


async def test_rolled_back_there_is_neither_event_nor_job(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await publish(session, demo.id, ticket(1), now=NOW)
        await defer(session, "slot_over", queue="deadlines", args={"order_id": 1})
        await session.rollback()
        assert (await events_of(session, demo.id, "ticket:1"), await jobs(session)) == ([], [])


async def test_changes_of_one_order_at_once_are_told_without_gap_or_double(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        await orders.advance(session, demo.id, order.id, "accept", now=NOW)

    async def ask() -> None:
        async with demo.sessions.begin() as session:
            await orders.request_cancellation(session, demo.id, order.id, now=NOW)

    await asyncio.gather(*(ask() for _ in range(8)))
    async with demo.sessions() as session:
        told = await demo.events(session, f"order:{order.id}")
    assert [sequence for sequence, _ in told] == list(range(1, 11))


async def test_a_job_may_wait_for_its_time(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        later = NOW + timedelta(minutes=10)
        await defer(session, "slot_over", queue="deadlines", args={"order_id": 1}, at=later)
        await defer(session, "settle_link", queue="events", args={"text": "牛肉面 :x %s"})
        waiting, now = await jobs(session)
    assert (waiting.scheduled_at, waiting.lock, waiting.args) == (later, None, {"order_id": 1})
    assert (now.scheduled_at, now.args) == (None, {"text": "牛肉面 :x %s"})


async def test_a_stored_event_is_read_back_as_it_was_published(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        published = known()["order.placed"](order=await describing.describe(session, order))
    async with demo.sessions() as session:
        row = (await session.scalars(select(EventRow))).one()
        assert parse_event(row.type, row.data) == published
    with pytest.raises(KeyError):
        parse_event("order.exploded", {})


def test_events_are_named_noun_past_verb_and_found_by_name() -> None:
    assert known()["message.received"] is MessageReceived
    assert all(name == event.type and name.count(".") == 1 for name, event in known().items())
    assert {event.version for event in known().values()} == {1}
