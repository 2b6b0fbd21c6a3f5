"""Service levels: how fast a ticket is answered and done, counted in its park's working time.

`services.tickets.tickets` calls this under the ticket's lock whenever its state changes; what falls
due meanwhile is said by `services.tickets.sla_alarms`. Functions change the ticket; the caller
flushes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.tickets import SlaPolicy, Ticket, TicketChange
from services.kit.kept import kept
from services.park.business_time import ALWAYS, Calendar, load_calendar
from services.tickets import sla_clocks as clocks
from services.tickets.sla_clocks import CLOCKS, Alarm, Clock, Pause, Promise, promise_of

CLOSES_AFTER = timedelta(days=7)
"""A resolved ticket closes by itself."""

Phase = Literal["running", "paused", "breached", "none"]
_ENDED = frozenset({"resolved", "confirmed", "closed", "cancelled"})


@dataclass(frozen=True, slots=True)
class ClockState:
    """The clock that matters to whoever looks at a board: respond until somebody did."""

    phase: Phase
    clock: Clock | None = None
    due: datetime | None = None
    """While paused: when it would be, were it to go on at once."""
    remaining_seconds: int = 0
    """Working time until it is due; negative by how long it is over."""
    fraction: float = 0.0
    """Of its time that is spent: 0 at the start, 1 when due, above 1 when over."""


def state(ticket: Ticket, calendar: Calendar, now: datetime) -> ClockState:
    """Where a ticket's clock stands. `calendar` is its park's, whatever its urgency."""
    promise, due = promise_of(ticket), ticket.respond_by or ticket.resolve_by
    if promise is None or due is None or ticket.status in _ENDED:
        return ClockState("none")
    clock: Clock = "respond" if ticket.respond_by else "resolve"
    at = ticket.paused_at or now
    left = clocks.counting(promise, calendar, at).between(at, due)
    phase: Phase = "paused" if ticket.paused_at else "running"
    return ClockState(
        phase="breached" if due <= at else phase,
        clock=clock,
        due=due,
        remaining_seconds=int(left.total_seconds()),
        fraction=1 - left / promise.length(clock),
    )


async def respond_by(
    session: AsyncSession, park: Park, kind: str, urgency: str, *, now: datetime
) -> datetime | None:
    """Until when a ticket that is reported now is answered; None where nothing is promised."""
    promise = await _policy(session, park.id, kind, urgency)
    if promise is None:
        return None
    calendar = ALWAYS
    if not promise.always:
        calendar = clocks.counting(promise, await load_calendar(session, park, now), now)
    return clocks.due_after(calendar, now, promise.length("respond"), [])


async def start(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """Set the clocks of a new ticket by its park's policy; where there is none, none run."""
    await _set(session, ticket, since=now, pauses=[], now=now)


async def reurgent(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """Count by the policy of the new urgency, from the report, the last reopening or restoring.

    What was spent waiting stays out. A clock that had run out, and by the new count still has, is
    not said again.
    """
    since, pauses = await _past(session, ticket)
    await _set(session, ticket, since=since, pauses=pauses, now=now)


async def restart(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """It was reopened, or restored: the full time, from now. What was broken stays noted."""
    await _set(session, ticket, since=now, pauses=[], now=now)


async def responded(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """Somebody works on it. Only the first time counts."""
    if ticket.responded_at is not None:
        return
    if clocks.running(ticket) == "respond":
        ticket.warned = False
    clocks.meet(ticket, "respond", now)
    ticket.responded_at, ticket.respond_by = now, None
    await _rearm(session, ticket, now)


async def pause(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """The clocks stand still. Pausing again changes nothing."""
    if ticket.paused_at is None:
        ticket.paused_at = now
        await _rearm(session, ticket, now)


async def resume(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """Go on: what is due moves by the working time that was paused, but for what was over."""
    paused, ticket.paused_at = ticket.paused_at, None
    promise = promise_of(ticket)
    if paused is None or promise is None:
        return
    calendar = await _load(session, ticket, promise, now)
    waited = calendar.between(paused, now)
    if ticket.respond_by is not None and ticket.respond_by > paused:
        ticket.respond_by = calendar.after(ticket.respond_by, waited)
    if ticket.resolve_by is not None and ticket.resolve_by > paused:
        ticket.resolve_by = calendar.after(ticket.resolve_by, waited)
    clocks.arm(ticket, promise, calendar, now)


async def resolved(session: AsyncSession, ticket: Ticket, *, now: datetime) -> None:
    """It is done: the clocks are off, and it closes by itself after CLOSES_AFTER."""
    await responded(session, ticket, now=now)
    clocks.meet(ticket, "resolve", now)
    stop(ticket)
    ticket.resolved_at, ticket.next_alarm_at = now, now + CLOSES_AFTER


def stop(ticket: Ticket) -> None:
    """Nothing more falls due."""
    ticket.paused_at = ticket.next_alarm_at = None


async def take_alarm(session: AsyncSession, ticket: Ticket, *, now: datetime) -> Alarm | None:
    """What is due next on a ticket's clocks, marked as said; None when nothing more is by `now`.

    A clock that has run out breaches without a warning. The first breach escalates to the
    policy's role, every later one to the manager.
    """
    if ticket.next_alarm_at is None or ticket.next_alarm_at > now:
        return None
    promise, clock = promise_of(ticket), clocks.running(ticket)
    if promise is None or clock is None:
        ticket.next_alarm_at = None
        return None
    alarm = clocks.mark(ticket, promise, clock, ticket.paused_at or now)
    await _rearm(session, ticket, now)
    return alarm


async def _set(
    session: AsyncSession,
    ticket: Ticket,
    *,
    since: datetime,
    pauses: Sequence[Pause],
    now: datetime,
) -> None:
    """Set both clocks anew, as if started at `since`; respond only if nobody has yet."""
    before = promise_of(ticket)
    ticket.respond_by = ticket.resolve_by = ticket.next_alarm_at = None
    promise = await _promise(session, ticket)
    clocks.keep(ticket, promise)
    if promise is None:
        return
    calendar = await _load(session, ticket, promise, now)
    if ticket.responded_at is None:
        span = promise.length("respond")
        ticket.respond_by = clocks.due_after(calendar, since, span, pauses)
    ticket.resolve_by = clocks.due_after(calendar, since, promise.length("resolve"), pauses)
    promise = replace(promise, over=_still_over(ticket, before, ticket.paused_at or now))
    clocks.keep(ticket, promise)
    ticket.warned = False
    clocks.arm(ticket, promise, calendar, now)


def _still_over(ticket: Ticket, before: Promise | None, at: datetime) -> list[Clock]:
    """Clocks whose breach was said before they were set anew, and stands."""
    said = before.over if before else ()
    return [c for c in CLOCKS if c in said and (due := clocks.due(ticket, c)) and due <= at]


async def _promise(session: AsyncSession, ticket: Ticket) -> Promise | None:
    return await _policy(session, ticket.park_id, ticket.kind, ticket.urgency)


async def _policy(session: AsyncSession, park_id: int, kind: str, urgency: str) -> Promise | None:
    async def read() -> Promise | None:
        policy = await session.get(SlaPolicy, (park_id, kind, urgency))
        if policy is None:
            return None
        return Promise(
            respond_minutes=policy.respond_minutes,
            resolve_minutes=policy.resolve_minutes,
            always=policy.always or urgency == "critical",
            escalate_to=policy.escalate_to,
        )

    return await kept(session, park_id, ("promise", kind, urgency), read)


async def _past(session: AsyncSession, ticket: Ticket) -> tuple[datetime, list[Pause]]:
    """Since when the clocks count, and what of that was spent waiting, from the history.

    A wait that goes on is not among it: `resume` accounts for that.
    """
    changes = await session.execute(
        select(TicketChange.at, TicketChange.action, TicketChange.status)
        .where(TicketChange.park_id == ticket.park_id, TicketChange.ticket_id == ticket.id)
        .order_by(TicketChange.id)
    )
    since, pauses, waits_from = ticket.created_at, list[Pause](), None
    for at, action, status in changes:
        if status.startswith("waiting_"):
            waits_from = waits_from or at
        elif waits_from is not None:
            pauses.append((waits_from, at))
            waits_from = None
        if action in ("reopen", "restore"):
            since, pauses = at, []
    return since, pauses


async def _rearm(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    if (promise := promise_of(ticket)) is not None:
        clocks.arm(ticket, promise, await _load(session, ticket, promise, now), now)


async def _load(session: AsyncSession, ticket: Ticket, promise: Promise, now: datetime) -> Calendar:
    if promise.always:
        return ALWAYS
    park = await session.get_one(Park, ticket.park_id)
    return clocks.counting(promise, await load_calendar(session, park, now), now)
