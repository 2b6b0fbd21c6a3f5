"""The people behind the desk: who they are, what they may do, when they are there."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change, shown_once
from desk.frame.hours import Hours
from desk.frame.routing import Area
from models.staff import Shift, Staff
from services.kit.snapshots import snapshot, version
from services.staff import admin, passwords, sign_in_tries, staff
from services.staff.admin import COLUMNS, LONGEST_PHONE, MOST_AT_ONCE, SHIFT, SKILLS, Profile
from services.staff.permissions import ROLES

area = Area("staff")

HERE, MAY = "/operate/staff", "operate.staff"
MEMBER = HERE + "/{member}"


class Entered(BaseModel):
    name: str = Field(max_length=staff.NAME_LIMIT)
    roles: list[str] = Field(default_factory=list)
    skills: list[str] = Field(default_factory=list)
    ticket_capacity: int | None = Field(None, ge=1, le=MOST_AT_ONCE)
    chat_capacity: int | None = Field(None, ge=1, le=MOST_AT_ONCE)
    language: Literal["zh", "en"] = "zh"
    phone: str = Field("", max_length=LONGEST_PHONE)
    version: Version = ""

    def profile(self) -> Profile:
        return Profile(
            self.name,
            self.roles,
            self.skills,
            self.language,
            self.phone,
            self.ticket_capacity,
            self.chat_capacity,
        )


class EnteredNew(Entered):
    login: str = Field(max_length=64)


@area.get(HERE, allows=MAY)
async def roster(call: Call) -> web.Response:
    members = await staff.roster(call.session, call.park, now=call.now, inactive=True)
    members.sort(key=lambda one: not one.staff.active)
    delayed = await _delayed(call, [one.staff.login for one in members])
    return call.render("staff/list.html", members=members, delayed=delayed)


@area.get(HERE + "/new", allows=MAY)
async def new(call: Call) -> web.Response:
    return await _page(call, None, [])


@area.get(MEMBER, allows=MAY)
async def show(call: Call) -> web.Response:
    member = await _member(call)
    return await _page(call, member, await admin.shifts_of(call.session, member))


@change(area, HERE, allows=MAY)
async def hire(call: Call) -> web.Response:
    entered = await call.form(EnteredNew)
    password, password_hash = await _new_password()
    made = await admin.hire(
        call.session, by(call), entered.login, entered.profile(), password_hash=password_hash
    )
    title = call.text("staff-hired", name=made.name, login=made.login)
    return shown_once(call, title, password, f"{HERE}/{made.id}")


@change(area, MEMBER, allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    member = await _member(call)
    await admin.edit(call.session, by(call), member, entered.profile(), seen=entered.version)
    return _saved(call, member)


@change(area, MEMBER + "/deactivate", allows=MAY)
async def deactivate(call: Call) -> web.Response:
    member = await _member(call)
    await admin.deactivate(call.session, by(call), member)
    call.toast("staff-deactivated", name=member.name)
    return call.redirect(f"{HERE}/{member.id}")


@change(area, MEMBER + "/activate", allows=MAY)
async def activate(call: Call) -> web.Response:
    member = await _member(call)
    await admin.activate(call.session, by(call), member)
    return _saved(call, member)


@change(area, MEMBER + "/unlock", allows=MAY)
async def unlock(call: Call) -> web.Response:
    member = await _member(call)
    await admin.unlock(call.session, by(call), member)
    return _saved(call, member)


@change(area, MEMBER + "/password", allows=MAY)
async def reset_password(call: Call) -> web.Response:
    password, password_hash = await _new_password()
    member = await _member(call)
    await admin.reset_password(call.session, by(call), member, password_hash)
    title = call.text("staff-password-new", name=member.name)
    return shown_once(call, title, password, f"{HERE}/{member.id}")


@change(area, MEMBER + "/shifts", allows=MAY)
async def add_shift(call: Call) -> web.Response:
    entered = await call.form(Hours)
    member = await _member(call)
    await admin.add_shift(call.session, by(call), member, entered.weekly())
    return _saved(call, member)


@change(area, MEMBER + "/shifts/{shift}", allows=MAY)
async def edit_shift(call: Call) -> web.Response:
    entered = await call.form(Hours)
    member = await _member(call)
    shift = await _shift(call, member)
    await admin.edit_shift(call.session, by(call), shift, entered.weekly(), seen=entered.version)
    return _saved(call, member)


@change(area, MEMBER + "/shifts/{shift}/remove", allows=MAY)
async def remove_shift(call: Call) -> web.Response:
    member = await _member(call)
    await admin.remove_shift(call.session, by(call), await _shift(call, member))
    return _saved(call, member)


async def _page(call: Call, member: Staff | None, shifts: Sequence[Shift]) -> web.Response:
    return call.render(
        "staff/member.html",
        member=member,
        shifts=shifts,
        roles=ROLES,
        skills=SKILLS,
        version=version(snapshot(member, COLUMNS)) if member else "",
        version_of=lambda shift: version(snapshot(shift, SHIFT)),
        delayed=await _delayed(call, [member.login] if member else []),
        is_self=member is not None and member.id == call.staff.id,
    )


async def _delayed(call: Call, logins: Sequence[str]) -> Mapping[str, datetime]:
    """Whose passwords have to wait after wrong ones, until when at most, by login."""
    return await sign_in_tries.delayed(call.session, call.park.id, logins, now=call.now)


async def _new_password() -> tuple[str, str]:
    """A password and its hash, which takes a while: made before the transaction begins."""
    password = admin.new_password()
    return password, await asyncio.to_thread(passwords.hashed, password)


def _saved(call: Call, member: Staff) -> web.Response:
    call.toast("staff-saved")
    return call.redirect(f"{HERE}/{member.id}")


async def _member(call: Call) -> Staff:
    return await staff.find(call.session, call.park.id, call.id("member"))


async def _shift(call: Call, member: Staff) -> Shift:
    return await admin.find_shift(call.session, member, call.id("shift"))
