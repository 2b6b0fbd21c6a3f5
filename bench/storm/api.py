"""Tenants who order and report by the mini-app's API: every write has an idempotency key, and is
sent again with it until there is an answer."""

import asyncio
import contextlib
import uuid
from random import Random
from typing import Any

import aiohttp

from bench.storm.chat import GaveUp, browser
from bench.storm.history import Asked, Settled
from bench.storm.talkers import PHONE, PROBLEMS, Errand
from bench.storm.world import World

CATEGORIES = ("hvac", "electrical", "plumbing", "access_control", "network")
"""Of PROBLEMS, in their order."""
FIRST_WAIT, LONGEST_WAIT = 0.3, 4.0
COMPANY_SHARE, CANCEL_SHARE = 0.5, 0.08
Answer = dict[str, Any]


class Refused(Exception):
    """The API said no for good; `code` says why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


class App:
    """One signed-in person. `address` is where a proxy says that they are."""

    def __init__(self, world: World, http: aiohttp.ClientSession, address: str) -> None:
        self._world, self._http = world, http
        self._headers = {"x-forwarded-for": address, "origin": world.url}
        self.visitor = ""

    async def sign_in(self) -> None:
        said = await self.ask("POST", "/login/browser")
        self._headers["authorization"] = f"Bearer {said['access_token']}"
        cookies = {one.key: one.value for one in self._http.cookie_jar}
        self.visitor = cookies["parkline_visitor"].split(".")[1]

    async def ask(self, method: str, path: str, body: Any = None, *, key: str = "") -> Answer:
        """A definite answer, however often it must be asked. Raises Refused, GaveUp."""
        wait = FIRST_WAIT
        while not self._world.over.is_set():
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
                headers = self._headers | ({"idempotency-key": key} if key else {})
                url = f"{self._world.url}/api/v1{path}"
                async with self._http.request(method, url, json=body, headers=headers) as answer:
                    said = await answer.json() if answer.content_length != 0 else {}
                    if answer.status < 400:  # noqa: PLR2004 - HTTP
                        return dict(said)
                    await self._refused(answer, said)
            self._world.count("requests sent again")
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        raise GaveUp

    async def _refused(self, answer: aiohttp.ClientResponse, said: Answer) -> None:
        """Raises Refused unless asking again may help."""
        match answer.status:
            case 401:
                await self.sign_in()
            case 429:
                await asyncio.sleep(float(answer.headers.get("retry-after", "1")))
            case 500:
                self._world.count("answers of 500")
            case 502 | 503 | 504:
                pass
            case status:
                raise Refused(status, str(said.get("code")))


class Orderer:
    def __init__(self, world: World, app: App, random: Random, items: list[Answer]) -> None:
        self._world, self._app, self._random, self._items = world, app, random, items

    async def run(self, errand: Errand) -> None:
        await (self._order() if errand.what == "order" else self._report(errand))

    async def _order(self) -> None:
        item = self._random.choice(self._items)
        cart = ""
        try:
            cart = await self._fill(item)
            await self._prepare(cart, item)
        except Refused as no:
            self._world.count(f"carts refused: {no.code}")
            await self._drop(cart)
            return
        number = await self._place(cart)
        if number is None:
            await self._drop(cart)
        elif self._random.random() < CANCEL_SHARE:
            with contextlib.suppress(Refused):
                await self._app.ask("POST", f"/orders/{number}/cancel")
                self._world.count("orders cancelled by api")

    async def _fill(self, item: Answer) -> str:
        quantity = max(item["min_quantity"], self._random.choice((1, 1, 2, 3)))
        body = {"item_id": item["id"], "quantity": quantity}
        said = await self._app.ask("POST", "/carts/lines", body, key=str(uuid.uuid4()))
        carts = {one["outlet"]["code"]: str(one["order_no"]) for one in said["carts"]}
        return carts[item["outlet"]]

    async def _prepare(self, cart: str, item: Answer) -> None:
        slots = (await self._app.ask("GET", f"/carts/{cart}/slots"))["slots"]
        if not slots:
            raise Refused(0, "no_slots")
        change = {
            "fulfilment": "counter" if item["outlet"] == "shop" else "pickup",
            "slot": self._random.choice(slots[:8])["start"],
            "phone": PHONE,
            "invoice_wanted": False,
        }
        if self._random.random() < COMPANY_SHARE:
            try:
                paid_so = {"payment": "company_account"}
                await self._app.ask("PATCH", f"/carts/{cart}", change | paid_so)
                return
            except Refused as no:
                if no.code != "not_entitled":
                    raise
        await self._app.ask("PATCH", f"/carts/{cart}", change | {"payment": "on_pickup"})

    async def _place(self, cart: str) -> str | None:
        key = str(uuid.uuid4())
        visitor, now = self._app.visitor, self._world.now
        self._world.history.asked.append(Asked(visitor, "api", "order", key, now()))
        number, refusal = None, None
        try:
            number = (await self._app.ask("POST", "/orders", {"cart": cart}, key=key))["order_no"]
        except Refused as no:
            refusal = no.code
        self._world.history.settled.append(Settled(key, number, refusal, now()))
        self._world.count(f"orders refused: {refusal}" if refusal else "orders placed by api")
        return number

    async def _drop(self, cart: str) -> None:
        if cart:
            with contextlib.suppress(Refused):
                await self._app.ask("DELETE", f"/carts/{cart}")

    async def _report(self, errand: Errand) -> None:
        building, floor, room = errand.place()
        problem = errand.number % len(PROBLEMS)
        key, now = str(uuid.uuid4()), self._world.now
        self._world.history.asked.append(Asked(self._app.visitor, "api", "ticket", key, now()))
        body = {
            "category": CATEGORIES[problem],
            "description": PROBLEMS[problem],
            "location": {"building": building, "floor": floor, "room": room},
        }
        try:
            said = await self._app.ask("POST", "/repairs", body, key=key)
        except Refused as no:
            settled = Settled(key, None, no.code, now())
            self._world.count(f"tickets refused: {no.code}")
        else:
            settled = Settled(key, said["ticket_no"], None, now(), joined=said["joined"])
            self._world.count("tickets by api")
        self._world.history.settled.append(settled)


async def sign_in(world: World, name: str) -> tuple[aiohttp.ClientSession, App]:
    """Somebody new."""
    http = browser()
    random = world.random(name)
    address = ".".join(str(random.randrange(1, 255)) for _ in range(4))
    app = App(world, http, address)
    await app.sign_in()
    return http, app


async def order(
    world: World,
    name: str,
    app: App,
    items: list[Answer],
    errands: "asyncio.Queue[Errand]",
) -> None:
    orderer = Orderer(world, app, world.random(name), items)
    while not world.over.is_set():
        try:
            errand = errands.get_nowait()
        except asyncio.QueueEmpty:
            return
        try:
            await orderer.run(errand)
            world.count("errands done")
        except GaveUp:
            world.count("errands given up")
