"""Operators take people on, change what they may do, and let them go; all of it is noted."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Shift, Staff
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound, Refused
from services.kit.snapshots import claim, snapshot
from services.park.weekly import WeeklyHours
from services.staff import sign_in_tries, staff
from services.texts import LANGUAGES

COLUMNS = ("name", "roles", "skills", "ticket_capacity", "chat_capacity", "language", "phone")
SHIFT = ("weekdays", "starts", "ends")
SKILLS = (
    *("electrical", "plumbing", "hvac", "elevator", "network", "access_control", "fire_safety"),
    *("security", "cleaning", "furniture", "landscaping", "parking", "pest", "other"),
)
"""Ticket categories that an engineer may take."""
LONGEST_PHONE = 30
MOST_AT_ONCE = 200

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on a note."""
_GROUPS, _GROUP = 3, 4


class NotYourself(Refused):
    """Somebody else has to do it, so that nobody locks themselves out by a slip."""

    code = "not_yourself"


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody as they are entered."""

    name: str
    roles: Collection[str]
    skills: Collection[str] = ()
    language: str = "zh"
    phone: str = ""
    ticket_capacity: int | None = None
    """Open tickets up to which more are given to them by themselves, 1 to MOST_AT_ONCE."""
    chat_capacity: int | None = None
    """Conversations at once, likewise."""


def new_password() -> str:
    """Easy to read out, too long to guess: some 59 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


async def hire(
    session: AsyncSession, by: By, login: str, profile: Profile, *, password_hash: str
) -> Staff:
    """Raises Invalid, LoginTaken."""
    _check(profile)
    made = await staff.add(
        session,
        by.park_id,
        login=login,
        name=profile.name,
        password_hash=password_hash,
        roles=profile.roles,
        skills=profile.skills,
        language=profile.language,
        phone=profile.phone or None,
        now=by.at,
    )
    made.ticket_capacity, made.chat_capacity = profile.ticket_capacity, profile.chat_capacity
    after = snapshot(made, ("login", *COLUMNS))
    record(session, by, "staff.add", f"staff:{made.id}", before={}, after=after)
    return made


async def edit(
    session: AsyncSession, by: By, member: Staff, profile: Profile, *, seen: str
) -> None:
    """Raises Invalid, LastOperator, ChangedMeanwhile."""
    subject = f"staff:{member.id}"
    before = await claim(session, member, COLUMNS, seen, subject)
    _check(profile)
    await staff.edit(
        session,
        member,
        name=profile.name,
        roles=profile.roles,
        skills=profile.skills,
        phone=profile.phone,
    )
    member.language, member.ticket_capacity = profile.language, profile.ticket_capacity
    member.chat_capacity = profile.chat_capacity
    await session.flush()
    record(session, by, "staff.edit", subject, before=before, after=snapshot(member, COLUMNS))


async def deactivate(session: AsyncSession, by: By, member: Staff) -> None:
    """Raises NotYourself, LastOperator."""
    _refuse_oneself(by, member)
    was = member.active
    await staff.deactivate(session, member)
    _note_switch(session, by, member, "staff.deactivate", was)


async def activate(session: AsyncSession, by: By, member: Staff) -> None:
    was = member.active
    await staff.activate(session, member)
    _note_switch(session, by, member, "staff.activate", was)


async def reset_password(session: AsyncSession, by: By, member: Staff, password_hash: str) -> None:
    """Ends their sessions and a lockout. Raises NotYourself: one changes one's own oneself."""
    _refuse_oneself(by, member)
    await staff.set_password(session, member, password_hash)
    after = {"signed_out": True}
    record(session, by, "staff.set_password", f"staff:{member.id}", before={}, after=after)


async def unlock(session: AsyncSession, by: By, member: Staff) -> None:
    """Let somebody's password be tried again from everywhere. Safe to repeat."""
    waits = await sign_in_tries.delayed(session, member.park_id, [member.login], now=by.at)
    until = waits.get(member.login)
    await sign_in_tries.forget(session, member.park_id, member.login)
    before = {"locked_until": until.isoformat() if until else None}
    after = {"locked_until": None}
    record(session, by, "staff.unlock", f"staff:{member.id}", before=before, after=after)


async def shifts_of(session: AsyncSession, member: Staff) -> list[Shift]:
    found = await session.scalars(
        select(Shift)
        .where(Shift.park_id == member.park_id, Shift.staff_id == member.id)
        .order_by(Shift.weekdays, Shift.starts, Shift.id)
    )
    return list(found)


async def find_shift(session: AsyncSession, member: Staff, shift_id: int) -> Shift:
    """Raises NotFound."""
    shift = await session.get(Shift, (member.park_id, shift_id))
    if shift is None or shift.staff_id != member.id:
        raise NotFound(f"shift {shift_id}")
    return shift


async def add_shift(session: AsyncSession, by: By, member: Staff, hours: WeeklyHours) -> None:
    """Raises Invalid."""
    shift = Shift(park_id=by.park_id, staff_id=member.id, **hours.columns())
    session.add(shift)
    await session.flush()
    after = snapshot(shift, SHIFT)
    record(session, by, "shift.add", f"staff:{member.id}", before={}, after=after)


async def edit_shift(
    session: AsyncSession, by: By, shift: Shift, hours: WeeklyHours, *, seen: str
) -> None:
    """Raises Invalid, ChangedMeanwhile."""
    subject = f"staff:{shift.staff_id}"
    before = await claim(session, shift, SHIFT, seen, subject)
    for column, value in hours.columns().items():
        setattr(shift, column, value)
    await session.flush()
    record(session, by, "shift.edit", subject, before=before, after=snapshot(shift, SHIFT))


async def remove_shift(session: AsyncSession, by: By, shift: Shift) -> None:
    subject, before = f"staff:{shift.staff_id}", snapshot(shift, SHIFT)
    await session.delete(shift)
    await session.flush()
    record(session, by, "shift.remove", subject, before=before, after={})


def _check(profile: Profile) -> None:
    if not profile.roles:
        raise Invalid("somebody without a role sees nothing", field="roles")
    if unknown := set(profile.skills) - set(SKILLS):
        raise Invalid(f"no such category: {', '.join(sorted(unknown))}", field="skills")
    if profile.language not in LANGUAGES:
        raise Invalid("a language is zh or en", field="language")
    if len(profile.phone) > LONGEST_PHONE:
        raise Invalid(f"a phone number has up to {LONGEST_PHONE} characters", field="phone")
    for name in ("ticket_capacity", "chat_capacity"):
        most = getattr(profile, name)
        if most is not None and not 1 <= most <= MOST_AT_ONCE:
            raise Invalid(f"1 to {MOST_AT_ONCE} at once, or no limit", field=name)


def _refuse_oneself(by: By, member: Staff) -> None:
    if member.id == by.staff_id:
        raise NotYourself(member.login)


def _note_switch(session: AsyncSession, by: By, member: Staff, action: str, was: bool) -> None:
    before, after = {"active": was}, {"active": member.active}
    record(session, by, action, f"staff:{member.id}", before=before, after=after)
