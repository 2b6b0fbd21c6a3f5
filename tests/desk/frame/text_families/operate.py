"""Keys that the settings put together from a code."""

from desk.settings.start import PAGES

FAMILIES: dict[str, set[str]] = {
    "operate-in-": {"zh", "en"},
    "operate-page-": {needs.removeprefix("operate.") for needs in PAGES},
    "operate-weekday-": {str(day) for day in range(1, 8)},
}
