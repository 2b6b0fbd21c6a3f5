"""The WeChat Official Account, and the customer service of a mini-program."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.base import Door
from connectors.channels.outbox import Outbox, Outcome, Outgoing
from connectors.channels.wechat import envelope, incoming
from connectors.channels.wechat.callbacks import Callbacks
from connectors.channels.wechat.crypto import Forged, Keys
from connectors.channels.wechat.envelope import Garbled
from connectors.channels.wechat.incoming import Incoming
from connectors.channels.wechat.passive import PATIENCE, Passive, after
from connectors.channels.wechat.reception import Reception
from connectors.channels.wechat.sender import Sender
from models.channels import InboundDelivery
from models.conversations import Conversation
from services.texts import say

DELIVERIES = 3
"""How often the platform delivers what it gets no answer to."""
SILENT_FOR = timedelta(seconds=3)
"""Longer than the platform waits after PATIENCE, so that it delivers again."""
ACKNOWLEDGED = "success"

log = structlog.get_logger(__name__)


class WeChat:
    """An Official Account: answers in the response where it can, else pushes."""

    name: ClassVar[str] = "wechat"
    path: ClassVar[str] = "/wechat"
    passively: ClassVar[bool] = True

    def __init__(
        self,
        door: Door,
        outbox: Outbox,
        callbacks: Callbacks,
        sender: Sender,
        *,
        patience: timedelta = PATIENCE,
        silent_for: timedelta = SILENT_FOR,
    ) -> None:
        self._door = door
        self._callbacks = callbacks
        self._sender = sender
        self._reception = Reception(self.name, door, sender.api)
        self._passive = Passive(self.name, door, outbox, sender.may_push, patience)
        self._silent_for = silent_for

    def install(self, app: web.Application) -> None:
        app.router.add_get(self.path, self.check)
        app.router.add_post(self.path, self.callback)

    async def push(self, outgoing: Outgoing) -> Outcome:
        return await self._sender.push(outgoing)

    async def check(self, request: web.Request) -> web.Response:
        """The platform's check of our address."""
        try:
            return _plain(self._callbacks.echo(request.query))
        except Forged:
            raise web.HTTPForbidden(text="") from None

    async def callback(self, request: web.Request) -> web.Response:
        deadline = after(self._passive.patience)
        try:
            self._callbacks.admit(request.query)
        except Forged:
            raise web.HTTPForbidden(text="") from None
        came, keys = self._read(request, await envelope.read_body(request))
        try:
            answer = await self._answer(came, deadline)
        except (SQLAlchemyError, OSError) as error:
            # Not acknowledged, so that the platform delivers it again.
            log.warning("wechat.unavailable", error=type(error).__name__)
            raise web.HTTPServiceUnavailable(text="") from None
        if answer is None:
            return _plain(ACKNOWLEDGED)
        at = int(self._door.clock().timestamp())
        reply = envelope.text_reply(came.who, came.account, answer, at)
        return web.Response(text=self._callbacks.seal(reply, keys), content_type="text/xml")

    def _read(self, request: web.Request, body: bytes) -> tuple[Incoming, Keys]:
        """With the keys that it came under, by which it is answered. Raises HTTPForbidden, and
        HTTPBadRequest for what is genuine but no message."""
        try:
            tree, keys = self._callbacks.opened(request.query, body)
            came = incoming.read(tree)
            return replace(came, id=self._door.key(came.id)), keys
        except Forged:
            raise web.HTTPForbidden(text="") from None
        except Garbled:
            raise web.HTTPBadRequest(text="") from None

    async def _answer(self, came: Incoming, deadline: float) -> str | None:
        """What to answer in the response; None to acknowledge only."""
        conversation = await self._reception.open(came)
        if not (self.passively and came.shows_answer):
            await self._reception.take(came, conversation.id)
            await self._door.feed.publish(conversation.park_id, conversation.id)
            return None
        try:
            return await self._answer_passively(came, conversation, deadline)
        finally:
            # What was not answered so is pushed from now on.
            await self._door.feed.publish(conversation.park_id, conversation.id)

    async def _answer_passively(
        self, came: Incoming, conversation: Conversation, deadline: float
    ) -> str | None:
        async with self._passive.holding(conversation.id) as holding:
            delivery = await self._reception.take(came, conversation.id)
            if delivery.answer is not None:
                return delivery.answer
            said = await holding.answer(came.id, deadline)
        if said.pending and not self._sender.may_push:
            return await self._put_off(conversation, delivery)
        return said.text

    async def _put_off(self, conversation: Conversation, delivery: InboundDelivery) -> str | None:
        """Stay silent, so that it is delivered again; at the last time there must be an answer."""
        if delivery.deliveries >= DELIVERIES:
            return say(conversation.language, "channel-still-working")
        await asyncio.sleep(self._silent_for.total_seconds())
        return None


class MiniProgram(WeChat):
    """The customer service of a mini-program: it knows no passive answer."""

    name: ClassVar[str] = "miniprogram"
    path: ClassVar[str] = "/wechat/mini"
    passively: ClassVar[bool] = False


def _plain(text: str) -> web.Response:
    return web.Response(
        text=text, content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"}
    )
