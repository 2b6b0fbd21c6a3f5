"""What can be booked, and bookings, as who books them sees them; nothing of whose else is."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from api.booking.shapes import BookingShown, StrikeShown, WaitShown
from api.booking.shelf_shapes import OfferShown, PoolShown, RoomPicture, RulesShown, ThingShown
from api.frame.call import Call
from api.frame.views import building_names, money, where
from models.booking import Booking, BookingStrike, BookingWait
from models.booking_shelf import BookingPicture, BookingPool, BookingResource
from services.booking import appeals, charging, costs, limits, presence, states, telling
from services.booking import pictures as room_pictures
from services.booking.free import Offer
from services.booking.shelf import Thing
from services.kit import gatherings


async def thing(call: Call, one: Thing, pictures: Mapping[int, BookingPicture]) -> ThingShown:
    row = one.resource
    return ThingShown(
        code=row.code,
        name=call.named(row),
        where=where(call, _Place(row), await building_names(call)),
        capacity=row.capacity,
        features=sorted(row.features),
        picture=_picture(call, pictures.get(row.id)),
    )


async def pictures_of(call: Call, things: Sequence[Thing]) -> Mapping[int, BookingPicture]:
    ids = [one.id for one in things]
    return await room_pictures.of_resources(call.session, call.park.id, ids)


def _picture(call: Call, row: BookingPicture | None) -> RoomPicture | None:
    if row is None:
        return None
    path = call.deps.room_picture_path(row.resource_id, row.digest)
    return RoomPicture(
        url=path,
        thumbnail_url=f"{path}/small",
        width=row.width,
        height=row.height,
        alt=str(getattr(row, f"alt_{call.language}")),
    )


async def pool(
    call: Call, row: BookingPool, things: Sequence[Thing], pictures: Mapping[int, BookingPicture]
) -> PoolShown:
    price = await charging.hour_price(call.session, row)
    return PoolShown(
        code=row.code,
        kind=row.kind,  # type: ignore[arg-type]  # A CHECK of the table.
        name=call.named(row),
        rules=RulesShown(
            step=row.step_min,
            shortest=row.shortest_min,
            longest=row.longest_min,
            lead=row.lead_min,
            horizon_days=row.horizon_days,
            before=row.before_min,
            after=row.after_min,
            check_in_within=row.grace_min,
            free_cancel_until=row.free_cancel_min,
            needs_approval=row.needs_approval,
        ),
        may_book=row.audience == "anybody" or call.me.company_id is not None,
        hour_price=None if price is None else money(call, price),
        things=[await thing(call, one, pictures) for one in things],
    )


def offer(call: Call, one: Offer) -> OfferShown:
    name = call.named(one.thing.resource)
    return OfferShown(
        resource=one.thing.resource.code,
        name=name,
        from_at=call.local(one.starts_at),
        until_at=call.local(one.ends_at),
        text=f"{name} · {time(call, one.starts_at, one.ends_at)}",
    )


def time(call: Call, starts_at: datetime, ends_at: datetime) -> str:
    return telling.time(starts_at, ends_at, call.language, now=call.now, park=call.park)


async def all_shown(call: Call, those: Sequence[Booking]) -> list[BookingShown]:
    guests = await gatherings.counted(
        call.session, call.park.id, {states.subject(one) for one in those}
    )
    return [await shown(call, one, guests=guests) for one in those]


async def shown(
    call: Call, booking: Booking, *, guests: Mapping[str, int] | None = None
) -> BookingShown:
    """`guests`: how many come to it, by its subject; None: they are counted."""
    if guests is None:
        guests = await gatherings.counted(call.session, call.park.id, {states.subject(booking)})
    key = (call.park.id, booking.resource_id)
    row = await call.session.get_one(BookingResource, key)
    of = await call.session.get_one(BookingPool, (call.park.id, booking.pool_id))
    charged = await charging.of(call.session, booking) if booking.charged_min else None
    strike = None
    if booking.status == "no_show":
        strike = await appeals.of_booking(call.session, call.park.id, booking.id)
    return BookingShown(
        booking_no=booking.booking_no,
        status=booking.status,
        status_text=telling.status(booking, call.language),
        reason=booking.status_reason,
        resource=row.code,
        name=call.named(row),
        pool=of.code,
        where=where(call, _Place(row), await building_names(call)),
        from_at=call.local(booking.starts_at),
        until_at=call.local(booking.ends_at),
        when_text=time(call, booking.starts_at, booking.ends_at),
        headcount=booking.headcount,
        guests=guests.get(states.subject(booking), 0),
        title=booking.title,
        charged_minutes=booking.charged_min,
        series=booking.series_id,
        free_until=_free_until(call, booking, of),
        amount=money(call, charged.amount) if charged else None,
        order_no=charged.order_no if charged else None,
        payment=charged.payment if charged else None,  # type: ignore[arg-type]
        pay_by=call.local(charged.pay_by) if charged and charged.pay_by else None,
        strike=_strike(call, strike) if strike else None,
        can=_can(call, booking, strike),  # type: ignore[arg-type]
    )


async def wait(call: Call, row: BookingWait) -> WaitShown:
    of = await call.session.get_one(BookingPool, (call.park.id, row.pool_id))
    code = None
    if row.resource_id is not None:
        key = (call.park.id, row.resource_id)
        code = (await call.session.get_one(BookingResource, key)).code
    held = None
    if row.booking_id is not None:
        held = await call.session.get_one(Booking, (call.park.id, row.booking_id))
    return WaitShown(
        id=row.id,
        resource=code,
        pool=of.code,
        from_at=call.local(row.starts_at),
        until_at=call.local(row.ends_at),
        when_text=time(call, row.starts_at, row.ends_at),
        offered=held.booking_no if held else None,
    )


def _free_until(call: Call, booking: Booking, pool: BookingPool) -> datetime | None:
    given_up = booking.status in {"held", "confirmed"}
    free = given_up and costs.is_free_to_cancel(pool, booking, call.now)
    return call.local(costs.free_until(pool, booking.starts_at)) if free else None


def _strike(call: Call, row: BookingStrike) -> StrikeShown:
    counts = row.taken_back_at is None and row.created_at > call.now - limits.REMEMBERED
    return StrikeShown(
        counts=counts,
        appeal=row.appeal,
        appealed_at=call.local(row.appealed_at) if row.appealed_at else None,
        answer=row.answer,
        answered_at=call.local(row.answered_at) if row.answered_at else None,
    )


def _can(call: Call, booking: Booking, strike: BookingStrike | None) -> list[str]:
    """What the state and the moment let them do."""
    if strike is not None and appeals.may_appeal(strike, call.now):
        return ["appeal"]
    if booking.held_for == "payment":
        return ["pay", "cancel"]
    if booking.status == "held":
        return (["take"] if booking.held_for == "offer" else ["move"]) + ["cancel"]
    begins = booking.starts_at - presence.EARLY <= call.now < booking.ends_at
    runs = booking.starts_at <= call.now < booking.ends_at
    if booking.status == "confirmed" and call.now < booking.ends_at:
        rest = (["check_in", "dispute"] if begins else []) + (["end"] if runs else [])
        return ["move", "cancel", *rest]
    if booking.status == "checked_in" and call.now < booking.ends_at:
        return [*(["end", "extend"] if runs else []), "dispute"]
    return []


class _Place:
    """Where a resource is, as places are described."""

    def __init__(self, row: BookingResource) -> None:
        self.building, self.floor, self.room, self.place = row.building, row.floor, row.room, None
