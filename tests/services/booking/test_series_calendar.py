"""A series in a calendar: one event with its rule, and those dates that differ from it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from models.booking import Booking
from services.booking import admin, calendar_text, calendars, closures, series
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.booking.calendar_lines import zone_lines
from services.booking.series import Recurs
from services.kit.actors import tenant
from tests.given.booking import NOW, at, booked, by, park_of, person, thing
from tests.given.demo_park import DemoPark
from tests.services.booking.test_calendars import issue, read, text_of


async def weekly(
    demo: DemoPark, rule: str = "FREQ=WEEKLY;COUNT=6", *, skips: frozenset[date] = frozenset()
) -> tuple[int, list[Booking]]:
    """Mondays at half past nine; who, and its dates."""
    async with demo.sessions.begin() as session:
        who = await person(session, demo)
        pool = await admin.pool(session, demo.id, "meeting")
        assert pool is not None
        pool.horizon_days = 300
        recurs = Recurs(
            await thing(session, demo, "a_301"), rule, date(2026, 12, 7), time(9, 30), 60, skips,
            title="周会",
        )  # fmt: skip
        park = await park_of(session, demo)
        made = await series.book(session, park, who, recurs, by=tenant(who.id), now=NOW)
        return who.id, list(made.booked)


async def moved(demo: DemoPark, one: Booking, starts_at: datetime, code: str = "a_301") -> None:
    async with demo.sessions.begin() as session:
        asked = Asked(await thing(session, demo, code), starts_at, starts_at + timedelta(hours=1))
        park = await park_of(session, demo)
        await bookings.move_to(session, park, one.id, asked, by=tenant(one.person_id), now=NOW)


async def cancelled(demo: DemoPark, one: Booking, *, now: datetime = NOW) -> None:
    async with demo.sessions.begin() as session:
        who = tenant(one.person_id)
        await bookings.cancel(session, demo.id, one.id, by=who, now=now)


async def test_it_is_one_event_with_its_rule(demo: DemoPark) -> None:
    await booked(demo, "a_301", at(9, 30, day=14))  # Somebody else's: that Monday is skipped.
    who, _ = await weekly(demo, skips=frozenset({date(2026, 12, 21)}))
    lines = await read(demo, (await issue(demo, who)).token)
    assert lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=Asia/Shanghai:20261207T093000" in lines
    assert "RRULE:FREQ=WEEKLY;COUNT=6" in lines
    assert [one for one in lines if one.startswith("EXDATE")] == [
        "EXDATE;TZID=Asia/Shanghai:20261214T093000",
        "EXDATE;TZID=Asia/Shanghai:20261221T093000",
    ]
    assert "SUMMARY:A座301 · 周会" in lines


async def test_what_is_moved_or_called_off_is_named_by_its_date(demo: DemoPark) -> None:
    who, dates = await weekly(demo)
    token = (await issue(demo, who)).token
    await moved(demo, dates[1], at(15, day=15))
    await cancelled(demo, dates[2])
    shown = vobject.readOne(await text_of(demo, token), validate=True)
    master, *others = shown.vevent_list
    assert {one.uid.value for one in shown.vevent_list} == {master.uid.value}
    assert [
        (one.recurrence_id.value.isoformat(), one.status.value, one.sequence.value)
        for one in others
    ] == [
        ("2026-12-14T09:30:00+08:00", "CONFIRMED", "1"),
        ("2026-12-21T09:30:00+08:00", "CANCELLED", "1"),
    ]
    assert others[0].dtstart.value == at(15, day=15)
    assert master.sequence.value == "2"
    assert (shown.method.value, master.organizer.value) == ("PUBLISH", "invalid:nomail")


async def test_what_was_called_off_long_ago_is_left_out(demo: DemoPark) -> None:
    who, dates = await weekly(demo, "FREQ=WEEKLY;COUNT=8")
    token = (await issue(demo, who)).token
    await cancelled(demo, dates[6])
    async with demo.sessions.begin() as session:
        park, later = await park_of(session, demo), NOW + timedelta(days=31)
        text = await calendar_text.read(session, park, token, "zh", now=later)
    assert "CANCELLED" not in text
    assert f"EXDATE;TZID=Asia/Shanghai:{dates[6].starts_at:%Y%m%d}T093000" in text


async def test_a_series_that_is_called_off_whole_is_cancelled(demo: DemoPark) -> None:
    who, dates = await weekly(demo)
    token = (await issue(demo, who)).token
    for one in dates:
        await cancelled(demo, one)
    lines = await read(demo, token)
    assert [one for one in lines if one.startswith("STATUS")] == ["STATUS:CANCELLED"] * 7


async def test_an_end_by_the_parks_clock_is_said_in_utc(demo: DemoPark) -> None:
    who, _ = await weekly(demo, "FREQ=WEEKLY;UNTIL=20261228T235959")
    lines = await read(demo, (await issue(demo, who)).token)
    assert "RRULE:FREQ=WEEKLY;UNTIL=20261228T155959Z" in lines


async def test_a_rooms_calendar_says_what_is_closed_and_not_why(demo: DemoPark) -> None:
    _, dates = await weekly(demo)
    await moved(demo, dates[1], at(9, 30, day=14), "a_302")
    async with demo.sessions.begin() as session:
        room = await thing(session, demo, "a_301")
        closing = await closures.close(
            session, by(demo), await park_of(session, demo), room.id,
            starts_at=at(13, day=8), ends_at=at(17, day=8), reason="李雷要装修",
        )  # fmt: skip
        issued = await calendars.issue_of_room(session, by(demo), room.id)
    shown = vobject.readOne(await text_of(demo, issued.token), validate=True)
    master, closed = shown.vevent_list
    assert (closed.summary.value, closed.dtstart.value) == ("不开放", at(13, day=8))
    assert "装修" not in shown.serialize()
    assert "周会" not in shown.serialize()
    assert master.exdate.value == [at(9, 30, day=14)]  # That one is in another room.
    async with demo.sessions.begin() as session:
        await closures.reopen(session, by(demo), closing.id)
    lines = await read(demo, issued.token)
    assert "STATUS:CANCELLED" in lines


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_clocks_of_a_zone_change_as_they_do(year: int) -> None:
    zone = ZoneInfo("Europe/London")
    lines = list(
        zone_lines(zone, datetime(year, 1, 10, tzinfo=UTC), datetime(year, 12, 10, tzinfo=UTC))
    )
    days = {2026: ("0329", "1025"), 2027: ("0328", "1031")}[year]
    assert [one for one in lines if one.startswith("DTSTART")] == [
        f"DTSTART:{year}0110T000000",
        f"DTSTART:{year}{days[0]}T010000",
        f"DTSTART:{year}{days[1]}T020000",
    ]
    assert [one for one in lines if one.startswith("TZOFFSETTO")] == [
        "TZOFFSETTO:+0000",
        "TZOFFSETTO:+0100",
        "TZOFFSETTO:+0000",
    ]
