"""Who sees which photo of a ticket."""

import hmac
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from models.conversations import Conversation
from models.tickets import Photo, Ticket
from services.kit.actors import Actor
from services.kit.errors import NotFound
from services.tickets import tickets


async def of_ticket(session: AsyncSession, park_id: int, ticket_id: int) -> list[Photo]:
    """Oldest first, without their bytes."""
    found = await session.scalars(
        select(Photo)
        .where(Photo.park_id == park_id, Photo.ticket_id == ticket_id)
        .order_by(Photo.id)
    )
    return list(found)


async def seen_by(session: AsyncSession, ticket: Ticket, person_id: int) -> list[Photo]:
    """Photos of a ticket that a tenant sees, oldest first: their own; as its reporter staff's of
    the work, too, and those of others that staff share with them. What staff sent with a message
    stands with that (services.tickets.thread)."""
    own = Photo.conversation_id.in_(conversations_of(ticket.park_id, person_id))
    seen: ColumnElement[bool] = own
    if ticket.person_id == person_id:
        of_work = Photo.staff_id.is_not(None) & (Photo.stage != "thread")
        seen = or_(own, of_work, Photo.shared)
    found = await session.scalars(
        select(Photo)
        .where(Photo.park_id == ticket.park_id, Photo.ticket_id == ticket.id, seen)
        .order_by(Photo.id)
    )
    return list(found)


async def share(
    session: AsyncSession,
    ticket: Ticket,
    photo_id: int,
    *,
    shared: bool,
    by: Actor,
    now: datetime,
) -> Photo:
    """Show a joiner's photo to the ticket's reporter, or no more. Safe to repeat.

    Writes the ticket's history and publishes ticket.changed. Raises NotFound.
    """
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    photo = await session.get(Photo, (ticket.park_id, photo_id))
    if photo is None or photo.ticket_id != ticket.id:
        raise NotFound(f"photo {photo_id}")
    if photo.shared != shared:
        photo.shared = shared
        await session.flush()
        done = "share" if shared else "unshare"
        await tickets.record(session, ticket, done, by=by, now=now, photos=[photo.id])
        await tickets.changed(session, ticket, done, now=now)
    return photo


async def of_others(session: AsyncSession, ticket: Ticket) -> set[int]:
    """Ids of a ticket's photos that somebody who joined it has sent."""
    own = conversations_of(ticket.park_id, ticket.person_id or 0)
    found = await session.scalars(
        select(Photo.id).where(
            Photo.park_id == ticket.park_id,
            Photo.ticket_id == ticket.id,
            Photo.conversation_id.is_not(None),
            Photo.conversation_id.not_in(own),
        )
    )
    return set(found)


async def load(
    session: AsyncSession, park_id: int, photo_id: int, token: str, *, thumbnail: bool = False
) -> Photo:
    """A photo with the bytes of its image or its thumbnail. Raises NotFound, for a wrong token too.

    Whoever has the address may see it, as with a shared link; so it is given only to those who
    may.
    """
    wanted = Photo.thumbnail if thumbnail else Photo.image
    photo = await session.get(
        Photo, (park_id, photo_id), options=[undefer(wanted)], populate_existing=True
    )
    if photo is None or not hmac.compare_digest(photo.token.encode(), token.encode()):
        raise NotFound(f"photo {photo_id}")
    return photo


def shown(photo: Photo) -> dict[str, Any]:
    """How a message's data names a photo, under `photos`."""
    return {"id": photo.id, "token": photo.token, "width": photo.width, "height": photo.height}


def conversations_of(park_id: int, person_id: int) -> Select[int]:
    return select(Conversation.id).where(
        Conversation.park_id == park_id, Conversation.person_id == person_id
    )
