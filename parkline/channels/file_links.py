"""Addresses of files by the settings."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from connectors.channels.base import Door
from connectors.channels.file_links import FileLinks, routes
from parkline.settings import secrets
from parkline.settings.settings import Settings


def of(settings: Settings, clock: Callable[[], datetime]) -> FileLinks | None:
    """None without a public address: nobody outside could open them."""
    if settings.public_url is None:
        return None
    return FileLinks(settings.public_url, secrets.file_link_keys(settings), clock)


def install(app: web.Application, settings: Settings, door: Door) -> None:
    if (links := of(settings, door.clock)) is not None:
        app.router.add_routes(routes(links, door.park_id, door.sessions))
