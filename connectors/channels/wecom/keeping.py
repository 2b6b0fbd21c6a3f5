"""From what customer service was told to rows, in the transaction that moves the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.channels.base import Door, TextEmpty, TextTooLong, clean
from connectors.channels.texts import ERRORS
from connectors.channels.wechat.errors import WeChatError
from connectors.channels.wechat.incoming import Picture, Words
from connectors.channels.wecom import told
from connectors.channels.wecom.api import CorpApi
from connectors.channels.wecom.told import Entered, NotArrived, Told
from models.conversations import Conversation
from models.park import Park
from services.channels import outbox, reach, windows
from services.conversations import conversations, receiving
from services.conversations.receiving import TooManyWaiting
from services.people import identities
from services.texts import say
from services.tickets import photos
from services.tickets.photos import Cleaned, PhotoBroken, PhotoTooLarge, PhotoType, TooManyPhotos

log = structlog.get_logger(__name__)

GONE = "channel-photo-gone"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came, with all that the network has to say of it."""

    told: Told
    photo: Cleaned | None = None
    refusal: str | None = None
    """Why it is not taken: the code of an error, or the key of a text."""
    union_id: str | None = None


@dataclass
class Kept:
    """What is to be done once the transaction is committed."""

    conversations: dict[int, Conversation] = field(default_factory=dict)
    answering: set[int] = field(default_factory=set)
    greetings: list[tuple[str, str]] = field(default_factory=list)
    """(code, text)."""


class Keeping:
    def __init__(self, channel: str, door: Door, api: CorpApi) -> None:
        self._channel = channel
        self._door = door
        self._api = api

    async def prepare(self, messages: Sequence[dict[str, Any]]) -> list[Prepared]:
        """Read them, fetch photos, and ask who newcomers are: before there is a transaction."""
        came = [
            replace(one, id=self._door.key(one.id))
            for one in map(told.read, messages)
            if one is not None
        ]
        union_ids = await self._union_ids({one.who for one in came})
        return [await self._prepared(one, union_ids.get(one.who)) for one in came]

    async def keep(self, session: AsyncSession, prepared: Sequence[Prepared]) -> Kept:
        """Store them in their order. Conversations are locked in the order of their ids."""
        kept, now = Kept(), self._door.clock()
        talks = {one.told.who: await self._open(session, one, now) for one in prepared}
        for conversation in sorted(talks.values(), key=lambda talk: talk.id):
            await session.refresh(conversation, with_for_update=True)
        for one in prepared:
            conversation = talks[one.told.who]
            kept.conversations[conversation.id] = conversation
            await self._keep_one(session, conversation, one, kept, now)
        return kept

    async def follow_up(self, kept: Kept) -> None:
        """After the commit: have it answered, wake who sends, greet who has just come."""
        for id in kept.conversations:
            if id in kept.answering:
                self._door.turns.wake(self._door.park_id, id)
            await self._door.feed.publish(self._door.park_id, id)
        for code, text in kept.greetings:
            try:
                await self._api.welcome(code, text)
            except WeChatError as problem:
                log.warning("wecom.not_greeted", problem=str(problem))

    async def _union_ids(self, people: set[str]) -> dict[str, str]:
        """Of those whom we see for the first time; none where the platform does not tell them."""
        async with self._door.sessions() as session:
            park_id = self._door.park_id
            known = await identities.known(
                session, park_id, self._channel, people, account=self._door.account
            )
        new = sorted(people - known)
        try:
            return await self._api.union_ids(new) if new else {}
        except WeChatError as problem:
            log.info("wecom.no_union_ids", problem=str(problem))
            return {}

    async def _prepared(self, came: Told, union_id: str | None) -> Prepared:
        match came.content:
            case Words(text):
                try:
                    clean(text)
                except (TextTooLong, TextEmpty) as refusal:
                    return Prepared(came, refusal=refusal.code, union_id=union_id)
            case told.Unreadable(why):
                return Prepared(came, refusal=why, union_id=union_id)
            case Picture(media_id):
                photo = await self._photo(media_id)
                if isinstance(photo, str):
                    return Prepared(came, refusal=photo, union_id=union_id)
                return Prepared(came, photo=photo, union_id=union_id)
        return Prepared(came, union_id=union_id)

    async def _photo(self, media_id: str) -> Cleaned | str:
        """The photo, or why there is none."""
        try:
            return await self._door.clean_photo(await self._api.media(media_id))
        except WeChatError as problem:
            log.warning("wecom.photo_not_fetched", problem=str(problem))
            return GONE
        except (PhotoType, PhotoTooLarge, PhotoBroken) as refusal:
            return refusal.code

    async def _open(self, session: AsyncSession, one: Prepared, now: datetime) -> Conversation:
        return await identities.open_conversation(
            session,
            self._door.park_id,
            channel=self._channel,
            account=self._door.account,
            external_id=one.told.who,
            union_id=one.union_id,
            pushed=True,
            now=now,
        )

    async def _keep_one(
        self,
        session: AsyncSession,
        conversation: Conversation,
        one: Prepared,
        kept: Kept,
        now: datetime,
    ) -> None:
        match one.told.content:
            case NotArrived(key):
                await outbox.failed_later(session, conversation, key, now=now)
                return
            case Entered(code):
                if code:
                    kept.greetings.append((code, await _greeting(session, conversation)))
                return
        if await receiving.by_external_id(session, conversation, one.told.id) is not None:
            return
        await reach.came(session, conversation)
        await windows.open_window(session, conversation, "message", now=now)
        await reach.hint(session, conversation, now=now)
        if one.refusal is not None:
            await _refuse(session, conversation, one.refusal, now)
        else:
            await self._receive(session, conversation, one, kept, now)

    async def _receive(
        self,
        session: AsyncSession,
        conversation: Conversation,
        one: Prepared,
        kept: Kept,
        now: datetime,
    ) -> None:
        kept.answering.add(conversation.id)
        try:
            await _store(session, conversation, one, now)
        except (TooManyPhotos, TooManyWaiting) as refusal:
            await _refuse(session, conversation, refusal.code, now)


async def _store(
    session: AsyncSession, conversation: Conversation, one: Prepared, now: datetime
) -> None:
    """Raises TooManyPhotos, TooManyWaiting."""
    if one.photo is not None:
        await photos.receive(
            session, conversation, [one.photo], external_id=one.told.id, caption="", now=now
        )
        return
    assert isinstance(one.told.content, Words)
    await receiving.receive(
        session,
        conversation,
        external_id=one.told.id,
        text=clean(one.told.content.text),
        numbered=True,
        now=now,
    )


async def _refuse(
    session: AsyncSession, conversation: Conversation, why: str, now: datetime
) -> None:
    language = conversation.language
    text = ERRORS[why].in_(language) if why in ERRORS else say(language, why)
    once = why == TooManyWaiting.code
    await conversations.tell(session, conversation, text, once=once, now=now)


async def _greeting(session: AsyncSession, conversation: Conversation) -> str:
    park = await session.get_one(Park, conversation.park_id)
    name = park.name_zh if conversation.language == "zh" else park.name_en
    return say(conversation.language, "channel-greeting", park=name)
