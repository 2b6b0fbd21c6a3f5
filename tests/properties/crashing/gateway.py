"""A gateway that can die: the API, the vendor API, turns, and the bot's custom actions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry
from rasa_sdk.executor import ActionExecutor
from sqlalchemy.ext.asyncio import AsyncSession

from actions.registry import all_actions
from api.frame.app import PREFIX, api_app
from connectors.bot.client import Dialogue
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.turns import TurnRunner
from connectors.channels.base import Door
from connectors.channels.feed import Feed
from connectors.vendors.routes import vendor_routes
from edge.parks import ByPark
from edge.problems import problems
from models.park import Park
from parkline.process.clock import SetClock
from parkline.roles.api import api_deps
from tests.actions.driver import LINKS
from tests.api.driver import SETTINGS
from tests.connectors.bot.fake import TOKEN
from tests.given.sites import PASSES, site_of
from tests.properties.crashing.process import Crash, Fate, Process

VENDOR = "/vendor/v1"


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


class GatewayProcess(Process):
    def __init__(self, url: str, park: Park, clock: SetClock, bot_url: str) -> None:
        super().__init__(url)
        self.park, self.clock, self.bot_url = park, clock, bot_url

    async def start(self) -> None:
        feed = await self.stack.enter_async_context(Feed(None))
        http = await self.stack.enter_async_context(aiohttp.ClientSession())
        self.turns = TurnRunner(
            self.sessions,
            Dialogue(self.client(http), [self.bot_url], TOKEN, timeout=20),
            feed,
            self.clock,
            TurnMetrics(CollectorRegistry()),
        )
        gateway = Door(
            self.park.id, self.sessions, self.clock, self.turns, feed,
            just_said=self.turns.just_said,
        )  # fmt: skip
        deps = api_deps(SETTINGS, site_of(self.park), gateway, PASSES)
        app = web.Application(middlewares=[problems(["/vendor/"])])
        app.add_routes(vendor_routes(self.sessions, self.clock))
        app.add_subapp(PREFIX, api_app(ByPark.only(deps)))
        self.server = await self.stack.enter_async_context(TestServer(app, host="127.0.0.1"))
        self.outside = await self.stack.enter_async_context(aiohttp.ClientSession())
        self.actions = ActionExecutor()
        for action in all_actions(self.sessions, LINKS, self.turns.under_way):
            self.actions.register_action(action)

    async def stop(self) -> None:
        await self.turns.close(0 if self.is_dead else None)

    async def ask(
        self,
        token: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        method: str = "POST",
        fate: Fate = Fate(),  # noqa: B008 - frozen
    ) -> Answer:
        """As a client with this token does. Raises Died where no answer comes."""
        headers = {"Authorization": f"Bearer {token}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        address = self.server.make_url(path if path.startswith(VENDOR) else PREFIX + path)

        async def asking() -> Answer:
            async with self.outside.request(method, address, json=body, headers=headers) as answer:
                text = await answer.text()
                return Answer(answer.status, await answer.json() if text else None)

        return await self.run(asking(), fate)

    async def settle(self, conversation: int, fate: Fate) -> None:
        await self.run(self.turns.settled(self.park.id, conversation), fate)

    async def sweep(self, conversations: list[int], fate: Fate) -> None:
        async def sweeping() -> None:
            await self.turns.sweep()
            for one in conversations:
                await self.turns.settled(self.park.id, one)

        await self.run(sweeping(), fate)

    async def do(self, act: Callable[[AsyncSession], Any], fate: Fate) -> Any:
        """What staff do: one transaction, as the desk makes it."""

        async def doing() -> Any:
            async with self.sessions.begin() as session:
                return await act(session)

        return await self.run(doing(), fate)

    async def act(self, turn: Mapping[str, Any], name: str, entities: list[Any]) -> bool:
        """A custom action that the bot calls for this turn. Whether it got an answer."""
        parsed = {"intent": {"name": "order_food", "confidence": 0.9}, "entities": entities}
        heard = {
            "event": "user",
            "text": turn["text"],
            "parse_data": parsed,
            "metadata": turn["metadata"],
        }
        tracker = {
            "sender_id": turn["sender"],
            "slots": {},
            "latest_message": {},
            "events": [heard],
            "active_loop": {},
        }
        try:
            await self.actions.run({"next_action": name, "tracker": tracker, "domain": {}})
        except Crash:
            return False
        return True
