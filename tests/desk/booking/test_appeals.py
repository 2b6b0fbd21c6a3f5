"""Appeals against strikes at the desk, beside the strike."""

from models.booking import Booking
from services.booking import alarms, appeals
from tests.desk.booking.test_booking import done
from tests.desk.driver import Desk
from tests.desk.operating import refused
from tests.given.booking import at, booked


async def appealed(desk: Desk) -> Booking:
    booking = await booked(desk.demo, starts_at=at(10))
    async with desk.demo.sessions.begin() as session:
        await alarms.ring(session, now=at(15))
        row = await session.get_one(Booking, (desk.demo.id, booking.id))
        await appeals.appeal(session, row, "我们到了", now=at(15))
    return booking


async def test_it_waits_among_what_is_to_be_decided(desk: Desk) -> None:
    booking = await appealed(desk)
    async with desk.signed_in("reception") as browser:
        assert "我们到了" in await browser.page("/booking/waiting")
        await browser.htmx(f"/booking/{booking.id}/do/forgive", {})
        shown = await browser.page(f"/booking/{booking.id}")
        assert "taken back" in shown
        assert "do/refuse" not in shown
        assert "我们到了" not in await browser.page("/booking/waiting")
    assert await done(desk) == ["booking.forgive"]


async def test_it_is_refused_with_a_reason(desk: Desk) -> None:
    booking = await appealed(desk)
    path = f"/booking/{booking.id}/do/refuse"
    async with desk.signed_in("reception") as browser:
        await browser.page(f"/booking/{booking.id}")
        assert list(refused(await browser.htmx(path, {"reason": ""}), 422)["fields"]) == ["reason"]
        await browser.htmx(path, {"reason": "门禁没有记录"})
        shown = await browser.page(f"/booking/{booking.id}")
    assert "门禁没有记录" in shown
    assert await done(desk) == ["booking.appeal_refuse"]


async def test_who_only_looks_decides_nothing(desk: Desk) -> None:
    booking = await appealed(desk)
    async with desk.signed_in("dispatcher") as browser:
        assert "do/refuse" not in await browser.page(f"/booking/{booking.id}")
        path = f"/booking/{booking.id}/do/refuse"
        assert (await browser.htmx(path, {"reason": "不行"})).status == 403
