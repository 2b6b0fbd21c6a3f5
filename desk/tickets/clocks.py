"""A ticket's clock in words. static/tickets/clock.js goes on with what `say_left` says."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.frame.call import Call
from models.tickets import Ticket
from services.park.business_time import Calendar
from services.texts import when
from services.tickets import sla

NEAR_SECONDS = 4 * 3_600
"""What is due sooner is counted down; later, the moment itself says more."""
_WARNS_AT = 0.75
_MINUTE, _DAY = 60, 86_400


@dataclass(frozen=True, slots=True)
class ClockFace:
    """`due` is None where the words do not change by themselves. `spent` is 0 to 1."""

    phase: str
    name: str
    words: str
    due: datetime | None
    moment: str
    spent: float
    warns: bool


def face(call: Call, ticket: Ticket, calendar: Calendar) -> ClockFace | None:
    """None where no clock runs."""
    state = sla.state(ticket, calendar, call.now)
    if state.phase == "none" or state.due is None or state.clock is None:
        return None
    stands = ticket.paused_at is not None
    if state.phase == "paused":
        words = call.text("tickets-clock-paused")
    else:
        words = say_left(call, (state.due - (ticket.paused_at or call.now)).total_seconds())
        if words == "":
            words = call.text("tickets-clock-by", moment=_moment(call, state.due))
    return ClockFace(
        phase=state.phase,
        name=call.text(f"tickets-clock-{state.clock}"),
        words=words,
        due=None if stands else state.due,
        moment=_moment(call, state.due),
        spent=min(max(state.fraction, 0.0), 1.0),
        warns=state.phase == "running" and state.fraction >= _WARNS_AT,
    )


def say_left(call: Call, seconds: float) -> str:
    """还剩 18 分钟, 2 h 5 min overdue; empty for what is far off. Whole minutes, rounded down."""
    if seconds > NEAR_SECONDS:
        return ""
    way, amount = "left" if seconds > 0 else "over", int(abs(seconds))
    hours, minutes = divmod(amount // _MINUTE, 60)
    if amount >= _DAY:
        return call.text("tickets-clock-over-days", n=str(amount // _DAY))
    if hours:
        return call.text(f"tickets-clock-{way}-hours", n=str(hours), rest=str(minutes))
    if minutes:
        return call.text(f"tickets-clock-{way}-minutes", n=str(minutes))
    return call.text(f"tickets-clock-{way}-now")


def span(call: Call, seconds: float) -> str:
    """2 小时 5 分, 40 min: an amount of time."""
    hours, minutes = divmod(max(int(seconds), 0) // _MINUTE, 60)
    if hours and minutes:
        return call.text("tickets-span-hours-minutes", n=str(hours), rest=str(minutes))
    if hours:
        return call.text("tickets-span-hours", n=str(hours))
    return call.text("tickets-span-minutes", n=str(minutes))


def _moment(call: Call, at: datetime) -> str:
    return when.span(at, None, call.language, call.now, ZoneInfo(call.park.timezone))
