"""A vendor's webhooks: what was sent and what came back, its secrets and keys, and samples.

Where webhooks go is the park's to say, for they carry names and numbers of its tenants: an address
is registered by an operator.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from models.vendors import Endpoint
from services.ordering import samples
from services.ordering.samples import STATUSES
from services.vendors import admin, queries
from vendor_desk.call import Call
from vendor_desk.routing import Room

room = Room()

MAY, KEYS = "webhooks", "keys"
HERE, ENDPOINT = "/webhooks", "/webhooks/{endpoint}"
KEY = "/keys/{key}/revoke"
OVERLAPS = (0, 24, 72, 168)
"""Hours for which the old secret may sign, too."""


class Wanted(BaseModel):
    order: str | None = Field(None, max_length=20)
    failed: bool = False


class Overlap(BaseModel):
    overlap: int = Field(24, ge=0, le=168)


class Since(BaseModel):
    since: datetime
    """By the park's clock."""


class Sample(BaseModel):
    type: str | None = Field(None, max_length=60)
    """None: one of each."""


@room.get(HERE, allows=MAY)
async def overview(call: Call) -> web.Response:
    park_id, vendor_id = call.park.id, call.vendor.id
    endpoints = (await queries.endpoints_by_vendor(call.session, park_id)).get(vendor_id, [])
    keys = (await queries.keys_by_vendor(call.session, park_id)).get(vendor_id, [])
    return call.render(
        "webhooks.html",
        endpoints=endpoints,
        breaker=lambda one: queries.breaker(one, call.now),
        keys=keys if call.may(KEYS) else [],
    )


@room.get(ENDPOINT, allows=MAY)
async def show(call: Call) -> web.Response:
    wanted, endpoint = call.query(Wanted), await _endpoint(call)
    tried = await queries.latest_attempts(
        call.session, endpoint, order_no=wanted.order, only_failed=wanted.failed
    )
    return call.render("endpoint.html", wanted=wanted, tried=tried, **await _shown(call, endpoint))


async def _shown(call: Call, endpoint: Endpoint) -> dict[str, Any]:
    yesterday = (call.now - timedelta(days=1)).astimezone(ZoneInfo(call.park.timezone))
    return {
        "endpoint": endpoint,
        "breaker": queries.breaker(endpoint, call.now),
        "counts": await queries.counts(call.session, endpoint),
        "overlaps": OVERLAPS,
        "since": f"{yesterday:%Y-%m-%dT%H:%M}",
        "types": tuple(STATUSES),
    }


@room.post(ENDPOINT + "/ping", allows=MAY)
async def ping(call: Call) -> web.Response:
    """Nothing is held while the vendor's program answers."""
    endpoint_id, by = (await _endpoint(call)).id, call.by
    await call.commit()
    answer = await call.deps.test_endpoint(call.park.id, endpoint_id)
    admin.note_test(call.session, by, endpoint_id, status=answer.status, error=answer.error)
    key = "vendor-answered" if answer.error is None else "vendor-unanswered"
    tone = "good" if answer.error is None and (answer.status or 0) // 100 == 2 else "bad"  # noqa: PLR2004 - HTTP
    call.toast(
        key,
        tone=tone,
        status=str(answer.status),
        milliseconds=str(answer.milliseconds),
        error=answer.error or "",
    )
    return call.redirect(f"{HERE}/{endpoint_id}")


@room.post(ENDPOINT + "/play", allows=MAY)
async def play(call: Call) -> web.Response:
    """Samples for a sandbox: of one event, or of each. Nothing is held meanwhile."""
    entered, endpoint = await call.form(Sample), await _endpoint(call)
    every = await samples.samples(call.session, call.park, call.vendor.id, now=call.now)
    endpoint_id = endpoint.id
    await call.commit()
    chosen = samples.chosen(every, entered.type)
    played = await call.deps.play(call.park.id, endpoint_id, chosen)
    return call.render("played.html", endpoint_id=endpoint_id, played=played, asked=len(chosen))


@room.post(ENDPOINT + "/rotate", allows=MAY)
async def rotate(call: Call) -> web.Response:
    entered, endpoint = await call.form(Overlap), await _endpoint(call)
    shown = await admin.rotate(
        call.session,
        call.by,
        call.deps.vault,
        endpoint.id,
        overlap=timedelta(hours=entered.overlap),
    )
    onward = f"{HERE}/{endpoint.id}"
    return call.render("once.html", title=call.text("vendor-rotated"), secret=shown, onward=onward)


@room.post(ENDPOINT + "/enable", allows=MAY)
async def enable(call: Call) -> web.Response:
    """With what waited, and what failed since it began to fail."""
    endpoint = await _endpoint(call)
    await admin.switch(call.session, call.by, endpoint.id, active=True)
    call.toast("vendor-enabled")
    return call.redirect(f"{HERE}/{endpoint.id}")


@room.post(ENDPOINT + "/replay", allows=MAY)
async def replay(call: Call) -> web.Response:
    """What failed, was cancelled or was never planned since a moment."""
    entered, endpoint = await call.form(Since), await _endpoint(call)
    since = entered.since
    if since.tzinfo is None:
        since = since.replace(tzinfo=ZoneInfo(call.park.timezone))
    sent = await admin.replay_failed(call.session, call.by, endpoint.id, since)
    call.toast("vendor-replayed", count=sent)
    return call.redirect(f"{HERE}/{endpoint.id}")


@room.post("/keys", allows=KEYS)
async def add_key(call: Call) -> web.Response:
    key = await admin.make_key(call.session, call.by, call.vendor.id)
    return call.render("once.html", title=call.text("vendor-key-made"), secret=key, onward=HERE)


@room.post(KEY, allows=KEYS)
async def revoke_key(call: Call) -> web.Response:
    await admin.revoke_key(call.session, call.by, call.vendor.id, call.id("key"))
    call.toast("vendor-key-revoked")
    return call.redirect(HERE)


async def _endpoint(call: Call) -> Endpoint:
    """Raises NotFound, for another vendor's too."""
    return await admin.find_endpoint_of(
        call.session, call.park.id, call.vendor.id, call.id("endpoint")
    )
