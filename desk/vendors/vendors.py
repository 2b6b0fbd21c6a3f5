"""Vendors: where their webhooks go, and the keys that they call us with."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Visit
from desk.frame.changes import by, change, shown_once
from desk.frame.deps import EndpointTester, UrlCheck
from desk.frame.routing import Area
from desk.vendors import queries
from services.kit.errors import Refused
from services.kit.sealing import Vault
from services.vendors import admin
from services.vendors.endpoints import MAX_RATE, VENDOR_EVENTS

area = Area("vendors")

HERE, MAY = "/operate/vendors", "operate.vendors"
EVENTS = tuple(sorted(VENDOR_EVENTS))

LONGEST_URL = 2048


class NotConnected(Refused):
    """This desk runs without a way to vendors."""

    code = "not_connected"


class Entered(BaseModel):
    url: str = Field(max_length=LONGEST_URL)
    event_types: list[str] = Field(default_factory=list)
    rate_per_second: int = Field(50, ge=1, le=MAX_RATE)


class EnteredNew(Entered):
    scheme: Literal["v1", "v1a"] = "v1"


@area.get(HERE, allows=MAY)
async def overview(visit: Visit) -> web.Response:
    return visit.render(
        "vendors/overview.html",
        vendors=await admin.vendors(visit.session, visit.park.id),
        endpoints=await queries.endpoints_by_vendor(visit.session, visit.park.id),
        keys=await queries.keys_by_vendor(visit.session, visit.park.id),
        last=await queries.last_attempts(visit.session, visit.park.id),
        breaker=lambda endpoint: queries.breaker(endpoint, visit.now),
        events=EVENTS,
    )


@change(area, HERE + "/{vendor}/endpoints", allows=MAY)
async def add_endpoint(visit: Visit) -> web.Response:
    entered = await visit.form(EnteredNew)
    vendor = visit.id("vendor")
    url = await url_check(visit)(entered.url.strip())
    endpoint, shown = await admin.register(
        visit.session,
        by(visit),
        vault(visit),
        vendor,
        url,
        event_types=entered.event_types,
        scheme=entered.scheme,
        rate_per_second=entered.rate_per_second,
    )
    title = visit.text("vendors-endpoint-added")
    return shown_once(visit, title, shown, f"{HERE}/endpoints/{endpoint.id}")


@change(area, HERE + "/{vendor}/keys", allows=MAY)
async def add_key(visit: Visit) -> web.Response:
    key = await admin.make_key(visit.session, by(visit), visit.id("vendor"))
    return shown_once(visit, visit.text("vendors-key-added"), key, HERE)


@change(area, HERE + "/{vendor}/keys/{key}/revoke", allows=MAY)
async def revoke_key(visit: Visit) -> web.Response:
    vendor, key = visit.id("vendor"), visit.id("key")
    await admin.revoke_key(visit.session, by(visit), vendor, key)
    visit.toast("vendors-key-revoked")
    return visit.redirect(HERE)


def url_check(visit: Visit) -> UrlCheck:
    """Raises NotConnected."""
    if visit.deps.check_url is None:
        raise NotConnected
    return visit.deps.check_url


def vault(visit: Visit) -> Vault:
    """Raises NotConnected."""
    if visit.deps.vault is None:
        raise NotConnected
    return visit.deps.vault


def tester(visit: Visit) -> EndpointTester:
    """Raises NotConnected."""
    if visit.deps.test_endpoint is None:
        raise NotConnected
    return visit.deps.test_endpoint
