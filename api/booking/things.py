"""What routes of bookings share: the thing that is named, what comes nearest to what is taken."""

from typing import Any

from api.booking import views
from api.booking.shapes import OneBooking
from api.frame.call import Call
from models.booking import Booking
from services.accounting.accounts import LimitReached, NotEntitled
from services.booking import costs, free, rules, shelf, states
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.kit.errors import Conflict, Invalid, NotFound


class TimeTaken(Conflict):
    """Somebody else has it. `details`: `alternatives`, each with `resource`, `from_at`, `until_at`
    and `text`."""

    code = "time_taken"


RULES: list[type[Any]] = [
    *(Invalid, NotFound, TimeTaken, rules.NotBookable, rules.OffStep, rules.TooShort),
    *(rules.TooLong, rules.TooLate, rules.Past, rules.TooEarly, rules.OutOfHours, rules.TooMany),
]
COSTS: list[type[Any]] = [costs.AllowanceSpent, costs.CostsMore, LimitReached, NotEntitled]


async def things_of(call: Call, pool: str | None) -> list[Thing]:
    """Raises NotFound for a pool that is none."""
    things = await shelf.things(call.session, call.park, now=call.now)
    if pool is None:
        return things
    found = [one for one in things if one.pool.code == pool]
    if not found:
        raise NotFound("no such pool")
    return found


async def thing_of(call: Call, code: str) -> Thing:
    """Raises NotFound."""
    row = await shelf.by_code(call.session, call.park.id, code)
    if row is None or not row.active:
        raise NotFound("nothing to book by that code")
    return await shelf.thing(call.session, call.park, row.id, now=call.now)


async def mine(call: Call, path: OneBooking) -> Booking:
    """Raises NotFound."""
    booking = await states.find_by_number(call.session, call.park.id, path.booking_no)
    if booking is None or booking.person_id != call.me.id:
        raise NotFound("no such booking")
    return booking


async def taken_by_others(call: Call, asked: Asked) -> TimeTaken:
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
