"""What the park may use, and how much it uses: to be read, for it is the operator who sets it."""

from aiohttp import web

from desk.frame.call import Call
from desk.frame.routing import Area
from services.quotas import figures, quotas

area = Area("quotas")
MEGABYTE = 1024 * 1024


@area.get("/operate/quotas", allows="operate.quotas")
async def page(call: Call) -> web.Response:
    bounds = {one.what: one for one in await quotas.of(call.session, call.park.id)}
    used = await figures.used(call.session, call.park.id, now=call.now)
    return call.render(
        "quotas/page.html",
        whats=quotas.WHATS,
        bounds=bounds,
        used=used,
        park=call.park,
        megabyte=MEGABYTE,
    )
