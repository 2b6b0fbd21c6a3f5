"""The desk: its areas, put together."""

from collections.abc import Sequence

from aiohttp import web

import desk
from desk.frame.deps import Deps
from desk.frame.edge import add_headers, bound, unrouted
from desk.frame.navigation import PATHS
from desk.frame.routing import Area, Route
from desk.frame.static_files import static_file
from edge.parks import ByPark
from services.kit.plugins import found


def desk_app(deps: ByPark[Deps], areas: Sequence[Area] | None = None) -> web.Application:
    """An application to be mounted under /desk, of all areas or some. Its streams end with it."""
    app = web.Application(middlewares=[unrouted])
    known = routes(areas)
    app[PATHS] = frozenset(route.path for route in known if route.method == "GET")
    app.router.add_get("", _to_home)
    app.router.add_get("/static/{path:.+}", static_file)
    for route in known:
        app.router.add_route(route.method, route.path, bound(route, deps))
    app.on_response_prepare.append(add_headers)

    async def let_go(_app: web.Application) -> None:
        for one in deps.made():
            one.live.close()

    app.on_shutdown.append(let_go)
    return app


async def _to_home(_request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/desk/"})


def routes(areas: Sequence[Area] | None = None) -> list[Route]:
    """Every route of some areas, or of all that the folders of the desk bring."""
    return [
        route for area in (found(desk, Area) if areas is None else areas) for route in area.routes
    ]
