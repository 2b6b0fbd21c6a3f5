"""Has the bot hear what danger is in words that came in by another way than the chat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.bot.client import BotDown, BotFailed, Dialogue
from connectors.channels.feed import Feed
from services.danger import hearing
from services.danger.passages import Passage
from services.events.follows import Told

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Listener:
    """Asks the bot of one passage, and does what follows. Nothing here asks the network inside a
    transaction."""

    sessions: async_sessionmaker[AsyncSession]
    dialogue: Dialogue
    feed: Feed
    clock: Callable[[], datetime]

    async def hear(self, passage: Passage) -> datetime | None:
        """When to ask the bot again, because it was down; None: it is done. Safe to repeat."""
        async with self.sessions() as session:
            words = await hearing.waiting(session, passage, now=self.clock())
        if words is None:
            return None
        again, told = None, list[Told]()
        try:
            parsed = await self.dialogue.parse(words.text, words.metadata)
        except (BotDown, BotFailed) as problem:
            log.warning("danger.not_heard", problem=str(problem), passage=passage.key)
            async with self.sessions.begin() as session:
                again, told = await hearing.not_heard(session, passage, now=self.clock())
        else:
            async with self.sessions.begin() as session:
                told = await hearing.take_in(session, passage, parsed, now=self.clock())
        for one in told:
            await self.feed.publish(one.park_id, one.conversation_id)
        await self.feed.announce(passage.park_id)
        return again
