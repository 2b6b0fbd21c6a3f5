"""People of a vendor: who signs in to the vendors' desk, by an invitation that is shown once."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import by, change, shown_once
from desk.frame.routing import Area
from desk.vendors.vendors import HERE, MAY
from models.vendors import VendorMember
from services.vendors import members

area = Area("vendors")

PEOPLE = HERE + "/{vendor}/people"
MEMBER = PEOPLE + "/{person}"


class Entered(BaseModel):
    login: str = Field(max_length=64)
    name: str = Field(max_length=members.NAME_LIMIT)
    role: Literal["manager", "counter"] = "manager"
    language: Literal["zh", "en"] = "zh"


@change(area, PEOPLE, allows=MAY)
async def invite(call: Call) -> web.Response:
    entered = members.Entered(**(await call.form(Entered)).model_dump())
    member, token = await members.invite(call.session, by(call), call.id("vendor"), entered)
    return _link(call, member, token)


@change(area, MEMBER + "/invite", allows=MAY)
async def invite_again(call: Call) -> web.Response:
    """Also for a password that was forgotten."""
    member = await _member(call)
    token = await members.invite_again(call.session, by(call), member)
    return _link(call, member, token)


@change(area, MEMBER + "/deactivate", allows=MAY)
async def deactivate(call: Call) -> web.Response:
    member = await _member(call)
    await members.deactivate(call.session, by(call), member)
    call.toast("vendors-member-ended", name=member.name)
    return call.redirect(HERE)


async def _member(call: Call) -> VendorMember:
    vendor, member = call.id("vendor"), call.id("person")
    return await members.find(call.session, call.park.id, vendor, member)


def _link(call: Call, member: VendorMember, token: str) -> web.Response:
    """An address for the one who is invited: shown once, good once, for a week."""
    ours = call.deps.public_url or str(call.request.url.origin())
    title = call.text("vendors-invited", name=member.name, days=members.INVITED_FOR.days)
    return shown_once(call, title, f"{ours.rstrip('/')}/vendor/join/{token}", HERE)
