"""Operators keep service windows, holidays, business hours and quiet times."""

from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from models.catalogue import ServiceWindow
from models.park import BusinessHours, CalendarDay, Park
from models.staff import AuditEntry
from services.park.business_time import load_calendar
from tests.desk.driver import Desk
from tests.desk.operating import hidden, refused
from tests.given.demo_park import SHANGHAI

HERE = "/operate/calendar"
EVENING: dict[str, Any] = {
    "meal": "dinner",
    "weekdays": "6",
    "starts": "18:00",
    "ends": "20:00",
    "cutoff": "17:00",
    "slot_minutes": "30",
    "capacity": "12",
}
ARBOR_DAY = {"kind": "holiday", "name_zh": "园庆", "name_en": "Park anniversary"}


async def noted(desk: Desk) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    async with desk.demo.sessions() as session:
        entries = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(one.action, one.subject, one.before, one.after) for one in entries]


async def days(desk: Desk, first: date, last: date) -> dict[date, str]:
    async with desk.demo.sessions() as session:
        rows = await session.scalars(
            select(CalendarDay).where(CalendarDay.day.between(first, last))
        )
        return {row.day: row.kind for row in rows}


async def test_a_service_window_is_added_changed_and_removed(desk: Desk) -> None:
    outlet = desk.demo.outlets["sunshine_canteen"]
    path = f"{HERE}/outlets/{outlet}/windows"
    async with desk.signed_in("operator") as browser:
        assert (await browser.htmx(path, EVENING)).status == 200
        async with desk.demo.sessions() as session:
            made = await session.scalar(
                select(ServiceWindow).order_by(ServiceWindow.id.desc()).limit(1)
            )
        assert (made.outlet_id, made.weekdays, made.capacity) == (outlet, [6], 12)
        assert (made.starts, made.cutoff) == (time(18), time(17))
        page = await browser.page(f"{HERE}/outlets/{outlet}")
        version = hidden(page[page.index(f'action="/desk{path}/{made.id}"') :], "version")
        later = EVENING | {"ends": "21:00", "version": version}
        assert (await browser.htmx(f"{path}/{made.id}", later)).status == 200
        assert refused(await browser.htmx(f"{path}/{made.id}", later), 409)["reload"] is True
        await browser.htmx(f"{path}/{made.id}/remove")
    async with desk.demo.sessions() as session:
        assert await session.get(ServiceWindow, (desk.demo.id, made.id)) is None
    actions = await noted(desk)
    assert [action for action, *_ in actions] == ["window.add", "window.edit", "window.remove"]
    assert actions[1] == ("window.edit", f"outlet:{outlet}", {"ends": "20:00"}, {"ends": "21:00"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ends", "17:59"),
        ("cutoff", "18:01"),
        ("weekdays", ""),
        ("slot_minutes", "1"),
        ("capacity", "0"),
        ("lead_minutes", "-5"),
        ("meal", "supper"),
        ("starts", "noon"),
    ],
)
async def test_a_window_that_cannot_be_says_where(desk: Desk, field: str, value: str) -> None:
    path = f"{HERE}/outlets/{desk.demo.outlets['sunshine_canteen']}/windows"
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(path, EVENING | {field: value}), 422)
    assert list(told["fields"]) == [field]
    assert await noted(desk) == []


async def test_a_holiday_of_several_days_stops_the_clocks(desk: Desk) -> None:
    span = ARBOR_DAY | {"first": "2027-03-11", "until": "2027-03-12"}
    async with desk.signed_in("operator") as browser:
        answer = await browser.htmx(f"{HERE}/days", span)
        assert answer.headers["HX-Redirect"] == f"/desk{HERE}?year=2027#year"
        page = await browser.page(f"{HERE}?year=2027")
        told = refused(await browser.htmx(f"{HERE}/days", ARBOR_DAY | {"first": "2027-03-12"}), 409)
    assert 'data-kind="holiday" title="Park anniversary"' in page
    assert "2027-03-12 is set already" in told["words"]
    async with desk.demo.sessions() as session:
        park = await session.get_one(Park, desk.demo.id)
        calendar = await load_calendar(session, park, desk.clock())
    assert not calendar.is_open(datetime(2027, 3, 12, 10, tzinfo=SHANGHAI))
    assert calendar.is_open(datetime(2027, 3, 10, 10, tzinfo=SHANGHAI))


async def test_a_day_is_changed_and_becomes_ordinary_again(desk: Desk) -> None:
    day = date(2026, 10, 10)
    async with desk.signed_in("operator") as browser:
        page = await browser.page(f"{HERE}?day={day}")
        form = page[page.index(f'action="/desk{HERE}/days/{day}"') :]
        values = ARBOR_DAY | {"version": hidden(form, "version")}
        await browser.htmx(f"{HERE}/days/{day}", values)
        assert await days(desk, day, day) == {day: "holiday"}
        assert refused(await browser.htmx(f"{HERE}/days/{day}", values), 409)["reload"] is True
        await browser.htmx(f"{HERE}/days/{day}/remove")
    assert await days(desk, day, day) == {}
    assert [(action, subject) for action, subject, *_ in await noted(desk)] == [
        ("day.edit", "day:2026-10-10"),
        ("day.remove", "day:2026-10-10"),
    ]


@pytest.mark.parametrize("until", ["2027-03-10", "2027-04-11"])
async def test_a_span_that_cannot_be_sets_no_day(desk: Desk, until: str) -> None:
    span = ARBOR_DAY | {"first": "2027-03-11", "until": until}
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(f"{HERE}/days", span), 422)
    assert list(told["fields"]) == ["until"]
    assert await days(desk, date(2027, 3, 1), date(2027, 5, 1)) == {}


@pytest.mark.parametrize("day", ["tomorrow", "2026-12-03", "2026-02-30"])
async def test_an_ordinary_day_is_not_there_to_be_changed(desk: Desk, day: str) -> None:
    async with desk.signed_in("operator") as browser:
        assert (await browser.htmx(f"{HERE}/days/{day}", ARBOR_DAY)).status == 404


async def test_business_hours_are_changed_but_never_all_removed(desk: Desk) -> None:
    async with desk.demo.sessions() as session:
        rows = list(await session.scalars(select(BusinessHours).order_by(BusinessHours.starts)))
    morning, afternoon = rows
    async with desk.signed_in("operator") as browser:
        page = await browser.page(HERE)
        version = hidden(page[page.index(f'action="/desk{HERE}/hours/{morning.id}"') :], "version")
        earlier = {"weekdays": "1", "starts": "08:30", "ends": "12:00", "version": version}
        await browser.htmx(f"{HERE}/hours/{morning.id}", earlier)
        await browser.htmx(f"{HERE}/hours/{afternoon.id}/remove")
        told = refused(await browser.htmx(f"{HERE}/hours/{morning.id}/remove"), 409)
        assert told["words"].startswith("One stretch of working hours has to stay")
        await browser.htmx(f"{HERE}/hours", {"weekdays": "2", "starts": "09:00", "ends": "18:00"})
    async with desk.demo.sessions() as session:
        kept = list(await session.scalars(select(BusinessHours).order_by(BusinessHours.starts)))
    assert [(row.weekdays, row.starts) for row in kept] == [([1], time(8, 30)), ([2], time(9))]


async def test_quiet_hours_and_waits_of_the_park(desk: Desk) -> None:
    times = {"handback_minutes": "45", "acceptance_minutes": "10"}
    async with desk.signed_in("operator") as browser:
        page = await browser.page(HERE)
        version = hidden(page[page.index(f'action="/desk{HERE}/times"') :], "version")
        one = times | {"version": version, "quiet_from": "23:00"}
        assert list(refused(await browser.htmx(f"{HERE}/times", one), 422)["fields"]) == [
            "quiet_until"
        ]
        assert (await browser.htmx(f"{HERE}/times", times | {"version": version})).status == 200
        late = await browser.htmx(f"{HERE}/times", times | {"version": version})
        assert refused(late, 409)["reload"] is True
    async with desk.demo.sessions() as session:
        park = await session.get_one(Park, desk.demo.id)
    assert (park.quiet_from, park.quiet_until, park.handback_minutes) == (None, None, 45)
    assert await noted(desk) == [
        (
            "park.edit",
            f"park:{desk.demo.id}",
            {"quiet_from": "22:00", "quiet_until": "07:00", "handback_minutes": 30},
            {"quiet_from": None, "quiet_until": None, "handback_minutes": 45},
        )
    ]


@pytest.mark.parametrize(
    ("weekdays", "starts", "ends", "status"),
    [("3", "08:30", "09:30", 422), ("3", "17:59", "20:00", 422), ("6", "10:00", "12:00", 200)],
)
async def test_business_hours_that_overlap_others_say_with_which(
    desk: Desk, weekdays: str, starts: str, ends: str, status: int
) -> None:
    async with desk.demo.sessions.begin() as session:
        for row in await session.scalars(select(BusinessHours)):
            row.weekdays, row.starts, row.ends = [1, 2, 3, 4, 5], time(9), time(18)
    async with desk.signed_in("operator") as browser:
        await browser.page(HERE)
        entered = {"weekdays": weekdays, "starts": starts, "ends": ends}
        answer = await browser.htmx(f"{HERE}/hours", entered)
        assert answer.status == status
        if status == 422:
            told = refused(answer, 422)["fields"]["starts"]
            assert told == "These hours overlap 09:00–18:00, which is there already."


async def test_a_meal_is_not_served_twice_at_one_time(desk: Desk) -> None:
    path = f"{HERE}/outlets/{desk.demo.outlets['sunshine_canteen']}/windows"
    async with desk.signed_in("operator") as browser:
        await browser.page(HERE)
        assert (await browser.htmx(path, EVENING)).status == 200
        again = await browser.htmx(path, EVENING | {"starts": "19:30", "ends": "21:00"})
        assert "overlap" in refused(again, 422)["fields"]["starts"]
        lunch = EVENING | {"meal": "lunch", "starts": "19:30", "ends": "21:00"}
        assert (await browser.htmx(path, lunch)).status == 200
