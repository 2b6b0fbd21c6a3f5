"""How rooms were used: sums, files, and the bookings behind a number."""

import io
from datetime import timedelta

from openpyxl import load_workbook

from services.booking import alarms, presence
from services.booking import booking as bookings
from services.kit.actors import tenant
from services.reports.rooms import Had, by_hour
from tests.desk.driver import Desk
from tests.given.booking import HOUR, NOW, at, booked, person
from tests.given.demo_park import SHANGHAI

DAYS = "range=custom&from=2026-12-02&until=2026-12-02"


async def _day(desk: Desk) -> dict[str, str]:
    """A room that was used, one to which nobody came, one that was given up; their numbers."""
    async with desk.demo.sessions.begin() as session:
        who = (await person(session, desk.demo, "Starbridge")).id
    used = await booked(desk.demo, "a_301", at(10), hours=2, who=who)
    missed = await booked(desk.demo, "a_302", at(10), who=who)
    given_up = await booked(desk.demo, "a_301", at(16))
    async with desk.demo.sessions.begin() as session:
        await presence.check_in(session, desk.demo.id, used.id, now=at(10))
        await alarms.ring(session, now=at(10, 20))
        by = tenant(given_up.person_id)
        await bookings.cancel(session, desk.demo.id, given_up.id, by=by, now=NOW)
        await alarms.ring(session, now=at(12))
    desk.clock.moment = at(20)
    return {
        "used": used.booking_no,
        "missed": missed.booking_no,
        "released": given_up.booking_no,
    }


async def test_hours_by_room_and_company_and_the_bookings_behind_them(desk: Desk) -> None:
    numbers = await _day(desk)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/reports/rooms?{DAYS}")
        for shown in ("A-301", "A-302", "Starbridge", "2 h", "By hour of the week"):
            assert shown in page, shown
        assert "which=missed&amp;thing=a_302" in page
        for which, number in numbers.items():
            rows = await browser.page(f"/reports/rooms/rows?which={which}&{DAYS}")
            assert [one for one in numbers.values() if one in rows] == [number], which
        of_company = await browser.page(
            f"/reports/rooms/rows?which=taken&company=Starbridge&{DAYS}"
        )
        assert numbers["used"] in of_company
        assert numbers["released"] not in of_company


async def test_it_goes_as_csv_and_as_a_workbook(desk: Desk) -> None:
    numbers = await _day(desk)
    async with desk.signed_in("manager") as browser:
        answer = await browser.get(f"/reports/rooms/things.csv?{DAYS}")
        lines = (await answer.read()).decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Room,Bookings,Booked (")
        assert lines[1] == "A-301,1,120.0,120.0,0,60.0"
        assert lines[2] == "A-302,1,60.0,0.0,1,0.0"
        answer = await browser.get(f"/reports/rooms/rows.xlsx?which=missed&{DAYS}")
        sheet = load_workbook(io.BytesIO(await answer.read())).active
        assert sheet is not None
        assert sheet.cell(2, 1).value == numbers["missed"]
        assert (await browser.get(f"/reports/rooms/nothing.csv?{DAYS}")).status == 404
        wrong = await browser.get("/reports/rooms?range=custom&from=2026-12-03&until=2026-12-02")
        assert wrong.status == 422


async def test_who_may_not_read_reports_sees_none(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        assert (await browser.get("/reports/rooms")).status == 403


def test_hours_of_the_week_are_cut_at_the_hour() -> None:
    one = Had(1, "B-1", "a", ("a", "a"), None, at(9, 30), at(9, 30) + 1.5 * HOUR, "completed", HOUR)
    assert by_hour([one], SHANGHAI) == {
        (3, 9): timedelta(minutes=30),
        (3, 10): timedelta(minutes=60),
    }
