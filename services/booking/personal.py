"""What the tables of bookings hold of people."""

from models.booking import Booking, BookingFeed, BookingSeries, BookingStrike, BookingWait
from models.booking_calendars import BookingCalendar
from models.booking_shelf import (
    BookingClosure,
    BookingHours,
    BookingOpenItem,
    BookingPicture,
    BookingPool,
    BookingResource,
)
from services.booking.retention import WORDS
from services.kit.personal import (
    OF_PERSON,
    SECRET,
    Delete,
    Forget,
    Keep,
    Link,
    PersonalTable,
    Section,
    Value,
    impersonal,
    stays,
)

TABLES = (
    PersonalTable(
        BookingFeed,
        "the hash of the secret in the address of a calendar",
        "tenant",
        OF_PERSON,
        Delete(),
        SECRET,
        stays("scope"),
        kept=("people",),
    ),
    PersonalTable(
        BookingStrike,
        "that nobody came to what somebody had booked, and why that is wrong in their words",
        "tenant",
        (*OF_PERSON, Link("booking_id", Booking, exported=False)),
        Delete(),
        Section("booking_strikes"),
        kept=("bookings",),
    ),
    PersonalTable(
        BookingWait,
        "which time somebody waits for",
        "tenant",
        OF_PERSON,
        Delete(),
        Section("booking_waits"),
        stays("status"),
        kept=("bookings",),
    ),
    PersonalTable(
        BookingSeries,
        "at which times something recurs that somebody has booked",
        "tenant",
        OF_PERSON,
        Keep("times of rooms, which are of nobody without who booked"),
        Section("booking_series"),
        stays("rule"),
        kept=("books",),
    ),
    PersonalTable(
        Booking,
        "what somebody has booked, when, for how many, and what for",
        "tenant",
        OF_PERSON,
        Forget(
            {**WORDS, "erased_at": Value.MOMENT},
            "the use of rooms is counted",
        ),
        Section("bookings"),
        stays("booking_no status held_for uid"),
        kept=("bookings",),
    ),
)
NOTHING_PERSONAL = impersonal(
    "what the park has, its rules, and when it is closed",
    BookingPool,
    BookingHours,
    BookingResource,
    BookingClosure,
    BookingCalendar,
    BookingOpenItem,
    BookingPicture,
)
