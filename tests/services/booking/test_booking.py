"""Booking, moving, cancelling: the rules, the race, and what becomes of a booking by itself."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from models.booking import Booking
from models.booking_shelf import BookingPool
from services.booking import alarms, appeals, deciding, free, limits, presence, rules, shelf
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.booking.costs import AllowanceSpent, CostsMore
from services.claims.claims import Taken
from services.kit.actors import Actor, tenant
from services.kit.errors import IllegalTransition, NotFound
from tests.given.booking import (
    HOUR,
    NOW,
    at,
    booked,
    by,
    live,
    park_of,
    person,
    reloaded,
    thing,
    told,
)
from tests.given.demo_park import DemoPark

MINUTE = timedelta(minutes=1)

REFUSED: list[tuple[str, dict[str, Any], type[Exception]]] = [
    ("off-step", {"starts_at": at(14, 10)}, rules.OffStep),
    ("odd-length", {"hours": 0.75}, rules.OffStep),
    ("too-long", {"hours": 9}, rules.TooLong),
    ("over", {"starts_at": at(7)}, rules.Past),
    ("begun", {"starts_at": at(8, 30), "hours": 2}, rules.Past),
    ("too-early", {"starts_at": at(14) + timedelta(days=91)}, rules.TooEarly),
    ("after-hours", {"starts_at": at(21, 30)}, rules.OutOfHours),
    ("weekend-hours", {"starts_at": at(18, day=5)}, rules.OutOfHours),
    ("crowd", {"headcount": 7}, rules.TooMany),
    ("hall-lead", {"code": "hall_east", "starts_at": at(14)}, rules.TooLate),
    ("hall-guests", {"code": "hall_east", "starts_at": at(14, day=8)}, limits.CompaniesOnly),
]


@pytest.mark.parametrize(
    ("asked", "error"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
async def test_rules_say_no(demo: DemoPark, asked: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        await booked(demo, **asked)
    assert await live(demo) == []


async def test_what_is_booked_is_confirmed_and_said(demo: DemoPark) -> None:
    booking = await booked(demo, headcount=6, title="周会")
    assert (booking.status, booking.booking_no[:2], booking.title) == ("confirmed", "B-", "周会")
    assert booking.next_alarm_at == at(14, 15)
    assert await told(demo, booking.id) == ["booking.confirmed"]
    assert await live(demo) == [(f"booking:{booking.id}", 1)]


async def test_the_half_hour_that_goes_on_may_be_had(demo: DemoPark) -> None:
    booking = await booked(demo, starts_at=at(9, 30), now=at(9, 50))
    assert booking.next_alarm_at == at(10, 5)


async def test_two_hundred_want_one_room_and_the_others_are_told_of_others(
    demo: DemoPark,
) -> None:
    """Three overlapping wishes; no one waits for ever, and nobody hears of a deadlock."""
    async with demo.sessions.begin() as session:
        people = [(await person(session, demo)).id for _ in range(50)]
    begins = [at(14), at(14, 30), at(13, 30)]

    async def one(n: int) -> str:
        try:
            await booked(demo, "a_301", begins[n % 3], hours=1.5, who=people[n % 50])
        except Taken:
            return "taken"
        return "booked"

    assert Counter(await asyncio.gather(*(one(n) for n in range(200)))) == {
        "booked": 1,
        "taken": 199,
    }
    async with demo.sessions() as session:
        found = await free.alternatives(
            session,
            await shelf.things(
                session, await park_of(session, demo), now=NOW,
                pool_ids=[(await thing(session, demo, "a_301")).pool.id],
            ),
            await thing(session, demo, "a_301"),
            at(14),
            at(15),
            now=NOW,
        )  # fmt: skip
    assert len(found) == 3
    assert [one.thing.resource.code for one in found[:2]] == ["b_201", "a_302"]


async def test_whole_and_parts_are_never_both_had(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        who = (await person(session, demo, "Starbridge")).id
    whole = await booked(demo, "hall_whole", at(9, day=8), hours=8, who=who)
    assert (whole.status, whole.held_for) == ("held", "approval")
    assert await live(demo) == [(f"booking:{whole.id}", 2)]
    with pytest.raises(Taken):
        await booked(demo, "hall_west", at(17, day=8), who=who)  # An hour to clear up.
    after = await booked(demo, "hall_west", at(19, day=8), who=who)
    assert after.status == "held"


async def test_a_new_time_is_had_before_the_old_is_given_up(demo: DemoPark) -> None:
    mine, other = await booked(demo), await booked(demo, starts_at=at(16))
    async with demo.sessions.begin() as session:
        park, room = await park_of(session, demo), await thing(session, demo, "a_301")
        with pytest.raises(Taken):
            await bookings.move_to(
                session, park, mine.id, Asked(room, at(15, 30), at(16, 30)), by=Actor(), now=NOW
            )
    assert (await reloaded(demo, mine.id)).starts_at == at(14)
    async with demo.sessions.begin() as session:
        moved = await bookings.move_to(
            session, park, mine.id, Asked(room, at(14, 30), at(16)), by=Actor(), now=NOW
        )
        assert (moved.sequence, moved.next_alarm_at) == (1, at(14, 45))
    assert await told(demo, mine.id) == ["booking.confirmed", "booking.moved"]
    assert await live(demo) == [(f"booking:{mine.id}", 1), (f"booking:{other.id}", 1)]


async def test_two_that_change_rooms_at_once_do_not_wait_for_each_other(demo: DemoPark) -> None:
    one, two = await booked(demo, "a_301"), await booked(demo, "a_302")

    async def change(booking_id: int, code: str) -> str:
        async with demo.sessions.begin() as session:
            asked = Asked(await thing(session, demo, code), at(14), at(15))
            try:
                await bookings.move_to(
                    session, await park_of(session, demo), booking_id, asked, by=Actor(), now=NOW
                )
            except Taken:
                return "taken"
            return "moved"

    for _ in range(5):
        got = await asyncio.gather(change(one.id, "a_302"), change(two.id, "a_301"))
        assert got == ["taken", "taken"]
    assert len(await live(demo)) == 2


async def test_what_is_cancelled_is_free_and_cancelling_again_changes_nothing(
    demo: DemoPark,
) -> None:
    booking = await booked(demo)
    for _ in range(2):
        async with demo.sessions.begin() as session:
            await bookings.cancel(session, demo.id, booking.id, by=Actor(), now=NOW)
    assert await told(demo, booking.id) == ["booking.confirmed", "booking.cancelled"]
    assert await live(demo) == []
    await booked(demo)


async def test_nobody_checks_in_and_the_rest_is_free_with_a_strike(demo: DemoPark) -> None:
    booking = await booked(demo)
    async with demo.sessions.begin() as session:
        assert await alarms.ring(session, now=at(14, 14)) == 0
        assert await alarms.ring(session, now=at(14, 15)) == 1
    missed = await reloaded(demo, booking.id)
    assert (missed.status, missed.next_alarm_at) == ("no_show", None)
    assert await live(demo) == []
    async with demo.sessions() as session:
        assert len(await limits.strikes(session, demo.id, booking.person_id, now=NOW)) == 1


async def test_three_strikes_close_the_door_until_one_is_taken_back(demo: DemoPark) -> None:
    first = await booked(demo, starts_at=at(10))
    for n in (1, 2):
        await booked(demo, starts_at=at(10 + 2 * n), who=first.person_id)
    async with demo.sessions.begin() as session:
        assert await alarms.ring(session, now=at(15)) == 3
    with pytest.raises(limits.Struck) as refused:
        await booked(demo, starts_at=at(16), who=first.person_id, now=at(15))
    assert refused.value.details["strikes"] == 3
    async with demo.sessions.begin() as session:
        await appeals.take_back(session, by(demo, now=at(15)), first.id)
    await booked(demo, starts_at=at(16), who=first.person_id, now=at(15))


async def test_who_is_there_stays_until_the_end_and_who_leaves_frees_the_rest(
    demo: DemoPark,
) -> None:
    stays, leaves = await booked(demo, hours=2), await booked(demo, "a_302", hours=2)
    async with demo.sessions.begin() as session:
        with pytest.raises(presence.NotYet):
            await presence.check_in(session, demo.id, stays.id, now=at(13, 44))
        for one in (stays, leaves):
            await presence.check_in(session, demo.id, one.id, now=at(13, 50))
        await presence.end_early(
            session, await park_of(session, demo), leaves.id, now=at(14, 29, day=2)
        )
    assert (await reloaded(demo, leaves.id)).ends_at == at(14, 30)
    await booked(demo, "a_302", at(14, 30), now=at(14, 29))
    async with demo.sessions.begin() as session:
        assert await alarms.ring(session, now=at(14, 40)) == 0
        await alarms.ring(session, now=at(16))
    assert (await reloaded(demo, stays.id)).status == "completed"


async def test_staying_longer_needs_a_free_room(demo: DemoPark) -> None:
    mine = await booked(demo)
    await booked(demo, starts_at=at(16))
    async with demo.sessions.begin() as session:
        park = await park_of(session, demo)
        await presence.check_in(session, demo.id, mine.id, now=at(14))
        await presence.extend(session, park, mine.id, 60, by=Actor(), now=at(14, 50))
    assert (await reloaded(demo, mine.id)).ends_at == at(16)
    async with demo.sessions.begin() as session:
        with pytest.raises(Taken):
            await presence.extend(session, park, mine.id, 30, by=Actor(), now=at(15, 50))
    assert len(await live(demo)) == 2


@pytest.mark.parametrize(
    ("rules", "minutes"),
    [
        ({"before_min": 0}, 120),
        ({"after_min": 15, "before_min": 15}, 90),
        ({"shortest_min": 60}, 120),
        ({"longest_min": 90}, 30),
    ],
)
async def test_one_may_stay_until_somebody_else_has_it_and_as_long_as_the_rules_let(
    demo: DemoPark, rules: dict[str, int], minutes: int
) -> None:
    async with demo.sessions.begin() as session:
        await session.execute(update(BookingPool).values(**rules))
    mine = await booked(demo)
    await booked(demo, starts_at=at(17))
    async with demo.sessions() as session:
        park = await park_of(session, demo)
        booking = await session.get_one(Booking, (demo.id, mine.id))
        assert await presence.may_stay(session, park, booking, now=at(14, 30)) == minutes


async def test_what_goes_on_is_lengthened_though_nobody_checked_in(demo: DemoPark) -> None:
    mine = await booked(demo)
    async with demo.sessions.begin() as session:
        park = await park_of(session, demo)
        await presence.extend(session, park, mine.id, 30, by=Actor(), now=at(14, 50))
    assert (await reloaded(demo, mine.id)).ends_at == at(15, 30)


async def test_of_two_that_want_the_hall_one_is_approved(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        who = (await person(session, demo, "Starbridge")).id
    first = await booked(demo, "hall_east", at(9, day=8), who=who)
    with pytest.raises(Taken):
        await booked(demo, "hall_whole", at(9, day=8), who=who)
    async with demo.sessions.begin() as session:
        await deciding.approve(session, by(demo), first.id)
    assert await told(demo, first.id) == ["booking.requested", "booking.confirmed"]


async def test_what_nobody_decides_is_free_again_and_cannot_be_approved_any_more(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        who = (await person(session, demo, "Starbridge")).id
    first = await booked(demo, "hall_east", at(9, day=8), who=who)
    later = NOW + 24 * HOUR
    async with demo.sessions.begin() as session:
        with pytest.raises(deciding.TooLateToDecide):
            await deciding.approve(session, by(demo, now=later), first.id)
    second = await booked(demo, "hall_east", at(9, day=8), who=who, now=later)
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=later)
    assert (await reloaded(demo, first.id)).status == "expired"
    assert (await reloaded(demo, second.id)).status == "held"


async def test_it_is_said_before_it_costs(demo: DemoPark) -> None:
    """The demo gives a company 40 hours of meeting rooms a month; the rest is charged."""
    async with demo.sessions.begin() as session:
        who = (await person(session, demo, "Starbridge")).id
    for day in (3, 4, 7, 8, 9):
        await booked(demo, "a_301", at(8, day=day), hours=7.5, who=who)
    with pytest.raises(CostsMore) as refused:
        await booked(demo, "a_302", at(14, day=10), hours=4, who=who)
    assert refused.value.details == {"minutes": 90, "left": 150}
    paid = await booked(demo, "a_302", at(14, day=10), hours=4, who=who, pays_min=90)
    assert paid.charged_min == 90
    async with demo.sessions.begin() as session:
        await bookings.cancel(session, demo.id, paid.id, by=tenant(who), now=NOW)
    await booked(demo, "a_302", at(14, day=10), hours=2.5, who=who)


async def test_courts_are_four_hours_a_week_each(demo: DemoPark) -> None:
    first = await booked(demo, "court_1", at(18), hours=2)
    await booked(demo, "court_1", at(18, day=3), hours=2, who=first.person_id)
    with pytest.raises(AllowanceSpent) as refused:
        await booked(demo, "court_2", at(18, day=4), who=first.person_id)
    assert refused.value.details == {"left": 0, "scope": "person", "period": "week"}
    await booked(demo, "court_2", at(18, day=7), who=first.person_id)


async def test_late_cancelling_uses_the_hours(demo: DemoPark) -> None:
    first = await booked(demo, "court_1", at(18), hours=2)
    second = await booked(demo, "court_1", at(18, day=3), hours=2, who=first.person_id)
    async with demo.sessions.begin() as session:
        await bookings.cancel(session, demo.id, first.id, by=tenant(first.person_id), now=at(15))
        await bookings.cancel(session, demo.id, second.id, by=tenant(first.person_id), now=at(15))
    await booked(demo, "court_2", at(18, day=4), hours=2, who=first.person_id, now=at(15))
    with pytest.raises(AllowanceSpent):
        await booked(demo, "court_2", at(18, day=5), who=first.person_id, now=at(15))


async def test_what_is_over_cannot_be_cancelled_and_what_is_not_there_is_not_found(
    demo: DemoPark,
) -> None:
    booking = await booked(demo, "court_1", at(18))
    async with demo.sessions.begin() as session:
        with pytest.raises(IllegalTransition):
            await bookings.cancel(session, demo.id, booking.id, by=Actor(), now=at(19))
        with pytest.raises(NotFound):
            await bookings.cancel(session, demo.id, 999_999, by=Actor(), now=NOW)


async def test_free_is_the_smallest_that_suits(demo: DemoPark) -> None:
    await booked(demo, "a_302")
    async with demo.sessions() as session:
        park = await park_of(session, demo)
        things = await shelf.things(session, park, now=NOW)
        found = await free.free(
            session, things, at(14), at(15), wish=free.Wish(8, frozenset({"projector"})), now=NOW
        )
    assert [one.resource.code for one in found] == ["b_301", "c_501"]


async def test_gaps_of_a_day(demo: DemoPark) -> None:
    await booked(demo, "a_301", at(10))
    await booked(demo, "a_301", at(11))
    await booked(demo, "a_301", at(20), hours=2)
    async with demo.sessions() as session:
        room = await thing(session, demo, "a_301")
        found = await free.gaps(session, [room], at(0), at(0, day=3), now=NOW)
    assert found[room.id] == [(at(8), at(10)), (at(12), at(20))]
