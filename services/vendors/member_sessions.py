"""Sessions of the vendors' desk, one a browser; only the hash of a token is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.vendors import Vendor, VendorMember, VendorSession
from services.kit.batches import delete_some

IDLE = timedelta(hours=16)
"""A counter's screen is used from opening to closing."""
LIFETIME = timedelta(days=30)
TOUCH = timedelta(minutes=1)
"""`last_used_at` is as exact as this, so that not every request writes."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    session: VendorSession
    member: VendorMember
    vendor: Vendor
    park: Park


async def begin(session: AsyncSession, member: VendorMember, *, now: datetime) -> str | None:
    """Open a session after the right password; its token, which is kept nowhere else.

    None if the row, read anew and locked, was deactivated meanwhile.
    """
    await session.refresh(member, with_for_update=True)
    if not member.active:
        return None
    token = secrets.token_urlsafe(32)
    session.add(
        VendorSession(
            park_id=member.park_id,
            member_id=member.id,
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
    """Who holds a token that is good, and with which vendor."""
    row = (
        await session.execute(
            select(VendorSession, VendorMember, Vendor, Park)
            .join(
                VendorMember,
                (VendorMember.park_id == VendorSession.park_id)
                & (VendorMember.id == VendorSession.member_id),
            )
            .join(
                Vendor,
                (Vendor.park_id == VendorMember.park_id) & (Vendor.id == VendorMember.vendor_id),
            )
            .join(Park, Park.id == VendorSession.park_id)
            .where(
                VendorSession.park_id == park_id,
                VendorSession.token_hash == _digest(token),
                VendorMember.active,
                ~_over(now),
            )
        )
    ).one_or_none()
    if row is None:
        return None
    held, member, vendor, park = row
    if now - held.last_used_at >= TOUCH:
        held.last_used_at = now
        await session.flush()
    return SignedIn(held, member, vendor, park)


async def end(session: AsyncSession, held: VendorSession) -> None:
    """Sign out here. Safe to repeat."""
    await session.execute(
        delete(VendorSession).where(
            VendorSession.park_id == held.park_id, VendorSession.id == held.id
        )
    )


async def end_all(session: AsyncSession, member: VendorMember) -> None:
    """Sign out everywhere."""
    await session.execute(
        delete(VendorSession).where(
            VendorSession.park_id == member.park_id, VendorSession.member_id == member.id
        )
    )


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget a batch of sessions that are over; how many."""
    return await delete_some(session, VendorSession, _over(now))


def _over(now: datetime) -> ColumnElement[bool]:
    return (VendorSession.expires_at <= now) | (VendorSession.last_used_at <= now - IDLE)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
