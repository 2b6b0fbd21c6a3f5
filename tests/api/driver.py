"""A served API, and tenants of the park who have signed in to it."""

import itertools
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from yarl import URL

from api.frame import tokens
from api.frame.app import PREFIX, api_app
from api.frame.deps import Deps, MiniProgram
from connectors.channels.base import Door
from connectors.channels.feed import Feed
from connectors.channels.webchat import Face, WebChat
from edge.parks import ByPark
from edge.photo_cleaner import photo_cleaner
from models.conversations import Conversation
from models.park import Park
from models.people import Person
from parkline.channels import miniapp
from parkline.process.clock import SetClock
from parkline.roles.api import api_deps
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.people import app_sessions
from tests.contract.installation import EchoTurns
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.sites import PASSES, site_of

SETTINGS = Settings(_env_file=None, demo=True, secret_key=SecretStr("s" * 32))  # type: ignore[call-arg]

_numbers = itertools.count(1)


@dataclass(slots=True)
class Tenant:
    """Somebody with an access token."""

    api: "Api"
    person: Person
    conversation: Conversation
    token: str

    async def ask(self, method: str, path: str, **how: Any) -> ClientResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | how.pop("headers", {})
        return await self.api.ask(method, path, headers=headers, **how)

    async def get(self, path: str, *, status: int = 200, **how: Any) -> Any:
        return await self._body("GET", path, status, how)

    async def post(self, path: str, body: Any = None, *, status: int = 200, **how: Any) -> Any:
        return await self._body("POST", path, status, how | {"json": body})

    async def patch(self, path: str, body: Any, *, status: int = 200, **how: Any) -> Any:
        return await self._body("PATCH", path, status, how | {"json": body})

    async def put(self, path: str, body: Any, *, status: int = 200, **how: Any) -> Any:
        return await self._body("PUT", path, status, how | {"json": body})

    async def delete(self, path: str, *, status: int = 200, **how: Any) -> Any:
        return await self._body("DELETE", path, status, how)

    async def _body(self, method: str, path: str, status: int, how: dict[str, Any]) -> Any:
        """Of the answer, which has to have this status; the body of a problem, too."""
        answer = await self.ask(method, path, **how)
        assert answer.status == status, await answer.text()
        if status >= 400:
            assert answer.content_type == "application/problem+json"
        return None if status == 204 else await answer.json()

    async def order(self, code: str = "beef_noodles", quantity: int = 1) -> Any:
        """Place an order for pickup at noon, through the API alone; what it answered."""
        cart = await self.cart(code, quantity)
        return await self.place(cart, status=201)

    async def cart(self, code: str = "beef_noodles", quantity: int = 1) -> str:
        """Fill a cart for pickup at noon; its number."""
        line = {"item_id": self.api.demo.items[code], "quantity": quantity}
        carts = await self.post("/carts/lines", line)
        cart: str = carts["carts"][-1]["order_no"]
        change = {"fulfilment": "pickup", "slot": "2026-12-02T12:00:00+08:00"}
        await self.patch(f"/carts/{cart}", change)
        return cart

    async def place(self, cart: str, *, key: str | None = None, status: int = 201) -> Any:
        headers = {"Idempotency-Key": key or f"key-{next(_numbers)}"}
        return await self.post("/orders", {"cart": cart}, headers=headers, status=status)


@dataclass(slots=True)
class Api:
    demo: DemoPark
    http: ClientSession
    url: URL
    clock: SetClock
    deps: Deps
    feed: Feed
    turns: EchoTurns
    announced: list[int] = field(default_factory=list)

    async def ask(self, method: str, path: str, **how: Any) -> ClientResponse:
        return await self.http.request(method, self.url.join(URL(f"{PREFIX}{path}")), **how)

    async def tenant(self, **values: Any) -> Tenant:
        """Somebody new, signed in. `values` are columns of the person."""
        async with self.demo.sessions.begin() as session:
            conversation = await self.demo.conversation(session)
            person = await session.get_one(Person, (self.demo.id, conversation.person_id))
            for column, value in values.items():
                setattr(person, column, value)
        return await self.signed_in(person, conversation)

    async def signed_in(self, person: Person, conversation: Conversation) -> Tenant:
        async with self.demo.sessions.begin() as session:
            begun = await app_sessions.begin(session, conversation, now=self.clock())
        token, _ = tokens.issue(person.park_id, begun.session.id, self.deps.key, now=self.clock())
        return Tenant(self, person, conversation, token)

    def later(self, **how: Any) -> None:
        """Set the clock forward by a timedelta's arguments."""
        self.clock.moment = self.clock() + timedelta(**how)


@asynccontextmanager
async def open_api(
    demo: DemoPark,
    *,
    park_id: int | None = None,
    wechat: MiniProgram | None = None,
    routes: Iterable[web.AbstractRouteDef] = (),
    **changed: Any,
) -> AsyncIterator[Api]:
    """`changed` are fields of Deps; `routes` are served beside it."""
    clock = SetClock(WEDNESDAY_MORNING)
    async with AsyncExitStack() as stack:
        feed = await stack.enter_async_context(Feed(None, poll_seconds=0.2))
        turns = EchoTurns(demo.sessions, feed)
        stack.push_async_callback(turns.close)
        async with demo.sessions() as session:
            park = await session.get_one(Park, park_id or demo.id)
        cleaner = await stack.enter_async_context(photo_cleaner())
        door = Door(park.id, demo.sessions, clock, turns, feed, cleaner=cleaner)
        chat = WebChat(
            door,
            Face("启明科技园", "Daybreak Science Park"),
            key=secrets.derive(SETTINGS, "webchat"),
            app=f"{miniapp.PREFIX}/",
        )
        made = api_deps(SETTINGS, site_of(park), door, PASSES, wechat=wechat)
        app = web.Application()
        chat.install(app)
        app.router.add_routes(routes)
        app.router.add_routes(miniapp.miniapp_routes())
        app.add_subapp(PREFIX, api_app(ByPark.only(replace(made, **changed))))
        server = TestServer(app, host="127.0.0.1")
        await stack.enter_async_context(server)
        http = await stack.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True)))
        yield Api(demo, http, server.make_url("/"), clock, made, feed, turns)
