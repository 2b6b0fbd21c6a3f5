"""Secrets that are good once: to be signed in at another park, and to say there who one is here."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounts import AccountMember, AccountToken
from models.conversations import Conversation
from models.people import Person
from models.staff import Staff
from services.accounts.members import Somebody, column_of
from services.kit.batches import delete_some
from services.people.logins import LoginRefused

HANDOFF_HOLDS = timedelta(seconds=60)
LINK_HOLDS = timedelta(minutes=10)
_HOLDS: Mapping[str, timedelta] = {"handoff": HANDOFF_HOLDS, "link": LINK_HOLDS}


async def issue(
    session: AsyncSession, somebody: Somebody, purpose: str, *, now: datetime
) -> tuple[str, datetime]:
    """A token about somebody, kept nowhere else, and until when it holds. An earlier one of the
    same purpose ends. A handoff is about who they are in the park that they go to."""
    await session.execute(
        delete(AccountToken).where(
            AccountToken.park_id == somebody.park_id,
            getattr(AccountToken, column_of(somebody)) == somebody.id,
            AccountToken.purpose == purpose,
        )
    )
    token = secrets.token_urlsafe(32)
    made = AccountToken(
        park_id=somebody.park_id,
        purpose=purpose,
        token_hash=digest(token),
        created_at=now,
        expires_at=now + _HOLDS[purpose],
    )
    setattr(made, column_of(somebody), somebody.id)
    session.add(made)
    await session.flush()
    return token, made.expires_at


async def arrive_as_staff(
    session: AsyncSession, park_id: int, token: str, *, now: datetime
) -> Staff:
    """Whom a handoff signs in at the desk, active and of an account; once.

    Raises LoginRefused, in one way whatever is wrong.
    """
    used = await _use(session, park_id, token, now)
    staff = None
    if used is not None and used.staff_id is not None:
        staff = await session.scalar(
            select(Staff)
            .join(
                AccountMember,
                (AccountMember.park_id == Staff.park_id) & (AccountMember.staff_id == Staff.id),
            )
            .where(Staff.park_id == park_id, Staff.id == used.staff_id, Staff.active)
        )
    if staff is None:
        raise LoginRefused("this does not hold")
    return staff


async def arrive_as_person(
    session: AsyncSession, park_id: int, token: str, *, now: datetime
) -> Conversation:
    """The conversation that somebody goes on with whom a handoff signs in; once.

    Raises LoginRefused.
    """
    used = await _use(session, park_id, token, now)
    found = None
    if used is not None and used.person_id is not None:
        found = await session.scalar(
            select(Conversation)
            .join(
                AccountMember,
                (AccountMember.park_id == Conversation.park_id)
                & (AccountMember.person_id == Conversation.person_id),
            )
            .where(Conversation.park_id == park_id, Conversation.person_id == used.person_id)
            .order_by(Conversation.heard_at.desc().nulls_last(), Conversation.id)
            .limit(1)
        )
    if found is None:
        raise LoginRefused("this does not hold")
    return found


async def asker(session: AsyncSession, token: str, *, now: datetime) -> Person | None:
    """Who asked in another park to be linked, by a token that holds; it is used up. It is found by
    itself alone: nobody guesses it, and which park it is of is what it says."""
    found = await session.execute(
        delete(AccountToken)
        .where(
            AccountToken.token_hash == digest(token),
            AccountToken.purpose == "link",
            AccountToken.expires_at > now,
        )
        .returning(AccountToken.park_id, AccountToken.person_id)
    )
    row = found.one_or_none()
    if row is None or row.person_id is None:
        return None
    return await session.get(Person, (row.park_id, row.person_id))


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget tokens that hold no more, a batch of them; how many."""
    return await delete_some(session, AccountToken, AccountToken.expires_at <= now)


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


async def _use(
    session: AsyncSession, park_id: int, token: str, now: datetime
) -> AccountToken | None:
    return await session.scalar(
        delete(AccountToken)
        .where(
            AccountToken.park_id == park_id,
            AccountToken.token_hash == digest(token),
            AccountToken.purpose == "handoff",
            AccountToken.expires_at > now,
        )
        .returning(AccountToken)
    )
