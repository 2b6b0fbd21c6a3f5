"""Visits: their states, and what moves with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import Company, Conversation, Person, Visit, VisitBlock, VisitPass
from services import events
from services.errors import IllegalTransition, Invalid, NotFound, Refused
from services.numbers import new_number
from services.publish import publish


@dataclass(frozen=True, slots=True)
class Action:
    """What may be done to a visit: from which states, to which, saying what."""

    sources: frozenset[str]
    target: str
    event: type[events.VisitEvent]


def _action(sources: str, target: str, event: type[events.VisitEvent]) -> Action:
    return Action(frozenset(sources.split()), target, event)


ACTIONS: dict[str, Action] = {
    "approve": _action("requested", "approved", events.VisitApproved),
    "deny": _action("requested", "denied", events.VisitDenied),
    "cancel": _action("requested approved", "cancelled", events.VisitCancelled),
    "check_in": _action("approved checked_out", "checked_in", events.VisitCheckedIn),
    "check_out": _action("checked_in", "checked_out", events.VisitCheckedOut),
    "expire": _action("requested", "expired", events.VisitExpired),
    "no_show": _action("approved", "no_show", events.VisitNoShow),
}
"""The visit's state machine, whole. A visit is born requested (`register`). A second entry on the
same pass, or on another day, goes from checked_out to checked_in again."""

ENDED = frozenset({"denied", "cancelled", "expired", "no_show"})
DEAD_PASS = ENDED
"""Reaching one of these revokes the pass."""
EARLY = timedelta(hours=1)
"""A pass opens this long before the visit."""
LONGEST = timedelta(days=31)
FARTHEST = timedelta(days=180)
PER_HOST_AND_DAY = 20
"""Visits that one host may register in 24 hours."""
DEFAULT_STAY = timedelta(hours=2)


class TooMany(Refused):
    """The host has registered too many visits in 24 hours."""

    code = "too_many_visits"


class Blocked(Refused):
    """Somebody on the park's list. The tenant is not told why."""

    code = "visitor_blocked"


@dataclass(frozen=True, slots=True)
class Guests:
    """Who comes. `plate` without spaces or dot, `phone` digits."""

    names: Sequence[str]
    headcount: int = 1
    phone: str | None = None
    plate: str | None = None
    company: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Aware. `daily` are the hours of each day of a visit over several days."""

    starts_at: datetime
    ends_at: datetime
    daily: tuple[time, time] | None = None


async def register(
    session: AsyncSession,
    host: Person,
    guests: Guests,
    period: Period,
    *,
    place: dict[str, Any],
    conversation: Conversation | None,
    now: datetime,
) -> Visit:
    """Register a visit; approved at once unless the host's company wants to be asked.

    Raises Invalid (period, headcount), TooMany, Blocked.
    """
    _check(guests, period, now)
    await _check_rate(session, host, now)
    await _check_blocked(session, host.park_id, guests)
    company = await _company(session, host)
    approver = company.approver_id if company and company.visits_need_approval else None
    visit = Visit(
        park_id=host.park_id,
        visit_no=new_number("V"),
        status="requested",
        host_id=host.id,
        approver_id=None if approver == host.id else approver,
        company_id=host.company_id,
        conversation_id=conversation.id if conversation else None,
        names=[name.strip() for name in guests.names],
        headcount=max(guests.headcount, len(guests.names), 1),
        phone=guests.phone,
        plate=guests.plate,
        visitor_company=guests.company,
        reason=guests.reason,
        **{name: place.get(name) for name in ("building", "floor", "room", "place")},
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        daily_from=period.daily[0] if period.daily else None,
        daily_until=period.daily[1] if period.daily else None,
        next_alarm_at=period.ends_at,
        created_at=now,
        updated_at=now,
    )
    session.add(visit)
    await session.flush()
    event = events.VisitRequested(**summary(visit), approver_id=visit.approver_id)
    await publish(session, host.park_id, event, now=now)
    if visit.approver_id is None:
        await advance(session, host.park_id, visit.id, "approve", now=now)
    return visit


def _check(guests: Guests, period: Period, now: datetime) -> None:
    if period.ends_at <= now:
        raise Invalid("it is over already", field="period", reason="past")
    if not timedelta() < period.ends_at - period.starts_at <= LONGEST:
        raise Invalid("too long", field="period", reason="too_long", days=LONGEST.days)
    if period.starts_at > now + FARTHEST:
        raise Invalid("too far ahead", field="period", reason="too_far", days=FARTHEST.days)
    if not 1 <= guests.headcount <= 200:  # noqa: PLR2004
        raise Invalid("too many people", field="headcount", reason="headcount", limit=200)


async def _check_rate(session: AsyncSession, host: Person, now: datetime) -> None:
    recent = await session.scalar(
        select(func.count())
        .select_from(Visit)
        .where(
            Visit.park_id == host.park_id,
            Visit.host_id == host.id,
            Visit.created_at > now - timedelta(days=1),
        )
    )
    if (recent or 0) >= PER_HOST_AND_DAY:
        raise TooMany(limit=PER_HOST_AND_DAY)


async def _check_blocked(session: AsyncSession, park_id: int, guests: Guests) -> None:
    wanted = {("name", name.strip().lower()) for name in guests.names}
    known = (("phone", guests.phone), ("plate", guests.plate))
    wanted |= {(kind, value) for kind, value in known if value}
    rows = await session.execute(
        select(VisitBlock.kind, VisitBlock.value).where(
            VisitBlock.park_id == park_id,
            VisitBlock.lifted_at.is_(None),
            VisitBlock.value.in_({value for _, value in wanted}),
        )
    )
    if any((row.kind, row.value) in wanted for row in rows):
        raise Blocked


async def _company(session: AsyncSession, host: Person) -> Company | None:
    if host.company_id is None:
        return None
    return await session.get(Company, (host.park_id, host.company_id))


async def load(session: AsyncSession, park_id: int, visit_id: int, *, lock: bool = False) -> Visit:
    """A visit by its id, its row locked if asked. Raises NotFound."""
    visit = await session.get(
        Visit, (park_id, visit_id), with_for_update=lock or None, populate_existing=lock
    )
    if visit is None:
        raise NotFound(f"visit {visit_id}")
    return visit


async def find_by_number(session: AsyncSession, park_id: int, visit_no: str) -> Visit | None:
    return await session.scalar(
        select(Visit).where(Visit.park_id == park_id, Visit.visit_no == visit_no)
    )


async def advance(
    session: AsyncSession,
    park_id: int,
    visit_id: int,
    action: str,
    *,
    now: datetime,
    reason: str | None = None,
) -> Visit:
    """Move a visit by one of ACTIONS, keep its pass, and publish the event that says so.

    Asking again for a state that is reached changes nothing. Raises NotFound, IllegalTransition.
    """
    visit = await load(session, park_id, visit_id, lock=True)
    rule = ACTIONS[action]
    if visit.status == rule.target:
        return visit
    if visit.status not in rule.sources:
        raise IllegalTransition(
            f"{visit.visit_no} is {visit.status}: it cannot {action}",
            status=visit.status,
            action=action,
        )
    visit.status, visit.status_reason, visit.updated_at = rule.target, reason, now
    match rule.target:
        case "approved":
            await _give_pass(session, visit)
        case "checked_in":
            visit.arrived_at = visit.arrived_at or now
        case "checked_out":
            visit.left_at = now
        case status if status in DEAD_PASS:
            await _revoke(session, visit, now)
    await session.flush()
    await publish(session, park_id, rule.event(**summary(visit), reason=reason), now=now)
    return visit


async def _give_pass(session: AsyncSession, visit: Visit) -> None:
    days = (visit.ends_at.date() - visit.starts_at.date()).days + 1
    session.add(
        VisitPass(
            park_id=visit.park_id,
            visit_id=visit.id,
            serial=new_number("P") + new_number("P").removeprefix("P-"),
            valid_from=visit.starts_at - EARLY,
            valid_until=visit.ends_at,
            max_entries=visit.headcount * days * 2,
        )
    )


async def _revoke(session: AsyncSession, visit: Visit, now: datetime) -> None:
    await session.execute(
        update(VisitPass)
        .where(
            VisitPass.park_id == visit.park_id,
            VisitPass.visit_id == visit.id,
            VisitPass.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


async def pass_of(session: AsyncSession, visit: Visit) -> VisitPass | None:
    """The pass that holds; None before approval, and when it was revoked."""
    return await session.scalar(
        select(VisitPass).where(
            VisitPass.park_id == visit.park_id,
            VisitPass.visit_id == visit.id,
            VisitPass.revoked_at.is_(None),
        )
    )


def summary(visit: Visit) -> dict[str, Any]:
    """What every event of a visit says. Nothing personal: events live longer than that may."""
    return {
        "visit_id": visit.id,
        "visit_no": visit.visit_no,
        "status": visit.status,
        "host_id": visit.host_id,
        "headcount": visit.headcount,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
    }


async def of_host(
    session: AsyncSession,
    park_id: int,
    person_id: int,
    *,
    open_only: bool = False,
    limit: int = 5,
) -> list[Visit]:
    """Visits that a person hosts, the next ones first."""
    query = select(Visit).where(Visit.park_id == park_id, Visit.host_id == person_id)
    if open_only:
        query = query.where(Visit.status.in_(("requested", "approved", "checked_in")))
    return list(await session.scalars(query.order_by(Visit.starts_at.desc()).limit(limit)))
