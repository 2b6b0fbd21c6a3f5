"""Web Push: the key by which browsers know us, and which of mine take news."""

from api.frame.call import Call
from api.frame.routing import Area
from api.people.shapes import PushBrowser, PushKey, PushLeaving
from services.notices import pushes

area = Area("me")


@area.get("/me/push", grant="read")
async def show_push_key(call: Call) -> PushKey:
    """The key that a browser subscribes with (applicationServerKey)."""
    return PushKey(key=call.deps.push_key or None)


@area.post("/me/push")
async def take_pushes(call: Call, body: PushBrowser) -> None:
    """Push news to this browser: of orders, repairs and visitors, and what staff write. Say it
    again whenever the app is opened."""
    await pushes.subscribe(
        call.session,
        call.held.session,
        endpoint=body.endpoint,
        p256dh=body.keys.p256dh,
        auth=body.keys.auth,
        now=call.now,
    )


@area.post("/me/push/leave")
async def leave_pushes(call: Call, body: PushLeaving) -> None:
    """Push nothing to this browser any more."""
    await pushes.unsubscribe(call.session, call.held.session, body.endpoint)
