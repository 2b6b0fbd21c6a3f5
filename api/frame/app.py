"""The API: its areas, put together."""

import json
from collections.abc import Callable
from functools import cache

from aiohttp import web

import api
from api.frame import openapi, page, problems, streams
from api.frame.deps import Deps
from api.frame.dressing import dress
from api.frame.openapi import Json
from api.frame.pictures import picture_routes
from api.frame.routing import Area, Handler, Route
from api.frame.serving import bound
from api.frame.vendors import documents
from edge.parks import ByPark
from services.kit.plugins import found

PREFIX = "/api/v1"
INFO = {
    "title": "Parkline",
    "summary": "The service line of a science park, for its mini-app.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
SCHEME = {"type": "http", "scheme": "bearer", "description": "An access token of a login."}


def api_app(deps: ByPark[Deps]) -> web.Application:
    """An application to be mounted under PREFIX. Streams end when it shuts down."""
    app = web.Application(middlewares=[_unrouted], client_max_size=2**62)
    app[streams.OPEN] = set()
    _serve_documents(app)
    for route in routes():
        app.router.add_route(route.method, route.path, bound(route, deps))
    app.router.add_routes(picture_routes(deps))
    dress(app, deps, PREFIX)
    app.on_shutdown.append(streams.let_go)
    return app


def routes() -> list[Route]:
    """Every route of the API."""
    return [route for area in found(api, Area) for route in area.routes]


@cache
def document() -> Json:
    """What tenants' programs go by."""
    return openapi.document(routes(), server=PREFIX, info=INFO, scheme=SCHEME)


def _serve_documents(app: web.Application) -> None:
    """For programs as JSON, for people as pages. Nobody has to sign in."""
    app.router.add_get("/style.css", page.style)
    _serve(app, "/openapi.json", document)
    _serve(app, "/vendors/openapi.json", documents.openapi_document)
    _serve(app, "/vendors/asyncapi.json", documents.asyncapi_document)
    _show(app, "/docs", document, raw=f"{PREFIX}/openapi.json")
    _show(app, "/vendors/docs", documents.openapi_document, raw=f"{PREFIX}/vendors/openapi.json")


@cache
def _written(document: Callable[[], Json]) -> str:
    return json.dumps(document(), ensure_ascii=False)


def _serve(app: web.Application, path: str, document: Callable[[], Json]) -> None:
    said = _written(document)

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=said, content_type="application/json")

    app.router.add_get(path, answer)


def _show(app: web.Application, path: str, document: Callable[[], Json], *, raw: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        language = problems.language_of(request)
        return page.page(document, language, raw=raw, prefix=PREFIX)

    app.router.add_get(path, answer)


@web.middleware
async def _unrouted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No such route, or not by this method."""
    try:
        answer: web.StreamResponse = await handler(request)
    except web.HTTPException as error:
        return problems.told(request, error)
    return answer
