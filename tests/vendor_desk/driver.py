"""The vendors' desk as a browser meets it, in a park with two vendors."""

import itertools
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet
from sqlalchemy import select
from yarl import URL

from connectors.vendors import exchange, guard
from connectors.vendors.api import PREFIX as API
from connectors.vendors.ping import Pinger
from connectors.vendors.routes import vendor_routes
from desk.frame.deps import EndpointAnswer
from desk.frame.guard import csrf_token
from desk.frame.static_files import static_file
from edge.parks import ByPark
from edge.problems import problems
from models.catalogue import Outlet
from models.vendors import Endpoint, VendorMember
from parkline.process.clock import SetClock
from services.events.base import Event
from services.kit.audit import By
from services.vendors import endpoints, member_sessions, members
from services.vendors.endpoints import CheckedUrl
from tests.desk.driver import KEY, PASSWORD, Browser, password_hash
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from vendor_desk import cookies
from vendor_desk.app import vendor_desk_routes
from vendor_desk.deps import Deps, Played

VAULT = Fernet(Fernet.generate_key())
LOOPBACK = guard.networks(["127.0.0.0/8"])
MINE, THEIRS = "sunshine_canteen", "coffee_bar"
"""Outlets of two vendors of the demo park."""

_logins = itertools.count(1)


class VendorBrowser(Browser):
    """One browser with its cookies, at the vendors' desk."""

    member: VendorMember

    @property
    def cookies(self) -> dict[str, str]:
        found = self._client.cookie_jar.filter_cookies(self._url / "vendor/")
        return {name: morsel.value for name, morsel in found.items()}

    def set_cookie(self, name: str, value: str) -> None:
        self._client.cookie_jar.update_cookies({name: value}, self._url / "vendor/")

    def url(self, path: str) -> URL:
        return self._url.join(URL(f"/vendor{path}"))

    async def enter(self, login: str, password: str = PASSWORD) -> int:
        """Sign in; the status of the answer."""
        await self.page("/sign-in")
        answer = await self.post("/sign-in", {"login": login, "password": password})
        if answer.status == 303:
            await self.page("/orders")
        return answer.status


@dataclass(slots=True)
class VendorDesk:
    """A running vendors' desk of the demo park."""

    demo: DemoPark
    server: URL
    deps: Deps
    clock: SetClock

    async def vendor_of(self, outlet: str) -> int:
        async with self.demo.sessions() as session:
            found = await session.scalar(select(Outlet.vendor_id).where(Outlet.code == outlet))
        assert found is not None
        return found

    async def invited(
        self, outlet: str = MINE, role: str = "manager", language: str = "en"
    ) -> tuple[VendorMember, str]:
        """Somebody of an outlet's vendor, and the token of their invitation."""
        vendor_id = await self.vendor_of(outlet)
        async with self.demo.sessions.begin() as session:
            by = By(self.demo.id, None, self.clock())
            entered = members.Entered(f"{outlet}{next(_logins)}", "王姐", role, language)
            return await members.invite(session, by, vendor_id, entered)

    async def member(self, outlet: str = MINE, role: str = "manager", **how: str) -> VendorMember:
        """Somebody who may sign in with PASSWORD."""
        made, token = await self.invited(outlet, role, **how)
        async with self.demo.sessions.begin() as session:
            await members.accept(session, self.demo.id, token, password_hash(), now=self.clock())
        return made

    def browser(self) -> VendorBrowser:
        return VendorBrowser(self.server)

    @asynccontextmanager
    async def signed_in(
        self, outlet: str = MINE, role: str = "manager", **how: str
    ) -> AsyncIterator[VendorBrowser]:
        """A browser in which somebody new has a session as the sign-in opens it
        (tests/vendor_desk/test_session.py), whose three pages are spared."""
        member = await self.member(outlet, role, **how)
        async with self.demo.sessions.begin() as session:
            row = await session.get_one(VendorMember, (member.park_id, member.id))
            token = await member_sessions.begin(session, row, now=self.clock())
        assert token is not None
        async with self.browser() as browser:
            browser.set_cookie(cookies.COOKIE, token)
            browser.csrf = csrf_token(KEY, token)
            browser.member = member
            yield browser

    async def endpoint(
        self, url: str, outlet: str = MINE, *, sandbox: bool = False
    ) -> tuple[Endpoint, str]:
        vendor_id = await self.vendor_of(outlet)
        async with self.demo.sessions.begin() as session:
            return await endpoints.register_endpoint(
                session,
                VAULT,
                park_id=self.demo.id,
                vendor_id=vendor_id,
                url=CheckedUrl(url),
                now=self.clock(),
                sandbox=sandbox,
            )


@asynccontextmanager
async def open_vendor_desk(park: DemoPark) -> AsyncIterator[VendorDesk]:
    clock = SetClock(WEDNESDAY_MORNING)
    pinger = Pinger(park.sessions, VAULT, lambda: exchange.client(LOOPBACK), clock)

    async def test(park_id: int, endpoint_id: int) -> EndpointAnswer:
        answer = await pinger.ping(park_id, endpoint_id)
        return EndpointAnswer(answer.status, answer.milliseconds, answer.error)

    async def play(park_id: int, endpoint_id: int, samples: Sequence[Event]) -> list[Played]:
        return [
            Played(type_, EndpointAnswer(answer.status, answer.milliseconds, answer.error))
            for type_, answer in await pinger.play(park_id, endpoint_id, samples)
        ]

    async def announce(_park_id: int) -> None:
        """Nobody listens."""

    deps = Deps(
        park_id=park.id,
        sessions=park.sessions,
        clock=clock,
        key=KEY,
        secure=False,
        announce=announce,
        vault=VAULT,
        test_endpoint=test,
        play=play,
    )
    app = web.Application(middlewares=[problems([API])])
    app.router.add_routes(vendor_desk_routes(ByPark.only(deps)))
    app.router.add_routes(vendor_routes(park.sessions, clock))
    app.router.add_get("/desk/static/{path:.+}", static_file)
    async with TestServer(app) as server:
        yield VendorDesk(park, server.make_url("/"), deps, clock)


def hidden(page: str, name: str, after: str = "") -> str:
    """What a hidden field holds, the first one behind some words."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page[page.index(after) :])
    assert found, (name, after)
    return found[1]
