"""A ticket's clocks: when they run out, stand still, and are set anew. Dates computed by hand."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import delete

from models.tickets import BusinessHours, SlaPolicy, Ticket
from parkline.stores.database import Sessions
from services.tickets.sla import ClockState
from tests.given.sla_desk import SlaDesk, make_sla_desk, on


@pytest.fixture
async def desk(sessions: Sessions) -> AsyncIterator[SlaDesk]:
    async with sessions() as session:
        yield await make_sla_desk(session)


def clocks(ticket: Ticket) -> tuple[datetime | None, datetime | None, datetime | None]:
    return ticket.respond_by, ticket.resolve_by, ticket.next_alarm_at


@pytest.mark.parametrize(
    ("urgency", "reported", "expected"),
    [
        # respond by, resolve by, warning; 24 working hours are three days
        ("normal", "12-02 09:30", ("12-02 10:00", "12-07 09:30", "12-02 09:52:30")),
        # Friday evening: 10 minutes are left of it
        ("urgent", "12-04 17:50", ("12-07 09:05", "12-07 10:50", "12-07 09:01:15")),
        # a holiday, and then Thursday, Friday and the Saturday that is worked
        ("normal", "10-03 11:00", ("10-08 09:30", "10-10 18:00", "10-08 09:22:30")),
        # critical never waits: not for the morning, not for Monday, not for the holiday's end
        ("critical", "12-05 23:00", ("12-05 23:05", "12-06 00:00", "12-05 23:03:45")),
        ("critical", "10-03 03:00", ("10-03 03:05", "10-03 04:00", "10-03 03:03:45")),
    ],
)  # fmt: skip
async def test_a_report_starts_both_clocks(
    desk: SlaDesk, urgency: str, reported: str, expected: tuple[str, str, str]
) -> None:
    ticket = await desk.report(reported, urgency)
    assert clocks(ticket) == tuple(on(moment) for moment in expected)
    assert (ticket.warned, ticket.breached, ticket.responded_at) == (False, [], None)


@pytest.mark.parametrize(("kind", "urgency"), [("repair", "low"), ("question", "normal")])
async def test_where_nothing_is_promised_no_clock_runs(
    desk: SlaDesk, kind: str, urgency: str
) -> None:
    ticket = await desk.report("12-02 09:30", urgency, kind)
    for action, at in (
        ("respond", "10:00"),
        ("wait_materials", "11:00"),
        ("resume", "14:00"),
        ("resolve", "15:00"),
        ("reopen", "16:00"),
    ):
        await desk.do(ticket, action, f"12-02 {at}")
        assert (ticket.respond_by, ticket.resolve_by) == (None, None)
        assert (await desk.state(ticket, f"12-02 {at}")).phase == "none"
    assert ticket.next_alarm_at is None
    assert ticket.responded_at == on("12-02 10:00")


async def test_another_parks_policy_is_not_ours(desk: SlaDesk) -> None:
    await desk.session.execute(delete(SlaPolicy).where(SlaPolicy.park_id == desk.park.id))
    await make_sla_desk(desk.session)
    assert clocks(await desk.report("12-02 09:30")) == (None, None, None)


async def test_a_policy_may_run_by_the_wall(desk: SlaDesk) -> None:
    policy = await desk.session.get_one(SlaPolicy, (desk.park.id, "repair", "urgent"))
    policy.always = True
    ticket = await desk.report("12-04 17:50", "urgent")
    assert clocks(ticket)[:2] == (on("12-04 18:05"), on("12-04 19:50"))


async def test_a_park_without_hours_takes_reports_and_counts_every_minute(desk: SlaDesk) -> None:
    await desk.session.execute(delete(BusinessHours))
    ticket = await desk.report("12-05 23:00")
    assert clocks(ticket)[:2] == (on("12-05 23:30"), on("12-06 23:00"))
    assert (await desk.state(ticket, "12-05 23:15")).remaining_seconds == 15 * 60


async def test_accepting_meets_the_response_once(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    # 18 hours are three quarters: 7:30 on Wednesday, 8 on Thursday, 2:30 on Friday
    assert clocks(ticket) == (None, on("12-07 09:30"), on("12-04 11:30"))
    await desk.do(ticket, "start", "12-02 11:00")
    assert (ticket.responded_at, ticket.breached) == (on("12-02 09:45"), [])


async def test_a_policy_that_changes_later_moves_no_running_clock(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    policy = await desk.session.get_one(SlaPolicy, (desk.park.id, "repair", "normal"))
    policy.respond_minutes, policy.resolve_minutes = 10, 20
    await desk.do(ticket, "respond", "12-02 09:45")
    assert clocks(ticket) == (None, on("12-07 09:30"), on("12-04 11:30"))


@pytest.mark.parametrize("waiting", ["wait_materials", "wait_tenant"])
async def test_waiting_moves_what_is_due_by_working_time(desk: SlaDesk, waiting: str) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    await desk.do(ticket, waiting, "12-02 11:00")
    assert (ticket.paused_at, ticket.next_alarm_at) == (on("12-02 11:00"), None)
    await desk.do(ticket, "resume", "12-03 14:00")
    # 6 hours on Wednesday and 4 on Thursday
    assert clocks(ticket) == (None, on("12-08 11:30"), on("12-07 14:30"))
    assert ticket.paused_at is None


async def test_a_holiday_spent_waiting_costs_nothing(desk: SlaDesk) -> None:
    ticket = await desk.report("09-30 09:30")
    await desk.do(ticket, "respond", "09-30 09:45")
    assert ticket.resolve_by == on("10-10 09:30")
    await desk.do(ticket, "wait_materials", "09-30 17:00")
    await desk.do(ticket, "resume", "10-08 10:00")
    assert ticket.resolve_by == on("10-10 11:30")


async def test_waiting_in_the_night_changes_nothing(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    before = clocks(ticket)
    await desk.do(ticket, "wait_materials", "12-02 18:30")
    await desk.do(ticket, "resume", "12-03 08:30")
    assert clocks(ticket) == before


async def test_a_response_that_waits_for_the_tenant_moves_too(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "triage", "12-02 09:35")
    await desk.do(ticket, "wait_tenant", "12-02 09:40")
    await desk.do(ticket, "assign", "12-02 11:00")
    # 80 minutes; the warning comes after 22:30 of work, and 10 are done
    assert clocks(ticket) == (
        on("12-02 11:20"),
        on("12-07 10:50"),
        on("12-02 11:12:30"),
    )


async def test_a_critical_ticket_waits_by_the_wall(desk: SlaDesk) -> None:
    ticket = await desk.report("12-05 23:00", "critical")
    await desk.do(ticket, "respond", "12-05 23:04")
    await desk.do(ticket, "wait_materials", "12-05 23:10")
    await desk.do(ticket, "resume", "12-06 01:10")
    assert ticket.resolve_by == on("12-06 02:00")


async def test_a_raised_urgency_counts_from_the_report_without_what_was_waited(
    desk: SlaDesk,
) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    await desk.do(ticket, "wait_materials", "12-02 10:00")
    await desk.do(ticket, "resume", "12-02 10:30")
    await desk.set_urgency(ticket, "urgent", "12-02 11:00")
    assert clocks(ticket) == (None, on("12-02 12:00"), on("12-02 11:30"))


async def test_a_raised_urgency_of_what_waits_goes_on_waiting(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    await desk.do(ticket, "wait_materials", "12-02 10:00")
    await desk.set_urgency(ticket, "urgent", "12-02 11:00")
    assert clocks(ticket) == (None, on("12-02 11:30"), None)
    await desk.do(ticket, "resume", "12-02 14:00")
    # three of the four hours are working ones
    assert ticket.resolve_by == on("12-02 15:30")


async def test_raised_to_critical_counts_the_night_that_has_passed(desk: SlaDesk) -> None:
    ticket = await desk.report("12-04 17:50")
    await desk.set_urgency(ticket, "critical", "12-05 20:00")
    assert clocks(ticket) == (
        on("12-04 17:55"),
        on("12-04 18:50"),
        on("12-04 17:55"),
    )


async def test_an_urgency_for_which_nothing_is_promised_takes_the_clocks_away(
    desk: SlaDesk,
) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.set_urgency(ticket, "low", "12-02 09:40")
    assert clocks(ticket) == (None, None, None)
    await desk.set_urgency(ticket, "normal", "12-02 09:45")
    assert clocks(ticket)[:2] == (on("12-02 10:00"), on("12-07 09:30"))


async def test_reopened_it_has_the_full_time_again_but_no_new_response(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    await desk.do(ticket, "resolve", "12-02 10:30")
    await desk.do(ticket, "reopen", "12-03 10:00")
    assert clocks(ticket) == (None, on("12-08 10:00"), on("12-07 12:00"))
    await desk.set_urgency(ticket, "urgent", "12-03 10:30")
    assert clocks(ticket)[:2] == (None, on("12-03 12:00"))


async def test_resolved_it_closes_a_week_later(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "resolve", "12-02 09:50")
    assert clocks(ticket) == (None, on("12-07 09:30"), on("12-09 09:50"))
    done = on("12-02 09:50")
    assert (ticket.responded_at, ticket.resolved_at, ticket.breached) == (done, done, [])


async def test_cancelled_nothing_more_is_due(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "triage", "12-02 09:31")
    await desk.do(ticket, "wait_tenant", "12-02 09:32")
    await desk.do(ticket, "cancel", "12-02 09:40")
    assert (ticket.next_alarm_at, ticket.paused_at) == (None, None)
    assert (await desk.state(ticket, "12-02 12:00")).phase == "none"


async def test_what_came_too_late_is_noted_though_no_alarm_rang(desk: SlaDesk) -> None:
    late = await desk.report("12-02 09:30")
    await desk.do(late, "respond", "12-02 10:01")
    assert late.breached == ["respond"]
    await desk.do(late, "resolve", "12-07 09:31")
    assert late.breached == ["respond", "resolve"]
    in_time = await desk.report("12-02 09:30")
    await desk.do(in_time, "respond", "12-02 09:59")
    await desk.do(in_time, "resolve", "12-07 09:29")
    assert in_time.breached == []


async def test_the_board_shows_the_clock_that_matters(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 11:45")
    due, done_by = on("12-02 13:15"), on("12-07 11:45")
    for at, state in (
        ("12-02 11:45", ClockState("running", "respond", due, 1800, 0.0)),
        ("12-02 12:30", ClockState("running", "respond", due, 900, 0.5)),  # lunch
        ("12-02 13:15", ClockState("breached", "respond", due, 0, 1.0)),
        ("12-02 14:00", ClockState("breached", "respond", due, -2700, 2.5)),
    ):
        assert await desk.state(ticket, at) == state
    await desk.do(ticket, "respond", "12-02 14:00")
    spent = 120 / 1440
    left = (1440 - 120) * 60
    running = await desk.state(ticket, "12-02 14:45")
    assert running == ClockState("running", "resolve", done_by, left, pytest.approx(spent))
    await desk.do(ticket, "wait_materials", "12-02 14:45")
    paused = await desk.state(ticket, "12-04 10:00")
    assert paused == ClockState("paused", "resolve", done_by, left, pytest.approx(spent))
    await desk.do(ticket, "resolve", "12-04 10:00")
    assert await desk.state(ticket, "12-04 10:01") == ClockState("none")
