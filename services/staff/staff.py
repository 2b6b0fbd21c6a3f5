"""The people behind the desk: taking them on, what they may do, and who is on duty."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import any_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.staff import Shift, Staff
from services.kit.errors import Conflict, Invalid, NotFound
from services.park.calendar import counts_as_weekday, special_days
from services.staff import presence, sessions, sign_in_tries
from services.staff.permissions import ROLES
from services.texts import LANGUAGES

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
NAME_LIMIT = 60


class LoginTaken(Conflict):
    code = "login_taken"


class LastOperator(Conflict):
    """Without an operator nobody could let anybody in again."""

    code = "last_operator"


@dataclass(frozen=True, slots=True)
class Member:
    """`presence`: here, busy or away, as they say themselves."""

    staff: Staff
    on_duty: bool
    presence: str = presence.HERE


async def add(
    session: AsyncSession,
    park_id: int,
    *,
    login: str,
    name: str,
    password_hash: str,
    roles: Collection[str],
    now: datetime,
    language: str = "zh",
    skills: Collection[str] = (),
    phone: str | None = None,
) -> Staff:
    """Somebody who may sign in from now on; `password_hash` is of services.staff.passwords.

    Raises Invalid for a login, name or role that cannot be, LoginTaken.
    """
    login = login.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Invalid(f"a login is letters, digits, and . _ @ - between, not {login!r}")
    if language not in LANGUAGES:
        raise Invalid(f"a language is one of {', '.join(LANGUAGES)}, not {language!r}")
    taken = select(Staff.id).where(Staff.park_id == park_id, Staff.login == login)
    if await session.scalar(taken) is not None:
        raise LoginTaken(login, login=login)
    staff = Staff(
        park_id=park_id,
        login=login,
        name=_name(name),
        password_hash=password_hash,
        roles=_roles(roles),
        skills=list(skills),
        language=language,
        phone=phone,
        created_at=now,
    )
    session.add(staff)
    await session.flush()
    return staff


async def find(session: AsyncSession, park_id: int, staff_id: int) -> Staff:
    """Raises NotFound."""
    found = await session.get(Staff, (park_id, staff_id))
    if found is None:
        raise NotFound(f"no staff {staff_id}")
    return found


async def find_by_login(session: AsyncSession, park_id: int, login: str) -> Staff:
    """Active or not. Raises NotFound."""
    wanted = login.strip().lower()
    found = await session.scalar(
        select(Staff).where(Staff.park_id == park_id, Staff.login == wanted)
    )
    if found is None:
        raise NotFound(f"no staff {wanted!r}")
    return found


async def edit(
    session: AsyncSession,
    staff: Staff,
    *,
    name: str | None = None,
    roles: Collection[str] | None = None,
    skills: Collection[str] | None = None,
    phone: str | None = None,
) -> None:
    """Change what is given. Raises Invalid, LastOperator."""
    if roles is not None:
        wanted = _roles(roles)
        if "operator" not in wanted:
            await _refuse_last_operator(session, staff)
        staff.roles = wanted
    if name is not None:
        staff.name = _name(name)
    if skills is not None:
        staff.skills = list(skills)
    if phone is not None:
        staff.phone = phone or None
    await session.flush()


async def set_password(session: AsyncSession, staff: Staff, password_hash: str) -> None:
    """For somebody who forgot it: ends all their sessions, and every delay of wrong passwords."""
    staff.password_hash = password_hash
    await sign_in_tries.forget(session, staff.park_id, staff.login)
    await sessions.end_all(session, staff)
    await session.flush()


async def deactivate(session: AsyncSession, staff: Staff) -> None:
    """They can no longer sign in, and are signed out; what they did keeps their name.

    Safe to repeat. Raises LastOperator.
    """
    await _refuse_last_operator(session, staff)
    staff.active = False
    await sessions.end_all(session, staff)
    await session.flush()


async def activate(session: AsyncSession, staff: Staff) -> None:
    staff.active = True
    await session.flush()


async def roster(
    session: AsyncSession,
    park: Park,
    *,
    now: datetime,
    role: str | None = None,
    inactive: bool = False,
) -> list[Member]:
    """The park's staff, who is on duty and not away first, then by name."""
    query = select(Staff).where(Staff.park_id == park.id)
    if not inactive:
        query = query.where(Staff.active)
    if role is not None:
        query = query.where(any_(Staff.roles) == role)
    found = list(await session.scalars(query))
    duty = await _on_duty(session, park, now)
    members = [
        Member(staff, staff.active and staff.id in duty, presence.at(staff, now)) for staff in found
    ]
    return sorted(members, key=_order)


def _order(one: Member) -> tuple[bool, str, int]:
    return not (one.on_duty and one.presence != presence.AWAY), one.staff.name, one.staff.id


async def _on_duty(session: AsyncSession, park: Park, now: datetime) -> set[int]:
    local = now.astimezone(ZoneInfo(park.timezone))
    today, clock = local.date(), local.time()
    weekday = counts_as_weekday(today, await special_days(session, park.id, today, today))
    found = await session.scalars(
        select(Shift.staff_id).where(
            Shift.park_id == park.id,
            any_(Shift.weekdays) == weekday,
            Shift.starts <= clock,
            Shift.ends > clock,
        )
    )
    return set(found)


async def _refuse_last_operator(session: AsyncSession, staff: Staff) -> None:
    """Locks the park's operators, so that two do not remove each other."""
    operators = await session.scalars(
        select(Staff.id)
        .where(Staff.park_id == staff.park_id, Staff.active, any_(Staff.roles) == "operator")
        .order_by(Staff.id)
        .with_for_update()
    )
    if list(operators) == [staff.id]:
        raise LastOperator(f"{staff.login} is the park's last operator")


def _name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not 0 < len(cleaned) <= NAME_LIMIT or not cleaned.isprintable():
        raise Invalid(f"a name has 1 to {NAME_LIMIT} characters")
    return cleaned


def _roles(roles: Collection[str]) -> list[str]:
    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise Invalid(f"no such role: {', '.join(unknown)}; there are {', '.join(ROLES)}")
    return [role for role in ROLES if role in roles]
