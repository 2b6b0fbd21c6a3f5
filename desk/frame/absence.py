"""Somebody says whether they are there: what is assigned by itself leaves them out while they are
busy or away."""

from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.addresses import inside
from desk.frame.call import Call
from desk.frame.routing import SIGNED_IN, Area
from services.staff import presence

area = Area()

CHOICES = ("here", "busy", "away_hour", "away_today", "away")
"""As the menu offers them."""


class Said(BaseModel):
    presence: Literal["here", "busy", "away_hour", "away_today", "away"]
    here: str = Field("/", max_length=500)
    """The page that the menu stood on."""


@area.post("/account/presence", allows=SIGNED_IN)
async def say(call: Call) -> web.Response:
    said = await call.form(Said)
    state = said.presence.partition("_")[0]
    until = _until(call, said.presence)
    await presence.say(call.session, call.staff, state, until, now=call.now)
    call.toast(f"shell-presence-said-{state}")
    return call.redirect(inside(said.here))


def _until(call: Call, chosen: str) -> datetime | None:
    """Today ends at midnight by the park's clock."""
    if chosen == "away_hour":
        return call.now + timedelta(hours=1)
    if chosen != "away_today":
        return None
    zone = ZoneInfo(call.park.timezone)
    tomorrow = call.now.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)
