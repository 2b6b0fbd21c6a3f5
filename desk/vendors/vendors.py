"""Vendors: where their webhooks go, and the keys that they call us with."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change, shown_once
from desk.frame.deps import EndpointTester
from desk.frame.outside import NotConnected, url_check, vault
from desk.frame.routing import Area
from services.kit.snapshots import snapshot, version
from services.vendors import admin, members, queries, twins
from services.vendors.endpoints import MAX_RATE, PARK_EVENTS, VENDOR_EVENTS

area = Area("vendors")

HERE, MAY = "/operate/vendors", "operate.vendors"
EVENTS = (*sorted(VENDOR_EVENTS), *sorted(PARK_EVENTS))

LONGEST_URL = 2048


class Entered(BaseModel):
    url: str = Field(max_length=LONGEST_URL)
    event_types: list[str] = Field(default_factory=list)
    rate_per_second: int = Field(50, ge=1, le=MAX_RATE)


class EnteredNew(Entered):
    scheme: Literal["v1", "v1a"] = "v1"
    sandbox: bool = False
    """For trying: it gets samples alone."""


@area.get(HERE, allows=MAY)
async def overview(call: Call) -> web.Response:
    return call.render(
        "vendors/overview.html",
        vendors=await admin.vendors(call.session, call.park.id),
        endpoints=await queries.endpoints_by_vendor(call.session, call.park.id),
        keys=await queries.keys_by_vendor(call.session, call.park.id),
        last=await queries.last_attempts(call.session, call.park.id),
        breaker=lambda endpoint: queries.breaker(endpoint, call.now),
        twins=await twins.by_endpoint(call.session, call.park.id),
        events=EVENTS,
        people=await members.by_vendor(call.session, call.park.id),
        version_of=lambda row: version(snapshot(row, admin.VENDOR)),
    )


class Called(BaseModel):
    phone: str = Field("", max_length=40)
    version: Version = ""


@change(area, HERE + "/{vendor}/phone", allows=MAY)
async def set_phone(call: Call) -> web.Response:
    entered = await call.form(Called)
    await admin.set_phone(
        call.session, by(call), call.id("vendor"), entered.phone, seen=entered.version
    )
    call.toast("vendors-saved")
    return call.redirect(HERE)


@change(area, HERE + "/{vendor}/endpoints", allows=MAY)
async def add_endpoint(call: Call) -> web.Response:
    entered = await call.form(EnteredNew)
    vendor = call.id("vendor")
    url = await url_check(call)(entered.url.strip())
    endpoint, shown = await admin.register(
        call.session,
        by(call),
        vault(call),
        vendor,
        url,
        event_types=entered.event_types,
        scheme=entered.scheme,
        rate_per_second=entered.rate_per_second,
        sandbox=entered.sandbox,
    )
    title = call.text("vendors-endpoint-added")
    return shown_once(call, title, shown, f"{HERE}/endpoints/{endpoint.id}")


@change(area, HERE + "/{vendor}/keys", allows=MAY)
async def add_key(call: Call) -> web.Response:
    key = await admin.make_key(call.session, by(call), call.id("vendor"))
    return shown_once(call, call.text("vendors-key-added"), key, HERE)


@change(area, HERE + "/{vendor}/keys/{key}/revoke", allows=MAY)
async def revoke_key(call: Call) -> web.Response:
    vendor, key = call.id("vendor"), call.id("key")
    await admin.revoke_key(call.session, by(call), vendor, key)
    call.toast("vendors-key-revoked")
    return call.redirect(HERE)


def tester(call: Call) -> EndpointTester:
    """Raises NotConnected."""
    if call.deps.test_endpoint is None:
        raise NotConnected
    return call.deps.test_endpoint
