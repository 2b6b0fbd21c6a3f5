"""What the tables of what hours cost hold of people."""

from models.booking import Booking
from models.hire import BookingCharge, HourPrice
from services.kit.personal import Keep, Link, NotExported, PersonalTable, impersonal

TABLES = (
    PersonalTable(
        BookingCharge,
        "by which order a booking was paid, and what it cost",
        "tenant",
        (Link("booking_id", Booking),),
        Keep("sums of accounts are made of it; it names numbers of ours alone"),
        NotExported("bookings and orders stand in sections of their own"),
        kept=("books",),
    ),
)
NOTHING_PERSONAL = impersonal("the park's prices", HourPrice)
