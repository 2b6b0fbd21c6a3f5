"""The desk as a browser meets it: pages, forms with their token, the stream."""

import asyncio
import itertools
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Self

from aiohttp import ClientResponse, ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher
from redis.asyncio import Redis
from yarl import URL

from connectors.channels.feed import Feed
from desk.frame import guard
from desk.frame.app import desk_app
from desk.frame.deps import DemoAccount, Deps
from desk.frame.live import Live
from edge.parks import ByPark
from edge.photo_cleaner import photo_cleaner
from models.staff import Staff
from parkline.process.clock import SetClock
from services.staff import sessions, staff
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.waiting import PATIENCE

PASSWORD = "correct horse battery"
DEMO_PASSWORD = "everybody knows it"
KEY = b"k" * 32

_logins = itertools.count(1)


@cache
def password_hash(password: str = PASSWORD) -> str:
    """As cheap as argon2id gets: what it costs is not what is tested."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


@dataclass(slots=True)
class Desk:
    """A running desk of the demo park. `woken` are conversations whose tenants were told."""

    demo: DemoPark
    url: URL
    deps: Deps
    clock: SetClock
    feed: Feed
    woken: list[int] = field(default_factory=list)

    async def hire(self, *roles: str, park_id: int | None = None, **values: Any) -> Staff:
        """Somebody with these roles, who may sign in with PASSWORD."""
        async with self.demo.sessions.begin() as session:
            given: dict[str, Any] = {
                "login": f"{roles[0] if roles else 'nobody'}{next(_logins)}",
                "name": "林晓",
                "password_hash": password_hash(),
                "language": "en",
                "now": self.clock(),
            }
            return await staff.add(session, park_id or self.demo.id, roles=roles, **given | values)

    def browser(self) -> "Browser":
        return Browser(self.url)

    @asynccontextmanager
    async def signed_in(self, *roles: str, **values: Any) -> AsyncIterator["Browser"]:
        """A browser in which somebody new with these roles has signed in."""
        member = await self.hire(*roles, **values)
        token = await self.session_of(member)
        async with self.browser() as browser:
            browser.set_cookie(guard.COOKIE, token)
            browser.csrf = guard.csrf_token(self.deps.key, token)
            browser.staff = member
            yield browser

    async def session_of(self, member: Staff) -> str:
        """The token of a session as the sign-in opens it (tests/desk/frame/test_session.py), whose
        three pages are spared."""
        async with self.demo.sessions.begin() as session:
            row = await session.get_one(Staff, (member.park_id, member.id))
            token = await sessions.begin(session, row, now=self.clock())
        assert token is not None
        return token

    def later(self, **how: Any) -> None:
        """Set the clock forward by a timedelta's arguments."""
        self.clock.moment = self.clock() + timedelta(**how)


class Browser:
    """One browser with its cookies. Follows no redirects by itself."""

    staff: Staff

    def __init__(self, url: URL) -> None:
        self._url = url
        self._client = ClientSession(cookie_jar=CookieJar(unsafe=True))
        self.csrf = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    @property
    def cookies(self) -> dict[str, str]:
        found = self._client.cookie_jar.filter_cookies(self._url / "desk/")
        return {name: morsel.value for name, morsel in found.items()}

    def set_cookie(self, name: str, value: str) -> None:
        self._client.cookie_jar.update_cookies({name: value}, self._url / "desk/")

    def url(self, path: str) -> URL:
        return self._url.join(URL(f"/desk{path}"))

    async def get(self, path: str, **headers: str) -> ClientResponse:
        return await self.request("GET", path, headers=headers)

    async def page(self, path: str) -> str:
        """A page that is there; its token is used from now on."""
        answer = await self.get(path)
        body = await answer.text()
        assert answer.status == 200, (answer.status, answer.headers.get("Location"), body[:2000])
        self.read_token(body)
        return body

    def read_token(self, body: str) -> None:
        found = re.search(r'name="csrf" value="(\w+)"', body) or re.search(
            r'name="csrf-token" content="(\w+)"', body
        )
        if found:
            self.csrf = found[1]

    async def post(
        self, path: str, data: Mapping[str, Any] | None = None, **headers: str
    ) -> ClientResponse:
        """A form of our own page."""
        return await self.request(
            "POST", path, data={"csrf": self.csrf, **(data or {})}, headers=headers
        )

    async def htmx(
        self, path: str, data: Mapping[str, Any] | None = None, method: str = "POST"
    ) -> ClientResponse:
        headers = {"HX-Request": "true", "X-CSRF-Token": self.csrf}
        return await self.request(method, path, data=data, headers=headers)

    async def json(self, path: str, body: Any) -> ClientResponse:
        headers = {"X-CSRF-Token": self.csrf, "Accept": "application/json"}
        return await self.request("POST", path, json=body, headers=headers)

    async def request(self, method: str, path: str, **how: Any) -> ClientResponse:
        headers = {"Accept": "text/html", **how.pop("headers", {})}
        answer = await self._client.request(
            method, self.url(path), allow_redirects=False, headers=headers, **how
        )
        await answer.read()
        return answer

    async def sign_in(self, login: str, password: str = PASSWORD) -> ClientResponse:
        await self.page("/sign-in")
        answer = await self.post("/sign-in", {"login": login, "password": password})
        if answer.status == 303:
            await self.page("/account")
        return answer

    @asynccontextmanager
    async def stream(self, after: str = "", **headers: str) -> AsyncIterator["Events"]:
        """The stream from a position on; by default from now."""
        url = self.url("/stream").with_query({"after": after} if after else {})
        async with self._client.get(url, headers=headers) as answer:
            assert answer.status == 200, answer.status
            assert answer.content_type == "text/event-stream"
            events = Events(answer)
            await events.line_with("retry:")
            yield events


@dataclass(frozen=True, slots=True)
class Event:
    event: str
    data: dict[str, Any]
    id: str | None


class Events:
    """Server-sent events, as they come."""

    def __init__(self, answer: ClientResponse) -> None:
        self._answer = answer

    async def line_with(self, beginning: str) -> str:
        async with asyncio.timeout(PATIENCE):
            while line := (await self._answer.content.readline()).decode():
                if line.startswith(beginning):
                    return line.strip()
        raise EOFError

    async def next(self, *, seconds: float = PATIENCE) -> Event:
        """Raises TimeoutError, and EOFError at the end of the stream."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(seconds):
            while line := (await self._answer.content.readline()).decode():
                if line == "\n" and "data" in fields:
                    return Event(fields["event"], json.loads(fields["data"]), fields.get("id"))
                name, _, value = line.strip().partition(": ")
                fields[name] = value
        raise EOFError

    async def ended(self) -> None:
        """Wait for the end of the stream, whatever comes before."""
        async with asyncio.timeout(PATIENCE):
            while await self._answer.content.readline():
                pass


@asynccontextmanager
async def open_desk(
    park: DemoPark,
    *,
    redis: Redis | None = None,
    areas: Any = None,
    moment: datetime = WEDNESDAY_MORNING,
    live_settings: Mapping[str, float] | None = None,
    **deps: Any,
) -> AsyncIterator[Desk]:
    """The desk of one gateway, mounted as the gateway mounts it."""
    clock = SetClock(moment)
    settings = {"poll_seconds": 0.05, **(live_settings or {})}
    async with (
        Feed(redis) as feed,
        Live(park.sessions, park.id, clock, redis, **settings) as live,
        photo_cleaner() as cleaner,
    ):
        feed.watch(live.heard)
        made = Deps(
            **{
                "park_id": park.id,
                "sessions": park.sessions,
                "clock": clock,
                "key": KEY,
                "secure": False,
                "demo": False,
                "live": live,
                "clean_photo": cleaner,
                "wake": feed.publish,
                "announce": feed.announce,
                "attend": feed.attend,
                "demo_password": DEMO_PASSWORD,
                "demo_accounts": (DemoAccount("agent", "林晓", "agent"),),
            }
            | deps
        )
        app = web.Application()
        app.add_subapp("/desk", desk_app(ByPark.only(made), areas))
        async with TestServer(app) as server:
            desk = Desk(park, server.make_url("/"), made, clock, feed)
            feed.watch(lambda _park, one: one is not None and desk.woken.append(one))
            yield desk
