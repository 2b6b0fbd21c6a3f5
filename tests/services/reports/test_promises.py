"""Which promises were kept, and when the others were broken. Dates computed by hand."""

from services.reports.period import Period
from services.reports.promises import Breaches, Outcome, kept, outcomes, over_time
from services.tickets.sla_alarms import ring
from tests.given.reports import days
from tests.given.sla_desk import SlaDesk, make_sla_desk, on


async def found(desk: SlaDesk, period: Period) -> list[tuple[str, bool]]:
    return [
        (f"{one.at.astimezone(period.zone):%m-%d %H:%M} {one.clock}", one.kept)
        for one in await outcomes(desk.session, desk.park.id, period)
    ]


async def test_a_clock_counts_when_it_is_met(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 09:45")
    assert await found(desk, days("12-02")) == [("12-02 09:45 respond", True)]
    await desk.do(ticket, "resolve", "12-03 11:00")
    assert await found(desk, days("12-03")) == [("12-03 11:00 resolve", True)]


async def test_a_broken_one_counts_when_it_ran_out_and_not_again_when_it_is_met(
    desk: SlaDesk,
) -> None:
    ticket = await desk.report("12-02 17:45")  # Until 09:15.
    await ring(desk.session, now=on("12-03 09:15"))
    await desk.do(ticket, "respond", "12-04 10:00")
    assert await found(desk, days("12-02", "12-04")) == [("12-03 09:15 respond", False)]
    assert await found(desk, days("12-04")) == []


async def test_one_that_was_met_late_before_an_alarm_rang_counts_then(desk: SlaDesk) -> None:
    ticket = await desk.report("12-02 09:30")
    await desk.do(ticket, "respond", "12-02 10:01")
    assert await found(desk, days("12-02")) == [("12-02 10:01 respond", False)]


async def test_midnight_belongs_to_the_new_day(desk: SlaDesk) -> None:
    await desk.report("12-02 23:55", "critical")
    await ring(desk.session, now=on("12-03 00:00"))
    assert await found(desk, days("12-02")) == []
    assert await found(desk, days("12-03")) == [("12-03 00:00 respond", False)]


async def test_what_was_cancelled_or_runs_yet_was_not_decided(desk: SlaDesk) -> None:
    await desk.do(await desk.report("12-02 09:30"), "cancel", "12-02 09:40")
    await desk.report("12-02 09:30")
    await desk.report("12-02 09:30", "low")  # Nothing is promised.
    assert await found(desk, days("12-02")) == []


async def test_another_park_is_not_counted(desk: SlaDesk) -> None:
    other = await make_sla_desk(desk.session)
    await other.do(await other.report("12-02 09:30"), "respond", "12-02 09:45")
    assert await found(desk, days("12-02")) == []


def outcome(at: str, clock: str, *, was_kept: bool) -> Outcome:
    assert clock in {"respond", "resolve"}
    return Outcome(on(at), "respond" if clock == "respond" else "resolve", was_kept, None)


def test_the_share_is_of_the_decided_ones() -> None:
    given = [
        outcome("12-02 09:00", "respond", was_kept=True),
        outcome("12-02 09:00", "respond", was_kept=True),
        outcome("12-02 10:00", "resolve", was_kept=True),
        outcome("12-02 11:00", "resolve", was_kept=False),
    ]
    assert kept(given) == 0.75
    assert kept([]) is None


def test_every_step_has_its_breaches() -> None:
    given = [
        outcome("12-01 00:00", "respond", was_kept=False),
        outcome("12-01 23:59", "resolve", was_kept=False),
        outcome("12-02 10:00", "respond", was_kept=True),
        outcome("12-03 10:00", "respond", was_kept=False),
        outcome("12-03 11:00", "respond", was_kept=False),
    ]
    assert over_time(given, days("12-01", "12-03")) == [
        Breaches(on("12-01 00:00"), respond=1, resolve=1),
        Breaches(on("12-02 00:00"), respond=0, resolve=0),
        Breaches(on("12-03 00:00"), respond=2, resolve=0),
    ]
