"""The vendor API, whole: orders and events, and the menu, hours and statements."""

from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.vendors.api import order_routes, vendor_api
from connectors.vendors.keeping import keeping_routes
from edge.addresses import Network


def vendor_routes(
    sessions: async_sessionmaker[AsyncSession],
    clock: Callable[[], datetime],
    trusted: Sequence[Network] = (),
) -> list[web.RouteDef]:
    """The routes, for an app that has `edge.problems.problems` as a middleware.

    Each request is one transaction, scoped to the vendor of its API key. Keys that do not hold are
    counted by address, as `trusted` proxies tell it.
    """
    api = vendor_api(sessions, clock, trusted)
    return [*order_routes(api), *keeping_routes(api)]
