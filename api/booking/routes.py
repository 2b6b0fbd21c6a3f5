"""Booking, moving, cancelling, being there, and waiting for what is taken."""

from datetime import timedelta

from sqlalchemy import select

from api.booking import guests, views
from api.booking.shapes import (
    Appeal,
    AskToWait,
    Book,
    BookingShown,
    CancelBooking,
    Extend,
    MoveBooking,
    OneBooking,
    OneWait,
    Waits,
    WaitShown,
    WhichBookings,
)
from api.booking.things import COSTS, RULES, mine, taken_by_others, thing_of
from api.frame.call import Call
from api.frame.paging import newest, page
from api.frame.problems import NotConfigured, PayerUnknown
from api.frame.routing import Area
from api.frame.shapes import Page
from models.booking import Booking
from services.booking import appeals, deciding, limits, presence, shelf, states, waiting
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.claims.claims import Taken
from services.kit.actors import tenant
from services.kit.errors import IllegalTransition, Invalid
from services.ordering.payments import WECHAT_PAY
from services.people import identities
from services.people.guest_limits import GuestLimit

area = Area("bookings", grant="bookings")


@area.post(
    "/bookings",
    errors=[
        *RULES,
        *COSTS,
        *(limits.TooManyBookings, limits.CompaniesOnly, limits.Struck, GuestLimit),
        *(PayerUnknown, NotConfigured, *guests.REFUSED),
    ],
    key="may",
    status=201,
)
async def book(call: Call, body: Book) -> BookingShown:
    """Take a time. It is mine at once (`confirmed`), or held until it is paid or staff say yes
    (`held`). A refusal because it is taken names what comes nearest."""
    await _check_payment(call, body)
    thing = await thing_of(call, body.resource)
    asked = Asked(
        thing,
        body.from_at,
        body.until_at,
        body.headcount,
        body.title or None,
        pays_min=body.pays_minutes,
        pays=body.pays,
        payment=body.payment,
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
        raise await taken_by_others(call, asked) from taken
    await guests.invite(call, booking, body.guests)
    return await views.shown(call, booking, guests=None if body.guests else {})


@area.get("/bookings")
async def list_bookings(call: Call, query: WhichBookings) -> Page[BookingShown]:
    """What I have booked; the last that I made first."""
    wanted = select(Booking).where(Booking.park_id == call.park.id, Booking.person_id == call.me.id)
    if query.open is not None:
        is_open = Booking.status.in_(states.OPEN)
        wanted = wanted.where(is_open if query.open else ~is_open)
    found = await newest(call, wanted, Booking.id, query)
    shown = await views.all_shown(call, found[: query.limit])
    return page(Page[BookingShown], shown, [one.id for one in found], query)


@area.get("/bookings/{booking_no}")
async def show_booking(call: Call, path: OneBooking) -> BookingShown:
    """One of them."""
    return await views.shown(call, await mine(call, path))


@area.post("/bookings/{booking_no}/move", errors=[*RULES, *COSTS, IllegalTransition])
async def move_booking(call: Call, path: OneBooking, body: MoveBooking) -> BookingShown:
    """Another time, or another thing of its kind. What I had is given up only if the new one is
    free."""
    booking = await mine(call, path)
    thing = (
        await shelf.thing(call.session, call.park, booking.resource_id, now=call.now)
        if body.resource is None
        else await thing_of(call, body.resource)
    )
    asked = Asked(
        thing,
        body.from_at,
        body.until_at,
        body.headcount,
        body.title,
        pays_min=body.pays_minutes,
        pays=body.pays,
    )
    try:
        booking = await bookings.move_to(
            call.session, call.park, booking.id, asked, by=tenant(call.me), now=call.now
        )
    except Taken as taken:
        raise await taken_by_others(call, asked) from taken
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/cancel", errors=[IllegalTransition])
async def cancel_booking(call: Call, path: OneBooking, body: CancelBooking) -> BookingShown:
    """Give it up, or say no to what was offered. Early enough, it uses nothing of an allowance."""
    booking = await mine(call, path)
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
    booking = await mine(call, path)
    booking = await waiting.take(
        call.session, call.park.id, booking.id, person_id=call.me.id, now=call.now
    )
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/check-in", errors=[IllegalTransition, presence.NotYet])
async def check_in(call: Call, path: OneBooking) -> BookingShown:
    """I am there."""
    booking = await mine(call, path)
    booking = await presence.check_in(call.session, call.park.id, booking.id, now=call.now)
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/end", errors=[IllegalTransition])
async def end_booking(call: Call, path: OneBooking) -> BookingShown:
    """We leave: the rest of the time is free."""
    booking = await mine(call, path)
    booking = await presence.end_early(call.session, call.park, booking.id, now=call.now)
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/appeal", errors=[Invalid, appeals.AppealOver])
async def appeal_strike(call: Call, path: OneBooking, body: Appeal) -> BookingShown:
    """It is noted that nobody came, and that is wrong: staff decide, and I am told. Until they
    have, new words take the place of the former."""
    booking = await mine(call, path)
    await appeals.appeal(call.session, booking, body.reason, now=call.now)
    return await views.shown(call, booking)


@area.post("/bookings/{booking_no}/extend", errors=[*RULES, *COSTS, IllegalTransition])
async def extend_booking(call: Call, path: OneBooking, body: Extend) -> BookingShown:
    """Stay longer, if nobody else has the time."""
    booking = await mine(call, path)
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
            pays_min=body.pays_minutes,
            pays=body.pays,
        )
    except Taken as taken:
        raise await taken_by_others(call, asked) from taken
    return await views.shown(call, booking)


@area.post("/booking-waits", errors=[*RULES, waiting.TooManyWaits], status=201)
async def add_wait(call: Call, body: AskToWait) -> WaitShown:
    """Be asked first when a time is free that is taken. It is then held for me for 15 minutes; so
    it is at once, where it is free by now."""
    asked = Asked(await thing_of(call, body.resource), body.from_at, body.until_at, body.headcount)
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


async def _check_payment(call: Call, body: Book) -> None:
    """Nothing is held for who cannot pay for it. Raises NotConfigured, PayerUnknown."""
    if body.payment != WECHAT_PAY:
        return
    if call.deps.till is None:
        raise NotConfigured("no merchant is configured here")
    if await identities.mini_program_openid(call.session, call.me) is None:
        raise PayerUnknown("sign in from the mini-program")
