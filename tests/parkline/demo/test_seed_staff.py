"""The demo's desk: people of every role, hours, promises; known passwords in the demo alone."""

from datetime import UTC, datetime, time

from sqlalchemy import select

from models.handoffs import CannedReply
from models.staff import Shift, Staff
from models.tickets import BusinessHours, SlaPolicy
from parkline.demo.desk.data import DEMO_PASSWORD
from parkline.demo.seed import seed_demo
from parkline.demo.seed_staff import seed_staff
from parkline.demo.setup import seed_if_missing
from parkline.stores.database import Sessions
from services.staff import passwords
from services.staff.permissions import ROLES

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)


async def test_a_park_that_is_seeded_has_no_staff_of_known_passwords(sessions: Sessions) -> None:
    async with sessions() as session:
        await seed_demo(session, now=NOW)
        assert list(await session.scalars(select(Staff))) == []


async def test_the_demo_has_staff_of_every_role_with_shifts(sessions: Sessions) -> None:
    async with sessions() as session:
        park = await seed_demo(session, now=NOW)
        assert await seed_staff(session, park, now=NOW)
        people = list(await session.scalars(select(Staff)))
        shifts = list(await session.scalars(select(Shift.staff_id)))
    assert {role for one in people for role in one.roles} == set(ROLES)
    assert {one.language for one in people} == {"zh", "en"}
    assert passwords.matches(people[0].password_hash, DEMO_PASSWORD)
    assert {one.id for one in people} == set(shifts)


async def test_a_park_with_staff_of_its_own_gets_none_of_the_demos(sessions: Sessions) -> None:
    async with sessions() as session:
        park = await seed_demo(session, now=NOW)
        await seed_staff(session, park, now=NOW)
        operator = await session.scalar(select(Staff).where(Staff.login == "operator"))
        assert operator is not None
        operator.login = "boss"
        await session.flush()
        assert not await seed_staff(session, park, now=NOW)
        assert "operator" not in list(await session.scalars(select(Staff.login)))


async def test_staff_come_later_to_a_demo_that_was_seeded_before(
    database_url: str, sessions: Sessions
) -> None:
    assert await seed_if_missing(database_url)
    assert not await seed_if_missing(database_url)
    assert await seed_if_missing(database_url, staff=True)
    assert not await seed_if_missing(database_url, staff=True)


async def test_hours_promises_and_replies(sessions: Sessions) -> None:
    async with sessions() as session:
        await seed_demo(session, now=NOW)
        stretches = list(await session.scalars(select(BusinessHours)))
        policies = {
            (p.kind, p.urgency): (p.respond_minutes, p.resolve_minutes, p.always)
            for p in await session.scalars(select(SlaPolicy))
        }
        replies = list(await session.scalars(select(CannedReply)))
    week = [1, 2, 3, 4, 5]
    hours = sorted((one.starts, one.ends, one.weekdays) for one in stretches)
    assert hours == [(time(9), time(12), week), (time(13), time(18), week)]
    assert policies["repair", "critical"] == (5, 120, True)
    assert policies["repair", "urgent"] == (15, 120, False)
    assert policies["repair", "normal"] == (30, 24 * 60, False)
    assert policies["repair", "low"][1] == 48 * 60
    assert policies["complaint", "normal"][0] == 24 * 60
    assert policies["question", "normal"][0] == 4 * 60
    assert [key for key, promised in policies.items() if promised[2]] == [("repair", "critical")]
    assert len(replies) == 10
