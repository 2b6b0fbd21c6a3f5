"""Where the settings begin: the first of their pages that somebody may see."""

from aiohttp import web

from desk.frame.call import Call
from desk.frame.problems import Forbidden
from desk.frame.routing import SIGNED_IN, Area

area = Area("operate")

PAGES = {
    "operate.catalogue": "/operate/catalogue",
    "operate.calendar": "/operate/calendar",
    "operate.faq": "/operate/faq",
    "operate.announcements": "/operate/announcements",
    "operate.lockers": "/operate/lockers",
    "operate.vendors": "/operate/vendors",
    "operate.staff": "/operate/staff",
    "operate.sla": "/operate/sla",
    "operate.retention": "/operate/retention",
    "operate.visitors": "/operate/visitors",
    "operate.danger": "/operate/danger",
}
"""By the permission that each needs, in the order of the tabs."""


@area.get("/operate", allows=SIGNED_IN)
async def start(call: Call) -> web.Response:
    first = next((page for needs, page in PAGES.items() if call.may(needs)), None)
    if first is None:
        raise Forbidden("needs one of the settings")
    return call.redirect(first)
