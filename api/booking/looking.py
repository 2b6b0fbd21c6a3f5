"""What can be booked, when it is free, and what is left of free hours."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from api.booking import views
from api.booking.shelf_shapes import (
    Allowances,
    AllowanceShown,
    Bookables,
    CostShown,
    Free,
    Schedule,
    SpanShown,
    TakenShown,
    ThingsDay,
    WhatItCosts,
    WhichDays,
    WhichFree,
)
from api.booking.things import RULES, thing_of, things_of
from api.frame.call import Call
from api.frame.routing import Area
from api.frame.views import money
from models.booking import Booking
from services.allowances import allowances
from services.booking import costs, free, limits, rules, shelf, telling
from services.claims import claims
from services.kit.errors import Invalid, NotFound

area = Area("bookings", grant="bookings")
LONGEST_LOOK = timedelta(days=31)


@area.get("/bookables")
async def list_bookables(call: Call) -> Bookables:
    """What the park has to book, with its rules."""
    things = await shelf.things(call.session, call.park, now=call.now)
    pictures = await views.pictures_of(call, things)
    return Bookables(
        pools=[
            await views.pool(call, one, [it for it in things if it.pool.id == one.id], pictures)
            for one in await shelf.pools(call.session, call.park.id)
        ]
    )


@area.get("/bookables/free", errors=[Invalid, NotFound])
async def list_free(call: Call, query: WhichFree) -> Free:
    """What is free for the whole of a time, and what comes nearest where nothing is."""
    if not query.from_at < query.until_at <= query.from_at + LONGEST_LOOK:
        raise Invalid("it ends after it starts, within a month", field="until_at")
    asked = frozenset(one.strip() for one in query.features.split(",") if one.strip())
    wish = free.Wish(query.headcount, asked)
    things = await things_of(call, query.pool)
    span = (query.from_at, query.until_at)
    found = await free.free(call.session, things, *span, wish=wish, now=call.now)
    others = (
        []
        if found
        else await free.alternatives(call.session, things, None, *span, wish=wish, now=call.now)
    )
    pictures = await views.pictures_of(call, found)
    return Free(
        free=[await views.thing(call, one, pictures) for one in found],
        alternatives=[views.offer(call, one) for one in others],
    )


@area.get("/bookables/schedule", errors=[NotFound])
async def show_schedule(call: Call, query: WhichDays) -> Schedule:
    """When each thing is taken and when it is free, on some days. Who has it is not said."""
    start = datetime.combine(query.day, time(), call.zone)
    end = datetime.combine(query.day + timedelta(days=query.days), time(), call.zone)
    things = await things_of(call, query.pool)
    lanes = {lane for one in things for lane in one.lanes}
    busy = await claims.busy(call.session, call.park.id, lanes, start, end, now=call.now)
    gaps = await free.gaps(call.session, things, max(start, call.now), end, now=call.now)
    mine = await _my_numbers(call, {one.subject for one in busy})
    taken = claims.by_lane(busy)
    open_of = {
        pool_id: _spans(call, hours.stretches(start, end))
        for pool_id, hours in {one.pool.id: one.hours for one in things}.items()
    }
    return Schedule(
        things=[
            ThingsDay(
                resource=one.resource.code,
                name=call.named(one.resource),
                taken=_taken(call, free.of_thing(one, taken), mine),
                free=_spans(call, gaps[one.id]),
                open=open_of[one.pool.id],
            )
            for one in things
        ]
    )


@area.get("/bookings/allowances")
async def show_allowances(call: Call) -> Allowances:
    """What my company and I have left, and how often nobody came to what I had booked."""
    shown = []
    for pool in await shelf.pools(call.session, call.park.id):
        for one in await allowances.standings(
            call.session, call.park, call.me, costs.counted(pool), call.now
        ):
            row = one.allowance
            shown.append(
                AllowanceShown(
                    pool=pool.code,
                    pool_name=call.named(pool),
                    scope=row.scope,  # type: ignore[arg-type]  # A CHECK of the table.
                    period=row.period,  # type: ignore[arg-type]  # A CHECK of the table.
                    minutes=row.amount,
                    left=one.left,
                    beyond=row.beyond,  # type: ignore[arg-type]  # A CHECK of the table.
                    text=telling.left(pool, one, call.language),
                )
            )
    struck = await limits.strikes(call.session, call.park.id, call.me.id, now=call.now)
    return Allowances(allowances=shown, strikes=len(struck))


@area.get("/bookings/cost", errors=RULES)
async def show_cost(call: Call, query: WhatItCosts) -> CostShown:
    """What a booking would use of free hours, before it is made; by the time it is made less may be
    left. What the rules do not let me have is refused as the booking would be."""
    thing = await thing_of(call, query.resource)
    span = (query.from_at, query.until_at)
    rules.check(thing, *span, headcount=query.headcount, now=call.now)
    found = await costs.cost(
        call.session, call.park, call.me, thing.pool, starts_at=span[0], ends_at=span[1]
    )
    return CostShown(
        beyond_minutes=found.beyond,
        then=found.then,  # type: ignore[arg-type]  # A CHECK of the table.
        needs_approval=thing.pool.needs_approval or found.then == "ask",
        free_until=call.local(costs.free_until(thing.pool, query.from_at)),
        amount=None if found.amount is None else money(call, found.amount),
        text=telling.cost(found, *span, call.park.currency, call.language),
    )


def _spans(call: Call, found: Iterable[tuple[datetime, datetime]]) -> list[SpanShown]:
    return [SpanShown(from_at=call.local(one), until_at=call.local(end)) for one, end in found]


async def _my_numbers(call: Call, subjects: set[str]) -> dict[str, str]:
    ids = [int(one.split(":")[1]) for one in subjects if one.startswith("booking:")]
    found = await call.session.execute(
        select(Booking.id, Booking.booking_no).where(
            Booking.park_id == call.park.id,
            Booking.person_id == call.me.id,
            Booking.id.in_(ids),
        )
    )
    return {f"booking:{row.id}": row.booking_no for row in found}


def _taken(call: Call, busy: Sequence[claims.Busy], mine: dict[str, str]) -> list[Any]:
    """Each once, though a whole is taken part by part."""
    seen: dict[str, TakenShown] = {}
    for it in busy:
        if it.subject in seen:
            continue
        number = mine.get(it.subject)
        what = "closed" if it.kind == "closure" else "mine" if number else "taken"
        seen[it.subject] = TakenShown(
            from_at=call.local(it.span.first),
            until_at=call.local(it.span.last),
            what=what,  # type: ignore[arg-type]
            booking_no=number,
        )
    return list(seen.values())
