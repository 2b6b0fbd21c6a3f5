"""The stream of what happens, and who looks at what."""

import asyncio
from contextlib import ExitStack, suppress
from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import elsewhere
from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import SIGNED_IN, Area
from desk.frame.subscription import Dropped, Subscription
from services.conversations import conversations
from services.events.log import Position
from services.handoffs import attention

KEEP_ALIVE_SECONDS = 15.0
WRITE_SECONDS = 10.0
"""A client that takes longer to read is let go."""
RETRY = b"retry: 2000\n\n"
RESET = b"event: reset\ndata: {}\n\n"
"""Too much was missed: load the page again."""
KEEP_ALIVE = b": still here\n\n"
HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    # A proxy such as nginx passes on what comes instead of collecting it.
    "X-Accel-Buffering": "no",
}

area = Area()


@area.get("/stream", allows=SIGNED_IN)
async def stream(call: Call) -> web.StreamResponse:
    """Server-sent events, from `Last-Event-ID` or `?after=` on."""
    said = call.request.headers.get("Last-Event-ID") or call.request.query.get("after", "")
    after = Position.parse(said)
    signed_in = call.signed_in
    assert signed_in is not None
    others = await elsewhere.others(call)
    await call.commit()  # No connection is held for as long as a desk is open.
    response = web.StreamResponse(headers=HEADERS)
    with suppress(Dropped, ConnectionError, TimeoutError):
        async with call.deps.live.subscribe(signed_in, after) as subscription:
            await response.prepare(call.request)
            with ExitStack() as beside:
                for place in others:
                    assert call.deps.live_of is not None
                    there = call.deps.live_of(place.park.id)
                    beside.enter_context(there.neighbour(place.row, place.park.slug, subscription))
                await _tell(response, subscription)
    return response


async def _tell(response: web.StreamResponse, subscription: Subscription) -> None:
    await _write(response, RETRY + (RESET if subscription.reset else b""))
    for missed in subscription.missed:
        await _write(response, missed.wire)
    while True:
        signals = await subscription.next(KEEP_ALIVE_SECONDS)
        await _write(response, b"".join(one.wire for one in signals) or KEEP_ALIVE)


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(WRITE_SECONDS):
        await response.write(data)


class Here(BaseModel):
    conversation: Id
    state: Literal["looking", "typing", "gone"]
    seen: int = Field(0, ge=0, le=2**53)
    """The newest message on a page that somebody looks at."""


@area.post("/presence", allows="inbox.read")
async def presence(call: Call) -> web.Response:
    """Say that one looks at a conversation; answers who else does. Say it again every 20 s.

    Its tenant is shown that it was read by somebody who may answer, and that its owner types.
    """
    here = await call.form(Here)
    found = await conversations.find(call.session, call.park.id, here.conversation)
    staff, live = call.staff, call.deps.live
    if call.may("inbox.reply"):
        types = here.state == "typing" and found.assignee_id == staff.id
        typist = staff.name if types else None
        if await attention.read(call.session, found, here.seen):
            call.after_commit(lambda: call.deps.attend(call.park.id, found.id, None))
        if typist:
            call.after_commit(lambda: call.deps.attend(call.park.id, found.id, typist))
    call.after_commit(lambda: live.present(here.conversation, staff.id, staff.name, here.state))
    others = [one for one in live.presence.of(here.conversation) if one.staff != staff.id]
    return web.json_response(
        {"present": [{"staff": o.staff, "name": o.name, "state": o.state} for o in others]}
    )
