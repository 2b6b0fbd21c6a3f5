"""Arithmetic of a ticket's two clocks, respond and resolve: no database, a calendar is given."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from models.tickets import Ticket
from services.park.business_time import ALWAYS, Calendar, NeverOpens

Clock = Literal["respond", "resolve"]
CLOCKS: tuple[Clock, ...] = ("respond", "resolve")

Pause = tuple[datetime, datetime]
"""From when until when clocks stood still."""

_WARN_LEFT = 1 / 4
"""Of a clock's minutes, when it warns."""
_LAST_RESORT = "manager"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a ticket was promised when its clocks were set; a policy that changes later moves none.

    Kept as `ticket.data["sla"]`. `over`: clocks that have run out and said so.
    """

    respond_minutes: int
    resolve_minutes: int
    always: bool
    escalate_to: str
    over: Sequence[Clock] = ()

    def length(self, clock: Clock) -> timedelta:
        minutes = self.respond_minutes if clock == "respond" else self.resolve_minutes
        return timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A clock warns, or has run out: then `role` is whom it is escalated to."""

    clock: Clock
    due: datetime
    role: str | None = None


def promise_of(ticket: Ticket) -> Promise | None:
    kept = ticket.data.get("sla")
    return None if kept is None else Promise(**kept)


def keep(ticket: Ticket, promise: Promise | None) -> None:
    """Keep a promise with its ticket; None forgets the one that it has."""
    rest = {key: value for key, value in ticket.data.items() if key != "sla"}
    ticket.data = rest if promise is None else {**rest, "sla": asdict(promise)}


def due(ticket: Ticket, clock: Clock) -> datetime | None:
    return ticket.respond_by if clock == "respond" else ticket.resolve_by


def running(ticket: Ticket) -> Clock | None:
    """The clock that falls due next: respond, then resolve; None when both are met or over."""
    promise = promise_of(ticket)
    over = promise.over if promise else CLOCKS
    return next((c for c in CLOCKS if c not in over and due(ticket, c) is not None), None)


def counting(promise: Promise, calendar: Calendar, now: datetime) -> Calendar:
    """The calendar by which a promise counts. Where a park has no hours, every minute does:
    a report must not fail, nor its clocks stand, because nobody has set them."""
    if promise.always:
        return ALWAYS
    try:
        calendar.next_open(now)
    except NeverOpens:
        return ALWAYS
    return calendar


def due_after(
    calendar: Calendar, since: datetime, span: timedelta, pauses: Sequence[Pause]
) -> datetime:
    """When `span` of working time has passed since then, without the pauses."""
    for begins, ends in pauses:
        worked = calendar.between(since, begins)
        if worked >= span:
            break
        since, span = ends, span - worked
    return calendar.after(since, span)


def arm(ticket: Ticket, promise: Promise, calendar: Calendar, now: datetime) -> None:
    """Set when the running clock next wants attention; while paused, only what was due before."""
    clock = running(ticket)
    alarm = None if clock is None else due(ticket, clock)
    at = ticket.paused_at or now
    if clock is not None and alarm is not None and not ticket.warned:
        until_warning = calendar.between(at, alarm) - promise.length(clock) * _WARN_LEFT
        alarm = min(alarm, calendar.after(at, max(until_warning, timedelta())))
    stands = ticket.paused_at is not None and alarm is not None and alarm > ticket.paused_at
    ticket.next_alarm_at = None if stands else alarm


def mark(ticket: Ticket, promise: Promise, clock: Clock, at: datetime) -> Alarm:
    """Note the breach of a clock that has run out, else its warning."""
    runs_out = due(ticket, clock)
    assert runs_out is not None
    if runs_out > at:
        ticket.warned = True
        return Alarm(clock, runs_out)
    keep(ticket, replace(promise, over=[*promise.over, clock]))
    note_broken(ticket, clock)
    ticket.warned = False
    ticket.escalated_to = _LAST_RESORT if ticket.escalated_to else promise.escalate_to
    return Alarm(clock, runs_out, ticket.escalated_to)


def meet(ticket: Ticket, clock: Clock, now: datetime) -> None:
    """What was done too late is noted even if no alarm came in between."""
    runs_out = due(ticket, clock)
    if runs_out is not None and runs_out <= (ticket.paused_at or now):
        note_broken(ticket, clock)


def note_broken(ticket: Ticket, clock: Clock) -> None:
    if clock not in ticket.breached:
        ticket.breached = [*ticket.breached, clock]
