"""What can be booked and when it is free; booking, moving, cancelling, being there, waiting."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from api.booking import views
from api.booking.shapes import (
    Allowances,
    AllowanceShown,
    AskToWait,
    Book,
    Bookables,
    BookingShown,
    CancelBooking,
    Extend,
    Free,
    MoveBooking,
    OneBooking,
    OneWait,
    Schedule,
    SpanShown,
    TakenShown,
    ThingsDay,
    Waits,
    WaitShown,
    WhichBookings,
    WhichDays,
    WhichFree,
)
from api.frame.call import Call
from api.frame.paging import newest, page
from api.frame.routing import Area
from api.frame.shapes import Page
from models.booking import Booking
from services.allowances import allowances
from services.booking import booking as bookings
from services.booking import costs, deciding, free, limits, presence, rules, shelf, telling, waiting
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.claims import claims
from services.claims.claims import Taken
from services.kit.actors import tenant
from services.kit.errors import Conflict, IllegalTransition, Invalid, NotFound
from services.people.guest_limits import GuestLimit

area = Area("bookings", grant="bookings")
LONGEST_LOOK = timedelta(days=31)


class TimeTaken(Conflict):
    """Somebody else has it. `details`: `alternatives`, each with `resource`, `from_at`, `until_at`
    and `text`."""

    code = "time_taken"


RULES: list[type[Any]] = [
    *(Invalid, NotFound, TimeTaken, rules.NotBookable, rules.OffStep, rules.TooShort),
    *(rules.TooLong, rules.TooLate, rules.Past, rules.TooEarly, rules.OutOfHours, rules.TooMany),
]
COSTS: list[type[Any]] = [costs.AllowanceSpent, costs.CostsMore]


@area.get("/bookables")
async def list_bookables(call: Call) -> Bookables:
    """What the park has to book, with its rules."""
    things = await shelf.things(call.session, call.park, now=call.now)
    return Bookables(
        pools=[
            await views.pool(call, one, [it for it in things if it.pool.id == one.id])
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
    things = await _things(call, query.pool)
    span = (query.from_at, query.until_at)
    found = await free.free(call.session, things, *span, wish=wish, now=call.now)
    others = (
        []
        if found
        else await free.alternatives(call.session, things, None, *span, wish=wish, now=call.now)
    )
    return Free(
        free=[await views.thing(call, one) for one in found],
        alternatives=[views.offer(call, one) for one in others],
    )


@area.get("/bookables/schedule", errors=[NotFound])
async def show_schedule(call: Call, query: WhichDays) -> Schedule:
    """When each thing is taken and when it is free, on some days. Who has it is not said."""
    start = datetime.combine(query.day, time(), call.zone)
    end = datetime.combine(query.day + timedelta(days=query.days), time(), call.zone)
    things = await _things(call, query.pool)
    lanes = {lane for one in things for lane in one.lanes}
    busy = await claims.busy(call.session, lanes, start, end, now=call.now)
    gaps = await free.gaps(call.session, things, max(start, call.now), end, now=call.now)
    mine = await _my_numbers(call, {one.subject for one in busy})
    return Schedule(
        things=[
            ThingsDay(
                resource=one.resource.code,
                name=call.named(one.resource),
                taken=_taken(call, one, busy, mine),
                free=[
                    SpanShown(from_at=call.local(opens), until_at=call.local(closes))
                    for opens, closes in gaps[one.id]
                ],
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


@area.post(
    "/bookings",
    errors=[
        *RULES,
        *COSTS,
        *(limits.TooManyBookings, limits.CompaniesOnly, limits.Struck, GuestLimit),
    ],
    key="may",
    status=201,
)
async def book(call: Call, body: Book) -> BookingShown:
    """Take a time. It is mine at once (`confirmed`), or held until staff say yes (`held`). A
    refusal because it is taken names what comes nearest."""
    thing = await _thing(call, body.resource)
    asked = Asked(
        thing, body.from_at, body.until_at, body.headcount, body.title or None, body.pays_minutes
    )
    conversation = await call.conversation()
    try:
        booking = await bookings.book(
            call.session,
            call.park,
            call.me,
            asked,
            conversation=conversation,
            by=tenant(call.me),
            now=call.now,
        )
    except Taken as taken:
        raise await _taken_by_others(call, asked) from taken
    return await views.shown(call, booking)


@area.get("/bookings")
async def list_bookings(call: Call, query: WhichBookings) -> Page[BookingShown]:
    """What I have booked; the last that I made first."""
    wanted = select(Booking).where(Booking.park_id == call.park.id, Booking.person_id == call.me.id)
    if query.open is not None:
        is_open = Booking.status.in_(bookings.OPEN)
        wanted = wanted.where(is_open if query.open else ~is_open)
    found = await newest(call, wanted, Booking.id, query)
    shown = [await views.shown(call, one) for one in found[: query.limit]]
    return page(Page[BookingShown], shown, [one.id for one in found], query)


@area.get("/bookings/{booking_no}")
async def show_booking(call: Call, path: OneBooking) -> BookingShown:
    """One of them."""
    return await views.shown(call, await _mine(call, path))


@area.post("/bookings/{booking_no}/move", errors=[*RULES, *COSTS, IllegalTransition])
async def move_booking(call: Call, path: OneBooking, body: MoveBooking) -> BookingShown:
    """Another time, or another thing of its kind. What I had is given up only if the new one is
    free."""
    booking = await _mine(call, path)
    thing = (
        await shelf.thing(call.session, call.park, booking.resource_id, now=call.now)
        if body.resource is None
        else await _thing(call, body.resource)
    )
    asked = Asked(thing, body.from_at, body.until_at, body.headcount, pays_min=body.pays_minutes)
    try:
        booking = await bookings.move_to(
            call.session, call.park, booking.id, asked, by=tenant(call.me), now=call.now
        )
    except Taken as taken:
        raise await _taken_by_others(call, asked) from taken
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/cancel", errors=[IllegalTransition])
async def cancel_booking(call: Call, path: OneBooking, body: CancelBooking) -> BookingShown:
    """Give it up, or say no to what was offered. Early enough, it uses nothing of an allowance."""
    booking = await _mine(call, path)
    booking = await bookings.cancel(
        call.session,
        call.park.id,
        booking.id,
        by=tenant(call.me),
        reason=body.reason or None,
        now=call.now,
    )
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/take", errors=[IllegalTransition, deciding.TooLateToDecide])
async def take_booking(call: Call, path: OneBooking) -> BookingShown:
    """Say yes to a time that I waited for, and that is held for me."""
    booking = await _mine(call, path)
    booking = await waiting.take(
        call.session, call.park.id, booking.id, person_id=call.me.id, now=call.now
    )
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/check-in", errors=[IllegalTransition, presence.NotYet])
async def check_in(call: Call, path: OneBooking) -> BookingShown:
    """I am there."""
    booking = await _mine(call, path)
    booking = await presence.check_in(call.session, call.park.id, booking.id, now=call.now)
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/end", errors=[IllegalTransition])
async def end_booking(call: Call, path: OneBooking) -> BookingShown:
    """We leave: the rest of the time is free."""
    booking = await _mine(call, path)
    booking = await presence.end_early(call.session, call.park, booking.id, now=call.now)
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/extend", errors=[*RULES, *COSTS, IllegalTransition])
async def extend_booking(call: Call, path: OneBooking, body: Extend) -> BookingShown:
    """Stay longer, if nobody else has the time."""
    booking = await _mine(call, path)
    ends_at = booking.ends_at + timedelta(minutes=body.minutes)
    thing = await shelf.thing(call.session, call.park, booking.resource_id, now=call.now)
    asked = Asked(thing, booking.starts_at, ends_at)
    try:
        booking = await presence.extend(
            call.session,
            call.park,
            booking.id,
            body.minutes,
            by=tenant(call.me),
            now=call.now,
        )
    except Taken as taken:
        raise await _taken_by_others(call, asked) from taken
    return await views.shown(call, booking)


@area.post("/booking-waits", errors=[*RULES, waiting.TooManyWaits], status=201)
async def add_wait(call: Call, body: AskToWait) -> WaitShown:
    """Be asked first when a time is free that is taken. It is then held for me for 15 minutes."""
    asked = Asked(await _thing(call, body.resource), body.from_at, body.until_at, body.headcount)
    row = await waiting.wait(
        call.session,
        call.me,
        asked,
        any_thing=body.any_of_its_kind,
        conversation=await call.conversation(),
        now=call.now,
    )
    return await views.wait(call, row)


@area.get("/booking-waits")
async def list_waits(call: Call) -> Waits:
    """What I wait for."""
    found = await waiting.of_person(call.session, call.park.id, call.me.id, now=call.now)
    return Waits(waits=[await views.wait(call, one) for one in found])


@area.delete("/booking-waits/{wait}")
async def end_wait(call: Call, path: OneWait) -> None:
    """Wait no more."""
    row = await waiting.load(call.session, call.park.id, path.wait, call.me.id)
    await waiting.give_up(call.session, row, now=call.now)


async def _things(call: Call, pool: str | None) -> list[Thing]:
    """Raises NotFound for a pool that is none."""
    things = await shelf.things(call.session, call.park, now=call.now)
    if pool is None:
        return things
    found = [one for one in things if one.pool.code == pool]
    if not found:
        raise NotFound("no such pool")
    return found


async def _thing(call: Call, code: str) -> Thing:
    """Raises NotFound."""
    row = await shelf.by_code(call.session, call.park.id, code)
    if row is None or not row.active:
        raise NotFound("nothing to book by that code")
    return await shelf.thing(call.session, call.park, row.id, now=call.now)


async def _mine(call: Call, path: OneBooking) -> Booking:
    """Raises NotFound."""
    booking = await bookings.find_by_number(call.session, call.park.id, path.booking_no)
    if booking is None or booking.person_id != call.me.id:
        raise NotFound("no such booking")
    return booking


async def _taken_by_others(call: Call, asked: Asked) -> TimeTaken:
    things = await shelf.things(
        call.session, call.park, now=call.now, pool_ids=[asked.thing.pool.id]
    )
    found = await free.alternatives(
        call.session,
        things,
        asked.thing,
        asked.starts_at,
        asked.ends_at,
        wish=free.Wish(asked.headcount),
        now=call.now,
    )
    offers = [views.offer(call, one).model_dump(mode="json") for one in found]
    return TimeTaken("taken", alternatives=offers)


async def _my_numbers(call: Call, subjects: set[str]) -> dict[str, str]:
    ids = [int(one.split(":")[1]) for one in subjects if one.startswith("booking:")]
    found = await bookings.of_ids(call.session, call.park.id, ids)
    return {bookings.subject(one): one.booking_no for one in found if one.person_id == call.me.id}


def _taken(call: Call, one: Thing, busy: list[claims.Busy], mine: dict[str, str]) -> list[Any]:
    """Each once, though a whole is taken part by part."""
    seen: dict[str, TakenShown] = {}
    for it in busy:
        if it.lane not in one.lanes or it.subject in seen:
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
