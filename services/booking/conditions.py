"""What a pool's rules are, in words: what there is, when, for how long, and what it costs.

Told from the rows that the rules are kept in, so that it is true whatever an operator changes."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.allowances import Allowance
from models.booking_shelf import BookingHours, BookingPool
from models.park import Park
from services.booking import charging, costs, telling
from services.booking.shelf import Thing
from services.kit.money import format_money
from services.texts import say

_JOINT = {"zh": "、", "en": ", "}
ASPECTS = ("things", "hours", "rules", "prices")
"""What can be told of a pool."""
_STOP = {"zh": "；", "en": "; "}


async def told(
    session: AsyncSession,
    park: Park,
    pool: BookingPool,
    things: Sequence[Thing],
    language: str,
    *,
    aspects: Collection[str] = ASPECTS,
) -> str:
    """`things`: those of the pool that are to be named; `aspects`: what is told of it."""
    lines = [
        say(
            language,
            "booking-terms-things",
            pool=telling.name(pool, language),
            things=_STOP[language].join(thing(one, language) for one in things),
        )
        if "things" in aspects
        else telling.name(pool, language)
    ]
    if "hours" in aspects:
        lines.append(await _hours(session, pool, language))
    if "rules" in aspects:
        lines.append(_rules(pool, language))
    if "prices" in aspects:
        lines += await _prices(session, park, pool, language)
    return "\n".join(lines)


def thing(one: Thing, language: str) -> str:
    row = one.resource
    return say(
        language,
        "booking-terms-thing",
        what=telling.name(row, language),
        capacity=row.capacity or 0,
        features=features(row.features, language) or "none",
    )


def features(codes: Iterable[str], language: str) -> str:
    """In their order, each as it is called: 投影仪、白板."""
    return _JOINT[language].join(feature(code, language) for code in codes)


def feature(code: str, language: str) -> str:
    return say(language, "booking-feature", code=code)


async def _hours(session: AsyncSession, pool: BookingPool, language: str) -> str:
    rows = await session.scalars(
        select(BookingHours)
        .where(BookingHours.park_id == pool.park_id, BookingHours.pool_id == pool.id)
        .order_by(BookingHours.id)
    )
    told = [
        say(
            language,
            "booking-terms-open",
            days=_days(row.weekdays, language),
            holidays="yes" if row.on_holidays else "no",
            hours=f"{row.starts:%H:%M}–{row.ends:%H:%M}",
        )
        for row in rows
    ]
    return say(language, "booking-terms-hours", hours=_STOP[language].join(told))


def _days(weekdays: Sequence[int], language: str) -> str:
    """周一至周五; Saturday, Sunday."""
    names = [telling.weekday(one, language) for one in weekdays]
    runs = all(b == a + 1 for a, b in pairwise(weekdays)) and len(weekdays) > 2  # noqa: PLR2004
    if runs:
        return say(language, "booking-terms-days", first=names[0], last=names[-1])
    return _JOINT[language].join(names)


def _rules(pool: BookingPool, language: str) -> str:
    def lasts(minutes: int) -> str:
        return telling.minutes(minutes, language)

    return say(
        language,
        "booking-terms-rules",
        shortest=lasts(pool.shortest_min),
        longest=lasts(pool.longest_min),
        days=pool.horizon_days,
        lead=lasts(pool.lead_min) if pool.lead_min else "none",
        approval="yes" if pool.needs_approval else "no",
        audience=pool.audience,
        cancel=lasts(pool.free_cancel_min) if pool.free_cancel_min else "none",
    )


async def _prices(session: AsyncSession, park: Park, pool: BookingPool, language: str) -> list[str]:
    hour = await charging.hour_price(session, pool)
    price = format_money(hour, park.currency, language) if hour is not None else "none"
    rows = await session.scalars(
        select(Allowance)
        .where(
            Allowance.park_id == pool.park_id,
            Allowance.what == costs.counted(pool),
            Allowance.active,
        )
        .order_by(Allowance.id)
    )
    told = [
        say(
            language,
            "booking-terms-free",
            scope=row.scope,
            period=row.period,
            amount=telling.minutes(row.amount, language),
            beyond=row.beyond,
            price=price,
        )
        for row in rows
    ]
    return told or [say(language, "booking-terms-gratis")]
