"""Pushing: under the platform's quota, else by a template, else it stays in the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog

from connectors.channels import voice
from connectors.channels.attachments import Attachment
from connectors.channels.base import Door
from connectors.channels.file_links import FileLinks
from connectors.channels.outbox import Outcome, Outgoing, Retry, Sent, Undeliverable
from connectors.channels.wechat import bubbles, templates
from connectors.channels.wechat.api import Api
from connectors.channels.wechat.bubbles import Bubble, Picture
from connectors.channels.wechat.errors import ApiError, Blocked, Unreachable
from connectors.channels.wechat.templates import Kind, Template
from models.conversations import Conversation
from models.park import Park
from services.channels import reach, windows
from services.channels.outbox import Reason
from services.kit.errors import NotFound

HELD_FOR = timedelta(hours=1)
"""Without the right to push, what was not answered in time waits for the person's next message."""

MISCONFIGURED = frozenset({40001, 40013, 40014, 40125, 40164, 42001, 48001})
"""The secret, the list of addresses, the account's rights: not the message's fault, and mended by
the operator."""
MENDED_AFTER = timedelta(minutes=1)

log = structlog.get_logger(__name__)

WINDOW_CLOSED = 45015
TOO_MANY = 45047
NOT_FOLLOWING = frozenset({43004, 43019})
TOO_LARGE = frozenset({45002, 45001})


@dataclass(frozen=True, slots=True)
class Sender:
    door: Door
    api: Api
    may_push: bool = True
    """A verified account's right to send customer service messages."""
    templates: Mapping[Kind, Template] = field(default_factory=dict)
    links: FileLinks | None = None
    """Addresses of documents, which the platform takes as links; None without a public one."""
    subscribe: bool = False
    """Templates are a mini-program's subscribe messages, not an account's template messages."""

    async def push(self, outgoing: Outgoing) -> Outcome:
        if not self.may_push:
            return Retry(HELD_FOR, failed=False)
        conversation = outgoing.conversation
        bubble = bubbles.first(outgoing.messages, conversation.language)
        try:
            spoken = await self._spoken(bubble)
        except NotFound:
            return Undeliverable("failed")  # The recording is kept no longer.
        if self.links is None and spoken is None and isinstance(bubble.part, Attachment):
            return Undeliverable("no_address")
        async with self.door.sessions.begin() as session:
            if await reach.has_left(session, conversation):
                return Undeliverable("unsubscribed", len(outgoing.messages))
            now = self.door.clock()
            charged = await windows.charge(session, conversation, now=now)
            is_open = await windows.is_open(session, conversation, now=now)
        if charged is None:
            return await self._instead(outgoing, "over_quota" if is_open else "window_closed")
        outcome = await self._send(outgoing, bubble, spoken)
        if isinstance(outcome, Retry):
            async with self.door.sessions.begin() as session:
                await windows.refund(session, conversation, charged)
        return outcome

    async def _spoken(self, bubble: Bubble) -> bytes | None:
        """A voice message as the platform plays it; None for all else, and where it cannot be made
        so. Raises NotFound."""
        part = bubble.part
        if self.subscribe or not isinstance(part, Attachment) or not part.is_voice:
            return None
        found = await self.door.file(part.id, part.token)
        return await voice.amr_or_none(found.body, found.media_type)

    async def _send(self, outgoing: Outgoing, bubble: Bubble, spoken: bytes | None) -> Outcome:
        openid, language = outgoing.external_id, outgoing.conversation.language
        try:
            if spoken is not None:
                await self.api.send_voice(openid, await self.api.upload_voice(spoken))
            else:
                await self._post(openid, bubble, language)
        except NotFound:
            return Undeliverable("failed")  # The photo is kept no longer.
        except (Blocked, Unreachable) as problem:
            return _later(problem)
        except ApiError as refusal:
            return await self._refused(outgoing, refusal.code)
        return bubble.then

    async def _post(self, openid: str, bubble: Bubble, language: str) -> None:
        match bubble.part:
            case str(text):
                await self.api.send_text(openid, text)
            case Picture(id, token):
                image, media_type = await self.door.photo(id, token, thumbnail=False)
                await self.api.send_image(openid, await self.api.upload_image(image, media_type))
            case Attachment() as file:
                assert self.links is not None
                url = self.links.to(self.door.park_id, file.id)
                await self.api.send_text(openid, file.linked(url, language))

    async def _refused(self, outgoing: Outgoing, code: int) -> Outcome:
        if code in {WINDOW_CLOSED, TOO_MANY}:
            async with self.door.sessions.begin() as session:
                await windows.exhaust(session, outgoing.conversation)
            closed = code == WINDOW_CLOSED
            return await self._instead(outgoing, "window_closed" if closed else "over_quota")
        if code in MISCONFIGURED:
            log.error("wechat.misconfigured", code=code)
            return Retry(MENDED_AFTER, failed=False)
        log.warning("wechat.refused", code=code)
        if code in NOT_FOLLOWING:
            await self._note_left(outgoing.conversation)
            return Undeliverable("unsubscribed", len(outgoing.messages))
        return Undeliverable("too_large" if code in TOO_LARGE else "refused")

    async def _note_left(self, conversation: Conversation) -> None:
        async with self.door.sessions.begin() as session:
            await reach.left(session, conversation, now=self.door.clock())

    async def _instead(self, outgoing: Outgoing, reason: Reason) -> Outcome:
        """By a template, else the reason why it stays here.

        Who has never opened a mini-program's customer service reads it in the mini-program.
        """
        outcome = await self._by_template(outgoing, reason)
        if self.subscribe and isinstance(outcome, Undeliverable):
            async with self.door.sessions() as session:
                if not await windows.ever_opened(session, outgoing.conversation):
                    return Sent(via="app")
        return outcome

    async def _by_template(self, outgoing: Outgoing, reason: Reason) -> Outcome:
        message = outgoing.messages[0]
        kind = templates.kind_of(message)
        template = self.templates.get(kind) if kind is not None else None
        if template is None or message.parts or await self._unwanted(outgoing, template):
            return Undeliverable(reason)
        values = template.filled(message, await self._zone())
        try:
            return await self._fill(outgoing.external_id, template, values)
        except (Blocked, Unreachable) as problem:
            return _later(problem)
        except ApiError:
            return Undeliverable(reason)

    async def _fill(self, openid: str, template: Template, values: Mapping[str, str]) -> Outcome:
        if self.subscribe:
            await self.api.send_subscribe(openid, template.id, values)
            return Sent(via="subscribe")
        platform_id = await self.api.send_template(openid, template.id, values)
        return Sent(via="template", platform_id=platform_id)

    async def _unwanted(self, outgoing: Outgoing, template: Template) -> bool:
        async with self.door.sessions() as session:
            return await reach.does_not_want(session, outgoing.conversation, template.id)

    async def _zone(self) -> ZoneInfo:
        async with self.door.sessions() as session:
            park = await session.get_one(Park, self.door.park_id)
            return ZoneInfo(park.timezone)


def _later(problem: Blocked | Unreachable) -> Retry:
    if isinstance(problem, Blocked):
        return Retry(problem.pause, failed=False)
    return Retry()
