"""A host changes a visit, or takes its cancelling back: one visit, one number, one good pass."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.events import EventRow
from models.people import Company, Person
from models.visits import Visit
from services.kit.errors import Invalid
from services.visits import amending, blocks, gates, questions, visits
from services.visits.amending import Amended, Settled, TooManyChanges
from services.visits.events import VisitChanged
from services.visits.visits import BY_HOST, Blocked, Guests, Period
from tests.given.demo_park import DemoPark
from tests.given.visits import FIVE, NOW, THREE, advance, registered, reloaded, told
from tests.services.visits.hosting import (
    approved_by_desk,
    barrier,
    by,
    host_of,
    passes_of,
)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
REGISTERED: dict[str, Any] = {"names": ["王小明"], "phone": "13900001234", "plate": "粤BD12345"}
PLACE = {"building": "B", "floor": 12}


async def amended(
    demo: DemoPark,
    visit: Visit,
    *,
    place: dict[str, Any] | None = None,
    starts: Any = THREE,
    ends: Any = FIVE,
    now: Any = NOW,
    **guests: Any,
) -> Amended:
    """The visit as it was registered, but for what is said."""
    said = REGISTERED | {"headcount": visit.headcount} | guests
    async with demo.sessions.begin() as session:
        host = await session.get_one(Person, (demo.id, visit.host_id))
        return await amending.amend(
            session,
            host,
            visit,
            Guests(**said),
            Period(starts, ends),
            place=PLACE if place is None else place,
            now=now,
        )


async def restored(demo: DemoPark, visit: Visit, *, now: Any = NOW) -> Visit:
    async with demo.sessions.begin() as session:
        host = await session.get_one(Person, (demo.id, visit.host_id))
        return await amending.restore(session, host, visit, now=now)


async def cancelled(demo: DemoPark, visit: Visit, reason: str | None = BY_HOST) -> None:
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, visit.id, "cancel", reason=reason, now=NOW)


async def test_what_is_said_again_changes_nothing(demo: DemoPark) -> None:
    visit = await registered(demo)
    done = await amended(demo, visit)
    assert (done.changed, done.new_pass, done.asked) == (frozenset(), False, False)
    assert await told(demo, visit) == ["visit.requested", "visit.approved"]


async def test_a_later_hour_is_the_same_visit_with_a_new_pass(demo: DemoPark) -> None:
    visit = await registered(demo)
    done = await amended(demo, visit, starts=THREE + HOUR, ends=FIVE + HOUR)
    old, new = await passes_of(demo, visit)
    assert (done.visit.visit_no, done.visit.status) == (visit.visit_no, "approved")
    assert done.changed == {"starts_at", "ends_at"}
    assert (done.new_pass, old.revoked_at, new.revoked_at) == (True, NOW, None)
    assert (new.valid_from, new.valid_until) == (THREE, FIVE + HOUR)
    assert (await reloaded(demo, visit)).next_alarm_at == FIVE + HOUR + visits.GRACE
    async with demo.sessions() as session:
        assert await gates.revoked(session, demo.id, now=NOW) == [old.serial]


async def test_one_more_guest_is_let_in_by_the_new_pass(demo: DemoPark) -> None:
    visit = await registered(demo)
    await amended(demo, visit, headcount=2)
    assert [held.max_entries for held in await passes_of(demo, visit)] == [2, 4]


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ({"plate": "粤AK8888"}, {"plate"}),
        ({"plate": None}, {"plate"}),
        ({"phone": "13900009999"}, {"phone"}),
        ({"names": ["王晓明"]}, {"names"}),
        ({"company": "西门子"}, {"visitor_company"}),
        ({"reason": "面试"}, {"reason"}),
        ({"place": {"building": "C", "floor": 5, "room": "501"}}, {"building", "floor", "room"}),
    ],
    ids=["plate", "no car", "phone", "name", "company", "reason", "place"],
)
async def test_what_the_pass_does_not_say_leaves_it_as_it_is(
    demo: DemoPark, said: dict[str, Any], changed: set[str]
) -> None:
    visit = await registered(demo)
    done = await amended(demo, visit, **said)
    [held] = await passes_of(demo, visit)
    assert (done.changed, done.new_pass, held.revoked_at) == (changed, False, None)


async def test_the_barrier_opens_for_the_new_plate_and_not_for_the_old_one(demo: DemoPark) -> None:
    visit = await registered(demo)
    await amended(demo, visit, plate="粤AK8888")
    assert await barrier(demo, "粤BD12345") == "not_expected"
    assert await barrier(demo, "粤AK8888") == "checked_in"


async def test_the_event_names_what_changed_and_nothing_personal(demo: DemoPark) -> None:
    visit = await registered(demo)
    await amended(demo, visit, plate="粤AK8888", headcount=3)
    async with demo.sessions() as session:
        said = await session.scalar(select(EventRow.data).where(EventRow.type == VisitChanged.type))
    assert said["what"] == ["headcount", "plate"]
    assert "粤AK8888" not in str(said)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"starts": THREE + HOUR, "ends": FIVE + HOUR}, True),
        ({"ends": FIVE + HOUR}, True),
        ({"starts": THREE + HOUR}, False),
        ({"headcount": 4}, True),
        ({"headcount": 2}, False),
        ({"names": ["李雷"]}, True),
        ({"names": ["王小明", "李雷"]}, True),
        ({"plate": "粤AK8888"}, True),
        ({"plate": None}, False),
        ({"phone": "13900009999"}, False),
        ({"place": {"building": "C", "floor": 5}}, False),
        ({"reason": "面试"}, False),
    ],
)
async def test_the_approver_is_asked_again_for_what_lets_in_more(
    demo: DemoPark, said: dict[str, Any], asked: bool
) -> None:
    visit = await registered(demo, approver=True, headcount=3)
    await advance(demo, visit, "approve")
    done = await amended(demo, visit, **said)
    events = (await told(demo, visit))[2:]
    assert done.asked == asked
    assert events == ["visit.changed", *(["visit.asked_again"] if asked else [])]
    holding = [held for held in await passes_of(demo, visit) if held.revoked_at is None]
    assert (done.visit.status, len(holding)) == (("requested", 0) if asked else ("approved", 1))


async def test_a_second_yes_brings_a_pass_that_says_what_was_approved(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    await advance(demo, visit, "approve")
    await amended(demo, visit, headcount=3)
    await advance(demo, visit, "approve")
    old, new = await passes_of(demo, visit)
    assert (old.revoked_at, new.revoked_at, new.max_entries) == (NOW, None, 6)


async def test_a_question_that_waits_is_asked_anew_where_it_lets_in_more(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    await amended(demo, visit, headcount=3)
    assert await told(demo, visit) == ["visit.requested", "visit.changed", "visit.asked_again"]
    async with demo.sessions() as session:
        assert not await questions.is_latest(session, visit, questions.FIRST)
        assert await questions.is_latest(session, visit, 3)


async def test_a_less_that_waits_is_no_question_of_its_own(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True, headcount=3)
    await amended(demo, visit, headcount=2)
    async with demo.sessions() as session:
        assert await questions.is_latest(session, visit, questions.FIRST)


async def test_what_the_desk_approved_waits_for_it_again(demo: DemoPark) -> None:
    host = await host_of(demo, "stranger")
    visit = await registered(demo, host=host)
    await approved_by_desk(demo, visit)
    done = await amended(demo, visit, plate="粤AK8888")
    assert (done.asked, done.visit.status, done.visit.needs_desk) == (True, "requested", True)
    assert await barrier(demo, "粤AK8888") == "not_expected"


async def test_what_nobody_has_to_be_asked_for_any_more_is_approved(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    async with demo.sessions.begin() as session:
        company = await session.get_one(Company, (demo.id, visit.company_id))
        company.visits_need_approval = False
    done = await amended(demo, visit, headcount=2)
    assert (done.visit.status, len(await passes_of(demo, visit))) == ("approved", 1)


@pytest.mark.parametrize("action", ["check_in", "cancel", "no_show"])
async def test_who_has_come_and_what_is_over_is_not_changed(demo: DemoPark, action: str) -> None:
    visit = await registered(demo)
    await advance(demo, visit, action)
    with pytest.raises(Settled) as refused:
        await amended(demo, visit, headcount=2)
    assert refused.value.details["status"] == visits.ACTIONS[action].target
    assert (await reloaded(demo, visit)).headcount == 1


@pytest.mark.parametrize(
    "said",
    [
        {"starts": NOW - 3 * HOUR, "ends": NOW - HOUR},
        {"ends": THREE - HOUR},
        {"headcount": 201},
        {"starts": THREE + timedelta(days=200), "ends": FIVE + timedelta(days=200)},
    ],
    ids=["past", "backwards", "too many", "too far"],
)
async def test_the_rules_of_registration_hold_for_a_change(
    demo: DemoPark, said: dict[str, Any]
) -> None:
    visit = await registered(demo)
    with pytest.raises(Invalid):
        await amended(demo, visit, **said)
    assert await told(demo, visit) == ["visit.requested", "visit.approved"]


async def test_nobody_of_the_blocklist_comes_in_by_a_change(demo: DemoPark) -> None:
    visit = await registered(demo)
    async with demo.sessions.begin() as session:
        await blocks.add(session, by(demo), "plate", "粤AK8888", reason="逃费")
    with pytest.raises(Blocked):
        await amended(demo, visit, plate="粤AK8888")
    assert (await reloaded(demo, visit)).plate == "粤BD12345"


async def test_nobody_is_asked_without_end(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    for people in range(2, amending.MOST_CHANGES + 2):
        await amended(demo, visit, headcount=people)
    with pytest.raises(TooManyChanges):
        await amended(demo, visit, headcount=100)


async def test_two_changes_at_once_leave_one_pass(demo: DemoPark) -> None:
    visit = await registered(demo)
    await asyncio.gather(
        amended(demo, visit, headcount=2), amended(demo, visit, starts=THREE + HOUR)
    )
    holding = [held for held in await passes_of(demo, visit) if held.revoked_at is None]
    assert len(holding) == 1


async def test_what_the_host_called_off_comes_back_with_a_new_pass(demo: DemoPark) -> None:
    visit = await registered(demo)
    await cancelled(demo, visit)
    back = await restored(demo, visit, now=NOW + 10 * MINUTE)
    old, new = await passes_of(demo, visit)
    assert (back.visit_no, back.status) == (visit.visit_no, "approved")
    assert (old.revoked_at, new.revoked_at) == (NOW, None)
    assert (await told(demo, visit))[2:] == [
        "visit.cancelled", "visit.restored", "visit.approved",
    ]  # fmt: skip


async def test_what_comes_back_is_asked_for_as_at_its_registration(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    await advance(demo, visit, "approve")
    await cancelled(demo, visit)
    assert (await restored(demo, visit)).status == "requested"


async def test_what_stands_stays_as_it_is(demo: DemoPark) -> None:
    visit = await registered(demo)
    assert (await restored(demo, visit)).status == "approved"
    assert await told(demo, visit) == ["visit.requested", "visit.approved"]


async def test_half_an_hour_later_it_stays_cancelled(demo: DemoPark) -> None:
    visit = await registered(demo)
    await cancelled(demo, visit)
    with pytest.raises(Settled):
        await restored(demo, visit, now=NOW + 31 * MINUTE)


async def test_what_reception_called_off_is_not_brought_back_by_the_host(demo: DemoPark) -> None:
    visit = await registered(demo)
    await cancelled(demo, visit, reason=None)
    with pytest.raises(Settled):
        await restored(demo, visit)


async def test_a_visit_that_is_over_by_now_does_not_come_back(demo: DemoPark) -> None:
    visit = await registered(demo, starts=NOW + MINUTE, ends=NOW + 5 * MINUTE)
    await cancelled(demo, visit)
    with pytest.raises(Invalid):
        await restored(demo, visit, now=NOW + 6 * MINUTE)


async def test_a_stranger_takes_back_the_last_of_five_that_wait(demo: DemoPark) -> None:
    host = await host_of(demo, "stranger")
    waiting = [await registered(demo, host=host, names=[f"客人{n}"]) for n in "甲乙丙丁戊"]
    await cancelled(demo, waiting[-1])
    assert (await restored(demo, waiting[-1])).status == "requested"
