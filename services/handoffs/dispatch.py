"""Who should get a conversation: who replies to tenants, is on duty, and has room for one more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.handoffs import Snooze
from models.park import Park
from models.staff import Staff
from services.handoffs import handoffs
from services.kit.errors import Refused
from services.staff import presence, staff

ROLE = "agent"
"""Whose work conversations are."""


class NobodyFree(Refused):
    """Nobody who has room for another conversation is on duty."""

    code = "nobody_free"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`load`: conversations that they have at once; what is put off is none of them."""

    staff: Staff
    on_duty: bool
    load: int
    presence: str = presence.HERE

    @property
    def full(self) -> bool:
        """Has as many conversations as their capacity says."""
        return self.staff.chat_capacity is not None and self.load >= self.staff.chat_capacity

    @property
    def fits(self) -> bool:
        """Could be given another by itself."""
        return self.on_duty and self.presence == presence.HERE and not self.full


async def suggest(
    session: AsyncSession, park: Park, now: datetime, *, but: int | None = None
) -> list[Candidate]:
    """All active agents, the best choice first: who is there before who is busy, off duty or away,
    who has room before who is full, then who has the fewest. The conversation `but` counts for
    nobody."""
    members = await staff.roster(session, park, now=now, role=ROLE)
    loads = await loads_of(session, park.id, but=but)
    found = [
        Candidate(one.staff, one.on_duty, loads.get(one.staff.id, 0), one.presence)
        for one in members
    ]
    return sorted(found, key=_rank)


def _rank(one: Candidate) -> tuple[int, bool, int, int]:
    return presence.absence(one.presence, on_duty=one.on_duty), one.full, one.load, one.staff.id


async def loads_of(
    session: AsyncSession, park_id: int, *, but: int | None = None
) -> Mapping[int, int]:
    """How many conversations people have at once, by their ids; 0 for whom it does not name."""
    put_off = exists().where(
        Snooze.park_id == Conversation.park_id, Snooze.conversation_id == Conversation.id
    )
    query = (
        select(Conversation.assignee_id, func.count())
        .where(
            Conversation.park_id == park_id,
            Conversation.owner == "staff",
            Conversation.assignee_id.is_not(None),
            ~put_off,
        )
        .group_by(Conversation.assignee_id)
    )
    if but is not None:
        query = query.where(Conversation.id != but)
    return {member: load for member, load in await session.execute(query) if member is not None}


async def auto_assign(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    by: Staff | None,
    now: datetime,
) -> Staff:
    """Give a conversation that no staff have to the best who is on duty, there, and not full.

    Choices of one park are made one after the other, so that each sees the load that the one before
    it made. Again gives who has it. Raises NotFound, NobodyFree.
    """
    key = func.hashtextextended(f"dispatch-chats:{park_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(key)))
    found = await handoffs.lock(session, park_id, conversation_id)
    if found.owner == "staff" and found.assignee_id is not None:
        return await staff.find(session, park_id, found.assignee_id)
    park = await session.get_one(Park, park_id)
    offered = await suggest(session, park, now, but=conversation_id)
    chosen = next((one for one in offered if one.fits), None)
    if chosen is None:
        raise NobodyFree(f"conversation {conversation_id}")
    await handoffs.assign(session, park_id, conversation_id, chosen.staff, by=by, now=now)
    return chosen.staff


async def is_full(session: AsyncSession, member: Staff) -> bool:
    """Whether somebody gets no more by itself."""
    if member.chat_capacity is None:
        return False
    loads = await loads_of(session, member.park_id)
    return loads.get(member.id, 0) >= member.chat_capacity
