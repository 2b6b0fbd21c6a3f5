"""How long tenants waited for a person; minutes counted by hand."""

from datetime import timedelta

import pytest

from parkline.stores.database import Sessions
from services.reports.quantiles import Spans, spans
from services.reports.responses import by_hour, first_response, responses
from tests.given.demo_park import SHANGHAI
from tests.given.factories import make_park
from tests.given.reports import days, hand_off
from tests.given.sla_desk import SlaDesk, on


def minutes(value: float) -> timedelta:
    return timedelta(minutes=value)


@pytest.mark.parametrize(
    ("values", "median", "p90"),
    [([7], 7, 7), ([1, 2], 1.5, 1.9), ([3, 1, 2], 2, 2.8), (range(1, 11), 5.5, 9.1)],
)
def test_quantiles_lie_between_values(values: list[int], median: float, p90: float) -> None:
    found = spans(map(minutes, values))
    assert found == Spans(len(values), minutes(median), minutes(p90))


def test_of_nothing_there_is_no_median() -> None:
    assert spans([]) == Spans(0, None, None)


@pytest.mark.parametrize(
    ("queued_at", "replied_at", "reason", "waited"),
    [
        ("12-02 09:30", "12-02 09:34", "asked", 4),
        ("12-02 11:50", "12-02 13:10", "asked", 20),  # Lunch does not count,
        ("12-02 12:10", "12-02 12:14", "critical", 4),  # but where there is danger.
        ("12-01 17:58", "12-02 09:05", "complaint", 7),
        ("12-04 17:55", "12-07 09:05", "asked", 10),  # Over a weekend.
        ("10-09 17:55", "10-10 09:03", "asked", 8),  # A make-up Saturday.
        ("12-01 22:00", "12-01 22:20", "asked", 0),
    ],
)
async def test_waits_are_counted_in_working_time(
    desk: SlaDesk, queued_at: str, replied_at: str, reason: str, waited: int
) -> None:
    await hand_off(desk.session, desk.park, queued_at, replied_at, reason=reason)
    [found] = await responses(desk.session, desk.park, days(queued_at[:5]))
    assert found.waited == minutes(waited)


async def test_a_handoff_counts_on_the_day_on_which_it_began(desk: SlaDesk) -> None:
    for at in ("12-01 23:59:59", "12-02 00:00", "12-02 07:59", "12-02 23:59:59", "12-03 00:00"):
        await hand_off(desk.session, desk.park, at)
    found = await responses(desk.session, desk.park, days("12-02"))
    assert [one.queued_at for one in found] == [
        on("12-02 00:00"),
        on("12-02 07:59"),
        on("12-02 23:59:59"),
    ]


async def test_whom_nobody_waited_for_and_who_waits_yet_are_not_in_the_median(
    desk: SlaDesk,
) -> None:
    await hand_off(desk.session, desk.park, "12-02 09:00", "12-02 09:10")
    await hand_off(desk.session, desk.park, "12-02 09:00", "12-02 09:01", reason="taken")
    await hand_off(desk.session, desk.park, "12-02 09:00")
    found = await responses(desk.session, desk.park, days("12-02"))
    assert len(found) == 3
    assert first_response(found) == Spans(1, minutes(10), minutes(10))


async def test_hours_are_by_the_clock_on_the_wall_over_all_days(desk: SlaDesk) -> None:
    await hand_off(desk.session, desk.park, "12-01 09:59", "12-01 10:01")
    await hand_off(desk.session, desk.park, "12-02 09:00", "12-02 09:04")
    await hand_off(desk.session, desk.park, "12-02 10:00")
    await hand_off(desk.session, desk.park, "12-02 11:00", "12-02 11:01", reason="taken")
    hours = by_hour(await responses(desk.session, desk.park, days("12-01", "12-02")), SHANGHAI)
    assert [hour.hour for hour in hours] == list(range(24))
    assert {hour.hour: hour.queued for hour in hours if hour.queued} == {9: 2, 10: 1}
    assert hours[9].waited == Spans(2, minutes(3), minutes(3.8))
    assert hours[10].waited == Spans(0, None, None)


async def test_without_business_hours_every_minute_counts(sessions: Sessions) -> None:
    async with sessions() as session:
        park = await make_park(session)
        await hand_off(session, park, "12-05 23:50", "12-06 00:20")
        [found] = await responses(session, park, days("12-05"))
    assert found.waited == minutes(30)


async def test_another_park_is_not_counted(desk: SlaDesk) -> None:
    await hand_off(desk.session, await make_park(desk.session), "12-02 09:00")
    assert await responses(desk.session, desk.park, days("12-02")) == []
