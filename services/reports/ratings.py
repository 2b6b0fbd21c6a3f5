"""What tenants thought of it, of conversations and of tickets."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.handoffs import Handoff
from models.tickets import Ticket
from services.reports.period import Period

About = Literal["conversation", "ticket"]
STARS = range(1, 6)
POOR = 2
"""Stars up to which a comment is among the worst."""


@dataclass(frozen=True, slots=True)
class Rating:
    """`subject_id` is of the conversation or ticket; `staff_id` whoever had it last."""

    about: About
    subject_id: int
    ticket_no: str | None
    at: datetime
    stars: int
    comment: str | None
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class Stars:
    stars: int
    conversations: int
    tickets: int


async def ratings(session: AsyncSession, park_id: int, period: Period) -> list[Rating]:
    """Given in the period, newest first."""
    handoffs = await session.scalars(
        select(Handoff).where(
            Handoff.park_id == park_id,
            period.within(Handoff.rated_at),
            Handoff.rating.is_not(None),
        )
    )
    tickets = await session.scalars(
        select(Ticket).where(
            Ticket.park_id == park_id,
            period.within(Ticket.rated_at),
            Ticket.rating.is_not(None),
        )
    )
    found = [
        *(_rating("conversation", row, row.conversation_id, None) for row in handoffs),
        *(_rating("ticket", row, row.id, row.ticket_no) for row in tickets),
    ]
    return sorted(found, key=lambda rating: rating.at, reverse=True)


def _rating(about: About, row: Handoff | Ticket, subject_id: int, ticket_no: str | None) -> Rating:
    assert row.rated_at is not None
    assert row.rating is not None
    return Rating(
        about=about,
        subject_id=subject_id,
        ticket_no=ticket_no,
        at=row.rated_at,
        stars=row.rating,
        comment=row.rating_comment,
        staff_id=row.assignee_id,
    )


def median(found: Sequence[Rating]) -> float | None:
    """Beside the mean, which one angry tenant moves."""
    return statistics.median(rating.stars for rating in found) if found else None


def average(found: Sequence[Rating]) -> float | None:
    return sum(rating.stars for rating in found) / len(found) if found else None


def distribution(found: Iterable[Rating]) -> list[Stars]:
    """One for each number of stars, from 1 to 5."""
    given = [(rating.stars, rating.about) for rating in found]
    return [
        Stars(stars, given.count((stars, "conversation")), given.count((stars, "ticket")))
        for stars in STARS
    ]


def worst(found: Iterable[Rating], limit: int) -> list[Rating]:
    """The poorest with a comment, the newest of equals first."""
    poor = (one for one in found if one.stars <= POOR and one.comment)
    return sorted(poor, key=lambda one: one.stars)[:limit]
