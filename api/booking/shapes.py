"""What can be booked, and bookings, as who books them sees them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.frame.enums import Among, states_of
from api.frame.shapes import Asked, Id, In, Moment, Money, Out, Paged, PictureShown, Where
from services.booking.appeals import LONGEST_APPEAL
from services.booking.booking import LONGEST_TITLE, MOST_PEOPLE
from services.booking.features import FEATURES
from services.booking.states import ACTIONS, LONGEST_REASON
from services.kit.money import LARGEST

BookingStatus = Annotated[str, Among([*states_of(ACTIONS), "skipped"])]
BookingNo = Annotated[str, StringConstraints(pattern=r"^B-[0-9A-Z]{6}$")]
ThingCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
Feature = Annotated[str, Among(sorted(FEATURES))]
Kind = Literal["room", "court", "hall", "equipment"]
Headcount = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TITLE), Field(default="")
]
Pays = Annotated[int, Field(ge=0, le=LARGEST)] | None
Payment = Literal["on_pickup", "company_account", "wechat_pay"]
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


class Book(In):
    resource: ThingCode
    from_at: Moment
    until_at: Moment
    headcount: Headcount | None = None
    title: Title
    """What it is for. Shown to nobody but me and staff."""
    pays_minutes: Annotated[int, Field(ge=0, le=100_000)] = 0
    """How many minutes beyond what is free I agree to pay for; a refusal `booking_costs_more` says
    how many there are."""
    pays: Pays = None
    """And the sum, in minor units, where an hour has a price: what I was shown, or the `amount` of
    that refusal. If it costs more by now it is refused again."""
    payment: Payment | None = None
    """None: by my company's account if it has one, else at the desk. What is paid by wechat_pay is
    held until `pay_by`, and mine once its order is paid (`POST /orders/{order_no}/pay`)."""


class MoveBooking(In):
    """What I agreed to pay for it before I need not agree to again."""

    resource: ThingCode | None = None
    from_at: Moment
    until_at: Moment
    headcount: Headcount | None = None
    pays_minutes: Annotated[int, Field(ge=0, le=100_000)] = 0
    pays: Pays = None


class CancelBooking(In):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON)] = ""


class Appeal(In):
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_APPEAL)
    ]
    """Why it is wrong that nobody came. Shown to nobody but me and staff."""


class Extend(In):
    minutes: Annotated[int, Field(ge=5, le=1440)]
    pays_minutes: Annotated[int, Field(ge=0, le=100_000)] = 0
    pays: Pays = None


class OneBooking(Asked):
    booking_no: BookingNo


class WhichBookings(Paged):
    open: bool | None = None


class StrikeShown(Out):
    """Nobody came, it is noted."""

    counts: bool
    """Towards those at which booking stops; false where staff took it back, or after 60 days."""
    appeal: str | None
    """Why I say that it is wrong."""
    appealed_at: Moment | None
    answer: str | None
    """Why it stays, in the words of staff."""
    answered_at: Moment | None


class BookingShown(Out):
    booking_no: str
    status: BookingStatus
    status_text: str
    reason: str | None
    resource: ThingCode
    name: str
    pool: ThingCode
    where: Where
    from_at: Moment
    until_at: Moment
    when_text: str
    headcount: int | None
    title: str | None
    charged_minutes: int
    """Beyond what is free."""
    series: int | None
    """What it is an occurrence of."""
    free_until: Moment | None
    """Until when it may be given up without using anything; None where that is over, or nothing is
    given up any more."""
    amount: Money | None
    """What they cost; None where hours have no price."""
    order_no: str | None
    """By which it is paid, with payment, invoice and refund."""
    payment: Payment | None
    pay_by: Moment | None
    """Until when it has to be paid; None: it is, or need not be beforehand."""
    strike: StrikeShown | None
    can: list[Literal["move", "cancel", "check_in", "end", "extend", "take", "pay", "appeal"]]


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


class AskToWait(In):
    resource: ThingCode
    any_of_its_kind: bool = False
    from_at: Moment
    until_at: Moment
    headcount: Headcount | None = None


class OneWait(Asked):
    wait: Id


class WaitShown(Out):
    id: int
    resource: ThingCode | None
    """None: any of its kind."""
    pool: ThingCode
    from_at: Moment
    until_at: Moment
    when_text: str


class Waits(Out):
    waits: list[WaitShown]
