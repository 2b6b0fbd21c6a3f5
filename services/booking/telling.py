"""Bookings in words, in the reader's language and by the park's clock."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool, BookingResource
from models.park import Park
from services.allowances.allowances import Standing
from services.booking.costs import Cost
from services.kit.money import format_money
from services.texts import say, when

_APART = {"zh": "", "en": " "}
"""Between two sentences."""
MOST_DATES = 12
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DATES = {"zh": ("M月d日", "zh_Hans_CN", "、"), "en": ("d MMM", "en_GB", ", ")}
"""Pattern, locale, and what stands between two."""


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


def dates(moments: Sequence[datetime], language: str, park: Park) -> str:
    """12月9日、12月16日; 9 Dec, 16 Dec. Of many, the first."""
    zone = ZoneInfo(park.timezone)
    pattern, locale, joint = _DATES[language]
    told = [
        format_date(one.astimezone(zone).date(), pattern, locale=locale)
        for one in moments[:MOST_DATES]
    ]
    listed = joint.join(told)
    if len(moments) <= MOST_DATES:
        return listed
    return say(language, "booking-dates-more", dates=listed, count=len(moments))


def rhythm(rule: str, language: str) -> str:
    """每周三; 每 2 周的周一; "every Monday and Friday"; of a rule of RFC 5545."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    days = [one for one in parts.get("BYDAY", "").split(",") if one]
    names = [_weekday(one[-2:], language) for one in days]
    joint = "、" if language == "zh" else " and "
    nth = days[0][:-2] if days else ""
    return say(
        language,
        "booking-rhythm",
        freq=parts.get("FREQ", "").lower(),
        interval=int(parts.get("INTERVAL", "1")),
        days=joint.join(names) or "none",
        nth=int(nth) if nth else "none",
        day=parts.get("BYMONTHDAY", ""),
    )


def weekday(iso: int, language: str) -> str:
    """Of an ISO number: 1 is Monday."""
    return _weekday(_CODES[iso - 1], language)


def _weekday(code: str, language: str) -> str:
    """The seventh of June 2027 is a Monday."""
    day = date(2027, 6, 7) + timedelta(days=_CODES.index(code))
    return format_date(day, "EEE" if language == "zh" else "EEEE", locale=_DATES[language][1])


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


def left(pool: BookingPool, standing: Standing, language: str, *, then: bool = False) -> str:
    """会议室：本月公司还剩 2小时免费（共 40小时）。 `then`: of another time than now."""
    return say(
        language,
        "booking-left",
        pool=name(pool, language),
        scope=standing.allowance.scope,
        period=standing.allowance.period,
        left=minutes(standing.left, language),
        amount=minutes(standing.allowance.amount, language),
        then="yes" if then else "no",
    )


def cost(found: Cost, starts_at: datetime, ends_at: datetime, currency: str, language: str) -> str:
    """本月公司还剩 2小时免费，超出的 1小时要付费。之后 ¥60/小时，共 ¥60。 Empty where nothing is
    counted."""
    if not found.standings:
        return ""
    least = min(found.standings, key=lambda one: one.left)
    told = say(
        language,
        "booking-cost",
        then=found.then or "free",
        scope=least.allowance.scope,
        period=least.allowance.period,
        left=minutes(least.left, language),
        none="yes" if least.left <= 0 else "no",
        needs=minutes(int((ends_at - starts_at) / timedelta(minutes=1)), language),
        over=minutes(found.beyond, language),
    )
    if found.hour_price is None or found.then == "refuse":
        return told
    return told + _APART[language] + price(found.hour_price, found.amount or 0, currency, language)
