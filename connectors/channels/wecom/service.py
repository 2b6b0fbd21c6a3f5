"""WeCom's customer service (微信客服): people outside the company, who write from WeChat.

The callback only says that there is something. What it is, is fetched from a cursor on, and the
cursor moves in the transaction that stores what was fetched: whatever dies in between, nothing is
skipped and nothing is kept twice.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import ClassVar

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from connectors.bot.wakes import Wakes
from connectors.channels.base import Door
from connectors.channels.outbox import Outcome, Outgoing, Retry, Sent, Undeliverable
from connectors.channels.push import HAND_OVER_SECONDS
from connectors.channels.wechat import bubbles
from connectors.channels.wechat.bubbles import Bubble
from connectors.channels.wechat.errors import ApiError, Blocked, Unreachable, WeChatError
from connectors.channels.wecom import parts
from connectors.channels.wecom.api import CorpApi, Page
from connectors.channels.wecom.keeping import Keeping
from services.channels import cursors, windows
from services.channels.outbox import Reason
from services.kit.errors import NotFound

SWEEP_SECONDS = 60.0
"""Without a callback, too: one may have come while nobody was there to hear it."""
TRIES, PAUSE_SECONDS = 3, 2.0
TOKEN_OVER = 95007
NOT_NOW: dict[int, Reason] = {
    95001: "over_quota",
    95002: "window_closed",
    95013: "window_closed",
    95018: "window_closed",
}
"""Five were sent; 48 hours are over; the session has ended, or its state allows no message."""
SENT_BEFORE = 40058

log = structlog.get_logger(__name__)


class CustomerService:
    """One account of customer service. Its callback comes to the company's app (`WeCom`)."""

    name: ClassVar[str] = "wecom_kf"

    def __init__(
        self,
        door: Door,
        api: CorpApi,
        kf_id: str,
        *,
        sweep_seconds: float = SWEEP_SECONDS,
        pause_seconds: float = PAUSE_SECONDS,
    ) -> None:
        self._door = door
        self._api = api
        self._kf_id = kf_id
        self._cursor = door.key(kf_id)
        self._keeping = Keeping(self.name, door, api)
        self._token = ""
        self._wakes = Wakes(self._fetch, "kf")
        self._sweep_seconds = sweep_seconds
        self._pause_seconds = pause_seconds

    def install(self, app: web.Application) -> None:
        async def fetching(_app: web.Application) -> AsyncIterator[None]:
            async with self.running():
                yield

        app.cleanup_ctx.append(fetching)

    def heard(self, kf_id: str, token: str) -> None:
        """A callback says that there is something. Returns at once."""
        if kf_id in (self._kf_id, ""):
            self._token = token
            self._wakes.wake(self._kf_id)

    async def settled(self) -> None:
        """Wait until nothing is being fetched here."""
        await self._wakes.settled(self._kf_id)

    async def push(self, outgoing: Outgoing) -> Outcome:
        conversation = outgoing.conversation
        async with self._door.sessions.begin() as session:
            now = self._door.clock()
            charged = await windows.charge(session, conversation, now=now)
            is_open = await windows.is_open(session, conversation, now=now)
        if charged is None:
            return Undeliverable("over_quota" if is_open else "window_closed")
        bubble = bubbles.first(outgoing.messages, conversation.language)
        outcome = await self._outcome(outgoing, bubble)
        if isinstance(outcome, Retry):
            async with self._door.sessions.begin() as session:
                await windows.refund(session, conversation, charged)
        return outcome

    async def _outcome(self, outgoing: Outgoing, bubble: Bubble) -> Outcome:
        try:
            await self._send(outgoing, bubble)
        except Blocked as blocked:
            return Retry(blocked.pause, failed=False)
        except Unreachable:
            return Retry()
        except NotFound:
            return Undeliverable("failed")  # The photo or file is kept no longer.
        except ApiError as refusal:
            return await self._refused(outgoing, bubble, refusal.code)
        if isinstance(bubble.then, Sent):
            return Sent(bubble.then.count, platform_id=outgoing.key)
        return bubble.then

    async def _refused(self, outgoing: Outgoing, bubble: Bubble, code: int) -> Outcome:
        if code == SENT_BEFORE:
            # Who sent it died before they could note it; what stood behind it is sent anew.
            log.warning("wecom.sent_before")
            return Sent() if isinstance(bubble.then, Sent) else bubble.then
        if code in NOT_NOW:
            async with self._door.sessions.begin() as session:
                await windows.exhaust(session, outgoing.conversation)
            return Undeliverable(NOT_NOW[code])
        return Undeliverable("refused")

    async def _send(self, outgoing: Outgoing, bubble: Bubble) -> None:
        kind, content = await parts.content(self._door, self._api, bubble.part)
        await self._api.answer(self._kf_id, outgoing.external_id, kind, content, key=outgoing.key)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Fetch what there is, meanwhile."""
        sweeping = asyncio.create_task(self._sweep_forever(), name="kf-sweep")
        try:
            yield
        finally:
            sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await sweeping
            await self._wakes.close(HAND_OVER_SECONDS)

    async def _sweep_forever(self) -> None:
        while True:
            self._wakes.wake(self._kf_id)
            await asyncio.sleep(self._sweep_seconds)

    async def _fetch(self, _kf_id: str) -> None:
        """Everything that there is; what fails is tried again here, and with the next sweep."""
        for attempt in range(TRIES):
            try:
                await self.fetch()
            except (WeChatError, SQLAlchemyError, OSError) as problem:
                log.warning("wecom.not_fetched", problem=_named(problem))
                if attempt + 1 < TRIES:
                    await asyncio.sleep(self._pause_seconds)
            except Exception:
                log.exception("wecom.fetch_failed")
                return
            else:
                return

    async def fetch(self) -> None:
        """Raises WeChatError, and what a database that is away raises."""
        token, self._token = self._token, ""
        has_more = True
        while has_more:
            async with self._door.sessions() as session:
                before = await cursors.read(session, self._door.park_id, self._cursor)
            page = await self._page(before, token)
            await self._keep(before, page)
            has_more = page.has_more and page.cursor != before

    async def _page(self, cursor: str, token: str) -> Page:
        """With a callback's token it may be asked for often; one that is over is left out."""
        try:
            return await self._api.fetch(self._kf_id, cursor, token)
        except ApiError as refusal:
            if refusal.code != TOKEN_OVER or not token:
                raise
        return await self._api.fetch(self._kf_id, cursor, "")

    async def _keep(self, before: str, page: Page) -> None:
        prepared = await self._keeping.prepare(page.messages)
        async with self._door.sessions.begin() as session:
            park_id = self._door.park_id
            if page.cursor == before or not await cursors.move(
                session, park_id, self._cursor, before=before, after=page.cursor
            ):
                return  # Somebody else has kept it.
            kept = await self._keeping.keep(session, prepared)
        await self._keeping.follow_up(kept)


def _named(problem: Exception) -> str:
    """What went wrong, without what was asked: database errors repeat it."""
    return str(problem) if isinstance(problem, WeChatError) else type(problem).__name__
