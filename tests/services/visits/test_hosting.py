"""Who may host visitors unasked, what the others wait for, and what ends the right."""

from datetime import timedelta

import pytest

from models.park import Park
from models.people import Person
from services.kit.errors import Invalid
from services.visits import gates, hosting, visits
from services.visits.hosting import LIMITS, TooManyWaiting
from services.visits.pass_tokens import PassRefused
from services.visits.visits import NeedsDesk, TooMany
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.hosts import KINDS, company_of
from tests.given.visits import KEY, NOW, THREE, pass_of, registered, reloaded, token_of
from tests.services.visits.hosting import (
    DAY,
    approved_by_desk,
    barrier,
    host_of,
    left,
    passes_of,
    walk_in,
)

# Every way to a pass × every kind of host


@pytest.mark.parametrize("kind", KINDS)
async def test_a_stranger_alone_gets_no_pass_and_opens_no_barrier(
    demo: DemoPark, kind: str
) -> None:
    visit = await registered(demo, host=await host_of(demo, kind))
    waits = kind == "stranger"
    assert (visit.status, visit.needs_desk) == (
        ("requested", True) if waits else ("approved", False)
    )
    assert visit.approver_id is None
    assert len(await passes_of(demo, visit)) == (0 if waits else 1)
    assert await barrier(demo) == ("not_expected" if waits else "checked_in")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("present", [True, False])
async def test_at_reception_a_stranger_answers_for_nobody(
    demo: DemoPark, kind: str, present: bool
) -> None:
    """Whoever is only asked themselves would let their own guest in."""
    host = await host_of(demo, kind)
    async with demo.sessions.begin() as session:
        visit = await walk_in(session, host, present=present)
    expected = ("approved", None, False) if present else ("requested", host.id, False)
    if kind == "stranger":
        expected = ("requested", None, True)
    assert (visit.status, visit.approver_id, visit.needs_desk) == expected


async def test_only_the_desk_says_yes_to_a_stranger(demo: DemoPark) -> None:
    host = await host_of(demo, "stranger")
    visit = await registered(demo, host=host)
    async with demo.sessions() as session:
        assert not await hosting.may_decide(session, visit, host.id)
        with pytest.raises(NeedsDesk):
            await visits.advance(session, demo.id, visit.id, "approve", now=NOW)
    assert (await approved_by_desk(demo, visit)).status == "approved"
    assert await barrier(demo) == "checked_in"


async def test_a_denied_stranger_has_no_pass(demo: DemoPark) -> None:
    visit = await registered(demo, host=await host_of(demo, "stranger"))
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, visit.id, "deny", now=NOW, staff_id=1)
    assert await passes_of(demo, visit) == []


async def test_a_company_that_wants_to_be_asked_and_has_nobody_to_ask_asks_the_desk(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        company = await company_of(session, demo, visits_need_approval=True)
        park = await session.get_one(Park, demo.id)
        host = await factories.make_person(session, park, company_id=company.id)
    visit = await registered(demo, host=host)
    assert (visit.status, visit.needs_desk) == ("requested", True)


async def test_an_approver_who_left_the_company_is_not_asked(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        gone = await factories.make_person(session, park, name="韩梅梅")
        company = await company_of(session, demo, visits_need_approval=True, approver_id=gone.id)
        host = await factories.make_person(session, park, company_id=company.id)
    visit = await registered(demo, host=host)
    assert (visit.approver_id, visit.needs_desk) == (None, True)


# Limits by kind


@pytest.mark.parametrize(
    ("kind", "days", "ahead", "people"),
    [
        ("member", 31, 180, 200),
        ("vouched", 14, 90, 50),
        ("anybody", 7, 60, 30),
        ("stranger", 3, 30, 20),
    ],
)
async def test_how_long_how_far_ahead_and_how_many(
    demo: DemoPark, kind: str, days: int, ahead: int, people: int
) -> None:
    host = await host_of(demo, kind)
    longest = await registered(demo, host=host, ends=THREE + days * DAY)
    farthest = await registered(demo, host=host, starts=NOW + ahead * DAY, headcount=people)
    assert {longest.status, farthest.status} == {"requested" if kind == "stranger" else "approved"}
    for too_much, reason in (
        ({"ends": THREE + days * DAY + timedelta(minutes=1)}, "too_long"),
        ({"starts": NOW + ahead * DAY + timedelta(minutes=1)}, "too_far"),
        ({"headcount": people + 1}, "headcount"),
    ):
        with pytest.raises(Invalid) as refused:
            await registered(demo, host=host, **too_much)
        assert refused.value.details["reason"] == reason


async def test_a_pass_has_at_most_a_thousand_entries(demo: DemoPark) -> None:
    host = await host_of(demo, "member")
    visit = await registered(demo, host=host, ends=THREE + 30 * DAY, headcount=16)
    assert (await pass_of(demo, visit)).max_entries == 16 * 31 * 2 == 992
    with pytest.raises(Invalid) as refused:
        await registered(demo, host=host, ends=THREE + 30 * DAY, headcount=17)
    assert refused.value.details["limit"] == 16


async def test_a_day_of_several_has_no_more_entries_than_two_a_person(demo: DemoPark) -> None:
    visit = await registered(demo, host=await host_of(demo, "member"), ends=THREE + 3 * DAY)
    token = await token_of(demo, visit)
    answers = []
    for at in (THREE, THREE, THREE, THREE + DAY):
        async with demo.sessions.begin() as session:
            park = await session.get_one(Park, demo.id)
            key = KEY.public_key()
            try:
                await gates.enter(session, park, token, [key], gate="东门", now=at)
                answers.append("in")
            except PassRefused as refused:
                answers.append(refused.reason)
    assert answers == ["in", "in", "used_up_today", "in"]


async def test_five_visits_of_a_stranger_wait_and_no_more(demo: DemoPark) -> None:
    host = await host_of(demo, "stranger")
    first = await registered(demo, host=host)
    for _ in range(4):
        await registered(demo, host=host)
    with pytest.raises(TooMany):
        await registered(demo, host=host)
    tomorrow = NOW + DAY + timedelta(seconds=1)
    with pytest.raises(TooManyWaiting):
        await registered(demo, host=host, now=tomorrow, starts=tomorrow)
    await approved_by_desk(demo, first)
    await registered(demo, host=host, now=tomorrow, starts=tomorrow)


# Membership that ends


async def test_who_leaves_a_company_takes_its_visits_along(demo: DemoPark) -> None:
    host = await host_of(demo, "member")
    visit = await registered(demo, host=host)
    inside = await registered(demo, host=host, plate=None)
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, inside.id, "check_in", now=NOW)
    await left(demo, host)
    visit, inside = await reloaded(demo, visit), await reloaded(demo, inside)
    assert (visit.status, visit.status_reason) == ("cancelled", visits.LOST_RIGHT)
    assert await barrier(demo) == "not_expected"
    assert inside.status == "checked_in"  # They are there; but they do not come in again.
    assert (await pass_of(demo, inside)).revoked_at == NOW
    assert (await registered(demo, host=host)).status == "requested"


async def test_so_does_who_joins_another_company(demo: DemoPark) -> None:
    host = await host_of(demo, "member")
    visit = await registered(demo, host=host)
    async with demo.sessions.begin() as session:
        other = await company_of(session, demo, name_zh="别家", name_en="Other")
    await left(demo, host, other)
    assert (await reloaded(demo, visit)).status == "cancelled"
    assert (await registered(demo, host=host)).status == "approved"


async def test_what_waits_for_an_approver_who_leaves_waits_for_the_desk(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    async with demo.sessions() as session:
        boss = await session.get_one(Person, (demo.id, visit.approver_id))
    await left(demo, boss)
    visit = await reloaded(demo, visit)
    assert (visit.status, visit.approver_id, visit.needs_desk) == ("requested", boss.id, True)


@pytest.mark.parametrize("way", ["pass", "plate", "offline"])
async def test_a_gate_looks_whether_the_host_still_belongs_to_the_company(
    demo: DemoPark, way: str
) -> None:
    """Whatever ends a membership without cancelling the visits."""
    host = await host_of(demo, "member")
    visit = await registered(demo, host=host)
    token = await token_of(demo, visit)
    async with demo.sessions.begin() as session:
        (await session.get_one(Person, (demo.id, host.id))).company_id = None
    async with demo.sessions() as session:
        if way == "offline":
            serial = (await pass_of(demo, visit)).serial
            assert serial in await gates.revoked(session, demo.id, now=THREE)
            return
        park = await session.get_one(Park, demo.id)
        if way == "pass":
            entering = gates.enter(session, park, token, [KEY.public_key()], gate="东门", now=THREE)
        else:
            entering = gates.enter_by_plate(session, park, "粤BD12345", gate="车库", now=THREE)
        with pytest.raises(PassRefused) as refused:
            await entering
    assert refused.value.reason == "revoked"


def test_the_limits_are_those_of_the_page() -> None:
    """By hand, so that nobody widens them by accident."""
    told = {
        kind: (one.longest.days, one.farthest.days, one.people, one.visits_a_day, one.waiting)
        for kind, one in LIMITS.items()
    }
    assert told == {
        "member": (31, 180, 200, 20, None),
        "vouched": (14, 90, 50, 20, None),
        "anybody": (7, 60, 30, 20, None),
        "stranger": (3, 30, 20, 5, 5),
    }
