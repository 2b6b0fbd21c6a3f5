"""A strike that is wrong: who is struck says why, staff decide beside it, and the person hears."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingStrike
from services.booking import events, limits, states
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound

LONGEST_APPEAL = 500
"""Characters."""


class AppealOver(Conflict):
    """Nothing is noted that one could appeal against: it never was, was answered, or counts no
    more."""

    code = "booking_appeal_over"


async def of_booking(
    session: AsyncSession, park_id: int, booking_id: int, *, lock: bool = False
) -> BookingStrike | None:
    query = select(BookingStrike).where(
        BookingStrike.park_id == park_id, BookingStrike.booking_id == booking_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


def may_appeal(strike: BookingStrike, now: datetime) -> bool:
    """Until somebody has answered, as long as it counts."""
    counts = strike.taken_back_at is None and strike.created_at > now - limits.REMEMBERED
    return counts and strike.answered_at is None


async def appeal(
    session: AsyncSession, booking: Booking, why: str, *, now: datetime
) -> BookingStrike:
    """Say why its strike is wrong. Said again before it is answered, the new words count, and staff
    are told once. Raises AppealOver, Invalid."""
    why = why.strip()
    if not 0 < len(why) <= LONGEST_APPEAL:
        raise Invalid("say why, shortly", field="reason")
    strike = await of_booking(session, booking.park_id, booking.id, lock=True)
    if strike is None or not may_appeal(strike, now):
        raise AppealOver(booking.booking_no)
    is_new = strike.appealed_at is None
    strike.appeal, strike.appealed_at = why, strike.appealed_at or now
    await session.flush()
    if is_new:
        await states.say(session, booking, events.BookingAppealed, now=now)
    return strike


async def take_back(session: AsyncSession, by: By, booking_id: int) -> BookingStrike:
    """Staff believe them: it counts no more, and who appealed hears of it. Again, it changes
    nothing. Raises NotFound."""
    strike = await of_booking(session, by.park_id, booking_id, lock=True)
    if strike is None:
        raise NotFound(f"strike of booking {booking_id}")
    if strike.taken_back_at is None:
        strike.taken_back_at, strike.staff_id = by.at, by.staff_id
        _note(session, by, booking_id, "booking.forgive", "strike")
        await _answer(session, by, strike, None, granted=True)
    return strike


async def refuse(session: AsyncSession, by: By, booking_id: int, why: str) -> BookingStrike:
    """It stays; who appealed hears why. Raises NotFound, AppealOver, Invalid."""
    if not 0 < len(why.strip()) <= LONGEST_APPEAL:
        raise Invalid("say why, shortly", field="reason")
    strike = await of_booking(session, by.park_id, booking_id, lock=True)
    if strike is None or strike.appealed_at is None:
        raise NotFound(f"no appeal of booking {booking_id}")
    if strike.answered_at is not None or strike.taken_back_at is not None:
        raise AppealOver(str(booking_id))
    strike.staff_id = by.staff_id
    _note(session, by, booking_id, "booking.appeal_refuse", "appeal")
    await _answer(session, by, strike, why.strip(), granted=False)
    return strike


async def waiting(session: AsyncSession, park_id: int) -> Sequence[Booking]:
    """What somebody has appealed about and nobody has answered, the longest first."""
    found = await session.scalars(
        select(Booking)
        .join(
            BookingStrike,
            (BookingStrike.park_id == Booking.park_id) & (BookingStrike.booking_id == Booking.id),
        )
        .where(
            BookingStrike.park_id == park_id,
            BookingStrike.appealed_at.is_not(None),
            BookingStrike.answered_at.is_(None),
        )
        .order_by(BookingStrike.appealed_at, BookingStrike.id)
        .limit(200)
    )
    return found.all()


async def _answer(
    session: AsyncSession, by: By, strike: BookingStrike, answer: str | None, *, granted: bool
) -> None:
    """Of an appeal, if there is one that waits."""
    if strike.appealed_at is not None and strike.answered_at is None:
        strike.answer, strike.answered_at = answer, by.at
        booking = await states.load(session, by.park_id, strike.booking_id)
        kind = events.BookingAppealAnswered
        await states.say(session, booking, kind, now=by.at, granted=granted)
    await session.flush()


def _note(session: AsyncSession, by: By, booking_id: int, action: str, what: str) -> None:
    """That a strike, or an appeal, stands no more."""
    subject = f"booking:{booking_id}"
    record(session, by, action, subject, before={what: True}, after={what: False})
