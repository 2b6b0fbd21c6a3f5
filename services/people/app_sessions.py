"""Sessions of the mini-app, begun at a login and renewed by tokens that are good once.

Access tokens, which are sessions too, are in access_tokens."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.logins import AppSession, RefreshToken
from models.park import Park
from models.people import Person
from services.kit.rest import at_work

IDLE = timedelta(days=30)
"""A session that nobody renewed for so long is over."""
LIFETIME = timedelta(days=180)
TOUCH = timedelta(minutes=1)
"""`last_used_at` is as exact as this, so that not every request writes."""
REPEATED_FOR = timedelta(minutes=1)
"""For so long a token may renew again: the answer that had the next one may have been lost."""
PURGED_AT_ONCE = 1000
KEPT = timedelta(days=7)
"""How long an ended session is still known, and so a stolen token recognised."""


@dataclass(frozen=True, slots=True)
class Begun:
    session: AppSession
    refresh_token: str
    """Kept nowhere else."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    session: AppSession
    person: Person
    park: Park


_GOOD = and_(
    AppSession.ended_at.is_(None),
    AppSession.expires_at > bindparam("now"),
    or_(AppSession.token_hash.is_not(None), AppSession.last_used_at > bindparam("idle_since")),
)
WITH_PERSON = (
    select(AppSession, Person, Park)
    .join(Person, (Person.park_id == AppSession.park_id) & (Person.id == AppSession.person_id))
    .join(Park, Park.id == AppSession.park_id)
    .where(AppSession.park_id == bindparam("park_id"), _GOOD)
)
"""A session that holds at `now`, with its person and park; `idle_since` is `now - IDLE`."""
_FIND = WITH_PERSON.where(AppSession.id == bindparam("session_id"))
_HOLDS = select(AppSession.id).where(
    AppSession.park_id == bindparam("park_id"), AppSession.id == bindparam("session_id"), _GOOD
)


async def begin(session: AsyncSession, conversation: Conversation, *, now: datetime) -> Begun:
    """Sign in the person of a conversation, to go on with it."""
    held = AppSession(
        park_id=conversation.park_id,
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        created_at=now,
        last_used_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(held)
    await session.flush()
    return Begun(held, await _new_token(session, held, now))


async def renew(
    session: AsyncSession, park_id: int, refresh_token: str, *, now: datetime
) -> Begun | None:
    """The session of a refresh token with its next one; None if it does not hold.

    A token that was used before ends its session: commit also then. Only within REPEATED_FOR it
    gives another next one, and what it gave before counts as used: there is one that renews at any
    moment, so of two who go on with one token each, one ends the session when it renews. A client
    must renew one at a time.
    """
    token = await session.scalar(
        select(RefreshToken)
        .where(RefreshToken.park_id == park_id, RefreshToken.token_hash == digest(refresh_token))
        .with_for_update()
    )
    if token is None:
        return None
    held = await session.get_one(AppSession, (park_id, token.session_id), with_for_update=True)
    if token.used_at is not None and now - token.used_at > REPEATED_FOR:
        _end(held, "reuse", now)
        return None
    if not _holds(held, now):
        return None
    await session.execute(
        update(RefreshToken)
        .where(
            RefreshToken.park_id == park_id,
            RefreshToken.session_id == held.id,
            RefreshToken.used_at.is_(None),
        )
        .values(used_at=now)
    )
    held.last_used_at = now
    return Begun(held, await _new_token(session, held, now))


async def find(
    session: AsyncSession, park_id: int, session_id: int, *, now: datetime
) -> SignedIn | None:
    """A session that holds, and its person; notes that it was used."""
    found = await session.execute(_FIND, _asked(park_id, session_id, now))
    return await noted(session, found.one_or_none(), now)


async def noted(session: AsyncSession, row: Any, now: datetime) -> SignedIn | None:
    """Who a row of WITH_PERSON is, None without one; notes that the session was used."""
    if row is None:
        return None
    signed_in = SignedIn(*row)
    if now - signed_in.session.last_used_at >= TOUCH:
        signed_in.session.last_used_at = now
        await session.flush()
    return signed_in


async def holds(session: AsyncSession, park_id: int, session_id: int, *, now: datetime) -> bool:
    """Whether a session has not ended: for what stays open for long."""
    return await session.scalar(_HOLDS, _asked(park_id, session_id, now)) is not None


async def end(session: AsyncSession, held: AppSession, *, now: datetime) -> None:
    """Sign out here. Safe to repeat."""
    _end(held, "signed_out", now)
    await session.flush()


async def end_all(
    session: AsyncSession, person: Person, *, by: str = "everywhere", now: datetime
) -> None:
    """Sign a person out everywhere. Safe to repeat."""
    await session.execute(
        update(AppSession)
        .where(
            AppSession.park_id == person.park_id,
            AppSession.person_id == person.id,
            AppSession.ended_at.is_(None),
        )
        .values(ended_at=now, ended_by=by)
    )


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget sessions that ended, or expired, KEPT ago, a batch of them; how many."""
    before = now - KEPT
    over = (
        (AppSession.ended_at < before)
        | (AppSession.expires_at < before)
        | (AppSession.token_hash.is_(None) & (AppSession.last_used_at < before - IDLE))
    )
    found = await session.execute(
        select(AppSession.park_id, AppSession.id)
        .where(over, at_work(AppSession.park_id))
        .limit(PURGED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    gone = [tuple(key) for key in found]
    if gone:
        of_them = tuple_(RefreshToken.park_id, RefreshToken.session_id).in_(gone)
        await session.execute(delete(RefreshToken).where(of_them))
        them = tuple_(AppSession.park_id, AppSession.id).in_(gone)
        await session.execute(delete(AppSession).where(them))
    return len(gone)


def _end(held: AppSession, by: str, now: datetime) -> None:
    if held.ended_at is None:
        held.ended_at, held.ended_by = now, by


def _asked(park_id: int, session_id: int, now: datetime) -> dict[str, Any]:
    return {
        "park_id": park_id,
        "session_id": session_id,
        "now": now,
        "idle_since": now - IDLE,
    }


def _holds(held: AppSession, now: datetime) -> bool:
    return held.ended_at is None and held.expires_at > now and held.last_used_at > now - IDLE


async def _new_token(session: AsyncSession, held: AppSession, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        RefreshToken(
            park_id=held.park_id, session_id=held.id, token_hash=digest(token), created_at=now
        )
    )
    await session.flush()
    return token


def digest(token: str) -> bytes:
    """What is kept of a token."""
    # 256 random bits: a slow hash would add nothing but time.
    return hashlib.sha256(token.encode(errors="replace")).digest()
