"""Keys that the calendar puts together from a code."""

from services.park.calendar_admin import KINDS

FAMILIES: dict[str, set[str]] = {
    "calendar-kind-": set(KINDS),
    "calendar-weekday-": {str(day) for day in range(1, 8)},
}
