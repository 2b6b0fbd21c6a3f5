"""The people behind the desk: taking them on, their passwords, their sessions, their shifts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import CalendarDay, Park
from models.staff import Shift, Staff, StaffSession
from parkline.stores.database import Sessions
from services.kit.errors import Invalid, NotFound
from services.staff import passwords, sign_in_tries, staff
from services.staff import sessions as signing_in
from services.staff.passwords import PasswordUnfit
from services.staff.sign_in_tries import Place
from tests.given.factories import make_park, make_staff

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 2, 10, 0, tzinfo=SHANGHAI)
"""A Wednesday."""
LOBBY = Place("192.0.2.1")


@pytest.fixture
async def session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


@pytest.fixture
async def park(session: AsyncSession) -> Park:
    return await make_park(session)


async def add(session: AsyncSession, park: Park, **values: Any) -> Staff:
    given: dict[str, Any] = {
        "login": "lin",
        "name": "林晓",
        "password_hash": "!",
        "roles": ["agent"],
        "now": NOW,
    }
    return await staff.add(session, park.id, **given | values)


async def test_a_login_is_lower_case_and_unique_in_its_park(
    session: AsyncSession, park: Park
) -> None:
    made = await add(session, park, login=" Lin@Park ", name="  林  晓 ")
    assert (made.login, made.name, made.active) == ("lin@park", "林 晓", True)
    with pytest.raises(staff.LoginTaken):
        await add(session, park, login="LIN@park")
    elsewhere = await add(session, await make_park(session), login="lin@park")
    assert elsewhere.id != made.id


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": ""},
        {"login": "x"},
        {"login": "two words"},
        {"login": "林晓"},
        {"name": "  "},
        {"name": "x" * 61},
        {"name": "line\x00break"},
        {"roles": ["emperor"]},
        {"language": "fr"},
    ],
)
async def test_who_cannot_be_is_refused(
    session: AsyncSession, park: Park, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        await add(session, park, **wrong)


async def test_the_last_operator_stays(session: AsyncSession, park: Park) -> None:
    first = await add(session, park, roles=["operator", "agent"])
    await add(session, await make_park(session), login="stranger", roles=["operator"])
    with pytest.raises(staff.LastOperator):
        await staff.deactivate(session, first)
    with pytest.raises(staff.LastOperator):
        await staff.edit(session, first, roles=["agent"])
    second = await add(session, park, login="second", roles=["operator"])
    await staff.deactivate(session, first)
    with pytest.raises(staff.LastOperator):
        await staff.deactivate(session, second)


async def test_two_operators_cannot_remove_each_other(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        pair = [await add(session, park, login=name, roles=["operator"]) for name in ("one", "two")]

    async def remove(member: Staff) -> bool:
        try:
            async with sessions.begin() as session:
                found = await staff.find(session, park.id, member.id)
                await staff.deactivate(session, found)
        except staff.LastOperator:
            return False
        return True

    assert sorted(await asyncio.gather(*map(remove, pair))) == [False, True]


async def test_an_edit_changes_what_is_given_and_nothing_else(
    session: AsyncSession, park: Park
) -> None:
    made = await add(session, park, skills=["hvac"], phone="8001")
    await staff.edit(session, made, name="林小晓", phone="")
    assert (made.name, made.phone, made.roles, made.skills) == ("林小晓", None, ["agent"], ["hvac"])


async def test_staff_of_another_park_are_not_found(session: AsyncSession, park: Park) -> None:
    stranger = await make_staff(session, (await make_park(session)).id)
    with pytest.raises(NotFound):
        await staff.find(session, park.id, stranger.id)
    with pytest.raises(NotFound):
        await staff.find_by_login(session, park.id, stranger.login)


async def hired_for(session: AsyncSession, park: Park, *weekdays: int) -> Staff:
    """From nine to noon on these days."""
    made = await make_staff(session, park.id)
    session.add(
        Shift(
            park_id=park.id,
            staff_id=made.id,
            weekdays=list(weekdays),
            starts=time(9),
            ends=time(12),
        )
    )
    await session.flush()
    return made


async def on_duty(session: AsyncSession, park: Park, at: datetime) -> list[int]:
    members = await staff.roster(session, park, now=at)
    return [member.staff.id for member in members if member.on_duty]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("08:59", False), ("09:00", True), ("11:59", True), ("12:00", False), ("21:00", False)],
)
async def test_a_shift_begins_with_its_first_minute_and_ends_before_its_last(
    session: AsyncSession, park: Park, clock: str, expected: bool
) -> None:
    made = await hired_for(session, park, 3)
    at = datetime.combine(NOW.date(), time.fromisoformat(clock), SHANGHAI).astimezone(UTC)
    assert await on_duty(session, park, at) == ([made.id] if expected else [])


async def test_a_holiday_has_no_shift_and_a_make_up_workday_has_mondays(
    session: AsyncSession, park: Park
) -> None:
    monday, wednesday = await hired_for(session, park, 1), await hired_for(session, park, 3)
    assert await on_duty(session, park, NOW) == [wednesday.id]
    day = CalendarDay(park_id=park.id, day=NOW.date(), kind="holiday", name_zh="假", name_en="off")
    session.add(day)
    await session.flush()
    assert await on_duty(session, park, NOW) == []
    day.kind = "workday"
    await session.flush()
    assert await on_duty(session, park, NOW) == [monday.id]


async def test_the_roster_is_of_one_park_and_one_role_who_is_on_duty_first(
    session: AsyncSession, park: Park
) -> None:
    await make_staff(session, (await make_park(session)).id)
    resting = await make_staff(session, park.id, name="A", roles=["engineer", "agent"])
    working = await hired_for(session, park, 3)
    working.roles, working.name = ["engineer"], "B"
    gone = await make_staff(session, park.id, name="C", roles=["engineer"], active=False)
    await make_staff(session, park.id, roles=["agent"])
    found = await staff.roster(session, park, now=NOW, role="engineer")
    assert [one.staff.id for one in found] == [working.id, resting.id]
    found = await staff.roster(session, park, now=NOW, role="engineer", inactive=True)
    assert [one.staff.id for one in found] == [working.id, resting.id, gone.id]


async def test_a_new_password_ends_sessions_and_delays(session: AsyncSession, park: Park) -> None:
    made = await add(session, park)
    token = await signing_in.begin(session, made, now=NOW)
    assert token is not None
    for _ in range(5):
        await sign_in_tries.begin(session, park.id, made.login, LOBBY, now=NOW)
    assert made.login in await sign_in_tries.delayed(session, park.id, [made.login], now=NOW)
    await staff.set_password(session, made, "new hash")
    assert await signing_in.of_token(session, park.id, token, now=NOW) is None
    assert made.password_hash == "new hash"
    assert await sign_in_tries.delayed(session, park.id, [made.login], now=NOW) == {}


async def test_signing_in_clears_away_what_is_over(session: AsyncSession, park: Park) -> None:
    made = await add(session, park)
    await signing_in.begin(session, made, now=NOW)
    await signing_in.begin(session, made, now=NOW + timedelta(hours=12))
    kept = await session.scalars(select(StaffSession.created_at))
    assert list(kept) == [NOW + timedelta(hours=12)]


def test_a_password_is_matched_by_itself_alone() -> None:
    kept = passwords.hashed("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "correct horse battery")
    assert not passwords.matches(kept, "correct horse batter")
    assert not passwords.matches(None, "")
    assert not passwords.matches("!", "!")


@pytest.mark.parametrize("unfit", ["", "ninechars", "x" * 201])
def test_a_password_of_no_fitting_length_is_refused(unfit: str) -> None:
    with pytest.raises(PasswordUnfit):
        passwords.hashed(unfit)


def test_an_unknown_login_costs_the_same_work() -> None:
    """The hash that nobody has carries the parameters of real ones."""
    real = passwords.hashed("correct horse battery").rsplit("$", 2)[0]
    assert passwords._NOBODYS.rsplit("$", 2)[0] == real
