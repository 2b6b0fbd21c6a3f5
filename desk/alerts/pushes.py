"""Web Push: the key by which browsers know us, and which of them take it."""

import base64
import binascii
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from desk.frame.call import Call
from desk.frame.routing import SIGNED_IN, Area
from desk.frame.templating import static_files, static_url
from services.alerts import mine
from services.kit.browsers import LONGEST_ENDPOINT

KEY_BYTES = 65
"""Of an uncompressed point of P-256 (RFC 8291)."""
SECRET_BYTES = 16

area = Area("alerts")


def _bytes(number: int) -> AfterValidator:
    def check(value: str) -> str:
        try:
            decoded = base64.b64decode(
                value + "=" * (-len(value) % 4), altchars=b"-_", validate=True
            )
        except binascii.Error as error:
            raise ValueError("no base64url") from error
        if len(decoded) != number:
            raise ValueError(f"{number} bytes are wanted")
        return value

    return AfterValidator(check)


class Keys(BaseModel):
    p256dh: Annotated[str, Field(max_length=200), _bytes(KEY_BYTES)]
    auth: Annotated[str, Field(max_length=100), _bytes(SECRET_BYTES)]


class Browser(BaseModel):
    """A PushSubscription as browsers write it."""

    endpoint: str = Field(max_length=LONGEST_ENDPOINT)
    keys: Keys


class Leaving(BaseModel):
    endpoint: str = Field(max_length=LONGEST_ENDPOINT)


@area.get("/worker.js", allows=SIGNED_IN)
async def worker(_call: Call) -> web.Response:
    """The service worker. It stands here, and not among the static files, because a worker has
    power over the paths below its own."""
    source = static_files()["alerts/worker.js"].read_text()
    source = source.replace("MARK_URL", static_url("mark.svg"))
    headers = {"Cache-Control": "no-cache"}
    return web.Response(text=source, content_type="text/javascript", headers=headers)


@area.get("/alerts/push", allows=SIGNED_IN)
async def key(call: Call) -> web.Response:
    """The public key; empty where no pushes are sent."""
    return web.json_response({"key": call.deps.push_key})


@area.post("/alerts/push", allows=SIGNED_IN)
async def take(call: Call) -> web.Response:
    """Push to this browser. Safe to repeat: pages say it whenever they are opened."""
    browser = await call.form(Browser)
    assert call.signed_in is not None
    await mine.subscribe(
        call.session,
        call.signed_in,
        endpoint=browser.endpoint,
        p256dh=browser.keys.p256dh,
        auth=browser.keys.auth,
        now=call.now,
    )
    return call.empty()


@area.post("/alerts/push/leave", allows=SIGNED_IN)
async def leave(call: Call) -> web.Response:
    leaving = await call.form(Leaving)
    await mine.unsubscribe(call.session, call.staff, leaving.endpoint)
    return call.empty()
