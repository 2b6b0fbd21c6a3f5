"""The job that pushes news to browsers of tenants."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from connectors.alerts.pushing import BrowserGone, Push, Pusher, PushFailed
from models.conversations import Conversation, Message
from parkline.process.clock import Clock
from parkline.stores.database import Sessions
from services.notices import pushes

AGAIN = timedelta(seconds=30)
PUSHED_FOR = timedelta(minutes=30)
"""What could not be pushed for so long is left to the app."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TenantPushing:
    sessions: Sessions
    clock: Clock
    pusher: Pusher | None

    async def push(self, park_id: int, message_id: int) -> datetime | None:
        """Push a message; when to try again. One may get it twice, which shows as one."""
        if self.pusher is None:
            return None
        now = self.clock()
        async with self.sessions() as session:
            message = await session.get(Message, (park_id, message_id))
            if message is None or now - message.created_at > PUSHED_FOR:
                return None
            conversation = await session.get_one(Conversation, (park_id, message.conversation_id))
            browsers = await pushes.browsers(session, conversation, now=now)
            words = await pushes.words_of(session, conversation, message)
        push = Push(words.title, words.body, words.path, words.tag)
        failed = False
        for browser in browsers:
            try:
                await self.pusher.send(browser, push)
            except BrowserGone as gone:
                log.info("tenant_push.browser_gone", status=str(gone))
                async with self.sessions.begin() as session:
                    await pushes.forget(session, browser)
            except PushFailed as problem:
                log.warning("tenant_push.failed", problem=str(problem))
                failed = True
        return now + AGAIN if failed else None
