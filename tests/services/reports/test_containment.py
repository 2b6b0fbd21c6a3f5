"""Conversations that never needed a person."""

import pytest

from services.reports.containment import Containment, containment, over_time
from tests.given.factories import make_park
from tests.given.reports import days, hand_off, say, talk
from tests.given.sla_desk import SlaDesk, on

WHOLE = on("12-02 00:00")


@pytest.mark.parametrize(
    ("queued_at", "ended_at", "contained"),
    [
        ("12-02 09:10", "12-02 09:40", 0),
        ("12-02 23:59", None, 0),
        ("12-01 17:00", None, 0),  # It began before, and goes on.
        ("12-01 17:00", "12-02 00:01", 0),
        ("12-01 17:00", "12-02 00:00", 1),
        ("12-03 00:00", None, 1),
    ],
)
async def test_a_person_was_needed_if_one_had_it_at_any_time_of_the_period(
    desk: SlaDesk, queued_at: str, ended_at: str | None, contained: int
) -> None:
    session, park = desk.session, desk.park
    spoken = await talk(session, park, "12-02 09:00")
    await hand_off(session, park, queued_at, conversation=spoken, ended_at=ended_at)
    found = await containment(session, park.id, days("12-02"))
    assert found == Containment(WHOLE, conversations=1, contained=contained)


@pytest.mark.parametrize(
    ("at", "counted"),
    [("12-01 23:59:59", 0), ("12-02 00:00", 1), ("12-02 23:59:59", 1), ("12-03 00:00", 0)],
)
async def test_a_conversation_counts_on_days_on_which_its_tenant_wrote(
    desk: SlaDesk, at: str, counted: int
) -> None:
    await talk(desk.session, desk.park, at)
    found = await containment(desk.session, desk.park.id, days("12-02"))
    assert found == Containment(WHOLE, conversations=counted, contained=counted)


async def test_what_others_say_does_not_count_nor_does_another_park(desk: SlaDesk) -> None:
    await talk(desk.session, desk.park, "12-02 09:00", author="bot")
    await talk(desk.session, await make_park(desk.session), "12-02 09:00")
    found = await containment(desk.session, desk.park.id, days("12-02"))
    assert found == Containment(WHOLE, conversations=0, contained=0)
    assert found.share is None


async def test_a_conversation_counts_once_in_a_period_and_once_in_each_step(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    long = await talk(session, park, "12-01 09:00", "12-01 15:00", "12-03 00:00")
    await hand_off(session, park, "12-01 15:01", conversation=long, ended_at="12-01 15:30")
    await talk(session, park, "12-03 10:00")
    period = days("12-01", "12-03")
    whole = await containment(session, park.id, period)
    assert (whole.conversations, whole.contained, whole.share) == (2, 1, 0.5)
    assert await over_time(session, park.id, period) == [
        Containment(on("12-01 00:00"), conversations=1, contained=0),
        Containment(on("12-02 00:00"), conversations=0, contained=0),
        Containment(on("12-03 00:00"), conversations=2, contained=2),
    ]


async def test_a_step_between_two_handoffs_that_touch_it_is_contained(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    spoken = await talk(session, park, "12-01 09:00", "12-02 09:00", "12-03 09:00")
    for begun, over in (("12-01 15:00", "12-02 00:00"), ("12-03 00:00", None)):
        await hand_off(session, park, begun, conversation=spoken, ended_at=over)
    steps = await over_time(session, park.id, days("12-01", "12-03"))
    assert [step.contained for step in steps] == [0, 1, 0]


async def test_who_writes_on_is_still_counted_in_the_past(desk: SlaDesk) -> None:
    spoken = await talk(desk.session, desk.park, "12-02 09:00")
    await say(desk.session, spoken, "12-20 09:00", seq=2)
    found = await containment(desk.session, desk.park.id, days("12-02"))
    assert found.conversations == 1
