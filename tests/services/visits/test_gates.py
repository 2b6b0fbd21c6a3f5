"""Whom a gate lets through: once for each entry of a pass, and nobody else."""

import asyncio
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.park import Park
from models.visits import Visit, VisitPassage
from services.kit import audit
from services.kit.errors import IllegalTransition, NotFound, Unauthorized
from services.visits import blocks, gates, visits
from services.visits.gates import Let
from services.visits.pass_tokens import PassRefused
from tests.given import factories
from tests.given.demo_park import SHANGHAI, DemoPark
from tests.given.visits import (
    FIVE,
    KEY,
    NOW,
    THREE,
    advance,
    pass_of,
    registered,
    reloaded,
    token_of,
    told,
)

PUBLIC = KEY.public_key()


async def enter(demo: DemoPark, token: str, *, now: datetime = THREE) -> Let:
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        return await gates.enter(session, park, token, [PUBLIC], gate="东门", now=now)


async def by_plate(demo: DemoPark, plate: str, *, now: datetime = THREE) -> Let:
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        return await gates.enter_by_plate(session, park, plate, gate="B2", now=now)


async def refusal(coming: Any) -> str:
    with pytest.raises(PassRefused) as refused:
        await coming
    return refused.value.reason


async def passages(demo: DemoPark) -> list[tuple[str, str | None, int | None]]:
    async with demo.sessions() as session:
        rows = await session.scalars(select(VisitPassage).order_by(VisitPassage.id))
        return [(row.direction, row.gate, row.staff_id) for row in rows]


async def test_a_pass_checks_its_visit_in(demo: DemoPark) -> None:
    visit = await registered(demo)
    let = await enter(demo, await token_of(demo, visit))
    assert (let.visit.status, let.entries_left) == ("checked_in", 1)
    assert await passages(demo) == [("in", "东门", None)]
    assert (await told(demo, visit))[-1] == "visit.checked_in"


async def test_twenty_at_once_use_a_pass_of_five_entries_five_times(demo: DemoPark) -> None:
    visit = await registered(demo, headcount=3)
    async with demo.sessions.begin() as session:
        held = await visits.pass_of(session, visit)
        assert held is not None
        held.max_entries = 5
    token = await token_of(demo, visit)
    tried = await asyncio.gather(*(enter(demo, token) for _ in range(20)), return_exceptions=True)
    left = sorted(one.entries_left for one in tried if isinstance(one, Let))
    refused = [one.reason for one in tried if isinstance(one, PassRefused)]
    assert left == [0, 1, 2, 3, 4]
    assert refused == ["used_up"] * 15
    assert (await pass_of(demo, visit)).entries == 5
    assert len(await passages(demo)) == 5
    assert (await told(demo, visit)).count("visit.checked_in") == 1


async def test_gates_barriers_and_a_cancellation_at_once_do_not_block_each_other(
    demo: DemoPark,
) -> None:
    visit = await registered(demo, headcount=10)
    token = await token_of(demo, visit)
    tried = await asyncio.gather(
        *(enter(demo, token) for _ in range(5)),
        *(by_plate(demo, "粤BD12345") for _ in range(5)),
        advance(demo, visit, "cancel"),
        return_exceptions=True,
    )
    lets = [one for one in tried if isinstance(one, Let)]
    allowed = (Let, Visit, PassRefused, IllegalTransition)
    assert [one for one in tried if not isinstance(one, allowed)] == []
    assert (await pass_of(demo, visit)).entries == len(lets)
    status = (await reloaded(demo, visit)).status
    assert (status, len(lets)) in {("checked_in", 10), ("cancelled", 0)}


async def test_a_revoked_pass_opens_nothing(demo: DemoPark) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    await advance(demo, visit, "cancel")
    assert await refusal(enter(demo, token)) == "revoked"


@pytest.mark.parametrize(("kind", "value"), [("name", "王小明"), ("plate", "粤BD12345")])
async def test_who_is_put_on_the_list_after_registering_stays_out(
    demo: DemoPark, kind: blocks.Kind, value: str
) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    async with demo.sessions.begin() as session:
        by = audit.By(demo.id, None, NOW)
        block = await blocks.add(session, by, kind, value, reason="偷拍")
    assert await refusal(enter(demo, token)) == "revoked"
    assert await refusal(by_plate(demo, "粤B·D12345")) == "revoked"
    async with demo.sessions.begin() as session:
        await blocks.lift(session, by, block.id)
    assert (await enter(demo, token)).visit.status == "checked_in"


@pytest.mark.parametrize("read", ["粵BD12345", "粤ＢＤ12345", "粤\u0412D12345"])
async def test_a_plate_opens_however_the_guest_or_the_camera_spells_it(
    demo: DemoPark, read: str
) -> None:
    await registered(demo, plate="粤В·D12345")
    assert (await by_plate(demo, read)).visit.status == "checked_in"


async def test_a_genuine_token_of_a_pass_that_is_not_there_is_refused(demo: DemoPark) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    async with demo.sessions.begin() as session:
        await session.delete(await visits.pass_of(session, visit))
    assert await refusal(enter(demo, token)) == "malformed"


@pytest.mark.parametrize(
    ("now", "refused"),
    [(THREE - timedelta(hours=1, seconds=1), "too_early"), (FIVE, "expired")],
)
async def test_out_of_its_time_it_opens_nothing(
    demo: DemoPark, now: datetime, refused: str
) -> None:
    visit = await registered(demo)
    assert await refusal(enter(demo, await token_of(demo, visit), now=now)) == refused
    assert await passages(demo) == []


@pytest.mark.parametrize(
    ("clock", "refused"),
    [
        (time(7, 59), "too_early"),
        (time(8, 0), None),
        (time(17, 59), None),
        (time(18, 0), "expired"),
    ],
)
async def test_each_day_of_a_long_visit_has_its_hours(
    demo: DemoPark, clock: time, refused: str | None
) -> None:
    starts = datetime(2026, 12, 3, 9, 0, tzinfo=SHANGHAI)
    visit = await registered(
        demo,
        starts=starts,
        ends=starts + timedelta(days=2, hours=9),
        daily=(time(9), time(18)),
    )
    token = await token_of(demo, visit)
    friday = datetime.combine(starts.date() + timedelta(days=1), clock, SHANGHAI)
    if refused is None:
        assert (await enter(demo, token, now=friday)).visit.status == "checked_in"
    else:
        assert await refusal(enter(demo, token, now=friday)) == refused


async def test_a_barrier_asks_by_plate_however_it_is_written(demo: DemoPark) -> None:
    visit = await registered(demo)
    let = await by_plate(demo, "粤b·D12345", now=THREE - timedelta(hours=1))
    assert (let.visit.id, let.entries_left) == (visit.id, 1)
    assert await passages(demo) == [("in", "B2", None)]


async def test_the_barrier_opens_for_each_car_of_a_visit(demo: DemoPark) -> None:
    visit = await registered(demo, headcount=2, more_plates=["浙 F9X233", "沪A30N71"])
    found = [(await by_plate(demo, one)).visit.id for one in ("浙F9X233", "沪A·30N71", "粤BD12345")]
    assert found == [visit.id] * 3
    assert await refusal(by_plate(demo, "F9X233")) == "not_expected"


async def test_a_car_on_the_list_keeps_out_the_visit_it_belongs_to(demo: DemoPark) -> None:
    await registered(demo, more_plates=["浙F9X233"])
    async with demo.sessions.begin() as session:
        by = audit.By(demo.id, None, NOW)
        await blocks.add(session, by, "plate", "浙F9X233", reason="偷拍")
    assert await refusal(by_plate(demo, "粤BD12345")) == "revoked"


async def test_a_plate_that_nobody_announced_stays_out(demo: DemoPark) -> None:
    asked = await registered(demo, approver=True)
    assert asked.status == "requested"
    assert await refusal(by_plate(demo, "粤BD12345")) == "not_expected"
    assert await refusal(by_plate(demo, "粤A00000")) == "not_expected"
    await advance(demo, asked, "approve")
    assert await refusal(by_plate(demo, "粤BD12345", now=FIVE)) == "not_expected"


async def test_of_two_visits_with_a_plate_the_one_with_entries_left_opens(demo: DemoPark) -> None:
    first, second = await registered(demo), await registered(demo)
    found = [(await by_plate(demo, "粤BD12345")).visit.id for _ in range(4)]
    assert found == [first.id, first.id, second.id, second.id]
    assert await refusal(by_plate(demo, "粤BD12345")) == "used_up"


async def test_going_out_checks_out_even_after_the_end(demo: DemoPark) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    await enter(demo, token)
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        late = FIVE + timedelta(hours=3)
        await gates.leave(session, park, token, [PUBLIC], gate="东门", now=late)
        await gates.leave(session, park, token, [PUBLIC], gate="东门", now=late)
    assert (await reloaded(demo, visit)).left_at == late
    assert await passages(demo) == [("in", "东门", None), ("out", "东门", None)]


async def test_reception_lets_in_and_out(demo: DemoPark) -> None:
    visit = await registered(demo)
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id, roles=["reception"])
        for _ in range(2):  # Pressed twice is let in once.
            await gates.check_in(session, demo.id, visit.id, staff_id=staff.id, now=THREE)
        for _ in range(2):
            await gates.check_out(session, demo.id, visit.id, staff_id=staff.id, now=FIVE)
    assert await passages(demo) == [("in", None, staff.id), ("out", None, staff.id)]
    assert (await pass_of(demo, visit)).entries == 0


async def test_a_key_opens_the_gate_api_until_the_gate_is_closed(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        gate, key = await gates.add_gate(session, demo.id, "东门", now=NOW)
        assert (await gates.authenticate(session, key)).id == gate.id
        assert key not in gate.key_hash
        for wrong in ("", key[:-1], gate.key_hash, "gk_", "\ud800"):
            with pytest.raises(Unauthorized):
                await gates.authenticate(session, wrong)
        gate.active = False
        await session.flush()
        with pytest.raises(Unauthorized):
            await gates.authenticate(session, key)


async def test_an_offline_gate_is_told_what_not_to_believe(demo: DemoPark) -> None:
    good, cancelled, used, over = [await registered(demo) for _ in range(4)]
    await advance(demo, cancelled, "cancel")
    for _ in range(2):
        await enter(demo, await token_of(demo, used))
    async with demo.sessions.begin() as session:
        held = await visits.pass_of(session, over)
        assert held is not None
        held.revoked_at = held.valid_until = THREE
        await session.flush()
        serials = await gates.revoked(session, demo.id, now=THREE)
        other = await factories.make_park(session)
        assert await gates.revoked(session, other.id, now=THREE) == []
    expected = sorted([(await pass_of(demo, one)).serial for one in (cancelled, used)])
    assert serials == expected
    assert (await pass_of(demo, good)).serial not in serials


async def test_a_gate_of_another_park_finds_nothing(demo: DemoPark) -> None:
    visit = await registered(demo)
    async with demo.sessions.begin() as session:
        other = await factories.make_park(session)
        with pytest.raises(PassRefused):
            await gates.enter_by_plate(session, other, "粤BD12345", gate="x", now=THREE)
        with pytest.raises(NotFound):
            await gates.check_in(session, other.id, visit.id, staff_id=1, now=THREE)
