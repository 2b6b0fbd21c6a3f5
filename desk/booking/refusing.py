"""Why a time cannot be had, as staff are told it, and what comes nearest."""

from desk.frame.call import Call
from services.accounting.accounts import LimitReached, NotEntitled
from services.booking import free, shelf, telling
from services.booking.booking import Asked
from services.booking.costs import AllowanceSpent, CostsMore
from services.claims.claims import Taken
from services.kit.errors import ParkError
from services.kit.money import format_money
from services.texts import say

OF_RULES = frozenset(
    {
        *("booking_closed", "booking_off_step", "booking_past", "booking_out_of_hours"),
        *("booking_too_many_people",),
    }
)
"""Told in the words of the chat."""


def cost(call: Call, more: CostsMore) -> str:
    """What is to be agreed to."""
    over = telling.minutes(int(more.details["minutes"]), call.language)
    if "amount" not in more.details:
        return call.text("booking-costs-minutes", over=over)
    price, amount = (
        format_money(int(more.details[one]), call.park.currency, call.language)
        for one in ("hour_price", "amount")
    )
    return call.text("booking-costs-sum", over=over, price=price, amount=amount)


async def told(call: Call, wrong: ParkError, asked: Asked) -> str:
    match wrong:
        case Taken():
            return await _nearest(call, asked)
        case AllowanceSpent():
            left = telling.minutes(int(wrong.details["left"]), call.language)
            return call.text("booking-allowance-spent", left=left)
        case LimitReached():
            return call.text("booking-limit-reached")
        case NotEntitled():
            return call.text("booking-not-entitled")
        case _ if wrong.code in OF_RULES:
            details = {name: str(value) for name, value in wrong.details.items()}
            return say(call.language, f"cannot-{wrong.code.replace('_', '-')}", **details)
        case _:
            return call.text("booking-cannot-be")


async def _nearest(call: Call, asked: Asked) -> str:
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
    if not found:
        return call.text("booking-taken-all")
    named = (
        f"{telling.name(one.thing.resource, call.language)} "
        + telling.time(one.starts_at, one.ends_at, call.language, now=call.now, park=call.park)
        for one in found
    )
    return call.text("booking-taken-but", free="; ".join(named))
