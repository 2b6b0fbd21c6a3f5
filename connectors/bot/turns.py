"""Turns: every stored message gets its answer, in a conversation one after another."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.bot.client import Answer, BotDown, BotFailed, Dialogue, Utterance
from connectors.bot.seats import Queue
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.utterances import utterance_of
from connectors.bot.wakes import Wakes
from connectors.channels.feed import Feed, News
from edge.sessions import statement_by_statement
from edge.shares import Shares
from services.conversations import concluding, turns
from services.conversations.concluding import Concluded
from services.conversations.conversations import Reply
from services.conversations.just_said import JustSaid
from services.conversations.turns import Waiting
from services.conversations.under_way import UnderWay
from services.danger import alarms
from services.handoffs import troubles
from services.handoffs.troubles import Trouble
from services.kit import fence, tracing

LEASE = timedelta(seconds=30)
"""Longer than any turn takes; a crashed process's conversations wait this long for another."""
SWEEP_SECONDS = 2.0
AT_ONCE = 16
"""Turns that are with the bots at one moment, from one process; more would only wait there, where
their time runs."""
WAITING = 512
"""Conversations that are answered or wait for it in one process; beyond that none is added."""
PATIENCE_SECONDS = 2.5
"""Nor is one that would wait longer for its turn, by how many wait and how long turns take: what is
taken is answered soon, however slow the bots are."""
HAND_OVER_SECONDS = 2.0
"""A turn that takes longer when we leave is another process's."""
SWEPT = 100
STRANDED_AFTER = timedelta(seconds=2)

log = structlog.get_logger(__name__)


def _park_of(key: tuple[int, int]) -> int:
    return key[0]


def _traced(asked: Waiting) -> AbstractContextManager[None]:
    """A turn goes on with the request that its message came by, whoever runs it."""
    message = asked.message
    about = {"conversation_id": message.conversation_id, "message_id": message.id}
    return tracing.resumed(
        "turn", message.traceparent, "consumer", park_id=message.park_id, **about
    )


_LEASE_GIVEN_BACK = (Concluded.MORE, Concluded.ALL)
_LOOKS_AGAIN = (Concluded.MORE, Trouble.AGAIN)


class Second(Protocol):
    """Runs a turn with another reader beside the bot, where its park has one."""

    async def turn(
        self,
        asked: Waiting,
        said: Utterance,
        run: Callable[[Utterance], Awaitable[Answer]],
        *,
        waits: float,
    ) -> Answer: ...


class TurnRunner:
    """Answers stored messages. Several processes may run one each on the same database.

    A conversation is leased by a token in its row; whatever is written is written only while the
    token still stands there, so that a process that lost its lease cannot answer a second time.
    """

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        dialogue: Dialogue,
        feed: Feed,
        clock: Callable[[], datetime],
        metrics: TurnMetrics,
        *,
        sweep_seconds: float = SWEEP_SECONDS,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        patience: float = PATIENCE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
        second: Second | None = None,
        shares: Shares | None = None,
    ) -> None:
        self._second = second
        self._shares = shares or Shares(CollectorRegistry(), monotonic)
        self._queue: Queue[tuple[int, int]] = Queue(
            at_once, monotonic, _park_of, most_of=self._most_of, share_of=self._shares.share
        )
        self._most = waiting
        self._patience = patience
        self._sessions = sessions
        self._dialogue = dialogue
        self._feed = feed
        self._clock = clock
        self._metrics = metrics
        self._sweep_seconds = sweep_seconds
        self._wakes: Wakes[tuple[int, int]] = Wakes(self._handle, "turns")
        self._closing = False
        self.under_way = UnderWay()  # For the actions of this process.
        self.just_said = JustSaid()  # For its channels.

    def wake(self, park_id: int, conversation_id: int) -> None:
        """Say that a message waits. Returns at once."""
        self._wakes.wake((park_id, conversation_id))

    def crowded(self, park_id: int, conversation_id: int | None) -> bool:
        """Whether a message of this conversation, or whoever is not in one yet, had better come
        later: too many others wait, or too long. One that is being answered goes on."""
        if conversation_id is not None and (park_id, conversation_id) in self._wakes:
            return False
        crowded = self._is_full_for(park_id) or self._queue.wait(park_id) > self._patience
        if crowded:
            self._metrics.refused.labels(park_id).inc()
            if self._most_of(park_id) is not None:
                self._shares.waits_for_turn(park_id)
        return crowded

    def _most_of(self, park_id: int) -> int | None:
        return self._shares.most(park_id, "turns")

    def _is_full_for(self, park_id: int) -> bool:
        """A park that has less than an equal share of what is waited for is let in beyond it."""
        if len(self._wakes) < self._most:
            return False
        waiting = [_park_of(key) for key in self._wakes.keys()]  # noqa: SIM118 - it is no dict
        share = self._most // len({*waiting, park_id})
        return waiting.count(park_id) >= max(1, share)

    async def settled(self, park_id: int, conversation_id: int) -> None:
        """Wait until nothing of this conversation is being handled here."""
        await self._wakes.settled((park_id, conversation_id))

    async def sweep_forever(self) -> None:
        """Take up what a crash, or a bot that was down, left behind."""
        while True:
            await asyncio.sleep(self._sweep_seconds)
            try:
                await self.sweep()
            except Exception:
                log.exception("turns.sweep_failed")

    async def sweep(self) -> None:
        """Wake conversations whose message nobody has taken up, as many as there is room for."""
        room = self._most - len(self._wakes)
        if room <= 0:
            return
        with fence.everywhere():
            await self._wake_stranded(room)

    async def _wake_stranded(self, room: int) -> None:
        async with self._sessions() as session:
            before = self._clock() - STRANDED_AFTER
            left = await turns.stranded(session, before=before, limit=min(room, SWEPT))
        for key in left:
            self.wake(*key)

    def install(self, app: web.Application) -> None:
        """Sweep while `app` runs, and hand over when it ends: before the channels, so that they
        still send what is answered."""
        app.cleanup_ctx.append(self._running)

    async def _running(self, _app: web.Application) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(self.sweep_forever(), name="sweep")
        try:
            yield
        finally:
            sweeping.cancel()
            await asyncio.gather(sweeping, return_exceptions=True)
            await self.close(HAND_OVER_SECONDS)

    async def close(self, seconds: float | None = None) -> None:
        """Let running turns end, and begin none; what waits is another process's.

        A turn that takes longer than `seconds` is given up with its lease. Whoever takes it up asks
        for the same turn again, and an action that has written gives back what it said then.
        """
        self._closing = True
        await self._wakes.close(seconds)

    async def _handle(self, key: tuple[int, int]) -> None:
        """Message by message, each with a seat of its own: who has many waiting does not keep
        others from theirs."""
        bound = structlog.contextvars.bound_contextvars(conversation_id=key[1])
        with bound, fence.within(_park_of(key)):
            more = True
            while more and not self._closing:
                async with self._queue.seat(key):
                    more = await self._answer(*key)

    async def _answer(self, park_id: int, conversation_id: int) -> bool:
        """Answer the oldest message that waits; whether to look for another."""
        token, held = secrets.token_hex(8), False
        try:
            if self._closing or not (asked := await self._take(park_id, conversation_id, token)):
                return False
            held = True
            with _traced(asked):
                outcome = await self._next(asked, token)
            held = outcome not in _LEASE_GIVEN_BACK
            return outcome in _LOOKS_AGAIN
        except Exception:
            log.exception("turns.failed")
            return False
        finally:
            if held:
                await self._release(park_id, conversation_id, token)

    async def _take(self, park_id: int, conversation_id: int, token: str) -> Waiting | None:
        now = self._clock()
        async with statement_by_statement(self._sessions) as session:
            return await turns.take(
                session, park_id, conversation_id, token=token, now=now, until=now + LEASE
            )

    async def _release(self, park_id: int, conversation_id: int, token: str) -> None:
        """What cannot be given back now, runs out."""
        try:
            async with statement_by_statement(self._sessions) as session:
                await turns.release(session, park_id, conversation_id, token=token)
        except (SQLAlchemyError, OSError) as problem:
            log.warning("turns.not_released", problem=repr(problem))

    async def _next(self, asked: Waiting, token: str) -> Concluded | Trouble | None:
        """Answer the message; None if it has to wait for the bot."""
        started = self._clock()
        said = utterance_of(asked, started)
        if asked.conversation.owner == "staff":
            await self._listen(asked, said)
            return await self._conclude(asked, [], token, "staff")
        try:
            with self.under_way.turn(asked.message, asked.taken):
                answer = await self._turn(asked, said)
        except BotDown as problem:
            log.warning("turns.bot_down", problem=str(problem), message_id=asked.message.id)
            await self._tell_bot_is_down(asked, token)
            return None
        except BotFailed as problem:
            log.error("turns.bot_failed", problem=str(problem), message_id=asked.message.id)
            return await self._failed(asked, token)
        self._metrics.seconds.observe((self._clock() - started).total_seconds())
        first = started if asked.taken is not None else None
        return await self._conclude(
            asked, answer.replies, token, "answered", answer=answer, tried_at=first
        )

    async def _turn(self, asked: Waiting, said: Utterance) -> Answer:
        if self._second is None:
            return await self._dialogue.turn(said)
        waits = self._queue.wait()
        return await self._second.turn(asked, said, self._dialogue.turn, waits=waits)

    async def _listen(self, asked: Waiting, said: Utterance) -> None:
        """Alarm of danger in what a tenant writes to staff; the bot itself says nothing.

        Staff read the message anyway, so a bot that is down holds nothing up.
        """
        if said.payload is not None or not said.text:
            return
        try:
            parsed = await self._dialogue.parse(said.text, said.metadata)
        except (BotDown, BotFailed) as problem:
            log.warning("turns.not_listened", problem=str(problem), message_id=asked.message.id)
            return
        if (parsed.get("danger") or {}).get("zone") in (None, "none"):
            return
        async with self._sessions.begin() as session:
            await alarms.hear_for_staff(session, asked.message, parsed, now=self._clock())

    async def _conclude(
        self,
        asked: Waiting,
        replies: Sequence[Reply],
        token: str,
        outcome: str,
        *,
        answer: Answer | None = None,
        tried_at: datetime | None = None,
    ) -> Concluded:
        async with statement_by_statement(self._sessions) as session:
            concluded = await concluding.conclude(
                session,
                asked.message,
                replies,
                token=token,
                author="bot",
                now=self._clock(),
                understood=answer.understood if answer else None,
                memory=answer.memory if answer else None,
                tried_at=tried_at,
            )
            if concluded.said and concluded.outcome is Concluded.ALL and concluded.owner == "bot":
                self.just_said.note(asked.conversation, concluded.said[-1])
        lost = concluded.outcome is Concluded.LOST
        self._metrics.turns.labels(concluded.outcome.value if lost else outcome).inc()
        self._metrics.by_park.labels(asked.message.park_id).inc()
        news = None if lost else News(concluded.said, concluded.answering)
        await self._feed.publish(asked.message.park_id, asked.conversation.id, news)
        return concluded.outcome

    async def _tell_bot_is_down(self, asked: Waiting, token: str) -> None:
        self._metrics.turns.labels("bot_down").inc()
        async with self._sessions.begin() as session:
            said = await troubles.bot_is_down(
                session, asked.message, token=token, now=self._clock()
            )
        if said:
            await self._feed.publish(asked.message.park_id, asked.conversation.id)

    async def _failed(self, asked: Waiting, token: str) -> Concluded | Trouble:
        self._metrics.turns.labels("bot_failed").inc()
        async with self._sessions.begin() as session:
            trouble = await troubles.bot_failed(
                session, asked.message, token=token, now=self._clock()
            )
            if trouble is not Trouble.HANDED_OFF:
                return trouble
            reply = await troubles.given_up(session, asked.conversation)
        return await self._conclude(asked, [reply], token, "handed_off")
