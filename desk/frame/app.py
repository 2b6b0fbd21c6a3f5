"""The desk: its areas, put together."""

from collections.abc import Sequence

from aiohttp import web

from desk import accounting, danger, inbox, ordering, reports, tickets, visits
from desk.audit import entries
from desk.catalogue import items, menu, pictures, windows
from desk.danger import settings
from desk.frame import home, session, stream
from desk.frame.deps import Deps
from desk.frame.edge import add_headers, bound, unrouted
from desk.frame.navigation import PATHS
from desk.frame.routing import Area, Route
from desk.frame.static_files import static_file
from desk.knowledge import faq
from desk.ordering import lockers
from desk.park import announcements, calendar
from desk.privacy import retention
from desk.settings import start
from desk.staff import members
from desk.tickets import photos, sla
from desk.vendors import endpoints, vendors
from desk.visits import hosting

AREAS: Sequence[Area] = (
    session.area,
    home.area,
    stream.area,
    inbox.area,
    photos.area,
    tickets.area,
    danger.area,
    visits.area,
    ordering.area,
    *accounting.areas,
    reports.area,
    start.area,
    menu.area,
    calendar.area,
    faq.area,
    announcements.area,
    lockers.area,
    vendors.area,
    members.area,
    sla.area,
    retention.area,
    hosting.area,
    settings.area,
    entries.area,
)
"""One line each."""
_JOINED = (endpoints, items, pictures, windows)
"""They add to the areas of others."""


def desk_app(deps: Deps, areas: Sequence[Area] = AREAS) -> web.Application:
    """An application to be mounted under /desk. Streams end when it shuts down."""
    app = web.Application(middlewares=[unrouted])
    found = routes(areas)
    app[PATHS] = frozenset(route.path for route in found if route.method == "GET")
    app.router.add_get("", _to_home)
    app.router.add_get("/static/{path:.+}", static_file)
    for route in found:
        app.router.add_route(route.method, route.path, bound(route, deps))
    app.on_response_prepare.append(add_headers)

    async def let_go(_app: web.Application) -> None:
        deps.live.close()

    app.on_shutdown.append(let_go)
    return app


async def _to_home(_request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/desk/"})


def routes(areas: Sequence[Area] = AREAS) -> list[Route]:
    """Every route of the desk."""
    return [route for area in areas for route in area.routes]
