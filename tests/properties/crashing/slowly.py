"""A worker whose handlers are slow: another looks at what comes next before it has committed."""

import asyncio
from contextlib import suppress

from hypothesis.stateful import precondition, rule

from tests.properties.crashing.draws import ONCE, PICK
from tests.properties.crashing.gateway import VENDOR
from tests.properties.crashing.model import Subject, need
from tests.properties.crashing.process import Died, Fate
from tests.properties.crashing.shopping import Shopping
from tests.properties.crashing.worker import WorkerProcess

NEXT = {"placed": "accept", "accepted": "preparing"}
GIVES_UP = 0.4
"""Seconds that the other waits for a lock that the slow one has."""


class Slowly(Shopping):
    def under_way(self) -> list[Subject]:
        return [one for one in self.placed() if one.status in NEXT]

    @precondition(lambda self: self.under_way())
    @rule(pick=PICK, fate=ONCE)
    def handler_is_slow(self, pick: int, fate: Fate) -> None:
        """Two things happen to an order. The first is being handled by one worker, which has not
        committed yet, as another handles and delivers what it finds."""
        order = self.under_way()[pick % len(self.under_way())]
        # Handlers of a placed order hold its row until they commit, and nobody goes on with it.
        self.work(self.world.worker.handle(Fate()))
        self.world.run(self._vendor_acts(order))
        self.look()
        with suppress(Died):
            self.world.run(self._meanwhile(self.world.worker, order, fate))
        self.world.mend()

    async def _vendor_acts(self, order: Subject) -> None:
        action, key = NEXT[order.status], self.key()
        path = f"{VENDOR}/orders/{order.name}/{action}"
        body = {"sequence": len(order.log)} if action == "accept" else {}
        answer = await self.world.gateways[0].ask(self.world.vendor_key, path, body, key=key)
        need(answer.status == 200, action, "of", order, "was answered", answer)
        order.allowed = [order.grown_by(action) or []]

    async def _tenant_cancels(self, order: Subject) -> None:
        """Nobody but the vendor is told of that: its handlers wait for no conversation."""
        token = self.world.eaters[order.about["who"]].token
        answer = await self.world.gateways[0].ask(token, f"/orders/{order.name}/cancel")
        need(answer.status == 200, "cancelling", order, "was answered", answer)
        order.allowed = [order.grown_by("cancel") or []]

    async def _meanwhile(self, slow: WorkerProcess, order: Subject, fate: Fate) -> None:
        holds = slow.hold()
        handling = asyncio.create_task(slow.handle(fate))
        await holds.wait()
        await self._tenant_cancels(order)
        async with WorkerProcess(self.world.url, self.world.clock) as other:
            looking = asyncio.create_task(self._looks(other))
            await asyncio.wait({looking}, timeout=GIVES_UP)
            slow.release()
            await looking
        await handling

    async def _looks(self, other: WorkerProcess) -> None:
        await other.handle(Fate())
        await other.deliver(Fate())
