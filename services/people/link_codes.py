"""Codes that link two channels: ten minutes, one use, and few tries.

A code links nothing by itself. Who typed it says yes, then who asked for it does
(services.people.linking); its row remembers how far that is.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.identities import LinkCode, LinkTry
from services.kit.batches import delete_some
from services.kit.errors import Refused
from services.kit.numbers import new_number

KEPT = timedelta(hours=1)
"""Codes that are over, and wrong tries, which count for as long."""
CODE_LASTS = timedelta(minutes=10)
ANSWER_LASTS = timedelta(minutes=5)
"""How long who asked for a code has to say yes, once who typed it has."""
TRIES_PER_HOUR = 5
"""Wrong codes of one conversation."""
TRIES_OF_ALL = 500
"""Wrong codes of a whole park in an hour: with a thousand codes about, one guess in two hundred
million is right."""


class CodeWrong(Refused):
    """No such code, or its time is over, or it was typed elsewhere before; all told alike.
    `details`: `left`, how many tries there are."""

    code = "link_code_wrong"


class TriesSpent(Refused):
    """Too many wrong codes in an hour."""

    code = "link_tries_spent"


class LinkOver(Refused):
    """What is answered is no question any more: refused, linked, too late, or not theirs."""

    code = "link_over"


async def issue(session: AsyncSession, conversation: Conversation, *, now: datetime) -> str:
    """A code to type on another channel within ten minutes; an earlier one ends."""
    await session.execute(
        update(LinkCode)
        .where(
            LinkCode.park_id == conversation.park_id,
            LinkCode.conversation_id == conversation.id,
            LinkCode.used_at.is_(None),
            LinkCode.expires_at > now,
        )
        .values(expires_at=now)
    )
    code = new_number("LK")
    session.add(
        LinkCode(
            park_id=conversation.park_id,
            conversation_id=conversation.id,
            code_hash=_hash(conversation.park_id, code),
            created_at=now,
            expires_at=now + CODE_LASTS,
        )
    )
    await session.flush()
    return code


async def look_up(
    session: AsyncSession, conversation: Conversation, code: str, *, now: datetime
) -> LinkCode:
    """The code that was typed in a conversation, its row locked.

    Raises CodeWrong, which counts as a try, and TriesSpent.
    """
    left = await _tries_left(session, conversation, now)
    found = await _find(session, conversation.park_id, code, now)
    if found is None or found.typed_in_id not in (None, conversation.id):
        session.add(LinkTry(park_id=conversation.park_id, conversation_id=conversation.id, at=now))
        await session.flush()
        raise CodeWrong(left=left - 1)
    return found


async def pending(session: AsyncSession, park_id: int, code_id: int, *, now: datetime) -> LinkCode:
    """A code that was typed and that not both have answered, its row locked. Raises LinkOver."""
    found = await session.get(
        LinkCode, (park_id, code_id), with_for_update=True, populate_existing=True
    )
    if found is None or found.typed_in_id is None:
        raise LinkOver("nobody has typed this code")
    if found.used_at is not None or now >= found.expires_at:
        raise LinkOver("it is over")
    return found


async def purge(session: AsyncSession, *, before: datetime) -> int:
    """Forget codes that ended before that, and tries, a batch of each; how many of the more."""
    codes = await delete_some(session, LinkCode, LinkCode.expires_at < before)
    tries = await delete_some(session, LinkTry, LinkTry.at < before)
    return max(codes, tries)


async def _find(session: AsyncSession, park_id: int, code: str, now: datetime) -> LinkCode | None:
    """The code's row, locked, if it holds. What is looked up is a hash of what was typed, so that
    the time it takes tells nothing about the codes that there are."""
    wanted = _hash(park_id, code)
    found = await session.scalar(
        select(LinkCode)
        .where(LinkCode.park_id == park_id, LinkCode.code_hash == wanted)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None or not hmac.compare_digest(found.code_hash, wanted):
        return None
    return found if found.used_at is None and now < found.expires_at else None


async def _tries_left(session: AsyncSession, conversation: Conversation, now: datetime) -> int:
    """Raises TriesSpent."""
    recent = (LinkTry.park_id == conversation.park_id) & (LinkTry.at > now - timedelta(hours=1))
    mine = func.count().filter(LinkTry.conversation_id == conversation.id)
    counted = await session.execute(select(mine, func.count()).where(recent))
    of_mine, of_all = counted.one()
    if of_mine >= TRIES_PER_HOUR or of_all >= TRIES_OF_ALL:
        raise TriesSpent
    return TRIES_PER_HOUR - int(of_mine)


def _hash(park_id: int, code: str) -> bytes:
    return hashlib.sha256(f"{park_id}:{code}".encode()).digest()


async def tidy(session: AsyncSession, *, now: datetime) -> int:
    """A batch of what counts no more."""
    return await purge(session, before=now - KEPT)
