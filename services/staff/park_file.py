"""What the desk brings to a park's file: who signs in. Passwords are no part of it."""

import asyncio
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from sqlalchemy import any_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.staff import Staff
from services.kit.park_file import Entry, Filing, Label, Section, as_there
from services.kit.snapshots import snapshot, version
from services.staff import admin, passwords
from services.staff.admin import SKILLS, Profile
from services.staff.permissions import ROLES


def _known(values: list[str], allowed: tuple[str, ...]) -> list[str]:
    if unknown := [one for one in values if one not in allowed]:
        raise ValueError(f"{', '.join(unknown)}: there are {', '.join(allowed)}")
    return [one for one in allowed if one in values]


def _roles(values: list[str]) -> list[str]:
    return _known(values, tuple(ROLES))


def _skills(values: list[str]) -> list[str]:
    return _known(values, SKILLS)


def _login(text: str) -> str:
    return text.strip().lower()


class StaffEntry(Entry):
    login: Annotated[Label, AfterValidator(_login)]
    name: Label
    roles: Annotated[list[str], Field(min_length=1), AfterValidator(_roles)]
    skills: Annotated[list[str], AfterValidator(_skills)] = Field(default_factory=list)
    ticket_capacity: Annotated[int, Field(ge=1, le=admin.MOST_AT_ONCE)] | None = None
    chat_capacity: Annotated[int, Field(ge=1, le=admin.MOST_AT_ONCE)] | None = None
    language: Literal["zh", "en"] = "zh"
    phone: Annotated[str, Field(max_length=admin.LONGEST_PHONE)] = ""
    active: bool = True


async def _staff(session: AsyncSession, park: Park) -> list[StaffEntry]:
    rows = await session.scalars(select(Staff).where(Staff.park_id == park.id).order_by(Staff.id))
    return [
        as_there(
            StaffEntry,
            row,
            roles=[one for one in ROLES if one in row.roles],
            skills=[one for one in SKILLS if one in row.skills],
            phone=row.phone or "",
        )
        for row in rows
    ]


async def _put_staff(filing: Filing, entry: StaffEntry) -> None:
    session, by = filing.session, filing.by
    profile = Profile(
        entry.name,
        entry.roles,
        entry.skills,
        entry.language,
        entry.phone,
        entry.ticket_capacity,
        entry.chat_capacity,
    )
    member = await session.scalar(
        select(Staff).where(Staff.park_id == by.park_id, Staff.login == entry.login)
    )
    if member is None:
        member = await admin.hire(
            session, by, entry.login, profile, password_hash=await _first_password(filing, entry)
        )
    else:
        seen = version(snapshot(member, admin.COLUMNS))
        await admin.edit(session, by, member, profile, seen=seen)
    if entry.active != member.active:
        switch = admin.activate if entry.active else admin.deactivate
        await switch(session, by, member)


async def _first_password(filing: Filing, entry: StaffEntry) -> str:
    """Its hash. Raises Invalid for a chosen one that is too short."""
    password = filing.passwords.get(entry.login)
    if password is None:
        password = filing.made_passwords[entry.login] = admin.new_password()
    return await asyncio.to_thread(passwords.hashed, password)


async def can_sign_in(session: AsyncSession, park: Park) -> bool:
    """Whether an operator is there who lets the others in."""
    member = select(Staff.id).where(
        Staff.park_id == park.id, Staff.active, any_(Staff.roles) == "operator"
    )
    return await session.scalar(member.limit(1)) is not None


SECTIONS = (Section("staff", StaffEntry, ("login",), 60, _staff, _put_staff),)
