"""The API: its areas, put together."""

import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from api import openapi, problems, streams
from api.deps import Deps
from api.routes import (
    account,
    carts,
    conversation,
    me,
    my_data,
    orders,
    park,
    repairs,
    session,
    visits,
)
from api.routing import Area, Handler, Route
from api.serving import bound

PREFIX = "/api/v1"
AREAS: Sequence[Area] = (
    session.login,
    session.area,
    me.area,
    my_data.area,
    park.area,
    carts.area,
    orders.area,
    account.area,
    repairs.area,
    visits.area,
    conversation.area,
)
"""One line each."""
INFO = {
    "title": "Parkline",
    "summary": "The service line of a science park, for its mini-app.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
SCHEME = {"type": "http", "scheme": "bearer", "description": "An access token of a login."}


def api_app(deps: Deps, areas: Sequence[Area] = AREAS) -> web.Application:
    """An application to be mounted under PREFIX. Streams end when it shuts down."""
    app = web.Application(middlewares=[_unrouted], client_max_size=2**62)
    app[streams.OPEN] = set()
    found = routes(areas)
    described = json.dumps(document(found), ensure_ascii=False)

    async def openapi_json(_request: web.Request) -> web.Response:
        return web.Response(text=described, content_type="application/json")

    app.router.add_get("/openapi.json", openapi_json)
    for route in found:
        app.router.add_route(route.method, route.path, bound(route, deps))
    app.on_shutdown.append(streams.let_go)
    return app


def routes(areas: Sequence[Area] = AREAS) -> list[Route]:
    """Every route of the API."""
    return [route for area in areas for route in area.routes]


def document(found: Sequence[Route]) -> dict[str, Any]:
    return openapi.document(found, server=PREFIX, info=INFO, scheme=SCHEME)


@web.middleware
async def _unrouted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No such route, or not by this method."""
    try:
        answer: web.StreamResponse = await handler(request)
    except web.HTTPException as error:
        return problems.told(request, error)
    return answer
