"""Calendars, ours and foreign, as recurring-ical-events understands them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models.booking import Booking
from services.booking import admin, foreign, series
from services.booking import booking as bookings
from services.booking.series import Recurs
from services.kit.actors import tenant
from services.park.weekly import WeeklyHours
from tests.given.booking import NOW, at, booked, park_of, person, thing
from tests.given.demo_park import DemoPark
from tests.peers.peers import ask
from tests.services.booking.test_calendars import issue, text_of
from tests.services.booking.test_foreign import calendar
from tests.services.booking.test_series_calendar import cancelled, moved, weekly

START, END = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")
TEXTS = [
    calendar(*events)
    for events in (
        (
            "UID:1\nDTSTART;TZID=Europe/London:20270322T090000\n"
            "DTEND;TZID=Europe/London:20270322T100000\nRRULE:FREQ=WEEKLY;UNTIL=20270412T080000Z",
        ),
        (
            "UID:2\nDTSTART;TZID=America/New_York:20261030T170000\nDURATION:PT90M\n"
            "RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=America/New_York:20261106T170000\n"
            "RDATE;TZID=America/New_York:20261201T100000",
            "UID:2\nRECURRENCE-ID;TZID=America/New_York:20261113T170000\n"
            "DTSTART;TZID=America/New_York:20261114T120000\n"
            "DTEND;TZID=America/New_York:20261114T130000",
        ),
        (
            "UID:3\nDTSTART:20261030T020000Z\nDTEND:20261030T030000Z\n"
            "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=6",
        ),
        (
            "UID:4\nDTSTART;TZID=Europe/London:20261001T233000\n"
            "DTEND;TZID=Europe/London:20261002T010000\nRRULE:FREQ=DAILY;INTERVAL=3;COUNT=20",
        ),
        (
            "UID:5\nDTSTART;TZID=Europe/London:20270301T090000\n"
            "DTEND;TZID=Europe/London:20270301T100000\nRRULE:FREQ=WEEKLY;COUNT=8",
            "UID:5\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20270315T090000\n"
            "DTSTART;TZID=Europe/London:20270316T140000\n"
            "DTEND;TZID=Europe/London:20270316T153000",
        ),
    )
]


def _plain(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


async def test_we_understand_foreign_calendars_as_it_does() -> None:
    theirs = await ask(
        "calendars_.py", {"texts": TEXTS, "start": START.isoformat(), "end": END.isoformat()}
    )
    ours = [
        [
            [_plain(one.starts_at), _plain(one.ends_at)]
            for one in foreign.read(text, ZONE, START, END)
        ]
        for text in TEXTS
    ]
    assert ours == [sorted([one[1], one[2]] for one in found) for found in theirs]


async def test_it_reads_our_feed_to_the_minute(demo: DemoPark) -> None:
    kept = await booked(demo, title="预算；讨论,\n第二行")
    gone = await booked(demo, "a_302", at(16), who=kept.person_id)
    async with demo.sessions.begin() as session:
        who = tenant(kept.person_id)
        await bookings.cancel(session, demo.id, gone.id, by=who, now=NOW)
    text = await text_of(demo, (await issue(demo, kept.person_id)).token)
    [found] = await ask(
        "calendars_.py",
        {
            "texts": [text],
            "start": (NOW - timedelta(days=1)).isoformat(),
            "end": (NOW + timedelta(days=9)).isoformat(),
        },
    )
    expected = [
        [kept.uid, _plain(kept.starts_at), _plain(kept.ends_at), 0, "CONFIRMED"],
        [gone.uid, _plain(gone.starts_at), _plain(gone.ends_at), 1, "CANCELLED"],
    ]
    assert sorted(found) == sorted(expected)


async def test_it_reads_a_series_of_ours_date_by_date(demo: DemoPark) -> None:
    """Across a change of the clocks, with one that is moved, one called off, and one left out."""
    async with demo.sessions.begin() as session:
        (await park_of(session, demo)).timezone = "America/New_York"
    who, dates = await weekly(demo, "FREQ=WEEKLY;COUNT=20", skips=frozenset({date(2026, 12, 28)}))
    await moved(demo, dates[1], dates[1].starts_at + timedelta(hours=3))
    await cancelled(demo, dates[2])
    text = await text_of(demo, (await issue(demo, who)).token)
    [found] = await ask(
        "calendars_.py",
        {"texts": [text], "start": NOW.isoformat(), "end": (NOW + timedelta(days=300)).isoformat()},
    )
    async with demo.sessions() as session:
        rows = await session.scalars(select(Booking).where(Booking.person_id == who))
        expected = [
            [
                _plain(one.starts_at),
                _plain(one.ends_at),
                "CANCELLED" if one.status == "cancelled" else "CONFIRMED",
            ]
            for one in rows
            if one.status != "skipped"
        ]
    assert sorted([one[1], one[2], one[4]] for one in found) == sorted(expected)
    assert len({one.starts_at.astimezone(UTC).hour for one in dates}) == 2


async def test_an_hour_that_the_clocks_skip_is_where_it_reads_it(demo: DemoPark) -> None:
    """Half past two in New York, which there is not on 14 March, and twice half past one on 7
    November."""
    async with demo.sessions.begin() as session:
        (await park_of(session, demo)).timezone = "America/New_York"
        pool = await admin.pool(session, demo.id, "meeting")
        assert pool is not None
        pool.horizon_days, pool.after_min = 400, 0
        always = WeeklyHours([1, 2, 3, 4, 5, 6, 7], time(0), time(23, 59))
        await admin.set_hours(session, pool, [(always, True)])
    dates: list[datetime] = []
    async with demo.sessions.begin() as session:
        who = await person(session, demo)
        for rule, first, starts in (
            ("FREQ=WEEKLY;COUNT=3", date(2027, 3, 7), time(2, 30)),
            ("FREQ=WEEKLY;COUNT=3", date(2027, 10, 31), time(1, 30)),
        ):
            recurs = Recurs(await thing(session, demo, "a_301"), rule, first, starts, 60)
            park = await park_of(session, demo)
            made = await series.book(session, park, who, recurs, by=tenant(who), now=NOW)
            dates += [one.starts_at for one in made.booked]
    assert [one.astimezone(UTC).hour for one in dates] == [7, 7, 6, 5, 5, 6]
    text = await text_of(demo, (await issue(demo, who.id)).token)
    [found] = await ask(
        "calendars_.py", {"texts": [text], "start": NOW.isoformat(), "end": END.isoformat()}
    )
    assert sorted(one[1] for one in found) == sorted(_plain(one) for one in dates)
