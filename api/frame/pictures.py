"""Pictures of items and rooms, for whoever has the address: a page cannot send a token along."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiohttp import web

from api.frame.deps import Deps
from edge.parks import ByPark
from services.booking import pictures as room_pictures
from services.catalogue import pictures
from services.kit.errors import NotFound

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What stands at an address never changes: it has the digest of the picture in it."""

_ADDRESS = r"{of:[0-9]{1,15}}/{digest:[0-9a-f]{32}}"


class Picture(Protocol):
    """A row of one, with the bytes that were asked for."""

    image: Any
    thumbnail: Any
    media_type: Any


Load = Callable[..., Awaitable[Picture]]
SHOWN: dict[str, Load] = {
    "pictures": pictures.load_public,
    "room-pictures": room_pictures.load_public,
}
"""Path → what loads one of what has an id there. Raises NotFound."""


def picture_routes(deps: ByPark[Deps]) -> list[web.RouteDef]:
    return [route for path, load in SHOWN.items() for route in _routes(path, load, deps)]


def _routes(path: str, load: Load, deps: ByPark[Deps]) -> list[web.RouteDef]:
    async def large(request: web.Request) -> web.Response:
        return await _answer(request, deps.of(request), load, thumbnail=False)

    async def small(request: web.Request) -> web.Response:
        return await _answer(request, deps.of(request), load, thumbnail=True)

    address = f"/{path}/{_ADDRESS}"
    return [web.get(address, large), web.get(address + "/small", small)]


async def _answer(request: web.Request, deps: Deps, load: Load, *, thumbnail: bool) -> web.Response:
    key, digest = int(request.match_info["of"]), request.match_info["digest"]
    etag = f"{digest}-small" if thumbnail else digest
    try:
        async with deps.sessions() as session:
            found = await load(session, deps.park_id, key, digest, thumbnail=thumbnail)
    except NotFound as error:
        raise web.HTTPNotFound from error
    if any(one.value in {etag, "*"} for one in request.if_none_match or ()):
        response = web.Response(status=304, headers=HEADERS)
    else:
        body = found.thumbnail if thumbnail else found.image
        response = web.Response(body=body, content_type=found.media_type, headers=HEADERS)
    response.etag = etag
    return response
