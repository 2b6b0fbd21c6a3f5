"""The conversations behind the figures of chats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.reports import containment, people, ratings, responses
from services.reports.period import Period

Which = Literal["queued", "answered", "handoffs", "rated", "needed", "contained"]


@dataclass(frozen=True, slots=True)
class Chat:
    """`at`: when it was queued, or rated; None of those that are told by what the bot held.
    `waited`: working time until the first reply, where there was one."""

    conversation_id: int
    at: datetime | None = None
    staff: str | None = None
    waited: timedelta | None = None
    stars: int | None = None
    was_queued: bool = False


async def behind(
    session: AsyncSession,
    park: Park,
    period: Period,
    which: Which,
    *,
    staff_id: int | None = None,
    hour: int | None = None,
    stars: int | None = None,
) -> list[Chat]:
    """As the figures count them, the newest first. Of `queued`, `answered` and `handoffs` those of
    somebody (`staff_id`), or of an `hour` of the park's day; of `rated` also by `stars`."""
    if which in {"needed", "contained"}:
        contained, needed = await containment.divided(session, park.id, period)
        return [Chat(one) for one in sorted(contained if which == "contained" else needed)[::-1]]
    if which == "rated":
        return await _rated(session, park, period, staff_id, stars)
    found = await responses.responses(session, park, period)
    if which != "handoffs":
        found = responses.queued(found)
    chosen = [
        one
        for one in reversed(found)
        if (which != "answered" or one.waited is not None)
        and staff_id in {None, one.assignee_id}
        and hour in {None, one.queued_at.astimezone(period.zone).hour}
    ]
    names = await people.names(session, park.id, {one.assignee_id for one in chosen})
    return [
        Chat(
            one.conversation_id,
            one.queued_at,
            names.get(one.assignee_id or 0),
            one.waited,
            was_queued=True,
        )
        for one in chosen
    ]


async def _rated(
    session: AsyncSession, park: Park, period: Period, staff_id: int | None, stars: int | None
) -> list[Chat]:
    chosen: Sequence[ratings.Rating] = [
        one
        for one in await ratings.ratings(session, park.id, period)
        if one.about == "conversation"
        and staff_id in {None, one.staff_id}
        and stars in {None, one.stars}
    ]
    names = await people.names(session, park.id, {one.staff_id for one in chosen})
    return [
        Chat(one.subject_id, one.at, staff=names.get(one.staff_id or 0), stars=one.stars)
        for one in chosen
    ]
