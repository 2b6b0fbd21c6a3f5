"""Signing in to the desk, and the sessions that this opens."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import PushSubscription
from models.park import Park
from models.staff import Staff, StaffSession
from services.kit.batches import delete_some

IDLE = timedelta(hours=12)
LIFETIME = timedelta(days=7)
TOUCH = timedelta(minutes=1)
"""`last_used_at` is as exact as this, so that not every request writes."""
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    session: StaffSession
    staff: Staff
    park: Park


async def by_login(session: AsyncSession, park_id: int, login: str) -> Staff | None:
    """Active staff of a login, whatever its case."""
    return await session.scalar(
        select(Staff).where(
            Staff.park_id == park_id, Staff.login == login.strip().lower(), Staff.active
        )
    )


async def begin(session: AsyncSession, staff: Staff, *, now: datetime) -> str | None:
    """Open a session after the right password; its token, which is kept nowhere else.

    None if the row, read anew and locked, was deactivated meanwhile.
    """
    await session.refresh(staff, with_for_update=True)
    if not staff.active:
        return None
    await _sweep(session, staff, now=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        StaffSession(
            park_id=staff.park_id,
            staff_id=staff.id,
            token_hash=_digest(token),
            created_at=now,
            last_used_at=now,
            expires_at=now + LIFETIME,
        )
    )
    await session.flush()
    return token


async def of_token(
    session: AsyncSession, park_id: int, token: str, *, now: datetime
) -> SignedIn | None:
    """Who holds a token that is still good; notes that it was used."""
    found = await session.execute(
        select(StaffSession, Staff, Park)
        .join(Staff, (Staff.park_id == StaffSession.park_id) & (Staff.id == StaffSession.staff_id))
        .join(Park, Park.id == StaffSession.park_id)
        .where(
            StaffSession.park_id == park_id,
            StaffSession.token_hash == _digest(token),
            _good(now),
        )
    )
    row = found.one_or_none()
    if row is None:
        return None
    held, staff, park = row
    signed_in = SignedIn(held, staff, park)
    if now - signed_in.session.last_used_at >= TOUCH:
        signed_in.session.last_used_at = now
        await session.flush()
    return signed_in


async def end(session: AsyncSession, held: StaffSession) -> None:
    """Sign out here; nothing is pushed to that browser any more. Safe to repeat."""
    await session.execute(
        delete(PushSubscription).where(
            PushSubscription.park_id == held.park_id, PushSubscription.session_id == held.id
        )
    )
    await session.execute(
        delete(StaffSession).where(StaffSession.park_id == held.park_id, StaffSession.id == held.id)
    )


async def end_all(session: AsyncSession, staff: Staff, *, but: StaffSession | None = None) -> None:
    """Sign out everywhere, or everywhere else; the same of pushes."""
    await session.execute(
        delete(PushSubscription).where(
            PushSubscription.park_id == staff.park_id,
            PushSubscription.staff_id == staff.id,
            PushSubscription.session_id != (but.id if but else 0),
        )
    )
    await session.execute(
        delete(StaffSession).where(
            StaffSession.park_id == staff.park_id,
            StaffSession.staff_id == staff.id,
            StaffSession.id != (but.id if but else 0),
        )
    )


async def still_good(
    session: AsyncSession, park_id: int, session_ids: Iterable[int], *, now: datetime
) -> dict[int, frozenset[str]]:
    """Of these sessions those that hold, with their staff's roles."""
    rows = await session.execute(
        select(StaffSession.id, Staff.roles)
        .join(Staff, (Staff.park_id == StaffSession.park_id) & (Staff.id == StaffSession.staff_id))
        .where(
            StaffSession.park_id == park_id,
            StaffSession.id.in_(list(session_ids)),
            _good(now),
        )
    )
    return {row.id: frozenset(row.roles) for row in rows}


def _good(now: datetime) -> ColumnElement[bool]:
    return and_(StaffSession.expires_at > now, StaffSession.last_used_at > now - IDLE, Staff.active)


async def _sweep(session: AsyncSession, staff: Staff, *, now: datetime) -> None:
    await session.execute(
        delete(StaffSession).where(
            StaffSession.park_id == staff.park_id,
            StaffSession.staff_id == staff.id,
            (StaffSession.expires_at <= now) | (StaffSession.last_used_at <= now - IDLE),
        )
    )


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget sessions of staff that are over, a batch of them; how many."""
    over = (StaffSession.expires_at <= now) | (StaffSession.last_used_at <= now - IDLE)
    return await delete_some(session, StaffSession, over)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
