"""A series goes on beyond its end, by the same rule; what was given up goes on no more."""

from datetime import date, time
from typing import Any

import pytest

from services.booking import booking as bookings
from services.booking import extending, rrules, series
from services.booking.series import Made, Recurs
from services.kit.actors import tenant
from services.kit.errors import Invalid, NotFound
from tests.given.booking import NOW, at, booked, park_of, person, thing
from tests.given.demo_park import SHANGHAI, DemoPark
from tests.services.booking.test_calendars import issue, read


async def mondays(demo: DemoPark) -> Made:
    """Three of them at half past nine, the 7th, the 14th and the 21st."""
    async with demo.sessions.begin() as session:
        whose = await person(session, demo)
        recurs = Recurs(
            await thing(session, demo, "b_301"), "FREQ=WEEKLY;COUNT=3;BYDAY=MO",
            date(2026, 12, 7), time(9, 30), 60, title="周会",
        )  # fmt: skip
        park = await park_of(session, demo)
        return await series.book(session, park, whose, recurs, by=tenant(whose), now=NOW)


async def extended(demo: DemoPark, of: Made, who: int | None = None, **how: Any) -> Made:
    async with demo.sessions.begin() as session:
        by = tenant(who or of.series.person_id)
        park = await park_of(session, demo)
        return await extending.extend(session, park, of.series.id, by=by, now=NOW, **how)


async def test_so_many_times_more_those_that_are_free(demo: DemoPark) -> None:
    made = await mondays(demo)
    await booked(demo, "b_301", at(9, day=28))
    more = await extended(demo, made, times=2)
    assert more.series.rule == "FREQ=WEEKLY;BYDAY=MO;COUNT=5"
    assert [one.starts_at.astimezone(SHANGHAI).date() for one in more.booked] == [date(2027, 1, 4)]
    assert [one.starts_at for one in more.skipped] == [at(9, 30, day=28)]
    assert more.booked[0].title == "周会"


async def test_to_the_end_of_a_day_without_some(demo: DemoPark) -> None:
    made = await mondays(demo)
    skips = {date(2026, 12, 28)}
    more = await extended(demo, made, until=date(2027, 1, 11), skips=skips)
    assert more.series.rule == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270111T235959"
    found = [one.starts_at.astimezone(SHANGHAI).date() for one in more.booked]
    assert found == [date(2027, 1, 4), date(2027, 1, 11)]
    again = await extended(demo, made, times=1)
    assert again.booked[0].starts_at.astimezone(SHANGHAI).date() == date(2027, 1, 18)


async def test_a_calendar_learns_that_the_rule_is_another(demo: DemoPark) -> None:
    made = await mondays(demo)
    token = (await issue(demo, made.series.person_id)).token
    before = await read(demo, token)
    await extended(demo, made, times=2)
    after = await read(demo, token)
    assert "SEQUENCE:0" in before
    assert "SEQUENCE:2" in after
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5" in after
    assert after.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    "how",
    [{}, {"times": 1, "until": date(2027, 1, 4)}, {"until": date(2026, 12, 15)}, {"times": 200}],
    ids=["nothing", "both", "shorter", "too-many"],
)
async def test_what_is_no_longer_is_refused(demo: DemoPark, how: dict[str, Any]) -> None:
    made = await mondays(demo)
    with pytest.raises(Invalid):
        await extended(demo, made, **how)
    async with demo.sessions() as session:
        row = await series.load(session, demo.id, made.series.id, made.series.person_id)
        assert row.rule == "FREQ=WEEKLY;COUNT=3;BYDAY=MO"


async def test_what_was_given_up_neither_goes_on_nor_is_filled(demo: DemoPark) -> None:
    other = await booked(demo, "b_301", at(9, day=14))
    made = await mondays(demo)
    who = tenant(made.series.person_id)
    async with demo.sessions.begin() as session:
        await series.end(session, demo.id, made.series.id, by=who, zone=SHANGHAI, now=NOW)
        by = tenant(other.person_id)
        await bookings.cancel(session, demo.id, other.id, by=by, now=NOW)
        filled = await series.fill(
            session, await park_of(session, demo), made.series.id,
            person_id=made.series.person_id, now=NOW,
        )  # fmt: skip
        assert filled == []
    with pytest.raises(NotFound):
        await extended(demo, made, times=1)


async def test_somebody_elses_is_not_found(demo: DemoPark) -> None:
    with pytest.raises(NotFound):
        await extended(demo, await mondays(demo), who=999_999, times=1)


def test_a_rule_that_goes_on_keeps_its_parts() -> None:
    found = rrules.longer("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", 3, times=2, until=None)
    assert found == "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5"
