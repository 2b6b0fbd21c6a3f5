"""Events of bookings. They hold nothing personal."""

from datetime import datetime
from typing import NamedTuple

from services.events.base import Event


class Freed(NamedTuple):
    """Code of a resource, and when."""

    resource: str
    starts_at: datetime
    ends_at: datetime


class BookingEvent(Event):
    """Of one booking. `status` is the one after the event; moments are in UTC."""

    booking_id: int
    booking_no: str
    pool: str
    """Code of the pool."""
    resource: str
    """Code of the resource."""
    status: str
    starts_at: datetime
    ends_at: datetime
    series_id: int | None = None

    for_parks = True

    @property
    def subject(self) -> str:
        return f"booking:{self.booking_id}"

    @property
    def freed(self) -> Freed:
        """What may be free by it."""
        return Freed(self.resource, self.starts_at, self.ends_at)


class BookingRequested(BookingEvent):
    """The time is held until staff say yes or no, or until it is paid for."""

    type = "booking.requested"

    unpaid: bool = False
    """It waits to be paid for; staff are not asked yet."""
    paid: bool = False
    """It was, and now staff are asked."""


class BookingConfirmed(BookingEvent):
    type = "booking.confirmed"

    by_staff: bool = False
    """Whether staff said yes, or booked it for somebody."""
    paid: bool = False
    """It was held until it was paid for."""


class BookingFilled(BookingConfirmed):
    """A gap of a series was taken as soon as it was free."""

    type = "booking.filled"


class BookingMoved(BookingEvent):
    """It has another time, another end or another resource; what it has no more is free."""

    type = "booking.moved"

    was_resource: str
    was_starts_at: datetime
    was_ends_at: datetime
    by_staff: bool = False

    @property
    def freed(self) -> Freed:
        return Freed(self.was_resource, self.was_starts_at, self.was_ends_at)


class BookingDeclined(BookingEvent):
    """Staff said no."""

    type = "booking.declined"


class BookingCancelled(BookingEvent):
    type = "booking.cancelled"

    by_staff: bool = False


class BookingExpired(BookingEvent):
    """Nobody decided, took what was offered, or paid (`unpaid`) in time."""

    type = "booking.expired"

    unpaid: bool = False


class BookingOffered(BookingEvent):
    """A time that somebody waited for is free, and held for them for a while."""

    type = "booking.offered"


class BookingCheckedIn(BookingEvent):
    type = "booking.checked_in"


class BookingMissed(BookingEvent):
    """Nobody came; the rest of the time is free."""

    type = "booking.missed"


class BookingCompleted(BookingEvent):
    """It is over; `ends_at` is when they left."""

    type = "booking.completed"


class BookingDisputed(BookingEvent):
    """Who has it says that somebody else is in there. `by_booking_id`: whose booking that was, if
    one was there just before."""

    type = "booking.disputed"

    by_booking_id: int | None = None


class BookingAppealed(BookingEvent):
    """Who is noted as not having come says that this is wrong."""

    type = "booking.appealed"


class BookingAppealAnswered(BookingEvent):
    """Staff took the strike back (`granted`), or say why it stays."""

    type = "booking.appeal_answered"

    granted: bool


class BookingTroubled(BookingEvent):
    """Something in there is broken, and still is as the booking is about to begin."""

    type = "booking.troubled"

    ticket_no: str


class ClosureEnded(Event):
    """What was closed can be booked again, from the first moment of it to the last."""

    type = "booking_closure.ended"

    resource_id: int
    resource: str
    """Code of the resource."""
    starts_at: datetime
    ends_at: datetime

    @property
    def subject(self) -> str:
        return f"resource:{self.resource_id}"

    @property
    def freed(self) -> Freed:
        return Freed(self.resource, self.starts_at, self.ends_at)


class CalendarEvent(Event):
    """Of a calendar of another program that closes a room."""

    calendar_id: int
    resource_id: int

    @property
    def subject(self) -> str:
        return f"calendar:{self.calendar_id}"


class CalendarFailed(CalendarEvent):
    """It could not be read for an hour; what it closed stays closed."""

    type = "booking_calendar.failed"

    problem: str


class CalendarMetBookings(CalendarEvent):
    """It has taken what was booked before; the bookings stay."""

    type = "booking_calendar.met_bookings"

    booking_ids: list[int]
