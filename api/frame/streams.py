"""Server-sent events: what changes, as long as the client listens and may."""

import asyncio
import json
import time
from contextlib import aclosing

import structlog
from aiohttp import web

from api.frame.call import Call
from api.frame.routing import Events, Stream, Told
from edge.problems import TooManyRequests
from services.people import app_sessions

HEARTBEAT_SECONDS = 15.0
"""A comment at least as often, so that no proxy takes the connection for dead."""
RETRY_MILLISECONDS = 2000
FULL_SECONDS = 10
"""After which somebody with too many open streams may try again."""
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}
OPEN: web.AppKey[set[asyncio.Task[None]]] = web.AppKey("api_streams", set[asyncio.Task[None]])

log = structlog.get_logger(__name__)


async def send(call: Call, stream: Stream) -> web.StreamResponse:
    """Until the client goes, its token ends, its session ends, or we shut down.

    Raises TooManyRequests when the person has too many open already.
    """
    with call.deps.limits.streams.take(str(call.me.id)) as seated:
        if not seated:
            raise TooManyRequests(FULL_SECONDS)
        response = web.StreamResponse(headers={**HEADERS, "Content-Language": call.language})
        await response.prepare(call.request)
        sending = asyncio.ensure_future(_send(call, stream, response))
        open_here = call.request.app[OPEN]
        open_here.add(sending)
        try:
            await asyncio.wait([sending])
        finally:
            sending.cancel()
            open_here.discard(sending)
    return response


async def _send(call: Call, stream: Stream, response: web.StreamResponse) -> None:
    try:
        async with aclosing(stream.events) as events:
            await _relay(call, events, response)
    except ConnectionError:
        log.debug("api.gone", person=call.me.id)
    except Exception:
        log.exception("api.stream_failed", path=call.request.path)


async def _relay(call: Call, events: Events, response: web.StreamResponse) -> None:
    await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
    written = time.monotonic()
    async for told in events:
        if told is not None:
            await response.write(_wire(told))
            written = time.monotonic()
        elif not await _may_listen(call):
            return
        elif time.monotonic() - written >= HEARTBEAT_SECONDS:
            await response.write(b": still here\n\n")
            written = time.monotonic()


async def _may_listen(call: Call) -> bool:
    now = call.deps.clock()
    if call.until is None or now >= call.until:
        return False
    async with call.deps.sessions() as session:
        return await app_sessions.holds(session, call.park.id, call.held.session.id, now=now)


def _wire(told: Told) -> bytes:
    head = f"id: {told.id}\n" if told.id is not None else ""
    data = json.dumps(told.data.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
    return f"{head}event: {told.event}\ndata: {data}\n\n".encode()


def last_event_id(request: web.Request) -> int | None:
    """What a client that comes back has heard already."""
    said = request.headers.get("Last-Event-ID", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None  # noqa: PLR2004 - bigint


async def let_go(app: web.Application) -> None:
    """Clients come back to another process, or to this one's successor."""
    open_here = app[OPEN]
    for sending in list(open_here):
        sending.cancel()
