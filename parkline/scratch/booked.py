"""What somebody has booked and waits for, as the state of a scratch park shows it."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingWait
from models.booking_shelf import BookingResource
from models.conversations import Conversation


async def bookings(
    session: AsyncSession, conversation: Conversation, zone: ZoneInfo
) -> list[dict[str, Any]]:
    """All that this user ever booked, by when it begins; what was given up says so."""
    found = await session.execute(
        select(Booking, BookingResource)
        .join(
            BookingResource,
            (BookingResource.park_id == Booking.park_id)
            & (BookingResource.id == Booking.resource_id),
        )
        .where(Booking.park_id == conversation.park_id, Booking.person_id == conversation.person_id)
        .order_by(Booking.starts_at, Booking.id)
    )
    return [
        {
            "booking_no": booking.booking_no,
            "thing": thing.code,
            "status": booking.status,
            "series": booking.series_id is not None,
            "people": booking.headcount,
            "title": booking.title,
            **_times(booking, zone),
        }
        for booking, thing in found
    ]


async def waits(
    session: AsyncSession, conversation: Conversation, zone: ZoneInfo
) -> list[dict[str, Any]]:
    """What this user waits for; `thing` is None where any will do."""
    found = await session.execute(
        select(BookingWait, BookingResource)
        .outerjoin(
            BookingResource,
            (BookingResource.park_id == BookingWait.park_id)
            & (BookingResource.id == BookingWait.resource_id),
        )
        .where(
            BookingWait.park_id == conversation.park_id,
            BookingWait.person_id == conversation.person_id,
            BookingWait.status == "waiting",
        )
        .order_by(BookingWait.starts_at, BookingWait.id)
    )
    return [
        {"thing": thing.code if thing is not None else None, **_times(wait, zone)}
        for wait, thing in found
    ]


def _times(row: Booking | BookingWait, zone: ZoneInfo) -> dict[str, str]:
    return {
        "from": row.starts_at.astimezone(zone).isoformat(),
        "until": row.ends_at.astimezone(zone).isoformat(),
    }
