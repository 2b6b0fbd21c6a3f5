"""Visits: their states, and what moves with them."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.park import Park
from models.people import Person
from models.visits import Visit
from services.events.publish import publish
from services.events.states import Transition, transition
from services.kit.errors import NotFound, Refused
from services.kit.numbers import new_number
from services.visits import blocks, events, facts, hosting, passes
from services.visits.blocks import Blocked
from services.visits.facts import Guests, Period
from services.visits.hosting import LIMITS, Kind, Limits, TooMany, TooManyWaiting
from services.visits.passes import EARLY, pass_of

__all__ = [
    "ACTIONS",
    "BY_HOST",
    "DEFAULT_STAY",
    "EARLY",
    "GRACE",
    "OPEN",
    "Blocked",
    "Guests",
    "NeedsDesk",
    "Period",
    "TooMany",
    "TooManyWaiting",
    "advance",
    "columns",
    "find_by_number",
    "held",
    "load",
    "next_alarm",
    "pass_of",
    "register",
    "summary",
    "walk_in",
]


ACTIONS: dict[str, Transition[events.VisitEvent]] = {
    "approve": transition("requested", "approved", events.VisitApproved),
    "deny": transition("requested", "denied", events.VisitDenied),
    "cancel": transition("requested approved", "cancelled", events.VisitCancelled),
    "check_in": transition("approved checked_out", "checked_in", events.VisitCheckedIn),
    "check_out": transition("checked_in", "checked_out", events.VisitCheckedOut),
    "ask_again": transition("approved requested", "requested", events.VisitAskedAgain),
    "restore": transition("cancelled", "requested", events.VisitRestored),
    "expire": transition("requested", "expired", events.VisitExpired),
    "no_show": transition("approved", "no_show", events.VisitNoShow),
}
"""The visit's state machine, whole. A visit is born requested (`register`). A second entry on the
same pass, or on another day, goes from checked_out to checked_in again. What a host changes, and
what they take back, is in `services.visits.amending`."""

OPEN = frozenset({"requested", "approved", "checked_in"})
ENDED = frozenset({"denied", "cancelled", "expired", "no_show"})
"""Reaching one of these revokes the pass."""
DEFAULT_STAY = timedelta(hours=2)
GRACE = timedelta(minutes=30)
"""After the end: who has not come by then is a no-show, who is still in has overstayed."""


BY_HOST = "host"
"""`status_reason` of a visit that its host cancelled, and so knows of."""
LOST_RIGHT = "lost_right"
"""`status_reason` of a visit that was cancelled since its host belongs to the company no more."""


class NeedsDesk(Refused):
    """Nobody but the desk may say yes to this visit."""

    code = "visit_needs_desk"


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
    """Register a visit; approved at once where the host may let people in and their company does
    not want to be asked. What a stranger registers waits for the desk (`services.visits.hosting`).

    Raises Invalid (names, headcount, period …), TooMany, TooManyWaiting, Blocked.
    """
    host = await held(session, host)
    kind = await hosting.check_one_more(session, host, now)
    return await _register(
        session,
        host,
        guests,
        period,
        place=place,
        conversation=conversation,
        kind=kind,
        ask=False,
        limits=LIMITS[kind],
        now=now,
    )


async def walk_in(
    session: AsyncSession,
    host: Person,
    guests: Guests,
    period: Period,
    *,
    place: dict[str, Any],
    host_present: bool,
    now: datetime,
) -> Visit:
    """Register somebody who stands at reception. The host is asked, unless they came along; a
    company that wants to be asked is asked anyhow. A stranger is not asked: the desk decides.

    Raises Invalid, Blocked. The host's limits do not hold here.
    """
    host = await held(session, host)
    return await _register(
        session,
        host,
        guests,
        period,
        place=place,
        conversation=None,
        kind=await hosting.kind_of(session, host),
        ask=not host_present,
        limits=LIMITS["member"],
        now=now,
    )


async def held(session: AsyncSession, host: Person) -> Person:
    """The host's row, locked: two registrations count each other, and whoever takes the right to
    host away comes before or after them."""
    return await session.get_one(
        Person, (host.park_id, host.id), with_for_update=True, populate_existing=True
    )


async def _register(
    session: AsyncSession,
    host: Person,
    guests: Guests,
    period: Period,
    *,
    place: dict[str, Any],
    conversation: Conversation | None,
    kind: Kind,
    ask: bool,
    limits: Limits,
    now: datetime,
) -> Visit:
    facts.check_period(period, limits, now)
    zone = ZoneInfo((await session.get_one(Park, host.park_id)).timezone)
    guests = facts.checked(guests, limits, facts.days_of(period, zone))
    await blocks.check(
        session, host.park_id, names=list(guests.names), phone=guests.phone, plates=guests.plates
    )
    approver_id, needs_desk = await hosting.asked(session, host, kind, ask=ask)
    visit = Visit(
        park_id=host.park_id,
        visit_no=new_number("V"),
        status="requested",
        host_id=host.id,
        approver_id=approver_id,
        needs_desk=needs_desk,
        company_id=host.company_id,
        conversation_id=conversation.id if conversation else None,
        **columns(guests, period, place),
        next_alarm_at=period.ends_at,
        created_at=now,
        updated_at=now,
    )
    session.add(visit)
    await session.flush()
    await publish(session, host.park_id, _event_of(events.VisitRequested, visit), now=now)
    if approver_id is None and not needs_desk:
        await _move(session, visit, "approve", now=now)  # Its row is nobody else's yet.
    return visit


def columns(guests: Guests, period: Period, place: dict[str, Any]) -> dict[str, Any]:
    """What a host says of a visit, as it is kept. `guests` are checked."""
    return {
        "names": list(guests.names),
        "headcount": guests.headcount,
        "phone": guests.phone,
        "plate": guests.plate,
        "more_plates": list(guests.more_plates),
        "visitor_company": guests.company,
        "reason": guests.reason,
        **{name: place.get(name) for name in ("building", "floor", "room", "place")},
        "starts_at": period.starts_at,
        "ends_at": period.ends_at,
        "daily_from": period.daily[0] if period.daily else None,
        "daily_until": period.daily[1] if period.daily else None,
    }


async def load(session: AsyncSession, park_id: int, visit_id: int, *, lock: bool = False) -> Visit:
    """A visit by its id, its row locked if asked. Raises NotFound."""
    visit = await session.get(
        Visit,
        (park_id, visit_id),
        with_for_update={"key_share": True} if lock else None,
        populate_existing=lock,
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
    staff_id: int | None = None,
) -> Visit:
    """Move a visit by one of ACTIONS, keep its pass, and publish the event that says so.

    Asking again for a state that is reached changes nothing. `staff_id` is who does it at the desk.
    Raises NotFound, IllegalTransition; NeedsDesk for a yes of anybody else to what waits for it.
    """
    visit = await load(session, park_id, visit_id, lock=True)
    rule = ACTIONS[action]
    if visit.status == rule.target and visit.status not in rule.sources:
        return visit
    if action == "approve" and visit.needs_desk and staff_id is None:
        raise NeedsDesk
    rule.check(visit.visit_no, visit.status, action)
    await _move(session, visit, action, now=now, reason=reason)
    return visit


async def _move(
    session: AsyncSession, visit: Visit, action: str, *, now: datetime, reason: str | None = None
) -> None:
    """Its row is locked, or was just inserted."""
    rule = ACTIONS[action]
    visit.status, visit.status_reason, visit.updated_at = rule.target, reason, now
    visit.next_alarm_at = next_alarm(visit)
    match rule.target:
        case "approved":
            await passes.give(session, visit)
        case "requested":
            await passes.revoke(session, visit, now=now)
        case "checked_in":
            visit.arrived_at = visit.arrived_at or now
        case "checked_out":
            visit.left_at = now
        case status if status in ENDED:
            await passes.revoke(session, visit, now=now)
    await session.flush()
    await publish(session, visit.park_id, _event_of(rule.event, visit), now=now)


def _event_of(kind: type[events.VisitEvent], visit: Visit) -> events.VisitEvent:
    said = summary(visit)
    if issubclass(kind, events.VisitRequested):
        said |= {"approver_id": visit.approver_id, "needs_desk": visit.needs_desk}
    return kind(**said)


def next_alarm(visit: Visit) -> datetime | None:
    """When `services.visits.alarms` looks at it: for its expiry, its no-show, or its overstay,
    once."""
    if visit.status == "requested":
        return visit.ends_at
    waits = visit.status == "approved" or (visit.status == "checked_in" and not visit.overstayed)
    return visit.ends_at + GRACE if waits else None


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
