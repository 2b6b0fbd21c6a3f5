"""Who is suggested for a ticket, and who gets it by itself."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Shift, Staff
from models.tickets import Ticket
from parkline.stores.database import Sessions
from services.kit import actors
from services.kit.errors import IllegalTransition
from services.tickets import dispatch, tickets
from services.tickets.dispatch import CannotTake, NobodyFree
from tests.given.factories import make_staff
from tests.given.sla_desk import SlaDesk, make_sla_desk, on

DAY = (time(9), time(18))
NIGHT = (time(18), time(23, 59))
WEDNESDAY = on("12-02 10:00")
NATIONAL_DAY = on("10-01 10:00")
MAKE_UP_SATURDAY = on("10-10 10:00")
ORDINARY_SATURDAY = on("10-17 10:00")


@dataclass(frozen=True, slots=True)
class Team:
    desk: SlaDesk
    session: AsyncSession

    async def engineer(
        self,
        name: str,
        *skills: str,
        hours: tuple[time, time] | None = DAY,
        weekdays: tuple[int, ...] = (1, 2, 3, 4, 5),
        **values: Any,
    ) -> Staff:
        given = {"roles": ["engineer"], "skills": list(skills)} | values
        member = await make_staff(self.session, self.desk.park.id, name=name, **given)
        if hours is not None:
            self.session.add(
                Shift(
                    park_id=member.park_id,
                    staff_id=member.id,
                    weekdays=list(weekdays),
                    starts=hours[0],
                    ends=hours[1],
                )
            )
        await self.session.flush()
        return member

    async def report(self, category: str = "hvac", kind: str = "repair") -> Ticket:
        return await tickets.open_ticket(
            self.session,
            self.desk.park.id,
            kind=kind,
            category=category,
            urgency="normal",
            description="空调不制冷",
            now=WEDNESDAY,
        )

    async def busy(self, member: Staff, number: int) -> None:
        for _ in range(number):
            ticket = await self.report()
            await dispatch.assign(
                self.session, ticket, member, by=actors.staff(member), now=WEDNESDAY
            )

    async def suggested(self, ticket: Ticket, now: datetime = WEDNESDAY) -> list[str]:
        return [one.staff.name for one in await dispatch.suggest(self.session, ticket, now)]


@pytest.fixture
async def team(sessions: Sessions) -> Any:
    async with sessions() as session:
        desk = await make_sla_desk(session)
        first = await session.get_one(Staff, (desk.park.id, desk.engineer_id))
        first.active = False
        yield Team(desk, session)


async def test_duty_comes_before_skill_and_skill_before_load(team: Team) -> None:
    await team.engineer("off duty, skilled", "hvac", hours=NIGHT)
    await team.engineer("off duty, unskilled", "plumbing", hours=NIGHT)
    await team.engineer("on duty, unskilled", "plumbing")
    await team.busy(await team.engineer("on duty, skilled, busy", "hvac"), 2)
    await team.engineer("on duty, skilled, free", "hvac")
    assert await team.suggested(await team.report()) == [
        "on duty, skilled, free",
        "on duty, skilled, busy",
        "on duty, unskilled",
        "off duty, skilled",
        "off duty, unskilled",
    ]


async def test_a_candidate_says_why(team: Team) -> None:
    await team.busy(await team.engineer("王强", "hvac", "electrical"), 3)
    [one] = await dispatch.suggest(team.session, await team.report("plumbing"), WEDNESDAY)
    assert (one.on_duty, one.skilled, one.load, one.fits) == (True, False, 3, False)


@pytest.mark.parametrize(
    ("now", "on_duty"),
    [
        (on("12-02 08:59"), False),
        (on("12-02 09:00"), True),
        (on("12-02 17:59"), True),
        (on("12-02 18:00"), False),
        (on("12-05 10:00"), False),
        (NATIONAL_DAY, False),
        (MAKE_UP_SATURDAY, True),
        (ORDINARY_SATURDAY, False),
    ],
    ids=[
        "before",
        "begins",
        "last minute",
        "over",
        "weekend",
        "holiday",
        "make-up day",
        "saturday",
    ],
)
async def test_duty_is_the_rota_of_the_moment(team: Team, now: datetime, on_duty: bool) -> None:
    await team.engineer("王强", "hvac")
    [one] = await dispatch.suggest(team.session, await team.report(), now)
    assert one.on_duty is on_duty


async def test_a_make_up_day_has_the_shifts_of_monday(team: Team) -> None:
    await team.engineer("Mondays", "hvac", weekdays=(1,))
    await team.engineer("Saturdays", "hvac", weekdays=(6,))
    found = await dispatch.suggest(team.session, await team.report(), MAKE_UP_SATURDAY)
    assert [one.staff.name for one in found if one.on_duty] == ["Mondays"]


async def test_who_left_and_who_is_no_engineer_is_not_suggested(team: Team) -> None:
    await team.engineer("gone", "hvac", active=False)
    await team.engineer("agent", "hvac", roles=["agent"])
    assert await team.suggested(await team.report()) == []


async def test_other_needs_no_skill(team: Team) -> None:
    await team.engineer("王强", "hvac")
    [one] = await dispatch.suggest(team.session, await team.report("other"), WEDNESDAY)
    assert one.skilled


async def test_complaints_go_to_the_desk(team: Team) -> None:
    await team.engineer("engineer", "hvac")
    await team.engineer("agent", roles=["agent"])
    assert await team.suggested(await team.report("other", kind="complaint")) == ["agent"]


async def test_ended_tickets_and_the_ticket_itself_are_no_load(team: Team) -> None:
    member = await team.engineer("王强", "hvac")
    await team.busy(member, 1)
    mine = await team.report()
    await dispatch.assign(team.session, mine, member, by=actors.staff(member), now=WEDNESDAY)
    done = await team.report()
    await dispatch.assign(team.session, done, member, by=actors.staff(member), now=WEDNESDAY)
    await team.desk.do(done, "resolve", "12-02 11:00")
    [one] = await dispatch.suggest(team.session, mine, WEDNESDAY)
    assert one.load == 1


async def test_the_least_busy_of_those_who_fit_gets_it(team: Team) -> None:
    await team.busy(await team.engineer("busy", "hvac"), 1)
    free = await team.engineer("free", "hvac")
    await team.engineer("unskilled", "plumbing")
    ticket = await team.report()
    chosen = await dispatch.auto_assign(team.session, ticket, WEDNESDAY)
    assert chosen.id == ticket.assignee_id == free.id
    assert ticket.status == "assigned"


@pytest.mark.parametrize("now", [on("12-02 20:00"), NATIONAL_DAY])
async def test_nobody_gets_it_when_nobody_fits(team: Team, now: datetime) -> None:
    await team.engineer("skilled, off duty", "hvac")
    ticket = await team.report()
    with pytest.raises(NobodyFree):
        await dispatch.auto_assign(team.session, ticket, now)
    assert (ticket.status, ticket.assignee_id) == ("reported", None)


async def test_it_stays_with_who_has_it(team: Team) -> None:
    first = await team.engineer("first", "hvac")
    ticket = await team.report()
    await dispatch.auto_assign(team.session, ticket, WEDNESDAY)
    await team.busy(first, 1)
    await team.engineer("second", "hvac")
    assert (await dispatch.auto_assign(team.session, ticket, WEDNESDAY)).id == first.id


async def test_an_ended_ticket_is_not_given_to_anybody(team: Team) -> None:
    await team.engineer("王强", "hvac")
    ticket = await team.report()
    await team.desk.do(ticket, "cancel", "12-02 10:05")
    with pytest.raises(IllegalTransition):
        await dispatch.auto_assign(team.session, ticket, WEDNESDAY)


@pytest.mark.parametrize("values", [{"active": False}, {"roles": ["reception"]}])
async def test_by_hand_only_those_who_may_work_on_it(team: Team, values: dict[str, Any]) -> None:
    member = await team.engineer("王强", "hvac", **values)
    ticket = await team.report()
    with pytest.raises(CannotTake):
        await dispatch.assign(team.session, ticket, member, by=actors.ITSELF, now=WEDNESDAY)


async def test_by_hand_also_those_who_are_off_duty(team: Team) -> None:
    member = await team.engineer("王强", hours=None)
    ticket = await team.report()
    await dispatch.assign(team.session, ticket, member, by=actors.ITSELF, now=WEDNESDAY)
    assert ticket.assignee_id == member.id


async def test_two_reports_at_once_go_to_two_people(team: Team, sessions: Sessions) -> None:
    await team.engineer("first", "hvac")
    await team.engineer("second", "hvac")
    reports = [await team.report(), await team.report()]
    await team.session.commit()

    async def give(ticket: Ticket) -> int:
        async with sessions.begin() as session:
            return (await dispatch.auto_assign(session, ticket, WEDNESDAY)).id

    chosen = await asyncio.gather(*(give(ticket) for ticket in reports))
    assert len(set(chosen)) == 2


async def test_who_is_busy_or_away_gets_nothing_by_itself_but_danger_where_nobody_else_is(
    team: Team,
) -> None:
    busy = await team.engineer("Busy", "hvac", presence="busy")
    away = await team.engineer("Away", "hvac", presence="away")
    ticket = await team.report()
    assert await team.suggested(ticket) == ["Busy", "Away"]
    with pytest.raises(NobodyFree):
        await dispatch.auto_assign(team.session, ticket, WEDNESDAY)
    ticket.urgency = "critical"
    assert (await dispatch.auto_assign(team.session, ticket, WEDNESDAY)).id == busy.id
    there = await team.engineer("There", "hvac")
    assert await team.suggested(ticket) == ["There", "Busy", "Away"]
    away.presence_until = WEDNESDAY
    second = await team.report()
    assert (await dispatch.auto_assign(team.session, second, WEDNESDAY)).id in {there.id, away.id}


async def test_who_has_as_many_as_they_can_gets_nothing_by_itself_but_danger(team: Team) -> None:
    full = await team.engineer("full", "hvac", ticket_capacity=1)
    await team.busy(full, 1)
    await team.busy(await team.engineer("room for more", "hvac", ticket_capacity=4), 3)
    [first, second] = await dispatch.suggest(team.session, await team.report(), WEDNESDAY)
    assert (first.staff.name, first.full, second.full) == ("room for more", False, True)

    first.staff.ticket_capacity = 3
    await team.session.flush()
    with pytest.raises(NobodyFree):
        await dispatch.auto_assign(team.session, await team.report(), WEDNESDAY)
    danger = await team.report()
    danger.urgency = "critical"
    given = await dispatch.auto_assign(team.session, danger, WEDNESDAY)
    assert given.name == "full", "they have the least to do"
