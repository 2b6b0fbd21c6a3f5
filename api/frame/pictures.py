"""Pictures of items, for whoever has the address: a page cannot send a token along with one."""

from aiohttp import web

from api.frame.deps import Deps
from edge.parks import ByPark
from services.catalogue import pictures
from services.kit.errors import NotFound

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What stands at an address never changes: it has the digest of the picture in it."""

_ADDRESS = r"/pictures/{item:[0-9]{1,15}}/{digest:[0-9a-f]{32}}"


def picture_routes(deps: ByPark[Deps]) -> list[web.RouteDef]:
    async def large(request: web.Request) -> web.Response:
        return await _answer(request, deps.of(request), thumbnail=False)

    async def small(request: web.Request) -> web.Response:
        return await _answer(request, deps.of(request), thumbnail=True)

    return [web.get(_ADDRESS, large), web.get(_ADDRESS + "/small", small)]


async def _answer(request: web.Request, deps: Deps, *, thumbnail: bool) -> web.Response:
    item, digest = int(request.match_info["item"]), request.match_info["digest"]
    etag = f"{digest}-small" if thumbnail else digest
    try:
        async with deps.sessions() as session:
            found = await pictures.load_public(
                session, deps.park_id, item, digest, thumbnail=thumbnail
            )
    except NotFound as error:
        raise web.HTTPNotFound from error
    if any(one.value in {etag, "*"} for one in request.if_none_match or ()):
        response = web.Response(status=304, headers=HEADERS)
    else:
        body = found.thumbnail if thumbnail else found.image
        response = web.Response(body=body, content_type=found.media_type, headers=HEADERS)
    response.etag = etag
    return response
