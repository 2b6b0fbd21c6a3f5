"""The people behind the desk: who they are, what they may do, when they are there."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Visit
from desk.frame.changes import Version, by, change, shown_once
from desk.frame.routing import Area
from models import Shift, Staff
from services.kit.snapshots import snapshot, version
from services.park.weekly import WeeklyHours
from services.staff import admin, passwords, sign_in_tries, staff
from services.staff.admin import COLUMNS, LONGEST_PHONE, SHIFT, SKILLS, Profile
from services.staff.permissions import ROLES

area = Area("staff")

HERE, MAY = "/operate/staff", "operate.staff"
MEMBER = HERE + "/{member}"


class Entered(BaseModel):
    name: str = Field(max_length=staff.NAME_LIMIT)
    roles: list[str] = Field(default_factory=list)
    skills: list[str] = Field(default_factory=list)
    language: Literal["zh", "en"] = "zh"
    phone: str = Field("", max_length=LONGEST_PHONE)
    version: Version = ""

    def profile(self) -> Profile:
        return Profile(self.name, self.roles, self.skills, self.language, self.phone)


class EnteredNew(Entered):
    login: str = Field(max_length=64)


class Hours(BaseModel):
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default_factory=list)
    starts: time
    ends: time
    version: Version = ""

    def weekly(self) -> WeeklyHours:
        return WeeklyHours(self.weekdays, self.starts, self.ends)


@area.get(HERE, allows=MAY)
async def roster(visit: Visit) -> web.Response:
    members = await staff.roster(visit.session, visit.park, now=visit.now, inactive=True)
    members.sort(key=lambda one: not one.staff.active)
    delayed = await _delayed(visit, [one.staff.login for one in members])
    return visit.render("staff/list.html", members=members, delayed=delayed)


@area.get(HERE + "/new", allows=MAY)
async def new(visit: Visit) -> web.Response:
    return await _page(visit, None, [])


@area.get(MEMBER, allows=MAY)
async def show(visit: Visit) -> web.Response:
    member = await _member(visit)
    return await _page(visit, member, await admin.shifts_of(visit.session, member))


@change(area, HERE, allows=MAY)
async def hire(visit: Visit) -> web.Response:
    entered = await visit.form(EnteredNew)
    password, password_hash = await _new_password()
    made = await admin.hire(
        visit.session, by(visit), entered.login, entered.profile(), password_hash=password_hash
    )
    title = visit.text("staff-hired", name=made.name, login=made.login)
    return shown_once(visit, title, password, f"{HERE}/{made.id}")


@change(area, MEMBER, allows=MAY)
async def edit(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    member = await _member(visit)
    await admin.edit(visit.session, by(visit), member, entered.profile(), seen=entered.version)
    return _saved(visit, member)


@change(area, MEMBER + "/deactivate", allows=MAY)
async def deactivate(visit: Visit) -> web.Response:
    member = await _member(visit)
    await admin.deactivate(visit.session, by(visit), member)
    visit.toast("staff-deactivated", name=member.name)
    return visit.redirect(f"{HERE}/{member.id}")


@change(area, MEMBER + "/activate", allows=MAY)
async def activate(visit: Visit) -> web.Response:
    member = await _member(visit)
    await admin.activate(visit.session, by(visit), member)
    return _saved(visit, member)


@change(area, MEMBER + "/unlock", allows=MAY)
async def unlock(visit: Visit) -> web.Response:
    member = await _member(visit)
    await admin.unlock(visit.session, by(visit), member)
    return _saved(visit, member)


@change(area, MEMBER + "/password", allows=MAY)
async def reset_password(visit: Visit) -> web.Response:
    password, password_hash = await _new_password()
    member = await _member(visit)
    await admin.reset_password(visit.session, by(visit), member, password_hash)
    title = visit.text("staff-password-new", name=member.name)
    return shown_once(visit, title, password, f"{HERE}/{member.id}")


@change(area, MEMBER + "/shifts", allows=MAY)
async def add_shift(visit: Visit) -> web.Response:
    entered = await visit.form(Hours)
    member = await _member(visit)
    await admin.add_shift(visit.session, by(visit), member, entered.weekly())
    return _saved(visit, member)


@change(area, MEMBER + "/shifts/{shift}", allows=MAY)
async def edit_shift(visit: Visit) -> web.Response:
    entered = await visit.form(Hours)
    member = await _member(visit)
    shift = await _shift(visit, member)
    await admin.edit_shift(visit.session, by(visit), shift, entered.weekly(), seen=entered.version)
    return _saved(visit, member)


@change(area, MEMBER + "/shifts/{shift}/remove", allows=MAY)
async def remove_shift(visit: Visit) -> web.Response:
    member = await _member(visit)
    await admin.remove_shift(visit.session, by(visit), await _shift(visit, member))
    return _saved(visit, member)


async def _page(visit: Visit, member: Staff | None, shifts: Sequence[Shift]) -> web.Response:
    return visit.render(
        "staff/member.html",
        member=member,
        shifts=shifts,
        roles=ROLES,
        skills=SKILLS,
        version=version(snapshot(member, COLUMNS)) if member else "",
        version_of=lambda shift: version(snapshot(shift, SHIFT)),
        delayed=await _delayed(visit, [member.login] if member else []),
        is_self=member is not None and member.id == visit.staff.id,
    )


async def _delayed(visit: Visit, logins: Sequence[str]) -> Mapping[str, datetime]:
    """Whose passwords have to wait after wrong ones, until when at most, by login."""
    return await sign_in_tries.delayed(visit.session, visit.park.id, logins, now=visit.now)


async def _new_password() -> tuple[str, str]:
    """A password and its hash, which takes a while: made before the transaction begins."""
    password = admin.new_password()
    return password, await asyncio.to_thread(passwords.hashed, password)


def _saved(visit: Visit, member: Staff) -> web.Response:
    visit.toast("staff-saved")
    return visit.redirect(f"{HERE}/{member.id}")


async def _member(visit: Visit) -> Staff:
    return await staff.find(visit.session, visit.park.id, visit.id("member"))


async def _shift(visit: Visit, member: Staff) -> Shift:
    return await admin.find_shift(visit.session, member, visit.id("shift"))
