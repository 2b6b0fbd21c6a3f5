"""Keys that the settings put together from a code."""

from desk.frame.navigation import every_setting

FAMILIES: dict[str, set[str]] = {
    "operate-in-": {"zh", "en"},
    "operate-page-": {one.key for one in every_setting()},
    "operate-weekday-": {str(day) for day in range(1, 8)},
}
