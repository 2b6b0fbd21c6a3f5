"""Bookings in words, in the reader's language and by the park's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool, BookingResource
from models.park import Park
from services.allowances.allowances import Standing
from services.kit.money import format_money
from services.texts import say, when


def name(one: BookingResource | BookingPool, language: str) -> str:
    return str(getattr(one, f"name_{language}"))


def time(
    starts_at: datetime, ends_at: datetime, language: str, *, now: datetime, park: Park
) -> str:
    """明天 12月3日 周四 14:00–16:00."""
    return when.span(starts_at, ends_at, language, now, ZoneInfo(park.timezone))


def status(booking: Booking, language: str) -> str:
    if booking.status == "held":
        return say(language, f"booking-held-{booking.held_for}")
    return say(language, f"booking-status-{booking.status}")


def minutes(count: int, language: str) -> str:
    """2 小时; 1 hr 30 min."""
    hours, rest = divmod(count, 60)
    which = "both" if hours and rest else "hours" if hours else "minutes"
    return say(language, "booking-lasts", which=which, hours=hours, minutes=rest)


async def about(
    session: AsyncSession, booking: Booking, language: str, *, now: datetime
) -> dict[str, str]:
    """What texts say of a booking: number, what, when, and how far it is."""
    park = await session.get_one(Park, booking.park_id)
    resource = await session.get_one(BookingResource, (booking.park_id, booking.resource_id))
    return {
        "booking_no": booking.booking_no,
        "what": name(resource, language),
        "when": time(booking.starts_at, booking.ends_at, language, now=now, park=park),
        "status": status(booking, language),
    }


def price(hour_price: int, amount: int, currency: str, language: str) -> str:
    """之后 ¥60/小时，共 ¥90。 Without the sum where nothing goes beyond what is free."""
    return say(
        language,
        "booking-price" if amount else "booking-price-each",
        price=format_money(hour_price, currency, language),
        amount=format_money(amount, currency, language),
    )


def left(pool: BookingPool, standing: Standing, language: str) -> str:
    """会议室：本月公司还剩 2小时免费（共 40小时）。"""
    return say(
        language,
        "booking-left",
        pool=name(pool, language),
        scope=standing.allowance.scope,
        period=standing.allowance.period,
        left=minutes(standing.left, language),
        amount=minutes(standing.allowance.amount, language),
    )
