"""Bookings that recur: the clock on the wall, those that are free, gaps, days that are left out."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.people import Person
from services.booking import booking as bookings
from services.booking import series, shelf
from services.booking.booking import Asked
from services.booking.series import Made, Recurs
from services.kit.actors import tenant
from services.kit.errors import Invalid, NotFound
from tests.given.booking import NOW, at, booked, live, park_of, person, thing, told
from tests.given.demo_park import SHANGHAI, DemoPark

NEW_YORK = ZoneInfo("America/New_York")


def recurs(rule: str, starts_on: date, starts: time, **more: Any) -> Recurs:
    """Without a thing: what is asked here looks at none."""
    return Recurs(None, rule, starts_on, starts, 60, **more)  # type: ignore[arg-type]


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change() -> None:
    weekly = recurs("FREQ=WEEKLY;COUNT=3", date(2027, 3, 7), time(9))
    assert [one for one, _ in series.occurrences(weekly, NEW_YORK)] == [
        datetime(2027, 3, 7, 14, tzinfo=UTC),
        datetime(2027, 3, 14, 13, tzinfo=UTC),
        datetime(2027, 3, 21, 13, tzinfo=UTC),
    ]


def test_an_hour_that_the_clocks_skip_moves_forward_and_one_that_comes_twice_is_the_first() -> None:
    spring = recurs("FREQ=WEEKLY;COUNT=2", date(2027, 3, 14), time(2, 30))
    assert [one.astimezone(NEW_YORK).time() for one, _ in series.occurrences(spring, NEW_YORK)] == [
        time(3, 30), time(2, 30),
    ]  # fmt: skip
    autumn = recurs("FREQ=WEEKLY;COUNT=1", date(2027, 11, 7), time(1, 30))
    assert series.occurrences(autumn, NEW_YORK)[0][0] == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


def test_the_last_friday_of_a_month_and_days_that_are_left_out() -> None:
    monthly = recurs(
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", date(2026, 12, 25), time(9),
        skips=frozenset({date(2027, 1, 29)}),
    )  # fmt: skip
    found = [one.astimezone(SHANGHAI).date() for one, _ in series.occurrences(monthly, SHANGHAI)]
    assert found == [date(2026, 12, 25), date(2027, 2, 26)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY",
        "FREQ=SECONDLY;COUNT=3",
        "FREQ=DAILY;COUNT=500",
        "FREQ=DAILY;UNTIL=20270101T000000Z",
        "FREQ=WEEKLY;BYDAY=XX;COUNT=2",
        "COUNT=2",
        "FREQ=DAILY;COUNT=2;X=1",
        "FREQ=DAILY;COUNT=0",
    ],
    ids=["no-end", "seconds", "too-many", "utc-until", "no-day", "no-freq", "unknown", "none"],
)
def test_what_is_no_rule_or_has_no_end_is_refused(rule: str) -> None:
    with pytest.raises(Invalid):
        series.occurrences(recurs(rule, date(2026, 12, 7), time(9)), SHANGHAI)


async def made(demo: DemoPark, who: int | None = None) -> Made:
    """Mondays at half past nine, five of them, but not on the 21st."""
    async with demo.sessions.begin() as session:
        whose = (
            await person(session, demo)
            if who is None
            else await session.get_one(Person, (demo.id, who))
        )
        return await series.book(
            session,
            await park_of(session, demo),
            whose,
            Recurs(
                await thing(session, demo, "b_301"), "FREQ=WEEKLY;BYDAY=MO;COUNT=5",
                date(2026, 12, 7), time(9, 30), 60, frozenset({date(2026, 12, 21)}),
            ),
            by=tenant(whose),
            now=NOW,
        )  # fmt: skip


async def test_those_that_are_free_are_booked_and_a_gap_is_filled_when_it_is_free(
    demo: DemoPark,
) -> None:
    other = await booked(demo, "b_301", at(10, day=14))
    found = await made(demo)
    assert [one.starts_at for one in found.booked] == [
        at(9, 30, day=7), at(9, 30, day=28), datetime(2027, 1, 4, 9, 30, tzinfo=SHANGHAI),
    ]  # fmt: skip
    assert [one.starts_at for one in found.skipped] == [at(9, 30, day=14)]
    key, who = found.series.id, found.series.person_id
    for frees in (False, True):
        async with demo.sessions.begin() as session:
            if frees:
                await bookings.cancel(session, demo.id, other.id, by=tenant(who), now=NOW)
            park = await park_of(session, demo)
            filled = await series.fill(session, park, key, person_id=who, now=NOW)
            assert len(filled) == (1 if frees else 0)
    assert await told(demo, found.skipped[0].id) == ["booking.confirmed"]
    assert len(await live(demo)) == 4


async def test_one_is_moved_two_are_given_up_and_the_rest_stays(demo: DemoPark) -> None:
    found = await made(demo)
    first = found.booked[0]
    who = tenant(found.series.person_id)
    async with demo.sessions.begin() as session:
        park, room = await park_of(session, demo), await thing(session, demo, "b_301")
        moved = await bookings.move_to(
            session, park, first.id, Asked(room, at(15, day=7), at(16, day=7)), by=who, now=NOW
        )
        assert (moved.recurs_at, moved.uid, moved.sequence) == (at(9, 30, day=7), first.uid, 1)
        gone = await series.end(
            session, demo.id, found.series.id, by=who, zone=SHANGHAI, now=NOW,
            days={date(2026, 12, 14), date(2026, 12, 28)},
        )  # fmt: skip
        assert len(gone) == 2
        with pytest.raises(NotFound):
            await series.end(
                session, demo.id, found.series.id, by=tenant(999_999), zone=SHANGHAI, now=NOW
            )
    assert len(await live(demo)) == 2
    async with demo.sessions.begin() as session:
        await series.end(session, demo.id, found.series.id, by=who, zone=SHANGHAI, now=NOW)
    assert await live(demo) == []


async def test_a_series_of_the_hall_is_refused(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        whose = await person(session, demo, "Starbridge")
        [hall] = [
            one
            for one in await shelf.things(session, await park_of(session, demo), now=NOW)
            if one.resource.code == "hall_east"
        ]
        with pytest.raises(series.NeedsApproval):
            await series.book(
                session,
                await park_of(session, demo),
                whose,
                Recurs(hall, "FREQ=WEEKLY;COUNT=2", date(2026, 12, 7), time(9), 60),
                by=tenant(whose),
                now=NOW,
            )
