"""Calendars by a secret address: what they say, and to whom they are open."""

import pytest
import vobject

from models.people import Person
from services.booking import booking as bookings
from services.booking import calendar_text, calendars
from services.booking.booking import Asked
from services.kit.actors import tenant
from services.kit.errors import NotFound
from tests.given.booking import NOW, at, booked, park_of, person, thing
from tests.given.demo_park import DemoPark


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


async def text_of(demo: DemoPark, token: str) -> str:
    async with demo.sessions.begin() as session:
        return await calendar_text.read(session, await park_of(session, demo), token, "zh", now=NOW)


async def read(demo: DemoPark, token: str) -> list[str]:
    text = await text_of(demo, token)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return unfolded(text)


async def issue(demo: DemoPark, who: int, scope: calendars.Scope = "person") -> calendars.Issued:
    async with demo.sessions.begin() as session:
        whose = await session.get_one(Person, (demo.id, who))
        return await calendars.issue(session, whose, scope, now=NOW)


async def test_a_booking_keeps_its_uid_and_counts_its_changes(demo: DemoPark) -> None:
    title = "预算讨论；财务、法务,全员\n第二行" + "很长" * 20
    booking = await booked(demo, title=title)
    issued = await issue(demo, booking.person_id)
    first = await read(demo, issued.token)
    assert [f"UID:{booking.uid}", "SEQUENCE:0"] == first[7:9]
    assert "DTSTART:20261202T060000Z" in first
    assert "DTEND:20261202T070000Z" in first
    assert any("A座301 · 预算讨论；财务、法务\\,全员\\n第二行很长" in line for line in first)
    async with demo.sessions.begin() as session:
        park, room = await park_of(session, demo), await thing(session, demo, "a_301")
        who = tenant(booking.person_id)
        asked = Asked(room, at(16), at(17))
        await bookings.move_to(session, park, booking.id, asked, by=who, now=NOW)
        await bookings.cancel(session, demo.id, booking.id, by=who, now=NOW)
    last = await read(demo, issued.token)
    assert [f"UID:{booking.uid}", "SEQUENCE:2"] == last[7:9]
    assert "STATUS:CANCELLED" in last
    assert "DTSTART:20261202T080000Z" in last


async def test_a_companys_calendar_says_no_words_and_ends_with_the_company(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        gary = (await person(session, demo, "Starbridge")).id
        susan = (await person(session, demo, "Starbridge")).id
    await booked(demo, title="裁员", who=gary)
    issued = await issue(demo, susan, "company")
    shown = await read(demo, issued.token)
    assert "SUMMARY:A座301" in shown
    assert "裁员" not in str(shown)
    async with demo.sessions.begin() as session:
        (await session.get_one(Person, (demo.id, susan))).company_id = None
    with pytest.raises(NotFound):
        await read(demo, issued.token)


async def test_an_address_that_is_none_or_is_taken_back_shows_nothing(demo: DemoPark) -> None:
    booking = await booked(demo)
    issued = await issue(demo, booking.person_id)
    with pytest.raises(NotFound):
        await read(demo, issued.token[:-1] + "x")
    async with demo.sessions.begin() as session:
        whose = await session.get_one(Person, (demo.id, booking.person_id))
        await calendars.revoke(session, whose, issued.feed.id, now=NOW)
    with pytest.raises(NotFound):
        await read(demo, issued.token)


async def test_who_has_no_company_and_who_has_many_already_is_refused(demo: DemoPark) -> None:
    booking = await booked(demo)
    with pytest.raises(calendars.NoCompany):
        await issue(demo, booking.person_id, "company")
    for _ in range(calendars.MOST_FEEDS):
        await issue(demo, booking.person_id)
    with pytest.raises(calendars.TooManyFeeds):
        await issue(demo, booking.person_id)


async def test_a_stranger_reads_it(demo: DemoPark) -> None:
    """vobject, which shares nothing with what writes it."""
    title = "预算；财务,法务\n第二行" + "很长" * 40
    booking = await booked(demo, title=title)
    text = await text_of(demo, (await issue(demo, booking.person_id)).token)
    shown = vobject.readOne(text, validate=True)
    [event] = shown.vevent_list
    assert event.uid.value == booking.uid
    assert (event.dtstart.value, event.dtend.value) == (booking.starts_at, booking.ends_at)
    assert event.summary.value == f"A座301 · {title}"
    assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
