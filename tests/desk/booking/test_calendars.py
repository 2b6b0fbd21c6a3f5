"""Calendars that close rooms, at the desk."""

import re
from collections.abc import AsyncIterator

import pytest
from cryptography.fernet import Fernet

from connectors.vendors import guard
from models.booking_calendars import BookingCalendar
from services.booking import calendar_text, calendars, imports
from services.booking.foreign import Taken
from services.kit.errors import NotFound
from tests.desk.driver import Desk, open_desk
from tests.given.booking import NOW, at, booked, live, park_of
from tests.given.demo_park import DemoPark

VAULT = Fernet(Fernet.generate_key())
FORM = {"resource": "a_301", "name": "Outlook 三楼", "url": "webcal://1.1.1.1/s3cret.ics"}


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo, vault=VAULT, check_url=guard.check_url) as desk:
        yield desk


async def test_one_is_added_without_showing_its_address_and_ended(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        assert (await browser.htmx("/booking/calendars", FORM)).status < 400
        page = await browser.page("/booking/calendars")
        assert "Outlook 三楼" in page
        assert "s3cret" not in page
        booking = await booked(desk.demo, "a_301", at(14, day=3))
        async with desk.demo.sessions.begin() as session:
            [row] = await imports.listed(session, desk.demo.id)
            park = await park_of(session, desk.demo)
            taken = [Taken("k", at(13, day=3), at(16, day=3))]
            await imports.applied(session, park, row.id, taken, etag=None, now=NOW)
        assert booking.booking_no in await browser.page("/booking/calendars")
        assert (await browser.htmx(f"/booking/calendars/{row.id}/end", {})).status < 400
        assert 'id="calendar-' not in await browser.page("/booking/calendars")
    assert await live(desk.demo) == [(f"booking:{booking.id}", 1)]
    async with desk.demo.sessions() as session:
        ended = await session.get_one(BookingCalendar, (desk.demo.id, row.id))
    assert ended.sealed is None


async def test_what_is_wrong_is_told_at_the_field(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        for url in ("http://1.1.1.1/a.ics", "https://127.0.0.1/a.ics", "a.ics"):
            refused = await browser.htmx("/booking/calendars", FORM | {"url": url})
            assert refused.status == 422, url
    async with desk.signed_in("manager") as browser:
        assert (await browser.htmx("/booking/calendars", FORM)).status == 403


async def test_a_rooms_calendar_names_nobody_and_its_address_is_taken_back(desk: Desk) -> None:
    booking = await booked(desk.demo, "a_301", title="裁员讨论")
    await booked(desk.demo, "a_302")
    async with desk.signed_in("reception") as browser:
        made = await browser.htmx("/booking/calendars/of-rooms", {"resource": "a_301"})
        found = re.search(r"/api/v1/booking-calendars/([\w-]+)", await made.text())
        assert found
        assert found[1] not in await browser.page("/booking/calendars")
        async with desk.demo.sessions() as session:
            park = await park_of(session, desk.demo)
            shown = await calendar_text.read(session, park, found[1], "zh", now=NOW)
            [feed] = await calendars.of_rooms(session, desk.demo.id)
        assert (shown.count("BEGIN:VEVENT"), booking.uid in shown) == (1, True)
        assert "裁员" not in shown
        await browser.htmx(f"/booking/calendars/of-rooms/{feed.id}/end", {})
    async with desk.demo.sessions() as session:
        with pytest.raises(NotFound):
            await calendar_text.read(session, park, found[1], "zh", now=NOW)
