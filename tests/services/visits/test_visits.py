"""A visit's states, who says yes, and what is refused at registration."""

import asyncio
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.events import EventRow
from models.people import Person
from models.visits import Visit
from services.events.registry import known
from services.kit import audit
from services.kit.errors import Invalid, NotFound
from services.visits import blocks, of_people, visits
from services.visits.events import VisitEvent
from services.visits.visits import ACTIONS, ENDED, OPEN, Blocked, Guests, Period, TooMany
from tests.given import factories
from tests.given.demo_park import SHANGHAI, DemoPark
from tests.given.visits import (
    FIVE,
    NOW,
    THREE,
    advance,
    host_of,
    pass_of,
    registered,
    reloaded,
    told,
)


async def test_without_approval_a_visit_is_approved_at_once_and_has_its_pass(
    demo: DemoPark,
) -> None:
    visit = await registered(demo, headcount=3)
    held = await pass_of(demo, visit)
    assert visit.status == "approved"
    assert await told(demo, visit) == ["visit.requested", "visit.approved"]
    assert (held.valid_from, held.valid_until) == (THREE - timedelta(hours=1), FIVE)
    assert (held.max_entries, held.entries, held.revoked_at) == (6, 0, None)


async def test_the_companys_approver_is_asked_first(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    async with demo.sessions() as session:
        assert await visits.pass_of(session, visit) is None
        approver = await session.get_one(Person, (demo.id, visit.approver_id))
        asked = await session.scalar(
            select(EventRow.data["approver_id"].as_integer()).where(
                EventRow.subject == f"visit:{visit.id}"
            )
        )
    assert (visit.status, approver.name, asked) == ("requested", "韩梅梅", approver.id)
    await advance(demo, visit, "approve")
    assert (await pass_of(demo, visit)).revoked_at is None


async def test_an_approver_need_not_ask_themselves(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await host_of(session, demo, approver=True)
        boss = await session.scalar(select(Person).where(Person.name == "韩梅梅"))
    visit = await registered(demo, host=boss)
    assert (visit.status, visit.approver_id) == ("approved", None)


async def test_what_ends_a_visit_revokes_its_pass(demo: DemoPark) -> None:
    visit = await registered(demo)
    await advance(demo, visit, "cancel", now=NOW)
    assert (await pass_of(demo, visit)).revoked_at == NOW
    async with demo.sessions() as session:
        assert await visits.pass_of(session, visit) is None


async def test_the_first_arrival_and_the_last_departure_are_kept(demo: DemoPark) -> None:
    visit = await registered(demo)
    for minute, action in enumerate(("check_in", "check_out", "check_in", "check_out")):
        await advance(demo, visit, action, now=THREE + timedelta(minutes=minute))
    visit = await reloaded(demo, visit)
    assert visit.arrived_at == THREE
    assert visit.left_at == THREE + timedelta(minutes=3)


async def test_events_hold_nothing_personal(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True, company="远航物流", reason="面试")
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, visit.id, "deny", now=NOW, reason="不认识王小明")
    async with demo.sessions() as session:
        rows = await session.scalars(
            select(EventRow.data).where(EventRow.subject == f"visit:{visit.id}")
        )
        said = str(rows.all())
    for personal in ("王小明", "13900001234", "粤BD12345", "远航物流", "面试"):
        assert personal not in said
    assert (await reloaded(demo, visit)).status_reason == "不认识王小明"


def period(starts: datetime, hours: float = 2, daily: Any = None) -> Period:
    return Period(starts, starts + timedelta(hours=hours), daily)


NINE, SIX = time(9, 0), time(18, 0)


@pytest.mark.parametrize(
    ("guests", "when", "field", "reason"),
    [
        (Guests(["王"]), period(NOW - timedelta(hours=2)), "period", "past"),
        (Guests(["王"]), period(THREE, -0.5), "period", "backwards"),
        (Guests(["王"]), period(THREE, 31 * 24 + 1), "period", "too_long"),
        (Guests(["王"]), period(NOW + timedelta(days=180, minutes=1)), "period", "too_far"),
        (Guests(["王"]), period(THREE, 48, (SIX, NINE)), "period", "daily"),
        (Guests(["王"], headcount=0), period(THREE), "headcount", "headcount"),
        (Guests(["王"], headcount=201), period(THREE), "headcount", "headcount"),
        (Guests(["王"] * 201), period(THREE), "headcount", "headcount"),
        (Guests([" ", ""]), period(THREE), "names", "missing"),
        (Guests(["王" * 201]), period(THREE), "names", "too_long"),
        (Guests(["王"], reason="x" * 201), period(THREE), "reason", "too_long"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    demo: DemoPark, guests: Guests, when: Period, field: str, reason: str
) -> None:
    async with demo.sessions() as session:
        host = await host_of(session, demo)
        with pytest.raises(Invalid) as refused:
            await visits.register(session, host, guests, when, place={}, conversation=None, now=NOW)
        assert (refused.value.details["field"], refused.value.details["reason"]) == (field, reason)
        assert await session.scalar(select(func.count()).select_from(Visit)) == 0


async def test_what_was_said_is_kept_tidy(demo: DemoPark) -> None:
    visit = await registered(
        demo,
        names=[" 王  小明 ", "", "Ann\x00Lee"],
        phone="+86 139-0000-1234",
        plate="粤b·d12345",
    )
    assert visit.names == ["王 小明", "Ann Lee"]
    assert (visit.headcount, visit.phone, visit.plate) == (2, "13900001234", "粤BD12345")


async def test_a_visit_over_three_days_of_the_park_has_entries_for_each(demo: DemoPark) -> None:
    """07:30 in Shanghai is still the day before in UTC."""
    starts = datetime(2026, 12, 3, 7, 30, tzinfo=SHANGHAI)
    visit = await registered(
        demo, starts=starts, ends=datetime(2026, 12, 5, 18, 0, tzinfo=SHANGHAI), daily=(NINE, SIX)
    )
    assert (visit.daily_from, visit.daily_until) == (NINE, SIX)
    assert (await pass_of(demo, visit)).max_entries == 6


async def test_a_host_registers_twenty_in_a_day_even_two_at_once(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        host = await host_of(session, demo)
    for _ in range(19):
        await registered(demo, host=host)
    both = await asyncio.gather(
        registered(demo, host=host), registered(demo, host=host), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in both) == ["TooMany", "Visit"]
    with pytest.raises(TooMany):
        await registered(demo, host=host)
    tomorrow = NOW + timedelta(days=1, seconds=1)
    later = await registered(demo, host=host, now=tomorrow, starts=tomorrow)
    assert later.status == "approved"


async def test_reception_registers_beyond_the_hosts_limit(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        host = await host_of(session, demo)
    for _ in range(20):
        await registered(demo, host=host)
    async with demo.sessions.begin() as session:
        visit = await walk_in(session, host, present=True)
    assert visit.status == "approved"


async def walk_in(session: Any, host: Person, *, present: bool) -> Visit:
    return await visits.walk_in(
        session,
        host,
        Guests(["赵四"]),
        Period(NOW, NOW + visits.DEFAULT_STAY),
        place={},
        host_present=present,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("approver", "present", "asked"),
    [(False, True, None), (False, False, "李雷"), (True, True, "韩梅梅"), (True, False, "韩梅梅")],
)
async def test_who_is_asked_about_somebody_at_reception(
    demo: DemoPark, approver: bool, present: bool, asked: str | None
) -> None:
    async with demo.sessions.begin() as session:
        host = await host_of(session, demo, approver=approver)
        visit = await walk_in(session, host, present=present)
        by = visit.approver_id and await session.get_one(Person, (demo.id, visit.approver_id))
    assert (by.name if by else None) == asked
    assert visit.status == ("requested" if asked else "approved")


async def test_somebody_on_the_list_is_not_registered(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        by = audit.By(demo.id, None, NOW)
        await blocks.add(session, by, "plate", "粤B·D12345", reason="逃费")
    with pytest.raises(Blocked) as refused:
        await registered(demo)
    assert refused.value.details == {}
    assert (await registered(demo, plate="粤BD54321")).status == "approved"


async def test_another_park_knows_nothing_of_it(demo: DemoPark) -> None:
    visit = await registered(demo)
    async with demo.sessions() as session:
        other = await factories.make_park(session)
        with pytest.raises(NotFound):
            await visits.advance(session, other.id, visit.id, "cancel", now=NOW)
        assert await visits.find_by_number(session, other.id, visit.visit_no) is None


async def test_a_hosts_open_visits_come_with_the_next_first(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        host = await host_of(session, demo)
    friday, thursday, today = [
        await registered(demo, host=host, starts=THREE + timedelta(days=days)) for days in (2, 1, 0)
    ]
    await advance(demo, thursday, "cancel")
    async with demo.sessions() as session:
        open_ = await of_people.of_host(session, demo.id, host.id, open_only=True)
        all_ = await of_people.of_host(session, demo.id, host.id)
    assert [visit.id for visit in open_] == [today.id, friday.id]
    assert [visit.id for visit in all_] == [friday.id, thursday.id, today.id]


def test_every_state_of_the_domain_can_be_reached_and_nothing_else() -> None:
    reached = {"requested"} | {rule.target for rule in ACTIONS.values()}
    assert reached == {
        "requested", "approved", "checked_in", "checked_out", "denied", "cancelled", "expired",
        "no_show",
    }  # fmt: skip
    assert reached - ENDED - OPEN == {"checked_out"}


def test_every_event_of_a_visit_is_told_by_somebody() -> None:
    by_action = {rule.event.type for rule in ACTIONS.values()}
    all_of_them = {name for name, event in known().items() if issubclass(event, VisitEvent)}
    assert by_action | {"visit.requested", "visit.changed", "visit.overstayed"} == all_of_them
