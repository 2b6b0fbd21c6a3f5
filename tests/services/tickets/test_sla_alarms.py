"""What falls due by itself: said once, to the right role. Dates computed by hand."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from models.events import EventRow
from models.tickets import Ticket, TicketChange
from parkline.stores.database import Sessions
from services.tickets.sla_alarms import ring
from tests.given.demo_park import events_of
from tests.given.sla_desk import SlaDesk, make_sla_desk, on


@pytest.fixture
async def desk(sessions: Sessions) -> AsyncIterator[SlaDesk]:
    async with sessions() as session:
        yield await make_sla_desk(session)


async def said(desk: SlaDesk, ticket: Ticket) -> list[tuple[str, str]]:
    """What rang, in order: the event, and its clock or role."""
    rows = await desk.session.execute(
        select(EventRow.type, EventRow.data)
        .where(EventRow.subject == f"ticket:{ticket.id}")
        .where(EventRow.type.in_(["ticket.sla_warned", "ticket.sla_breached", "ticket.escalated"]))
        .order_by(EventRow.id)
    )
    return [(type_, data.get("role") or data["clock"]) for type_, data in rows]


async def test_it_warns_at_three_quarters_and_once(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    assert await ring(desk.session, now=on("12-02 09:52:29")) == 0
    assert await ring(desk.session, now=on("12-02 09:52:30")) == 1
    assert await ring(desk.session, now=on("12-02 09:59:59")) == 0
    assert await said(desk, ticket) == [("ticket.sla_warned", "respond")]
    assert (ticket.warned, ticket.next_alarm_at) == (True, on("12-02 10:00"))
    (line,) = await desk.history(ticket, "warn")
    assert (line.at, line.status, line.staff_id, line.person_id) == (
        on("12-02 09:52:30"),
        "reported",
        None,
        None,
    )
    assert line.details == {"clock": "respond", "due": "2026-12-02T02:00:00+00:00"}


async def test_a_breach_escalates_and_the_next_one_alarms_the_manager(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    for at, breached, role, next_alarm in (
        ("12-02 09:52:30", [], None, "12-02 10:00"),
        ("12-02 10:00", ["respond"], "dispatcher", "12-04 11:30"),
        ("12-04 11:30", ["respond"], "dispatcher", "12-07 09:30"),
        ("12-07 09:30", ["respond", "resolve"], "manager", None),
    ):
        assert await ring(desk.session, now=on(at)) == 1
        assert (ticket.breached, ticket.escalated_to) == (breached, role)
        assert ticket.next_alarm_at == (on(next_alarm) if next_alarm else None)
    assert await ring(desk.session, now=on("12-31 12:00")) == 0
    assert await said(desk, ticket) == [
        ("ticket.sla_warned", "respond"),
        ("ticket.sla_breached", "respond"),
        ("ticket.escalated", "dispatcher"),
        ("ticket.sla_warned", "resolve"),
        ("ticket.sla_breached", "resolve"),
        ("ticket.escalated", "manager"),
    ]
    roles = [line.details for line in await desk.history(ticket, "escalate")]
    assert roles == [{"role": "dispatcher"}, {"role": "manager"}]


async def test_answered_in_time_the_first_breach_is_the_resolution(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await ring(desk.session, now=on("12-02 09:52:30"))
    await desk.do(ticket, "respond", "12-02 09:55")
    assert await ring(desk.session, now=on("12-02 10:30")) == 0
    assert await ring(desk.session, now=on("12-04 11:30")) == 1
    assert await ring(desk.session, now=on("12-07 09:30")) == 1
    assert (ticket.breached, ticket.escalated_to) == (["resolve"], "dispatcher")


async def test_after_an_outage_breaches_ring_in_order_and_without_warnings(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    assert await ring(desk.session, now=on("12-07 12:00")) == 1
    assert await said(desk, ticket) == [
        ("ticket.sla_breached", "respond"),
        ("ticket.escalated", "dispatcher"),
        ("ticket.sla_breached", "resolve"),
        ("ticket.escalated", "manager"),
    ]


async def test_critical_rings_at_night(desk: SlaDesk) -> None:
    critical = await desk.report("12-05 23:00", "critical")
    await desk.report("12-05 23:00", "urgent")
    assert await ring(desk.session, now=on("12-05 23:05")) == 1
    assert (critical.breached, critical.escalated_to) == (["respond"], "dispatcher")
    assert await ring(desk.session, now=on("12-07 08:59")) == 1
    assert critical.breached == ["respond", "resolve"]


async def test_what_waits_does_not_ring(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    await desk.do(ticket, "wait_materials", "12-02 10:00")
    assert await ring(desk.session, now=on("12-31 12:00")) == 0
    assert ticket.breached == []


async def test_what_was_due_before_it_waited_still_rings(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30", "urgent")
    await desk.do(ticket, "respond", "12-02 09:40")
    await desk.do(ticket, "wait_materials", "12-02 11:45")
    assert await ring(desk.session, now=on("12-02 11:46")) == 1
    assert await ring(desk.session, now=on("12-02 18:00")) == 0
    await desk.do(ticket, "resume", "12-03 10:00")
    assert await ring(desk.session, now=on("12-03 12:00")) == 0
    assert await said(desk, ticket) == [
        ("ticket.sla_breached", "resolve"),
        ("ticket.escalated", "dispatcher"),
    ]
    assert ticket.resolve_by == on("12-02 11:30")


async def test_raised_urgency_rings_what_is_due_by_the_new_count(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    await desk.set_urgency(ticket, "urgent", "12-02 11:10")
    assert await ring(desk.session, now=on("12-02 11:10")) == 1
    assert await ring(desk.session, now=on("12-02 11:30")) == 1
    assert await said(desk, ticket) == [
        ("ticket.sla_warned", "resolve"),
        ("ticket.sla_breached", "resolve"),
        ("ticket.escalated", "dispatcher"),
    ]


async def test_raised_further_what_was_said_is_not_said_again(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await ring(desk.session, now=on("12-02 10:00"))
    await desk.set_urgency(ticket, "urgent", "12-02 10:05")
    assert ticket.next_alarm_at == on("12-02 11:00")
    await ring(desk.session, now=on("12-02 11:30"))
    assert await said(desk, ticket) == [
        ("ticket.sla_breached", "respond"),
        ("ticket.escalated", "dispatcher"),
        ("ticket.sla_breached", "resolve"),
        ("ticket.escalated", "manager"),
    ]


async def test_lowered_a_clock_that_was_over_may_run_again(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30", "urgent")
    await ring(desk.session, now=on("12-02 09:45"))
    await desk.set_urgency(ticket, "normal", "12-02 09:50")
    assert (ticket.respond_by, ticket.next_alarm_at) == (on("12-02 10:00"), on("12-02 09:52:30"))
    await ring(desk.session, now=on("12-02 10:00"))
    assert (ticket.breached, ticket.escalated_to) == (["respond"], "manager")


async def test_reopened_a_resolution_can_be_broken_again(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30", "urgent")
    await desk.do(ticket, "respond", "12-02 09:40")
    await ring(desk.session, now=on("12-02 11:30"))
    await desk.do(ticket, "resolve", "12-02 11:40")
    await desk.do(ticket, "reopen", "12-03 10:00")
    assert ticket.breached == ["resolve"]
    assert await ring(desk.session, now=on("12-03 11:30")) == 1
    assert await ring(desk.session, now=on("12-03 13:00")) == 1
    assert await said(desk, ticket) == [
        ("ticket.sla_breached", "resolve"),
        ("ticket.escalated", "dispatcher"),
        ("ticket.sla_warned", "resolve"),
        ("ticket.sla_breached", "resolve"),
        ("ticket.escalated", "manager"),
    ]
    assert ticket.breached == ["resolve"]


async def test_resolved_for_a_week_it_closes_by_itself(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    await desk.do(ticket, "resolve", "12-02 10:30")
    assert await ring(desk.session, now=on("12-09 10:29")) == 0
    assert await ring(desk.session, now=on("12-09 10:30")) == 1
    assert (ticket.status, ticket.next_alarm_at, ticket.breached) == ("closed", None, [])
    assert (await events_of(desk.session, desk.park.id, f"ticket:{ticket.id}"))[-1] == (
        5,
        "ticket.closed",
    )
    (line,) = await desk.history(ticket, "close")
    assert (line.at, line.staff_id) == (on("12-09 10:30"), None)


async def test_confirmed_it_closes_at_the_same_time(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "resolve", "12-02 10:30")
    await desk.do(ticket, "confirm", "12-05 08:00")
    assert await ring(desk.session, now=on("12-09 10:29")) == 0
    assert await ring(desk.session, now=on("12-09 10:30")) == 1
    assert ticket.status == "closed"


async def test_the_oldest_come_first_and_no_more_than_the_limit(desk: SlaDesk) -> None:
    times = ("09:32", "09:30", "09:31")
    later, oldest, middle = [await desk.report(f"12-02 {at}") for at in times]
    assert await ring(desk.session, now=on("12-02 10:30"), limit=2) == 2
    assert (later.breached, oldest.breached, middle.breached) == ([], ["respond"], ["respond"])
    assert await ring(desk.session, now=on("12-02 10:30"), limit=2) == 1


async def test_tickets_of_every_park_ring(desk: SlaDesk) -> None:
    other = await make_sla_desk(desk.session)
    tickets = [await desk.report("12-02 09:30"), await other.report("12-02 09:30")]
    assert await ring(desk.session, now=on("12-02 10:00")) == 2
    assert [ticket.breached for ticket in tickets] == [["respond"], ["respond"]]


async def test_one_that_fails_is_put_off_and_holds_up_no_other(desk: SlaDesk) -> None:
    broken, sound = await desk.report("12-02 09:30"), await desk.report("12-02 09:31")
    broken.data = {"sla": broken.data["sla"] | {"escalate_to": 5}}  # no role: cannot be stored
    await desk.session.flush()
    assert await ring(desk.session, now=on("12-02 10:01")) == 2
    assert sound.breached == ["respond"]
    await desk.session.refresh(broken)
    assert (broken.breached, broken.next_alarm_at) == ([], on("12-02 10:06"))
    assert await said(desk, broken) == []
    assert await desk.history(broken, "breach", "escalate") == []


async def test_two_ringers_at_once_ring_once(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        desk = await make_sla_desk(session)
        for _ in range(20):
            await desk.report("12-02 09:30")
    async with sessions.begin() as one, sessions.begin() as other:
        assert await ring(one, now=on("12-02 10:00"), limit=5) == 5
        assert await ring(other, now=on("12-02 10:00")) == 15  # while the first has not committed

    async def again() -> int:
        async with sessions.begin() as session:
            return await ring(session, now=on("12-07 12:00"), limit=15)

    assert sum(await asyncio.gather(*(again() for _ in range(4)))) == 20
    async with sessions() as session:
        lines = await session.execute(
            select(TicketChange.ticket_id, func.count())
            .where(TicketChange.action == "breach")
            .group_by(TicketChange.ticket_id)
        )
        assert [number for _, number in lines] == [2] * 20


async def test_a_ticket_that_somebody_is_at_is_left_for_later(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        desk = await make_sla_desk(session)
        ticket = await desk.report("12-02 09:30")
    async with sessions.begin() as busy, sessions.begin() as ringer:
        await busy.get_one(Ticket, (ticket.park_id, ticket.id), with_for_update=True)
        assert await ring(ringer, now=on("12-02 10:00")) == 0
    async with sessions.begin() as ringer:
        assert await ring(ringer, now=on("12-02 10:00")) == 1
