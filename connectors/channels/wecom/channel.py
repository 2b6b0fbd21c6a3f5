"""WeCom: the callback of the company's app, and messages to its members."""

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.base import Door
from connectors.channels.outbox import Outcome, Outgoing, Retry, Undeliverable
from connectors.channels.wechat import bubbles, envelope, incoming
from connectors.channels.wechat.bubbles import Bubble
from connectors.channels.wechat.callbacks import Callbacks
from connectors.channels.wechat.crypto import Forged
from connectors.channels.wechat.envelope import Garbled, Tree
from connectors.channels.wechat.errors import ApiError, Blocked, Unreachable
from connectors.channels.wechat.incoming import Incoming, Other
from connectors.channels.wechat.reception import Reception
from connectors.channels.wecom import parts
from connectors.channels.wecom.api import CorpApi
from connectors.channels.wecom.service import CustomerService
from connectors.channels.wecom.told import VOICE
from models.conversations import Conversation
from models.park import Park
from services.channels import pace
from services.channels.pace import Pace
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.kit.errors import NotFound
from services.texts import say

PATH = "/wecom"
PACE = Pace(timedelta(seconds=3), burst=10)
"""At most 30 a minute to one member: of more the platform says "ok" and shows nothing."""
NO_SUCH_MEMBER = frozenset({40003, 81013, 60111})

log = structlog.get_logger(__name__)


class MemberReception(Reception):
    """As WeChat's, but that nobody recognises what is spoken."""

    async def _refuse(self, incoming: Incoming, conversation_id: int, why: str) -> None:
        why = VOICE if why == "channel-voice-unheard" else why
        await super()._refuse(incoming, conversation_id, why)


class WeCom:
    """The company's own people. `service`, if there is one, hears of people outside by the same
    callback."""

    name: ClassVar[str] = "wecom"

    def __init__(
        self,
        door: Door,
        callbacks: Callbacks,
        api: CorpApi,
        agent_id: int,
        service: CustomerService | None = None,
    ) -> None:
        self._door = door
        self._callbacks = callbacks
        self._api = api
        self._agent_id = agent_id
        self._service = service
        self._reception = MemberReception(self.name, door, api)

    def install(self, app: web.Application) -> None:
        app.router.add_get(PATH, self.check)
        app.router.add_post(PATH, self.callback)

    async def check(self, request: web.Request) -> web.Response:
        """The platform's check of our address."""
        try:
            return _plain(self._callbacks.sealed_echo(request.query))
        except Forged:
            raise web.HTTPForbidden(text="") from None

    async def callback(self, request: web.Request) -> web.Response:
        try:
            self._callbacks.admit(request.query)
            tree = self._callbacks.open(request.query, await envelope.read_body(request))
            await self._take(tree)
        except Forged:
            raise web.HTTPForbidden(text="") from None
        except Garbled:
            raise web.HTTPBadRequest(text="") from None
        except (SQLAlchemyError, OSError) as error:
            # Not acknowledged, so that the platform delivers it again.
            log.warning("wecom.unavailable", error=type(error).__name__)
            raise web.HTTPServiceUnavailable(text="") from None
        return _plain("")

    async def push(self, outgoing: Outgoing) -> Outcome:
        async with self._door.sessions.begin() as session:
            now = self._door.clock()
            wait = await pace.take(session, outgoing.conversation, PACE, now=now)
        if wait > timedelta(0):
            return Retry(wait, failed=False)
        bubble = bubbles.first(outgoing.messages[:1], outgoing.conversation.language)
        try:
            known = await self._send(outgoing.external_id, bubble)
        except Blocked as blocked:
            return Retry(blocked.pause, failed=False)
        except Unreachable:
            return Retry()
        except NotFound:
            return Undeliverable("failed")  # The photo or file is kept no longer.
        except ApiError as refusal:
            gone = refusal.code in NO_SUCH_MEMBER
            return Undeliverable("unsubscribed" if gone else "refused")
        return bubble.then if known else Undeliverable("unsubscribed")

    async def _send(self, user_id: str, bubble: Bubble) -> bool:
        kind, content = await parts.content(self._door, self._api, bubble.part)
        return await self._api.send(user_id, self._agent_id, kind, content)

    async def _take(self, tree: Tree) -> None:
        if tree.get("Event") == "kf_msg_or_event":
            if self._service is not None:
                self._service.heard(str(tree.get("OpenKfId", "")), str(tree.get("Token", "")))
            return
        if str(tree.get("AgentID", self._agent_id)) != str(self._agent_id):
            return  # Of another app that somebody has led to our address.
        came = incoming.read(tree)
        came = replace(came, id=self._door.key(came.id))
        conversation = await self._reception.open(came)
        await self._reception.take(came, conversation.id)
        await self._greet(came, conversation)
        await self._door.feed.publish(conversation.park_id, conversation.id)

    async def _greet(self, came: Incoming, conversation: Conversation) -> None:
        """Somebody opens the app for the first time; later ones are not greeted anew."""
        if not isinstance(came.content, Other) or came.content.name != "enter_agent":
            return
        async with self._door.sessions.begin() as session:
            found = await conversations.find(session, conversation.park_id, conversation.id)
            await session.refresh(found, with_for_update=True)
            if found.last_seq:
                return
            park = await session.get_one(Park, found.park_id)
            name = park.name_zh if found.language == "zh" else park.name_en
            greeting = Reply(say(found.language, "channel-greeting", park=name))
            now = self._door.clock()
            await conversations.speak(session, found, [greeting], author="system", now=now)


def _plain(text: str) -> web.Response:
    return web.Response(
        text=text, content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"}
    )
