"""One endpoint: its state, its deliveries with every attempt, and what one can do about them."""

from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change, shown_once
from desk.frame.forms import Id
from desk.frame.outside import url_check, vault
from desk.frame.routing import Area
from desk.vendors.vendors import EVENTS, HERE, MAY, Entered, tester
from models.vendors import Endpoint
from services.kit.snapshots import snapshot, version
from services.vendors import admin, queries, twins
from services.vendors.admin import COLUMNS

area = Area("vendors")

ENDPOINT = HERE + "/endpoints/{endpoint}"
DELIVERY = ENDPOINT + "/deliveries/{delivery}"
OVERLAPS = (0, 24, 72, 168)
"""Hours that an operator may choose from."""


class Wanted(BaseModel):
    status: Literal["pending", "delivered", "failed", "cancelled"] | None = None
    before: Id | None = None


class EnteredAgain(Entered):
    version: Version = ""


class Overlap(BaseModel):
    overlap: int = Field(24, ge=0, le=168)


class Since(BaseModel):
    since: datetime
    """By the park's clock."""


@area.get(ENDPOINT, allows=MAY)
async def show(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    endpoint = await _endpoint(call)
    found = await queries.deliveries(
        call.session, endpoint, status=wanted.status, before_id=wanted.before
    )
    context: dict[str, Any] = {
        "endpoint": endpoint,
        "found": found,
        "chosen": wanted.status,
        "more": found[-1].delivery.id if len(found) == queries.PAGE else None,
        "counts": await queries.counts(call.session, endpoint),
        "statuses": queries.STATUSES,
    }
    if call.is_htmx:
        return call.fragment("vendors/_deliveries.html", **context)
    yesterday = (call.now - timedelta(days=1)).astimezone(ZoneInfo(call.park.timezone))
    return call.render(
        "vendors/endpoint.html",
        breaker=queries.breaker(endpoint, call.now),
        version=version(snapshot(endpoint, COLUMNS)),
        events=EVENTS,
        overlaps=OVERLAPS,
        since=f"{yesterday:%Y-%m-%dT%H:%M}",
        vendor=await admin.find_vendor(call.session, endpoint),
        twins=await twins.of_endpoint(call.session, endpoint),
        **context,
    )


@area.get(DELIVERY, allows=MAY)
async def attempts(call: Call) -> web.Response:
    endpoint = await _endpoint(call)
    found = await queries.attempts(call.session, endpoint, call.id("delivery"))
    return call.fragment("vendors/_attempts.html", attempts=found)


@change(area, ENDPOINT, allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(EnteredAgain)
    url = await url_check(call)(entered.url.strip())
    endpoint = await _endpoint(call)
    await admin.edit(
        call.session,
        by(call),
        endpoint,
        url,
        event_types=entered.event_types,
        rate_per_second=entered.rate_per_second,
        seen=entered.version,
    )
    return _saved(call, endpoint.id)


@change(area, ENDPOINT + "/rotate", allows=MAY)
async def rotate(call: Call) -> web.Response:
    entered = await call.form(Overlap)
    endpoint_id = call.id("endpoint")
    shown = await admin.rotate(
        call.session,
        by(call),
        vault(call),
        endpoint_id,
        overlap=timedelta(hours=entered.overlap),
    )
    title = call.text("vendors-rotated")
    return shown_once(call, title, shown, f"{HERE}/endpoints/{endpoint_id}")


@change(area, ENDPOINT + "/enable", allows=MAY)
async def enable(call: Call) -> web.Response:
    endpoint_id = call.id("endpoint")
    await admin.switch(call.session, by(call), endpoint_id, active=True)
    return _saved(call, endpoint_id)


@change(area, ENDPOINT + "/disable", allows=MAY)
async def disable(call: Call) -> web.Response:
    endpoint_id = call.id("endpoint")
    await admin.switch(call.session, by(call), endpoint_id, active=False)
    return _saved(call, endpoint_id)


@change(area, ENDPOINT + "/ping", allows=MAY)
async def ping(call: Call) -> web.Response:
    """Nothing is held while the vendor answers."""
    test = tester(call)
    endpoint_id = (await _endpoint(call)).id
    await call.commit()
    answer = await test(call.park.id, endpoint_id)
    admin.note_test(call.session, by(call), endpoint_id, status=answer.status, error=answer.error)
    if not call.is_htmx:
        return _saved(call, endpoint_id)
    return call.fragment("vendors/_ping.html", answer=answer)


@change(area, ENDPOINT + "/replay", allows=MAY)
async def replay_failed(call: Call) -> web.Response:
    entered = await call.form(Since)
    since = entered.since
    if since.tzinfo is None:
        since = since.replace(tzinfo=ZoneInfo(call.park.timezone))
    endpoint_id = call.id("endpoint")
    sent = await admin.replay_failed(call.session, by(call), endpoint_id, since)
    call.toast("vendors-replayed", count=sent)
    return call.redirect(f"{HERE}/endpoints/{endpoint_id}")


@change(area, DELIVERY + "/replay", allows=MAY)
async def replay_one(call: Call) -> web.Response:
    endpoint_id = call.id("endpoint")
    await admin.replay_one(call.session, by(call), endpoint_id, call.id("delivery"))
    call.toast("vendors-replayed", count=1)
    return call.redirect(f"{HERE}/endpoints/{endpoint_id}")


async def _endpoint(call: Call) -> Endpoint:
    return await admin.find_endpoint(call.session, call.park.id, call.id("endpoint"))


def _saved(call: Call, endpoint_id: int) -> web.Response:
    call.toast("vendors-saved")
    return call.redirect(f"{HERE}/endpoints/{endpoint_id}")
