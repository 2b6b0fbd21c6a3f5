"""The pages at the doors of what is booked by the hour."""

import time

from aiohttp import web

from connectors.doors.page import DoorPage, Rates
from edge.parks import ByPark, routes_by_park
from parkline.channels.miniapp import PREFIX
from parkline.process.clock import Clock
from parkline.process.core import Core
from parkline.process.sites import Addresses
from parkline.settings.settings import Settings


def door_routes(settings: Settings, made: Core, clock: Clock) -> list[web.RouteDef]:
    rates, addresses = Rates.new(time.monotonic), Addresses(settings)

    def pages(park_id: int, base: str) -> list[web.RouteDef]:
        proxies = settings.trusted_proxies
        page = DoorPage(park_id, made.sessions, clock, f"{base}{PREFIX}/", proxies, rates)
        return page.routes()

    of = ByPark(lambda site: pages(site.park_id, addresses.base(site)))
    return routes_by_park(pages(made.park.id, settings.base_url), of)
