"""The passive answer: in the response to the platform's own request, which costs no quota.

Who answers so holds the right to send the conversation's messages meanwhile, so that the pusher
does not send the same; what was answered is kept with the delivery, so that a repeated one gets it
again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from connectors.channels.base import Door
from connectors.channels.feed import Wakeups
from connectors.channels.outbox import (
    Hold,
    Outbox,
    Outcome,
    Outgoing,
    PartSent,
    Sent,
    Undeliverable,
)
from connectors.channels.wechat import bubbles
from services.channels import inbound
from services.conversations import turns

PATIENCE = timedelta(seconds=4)
"""Of the platform's five; the rest is for the wire."""
BEYOND = timedelta(seconds=2)
"""How much longer a hold lasts than the patience, for what is under way then."""
LOOK_SECONDS = 0.25
"""Between two looks, if no wake-up comes: the turn may run in another process."""


@dataclass(frozen=True, slots=True)
class Said:
    """What to answer. Without a text: nothing, or, while the bot is `pending`, nothing yet."""

    text: str | None
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Passive:
    channel: str
    door: Door
    outbox: Outbox
    may_push: bool
    """Else what cannot be answered passively cannot be sent at all."""
    patience: timedelta = PATIENCE

    @asynccontextmanager
    async def holding(self, conversation_id: int) -> AsyncIterator["Holding"]:
        """Begin before the message is stored: the bot may be fast."""
        async with AsyncExitStack() as stack:
            subscription = self.door.feed.subscribe(self.door.park_id, conversation_id)
            wakeups = await stack.enter_async_context(subscription)
            holding = Holding(self, conversation_id, wakeups, stack)
            await holding.try_to_hold()
            yield holding


class Holding:
    def __init__(
        self, passive: Passive, conversation_id: int, wakeups: Wakeups, stack: AsyncExitStack
    ) -> None:
        self._passive = passive
        self._door = passive.door
        self._conversation_id = conversation_id
        self._wakeups = wakeups
        self._stack = stack
        self._hold: Hold | None = None

    async def try_to_hold(self) -> None:
        """Unless somebody sends just now."""
        if self._hold is None:
            period = self._passive.patience + BEYOND
            hold = self._passive.outbox.hold(self._conversation_id, period)
            self._hold = await self._stack.enter_async_context(hold)

    async def answer(self, delivery: str, deadline: float) -> Said:
        """What is said, once it is complete, or at `deadline` by the loop's clock."""
        while not (ready := await self._is_ready()) and (left := deadline - _now()) > 0:
            try:
                async with asyncio.timeout(min(left, LOOK_SECONDS)):
                    await anext(self._wakeups)
            except TimeoutError:
                continue
        if not ready or self._hold is None:
            return Said(None, pending=True)
        return Said(await self._take(self._hold, delivery))

    async def _is_ready(self) -> bool:
        """Whether every message of the tenant has got its answer, and nobody else sends it."""
        await self.try_to_hold()
        async with self._door.sessions() as session:
            waiting = await turns.waiting(session, self._door.park_id, self._conversation_id)
        return waiting is None and self._hold is not None

    async def _take(self, hold: Hold, delivery: str) -> str | None:
        while outgoing := await hold.waiting():
            bubble = bubbles.first(outgoing.messages, outgoing.conversation.language)
            if isinstance(bubble.part, str):
                settled = await self._settle(hold, outgoing, bubble.part, bubble.then, delivery)
                return bubble.part if settled else None
            if self._passive.may_push or not await hold.settle(outgoing, Undeliverable("refused")):
                return None  # A photo has to be pushed.
        # Another delivery of the same may have been answered while this one waited.
        async with self._door.sessions() as session:
            park_id, channel = self._door.park_id, self._passive.channel
            return await inbound.answer_of(session, park_id, channel, delivery)

    async def _settle(
        self, hold: Hold, outgoing: Outgoing, text: str, then: Outcome, delivery: str
    ) -> bool:
        async def keep(session: AsyncSession) -> None:
            park_id, channel = self._door.park_id, self._passive.channel
            await inbound.answered(session, park_id, channel, delivery, text)

        outcome = Sent(then.count, via="passive") if isinstance(then, Sent) else PartSent()
        return await hold.settle(outgoing, outcome, also=keep)


def _now() -> float:
    return asyncio.get_running_loop().time()


def after(period: timedelta) -> float:
    """The moment so long from now, by the loop's clock."""
    return _now() + period.total_seconds()
