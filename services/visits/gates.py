"""Gates: whom a pass or a plate lets through, and who came and went."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.people import Person
from models.visits import Gate, Visit, VisitPass, VisitPassage
from services.kit import folding
from services.kit.errors import Conflict, Invalid, NotFound, Unauthorized
from services.kit.rest import require_work
from services.visits import blocks, hosting, pass_tokens, visits
from services.visits.facts import ENTRIES_A_DAY
from services.visits.pass_tokens import PassRefused

KEY_PREFIX = "gk_"
LONGEST_NAME = 60


class GateExists(Conflict):
    code = "gate_exists"


@dataclass(frozen=True, slots=True)
class Let:
    """Whom the gate lets through."""

    visit: Visit
    entries_left: int


async def add_gate(
    session: AsyncSession, park_id: int, name: str, *, now: datetime
) -> tuple[Gate, str]:
    """A gate and its key, shown only now. Raises Invalid, GateExists."""
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Invalid(f"a gate's name has 1 to {LONGEST_NAME} characters", field="name")
    if await _named(session, park_id, name) is not None:
        raise GateExists(f"there is a gate {name!r} already")
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    gate = Gate(park_id=park_id, name=name, key_hash=_hash(key), created_at=now)
    session.add(gate)
    await session.flush()
    return gate, key


async def close_gate(session: AsyncSession, park_id: int, name: str) -> Gate:
    """Its key is worth nothing from now on. Raises NotFound."""
    gate = await _named(session, park_id, name)
    if gate is None:
        raise NotFound(f"no gate {name!r}")
    gate.active = False
    await session.flush()
    return gate


async def _named(session: AsyncSession, park_id: int, name: str) -> Gate | None:
    return await session.scalar(select(Gate).where(Gate.park_id == park_id, Gate.name == name))


async def authenticate(session: AsyncSession, key: str) -> Gate:
    """Raises Unauthorized. A key has 256 random bits, so that its hash may be looked up."""
    gate = await session.scalar(
        select(Gate).where(Gate.key_hash == _hash(key), Gate.active.is_(True))
    )
    if gate is None:
        raise unknown()
    await require_work(session, gate.park_id)
    return gate


def unknown() -> Unauthorized:
    """Of a key that nobody has."""
    return Unauthorized("a valid gate key is needed")


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


async def enter(
    session: AsyncSession,
    park: Park,
    token: str,
    keys: Sequence[Ed25519PublicKey],
    *,
    gate: str | None,
    now: datetime,
) -> Let:
    """Verify a pass and count an entry. Two gates at once count two. Raises PassRefused."""
    claims = pass_tokens.verify(token, keys, park=park.slug, now=now)
    visit, held = await _locked(session, park, claims.serial)
    return await _enter(session, park, visit, held, gate=gate, now=now)


async def enter_by_plate(
    session: AsyncSession, park: Park, plate: str, *, gate: str | None, now: datetime
) -> Let:
    """What the barrier asks: is a visit with a car of this plate expected now? Counts an entry.

    Raises PassRefused.
    """
    shown = folding.plain_plate(plate)
    serial = await session.scalar(
        select(VisitPass.serial)
        .join(Visit, (Visit.park_id == VisitPass.park_id) & (Visit.id == VisitPass.visit_id))
        .where(
            Visit.park_id == park.id,
            or_(Visit.plate == shown, Visit.more_plates.overlap([shown])),
            VisitPass.valid_from <= now,
            VisitPass.valid_until > now,
            VisitPass.revoked_at.is_(None),
        )
        .order_by(VisitPass.entries >= VisitPass.max_entries, Visit.starts_at, Visit.id)
        .limit(1)
    )
    if serial is None:
        raise PassRefused("not_expected")
    visit, held = await _locked(session, park, serial)
    return await _enter(session, park, visit, held, gate=gate, now=now)


async def leave(
    session: AsyncSession,
    park: Park,
    token: str,
    keys: Sequence[Ed25519PublicKey],
    *,
    gate: str | None,
    now: datetime,
) -> Visit:
    """Somebody goes out with a pass, over time or not. Raises PassRefused."""
    claims = pass_tokens.genuine(token, keys, park=park.slug)
    visit, _ = await _locked(session, park, claims.serial)
    if visit.status == "checked_in":
        await check_out(session, park.id, visit.id, staff_id=None, gate=gate, now=now)
    return visit


async def holder(session: AsyncSession, park: Park, serial: str) -> tuple[Visit, VisitPass]:
    """The visit of a pass, and the pass, whether it opens or not. Raises PassRefused."""
    held = await session.scalar(
        select(VisitPass).where(VisitPass.park_id == park.id, VisitPass.serial == serial)
    )
    if held is None:
        raise PassRefused("malformed")
    return await visits.load(session, park.id, held.visit_id), held


async def _locked(session: AsyncSession, park: Park, serial: str) -> tuple[Visit, VisitPass]:
    """The same with both rows locked: the visit first, as everybody does."""
    visit, held = await holder(session, park, serial)
    visit = await visits.load(session, park.id, visit.id, lock=True)
    await session.refresh(held, with_for_update=True)
    return visit, held


async def _enter(
    session: AsyncSession,
    park: Park,
    visit: Visit,
    held: VisitPass,
    *,
    gate: str | None,
    now: datetime,
) -> Let:
    if held.revoked_at is not None or not await hosting.stands(session, visit):
        raise PassRefused("revoked")
    if held.entries >= held.max_entries:
        raise PassRefused("used_up")
    check_hours(visit, park, now)
    await _check_list(session, visit)
    await _check_today(session, visit, park, now)
    held.entries += 1
    await _arrive(session, visit, gate=gate, staff_id=None, now=now)
    return Let(visit, held.max_entries - held.entries)


async def _check_list(session: AsyncSession, visit: Visit) -> None:
    """Who was put on the blocklist after their visit was registered stays out, too. The gate is
    not told why. Raises PassRefused."""
    try:
        await blocks.check(
            session, visit.park_id, names=visit.names, phone=visit.phone, plates=visit.plates
        )
    except blocks.Blocked:
        raise PassRefused("revoked") from None


def check_hours(visit: Visit, park: Park, now: datetime) -> None:
    """A visit over several days opens the gate in its daily hours alone. Raises PassRefused."""
    if visit.daily_from is None or visit.daily_until is None:
        return
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    if now < datetime.combine(today, visit.daily_from, zone) - visits.EARLY:
        raise PassRefused("too_early")
    if now >= datetime.combine(today, visit.daily_until, zone):
        raise PassRefused("expired")


async def _check_today(session: AsyncSession, visit: Visit, park: Park, now: datetime) -> None:
    """On each day of the park the gates let every person in twice, however many entries a pass of
    several days has left. The visit's row is locked. Raises PassRefused."""
    zone = ZoneInfo(park.timezone)
    midnight = datetime.combine(now.astimezone(zone).date(), datetime.min.time(), zone)
    today = await session.scalar(
        select(func.count())
        .select_from(VisitPassage)
        .where(
            VisitPassage.park_id == visit.park_id,
            VisitPassage.visit_id == visit.id,
            VisitPassage.direction == "in",
            VisitPassage.gate.is_not(None),
            VisitPassage.at >= midnight,
        )
    )
    if (today or 0) >= visit.headcount * ENTRIES_A_DAY:
        raise PassRefused("used_up_today")


async def check_in(
    session: AsyncSession, park_id: int, visit_id: int, *, staff_id: int, now: datetime
) -> Visit:
    """Reception lets somebody in; again changes nothing. Raises NotFound, IllegalTransition."""
    visit = await visits.load(session, park_id, visit_id, lock=True)
    if visit.status == "checked_in":
        return visit
    return await _arrive(session, visit, gate=None, staff_id=staff_id, now=now)


async def _arrive(
    session: AsyncSession, visit: Visit, *, gate: str | None, staff_id: int | None, now: datetime
) -> Visit:
    await visits.advance(session, visit.park_id, visit.id, "check_in", now=now)
    await _note(session, visit, "in", gate=gate, staff_id=staff_id, now=now)
    return visit


async def check_out(
    session: AsyncSession,
    park_id: int,
    visit_id: int,
    *,
    staff_id: int | None,
    gate: str | None = None,
    now: datetime,
) -> Visit:
    """They have left; again changes nothing. Raises NotFound, IllegalTransition."""
    visit = await visits.load(session, park_id, visit_id, lock=True)
    if visit.status == "checked_out":
        return visit
    visit = await visits.advance(session, park_id, visit_id, "check_out", now=now)
    await _note(session, visit, "out", gate=gate, staff_id=staff_id, now=now)
    return visit


async def _note(
    session: AsyncSession,
    visit: Visit,
    direction: str,
    *,
    gate: str | None,
    staff_id: int | None,
    now: datetime,
) -> None:
    passage = VisitPassage(
        park_id=visit.park_id,
        visit_id=visit.id,
        at=now,
        direction=direction,
        gate=gate,
        staff_id=staff_id,
    )
    session.add(passage)
    await session.flush()


async def revoked(session: AsyncSession, park_id: int, *, now: datetime) -> list[str]:
    """Serials that an offline gate must refuse although their signature holds and their time
    has not passed."""
    left = Visit.company_id.is_not(None) & Visit.company_id.is_distinct_from(Person.company_id)
    found = await session.scalars(
        select(VisitPass.serial)
        .join(Visit, (Visit.park_id == VisitPass.park_id) & (Visit.id == VisitPass.visit_id))
        .join(Person, (Person.park_id == Visit.park_id) & (Person.id == Visit.host_id))
        .where(
            VisitPass.park_id == park_id,
            VisitPass.valid_until > now,
            VisitPass.revoked_at.is_not(None) | (VisitPass.entries >= VisitPass.max_entries) | left,
        )
    )
    return sorted(found)
