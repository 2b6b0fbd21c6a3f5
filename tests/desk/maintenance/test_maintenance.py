"""Planned maintenance at the desk: the calendar, a plan, and what its tickets say."""

import re
from typing import Any

from sqlalchemy import select

from models.maintenance import MaintenancePlan
from services.maintenance import opening
from tests.desk.driver import Browser, Desk
from tests.desk.operating import hidden, refused

HERE = "/operate/maintenance"
FILTERS = {
    "name": "空调滤网",
    "description": "更换全部滤网",
    "category": "hvac",
    "urgency": "low",
    "unit": "week",
    "every": "1",
    "weekdays": ["3", "5"],
    "starts_on": "2026-12-02",
    "at": "14:00",
    "place": "楼顶",
}


async def planned(desk: Desk, browser: Browser, **changed: Any) -> MaintenancePlan:
    answer = await browser.htmx(HERE, FILTERS | changed)
    assert answer.status == 200, await answer.text()
    async with desk.demo.sessions() as session:
        [*_, plan] = await session.scalars(select(MaintenancePlan).order_by(MaintenancePlan.id))
    return plan


def days(page: str, name: str) -> list[int]:
    """Of the month that is shown, on which days something of this name stands."""
    cells = re.findall(r'<time datetime="\d{4}-\d\d-(\d\d)">.*?</td>', page, re.DOTALL)
    texts = re.findall(r'<time datetime="\d{4}-\d\d-\d\d">.*?</td>', page, re.DOTALL)
    return [int(day) for day, text in zip(cells, texts, strict=True) if name in text]


async def test_a_plan_stands_in_the_calendar_and_leads_to_its_tickets(desk: Desk) -> None:
    # It is Wednesday, 2 December, 10:00.
    async with desk.signed_in("dispatcher") as browser:
        plan = await planned(desk, browser)
        page = await browser.page(f"{HERE}?month=2026-12")
        assert days(page, "空调滤网") == [2, 4, 9, 11, 16, 18, 23, 25, 30]
        assert "Every week on Wed, Fri, 14:00" in page
        assert days(await browser.page(f"{HERE}?month=2027-01"), "空调滤网")[0] == 1

        desk.later(hours=5)
        async with desk.demo.sessions.begin() as session:
            assert await opening.ring(session, now=desk.clock()) == 1
        page = await browser.page(f"{HERE}?month=2026-12")
        ticket = re.search(r'data-opened href="/desk/tickets/(\d+)"', page)
        assert ticket is not None
        shown = await browser.page(f"/tickets/{ticket[1]}")
        assert f'href="/desk{HERE}/{plan.id}">空调滤网</a>' in shown
        assert "due on Wed 2 Dec 2026" in shown
        assert ticket[1] in await browser.page(f"{HERE}/{plan.id}")


async def test_what_is_wrong_is_said_beside_its_field(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        for changed, field in (
            ({"name": ""}, "name"),
            ({"every": "0"}, "every"),
            ({"ends_on": "2026-12-01"}, "ends_on"),
            ({"building": "Z9"}, "building"),
            ({"urgency": "critical"}, "urgency"),
        ):
            answer = await browser.htmx(HERE, FILTERS | changed)
            assert field in refused(answer, 422)["fields"], field
        assert (await browser.get(f"{HERE}?month=2026-13")).status == 422


async def test_of_two_who_change_a_plan_the_second_is_told(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        plan = await planned(desk, browser)
        seen = hidden(await browser.page(f"{HERE}/{plan.id}"), "version")
        path = f"{HERE}/{plan.id}"
        for status in (200, 409):
            changed = FILTERS | {"name": "滤网", "version": seen}
            assert (await browser.htmx(path, changed)).status == status


async def test_todays_ticket_is_opened_by_hand_once(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        plan = await planned(desk, browser, starts_on="2027-02-01")
        opened = [await browser.htmx(f"{HERE}/{plan.id}/now") for _ in range(2)]
        assert len({answer.headers["HX-Redirect"] for answer in opened}) == 1


async def test_an_engineer_sees_what_a_ticket_is_of_but_plans_nothing(desk: Desk) -> None:
    async with desk.signed_in("operator") as operator:
        plan = await planned(desk, operator)
        leads = (await operator.htmx(f"{HERE}/{plan.id}/now")).headers["HX-Redirect"]
    async with desk.signed_in("engineer") as browser:
        page = await browser.page(leads.removeprefix("/desk"))
        assert "空调滤网 ·" in page
        assert f"{HERE}/{plan.id}" not in page
        assert (await browser.get(HERE)).status == 403
