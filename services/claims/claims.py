"""Taking time on lanes, giving it back, and seeing what is taken.

A claim is of whatever `subject` says, and of no domain. Whoever changes claims takes the locks of
all lanes concerned first (`lock`), in one call: then nobody waits for somebody who waits for them,
however many there are and in whatever order they ask.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import Range, insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.claims import SECONDS, Claim
from services.kit.errors import Conflict, Invalid

LIVE = frozenset({"held", "confirmed"})
Kind = Literal["use", "closure"]


class Taken(Conflict):
    """Somebody else has the time, or part of it. `subjects`: whose claims are in the way."""

    code = "time_taken"

    def __init__(self, subjects: Collection[str] = ()) -> None:
        super().__init__("the time is taken")
        self.subjects = frozenset(subjects)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `starts_at` until before `ends_at`, aware; minutes before and after are taken, too."""

    starts_at: datetime
    ends_at: datetime
    before_min: int = 0
    after_min: int = 0

    @property
    def first(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.before_min)

    @property
    def last(self) -> datetime:
        return self.ends_at + timedelta(minutes=self.after_min)

    def meets(self, other: "Span") -> bool:
        """Whether the two cannot both be had, buffers included."""
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True)
class Busy:
    """A live claim, as it is seen from outside."""

    lane: int
    span: Span
    kind: str
    status: str
    subject: str


async def lock(session: AsyncSession, lanes: Iterable[int]) -> None:
    """Wait for whoever else changes claims of these lanes until they commit.

    To be called once in a transaction for all of its lanes, after the row of whom they are for is
    locked and before anything else is.
    """
    for lane in sorted(set(lanes)):
        key = func.hashtextextended(f"lane:{lane}", 0)
        await session.execute(select(func.pg_advisory_xact_lock(key)))


async def take(
    session: AsyncSession,
    park_id: int,
    subject: str,
    lanes: Collection[int],
    span: Span,
    *,
    now: datetime,
    kind: Kind = "use",
    held_until: datetime | None = None,
    despite: Collection[str] = (),
) -> None:
    """Take all of the lanes for the span, or none: held until a moment, or confirmed.

    Subjects of `despite` give back theirs first; if the span is taken even so, they keep it.
    Raises Taken with whom it meets; Invalid for a span that ends before it starts.
    """
    if span.starts_at >= span.ends_at:
        raise Invalid("it ends after it starts", field="ends_at")
    async with session.begin_nested():
        await expire(session, lanes, now=now)
        for one in despite:
            await release(session, park_id, one, now=now)
        taken = await _insert(
            session, park_id, subject, lanes, span, now=now, kind=kind, held_until=held_until
        )
        if taken < len(set(lanes)):
            raise Taken(await _in_the_way(session, lanes, span, subject))


async def look(
    session: AsyncSession,
    park_id: int,
    lanes: Collection[int],
    span: Span,
    *,
    now: datetime,
    mine: str = "",
) -> None:
    """Whether it is free, without any lock: who sees that it is not need not wait to be told so.

    Raises Taken. What is free here may be taken a moment later.
    """
    seen = await busy(session, park_id, lanes, span.first, span.last, now=now)
    if others := {one.subject for one in seen} - {mine}:
        raise Taken(others)


async def release(session: AsyncSession, park_id: int, subject: str, *, now: datetime) -> None:
    """Give back all that a subject has; again, it changes nothing."""
    await session.execute(
        update(Claim)
        .where(Claim.park_id == park_id, Claim.subject == subject, Claim.status.in_(LIVE))
        .values(status="released", ended_at=now)
        .execution_options(synchronize_session=False)
    )


async def confirm(session: AsyncSession, park_id: int, subject: str, *, now: datetime) -> bool:
    """Keep for good what a subject holds. False if it has expired, or is given back."""
    kept = await session.execute(
        update(Claim)
        .where(
            Claim.park_id == park_id,
            Claim.subject == subject,
            Claim.status == "held",
            Claim.expires_at > now,
        )
        .values(status="confirmed", expires_at=None)
        .returning(Claim.id)
        .execution_options(synchronize_session=False)
    )
    if kept.first() is not None:
        return True
    there = select(Claim.id).where(
        Claim.park_id == park_id, Claim.subject == subject, Claim.status == "confirmed"
    )
    return await session.scalar(there.limit(1)) is not None


async def hold(session: AsyncSession, park_id: int, subject: str, until: datetime) -> None:
    """What a subject has is held until a moment alone, and not for good."""
    await session.execute(
        update(Claim)
        .where(Claim.park_id == park_id, Claim.subject == subject, Claim.status == "confirmed")
        .values(status="held", expires_at=until)
        .execution_options(synchronize_session=False)
    )


async def prolong(
    session: AsyncSession, park_id: int, subject: str, until: datetime, *, now: datetime
) -> bool:
    """What a subject holds is held until another moment. False if it has expired by now."""
    held = await session.execute(
        update(Claim)
        .where(
            Claim.park_id == park_id,
            Claim.subject == subject,
            Claim.status == "held",
            Claim.expires_at > now,
        )
        .values(expires_at=until)
        .returning(Claim.id)
        .execution_options(synchronize_session=False)
    )
    return held.first() is not None


async def shorten(
    session: AsyncSession, park_id: int, subject: str, ends_at: datetime, *, now: datetime
) -> None:
    """End what a subject has earlier; what would not have begun by then is given back whole."""
    live = (Claim.park_id == park_id, Claim.subject == subject, Claim.status.in_(LIVE))
    await session.execute(
        update(Claim)
        .where(*live, Claim.starts_at >= ends_at)
        .values(status="released", ended_at=now)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Claim)
        .where(*live, Claim.ends_at > ends_at)
        .values(ends_at=ends_at)
        .execution_options(synchronize_session=False)
    )


async def expire(session: AsyncSession, lanes: Collection[int], *, now: datetime) -> None:
    """Holds of these lanes that nobody confirmed in time give way."""
    await session.execute(
        update(Claim)
        .where(Claim.lane.in_(set(lanes)), Claim.status == "held", Claim.expires_at <= now)
        .values(status="expired", ended_at=now)
        .execution_options(synchronize_session=False)
    )


def by_lane(seen: Iterable[Busy]) -> dict[int, list[Busy]]:
    """In the order in which they come."""
    found: dict[int, list[Busy]] = {}
    for one in seen:
        found.setdefault(one.lane, []).append(one)
    return found


async def busy(
    session: AsyncSession,
    park_id: int,
    lanes: Collection[int],
    start: datetime,
    end: datetime,
    *,
    now: datetime,
) -> list[Busy]:
    """Live claims of the lanes that meet the time between, buffers included, in order of time.

    A hold that has expired is none, whether somebody has noticed or not.
    """
    ranges = [Range(_key(lane, start), _key(lane, end)) for lane in sorted(set(lanes))]
    if not ranges or start >= end:
        return []
    found = await session.execute(
        text(
            "select c.lane, c.starts_at, c.ends_at, c.before_min, c.after_min, c.kind, c.status,"
            " c.subject from unnest(cast(:lows as bigint[]), cast(:highs as bigint[]))"
            " as wanted(low, high) join claim c on c.taken && int8range(wanted.low, wanted.high)"
            " where c.park_id = :park_id and c.status in ('held', 'confirmed')"
            " and (c.status = 'confirmed' or c.expires_at > :now)"
            " order by c.starts_at, c.lane"
        ),
        {
            "park_id": park_id,
            "lows": [one.lower for one in ranges],
            "highs": [one.upper for one in ranges],
            "now": now,
        },
    )
    return [
        Busy(
            row.lane,
            Span(row.starts_at, row.ends_at, row.before_min, row.after_min),
            row.kind,
            row.status,
            row.subject,
        )
        for row in found
    ]


async def _insert(
    session: AsyncSession,
    park_id: int,
    subject: str,
    lanes: Collection[int],
    span: Span,
    *,
    now: datetime,
    kind: Kind,
    held_until: datetime | None,
) -> int:
    """How many of them are free and now taken, in the order of lanes."""
    rows = [
        {
            "park_id": park_id,
            "lane": lane,
            "kind": kind,
            "subject": subject,
            "status": "confirmed" if held_until is None else "held",
            "starts_at": span.starts_at,
            "ends_at": span.ends_at,
            "before_min": span.before_min,
            "after_min": span.after_min,
            "expires_at": held_until,
            "created_at": now,
        }
        for lane in sorted(set(lanes))
    ]
    done = await session.execute(
        insert(Claim)
        .values(rows)
        .on_conflict_do_nothing(constraint="claim_no_overlap")
        .returning(Claim.id)
    )
    return len(done.all())


async def _in_the_way(
    session: AsyncSession, lanes: Collection[int], span: Span, subject: str
) -> set[str]:
    ranges = [Range(_key(lane, span.first), _key(lane, span.last)) for lane in sorted(set(lanes))]
    met: set[str] = set()
    for one in ranges:
        found = await session.scalars(
            select(Claim.subject).where(
                Claim.taken.op("&&")(one), Claim.status.in_(LIVE), Claim.subject != subject
            )
        )
        met |= set(found)
    return met


def _key(lane: int, moment: datetime) -> int:
    return lane * SECONDS + int(moment.timestamp())
