"""Rooms at the desk: the day, closures, approvals, who may."""

from sqlalchemy import select

from models.booking import Booking
from models.staff import AuditEntry
from services.booking import alarms, waiting
from services.booking.booking import Asked
from tests.desk.driver import Desk
from tests.given.booking import NOW, at, booked, live, person, reloaded, thing


async def done(desk: Desk) -> list[str]:
    """What staff did, without looks, in order."""
    async with desk.demo.sessions() as session:
        entries = select(AuditEntry.action).where(~AuditEntry.is_look).order_by(AuditEntry.id)
        return list(await session.scalars(entries))


async def hall(desk: Desk) -> Booking:
    async with desk.demo.sessions.begin() as session:
        who = (await person(session, desk.demo, "Starbridge")).id
    return await booked(desk.demo, "hall_whole", at(9, day=8), hours=2, who=who, title="年会")


async def test_the_day_shows_what_is_booked_and_what_for_only_on_its_page(desk: Desk) -> None:
    booking = await booked(desk.demo, title="裁员讨论")
    async with desk.signed_in("dispatcher") as browser:
        day = await browser.page("/booking?day=2026-12-02")
        assert booking.booking_no in day
        assert "裁员讨论" not in day
        assert "裁员讨论" in await browser.page(f"/booking/{booking.id}")


async def test_the_hall_is_approved_once(desk: Desk) -> None:
    booking = await hall(desk)
    async with desk.signed_in("reception") as browser:
        assert "年会" in await browser.page("/booking/waiting")
        for _ in range(2):
            await browser.htmx(f"/booking/{booking.id}/do/approve", {})
    assert (await reloaded(desk.demo, booking.id)).status == "confirmed"
    assert await done(desk) == ["booking.approve"]


async def test_who_decides_sees_who_else_wants_it(desk: Desk) -> None:
    """A part of it, too; not what lies beside it."""
    booking = await hall(desk)
    async with desk.demo.sessions.begin() as session:
        for name, code in (("韩梅梅", "hall_east"), ("李雷", "hall_whole")):
            who = await person(session, desk.demo, "Starbridge")
            who.name = who.checked_name = name
            asked = Asked(await thing(session, desk.demo, code), at(10, day=8), at(12, day=8), 80)
            await waiting.wait(session, who, asked, any_thing=False, conversation=None, now=NOW)
    async with desk.signed_in("reception") as browser:
        page = await browser.page("/booking/waiting")
        assert page.index("韩梅梅") < page.index("李雷")
        assert "80 people" in page
        await browser.htmx(f"/booking/{booking.id}/do/decline", {"reason": "当天检修"})
        west = await booked(desk.demo, "hall_west", at(9, day=8), hours=2, who=booking.person_id)
        page = await browser.page(f"/booking/{west.id}")
        assert ("李雷" in page, "韩梅梅" in page) == (True, False)


async def test_the_hall_is_declined_with_a_reason_and_is_free(desk: Desk) -> None:
    booking = await hall(desk)
    async with desk.signed_in("reception") as browser:
        await browser.htmx(f"/booking/{booking.id}/do/decline", {"reason": "当天检修"})
    declined = await reloaded(desk.demo, booking.id)
    assert (declined.status, declined.status_reason) == ("declined", "当天检修")
    assert await live(desk.demo) == []


async def test_a_closure_names_what_is_booked_and_closes_what_is_free(desk: Desk) -> None:
    booking = await booked(desk.demo, "a_301", at(14, day=3))
    form = {"resource": "a_301", "starts_at": "2026-12-03T13:00", "ends_at": "2026-12-03T16:00",
            "reason": "换地毯"}  # fmt: skip
    async with desk.signed_in("reception") as browser:
        refused = await browser.htmx("/booking/closures", form)
        assert refused.status == 422
        assert booking.booking_no in str(refused.headers) + (await refused.text())
        await browser.htmx("/booking/closures", form | {"resource": "a_302"})
        assert "换地毯" in await browser.page("/booking?day=2026-12-03")
    assert await live(desk.demo) == [(f"booking:{booking.id}", 1), ("closure:2", 1)]


async def test_a_strike_is_taken_back(desk: Desk) -> None:
    booking = await booked(desk.demo)
    async with desk.demo.sessions.begin() as session:
        await alarms.ring(session, now=at(14, 15))
    async with desk.signed_in("agent") as browser:
        assert "take the strike back" in await browser.page(f"/booking/{booking.id}")
        await browser.htmx(f"/booking/{booking.id}/do/forgive", {})
        assert "take the strike back" not in await browser.page(f"/booking/{booking.id}")


async def test_who_only_reads_changes_nothing(desk: Desk) -> None:
    booking = await booked(desk.demo)
    async with desk.signed_in("manager") as browser:
        assert "Close a room" not in await browser.page("/booking?day=2026-12-02")
        assert (await browser.htmx(f"/booking/{booking.id}/do/cancel", {})).status == 403
    async with desk.signed_in("engineer") as browser:
        assert (await browser.get("/booking")).status == 403
    assert (await reloaded(desk.demo, booking.id)).status == "confirmed"


async def test_who_may_only_look_is_told_who_changes_it(desk: Desk) -> None:
    booking = await booked(desk.demo)
    pages = ("/booking", f"/booking/{booking.id}", "/booking/calendars")
    for role, told in (("manager", True), ("reception", False)):
        async with desk.signed_in(role) as browser:
            for path in pages:
                page = await browser.page(path)
                assert ("You can look; reception" in page) is told, (role, path)
