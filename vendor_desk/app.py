"""The vendors' desk: its rooms, put together."""

from aiohttp import web

from desk.frame.static_files import CHECKED, FOREVER
from edge.parks import ByPark
from vendor_desk import hours, menu, orders, session, statements, webhooks
from vendor_desk.call import PREFIX, guest_language
from vendor_desk.deps import Deps
from vendor_desk.edge import add_headers, bound, told
from vendor_desk.routing import Route
from vendor_desk.templating import STATIC, versions

ROOMS = (session.room, orders.room, menu.room, hours.room, statements.room, webhooks.room)
NOT_THE_API = "{rest:(?!v1(?:/|$)).*}"
"""What else stands under the prefix, where the vendor API is as well."""


def vendor_desk_routes(deps: ByPark[Deps]) -> list[web.RouteDef]:
    """The routes, for the app that has those of the vendor API, too.

    They are no application of their own: aiohttp asks one for everything under its prefix, and a
    method that the vendor API does not know would be a page that is not there.
    """
    return [
        web.get(PREFIX, _to_home),
        web.get(PREFIX + "/static/{path:.+}", static_file),
        *(web.route(one.method, PREFIX + one.path, bound(one, deps)) for one in routes()),
        web.get(f"{PREFIX}/{NOT_THE_API}", _nothing),
    ]


async def _to_home(_request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/vendor/"})


async def _nothing(request: web.Request) -> web.StreamResponse:
    return add_headers(told(request, web.HTTPNotFound(), guest_language(request)))


async def static_file(request: web.Request) -> web.StreamResponse:
    """One of the files that were there at the start; checked by ETag unless its digest is asked."""
    path = request.match_info["path"]
    if path not in versions():
        return await _nothing(request)
    caching = FOREVER if request.query.get("v") == versions()[path] else CHECKED
    return add_headers(web.FileResponse(STATIC / path, headers={"Cache-Control": caching}))


def routes() -> list[Route]:
    """Every route of all rooms."""
    return [route for room in ROOMS for route in room.routes]
