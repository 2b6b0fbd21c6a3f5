"""A ticket's states, its history, and what is said of each change."""

import asyncio

import pytest
from sqlalchemy import select

from models.events import EventRow
from models.staff import Staff
from models.tickets import Ticket
from services.events.registry import known
from services.kit.actors import ITSELF, Actor
from services.kit.errors import IllegalTransition, NotFound
from services.tickets import tickets
from services.tickets.events import TicketEvent
from services.tickets.tickets import ACTIONS, OPEN, RECORDED
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def reported(demo: DemoPark, **values: object) -> Ticket:
    about: dict[str, object] = {"kind": "repair", "urgency": "normal", "description": "灯不亮"}
    async with demo.sessions.begin() as session:
        return await tickets.open_ticket(session, demo.id, now=NOW, **about | values)  # type: ignore[arg-type]


async def engineer(demo: DemoPark) -> Staff:
    async with demo.sessions.begin() as session:
        return await factories.make_staff(session, demo.id, roles=["engineer"])


async def do(demo: DemoPark, ticket: Ticket, action: str, **how: object) -> Ticket:
    async with demo.sessions.begin() as session:
        by = how.pop("by", ITSELF)
        assert isinstance(by, Actor)
        return await tickets.advance(session, demo.id, ticket.id, action, by=by, now=NOW, **how)  # type: ignore[arg-type]


async def told(demo: DemoPark, ticket: Ticket) -> list[str]:
    async with demo.sessions() as session:
        return [type_ for _, type_ in await demo.events(session, f"ticket:{ticket.id}")]


async def test_a_ticket_goes_from_report_to_its_end(demo: DemoPark) -> None:
    ticket, staff = await reported(demo), await engineer(demo)
    await do(demo, ticket, "triage")
    await do(demo, ticket, "assign", assignee_id=staff.id)
    for action in ("accept", "start", "wait_materials", "resume", "resolve", "confirm", "close"):
        ticket = await do(demo, ticket, action)
    assert (ticket.status, ticket.assignee_id) == ("closed", staff.id)
    assert await told(demo, ticket) == [
        "ticket.reported",
        "ticket.triaged",
        "ticket.assigned",
        "ticket.accepted",
        "ticket.started",
        "ticket.waiting",
        "ticket.started",
        "ticket.resolved",
        "ticket.confirmed",
        "ticket.closed",
    ]


async def test_the_history_says_who_did_what_and_why(demo: DemoPark) -> None:
    ticket, staff = await reported(demo, by=ITSELF), await engineer(demo)
    await do(demo, ticket, "assign", assignee_id=staff.id, by=Actor(staff_id=staff.id))
    await do(demo, ticket, "wait_tenant", reason="没人在", by=Actor(staff_id=staff.id))
    async with demo.sessions() as session:
        lines = await tickets.history(session, demo.id, ticket.id)
    assert [(x.action, x.status, x.staff_id, x.text) for x in lines] == [
        ("report", "reported", None, "灯不亮"),
        ("assign", "assigned", staff.id, None),
        ("wait_tenant", "waiting_tenant", staff.id, "没人在"),
    ]
    assert lines[1].details == {"from": "reported", "assignee_id": staff.id}


async def test_asking_again_changes_nothing(demo: DemoPark) -> None:
    ticket = await reported(demo)
    await asyncio.gather(*(do(demo, ticket, "triage") for _ in range(4)))
    assert await told(demo, ticket) == ["ticket.reported", "ticket.triaged"]


async def test_another_engineer_is_another_assignment(demo: DemoPark) -> None:
    ticket, one, two = await reported(demo), await engineer(demo), await engineer(demo)
    for staff in (one, one, two):
        ticket = await do(demo, ticket, "assign", assignee_id=staff.id)
    assert ticket.assignee_id == two.id
    assert await told(demo, ticket) == ["ticket.reported", "ticket.assigned", "ticket.assigned"]


async def test_who_declines_gives_it_back(demo: DemoPark) -> None:
    ticket, staff = await reported(demo), await engineer(demo)
    await do(demo, ticket, "assign", assignee_id=staff.id)
    ticket = await do(demo, ticket, "decline", reason="休假")
    assert (ticket.status, ticket.assignee_id) == ("triaged", None)


async def test_what_is_not_done_is_not_rated_closed_or_confirmed(demo: DemoPark) -> None:
    ticket = await reported(demo)
    for action in ("confirm", "close", "reopen", "accept", "resume"):
        with pytest.raises(IllegalTransition) as refused:
            await do(demo, ticket, action)
        assert refused.value.details == {"status": "reported", "action": action}
    assert await told(demo, ticket) == ["ticket.reported"]


async def test_merging_names_where_it_goes_on(demo: DemoPark) -> None:
    ticket, into = await reported(demo), await reported(demo)
    ticket = await do(demo, ticket, "merge", into=into)
    assert (ticket.status, ticket.merged_into_id) == ("cancelled", into.id)
    async with demo.sessions() as session:
        data = await session.scalar(select(EventRow.data).where(EventRow.type == "ticket.merged"))
    assert data["into"] == into.ticket_no


async def test_what_was_cancelled_is_not_merged_any_more(demo: DemoPark) -> None:
    ticket, into = await reported(demo), await reported(demo)
    await do(demo, ticket, "cancel")
    with pytest.raises(IllegalTransition):
        await do(demo, ticket, "merge", into=into)


async def test_an_edit_says_what_was_and_what_is(demo: DemoPark) -> None:
    ticket = await reported(demo)
    async with demo.sessions.begin() as session:
        values = {"category": "electrical", "room": "301", "urgency": "normal"}
        await tickets.edit(session, demo.id, ticket.id, values, by=ITSELF, now=NOW)
        await tickets.edit(session, demo.id, ticket.id, values, by=ITSELF, now=NOW)
        lines = await tickets.history(session, demo.id, ticket.id)
    assert [x.details for x in lines if x.action == "edit"] == [
        {"changes": {"category": ["other", "electrical"], "room": [None, "301"]}}
    ]


async def test_another_parks_ticket_is_not_found(demo: DemoPark) -> None:
    ticket = await reported(demo)
    async with demo.sessions() as session:
        other = await factories.make_park(session)
        with pytest.raises(NotFound):
            await tickets.advance(session, other.id, ticket.id, "triage", by=ITSELF, now=NOW)


def test_every_state_of_the_domain_can_be_reached_and_nothing_else() -> None:
    reached = {"reported"} | {rule.target for rule in ACTIONS.values()}
    assert reached == {
        "reported", "triaged", "assigned", "accepted", "in_progress", "waiting_materials",
        "waiting_tenant", "resolved", "confirmed", "closed", "cancelled", "reopened",
    }  # fmt: skip
    assert reached - {"resolved", "confirmed", "closed", "cancelled"} == OPEN
    assert not set(RECORDED) & set(ACTIONS)


def test_every_event_of_a_ticket_is_told_by_somebody() -> None:
    by_action = {rule.event.type for rule in ACTIONS.values()}
    besides = {"ticket.reported", "ticket.rated", "ticket.urged", "ticket.changed",
               "ticket.messaged", "ticket.mentioned", "ticket.flagged", "ticket.appointed",
               "ticket.called", "ticket.acknowledged",
               "ticket.sla_warned", "ticket.sla_breached", "ticket.escalated"}  # fmt: skip
    all_of_them = {name for name, e in known().items() if issubclass(e, TicketEvent)}
    assert by_action | besides == all_of_them
