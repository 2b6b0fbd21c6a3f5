"""From which network a request comes, said so that no address is kept."""

from collections.abc import Callable
from functools import partial

from aiohttp import web

from edge import addresses
from parkline.settings import secrets
from parkline.settings.settings import Settings


def network_of(settings: Settings) -> Callable[[web.Request], str | None]:
    """The same for every edge and gateway of an installation (edge.addresses.network_of)."""
    key = secrets.derive(settings, "network")
    return partial(addresses.network_of, trusted=settings.trusted_proxies, key=key)
