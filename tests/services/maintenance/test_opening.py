"""Planned maintenance opens tickets: when, of whom, and not twice."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.maintenance import MaintenancePlan, MaintenanceRun
from models.park import Park
from models.staff import AuditEntry, Staff
from models.tickets import Ticket
from parkline.stores.database import Sessions
from services.kit.actors import ITSELF
from services.kit.audit import By
from services.kit.errors import Invalid
from services.kit.snapshots import snapshot, version
from services.maintenance import opening, plans
from services.maintenance.plans import Written
from services.staff import staff
from services.tickets import tickets
from tests.given.factories import make_park, make_staff
from tests.given.sla_desk import on

TUESDAY = on("12-01 10:00")
FILTERS = Written(
    name="空调滤网",
    description="更换全部滤网",
    category="hvac",
    urgency="low",
    building=None,
    floor=None,
    room=None,
    place="楼顶",
    starts_on=date(2026, 12, 2),
    ends_on=None,
    at=time(9),
    unit="week",
    every=1,
    weekdays=(),
    workdays_only=False,
    assignee_id=None,
)


class Upkeep:
    def __init__(self, session: AsyncSession, park: Park) -> None:
        self.session, self.park = session, park

    def by(self, now: datetime = TUESDAY) -> By:
        return By(self.park.id, None, now)

    async def plan(self, now: datetime = TUESDAY, **changed: Any) -> MaintenancePlan:
        return await plans.add(self.session, self.by(now), replace(FILTERS, **changed))

    async def at(self, moment: str) -> int:
        return await opening.ring(self.session, now=on(moment))

    async def opened(self) -> list[Ticket]:
        return list(await self.session.scalars(select(Ticket).order_by(Ticket.id)))

    async def end(self, ticket: Ticket, moment: str) -> None:
        await tickets.advance(
            self.session, self.park.id, ticket.id, "resolve", by=ITSELF, now=on(moment)
        )


@pytest.fixture
async def upkeep(sessions: Sessions) -> AsyncIterator[Upkeep]:
    async with sessions.begin() as session:
        yield Upkeep(session, await make_park(session))


async def test_a_ticket_is_opened_when_it_is_due_and_the_next_one_a_week_later(
    upkeep: Upkeep,
) -> None:
    plan = await upkeep.plan()
    assert plan.next_alarm_at == on("12-02 09:00")
    assert await upkeep.at("12-02 08:59") == 0
    assert await upkeep.at("12-02 09:00") == 1
    [ticket] = await upkeep.opened()
    assert (ticket.kind, ticket.category, ticket.urgency) == ("repair", "hvac", "low")
    assert (ticket.description, ticket.place) == ("空调滤网\n更换全部滤网", "楼顶")
    assert ticket.person_id is None
    assert plan.next_alarm_at == on("12-09 09:00")
    assert await upkeep.at("12-02 09:05") == 0
    await upkeep.end(ticket, "12-03 10:00")
    assert await upkeep.at("12-09 09:00") == 1
    assert len(await upkeep.opened()) == 2


async def test_while_the_last_ticket_is_open_it_stands_for_the_next_day_as_well(
    upkeep: Upkeep,
) -> None:
    plan = await upkeep.plan()
    for moment in ("12-02 09:00", "12-09 09:00"):
        assert await upkeep.at(moment) == 1
    [ticket] = await upkeep.opened()
    runs = await plans.runs_of(upkeep.session, plan)
    assert [(run.due_on.day, run.ticket_id, run.opened) for run in runs] == [
        (9, ticket.id, False),
        (2, ticket.id, True),
    ]


async def test_what_was_missed_while_nothing_ran_is_made_up_for_once(upkeep: Upkeep) -> None:
    plan = await upkeep.plan(unit="day")
    assert await upkeep.at("12-05 12:00") == 1
    assert len(await upkeep.opened()) == 1
    assert plan.next_alarm_at == on("12-06 09:00")
    assert await upkeep.at("12-05 12:01") == 0


async def test_whoever_is_named_gets_it_unless_they_left(upkeep: Upkeep) -> None:
    engineer = await make_staff(
        upkeep.session, upkeep.park.id, name="孙磊", roles=["engineer"], skills=[]
    )
    await upkeep.plan(assignee_id=engineer.id)
    await upkeep.at("12-02 09:00")
    [ticket] = await upkeep.opened()
    assert (ticket.status, ticket.assignee_id) == ("assigned", engineer.id)
    await upkeep.end(ticket, "12-03 10:00")
    await staff.deactivate(
        upkeep.session, await upkeep.session.get_one(Staff, (upkeep.park.id, engineer.id))
    )
    await upkeep.at("12-09 09:00")
    assert [(one.status, one.assignee_id) for one in await upkeep.opened()][1:] == [
        ("reported", None)
    ]


async def test_what_is_switched_off_opens_nothing_and_is_not_made_up_for(upkeep: Upkeep) -> None:
    plan = await upkeep.plan()
    await plans.switch(upkeep.session, upkeep.by(), plan, on=False)
    assert plan.next_alarm_at is None
    assert await upkeep.at("12-02 09:00") == 0
    await plans.switch(upkeep.session, upkeep.by(on("12-03 10:00")), plan, on=True)
    assert plan.next_alarm_at == on("12-09 09:00")


async def test_a_day_that_had_its_ticket_gets_no_second_one_by_an_edit(upkeep: Upkeep) -> None:
    plan = await upkeep.plan()
    await upkeep.at("12-02 09:00")
    seen = version(snapshot(plan, plans.COLUMNS))
    later = replace(FILTERS, at=time(17))
    await plans.edit(upkeep.session, upkeep.by(on("12-02 10:00")), plan, later, seen=seen)
    assert plan.next_alarm_at == on("12-09 17:00")


async def test_a_plan_that_is_over_has_no_next_day(upkeep: Upkeep) -> None:
    plan = await upkeep.plan(ends_on=date(2026, 12, 5))
    await upkeep.at("12-02 09:00")
    assert plan.next_alarm_at is None


async def test_a_month_shows_what_is_planned_and_what_was_opened(upkeep: Upkeep) -> None:
    plan = await upkeep.plan()
    off = await upkeep.plan(name="停用")
    await plans.switch(upkeep.session, upkeep.by(), off, on=False)
    await upkeep.at("12-02 09:00")
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    planned = await plans.between(upkeep.session, [plan, off], first, last)
    assert [day.day for day in planned] == [2, 9, 16, 23, 30]
    [run] = await plans.runs(upkeep.session, upkeep.park.id, first, last)
    assert (run.plan_id, run.due_on.day) == (plan.id, 2)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "name"),
    ({"category": "cooking"}, "category"),
    ({"urgency": "critical"}, "urgency"),
    ({"unit": "hour"}, "unit"),
    ({"every": 0}, "every"),
    ({"weekdays": (8,)}, "weekdays"),
    ({"ends_on": date(2026, 12, 1)}, "ends_on"),
    ({"building": "Z9"}, "building"),
    ({"assignee_id": 10**9}, "assignee"),
]


@pytest.mark.parametrize(("changed", "field"), WRONG, ids=[field for _, field in WRONG])
async def test_a_plan_that_cannot_be_is_refused(
    upkeep: Upkeep, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await upkeep.plan(**changed)
    assert refused.value.details["field"] == field


async def test_removing_a_plan_keeps_its_tickets_and_is_noted(upkeep: Upkeep) -> None:
    plan = await upkeep.plan()
    await upkeep.at("12-02 09:00")
    await plans.remove(upkeep.session, upkeep.by(), plan)
    assert len(await upkeep.opened()) == 1
    assert list(await upkeep.session.scalars(select(MaintenanceRun))) == []
    noted = await upkeep.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
    assert list(noted) == ["maintenance.add", "maintenance.remove"]


async def test_two_workers_open_one_ticket(upkeep: Upkeep) -> None:
    plan = await upkeep.plan()
    day = date(2026, 12, 2)
    first = await opening.open_ticket(upkeep.session, plan, day, by=ITSELF, now=TUESDAY)
    again = await opening.open_ticket(
        upkeep.session, plan, day, by=ITSELF, now=TUESDAY + timedelta(minutes=1)
    )
    assert again.id == first.id
    assert len(await upkeep.opened()) == 1
