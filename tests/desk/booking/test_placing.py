"""Staff book for others and move what is booked; what stands against it is told in the form."""

from sqlalchemy import select

from models.booking import Booking
from models.ordering import Order
from models.people import Company, Person
from models.staff import AuditEntry
from tests.desk.driver import Desk
from tests.given.booking import at, booked, reloaded
from tests.given.hire import colleague, free_first

NEW = "/booking/new"
ASKED = {"resource": "a_301", "day": "2026-12-03", "starts": "14:00", "ends": "15:00"}


async def last(desk: Desk) -> Booking:
    async with desk.demo.sessions() as session:
        found = await session.scalars(select(Booking).order_by(Booking.id.desc()).limit(1))
        return found.one()


async def test_whoever_stands_at_the_counter_gets_a_room_at_once(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        page = await browser.page(f"{NEW}?resource=a_302&day=2026-12-03&starts=09:30&ends=10:30")
        assert 'value="09:30"' in page
        form = ASKED | {"who": "desk", "title": "王先生 13800138000", "headcount": "4"}
        answer = await browser.htmx(NEW, form)
        assert answer.headers["HX-Redirect"] == "/desk/booking?day=2026-12-03"
    booking = await last(desk)
    assert (booking.status, booking.starts_at, booking.title) == (
        "confirmed", at(14, day=3), "王先生 13800138000",
    )  # fmt: skip
    async with desk.demo.sessions() as session:
        person = await session.get_one(Person, (desk.demo.id, booking.person_id))
        actions = await session.scalars(select(AuditEntry.action).where(~AuditEntry.is_look))
        assert (person.stands_for, actions.all()) == ("desk", ["booking.add"])


async def test_somebody_is_found_by_name_and_booked_for(desk: Desk) -> None:
    who = (await booked(desk.demo)).person_id
    async with desk.demo.sessions.begin() as session:
        person = await session.get_one(Person, (desk.demo.id, who))
        person.name = person.checked_name = "李雷"
    async with desk.signed_in("agent") as browser:
        assert f'value="{who}"' in await browser.page("/booking/people?q=李雷")
        await browser.htmx(NEW, ASKED | {"who": str(who)})
    assert (await last(desk)).person_id == who


async def test_a_name_that_nobody_has_is_said_so_and_kept_with_the_booking(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        assert "Nobody the park knows" in await browser.page("/booking/people?q=Zoë Quill")
        await browser.htmx(NEW, ASKED | {"who": "desk", "q": "Zoë Quill", "title": "Interview"})
        assert (await last(desk)).title == "Zoë Quill · Interview"
        long = {"who": "desk", "q": "Zoë Quill", "title": "x" * 118}
        long |= {"starts": "15:00", "ends": "16:00"}
        answer = await browser.htmx(NEW, ASKED | long)
        assert (answer.status, "At most 120" in await answer.text()) == (422, True)
        await browser.htmx(NEW, ASKED | long | {"title": "Zoë Quill, interview"})
    assert (await last(desk)).title == "Zoë Quill, interview"


async def test_the_next_open_hour_is_proposed(desk: Desk) -> None:
    desk.clock.moment = at(3, 20, day=3)
    async with desk.signed_in("reception") as browser:
        page = await browser.page(f"{NEW}?resource=a_301")
        assert 'value="2026-12-03"' in page
        assert 'name="starts" type="time" value="08:00"' in page
    desk.clock.moment = at(23, 20, day=3)
    async with desk.signed_in("reception") as browser:
        late = await browser.page(f"{NEW}?resource=a_301")
        assert 'value="2026-12-04"' in late
        assert 'name="ends" type="time" value="09:00"' in late


async def test_what_is_taken_comes_with_what_is_free_and_nothing_is_written(desk: Desk) -> None:
    taken = await booked(desk.demo, "a_301", at(14, day=3))
    async with desk.signed_in("reception") as browser:
        answer = await browser.htmx(NEW, ASKED | {"who": "desk"})
        assert answer.status == 422
        told = await answer.text()
        assert "Taken. Free instead: " in told
        late = await browser.htmx(NEW, ASKED | {"who": "desk", "starts": "22:00", "ends": "23:00"})
        assert "isn't open" in (await late.text()).replace("&#39;", "'")
        wrong = await browser.htmx(NEW, ASKED | {"who": "desk", "day": "soon"})
        assert wrong.status == 422
    assert (await last(desk)).id == taken.id


async def test_what_costs_is_told_with_its_sum_and_booked_with_a_yes(desk: Desk) -> None:
    await free_first(desk.demo, who=await colleague(desk.demo))
    async with desk.demo.sessions() as session:
        company = (
            await session.scalars(select(Company).where(Company.name_zh == "星桥科技"))
        ).one()
    who = f"company:{company.id}"
    court = ASKED | {"resource": "court_2", "day": "2026-12-04", "who": who}
    async with desk.signed_in("reception") as browser:
        await browser.htmx(NEW, court | {"starts": "10:00", "ends": "12:00"})
        answer = await browser.htmx(NEW, court)
        told = await answer.text()
        assert answer.status == 422
        assert "¥60" in told
        assert 'name="pays" value="6000"' in told
        await browser.htmx(NEW, court | {"pays_min": "60", "pays": "6000"})
        page = await browser.page(f"/booking/{(await last(desk)).id}")
        assert "¥60 · company account" in page
    async with desk.demo.sessions() as session:
        order = (await session.scalars(select(Order).where(Order.kind == "facility"))).one()
        assert (order.payment, order.status, order.total) == ("company_account", "accepted", 6_000)


async def test_a_booking_is_moved_to_another_room_and_not_onto_another(desk: Desk) -> None:
    mine = await booked(desk.demo, "a_301", at(14, day=3))
    await booked(desk.demo, "a_302", at(16, day=3))
    path = f"/booking/{mine.id}/move"
    async with desk.signed_in("reception") as browser:
        page = await browser.page(path + "?resource=a_302&starts=16:00&ends=17:00")
        assert 'value="16:00"' in page
        refused = await browser.htmx(
            path, ASKED | {"resource": "a_302", "starts": "16:00", "ends": "17:00"}
        )
        assert "Free instead" in await refused.text()
        await browser.htmx(path, ASKED | {"resource": "a_302", "starts": "14:30", "ends": "15:30"})
    moved = await reloaded(desk.demo, mine.id)
    assert (moved.starts_at, moved.sequence) == (at(14, 30, day=3), 1)


async def test_a_week_of_one_room_is_shown_by_day(desk: Desk) -> None:
    first = await booked(desk.demo, "a_301", at(14, day=3))
    second = await booked(desk.demo, "a_301", at(9, day=8))
    other = await booked(desk.demo, "a_302", at(9, day=8))
    async with desk.signed_in("reception") as browser:
        page = await browser.page("/booking?day=2026-12-02&resource=a_301")
    assert first.booking_no in page
    assert second.booking_no in page
    assert other.booking_no not in page
    assert page.count("data-day=") == 7


async def test_who_only_reads_books_for_nobody(desk: Desk) -> None:
    async with desk.signed_in("manager") as browser:
        assert (await browser.get(NEW)).status == 403
        assert (await browser.htmx(NEW, ASKED | {"who": "desk"})).status == 403
        assert "data-works" not in await browser.page("/booking")
