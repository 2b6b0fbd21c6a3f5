"""Tickets at random: by staff, by the tenant, and by themselves as time passes."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import Ticket, TicketChange
from services.kit.actors import ITSELF, Actor
from services.kit.errors import IllegalTransition, ParkError
from services.repair import repair
from services.tickets import sla_alarms, tickets
from services.tickets.tickets import ACTIONS
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.properties.walking import Act, Row, Step, Walk, legal, step

REOPENS_WITHIN = timedelta(days=7)


def was_not_merged(row: Row, _now: datetime) -> type[ParkError] | None:
    """What was cancelled is not merged any more, though both end in one state."""
    just_cancelled = row["status"] == "cancelled" and row["merged_into_id"] is None
    return IllegalTransition if just_cancelled else None


def is_too_late(row: Row, now: datetime) -> type[ParkError] | None:
    late = row["status"] == "closed" and (
        now - datetime.fromisoformat(row["resolved_at"]) > REOPENS_WITHIN
    )
    return repair.TooLate if late else None


async def prepared(demo: DemoPark, seed: int) -> Walk:
    walk = Walk(demo.sessions, "ticket", "ticket", [], [], WEDNESDAY_MORNING, seed)
    async with demo.sessions.begin() as session:
        walk.steps = await steps(demo, session, walk)
        walk.subjects = [(await opened(demo, session)).id for _ in range(4)]
    return walk


async def opened(demo: DemoPark, session: AsyncSession) -> Ticket:
    about = {"kind": "repair", "urgency": "urgent", "description": "灯不亮"}
    return await tickets.open_ticket(session, demo.id, now=WEDNESDAY_MORNING, **about)


async def steps(demo: DemoPark, session: AsyncSession, walk: Walk) -> list[Step]:
    """Every action of the table by random actors, and what tenants do in their own words."""
    one, two = [await factories.make_staff(session, demo.id, roles=["engineer"]) for _ in range(2)]
    person = (await demo.conversation(session)).person_id
    into = await opened(demo, session)
    actors = [ITSELF, Actor(staff_id=one.id), Actor(person_id=person)]

    def by(action: str, **extra: Any) -> Act:
        def act(session: AsyncSession, id_: int, now: datetime) -> Any:
            actor, why = walk.random.choice(actors), walk.random.choice([None, "等配件"])
            return tickets.advance(
                session, demo.id, id_, action, by=actor, now=now, reason=why, **extra
            )

        return act

    async def give_to_the_other(session: AsyncSession, id_: int, now: datetime) -> None:
        ticket = await tickets.load(session, demo.id, id_)
        other = two if ticket.assignee_id == one.id else one
        await by("assign", assignee_id=other.id)(session, id_, now)

    async def reopen(session: AsyncSession, id_: int, now: datetime) -> None:
        ticket = await tickets.load(session, demo.id, id_)
        await repair.reopen(session, ticket, by=actors[2], now=now)

    def note(session: AsyncSession, id_: int, now: datetime) -> Any:
        return tickets.note(session, demo.id, id_, "看过了", by=actors[1], now=now)

    plain = ACTIONS.keys() - {"assign", "merge"}
    anywhere = {"reported", *(rule.target for rule in ACTIONS.values())}
    return [
        *(step(action, ACTIONS[action], by(action)) for action in sorted(plain)),
        step("assign", ACTIONS["assign"], give_to_the_other),
        step("merge", ACTIONS["merge"], by("merge", into=into), refused=was_not_merged),
        step("reopen by the tenant", ACTIONS["reopen"], reopen, refused=is_too_late),
        Step("note", note, {state: (state, ["ticket.changed"]) for state in anywhere}),
    ]


async def test_no_walk_leaves_the_table(demo: DemoPark, seed: int) -> None:
    walk = await prepared(demo, seed)
    await walk.go(120, longest=timedelta(hours=20))
    for ticket in walk.subjects:
        await walk.check_log(ticket, ACTIONS, "reported")
        await check_history(walk, ticket)


async def check_history(walk: Walk, ticket: int) -> None:
    """A line for every change of state, and no line without."""
    moves = {rule.event.type for rule in ACTIONS.values()}
    told = [type_ for _, type_, _ in await walk.told(ticket) if type_ in moves]
    async with walk.sessions() as session:
        lines = await session.scalar(
            select(func.count())
            .select_from(TicketChange)
            .where(TicketChange.ticket_id == ticket, TicketChange.action.in_(ACTIONS))
        )
    assert lines == len(told)


async def test_many_at_once_while_the_clocks_ring(demo: DemoPark, seed: int) -> None:
    walk = await prepared(demo, seed)

    async def ring() -> None:
        async with demo.sessions.begin() as session:
            await sla_alarms.ring(session, now=walk.now)

    for _ in range(15):
        walk.now += timedelta(hours=30) * walk.random.random()
        looked = await walk.look()
        acts = [walk.once(looked) for _ in range(8)]
        done = await asyncio.gather(*acts, ring(), ring(), return_exceptions=True)
        assert [one for one in done if not isinstance(one, ParkError | None)] == []
    for ticket in walk.subjects:
        await walk.check_log(ticket, ACTIONS, "reported")
        await check_history(walk, ticket)


def test_the_table_is_the_domains() -> None:
    """By hand, so that nobody widens it by accident."""
    waiting = "assign resume resolve cancel merge"
    assert legal(ACTIONS) == {
        "reported": "triage assign resolve cancel merge",
        "triaged": "assign wait_tenant resolve cancel merge",
        "assigned": "assign accept decline start wait_tenant resolve cancel merge",
        "accepted": "assign decline start wait_materials wait_tenant resolve cancel merge",
        "in_progress": "assign wait_materials wait_tenant resolve merge",
        "waiting_materials": waiting,
        "waiting_tenant": waiting,
        "reopened": "assign start resolve cancel merge",
        "resolved": "confirm close reopen",
        "confirmed": "close reopen",
        "closed": "reopen",
    }
