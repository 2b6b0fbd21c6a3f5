"""Access tokens of people's own programs: sessions that one token holds until the end."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.logins import AppSession
from models.people import Person
from services.kit.errors import Invalid, NotFound, Refused
from services.people.app_sessions import IDLE, WITH_PERSON, SignedIn, digest, end, noted

MOST = 20
"""Access tokens of one person that hold at a time."""
LIFETIME = timedelta(days=365)
"""The longest of an access token."""
PREFIX = "pat_"

_FIND = WITH_PERSON.where(AppSession.token_hash == bindparam("token_hash"))


class TooManyTokens(Refused):
    """A person has MOST access tokens already. `details`: `limit`."""

    code = "too_many_tokens"


async def issue(
    session: AsyncSession,
    held: AppSession,
    *,
    name: str,
    scopes: Collection[str],
    until: datetime,
    now: datetime,
) -> tuple[AppSession, str]:
    """An access token for a program of a person's own, by a session of theirs; kept nowhere else.

    It goes on with the session's conversation, and holds until then, whatever becomes of the
    session. Raises Invalid, TooManyTokens.
    """
    if not now < until <= now + LIFETIME:
        days = LIFETIME.days
        raise Invalid(f"a token holds for up to {days} days", field="expires_at", days=days)
    person = await session.get_one(
        Person, (held.park_id, held.person_id), with_for_update={"key_share": True}
    )
    if len(await of_person(session, person, now=now)) >= MOST:
        raise TooManyTokens(f"at most {MOST} tokens", limit=MOST)
    token = f"{PREFIX}{secrets.token_urlsafe(32)}"
    made = AppSession(
        park_id=held.park_id,
        person_id=held.person_id,
        conversation_id=held.conversation_id,
        created_at=now,
        last_used_at=now,
        expires_at=until,
        name=name,
        scopes=sorted(set(scopes)),
        token_hash=digest(token),
    )
    session.add(made)
    await session.flush()
    return made, token


async def of_person(session: AsyncSession, person: Person, *, now: datetime) -> list[AppSession]:
    """A person's access tokens that hold, the newest first."""
    found = await session.scalars(
        select(AppSession)
        .where(
            AppSession.park_id == person.park_id,
            AppSession.person_id == person.id,
            AppSession.token_hash.is_not(None),
            AppSession.ended_at.is_(None),
            AppSession.expires_at > now,
        )
        .order_by(AppSession.id.desc())
    )
    return list(found)


async def revoke(session: AsyncSession, person: Person, token_id: int, *, now: datetime) -> None:
    """End an access token of a person's, at once. Safe to repeat. Raises NotFound."""
    held = await session.scalar(
        select(AppSession).where(
            AppSession.park_id == person.park_id,
            AppSession.person_id == person.id,
            AppSession.id == token_id,
            AppSession.token_hash.is_not(None),
        )
    )
    if held is None:
        raise NotFound("no such token")
    await end(session, held, now=now)


async def find(
    session: AsyncSession, park_id: int, token: str, *, now: datetime
) -> SignedIn | None:
    """Who shows an access token that holds; notes that it was used."""
    asked = {
        "park_id": park_id,
        "token_hash": digest(token),
        "now": now,
        "idle_since": now - IDLE,
    }
    return await noted(session, (await session.execute(_FIND, asked)).one_or_none(), now)
