"""A turn that outlasts its lease, while another gateway is at the same message."""

import asyncio
from contextlib import closing
from datetime import timedelta
from typing import Any

from tests.properties.crashing.model import need
from tests.properties.crashing.process import Fate
from tests.properties.crashing.rows import Rows
from tests.properties.crashing.world import World


class Overtaken:
    def __init__(self, world: World, conversation: int) -> None:
        self.world, self.conversation = world, conversation
        self.asked = 0
        self.second = asyncio.Event()
        self.go = asyncio.Event()

    async def think(self, _turn: Any) -> None:
        self.asked += 1
        if self.asked == 1:
            self.world.later(timedelta(seconds=33))
            await self.world.gateways[1].turns.sweep()
            async with asyncio.timeout(20):
                await self.second.wait()
        else:
            self.second.set()
            await self.go.wait()

    async def end(self) -> None:
        first, second = self.world.gateways
        try:
            await first.settle(self.conversation, Fate())
            if self.asked:
                rows = Rows(self.world.url)
                with closing(rows):
                    _, messages = rows.talk(self.conversation)
                said = [one["status"] for one in messages if one["direction"] == "in"]
                need(said[-1] == "received", "answered by who had lost the lease", messages)
        finally:
            self.go.set()
        await second.settle(self.conversation, Fate())
