"""One open socket of one guest: what they send is stored, what is new is shown."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

import structlog
from aiohttp import WSCloseCode, WSMsgType, web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.base import AtRest, Crowded, Door, News
from connectors.channels.feed import Wakeups
from connectors.channels.webchat import frames
from edge.bulkhead import Bulkhead
from edge.rates import Rate
from models.conversations import Conversation, Message
from services.conversations.conversations import SignedOut
from services.conversations.receiving import ButtonRef, Received, TooManyWaiting
from services.handoffs.attention import Attention
from services.kit.errors import Invalid

CLOSE_UNKNOWN_GUEST = 4401
"""The page fetches itself again, which writes a cookie, and reconnects. Also said to a browser that
was signed out, which is somebody new then."""
HELLO_SECONDS = 10
BAD_FRAMES = 10
"""After so many, whoever writes them is shown out."""
RETRY_SECONDS = 3

log = structlog.get_logger(__name__)


class Socket:
    def __init__(
        self,
        ws: web.WebSocketResponse,
        guest: str,
        channel: str,
        door: Door,
        *,
        rate: Rate,
        opening: Bulkhead,
        network: str | None = None,
    ) -> None:
        self._ws = ws
        self._guest = guest
        self._channel = channel
        self._door = door
        self._rate = rate
        self._opening = opening
        self._network = network
        self._conversation_id = 0
        self._shown = 0
        self._ready = False
        self._typing = False
        self._bad_frames = 0
        self._attention: Attention | None = None

    async def run(self) -> None:
        """Serve until either side closes."""
        hello = await self._hello()
        if hello is None:
            await self._ws.close(code=WSCloseCode.POLICY_VIOLATION, message=b"hello")
            return
        async with AsyncExitStack() as stack:
            try:
                wakeups = await self._open(hello, stack)
            except SignedOut:
                await self._ws.close(code=CLOSE_UNKNOWN_GUEST)
                return
            if wakeups is None:
                await self._ws.close(code=WSCloseCode.TRY_AGAIN_LATER)
                return
            showing = asyncio.create_task(self._show(wakeups))
            try:
                await self._read()
            finally:
                showing.cancel()
                await asyncio.gather(showing, return_exceptions=True)

    async def _open(self, hello: frames.Hello, stack: AsyncExitStack) -> Wakeups | None:
        """Show what was said until now; None where there is no room, or no database, for that.

        Raises SignedOut.
        """
        try:
            self._door.need_room()
        except Crowded:
            return None
        async with self._opening.enter() as room:
            found = await self._look_up(hello) if room else None
        if found is None:
            return None
        # Outside: a client that takes nothing of what it is sent must keep nobody from opening.
        conversation, latest = found
        self._conversation_id = conversation.id
        self._shown = hello.after
        wakeups = await stack.enter_async_context(
            self._door.feed.subscribe(conversation.park_id, conversation.id)
        )
        if hello.after > conversation.last_seq:
            await self._start_over()
        await self._emit(latest)
        await self._catch_up()
        return wakeups if self._ready else None

    async def _look_up(self, hello: frames.Hello) -> tuple[Conversation, list[Message]] | None:
        """The conversation, and for a newcomer the end of it, not all; None without a database.

        Raises SignedOut.
        """
        try:
            conversation = await self._door.open(
                self._channel, self._guest, network=self._network, language=hello.language
            )
            known = 0 < hello.after <= conversation.last_seq
            return conversation, [] if known else await self._door.latest(conversation)
        except (SQLAlchemyError, OSError) as error:
            log.warning("webchat.unavailable", error=repr(error))
            return None

    async def _start_over(self) -> None:
        """The client remembers another conversation than this one."""
        self._shown = 0
        await self._ws.send_json(frames.reset())

    async def _hello(self) -> frames.Hello | None:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                first = await self._ws.receive_str()
            frame = frames.parse(first)
        except (TimeoutError, TypeError, frames.BadFrame):
            return None
        return frame if isinstance(frame, frames.Hello) else None

    async def _read(self) -> None:
        async for incoming in self._ws:
            try:
                if incoming.type is not WSMsgType.TEXT:
                    raise frames.BadFrame(incoming.type.name)
                await self._take(frames.parse(incoming.data))
            except frames.BadFrame:
                await self._complain()

    async def _complain(self) -> None:
        self._bad_frames += 1
        if self._bad_frames >= BAD_FRAMES:
            await self._ws.close(code=WSCloseCode.POLICY_VIOLATION, message=b"frames")
        else:
            await self._ws.send_json(frames.error("bad_frame"))

    async def _take(self, frame: frames.Frame) -> None:
        rest = self._door.resting(self._door.park_id)
        if rest is not None and rest.gone:
            # The page connects again, to wherever the host's name leads by now.
            await self._ws.close(code=WSCloseCode.TRY_AGAIN_LATER)
            return
        match frame:
            case frames.Ping():
                await self._ws.send_json(frames.pong())
            case frames.Hello():
                raise frames.BadFrame("hello twice")
            case frames.Send() | frames.Press():
                await self._ws.send_json(await self._answer(frame))

    async def _answer(self, frame: frames.Send | frames.Press) -> dict[str, Any]:
        """The acknowledgement of a message that is stored, or why it is not."""
        if wait := self._rate.take(self._guest):
            return frames.error("rate_limited", frame.id, retry_after=round(wait, 1))
        try:
            received = await self._store(frame)
        except TooManyWaiting as refusal:
            wait = refusal.details["retry_after"]
            return frames.error(refusal.code, frame.id, retry_after=wait)
        except Invalid as refusal:
            press = isinstance(frame, frames.Press)
            return frames.error("button_unknown" if press else refusal.code, frame.id)
        except AtRest:
            return frames.error("at_rest", frame.id, retry_after=RETRY_SECONDS)
        except (SQLAlchemyError, OSError) as error:
            log.warning("webchat.unavailable", error=repr(error))
            return frames.error("unavailable", frame.id, retry_after=RETRY_SECONDS)
        return frames.ack(frame.id, received.message.seq)

    async def _store(self, frame: frames.Send | frames.Press) -> Received:
        text, button = "", None
        match frame:
            case frames.Send():
                text = frame.text
            case frames.Press():
                button = ButtonRef(frame.seq, frame.index)
        return await self._door.receive(
            self._conversation_id,
            external_id=self._external_id(frame.id),
            text=text,
            button=button,
        )

    def _external_id(self, id: UUID) -> str:
        return f"{self._guest}:{id}"

    async def _show(self, wakeups: Wakeups) -> None:
        try:
            async for brought in wakeups:
                if not await self._show_brought(brought):
                    await self._catch_up()
        except SignedOut:
            await self._ws.close(code=CLOSE_UNKNOWN_GUEST)
        except ConnectionError:
            log.debug("webchat.gone", guest=self._guest)
        except Exception:
            log.exception("webchat.show_failed", conversation_id=self._conversation_id)
            await self._ws.close(code=WSCloseCode.INTERNAL_ERROR)

    async def _show_brought(self, brought: list[News]) -> bool:
        """Show what came along with wake-ups; False where something may lie between."""
        if not self._ready:
            return False
        typists = [news.typist for news in brought if news.typist]
        for name in typists:
            await self._ws.send_json(frames.typing(True, name))
        numbers = [message.seq for news in brought for message in news.messages]
        if not numbers:
            return len(typists) == len(brought) > 0
        if numbers != list(range(self._shown + 1, self._shown + 1 + len(numbers))):
            return False
        for news in brought:
            if news.typist:
                continue
            await self._emit(news.messages)
            await self._show_typing(news.answering)
        return not any(_hands_over(message) for news in brought for message in news.messages)

    async def _show_typing(self, answering: bool) -> None:
        if answering != self._typing:
            self._typing = answering
            await self._ws.send_json(frames.typing(answering))

    async def _catch_up(self) -> None:
        """Show what is new. What cannot be read now is read at the next wake-up.

        Raises SignedOut.
        """
        while (news := await self._read_news()) is not None:
            if news.ended:
                raise SignedOut
            await self._emit(news.messages)
            if not news.more:
                break
        if news is None:
            return
        await self._show_attention(news.attention)
        if not self._ready:
            self._ready = True
            await self._ws.send_json(frames.ready(self._shown))
        await self._show_typing(news.answering)

    async def _show_attention(self, attention: Attention | None) -> None:
        if attention is not None and attention != self._attention:
            self._attention = attention
            await self._ws.send_json(frames.attention(attention))

    async def _read_news(self) -> News | None:
        try:
            return await self._door.news(self._conversation_id, self._shown)
        except (SQLAlchemyError, OSError) as error:
            log.warning("webchat.unavailable", error=repr(error))
            return None

    async def _emit(self, messages: list[Message]) -> None:
        for message in messages:
            await self._ws.send_json(frames.message(message))
            self._shown = message.seq
            if message.direction == "out":
                # The page takes the dots away when an answer arrives.
                self._typing = False


def _hands_over(message: Message) -> bool:
    """Whether somebody else may have the conversation after it."""
    return message.author in {"staff", "system"} or "handed_off" in message.data
