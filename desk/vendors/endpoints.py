"""One endpoint: its state, its deliveries with every attempt, and what one can do about them."""

from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Visit
from desk.frame.changes import Version, by, change, shown_once
from desk.frame.forms import Id
from desk.vendors import queries
from desk.vendors.vendors import EVENTS, HERE, MAY, Entered, area, tester, url_check, vault
from models import Endpoint
from services.kit.snapshots import snapshot, version
from services.vendors import admin
from services.vendors.admin import COLUMNS

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
async def show(visit: Visit) -> web.Response:
    wanted = visit.query(Wanted)
    endpoint = await _endpoint(visit)
    found = await queries.deliveries(
        visit.session, endpoint, status=wanted.status, before_id=wanted.before
    )
    context: dict[str, Any] = {
        "endpoint": endpoint,
        "found": found,
        "chosen": wanted.status,
        "more": found[-1].delivery.id if len(found) == queries.PAGE else None,
        "counts": await queries.counts(visit.session, endpoint),
        "statuses": queries.STATUSES,
    }
    if visit.is_htmx:
        return visit.fragment("vendors/_deliveries.html", **context)
    yesterday = (visit.now - timedelta(days=1)).astimezone(ZoneInfo(visit.park.timezone))
    return visit.render(
        "vendors/endpoint.html",
        breaker=queries.breaker(endpoint, visit.now),
        version=version(snapshot(endpoint, COLUMNS)),
        events=EVENTS,
        overlaps=OVERLAPS,
        since=f"{yesterday:%Y-%m-%dT%H:%M}",
        vendor=await admin.find_vendor(visit.session, endpoint),
        **context,
    )


@area.get(DELIVERY, allows=MAY)
async def attempts(visit: Visit) -> web.Response:
    endpoint = await _endpoint(visit)
    found = await queries.attempts(visit.session, endpoint, visit.id("delivery"))
    return visit.fragment("vendors/_attempts.html", attempts=found)


@change(area, ENDPOINT, allows=MAY)
async def edit(visit: Visit) -> web.Response:
    entered = await visit.form(EnteredAgain)
    url = await url_check(visit)(entered.url.strip())
    endpoint = await _endpoint(visit)
    await admin.edit(
        visit.session,
        by(visit),
        endpoint,
        url,
        event_types=entered.event_types,
        rate_per_second=entered.rate_per_second,
        seen=entered.version,
    )
    return _saved(visit, endpoint.id)


@change(area, ENDPOINT + "/rotate", allows=MAY)
async def rotate(visit: Visit) -> web.Response:
    entered = await visit.form(Overlap)
    endpoint_id = visit.id("endpoint")
    shown = await admin.rotate(
        visit.session,
        by(visit),
        vault(visit),
        endpoint_id,
        overlap=timedelta(hours=entered.overlap),
    )
    title = visit.text("vendors-rotated")
    return shown_once(visit, title, shown, f"{HERE}/endpoints/{endpoint_id}")


@change(area, ENDPOINT + "/enable", allows=MAY)
async def enable(visit: Visit) -> web.Response:
    endpoint_id = visit.id("endpoint")
    await admin.switch(visit.session, by(visit), endpoint_id, active=True)
    return _saved(visit, endpoint_id)


@change(area, ENDPOINT + "/disable", allows=MAY)
async def disable(visit: Visit) -> web.Response:
    endpoint_id = visit.id("endpoint")
    await admin.switch(visit.session, by(visit), endpoint_id, active=False)
    return _saved(visit, endpoint_id)


@change(area, ENDPOINT + "/ping", allows=MAY)
async def ping(visit: Visit) -> web.Response:
    """Nothing is held while the vendor answers."""
    test = tester(visit)
    endpoint_id = (await _endpoint(visit)).id
    await visit.commit()
    answer = await test(visit.park.id, endpoint_id)
    admin.note_test(visit.session, by(visit), endpoint_id, status=answer.status, error=answer.error)
    if not visit.is_htmx:
        return _saved(visit, endpoint_id)
    return visit.fragment("vendors/_ping.html", answer=answer)


@change(area, ENDPOINT + "/replay", allows=MAY)
async def replay_failed(visit: Visit) -> web.Response:
    entered = await visit.form(Since)
    since = entered.since
    if since.tzinfo is None:
        since = since.replace(tzinfo=ZoneInfo(visit.park.timezone))
    endpoint_id = visit.id("endpoint")
    sent = await admin.replay_failed(visit.session, by(visit), endpoint_id, since)
    visit.toast("vendors-replayed", count=sent)
    return visit.redirect(f"{HERE}/endpoints/{endpoint_id}")


@change(area, DELIVERY + "/replay", allows=MAY)
async def replay_one(visit: Visit) -> web.Response:
    endpoint_id = visit.id("endpoint")
    await admin.replay_one(visit.session, by(visit), endpoint_id, visit.id("delivery"))
    visit.toast("vendors-replayed", count=1)
    return visit.redirect(f"{HERE}/endpoints/{endpoint_id}")


async def _endpoint(visit: Visit) -> Endpoint:
    return await admin.find_endpoint(visit.session, visit.park.id, visit.id("endpoint"))


def _saved(visit: Visit, endpoint_id: int) -> web.Response:
    visit.toast("vendors-saved")
    return visit.redirect(f"{HERE}/endpoints/{endpoint_id}")
