"""Danger that nobody has taken: which tickets, and on whose pages they stand."""

from datetime import timedelta
from typing import Any

import pytest

from models.tickets import Ticket
from services.danger import watch
from services.danger.watch import WITHOUT_A_PROMISE, roles_called
from services.tickets import tickets
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark


async def opened(demo: DemoPark, status: str = "reported", **values: Any) -> Ticket:
    how = {"kind": "repair", "urgency": "critical", "category": "fire_safety"} | values
    async with demo.sessions.begin() as session:
        ticket = await tickets.open_ticket(session, demo.id, description="冒烟", now=NOW, **how)
        ticket.status = status
        return ticket


@pytest.mark.parametrize(
    ("status", "is_untaken"),
    [
        ("reported", True), ("triaged", True), ("assigned", True), ("reopened", True),
        ("accepted", False), ("in_progress", False), ("waiting_tenant", False),
        ("resolved", False), ("closed", False), ("cancelled", False),
    ],
)  # fmt: skip
async def test_a_danger_is_untaken_until_somebody_says_that_they_see_to_it(
    demo: DemoPark, status: str, *, is_untaken: bool
) -> None:
    await opened(demo, status)
    await opened(demo, urgency="urgent")
    async with demo.sessions() as session:
        found = await watch.untaken(session, demo.id)
    assert len(found) == int(is_untaken)


async def test_a_report_that_is_no_repair_is_untaken_too(demo: DemoPark) -> None:
    await opened(demo, kind="complaint", category="other")
    async with demo.sessions() as session:
        assert len(await watch.untaken(session, demo.id)) == 1


def test_where_nothing_is_promised_it_goes_to_managers_after_ten_minutes() -> None:
    ticket = Ticket(created_at=NOW, data={}, respond_by=None, escalated_to=None)
    assert timedelta(minutes=10) == WITHOUT_A_PROMISE
    assert roles_called(ticket, now=NOW + timedelta(minutes=9)) == set()
    assert roles_called(ticket, now=NOW + timedelta(minutes=10)) == {"manager"}


def test_what_was_escalated_stands_on_that_role_s_pages() -> None:
    promise = {
        "respond_minutes": 5, "resolve_minutes": 60, "always": True, "escalate_to": "dispatcher",
    }  # fmt: skip
    due = NOW + timedelta(minutes=5)
    ticket = Ticket(created_at=NOW, data={"sla": promise}, respond_by=due, escalated_to=None)
    assert roles_called(ticket, now=NOW) == set()
    assert roles_called(ticket, now=due) == {"dispatcher"}
    ticket.escalated_to = "dispatcher"
    assert roles_called(ticket, now=due + timedelta(minutes=5)) == {"dispatcher", "manager"}
