"""The vendors of a storm: they verify and dedupe as docs/guides/adding-a-vendor.md says, with
the public `standardwebhooks`, and fail in every way that a receiver can."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp
from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

from bench.storm.history import Post, Pulled
from bench.storm.world import World

MOODS = ("refuses", "hangs", "resets", "floods")
FINE_SECONDS, BAD_SECONDS = (8.0, 20.0), (2.0, 5.0)
FLOOD_BYTES = 1_000_000_000
HANG_SECONDS = 60.0
STEPS = {"accept": "ready", "ready": "complete"}
"""What a vendor does next, and when it did it."""
REJECTS, IGNORES = 0.06, 0.06
REASON = "今天做不了 / not today"


@dataclass(slots=True)
class Account:
    """A vendor's account, and what it has of one of its endpoints."""

    endpoint: int
    vendor: int
    secret: str
    key: str
    gone_after: int | None = None
    """It answers 410 to this post, counted from 1, and to all after it."""
    acts: bool = True
    """Whether this endpoint's events make the vendor act; a second one only listens."""
    mood: str = "fine"
    posts: int = 0
    gone: bool = False
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)


class Vendors:
    """One server for all; `/hooks/{endpoint}`."""

    def __init__(self, world: World, accounts: list[Account]) -> None:
        self._world = world
        self._random = world.random("vendors")
        self.accounts = {account.endpoint: account for account in accounts}
        self._tasks: set[asyncio.Task[None]] = set()
        self.calm = False
        self._http: aiohttp.ClientSession

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.post("/hooks/{endpoint:[0-9]+}", self.hook)])
        app.cleanup_ctx.append(self._lifetime)
        return app

    async def _lifetime(self, _app: web.Application) -> Any:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as self._http:
            for account in self.accounts.values():
                self._begin(self._moods(account))
            yield
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _moods(self, account: Account) -> None:
        random = self._world.random(f"mood:{account.endpoint}")
        while not self.calm:
            await asyncio.sleep(random.uniform(*FINE_SECONDS))
            account.mood = random.choice(MOODS)
            await asyncio.sleep(random.uniform(*BAD_SECONDS))
            account.mood = "fine"

    async def hook(self, request: web.Request) -> web.StreamResponse:
        account = self.accounts[int(request.match_info["endpoint"])]
        account.posts += 1
        body = await request.read()
        event = self._verified(account, request, body)
        behaviour = self._behaviour(account)
        keeps = event is not None and self._keeps(behaviour)
        self._note(account, request, event, behaviour, keeps=keeps)
        if event is not None and keeps:
            self._keep(account, event)
        response: web.StreamResponse = await BEHAVIOURS[behaviour](request)
        return response

    def _verified(
        self, account: Account, request: web.Request, body: bytes
    ) -> dict[str, Any] | None:
        try:
            return dict(Webhook(account.secret).verify(body, dict(request.headers)))
        except (WebhookVerificationError, ValueError):
            return None

    def _behaviour(self, account: Account) -> str:
        if account.gone_after is not None and account.posts >= account.gone_after:
            account.gone = True
        if account.gone and not self.calm:
            return "gone"
        return "fine" if self.calm else account.mood

    def _keeps(self, behaviour: str) -> bool:
        """A receiver that fails may have kept the event before it did."""
        return behaviour in ("fine", "floods") or (
            behaviour != "gone" and self._random.random() < 0.5  # noqa: PLR2004
        )

    def _note(
        self,
        account: Account,
        request: web.Request,
        event: dict[str, Any] | None,
        behaviour: str,
        *,
        keeps: bool,
    ) -> None:
        order = event["data"]["order"] if event else {}
        post = Post(
            endpoint=account.endpoint,
            webhook_id=request.headers.get("webhook-id", ""),
            verified=event is not None,
            kept=keeps,
            behaviour=behaviour,
            type=event["type"] if event else "",
            order=order.get("id", 0),
            sequence=event["sequence"] if event else 0,
            status=order.get("status", ""),
            total=order.get("total", 0),
            at=self._world.now(),
        )
        self._world.history.posts.append(post)
        self._world.count(f"webhooks answered: {behaviour}")

    def _keep(self, account: Account, event: dict[str, Any]) -> None:
        """Once an id: what follows from it, follows once."""
        if event["id"] in account.kept:
            self._world.count("webhooks that came again")
            return
        account.kept[event["id"]] = event
        if event["type"] == "order.placed" and account.acts and not self.calm:
            self._begin(self._serve(account, event["data"]["order"]["id"]))

    async def _serve(self, account: Account, order: int) -> None:
        dice = Random(f"{self._world.seed}:order:{order}")  # noqa: S311 - dice
        await asyncio.sleep(dice.uniform(0.2, 3))
        roll = dice.random()
        if roll < IGNORES:
            return
        if roll < IGNORES + REJECTS:
            await self._act(account, order, "reject", {"reason": REASON})
            return
        action: str | None = "accept"
        while action is not None and await self._act(account, order, action, {}):
            await asyncio.sleep(dice.uniform(0.2, 4))
            action = STEPS.get(action)

    async def _act(self, account: Account, order: int, action: str, body: dict[str, Any]) -> bool:
        """Ask until there is an answer; whether the order moved."""
        url = f"{self._world.url}/vendor/v1/orders/{order}/{action}"
        headers = {
            "authorization": f"Bearer {account.key}",
            "idempotency-key": f"{order}-{action}",
        }
        wait = 0.3
        while True:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
                async with self._http.post(url, json=body, headers=headers) as answer:
                    await answer.read()
                    if answer.status < 500:  # noqa: PLR2004 - HTTP
                        self._world.count(f"vendor's {action}: {answer.status}")
                        return answer.status == 200  # noqa: PLR2004
            await asyncio.sleep(wait)
            wait = min(wait * 2, 4.0)

    async def idle(self) -> None:
        """Wait until they have done all that they were going to do."""
        self.calm = True
        await asyncio.gather(*self._tasks)

    async def catch_up(self) -> None:
        """Read every event from the beginning, as a vendor does that lost its webhooks."""
        by_vendor = {account.vendor: account.key for account in self.accounts.values()}
        for vendor, key in by_vendor.items():
            cursor = "0"
            while page := await self._page(key, cursor):
                for event in page["events"]:
                    order = event["data"].get("order", {}).get("id", 0)
                    self._world.history.pulled.append(
                        Pulled(vendor, event["id"], order, event["sequence"])
                    )
                if not page["events"]:
                    break
                cursor = page["cursor"]

    async def _page(self, key: str, cursor: str) -> dict[str, Any]:
        url = f"{self._world.url}/vendor/v1/events"
        headers = {"authorization": f"Bearer {key}"}
        query = {"cursor": cursor, "limit": "100"}
        async with self._http.get(url, params=query, headers=headers) as answer:
            answer.raise_for_status()
            return dict(json.loads(await answer.read()))


async def _fine(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=204)


async def _refuses(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=500, text="kitchen on fire")


async def _hangs(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(HANG_SECONDS)
    return web.Response(status=204)


async def _resets(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _floods(request: web.Request) -> web.StreamResponse:
    """200, and a gigabyte that nobody asked for."""
    response = web.StreamResponse(headers={"content-length": str(FLOOD_BYTES)})
    await response.prepare(request)
    chunk = b"x" * 65_536
    with contextlib.suppress(ConnectionError):
        for _ in range(FLOOD_BYTES // len(chunk)):
            await response.write(chunk)
    return response


async def _gone(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=410)


BEHAVIOURS: dict[str, Callable[[web.Request], Any]] = {
    "fine": _fine,
    "refuses": _refuses,
    "hangs": _hangs,
    "resets": _resets,
    "floods": _floods,
    "gone": _gone,
}
