"""A calendar on a real server closes a room, and opens it again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet
from sqlalchemy import select

from connectors.calendars import fetching
from connectors.calendars.reader import CalendarReader
from connectors.vendors import exchange, guard
from models.booking_calendars import BookingCalendar
from models.booking_shelf import BookingClosure
from services.booking import booking as bookings
from services.booking import closures, imports
from services.kit.actors import tenant
from services.kit.errors import Conflict, Invalid
from tests.given.booking import NOW, at, booked, by, live, reloaded, thing
from tests.given.demo_park import DemoPark
from tests.services.booking.test_foreign import calendar

VAULT = Fernet(Fernet.generate_key())
LOOPBACK = guard.networks(["127.0.0.0/8"])
MEETING = "UID:1\nSUMMARY:裁员讨论\nDTSTART:20261203T060000Z\nDTEND:20261203T080000Z"


@dataclass
class Elsewhere:
    """What the other program answers, and what it was asked."""

    text: str = ""
    status: int = 200
    etag: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append({name.lower(): value for name, value in request.headers.items()})
        if self.etag and request.headers.get("if-none-match") == self.etag:
            return web.Response(status=304)
        headers = {"etag": self.etag} if self.etag else {}
        if self.status in range(300, 400):
            headers["location"] = "/other.ics"
        return web.Response(text=self.text, status=self.status, headers=headers)


@asynccontextmanager
async def elsewhere(*events: str) -> AsyncIterator[Elsewhere]:
    it = Elsewhere(calendar(*events))
    app = web.Application()
    app.router.add_get("/secret-room.ics", it.answer)
    async with TestServer(app) as server:
        it.url = str(server.make_url("/secret-room.ics"))
        yield it


async def added(demo: DemoPark, url: str, code: str = "a_301") -> int:
    async with demo.sessions.begin() as session:
        room = await thing(session, demo, code)
        row = await imports.add(session, by(demo), VAULT, room.id, url=url, name="Outlook")
        return row.id


async def read(
    demo: DemoPark, calendar_id: int, now: datetime = NOW, *, inside: bool = True
) -> BookingCalendar:
    allow = LOOPBACK if inside else []
    reader = CalendarReader(demo.sessions, VAULT, lambda: exchange.client(allow), lambda: now)
    assert await reader.turn((demo.id, calendar_id)) == 1
    async with demo.sessions() as session:
        return await session.get_one(BookingCalendar, (demo.id, calendar_id))


async def closed(demo: DemoPark) -> list[str]:
    async with demo.sessions() as session:
        found = await session.scalars(
            select(BookingClosure)
            .where(BookingClosure.ended_at.is_(None))
            .order_by(BookingClosure.starts_at)
        )
        return [f"{one.starts_at:%d %H:%M}-{one.ends_at:%H:%M} {one.reason}" for one in found]


async def events(demo: DemoPark, calendar_id: int) -> list[str]:
    async with demo.sessions() as session:
        return [type_ for _, type_ in await demo.events(session, f"calendar:{calendar_id}")]


async def test_what_it_has_is_closed_and_what_it_has_no_more_is_open(demo: DemoPark) -> None:
    async with elsewhere(MEETING) as it:
        key = await added(demo, it.url)
        row = await read(demo, key)
        assert (row.problem, row.events, row.read_at) == (None, 1, NOW)
        assert await closed(demo) == ["03 06:00-08:00 Outlook"]
        with pytest.raises(Conflict):
            await booked(demo, "a_301", at(15, day=3))
        it.text = calendar(MEETING.replace("T06", "T02").replace("T08", "T03"))
        await read(demo, key)
        assert await closed(demo) == ["03 02:00-03:00 Outlook"]
        await booked(demo, "a_301", at(15, day=3))
        it.text = calendar()
        await read(demo, key)
        assert await closed(demo) == []
    assert row.sealed is not None
    assert b"secret-room" not in row.sealed


async def test_one_that_fails_keeps_what_it_had_and_staff_are_told_once(demo: DemoPark) -> None:
    async with elsewhere(MEETING) as it:
        key = await added(demo, it.url)
        await read(demo, key)
        problems = []
        for status, text in (
            (404, ""),
            (302, ""),
            (200, "<html>"),
            (200, it.text[:-20]),
            (500, ""),
        ):
            it.status, it.text = status, text
            problems.append((await read(demo, key)).problem)
        assert problems == ["status_404", "status", "not_calendar", "not_calendar", "status"]
    assert (await read(demo, key)).problem == "unreachable"
    assert await closed(demo) == ["03 06:00-08:00 Outlook"]
    assert await events(demo, key) == ["booking_calendar.failed"]


async def test_an_unchanged_calendar_is_not_sent_again(demo: DemoPark) -> None:
    async with elsewhere(MEETING) as it:
        it.etag = '"v1"'
        key = await added(demo, it.url)
        for _ in range(2):
            row = await read(demo, key)
        assert it.asked[1]["if-none-match"] == '"v1"'
        assert (row.problem, row.events) == (None, 1)
    assert await closed(demo) == ["03 06:00-08:00 Outlook"]


async def test_what_was_booked_before_stays_and_its_time_is_closed_when_it_goes(
    demo: DemoPark,
) -> None:
    booking = await booked(demo, "a_301", at(15, day=3))
    async with elsewhere(MEETING) as it:
        key = await added(demo, it.url)
        for _ in range(2):
            await read(demo, key)
        assert (await reloaded(demo, booking.id)).status == "confirmed"
        assert await events(demo, key) == ["booking_calendar.met_bookings"]
        async with demo.sessions() as session:
            [(_, met)] = await imports.meets(session, demo.id, now=NOW)
        assert met.id == booking.id
        subject = f"booking:{booking.id}"
        assert dict(await live(demo))[subject] == 1
        with pytest.raises(Conflict):
            await booked(demo, "a_301", at(14, day=3))
        async with demo.sessions.begin() as session:
            who = tenant(booking.person_id)
            await bookings.cancel(session, demo.id, booking.id, by=who, now=NOW)
        await read(demo, key)
    with pytest.raises(Conflict):
        await booked(demo, "a_301", at(15, day=3))


async def test_what_staff_open_again_stays_open(demo: DemoPark) -> None:
    async with elsewhere(MEETING) as it:
        key = await added(demo, it.url)
        await read(demo, key)
        async with demo.sessions.begin() as session:
            row = await session.scalar(select(BookingClosure))
            assert row is not None
            await closures.reopen(session, by(demo), row.id)
        await read(demo, key)
    await booked(demo, "a_301", at(15, day=3))


async def test_the_end_of_a_calendar_opens_what_it_closed(demo: DemoPark) -> None:
    async with elsewhere(MEETING) as it:
        key = await added(demo, it.url, "hall_whole")
        await read(demo, key)
        assert [count for _, count in await live(demo)] == [2]
        async with demo.sessions.begin() as session:
            row = await imports.end(session, by(demo), key)
            assert row.sealed is None
    assert await live(demo) == []


async def test_an_address_inside_is_not_read(demo: DemoPark) -> None:
    async with elsewhere(MEETING) as it:
        key = await added(demo, it.url)
        assert (await read(demo, key, inside=False)).problem == "refused"
        assert it.asked == []
        with pytest.raises(Invalid):
            await guard.check_url(it.url)
    assert imports.address(" webcal://1.1.1.1/a.ics") == "https://1.1.1.1/a.ics"


async def test_one_that_is_too_big_and_one_that_takes_too_long(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with elsewhere(MEETING) as it:
        key = await added(demo, it.url)
        monkeypatch.setattr(fetching, "MOST_BYTES", 100)
        assert (await read(demo, key)).problem == "too_big"
        monkeypatch.undo()
        monkeypatch.setattr(fetching, "UNDERSTOOD_SECONDS", 0.001)
        assert (await read(demo, key)).problem == "too_often"


async def test_a_park_has_several_of_a_room_and_not_any_number(demo: DemoPark) -> None:
    for _ in range(imports.MOST_CALENDARS):
        await added(demo, "https://example.org/a.ics")
    with pytest.raises(imports.TooManyCalendars):
        await added(demo, "https://example.org/a.ics")
