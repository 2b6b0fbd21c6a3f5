"""Whether somebody of staff is there, as they say themselves: here, busy, or away for a while."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Staff
from services.kit.errors import Invalid

HERE, BUSY, AWAY = "here", "busy", "away"
STATES = (HERE, BUSY, AWAY)
LONGEST = timedelta(days=60)


def at(member: Staff, now: datetime) -> str:
    """What holds at a moment: what is limited ends by itself."""
    return holding(member.presence, member.presence_until, now)


def holding(state: str, until: datetime | None, now: datetime) -> str:
    """What holds at a moment of what was said, for until then."""
    return HERE if until is not None and until <= now else state


async def say(
    session: AsyncSession, member: Staff, state: str, until: datetime | None, *, now: datetime
) -> None:
    """Somebody says of themselves whether they are there; `until`: then they are again.

    Raises Invalid.
    """
    if state not in STATES:
        raise Invalid(f"one is {', '.join(STATES)}", field="presence")
    if until is not None and not now < until <= now + LONGEST:
        raise Invalid("for up to sixty days", field="until")
    member.presence = state
    member.presence_until = None if state == HERE else until
    await session.flush()


def absence(said: str, *, on_duty: bool) -> int:
    """The rank of whoever could be given work, the lowest first: who is there, then who is busy,
    then who is off duty, then who is away. `said`: HERE, BUSY or AWAY."""
    if said == AWAY:
        return 3
    if not on_duty:
        return 2
    return int(said == BUSY)
