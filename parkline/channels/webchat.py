"""The web chat by the settings."""

import asyncio
from dataclasses import replace

from aiohttp import web

from api.frame.app import PREFIX as API_PREFIX
from connectors.channels.base import Door
from connectors.channels.webchat import Face, Suggestion, WebChat
from edge.parks import ByPark, Site, routes_by_park
from parkline.channels import miniapp
from parkline.process.networks import network_of
from parkline.process.sites import Addresses, purpose
from parkline.settings import secrets
from parkline.settings.settings import Settings

SUGGESTIONS = (
    Suggestion("中午有什么吃的？", "What's for lunch?"),
    Suggestion("两份牛肉面不要辣，12点送到A座301", "Two beef noodles, no chili, to A-301 at noon"),
    Suggestion("访客Wi-Fi怎么连？", "How do guests get on the Wi-Fi?"),
    Suggestion("你能做什么？", "What can you do?"),
)


BEYOND_THE_DEMO = tuple(one for one in SUGGESTIONS if "A座" not in one.zh)
"""What one may say in any park."""


def install(app: web.Application, settings: Settings, site: Site, door: Door) -> None:
    """The web chat of every park; `site` and `door` are those of one of them."""
    chats = ByPark(
        lambda site: webchat(settings, site, replace(door, park_id=site.park_id)),
    )
    routes = ByPark(lambda site: chats.at(site).routes())
    app.router.add_routes(routes_by_park(chats.at(site).routes(), routes))

    async def leave(_app: web.Application) -> None:
        await asyncio.gather(*(chat.close() for chat in chats.made()))

    app.on_shutdown.append(leave)


def webchat(settings: Settings, site: Site, door: Door) -> WebChat:
    suggested = SUGGESTIONS if site.is_usual else BEYOND_THE_DEMO
    return WebChat(
        door,
        Face(site.name_zh, site.name_en, suggested, site.language),
        key=secrets.derive(settings, purpose(site, "webchat")),
        accepted_keys=secrets.accepted(settings, purpose(site, "webchat")),
        public_url=Addresses(settings).public(site),
        network=network_of(settings),
        pictures=f"{API_PREFIX}/pictures/",
        app=f"{miniapp.PREFIX}/" if (miniapp.BUILD / "index.html").is_file() else None,
    )
