"""Codes by which the desk hands a thing out: seven days, one use, and few tries.

A code is made when its owner asks for it, so that it stands in no event and no notice.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostCode, LostItem, LostMatch
from services.kit.audit import By
from services.kit.batches import delete_some
from services.kit.errors import IllegalTransition, Refused
from services.kit.numbers import new_number
from services.lost import claims
from services.lost.claims import Claim

LASTS = timedelta(days=7)
TRIES = 5
"""Wrong codes that are typed for one thing; then its owner asks for a new one."""
KEPT = timedelta(days=30)
"""After the end of a code, of which nothing but its hash was kept."""
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", " ": None, "-": None})


class NotAgreed(Refused):
    """Nobody has said yet that it is theirs."""

    code = "lost_not_agreed"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a code that was typed. `left`: how many tries there are; 0 where there is no
    code that holds."""

    right: bool
    left: int


async def issue(
    session: AsyncSession, park_id: int, match_id: int, *, person_id: int, now: datetime
) -> tuple[str, datetime]:
    """A code for the owner, and until when it holds; an earlier one ends.

    Raises NotFound for somebody else's, NotAgreed, IllegalTransition if it is fetched already.
    """
    held = await claims.claim_of(session, park_id, match_id, person_id)
    if held.match.status != "agreed":
        raise NotAgreed("staff have not said yes")
    if held.found.status == "handed_out":
        raise IllegalTransition(f"{held.found.item_no} is fetched already")
    await session.execute(
        update(LostCode)
        .where(
            LostCode.park_id == park_id,
            LostCode.match_id == match_id,
            LostCode.used_at.is_(None),
            LostCode.expires_at > now,
        )
        .values(expires_at=now)
    )
    code = new_number("H")
    made = LostCode(
        park_id=park_id,
        match_id=match_id,
        code_hash=_hash(park_id, match_id, code),
        created_at=now,
        expires_at=now + LASTS,
    )
    session.add(made)
    await session.flush()
    return code, made.expires_at


async def hand_out(session: AsyncSession, by: By, found: LostItem, code: str) -> Tried:
    """Hand a found thing out to who says this code. A wrong one is counted, and is no error: the
    caller commits. Raises IllegalTransition."""
    match_id = await _agreed(session, found)
    if match_id is None:
        return Tried(right=False, left=0)
    held = await claims.locked(session, by.park_id, match_id)
    kept = await _holds(session, held, by.at)
    if kept is None or held.match.status != "agreed" or held.found.status == "handed_out":
        return Tried(right=False, left=0)
    wanted = _hash(by.park_id, match_id, code)
    if not hmac.compare_digest(kept.code_hash, wanted):
        kept.tries += 1
        await session.flush()
        return Tried(right=False, left=TRIES - kept.tries)
    kept.used_at = by.at
    await claims.hand_out(session, by, held)
    return Tried(right=True, left=0)


async def tidy(session: AsyncSession, *, now: datetime) -> int:
    """A batch of codes that ended long ago; how many."""
    return await delete_some(session, LostCode, LostCode.expires_at < now - KEPT)


async def _agreed(session: AsyncSession, found: LostItem) -> int | None:
    return await session.scalar(
        select(LostMatch.id).where(
            LostMatch.park_id == found.park_id,
            LostMatch.found_id == found.id,
            LostMatch.status == "agreed",
        )
    )


async def _holds(session: AsyncSession, held: Claim, now: datetime) -> LostCode | None:
    """The newest code, its row locked, as long as it may be tried."""
    kept = await session.scalar(
        select(LostCode)
        .where(LostCode.park_id == held.match.park_id, LostCode.match_id == held.match.id)
        .order_by(LostCode.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if kept is None or kept.used_at is not None or now >= kept.expires_at:
        return None
    return kept if kept.tries < TRIES else None


def _hash(park_id: int, match_id: int, code: str) -> bytes:
    """Of a code as people type it: in lower case, with or without the dash, O for 0."""
    plain = code.strip().upper().translate(_MISREAD)
    return hashlib.sha256(f"{park_id}:{match_id}:{plain}".encode()).digest()
