"""Amending a visit that is registered, and taking its cancelling back: one visit, one number.

A yes covers what it was said to, and less. What lets in more than that (somebody else, more people,
other hours, another plate) is asked for again by whoever has to say yes; fewer people, no car, a
place, a phone, a reason, a company are not. The pass follows: where it would say something else it
is revoked and a new one given; while a yes is waited for there is none.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.park import Park
from models.people import Person
from models.visits import Visit
from services.acts.state import RECENT
from services.events.publish import publish
from services.kit.errors import Conflict, Refused
from services.kit.folding import plain_name
from services.visits import blocks, events, facts, hosting, passes, visits
from services.visits.facts import Guests, Period
from services.visits.hosting import LIMITS

AMENDABLE = frozenset({"requested", "approved"})
"""Nobody has come in, and nothing has ended it."""
MOST_CHANGES = 30
"""Of one visit: each may be asked of somebody."""
RESTORED_WITHIN = RECENT


class Settled(Conflict):
    """It cannot be changed, or brought back, any more. `details`: `status`."""

    code = "visit_settled"


class TooManyChanges(Refused):
    """It has been changed too often. `details`: `limit`."""

    code = "too_many_changes"


@dataclass(frozen=True, slots=True)
class Amended:
    """`changed`: names of the columns. `new_pass`: the pass that was out there opens nothing any
    more. `asked`: a yes is waited for that had been given, or that had been asked of less."""

    visit: Visit
    changed: frozenset[str]
    new_pass: bool = False
    asked: bool = False


async def amend(
    session: AsyncSession,
    host: Person,
    visit: Visit,
    guests: Guests,
    period: Period,
    *,
    place: dict[str, Any],
    now: datetime,
) -> Amended:
    """Have a visit of the host's be what is said. What it is already changes nothing.

    Raises Settled, Invalid, Blocked, TooManyChanges.
    """
    host = await visits.held(session, host)
    visit = await visits.load(session, host.park_id, visit.id, lock=True)
    if visit.status not in AMENDABLE:
        raise Settled(visit.visit_no, status=visit.status)
    values = await _checked(session, host, guests, period, place=place, now=now)
    changed = frozenset(name for name, value in values.items() if getattr(visit, name) != value)
    if not changed:
        return Amended(visit, changed)
    await _check_often(session, visit)
    more = _lets_in_more(visit, values)
    had_pass = visit.status == "approved"
    for name in changed:
        setattr(visit, name, values[name])
    visit.updated_at, visit.next_alarm_at = now, visits.next_alarm(visit)
    await session.flush()
    event = events.VisitChanged(**visits.summary(visit), what=sorted(changed))
    await publish(session, visit.park_id, event, now=now)
    asked = await _ask_again(session, host, visit, more=more, now=now)
    follows = had_pass and (asked or await passes.follow(session, visit, now=now))
    return Amended(visit, changed, new_pass=follows, asked=asked)


async def restore(session: AsyncSession, host: Person, visit: Visit, *, now: datetime) -> Visit:
    """Bring back a visit that its host has called off within RESTORED_WITHIN, with a new pass. It
    is asked for as at its registration; what stands already stays as it is.

    Raises Settled; Invalid where it is over by now, Blocked, TooManyWaiting.
    """
    host = await visits.held(session, host)
    visit = await visits.load(session, host.park_id, visit.id, lock=True)
    if visit.status in visits.OPEN:
        return visit
    if not may_restore(visit, now):
        raise Settled(visit.visit_no, status=visit.status)
    kind = await hosting.kind_of(session, host)
    facts.check_period(period_of(visit), LIMITS[kind], now)
    await blocks.check(
        session, visit.park_id, names=visit.names, phone=visit.phone, plates=visit.plates
    )
    await hosting.check_waiting(session, host, LIMITS[kind])
    visit.approver_id, visit.needs_desk = await hosting.asked(session, host, kind, ask=False)
    visit.company_id = host.company_id
    visit = await visits.advance(session, visit.park_id, visit.id, "restore", now=now)
    if visit.approver_id is None and not visit.needs_desk:
        visit = await visits.advance(session, visit.park_id, visit.id, "approve", now=now)
    return visit


def may_restore(visit: Visit, now: datetime) -> bool:
    by_host = visit.status == "cancelled" and visit.status_reason == visits.BY_HOST
    return by_host and visit.erased_at is None and now - visit.updated_at <= RESTORED_WITHIN


def period_of(visit: Visit) -> Period:
    daily = None
    if visit.daily_from is not None and visit.daily_until is not None:
        daily = visit.daily_from, visit.daily_until
    return Period(visit.starts_at, visit.ends_at, daily)


async def _checked(
    session: AsyncSession,
    host: Person,
    guests: Guests,
    period: Period,
    *,
    place: dict[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """The columns as they will be, by the rules of registration."""
    limits = LIMITS[await hosting.kind_of(session, host)]
    facts.check_period(period, limits, now)
    zone = ZoneInfo((await session.get_one(Park, host.park_id)).timezone)
    guests = facts.checked(guests, limits, facts.days_of(period, zone))
    await blocks.check(
        session, host.park_id, names=list(guests.names), phone=guests.phone, plates=guests.plates
    )
    return visits.columns(guests, period, place)


async def _check_often(session: AsyncSession, visit: Visit) -> None:
    changes = await session.scalar(
        select(func.count()).where(
            EventRow.park_id == visit.park_id,
            EventRow.subject == f"visit:{visit.id}",
            EventRow.type == events.VisitChanged.type,
        )
    )
    if (changes or 0) >= MOST_CHANGES:
        raise TooManyChanges(limit=MOST_CHANGES)


def _lets_in_more(visit: Visit, values: dict[str, Any]) -> bool:
    """Whether somebody could come in, or at some time, whom or when the visit did not say."""
    known = {plain_name(name) for name in visit.names}
    return (
        any(plain_name(name) not in known for name in values["names"])
        or values["headcount"] > visit.headcount
        or values["starts_at"] < visit.starts_at
        or values["ends_at"] > visit.ends_at
        or (values["daily_from"], values["daily_until"]) != (visit.daily_from, visit.daily_until)
        or not {values["plate"], *values["more_plates"]} <= {None, *visit.plates}
    )


async def _ask_again(
    session: AsyncSession, host: Person, visit: Visit, *, more: bool, now: datetime
) -> bool:
    """Ask whoever has to say yes now, if it lets in more; whether somebody is asked.

    What waits and has nobody left to ask is approved. A walk-in stays a question to its host.
    """
    if visit.approver_id == host.id:
        return False
    kind = await hosting.kind_of(session, host)
    asked = await hosting.asked(session, host, kind, ask=False)
    nobody = asked == (None, False)
    if visit.status == "requested" and nobody:
        visit.approver_id, visit.needs_desk = asked
        await visits.advance(session, visit.park_id, visit.id, "approve", now=now)
        return False
    if not more or nobody:
        return False
    visit.approver_id, visit.needs_desk = asked
    await visits.advance(session, visit.park_id, visit.id, "ask_again", now=now)
    return True
