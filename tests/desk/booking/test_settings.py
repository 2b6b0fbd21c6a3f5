"""What there is by the hour, as operators set it up at the desk."""

from sqlalchemy import select

from models.booking_shelf import BookingPool, BookingResource
from services.booking import shelf
from tests.desk.booking.changes import POOL, THING
from tests.desk.driver import Desk
from tests.desk.operating import form, hidden, refused
from tests.given.booking import at, booked, park_of, person

HERE = "/operate/booking"


async def pool(desk: Desk, code: str) -> BookingPool:
    async with desk.demo.sessions() as session:
        return (await session.scalars(select(BookingPool).where(BookingPool.code == code))).one()


async def test_a_room_of_ones_own_is_made_without_sql_and_booked(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made = await browser.htmx(HERE, form(POOL | {"code": "studio"}))
        page = made.headers["HX-Redirect"].removeprefix("/desk")
        await browser.htmx(page + "/things", form(THING | {"code": "studio_1"}))
        hours = {"weekdays": ["1", "2", "3"], "starts": "08:00", "ends": "18:00"}
        await browser.htmx(page + "/openings", form(hours))
        shown = await browser.page(page)
        assert "Studio 1" in shown
        assert "08:00–18:00" in shown
    booking = await booked(desk.demo, "studio_1", at(14))
    assert booking.status == "confirmed"


async def test_what_cannot_be_is_told_at_its_field(desk: Desk) -> None:
    meeting = await pool(desk, "meeting")
    async with desk.signed_in("operator") as browser:
        page = f"{HERE}/{meeting.id}"
        seen = hidden((await browser.page(page)).partition('name="step_min"')[0][-9000:], "version")
        wrong = [
            ({"longest_min": "45"}, "longest_min"),
            ({"step_min": "50"}, "step_min"),
            ({"horizon_days": "900"}, "horizon_days"),
            ({"name_zh": " "}, "name_zh"),
        ]
        for values, field in wrong:
            answer = await browser.htmx(page, form(POOL | values | {"version": seen}))
            assert list(refused(answer, 422)["fields"]) == [field], values
        taken = await browser.htmx(HERE, form(POOL | {"code": "meeting"}))
        assert list(refused(taken, 409)["fields"]) == ["code"]
        nowhere = THING | {"code": "nowhere", "building": "Z"}
        answer = await browser.htmx(page + "/things", form(nowhere))
        assert "no such building" in refused(answer, 422)["words"]


async def test_free_hours_end_and_begin_anew(desk: Desk) -> None:
    meeting = await pool(desk, "meeting")
    async with desk.signed_in("operator") as browser:
        page = f"{HERE}/{meeting.id}"
        assert "40 h for each company a month" in await browser.page(page)
        again = {"scope": "company", "period": "month", "hours": "1.5", "beyond": "ask"}
        await browser.htmx(page + "/allowances", form(again))
        shown = await browser.page(page)
        assert "1.5 h for each company a month" in shown
        assert "is asked of staff" in shown


async def test_what_is_booked_is_not_divided(desk: Desk) -> None:
    hall = await pool(desk, "hall")
    async with desk.demo.sessions() as session:
        rows = await session.scalars(
            select(BookingResource).where(BookingResource.pool_id == hall.id)
        )
        by_code = {one.code: one for one in rows}
        park = await park_of(session, desk.demo)
        assert (
            len((await shelf.thing(session, park, by_code["hall_whole"].id, now=at(9))).lanes) == 2
        )
    async with desk.demo.sessions.begin() as session:
        who = (await person(session, desk.demo, "Starbridge")).id
    await booked(desk.demo, "hall_east", at(9, day=8), who=who)
    async with desk.signed_in("operator") as browser:
        whole = by_code["hall_whole"]
        path = f"{HERE}/{hall.id}/things/{whole.id}"
        page = await browser.page(f"{HERE}/{hall.id}")
        version = hidden(page.partition(f'action="/desk{path}"')[2], "version")
        values = {"name_zh": whole.name_zh, "name_en": whole.name_en, "active": "true"}
        answer = await browser.htmx(path, form(values | {"version": version}))
        assert list(refused(answer, 409)["fields"]) == ["parts"]


async def test_only_operators_set_rooms_up(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        assert (await browser.get(HERE)).status == 403


async def test_whether_a_company_is_named_at_the_door_is_set_there(desk: Desk) -> None:
    assert not (await pool(desk, "meeting")).names_company
    async with desk.signed_in("operator") as browser:
        made = await browser.htmx(HERE, form(POOL | {"code": "studio", "names_company": "true"}))
        page = made.headers["HX-Redirect"].removeprefix("/desk")
        assert 'name="names_company"' in await browser.page(page)
    assert (await pool(desk, "studio")).names_company
