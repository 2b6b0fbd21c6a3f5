"""Addresses of files by the settings."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from connectors.channels.base import Door
from connectors.channels.file_links import FileLinks, routes
from edge.parks import ByPark, Site, routes_by_park
from parkline.settings import secrets
from parkline.settings.settings import Settings


def of(settings: Settings, clock: Callable[[], datetime]) -> FileLinks | None:
    """None without a public address: nobody outside could open them."""
    if settings.public_url is None:
        return None
    return FileLinks(settings.public_url, secrets.file_link_keys(settings), clock)


def install(app: web.Application, settings: Settings, site: Site, door: Door) -> None:
    """Of every park; `site` is one of them."""
    if (links := of(settings, door.clock)) is not None:
        of_park = ByPark(lambda site: routes(links, site.park_id, door.sessions))
        app.router.add_routes(routes_by_park(of_park.at(site), of_park))
