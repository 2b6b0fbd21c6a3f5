"""How long bookings keep what holds people, and what goes then."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from models.booking import Booking, BookingStrike, BookingWait
from services.kit.retention import Kind, Retention, Rule, clear, drop, says

WORDS: Mapping[str, Any] = MappingProxyType({"title": None, "status_reason": None})
"""What a booking no longer says."""

RETENTION = Retention(
    {
        "bookings": Kind(
            180,
            "a company settles its hours, and somebody may ask within months why a time was lost",
            "when it was over, cancelled, declined or missed",
            seen_with=("booking.read",),
        ),
    },
    {
        "bookings": Rule(
            "bookings",
            Booking,
            Booking.created_at,
            lambda before: Booking.closed_at < before,
            clear(Booking, WORDS),
            holds=says(Booking, WORDS),
        ),
        "booking_strikes": Rule(
            "bookings",
            BookingStrike,
            BookingStrike.created_at,
            lambda before: BookingStrike.created_at < before,
            drop(BookingStrike),
        ),
        "booking_waits": Rule(
            "bookings",
            BookingWait,
            BookingWait.created_at,
            lambda before: BookingWait.ends_at < before,
            drop(BookingWait),
        ),
    },
)
