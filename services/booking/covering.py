"""What calendars close: the time of each closure that nobody has."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingClosure
from services.claims import claims
from services.claims.claims import Busy, Span


async def cover(
    session: AsyncSession,
    lanes: Sequence[int],
    closures: Iterable[BookingClosure],
    *,
    now: datetime,
) -> list[tuple[BookingClosure, list[int]]]:
    """Take what is free of each; which meet bookings, with those bookings' ids. The lanes are
    locked (`claims.lock`)."""
    ahead = sorted(
        (one for one in closures if one.ended_at is None and one.ends_at > now),
        key=lambda one: (one.starts_at, one.id),
    )
    if not ahead:
        return []
    last = max(one.ends_at for one in ahead)
    first = ahead[0]
    busy = await claims.busy(session, first.park_id, lanes, first.starts_at, last, now=now)
    met = []
    for one in ahead:
        subject, span = f"closure:{one.id}", Span(one.starts_at, one.ends_at)
        beside = [other for other in busy if other.span.meets(span)]
        for lane in lanes:
            for piece in _free(span, [other for other in beside if other.lane == lane]):
                await claims.take(
                    session, one.park_id, subject, [lane], piece, now=now, kind="closure"
                )
                busy.append(Busy(lane, piece, "closure", "confirmed", subject))
        if numbers := _bookings(beside):
            met.append((one, numbers))
    return met


def _free(span: Span, busy: Iterable[Busy]) -> list[Span]:
    """What is left of a span beside what is taken."""
    pieces, at = [], span.starts_at
    for one in sorted(busy, key=lambda one: one.span.first):
        if one.span.first > at:
            pieces.append(Span(at, min(one.span.first, span.ends_at)))
        at = max(at, one.span.last)
    if at < span.ends_at:
        pieces.append(Span(at, span.ends_at))
    return pieces


def _bookings(busy: Iterable[Busy]) -> list[int]:
    said = {one.subject.partition(":") for one in busy}
    return sorted(int(number) for kind, _, number in said if kind == "booking")
