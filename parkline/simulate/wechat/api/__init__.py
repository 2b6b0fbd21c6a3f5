"""The platform's API, one module a group of calls."""

from aiohttp import web

from parkline.simulate.wechat.api import (
    access,
    codes,
    corp,
    media,
    menus,
    messages,
    notices,
    people,
    service,
)
from parkline.simulate.wechat.api.base import Endpoint, serve
from parkline.simulate.wechat.world import World

ENDPOINTS: tuple[Endpoint, ...] = (
    *access.ENDPOINTS,
    *messages.ENDPOINTS,
    *notices.ENDPOINTS,
    *menus.ENDPOINTS,
    *media.ENDPOINTS,
    *codes.ENDPOINTS,
    *people.ENDPOINTS,
    *corp.ENDPOINTS,
    *service.ENDPOINTS,
)


def api_routes(world: World) -> list[web.RouteDef]:
    """Every call takes any method, so that a wrong one gets the platform's own answer."""
    served = [web.route("*", one.path, serve(world, one)) for one in ENDPOINTS]
    return [*served, *media.public_routes(world), *codes.public_routes(world)]
