"""Photos of tenants and staff: kept, attached to tickets, found by whoever has the address."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.staff import Staff
from models.tickets import Photo, Ticket
from services.conversations import receiving
from services.conversations.receiving import Received
from services.kit import actors
from services.kit.actors import Actor
from services.kit.errors import Invalid, Refused
from services.kit.photo_cleaning import Cleaned, PhotoBroken, PhotoTooLarge, PhotoType, clean
from services.people import guest_limits
from services.tickets import photo_holders, shared_photos, tickets

__all__ = [
    "Cleaned",
    "PhotoBroken",
    "PhotoTooLarge",
    "PhotoType",
    "TooManyPhotos",
    "add",
    "attach",
    "clean",
    "loose",
    "receive",
    "store",
    "store_for_chat",
    "store_for_message",
    "store_for_reply",
]

PER_TICKET = 6
"""Of each stage: what the tenant sent never keeps the engineer from showing the work done.
Everybody who joins has as many of their own, and takes none of the reporter's."""
JOINERS_PER_TICKET = 30
"""Of all who joined together."""
PER_MESSAGE = PER_TICKET
LOOSE = 10
"""Photos of a conversation that no ticket has taken up, within LOOSE_FOR."""
LOOSE_FOR = timedelta(hours=1)
ATTACHED_WITHIN = timedelta(minutes=30)
COMMAND = "/photo"
"""The payload of a message that is nothing but photos."""


class TooManyPhotos(Refused):
    """`details`: `limit`."""

    code = "too_many_photos"


async def receive(
    session: AsyncSession,
    conversation: Conversation,
    cleaned: Sequence[Cleaned],
    *,
    external_id: str,
    caption: str,
    now: datetime,
) -> Received:
    """Store photos and the inbound message that shows them, once for each `external_id`.

    With a caption the message is understood like any other; without one it carries COMMAND.
    Raises Invalid without photos, TooManyPhotos.
    """
    if not cleaned:
        raise Invalid("a message of photos needs one", field="photo")
    if len(cleaned) > PER_MESSAGE:
        raise TooManyPhotos(limit=PER_MESSAGE)
    received = await receiving.receive(
        session, conversation, external_id=external_id, text=caption, now=now
    )
    if received.duplicate:
        return received
    kept = [await store(session, conversation, photo, now=now) for photo in cleaned]
    message = received.message
    message.data = {**message.data, "photos": [shared_photos.shown(photo) for photo in kept]}
    if not caption:
        message.payload = COMMAND
    await session.flush()
    return received


async def store(
    session: AsyncSession, conversation: Conversation, cleaned: Cleaned, *, now: datetime
) -> Photo:
    """Keep a tenant's photo, loose until a ticket takes it up. Raises TooManyPhotos, GuestLimit."""
    # Two uploads at once are counted one after the other.
    await session.refresh(conversation, ["last_seq"], with_for_update={"key_share": True})
    if len(await loose(session, conversation, since=now - LOOSE_FOR)) >= LOOSE:
        raise TooManyPhotos(limit=LOOSE)
    await guest_limits.take_one(session, conversation, "photo", now=now)
    return await _keep(
        session, conversation.park_id, cleaned, now=now, conversation_id=conversation.id
    )


async def store_for_reply(
    session: AsyncSession, staff: Staff, cleaned: Cleaned, *, now: datetime
) -> Photo:
    """Keep a photo that staff are about to send to a tenant: put `shared_photos.shown` of it into
    the reply."""
    return await _keep(session, staff.park_id, cleaned, now=now, staff_id=staff.id)


async def store_for_chat(
    session: AsyncSession,
    conversation: Conversation,
    staff: Staff,
    cleaned: Cleaned,
    *,
    now: datetime,
) -> Photo:
    """Keep a photo that staff send in a conversation. It goes with what was said there, and waits
    for no ticket."""
    return await _keep(
        session, conversation.park_id, cleaned, now=now,
        staff_id=staff.id, conversation_id=conversation.id, stage="thread",
    )  # fmt: skip


async def store_for_message(
    session: AsyncSession, ticket: Ticket, staff: Staff, cleaned: Cleaned, *, now: datetime
) -> Photo:
    """Keep a photo that staff send to a tenant with a message about a ticket. It takes no place of
    those that show the work."""
    return await _keep(
        session, ticket.park_id, cleaned, now=now,
        staff_id=staff.id, ticket_id=ticket.id, stage="thread",
    )  # fmt: skip


async def add(
    session: AsyncSession,
    ticket: Ticket,
    staff: Staff,
    cleaned: Cleaned,
    *,
    stage: str,
    now: datetime,
) -> Photo:
    """Keep a photo that staff took for a ticket, `before` or `after` the work.

    Writes the ticket's history and publishes ticket.changed. Raises TooManyPhotos, and Invalid for
    another stage.
    """
    if stage not in {"before", "after"}:
        raise Invalid("a photo is of before or after", field="stage")
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if await _room(session, ticket, stage) < 1:
        raise TooManyPhotos(limit=PER_TICKET)
    photo = await _keep(
        session,
        ticket.park_id,
        cleaned,
        now=now,
        staff_id=staff.id,
        ticket_id=ticket.id,
        stage=stage,
    )
    await _tell(session, ticket, [photo], actors.staff(staff), now)
    return photo


async def attach(
    session: AsyncSession,
    ticket: Ticket,
    conversation: Conversation,
    *,
    by: Actor,
    now: datetime,
    since: datetime | None = None,
    only: Collection[int] | None = None,
) -> list[Photo]:
    """Give a ticket the loose photos of a conversation, sent after `since` (else half an hour ago),
    or those with `only` these ids among them.

    Takes the newest that there is room for, counted for each person alone, and leaves the others
    loose; again, it finds none left. Of somebody who joined they are theirs and the desk's.
    Writes the ticket's history and publishes ticket.changed. Raises TooManyPhotos if there is no
    room for any.
    """
    since = since or now - ATTACHED_WITHIN
    if not await loose(session, conversation, since=since):
        return []  # As nearly always: nobody's row is locked for it.
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    waiting = await loose(session, conversation, since=since)
    waiting = [photo for photo in waiting if only is None or photo.id in only]
    if not waiting:
        return []
    room = await _room_of_tenant(session, ticket, conversation.person_id)
    if room < 1:
        raise TooManyPhotos(limit=PER_TICKET)
    taken = waiting[-room:]
    for photo in taken:
        photo.ticket_id = ticket.id
    await session.flush()
    await _tell(session, ticket, taken, by, now)
    return taken


async def loose(
    session: AsyncSession, conversation: Conversation, *, since: datetime
) -> list[Photo]:
    """A tenant's photos of a conversation that nothing has taken up yet, sent since then, oldest
    first."""
    found = await session.scalars(
        select(Photo)
        .where(
            Photo.park_id == conversation.park_id,
            Photo.conversation_id == conversation.id,
            Photo.ticket_id.is_(None),
            Photo.staff_id.is_(None),
            ~photo_holders.taken(),
            Photo.created_at >= since,
        )
        .order_by(Photo.id)
    )
    return list(found)


async def _keep(
    session: AsyncSession, park_id: int, cleaned: Cleaned, *, now: datetime, **whose: Any
) -> Photo:
    photo = Photo(
        park_id=park_id,
        token=secrets.token_urlsafe(16),
        media_type=cleaned.media_type,
        width=cleaned.width,
        height=cleaned.height,
        image=cleaned.image,
        thumbnail=cleaned.thumbnail,
        created_at=now,
        **whose,
    )
    session.add(photo)
    await session.flush()
    return photo


async def _room(session: AsyncSession, ticket: Ticket, stage: str) -> int:
    """For the reporter and staff: photos of those who joined take none of it."""
    own = shared_photos.conversations_of(ticket.park_id, ticket.person_id or 0)
    of_joiners = Photo.conversation_id.is_not(None) & Photo.conversation_id.not_in(own)
    taken = await _count(session, ticket, Photo.stage == stage, ~of_joiners)
    return PER_TICKET - taken


async def _room_of_tenant(session: AsyncSession, ticket: Ticket, person_id: int) -> int:
    if person_id == ticket.person_id:
        return await _room(session, ticket, "before")
    theirs = Photo.conversation_id.in_(shared_photos.conversations_of(ticket.park_id, person_id))
    room = PER_TICKET - await _count(session, ticket, theirs)
    return min(room, JOINERS_PER_TICKET - len(await shared_photos.of_others(session, ticket)))


async def _count(session: AsyncSession, ticket: Ticket, *which: ColumnElement[bool]) -> int:
    found = await session.scalar(
        select(func.count()).where(
            Photo.park_id == ticket.park_id, Photo.ticket_id == ticket.id, *which
        )
    )
    return found or 0


async def _tell(
    session: AsyncSession, ticket: Ticket, photos: Sequence[Photo], by: Actor, now: datetime
) -> None:
    ids = [photo.id for photo in photos]
    await tickets.record(session, ticket, "photo", by=by, now=now, photos=ids)
    await tickets.changed(session, ticket, "photo", now=now)
