"""The vendors' desk: its rooms, put together."""

from aiohttp import web

from desk.frame.static_files import CHECKED, FOREVER
from vendor_desk import hours, menu, orders, session, statements, webhooks
from vendor_desk.deps import Deps
from vendor_desk.edge import add_headers, bound, unrouted
from vendor_desk.routing import Route
from vendor_desk.templating import STATIC, versions

ROOMS = (session.room, orders.room, menu.room, hours.room, statements.room, webhooks.room)


def vendor_desk_app(deps: Deps) -> web.Application:
    """An application to be mounted under /vendor, beside the vendor API."""
    app = web.Application(middlewares=[unrouted])
    app.router.add_get("", _to_home)
    app.router.add_get("/static/{path:.+}", static_file)
    for route in routes():
        app.router.add_route(route.method, route.path, bound(route, deps))
    app.on_response_prepare.append(add_headers)
    return app


async def _to_home(_request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/vendor/"})


async def static_file(request: web.Request) -> web.StreamResponse:
    """One of the files that were there at the start; checked by ETag unless its digest is asked."""
    path = request.match_info["path"]
    if path not in versions():
        raise web.HTTPNotFound
    caching = FOREVER if request.query.get("v") == versions()[path] else CHECKED
    return web.FileResponse(STATIC / path, headers={"Cache-Control": caching})


def routes() -> list[Route]:
    """Every route of all rooms."""
    return [route for room in ROOMS for route in room.routes]
