"""What can be booked, when it is free, and what is left of free hours."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.booking.shapes import Feature, Headcount, Kind, ThingCode
from api.frame.shapes import Asked, Moment, Money, Out, PictureShown, Where

MOST_DAYS = 7
Day = Annotated[date, Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1))]
"""In the years of moments (api.frame.shapes)."""


class RulesShown(Out):
    """Minutes and days."""

    step: int
    """Bookings begin on multiples of it, by the park's clock, and last multiples of it."""
    shortest: int
    longest: int
    lead: int
    horizon_days: int
    before: int
    """Nobody else has it for so long before each booking, and `after`."""
    after: int
    check_in_within: int
    """After its start; 0: nobody has to check in."""
    free_cancel_until: int
    """Before its start."""
    needs_approval: bool


class RoomPicture(PictureShown):
    alt: str
    """What it shows, for who does not see it."""


class ThingShown(Out):
    code: ThingCode
    name: str
    where: Where
    capacity: int | None
    features: list[Feature]
    picture: RoomPicture | None


class PoolShown(Out):
    code: ThingCode
    kind: Kind
    name: str
    rules: RulesShown
    may_book: bool
    """False where only people of the park's companies may."""
    hour_price: Money | None
    """Of an hour beyond the free ones; None: nothing is asked for."""
    things: list[ThingShown]


class Bookables(Out):
    pools: list[PoolShown]


class WhichFree(Asked):
    from_at: Moment
    until_at: Moment
    pool: ThingCode | None = None
    headcount: Headcount | None = None
    features: Annotated[str, StringConstraints(max_length=200)] = ""
    """Codes with commas between them."""


class OfferShown(Out):
    resource: ThingCode
    name: str
    from_at: Moment
    until_at: Moment
    text: str
    """For people: A-301 · tomorrow, Thu 3 Dec, 14:00–15:00."""


class Free(Out):
    free: list[ThingShown]
    """The smallest that suits first."""
    alternatives: list[OfferShown]
    """What comes nearest, where nothing is free."""


class WhichDays(Asked):
    day: Day
    """The first, by the park's calendar."""
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 1
    pool: ThingCode | None = None


class SpanShown(Out):
    from_at: Moment
    until_at: Moment


class TakenShown(SpanShown):
    what: Literal["mine", "taken", "closed"]
    booking_no: str | None
    """Of mine alone."""


class ThingsDay(Out):
    """Between midnight of the first day and midnight after the last."""

    resource: ThingCode
    name: str
    taken: list[TakenShown]
    """The minutes before and after included."""
    free: list[SpanShown]
    """Of what is still to come."""
    open: list[SpanShown]
    """The hours in which it can be used, whoever has it."""


class Schedule(Out):
    things: list[ThingsDay]


class AllowanceShown(Out):
    pool: ThingCode
    pool_name: str
    scope: Literal["company", "person"]
    period: Literal["day", "week", "month"]
    minutes: int
    left: int
    beyond: Literal["refuse", "charge", "ask"]
    text: str
    """For people: Meeting rooms: 2 h of 40 h left this month."""


class Allowances(Out):
    allowances: list[AllowanceShown]
    strikes: int
    """How often nobody came to what I had booked, lately. Three, and nothing more can be booked."""


class WhatItCosts(Asked):
    resource: ThingCode
    from_at: Moment
    until_at: Moment
    headcount: Headcount | None = None


class CostShown(Out):
    beyond_minutes: int
    """Beyond what is free; `pays_minutes` of a booking that agrees to it."""
    then: Literal["refuse", "charge", "ask"] | None
    """What becomes of those minutes."""
    needs_approval: bool
    """Whether staff have to say yes, for that or by the pool's rules."""
    free_until: Moment
    """Until when it can be cancelled without using anything."""
    amount: Money | None
    """What those minutes cost, which `pays` of a booking agrees to; None where hours have no
    price, or nothing is charged."""
    text: str
    """For people: 38 h are free for your company this month, this takes 2 h. Empty where nothing is
    counted."""
