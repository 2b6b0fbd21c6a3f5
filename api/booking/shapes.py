"""Bookings, and waiting for what is taken, as who books sees them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.frame.enums import Among, states_of
from api.frame.shapes import Asked, Id, In, Line, Moment, Money, Out, Paged, Where
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
NewTitle = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TITLE)]
Title = Annotated[NewTitle, Field(default="")]
Pays = Annotated[int, Field(ge=0, le=LARGEST)] | None
Guests = Annotated[list[Line], Field(default_factory=list, max_length=50)]
"""Names of who comes to it from outside: each is registered as a visitor, with a pass."""
Payment = Literal["on_pickup", "company_account", "wechat_pay"]


class Book(In):
    resource: ThingCode
    from_at: Moment
    until_at: Moment
    headcount: Headcount | None = None
    title: Title
    """What it is for. Shown to nobody but me and staff."""
    guests: Guests
    """With the booking, or neither. An access token needs the scope `visits`, too."""
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
    """What I agreed to pay for it before I need not agree to again. The same time and thing with
    another `headcount` or `title` change these alone."""

    resource: ThingCode | None = None
    from_at: Moment
    until_at: Moment
    headcount: Headcount | None = None
    """None: as it was."""
    title: NewTitle | None = None
    """None: as it was; empty: none."""
    pays_minutes: Annotated[int, Field(ge=0, le=100_000)] = 0
    pays: Pays = None


class CancelBooking(In):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON)] = ""


class Appeal(In):
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_APPEAL)
    ]
    """Why it is wrong that nobody came. Shown to nobody but me and staff."""


class MoreGuests(In):
    names: Annotated[list[Line], Field(min_length=1, max_length=50)]


class Disputed(Out):
    """Whoever else is in there is told kindly, and so is the service desk; nobody is named."""

    how: Literal["early", "asked", "unknown"]
    """early: others have it, until `until`. asked: whose time is over was asked to leave. unknown:
    nobody is known to have been there."""
    until: Moment | None
    text: str
    """The same for people."""
    elsewhere: ThingCode | None
    """What else of its kind is free for the rest of the time, to be moved to."""
    elsewhere_name: str | None


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
    guests: int
    """How many visitors are registered for it and have not left."""
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
    can: list[
        Literal["move", "cancel", "check_in", "end", "extend", "take", "pay", "appeal", "dispute"]
    ]


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
    offered: str | None
    """Number of the booking that is held for me, where it was free already."""


class Waits(Out):
    waits: list[WaitShown]
