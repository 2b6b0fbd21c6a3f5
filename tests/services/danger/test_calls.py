"""Danger that nobody takes goes on to the next, then to the phones; its tenant hears of each."""

from datetime import timedelta

import pytest

from models.tickets import Ticket
from services.danger import calls
from services.kit import actors
from services.tickets import dispatch, sla_alarms, tickets
from tests.given.alerts import Alerted, fire, one_of_each, report
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, jobs
from tests.given.notices import Notifier

NOW = WEDNESDAY_MORNING


@pytest.fixture
async def park(demo: DemoPark) -> Alerted:
    return await one_of_each(demo)


def after(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


async def rings(fixed: Alerted, ticket: Ticket, minutes: float) -> None:
    """What every worker does all the time, at so many minutes after the report."""
    now = NOW + after(minutes)
    async with fixed.demo.sessions.begin() as session:
        await sla_alarms.ring(session, now=now)
        await calls.ring(session, now=now)
    await fixed.happens(f"ticket:{ticket.id}", now)


async def promised(fixed: Alerted, minutes: int, role: str) -> Ticket:
    """A danger whose response is promised within so long, and then escalated to a role."""
    ticket = await report(fixed, category="fire_safety", urgency="critical", language="en")
    async with fixed.demo.sessions.begin() as session:
        found = await tickets.load(session, fixed.demo.id, ticket.id)
        found.data = {
            "sla": {
                "respond_minutes": minutes, "resolve_minutes": 60, "always": True,
                "escalate_to": role,
            }
        }  # fmt: skip
        found.respond_by = found.next_alarm_at = NOW + after(minutes)
        found.warned = True
    await fixed.happens(f"ticket:{ticket.id}")
    return ticket


async def called(fixed: Alerted) -> dict[str, list[str]]:
    found = await fixed.unseen()
    return {name: kinds for name, kinds in found.items() if "called" in kinds}


async def phones(fixed: Alerted) -> list[dict[str, int]]:
    async with fixed.demo.sessions() as session:
        return [job.args for job in await jobs(session, "alarms") if "ticket_id" in job.args]


async def test_it_goes_to_the_policys_role_then_to_the_manager_then_to_the_phones(
    park: Alerted,
) -> None:
    ticket = await promised(park, 5, "operator")
    await rings(park, ticket, 4.9)
    assert await called(park) == {}
    await rings(park, ticket, 5)
    assert sorted(await called(park)) == ["operator"]
    await rings(park, ticket, 9.9)
    assert sorted(await called(park)) == ["operator"]
    await rings(park, ticket, 10)
    assert sorted(await called(park)) == ["manager", "operator"]
    assert await phones(park) == []
    await rings(park, ticket, 15)
    assert await phones(park) == [{"park_id": park.demo.id, "ticket_id": ticket.id}]
    await rings(park, ticket, 60)
    assert len(await phones(park)) == 1


async def test_where_the_policy_names_the_manager_the_phones_come_next(park: Alerted) -> None:
    ticket = await promised(park, 5, "manager")
    await rings(park, ticket, 5)
    assert sorted(await called(park)) == ["manager"]
    await rings(park, ticket, 10)
    assert len(await phones(park)) == 1


async def test_where_nothing_is_promised_managers_are_called_after_ten_minutes(
    park: Alerted,
) -> None:
    ticket = await fire(park)
    async with park.demo.sessions.begin() as session:
        found = await tickets.load(session, park.demo.id, ticket.id)
        found.data, found.respond_by, found.next_alarm_at = {}, None, None
        assert [role for _, role in calls.steps(found, NOW)] == ["manager", "phone"]
        assert [at for at, _ in calls.steps(found, NOW)] == [NOW + after(10), NOW + after(20)]


async def test_it_ends_when_somebody_takes_it_and_begins_anew_when_they_give_it_back(
    park: Alerted,
) -> None:
    ticket = await promised(park, 5, "manager")
    engineer = park.hired["engineer"]
    by = actors.staff(engineer)
    async with park.demo.sessions.begin() as session:
        await dispatch.assign(session, ticket, engineer, by=by, now=NOW)
        await tickets.advance(session, park.demo.id, ticket.id, "accept", by=by, now=NOW)
    await rings(park, ticket, 30)
    assert await called(park) == {}
    assert await phones(park) == []
    async with park.demo.sessions.begin() as session:
        await tickets.advance(
            session, park.demo.id, ticket.id, "decline", by=by, reason="不在园区",
            now=NOW + after(31),
        )  # fmt: skip
    await rings(park, ticket, 31)
    await rings(park, ticket, 36)
    assert sorted(await called(park)) == ["manager"]
    await rings(park, ticket, 41)
    assert len(await phones(park)) == 1


async def test_whoever_says_that_they_see_to_it_is_the_last_who_is_called(park: Alerted) -> None:
    ticket = await promised(park, 5, "manager")
    await rings(park, ticket, 5)
    async with park.demo.sessions.begin() as session:
        await calls.acknowledge(session, ticket, park.hired["manager"], now=NOW + after(6))
        await calls.acknowledge(session, ticket, park.hired["operator"], now=NOW + after(7))
    await rings(park, ticket, 30)
    assert await called(park) == {}
    assert await phones(park) == []
    async with park.demo.sessions() as session:
        history = await tickets.history(session, park.demo.id, ticket.id)
        call = await calls.of(session, ticket)
    assert [one.staff_id for one in history if one.action == "acknowledge"] == [
        park.hired["manager"].id
    ]
    assert call is not None
    assert call.acknowledged_by == park.hired["manager"].id


@pytest.fixture
async def told(park: Alerted) -> Ticket:
    """A danger that has gone through all of it."""
    ticket = await promised(park, 5, "operator")
    for minutes in (5, 10):
        await rings(park, ticket, minutes)
    async with park.demo.sessions.begin() as session:
        await calls.rung(session, park.demo.id, ticket.id, now=NOW + after(15))
    await park.happens(f"ticket:{ticket.id}", NOW + after(15))
    return ticket


async def test_the_tenant_hears_to_whom_it_has_gone_on(park: Alerted, told: Ticket) -> None:
    said = [
        text
        for text in await Notifier(park.demo).texts()
        if told.ticket_no in text and "nobody" in text
    ]
    number = told.ticket_no
    assert [text.partition(". Please")[0] for text in said] == [
        f"It's been 5 minutes and nobody has taken it ({number}), so the operator has been called",
        f"It's been 10 minutes and nobody has taken it ({number}), so the park manager has been"
        " called",
        f"It's been 15 minutes and nobody has taken it ({number}); the people in charge are being"
        " phoned now",
    ]


async def test_phones_of_the_policys_role_and_of_managers_are_rung(park: Alerted) -> None:
    await park.hire("second", "operator", phone="13800000002")
    await park.hire("first", "manager", phone="13800000001")
    await park.hire("other", "engineer", phone="13800000003")
    ticket = await promised(park, 5, "operator")
    async with park.demo.sessions() as session:
        ticket = await tickets.load(session, park.demo.id, ticket.id)
        found = {one.name for one in await calls.to_ring(session, ticket)}
    assert found & {"first", "second", "other"} == {"first", "second"}
