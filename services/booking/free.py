"""What is free: at a time, on a day, and what else there is where it is taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from services.booking import features, rules
from services.booking.shelf import Thing
from services.claims import claims
from services.claims.claims import Busy

AROUND = timedelta(hours=6)
"""How far from the time that was wanted others are looked for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be had."""

    thing: Thing
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for besides the time."""

    headcount: int | None = None
    features: frozenset[str] = frozenset()

    def suits(self, thing: Thing) -> bool:
        """Features are asked for, not preferred; who says how many they are is not squeezed in."""
        holds = thing.resource.capacity
        enough = self.headcount is None or holds is None or holds >= self.headcount
        return enough and not features.lacking(self.features, thing.resource.features)


ANYTHING = Wish()


async def free(
    session: AsyncSession,
    things: Sequence[Thing],
    starts_at: datetime,
    ends_at: datetime,
    *,
    wish: Wish = ANYTHING,
    now: datetime,
) -> list[Thing]:
    """Those that can be had for the whole time, the smallest that suits first."""
    suited = [
        one for one in things if wish.suits(one) and rules.fits(one, starts_at, ends_at, now=now)
    ]
    taken = await taken_between(session, suited, starts_at, ends_at, now=now)
    found = [one for one in suited if is_free(one, starts_at, ends_at, taken)]
    return sorted(found, key=lambda one: one.resource.capacity or 0)


async def alternatives(
    session: AsyncSession,
    things: Sequence[Thing],
    wanted: Thing | None,
    starts_at: datetime,
    ends_at: datetime,
    *,
    wish: Wish = ANYTHING,
    now: datetime,
    limit: int = 3,
) -> list[Offer]:
    """What comes nearest: another thing of the kind at that time, then the wanted one, or any, at
    the times around it."""
    suited = [one for one in things if wish.suits(one)]
    taken = await taken_between(session, suited, starts_at - AROUND, ends_at + AROUND, now=now)
    others = sorted(
        (
            one
            for one in suited
            if (wanted is None or one.id != wanted.id)
            and rules.fits(one, starts_at, ends_at, now=now)
            and is_free(one, starts_at, ends_at, taken)
        ),
        key=lambda one: one.resource.capacity or 0,
    )
    same = [one for one in suited if wanted is not None and one.id == wanted.id]
    found = [Offer(one, starts_at, ends_at) for one in others[: max(1, limit - 1)]]
    for offer in _around(same or suited, starts_at, ends_at, taken, now):
        if len(found) >= limit:
            break
        if not any(one.starts_at == offer.starts_at for one in found if one.thing is offer.thing):
            found.append(offer)
    return found


def _around(
    things: Sequence[Thing],
    starts_at: datetime,
    ends_at: datetime,
    taken: Sequence[Busy],
    now: datetime,
) -> Iterator[Offer]:
    """Other times of the same length, the nearest first, each of one thing."""
    if not things:
        return
    step = timedelta(minutes=min(one.pool.step_min for one in things))
    lasts = ends_at - starts_at
    for n in range(1, int(AROUND / step) + 1):
        for begins in (starts_at + n * step, starts_at - n * step):
            for one in things:
                if rules.fits(one, begins, begins + lasts, now=now) and is_free(
                    one, begins, begins + lasts, taken
                ):
                    yield Offer(one, begins, begins + lasts)
                    break


async def gaps(
    session: AsyncSession,
    things: Sequence[Thing],
    start: datetime,
    end: datetime,
    *,
    now: datetime,
) -> dict[int, list[tuple[datetime, datetime]]]:
    """By id of the thing, when it is open and nobody has it between two moments, in order."""
    taken = claims.by_lane(await taken_between(session, things, start, end, now=now))
    open_of = {
        pool_id: list(hours.stretches(start, end))
        for pool_id, hours in {one.pool.id: one.hours for one in things}.items()
    }
    return {
        one.id: list(_gaps_of(one, open_of[one.pool.id], start, end, of_thing(one, taken)))
        for one in things
    }


def of_thing(thing: Thing, taken: Mapping[int, Sequence[Busy]]) -> Sequence[Busy]:
    """What is taken of a thing, in order of time; of a whole, its parts."""
    found = [one for lane in thing.lanes for one in taken.get(lane, ())]
    return sorted(found, key=lambda one: one.span.starts_at) if len(thing.lanes) > 1 else found


def _gaps_of(
    thing: Thing,
    stretches: Sequence[tuple[datetime, datetime]],
    start: datetime,
    end: datetime,
    taken: Sequence[Busy],
) -> Iterator[tuple[datetime, datetime]]:
    """What a booking may take, the minutes around its neighbours left out."""
    before = timedelta(minutes=thing.pool.before_min)
    after = timedelta(minutes=thing.pool.after_min)
    for opens, closes in stretches:
        at = max(opens, start)
        until = min(closes, end)
        for one in taken:
            if one.span.first - after > at and one.span.first < until:
                yield at, min(one.span.first - after, until)
            if one.span.first < until and one.span.last > opens:
                at = max(at, one.span.last + before)
        if at < until:
            yield at, until


async def taken_between(
    session: AsyncSession,
    things: Sequence[Thing],
    start: datetime,
    end: datetime,
    *,
    now: datetime,
) -> list[Busy]:
    before = max((one.pool.before_min for one in things), default=0)
    after = max((one.pool.after_min for one in things), default=0)
    if not things:
        return []
    return await claims.busy(
        session,
        things[0].pool.park_id,
        [lane for one in things for lane in one.lanes],
        start - timedelta(minutes=before),
        end + timedelta(minutes=after),
        now=now,
    )


def is_free(thing: Thing, starts_at: datetime, ends_at: datetime, taken: Sequence[Busy]) -> bool:
    wanted = rules.span(thing.pool, starts_at, ends_at)
    return not any(one.lane in thing.lanes and one.span.meets(wanted) for one in taken)
