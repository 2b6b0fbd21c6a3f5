"""Keys that announcements put together from a code."""

from services.park.announcement_admin import LEVELS

FAMILIES: dict[str, set[str]] = {
    "announcements-state-": {"now", "coming", "over"},
    "announcements-level-": set(LEVELS),
}
