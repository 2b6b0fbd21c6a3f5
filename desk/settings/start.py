"""Where the settings begin: the first of their pages that somebody may see."""

from aiohttp import web

from desk.frame import navigation
from desk.frame.call import Call
from desk.frame.problems import Forbidden
from desk.frame.routing import SIGNED_IN, Area

area = Area("operate")


@area.get("/operate", allows=SIGNED_IN)
async def start(call: Call) -> web.Response:
    pages = navigation.settings(call.permissions)
    if not pages:
        raise Forbidden("needs one of the settings")
    return call.redirect(pages[0].path)
