"""What follows from a callback: rows, and nothing else. All of it is safe to repeat."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.channels.base import Door, TextEmpty, TextTooLong
from connectors.channels.texts import ERRORS
from connectors.channels.wechat.api import Api
from connectors.channels.wechat.errors import WeChatError
from connectors.channels.wechat.incoming import (
    Clicked,
    Consents,
    Entered,
    Followed,
    Incoming,
    Left,
    Picture,
    Position,
    Scanned,
    TemplateDone,
    Unreadable,
    Words,
)
from models.channels import InboundDelivery
from models.conversations import Conversation
from models.park import Park
from services.channels import inbound, outbox, reach, windows
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.conversations.receiving import TooManyWaiting
from services.park import last_places, places
from services.people import identities
from services.texts import say
from services.tickets.photos import PhotoBroken, PhotoTooLarge, PhotoType, TooManyPhotos

UNION_ID_SECONDS = 1.5
"""The greeting does not wait longer for it."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Happened:
    """One callback in the transaction that takes it."""

    session: AsyncSession
    conversation: Conversation
    now: datetime

    async def speak(self, key: str, **values: object) -> None:
        text = say(self.conversation.language, key, **values)
        await conversations.speak(
            self.session, self.conversation, [Reply(text)], author="system", now=self.now
        )


class Reception:
    def __init__(self, channel: str, door: Door, api: Api) -> None:
        self._channel = channel
        self._door = door
        self._api = api

    async def open(self, incoming: Incoming) -> Conversation:
        """Who follows is asked of the platform: they may be known from the mini-program."""
        union_id = await self._union_id(incoming)
        if union_id is None:
            return await self._door.open(self._channel, incoming.who, pushed=True)
        async with self._door.sessions.begin() as session:
            return await identities.open_conversation(
                session,
                self._door.park_id,
                channel=self._channel,
                account=self._door.account,
                external_id=incoming.who,
                union_id=union_id,
                pushed=True,
                now=self._door.clock(),
            )

    async def _union_id(self, incoming: Incoming) -> str | None:
        if not isinstance(incoming.content, Followed):
            return None
        try:
            async with asyncio.timeout(UNION_ID_SECONDS):
                return await self._api.union_id(incoming.who)
        except (WeChatError, TimeoutError) as problem:
            log.info("wechat.union_id_not_told", problem=str(problem))
            return None

    async def take(self, incoming: Incoming, conversation_id: int) -> InboundDelivery:
        """Store what came. Afterwards it may be acknowledged."""
        delivery = await self._count(incoming, conversation_id)
        content = incoming.content
        match content:
            case Words(text) | Clicked(text):
                await self._words(incoming, conversation_id, text)
            case Position(label=label) if label.strip():
                await self._words(incoming, conversation_id, label)
            case Picture(media_id):
                await self._picture(incoming, conversation_id, media_id)
            case Unreadable("voice"):
                await self._refuse(incoming, conversation_id, "channel-voice-unheard")
            case Unreadable() | Position():
                await self._refuse(incoming, conversation_id, "channel-unreadable")
        return delivery

    async def _count(self, incoming: Incoming, conversation_id: int) -> InboundDelivery:
        """Count the delivery; at the first, what the event itself changes, in one transaction."""
        now = self._door.clock()
        async with self._door.sessions.begin() as session:
            delivery = await inbound.delivered(
                session, self._door.park_id, self._channel, incoming.id, now=now
            )
            if delivery.deliveries == 1:
                conversation = await conversations.find(
                    session, self._door.park_id, conversation_id
                )
                await _take_note(Happened(session, conversation, now), incoming)
        return delivery

    async def _words(self, incoming: Incoming, conversation_id: int, text: str) -> None:
        try:
            await self._door.receive(
                conversation_id, external_id=incoming.id, text=text, numbered=True
            )
        except (TextTooLong, TextEmpty, TooManyWaiting) as refusal:
            await self._refuse(incoming, conversation_id, refusal.code)

    async def _picture(self, incoming: Incoming, conversation_id: int, media_id: str) -> None:
        """Fetched at once: the platform keeps it for three days, and the ticket wants it now."""
        try:
            raw = await self._api.media(media_id)
            cleaned = await self._door.clean_photo(raw)
            await self._door.receive_photos(
                conversation_id, [cleaned], external_id=incoming.id, caption=""
            )
        except WeChatError as problem:
            log.warning("wechat.photo_not_fetched", problem=str(problem))
            await self._refuse(incoming, conversation_id, "channel-photo-gone")
        except (PhotoType, PhotoTooLarge, PhotoBroken, TooManyPhotos, TooManyWaiting) as refusal:
            await self._refuse(incoming, conversation_id, refusal.code)

    async def _refuse(self, incoming: Incoming, conversation_id: int, why: str) -> None:
        """Say once why it is not taken: by the code of an error, or the key of a text."""
        park_id = self._door.park_id
        async with self._door.sessions.begin() as session:
            conversation = await conversations.find(session, park_id, conversation_id)
            here = Happened(session, conversation, self._door.clock())
            if not await inbound.refuse(session, park_id, self._channel, incoming.id):
                return
            language = conversation.language
            text = ERRORS[why].in_(language) if why in ERRORS else say(language, why)
            once = why == TooManyWaiting.code
            await conversations.tell(session, conversation, text, once=once, now=here.now)


async def _take_note(here: Happened, incoming: Incoming) -> None:
    match incoming.content:
        case Left():
            await reach.left(here.session, here.conversation, now=here.now)
        case TemplateDone(message_id, arrived):
            if not arrived:
                await outbox.failed_later(here.session, here.conversation, message_id, now=here.now)
        case Consents(choices):
            await reach.consented(here.session, here.conversation, choices)
        case Followed(scene):
            await _arrived(here)
            await here.speak("channel-greeting", park=await _park_name(here))
            await _stands_at(here, scene or "")
        case Scanned(scene):
            await _arrived(here)
            await _stands_at(here, scene)
        case Entered():
            await _arrived(here, "entered")
            if here.conversation.heard_at is None:
                await here.speak("channel-greeting-back", park=await _park_name(here))
        case Clicked():
            await _arrived(here)
        case Words() | Picture() | Position() | Unreadable():
            await _arrived(here, "message")


async def _arrived(here: Happened, kind: windows.Kind = "action") -> None:
    """They are there: messages may be sent again, and they learn what they missed."""
    await reach.came(here.session, here.conversation)
    await windows.open_window(here.session, here.conversation, kind, now=here.now)
    await reach.hint(here.session, here.conversation, now=here.now)


async def _stands_at(here: Happened, scene: str) -> None:
    park_id = here.conversation.park_id
    spot = await last_places.of_scene(here.session, park_id, scene)
    if spot is None:
        return
    person_id = here.conversation.person_id
    await last_places.seen(here.session, park_id, person_id, spot, now=here.now)
    language = here.conversation.language
    names = await places.building_names(here.session, park_id, language)
    await here.speak("channel-seen-at", place=places.describe(spot, names, language))


async def _park_name(here: Happened) -> str:
    park = await here.session.get_one(Park, here.conversation.park_id)
    return park.name_zh if here.conversation.language == "zh" else park.name_en
