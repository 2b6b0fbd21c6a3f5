"""What bookings bring to the desk."""

from desk.booking import acting, calendars, reading
from desk.frame.areas import AuditWords, Heard, Intents, Subject, Tab
from models.booking import Booking, BookingFeed
from models.booking_calendars import BookingCalendar
from models.booking_shelf import BookingClosure

RANK = 27
BRINGS = (
    calendars.area,
    reading.area,
    acting.area,
    Tab("booking", "/booking", "booking.read", icon="calendar"),
    Heard({"booking": "booking.read"}),
    Subject(
        {
            "booking": (Booking, lambda row, _language: str(row.booking_no)),
            "closure": (BookingClosure, lambda row, _language: f"#{row.id}"),
            "calendar": (BookingCalendar, lambda row, _language: str(row.name)),
            "booking_feed": (BookingFeed, lambda row, _language: f"#{row.id}"),
        }
    ),
    AuditWords(
        kinds=("booking", "bookings", "closure", "calendar", "booking_feed"),
        codes={"booking_status": "booking-status-"},
        moments=frozenset({"starts_at"}),
    ),
    Intents(
        said=("book", "find_room", "track_booking", "cancel_booking"),
        pressed=(
            "pick_booking",
            "wait_booking",
            "take_booking",
            "leave_booking",
            "check_in_booking",
        ),
    ),
)
