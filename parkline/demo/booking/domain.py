"""What bookings bring to the demo."""

from parkline.demo.booking.data import BookingData
from parkline.demo.booking.seed import seed_booking
from parkline.demo.seeds import Seed

RANK = 80
BRINGS = (Seed(BookingData, seed_booking),)
