"""When somebody comes: the one place that says so, for what is reported and what is about to be.

The chat, the app's form and the page of a ticket take their words from here: no two of them differ.
"""

from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.park import opening
from services.texts import say, when
from services.tickets import sla

SOON = timedelta(hours=2)
"""A response that is due within this is told in minutes."""
SPREADS = frozenset(
    {"plumbing", "electrical", "elevator", "access_control", "fire_safety", "security"}
)
"""Categories whose faults may get worse by the hour, or lock people in or out. Chosen by us."""
URGENCIES = ("low", "normal", "urgent", "critical")


async def if_reported(
    session: AsyncSession, park: Park, urgency: str, *, now: datetime
) -> datetime | None:
    """Until when somebody would respond to a repair that is reported now; None without a policy."""
    return await sla.respond_by(session, park, "repair", urgency, now=now)


def may_not_wait(urgency: str, category: str | None = None) -> bool:
    """Whether somebody should be reachable for it before the park opens again."""
    return urgency in ("urgent", "critical") or category in SPREADS


async def waits_for_opening(
    session: AsyncSession, park: Park, respond_by: datetime | None, *, now: datetime
) -> bool:
    """Whether nobody responds before the park opens again."""
    if respond_by is None or respond_by - now <= SOON:
        return False
    return await opening.closed_until(session, park, now=now) is not None


async def said(
    session: AsyncSession,
    park: Park,
    urgency: str,
    respond_by: datetime | None,
    *,
    category: str | None = None,
    language: str,
    now: datetime,
) -> str:
    """A sentence by the clock of a ticket; out of hours when that starts to run, and whom to call
    where it is too urgent to wait for that."""
    if respond_by is None or respond_by <= now:
        return say(language, "promise-soon")
    if respond_by - now <= SOON:
        minutes = ceil((respond_by - now) / timedelta(minutes=1))
        return say(language, "promise-within", minutes=minutes)
    zone = ZoneInfo(park.timezone)
    opens = await opening.closed_until(session, park, now=now)
    if opens is None:
        told = say(language, "promise-by", when=when.span(respond_by, None, language, now, zone))
    else:
        told = say(language, "promise-from", when=when.span(opens, None, language, now, zone))
    number = to_call(park, urgency, respond_by, category=category, now=now)
    if number is None:
        return told
    call = say(language, "promise-call", emergency=number)
    return f"{told}{'' if language == 'zh' else ' '}{call}"


def to_call(
    park: Park, urgency: str, respond_by: datetime | None, *, category: str | None, now: datetime
) -> str | None:
    """The number that `said` names, to be pressed; None where it names none."""
    later = respond_by is not None and respond_by - now > SOON
    return park.emergency_phone if later and may_not_wait(urgency, category) else None
