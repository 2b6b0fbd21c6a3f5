"""Where the desk begins, and what all its pages share."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import navigation
from desk.frame.addresses import inside
from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.routing import SIGNED_IN, Area
from services.staff import languages

area = Area()


class Language(BaseModel):
    language: Literal["zh", "en"]
    here: str = Field("/", max_length=500)
    """The page that the switch stood on."""


@area.get("/", allows=SIGNED_IN)
async def home(call: Call) -> web.Response:
    """The first area that the role may see."""
    tabs = navigation.tabs(call.permissions, call.request.app)
    return call.redirect(tabs[0].path) if tabs else call.render("home.html")


@area.post("/language", allows=SIGNED_IN)
async def language(call: Call) -> web.Response:
    chosen = await call.form(Language)
    languages.choose(call.session, by(call), call.staff, chosen.language)
    return call.redirect(inside(chosen.here))
