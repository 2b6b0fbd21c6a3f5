"""The desk: its areas, put together."""

from collections.abc import Sequence

from aiohttp import web

from desk.deps import Deps
from desk.edge import add_headers, bound, unrouted
from desk.navigation import PATHS
from desk.pages import (
    accounts,
    dangers,
    home,
    inbox,
    operate,
    orders,
    photos,
    reports,
    session,
    stream,
    tickets,
    visitors,
)
from desk.routing import Area, Route
from desk.static_files import static_file

AREAS: Sequence[Area] = (
    session.area,
    home.area,
    stream.area,
    inbox.area,
    photos.area,
    tickets.area,
    dangers.area,
    visitors.area,
    orders.area,
    *accounts.areas,
    reports.area,
    *operate.areas,
)
"""One line each."""


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
