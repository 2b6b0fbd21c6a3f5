"""What bookings bring to the desk."""

from desk.booking import acting, calendars, doors, pictures, placing, reading, settings
from desk.frame.areas import AuditWords, Heard, Intents, Setting, Subject, Tab, named
from models.booking import Booking, BookingFeed
from models.booking_calendars import BookingCalendar
from models.booking_shelf import BookingClosure, BookingPool, BookingResource

RANK = 27
BRINGS = (
    placing.area,
    doors.area,
    calendars.area,
    reading.area,
    acting.area,
    settings.area,
    pictures.area,
    Setting("booking", rank=45),
    Tab("booking", "/booking", "booking.read", icon="calendar"),
    Heard({"booking": "booking.read"}),
    Subject(
        {
            "booking": (Booking, lambda row, _language: str(row.booking_no)),
            "resource": (
                BookingResource,
                lambda row, language: str(getattr(row, f"name_{language}")),
            ),
            "closure": (BookingClosure, lambda row, _language: f"#{row.id}"),
            "booking_pool": (BookingPool, named),
            "booking_thing": (BookingResource, named),
            "calendar": (BookingCalendar, lambda row, _language: str(row.name)),
            "booking_feed": (BookingFeed, lambda row, _language: f"#{row.id}"),
        }
    ),
    AuditWords(
        kinds=(
            *("booking", "bookings", "closure", "resource", "calendar", "booking_feed"),
            *("booking_pool", "booking_thing"),
        ),
        codes={
            "booking_status": "booking-status-",
            "audience": "booking-audience-",
            "beyond": "booking-beyond-",
            "scope": "booking-scope-",
            "period": "booking-period-",
            "features": "booking-feature-",
        },
        moments=frozenset({"starts_at"}),
        long_lists=frozenset({"opening", "parts"}),
    ),
    Intents(
        said=("book", "find_room", "track_booking", "cancel_booking", "change_booking"),
        pressed=(
            "pick_booking",
            "wait_booking",
            "take_booking",
            "leave_booking",
            "check_in_booking",
            "booking_deed",
        ),
    ),
)
